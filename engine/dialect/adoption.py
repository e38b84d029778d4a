"""How attributes of other modelers become attributes of ours, in the tree of one file.

What the diagram already says in our dialect stays as it is. What has no counterpart becomes a `Remark`, for the gate to
tell; nothing is dropped in silence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lxml import etree

from engine.dialect.names import ACTIVITIES, CATCH_EVENTS, EVENTS, THROW_EVENTS, bpmn, children, local_name, miz
from engine.dialect.xml import Element
from engine.model import Bilingual

#: elements that call out, and so have inputs and outputs of their own in the dialect
CALLERS = frozenset({"serviceTask", "sendTask", "businessRuleTask"})
_PEOPLE = frozenset({"userTask", "manualTask"})
_LOOP = frozenset({"multiInstanceLoopCharacteristics"})
#: on which elements the dialect has an attribute
_CARRIERS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("connector", "retries", "backoff"), CALLERS),
    **dict.fromkeys(("due", "candidates", "priority"), _PEOPLE),
    **dict.fromkeys(("collection", "item", "output", "outputItem"), _LOOP),
    **dict.fromkeys(("passes", "returns"), frozenset({"callActivity"})),
    "form": _PEOPLE | {"startEvent"},
    "decision": frozenset({"businessRuleTask"}),
    "result": CALLERS | {"scriptTask"},
    "key": frozenset({"messageEventDefinition", "receiveTask", "sendTask"}),
}


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
    #: why, and what to write instead, where more can be said than that there is no counterpart
    reason: Bilingual | None = None


@dataclass(slots=True)
class Adoption:
    """One file while it is being read into the dialect."""

    root: Element
    remarks: list[Remark] = field(default_factory=list)
    #: with what the ids of new elements begin
    stem: str = "miz"
    #: how many signs of code in the language of another modeler are still read: nobody draws more
    code_left: int = 200_000
    #: data inputs and outputs of elements, by element and kind: name → id
    _items: dict[tuple[Element, str], dict[str, str]] = field(default_factory=dict)
    #: the last part of a kind that was placed in an element, so that thousands cost linear time
    _placed: dict[tuple[Element, str], Element] = field(default_factory=dict)
    _looped: dict[Element, bool] = field(default_factory=dict)
    _count: int = 0

    def ignored(self, element: Element, word: str, reason: Bilingual | None = None) -> None:
        """Note something that has no effect here."""
        self.remarks.append(Remark(element, word, reason=reason))

    def changed(self, element: Element, word: str, reason: Bilingual | None = None) -> None:
        """Note something without which the process would run otherwise than drawn."""
        self.remarks.append(Remark(element, word, Loss.CHANGED, reason))

    def may_read(self, code: str) -> bool:
        """Whether so much more code is read: translating takes time, and files come from strangers."""
        self.code_left -= len(code)
        return self.code_left >= 0

    def put(self, element: Element, name: str, value: str | None) -> None:
        """Set a `miz:` attribute, unless the diagram has it; where the dialect has no such attribute on this kind of
        element it is only noted."""
        if value is None or not value.strip():
            return
        if local_name(element) not in _CARRIERS[name]:
            self.ignored(element, name)
        elif element.get(miz(name)) is None:
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

    def call_input(self, element: Element, name: str, value: str) -> None:
        """A value that a call takes along, worked out as it goes out."""
        self._mapping(element, "input", name, value)

    def set_before(self, element: Element, path: str, value: str, *, each: bool) -> None:
        """A variable around the element, or an entry of it, that is written as the element begins; of a looped one once
        or before `each` round."""
        self._assign(self._place(element, "dataInputAssociation"), path, value, each=each)

    def set_after(self, element: Element, path: str, value: str, *, each: bool) -> None:
        """The same when the element is done, before its own data are handed on."""
        self._assign(self._place_first(element), path, value, each=each)

    def keep(self, element: Element, held: str, parts: Mapping[str, str]) -> None:
        """What the element gets is held by it as `held`, and of that variables are written: path → FEEL."""
        item = self._item(element, "dataOutput", held)
        for path, value in parts.items():
            association = self._place_first(element)
            etree.SubElement(association, bpmn("sourceRef")).text = item
            self._assign(association, path, value, each=self._is_looped(element), target=item)

    def _assign(self, association: Element, path: str, value: str, *, each: bool, target: str = "") -> None:
        """One assignment; where the target is no data of the diagram the reference to it is left empty."""
        if each:
            association.set(miz("each"), "true")
        etree.SubElement(association, bpmn("targetRef")).text = target
        assignment = etree.SubElement(association, bpmn("assignment"))
        etree.SubElement(assignment, bpmn("from")).text = value
        etree.SubElement(assignment, bpmn("to")).text = path

    def _place_first(self, element: Element) -> Element:
        """A new output association in front of those that are drawn, behind those that were placed so before."""
        key = (element, "first dataOutputAssociation")
        drawn = next(children(element, "dataOutputAssociation"), None)
        if key in self._placed:
            self._placed[key].addnext(new := element.makeelement(bpmn("dataOutputAssociation")))
        elif drawn is not None:
            drawn.addprevious(new := element.makeelement(bpmn("dataOutputAssociation")))
        else:
            new = self._place(element, "dataOutputAssociation")
        self._placed[key] = new
        return new

    def _is_looped(self, element: Element) -> bool:
        if element not in self._looped:
            loops = children(element, "multiInstanceLoopCharacteristics", "standardLoopCharacteristics")
            self._looped[element] = next(loops, None) is not None
        return self._looped[element]

    def _mapping(self, element: Element, side: str, name: str, value: str) -> None:
        inside = next(children(element, "extensionElements"), None)
        if inside is None:
            inside = self._place(element, "extensionElements")
        etree.SubElement(inside, miz(side), {"name": name, "value": value})

    def _associate(self, element: Element, item: str, name: str, value: str) -> None:
        """A data association with one assignment; for each instance where the element is looped."""
        head, dot, rest = name.partition(".")
        target = self._item(element, item, head)
        association = self._place(element, f"{item}Association")
        self._assign(association, f"{target}{dot}{rest}", value, each=self._is_looped(element), target=target)

    def _item(self, element: Element, kind: str, name: str) -> str:
        """The id of a data input or output of the element with that name; made where there is none."""
        scope = element if local_name(element) in EVENTS else self._specification(element)
        if (scope, kind) not in self._items:
            known = ((item.get("name") or "", item.get("id") or "") for item in children(scope, kind))
            self._items[scope, kind] = {called: id_ for called, id_ in known if id_}
        items = self._items[scope, kind]
        if name not in items:
            self._count += 1
            items[name] = f"{self.stem}-{kind}-{self._count}"
            item = self._place(scope, kind)
            item.set("id", items[name])
            item.set("name", name)
        return items[name]

    def _specification(self, element: Element) -> Element:
        found = next(children(element, "ioSpecification"), None)
        if found is None:
            found = self._place(element, "ioSpecification")
            etree.SubElement(found, bpmn("inputSet"))
            etree.SubElement(found, bpmn("outputSet"))
        return found

    def _place(self, element: Element, name: str) -> Element:
        """A new child, where the schema wants it."""
        new = element.makeelement(bpmn(name))
        last = self._placed.get((element, name))
        if last is not None:
            last.addnext(new)
        else:
            before = _BEFORE.get(name, (*_ALL, "dataOutput", "dataInputAssociation", name))
            positions = [number for number, child in enumerate(element, 1) if local_name(child) in before]
            element.insert(max(positions, default=0), new)
        self._placed[element, name] = new
        return new


def _has_data(kind: str) -> bool:
    return kind in ACTIVITIES | EVENTS


#: what stands before a part in the schema's order
_BEFORE: Mapping[str, tuple[str, ...]] = {
    "extensionElements": ("documentation",),
    "ioSpecification": ("documentation", "extensionElements", "incoming", "outgoing"),
    "dataInput": ("documentation", "extensionElements", "incoming", "outgoing", "property", "dataInput"),
    "dataOutput": ("documentation", "extensionElements", "incoming", "outgoing", "property", "dataInput", "dataOutput"),
}
_ALL = ("documentation", "extensionElements", "incoming", "outgoing", "ioSpecification", "property", "dataInput")


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
