"""How attributes of other modelers become attributes of ours, in the tree of one file.

What the diagram already says in our dialect stays as it is. What has no counterpart becomes a `Remark`, for the gate to
tell; nothing is dropped in silence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lxml import etree

from engine.dialect.names import ACTIVITIES, CATCH_EVENTS, EVENTS, THROW_EVENTS, bpmn, children, local_name, miz
from engine.dialect.xml import Element

#: elements that call out, and so have inputs and outputs of their own in the dialect
CALLERS = frozenset({"serviceTask", "sendTask", "businessRuleTask"})


class Loss(StrEnum):
    """What becomes of something that another modeler wrote and the engine doesn't have."""

    #: the process runs as drawn; only this is left out
    IGNORED = "ignored"
    #: running it would do something other than drawn
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Remark:
    """An attribute or element of another modeler without counterpart: on which element, what (as written, with prefix)
    and what that means."""

    element: Element
    word: str
    loss: Loss = Loss.IGNORED


@dataclass(slots=True)
class Adoption:
    """One file while it is being read into the dialect."""

    root: Element
    remarks: list[Remark] = field(default_factory=list)
    _count: int = 0

    def ignored(self, element: Element, word: str) -> None:
        """Note something that has no effect here."""
        self.remarks.append(Remark(element, word))

    def changed(self, element: Element, word: str) -> None:
        """Note something without which the process would run otherwise than drawn."""
        self.remarks.append(Remark(element, word, Loss.CHANGED))

    def put(self, element: Element, name: str, value: str | None) -> None:
        """Set a `miz:` attribute, unless the diagram has it."""
        if value is not None and value.strip() and element.get(miz(name)) is None:
            element.set(miz(name), value.strip())

    def put_text(self, element: Element, name: str, text: str) -> None:
        """Give an element a BPMN child with that text, unless it has one with any."""
        child = next(children(element, name), None)
        if child is None:
            child = etree.SubElement(element, bpmn(name))
        if not (child.text or "").strip():
            child.text = text

    def input(self, element: Element, name: str, value: str) -> None:
        """A variable that only this element sees; what calls out takes it along, a thrown event carries it."""
        kind = local_name(element)
        if kind == "callActivity":
            self._mapping(element, "input", name, value)
        elif kind in CATCH_EVENTS or not _has_data(kind):
            self.ignored(element, f"input {name}")
        else:
            if kind in CALLERS:
                self._mapping(element, "input", name, name)
            self._associate(element, "dataInput", name, value)

    def output(self, element: Element, name: str, value: str) -> None:
        """A variable that is written when the element is done. `value` may name what a call answered."""
        kind = local_name(element)
        if kind == "callActivity" or (kind in CALLERS and element.get(miz("decision")) is None):
            self._mapping(element, "output", name, value)
        elif kind in THROW_EVENTS or not _has_data(kind):
            self.ignored(element, f"output {name}")
        else:
            self._associate(element, "dataOutput", name, value)

    def _mapping(self, element: Element, side: str, name: str, value: str) -> None:
        inside = next(children(element, "extensionElements"), None)
        if inside is None:
            inside = _place(element, "extensionElements")
        etree.SubElement(inside, miz(side), {"name": name, "value": value})

    def _associate(self, element: Element, item: str, name: str, value: str) -> None:
        """A data association with one assignment; for each instance where the element is looped."""
        head, dot, rest = name.partition(".")
        target = self._item(element, item, head)
        association = _place(element, f"{item}Association")
        if next(children(element, "multiInstanceLoopCharacteristics", "standardLoopCharacteristics"), None) is not None:
            association.set(miz("each"), "true")
        etree.SubElement(association, bpmn("targetRef")).text = target
        assignment = etree.SubElement(association, bpmn("assignment"))
        etree.SubElement(assignment, bpmn("from")).text = value
        etree.SubElement(assignment, bpmn("to")).text = f"{target}{dot}{rest}"

    def _item(self, element: Element, kind: str, name: str) -> str:
        """The id of a data input or output of the element with that name; made where there is none."""
        scope = element if local_name(element) in EVENTS else _specification(element)
        for item in children(scope, kind):
            if item.get("name") == name and item.get("id"):
                return item.get("id") or ""
        self._count += 1
        item = _place(scope, kind)
        item.set("id", f"miz-{kind}-{self._count}")
        item.set("name", name)
        return item.get("id") or ""


def _has_data(kind: str) -> bool:
    return kind in ACTIVITIES | EVENTS


def _specification(element: Element) -> Element:
    found = next(children(element, "ioSpecification"), None)
    if found is None:
        found = _place(element, "ioSpecification")
        etree.SubElement(found, bpmn("inputSet"))
        etree.SubElement(found, bpmn("outputSet"))
    return found


#: what stands before a part in the schema's order
_BEFORE: Mapping[str, tuple[str, ...]] = {
    "extensionElements": ("documentation",),
    "ioSpecification": ("documentation", "extensionElements", "incoming", "outgoing"),
    "dataInput": ("documentation", "extensionElements", "incoming", "outgoing", "property", "dataInput"),
    "dataOutput": ("documentation", "extensionElements", "incoming", "outgoing", "property", "dataInput", "dataOutput"),
}
_ALL = ("documentation", "extensionElements", "incoming", "outgoing", "ioSpecification", "property", "dataInput")


def _place(element: Element, name: str) -> Element:
    """A new child, where the schema wants it."""
    before = _BEFORE.get(name, (*_ALL, "dataOutput", "dataInputAssociation", name))
    position = 0
    for number, child in enumerate(element):
        if local_name(child) in before:
            position = number + 1
    new = element.makeelement(bpmn(name))
    element.insert(position, new)
    return new


def owner_of(extension: Element) -> Element | None:
    """The BPMN element that something in `extensionElements` (at any depth) or directly below belongs to."""
    current = extension.getparent()
    while current is not None and (not local_name(current) or local_name(current) == "extensionElements"):
        current = current.getparent()
    return current


def form_id(reference: str) -> str:
    """The id of a form from what other modelers write: a path, a file name, a deployment key."""
    return reference.rpartition("/")[2].rpartition(":")[2].partition("?")[0].removesuffix(".form").removesuffix(".html")


def words(text: str) -> list[str]:
    """The words of a list separated by commas."""
    return [word.strip() for word in text.split(",") if word.strip()]


def quoted(text: str) -> str:
    """A FEEL string of that text."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
