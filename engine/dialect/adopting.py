"""How attributes of other modelers become attributes of ours, in the tree of one file.

What the diagram already says in our dialect stays as it is. What has no counterpart becomes a `Remark`, for the gate to
tell; nothing is dropped in silence."""

from dataclasses import dataclass, field
from enum import StrEnum

from lxml import etree

from engine.dialect.names import bpmn, children, local_name, miz
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
        """A variable that only this element sees; what calls out takes it along."""
        if local_name(element) == "callActivity":
            self._mapping(element, "input", name, value)
            return
        if local_name(element) in CALLERS:
            self._mapping(element, "input", name, name)
        target = self._own(element, name)
        association = _place(element, bpmn("dataInputAssociation"))
        etree.SubElement(association, bpmn("targetRef")).text = target
        self._assign(association, value, target)

    def output(self, element: Element, name: str, value: str) -> None:
        """A variable that is written when the element is done. `value` may name what a call answered."""
        calls_out = local_name(element) in CALLERS and element.get(miz("decision")) is None
        if calls_out or local_name(element) == "callActivity":
            self._mapping(element, "output", name, value)
            return
        association = _place(element, bpmn("dataOutputAssociation"))
        etree.SubElement(association, bpmn("targetRef")).text = name
        self._assign(association, value, name)

    def _assign(self, association: Element, value: str, target: str) -> None:
        assignment = etree.SubElement(association, bpmn("assignment"))
        etree.SubElement(assignment, bpmn("from")).text = value
        etree.SubElement(assignment, bpmn("to")).text = target

    def _mapping(self, element: Element, side: str, name: str, value: str) -> None:
        inside = next(children(element, "extensionElements"), None)
        if inside is None:
            inside = _place(element, bpmn("extensionElements"))
        etree.SubElement(inside, miz(side), {"name": name, "value": value})

    def _own(self, element: Element, name: str) -> str:
        """The id of a data input of the element, called `name`; what follows a dot in the name is a part of it."""
        head, dot, rest = name.partition(".")
        specification = next(children(element, "ioSpecification"), None)
        if specification is None:
            specification = _place(element, bpmn("ioSpecification"))
            etree.SubElement(specification, bpmn("inputSet"))
            etree.SubElement(specification, bpmn("outputSet"))
        for item in children(specification, "dataInput"):
            if item.get("name") == head:
                return f"{item.get('id')}{dot}{rest}"
        self._count += 1
        item = specification.makeelement(bpmn("dataInput"), {"id": f"miz-input-{self._count}", "name": head})
        specification.insert(0, item)
        return f"{item.get('id')}{dot}{rest}"


#: what comes after a part of an activity in the schema's order
_AFTER = {
    bpmn("extensionElements"): ("documentation",),
    bpmn("ioSpecification"): ("documentation", "extensionElements", "incoming", "outgoing"),
}
_AFTER[bpmn("dataInputAssociation")] = (
    *_AFTER[bpmn("ioSpecification")],
    *("ioSpecification", "property", "dataInputAssociation"),
)
_AFTER[bpmn("dataOutputAssociation")] = (*_AFTER[bpmn("dataInputAssociation")], "dataOutputAssociation")


def _place(element: Element, tag: str) -> Element:
    """A new child of an activity, where the schema wants it."""
    new = element.makeelement(tag)
    position = 0
    for number, child in enumerate(element):
        if local_name(child) in _AFTER[tag]:
            position = number + 1
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
