"""What BPMN's schema demands of each element: where it stands, what it holds and carries (`grammar` has the tables).

Elements and attributes of other namespaces are nobody's business here."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from engine.dialect import BPMN, Element
from engine.dialect.names import ACTIVITIES, CHOREOGRAPHY, FLOW_NODES
from engine.lint.diagram import Diagram
from engine.lint.grammar import ELEMENTS, KINDS, LEAVES, Attribute, Kind
from engine.lint.registry import ERROR, WARNING, Problem, diagram_rule

#: a name without colon of XML, as ids must be (any letters, Persian ones as well)
_NCNAME = re.compile(r"[^\W\d][\w.·-]*")
_NUMBER = re.compile(r"[+-]?\d+")
_FLAGS = ("true", "false", "1", "0")
#: attributes that other tools write on everything; nothing hangs on them
_HARMLESS = frozenset({"id", "name", "documentation", "label"})
#: elements on which nothing hangs, wherever they stand
_REDUNDANT = frozenset({"documentation", "extensionElements", "incoming", "outgoing"})
#: elements inside which BPMN's own may stand
_HOLDING = frozenset(KINDS) - {"documentation"}
#: what the schema says of an element that holds nothing but a reference or text
_LEAF = Kind("")
#: choreographies hold events, gateways and choreography activities (BPMN 2.0.2, 11), processes hold the others
_CHOREOGRAPHIES = frozenset({"choreography", "globalChoreographyTask", "subChoreography"})
#: children of which only one group may be there
_EXCLUSIVE = {
    "timerEventDefinition": ("timeDate", "timeDuration", "timeCycle"),
    **dict.fromkeys(
        ("resourceRole", "performer", "humanPerformer", "potentialOwner"),
        ("resourceRef", "resourceAssignmentExpression"),
    ),
}


@diagram_rule("unknown-element")
def name_unknown_elements(diagram: Diagram) -> Iterator[Problem]:
    """Elements in BPMN's namespace that BPMN 2.0 doesn't have: a typing error would vanish silently."""
    for element in diagram.elements:
        name = diagram.kind[element]
        if name not in ELEMENTS:
            yield Problem(
                element,
                f"عنصر «{name}» در BPMN 2.0 وجود ندارد؛ نام آن را درست کنید یا آن را پاک کنید.",
                f"BPMN 2.0 has no element “{name}”; correct its name or remove it.",
            )
    for element, kind in diagram.kind.items():
        if not kind and str(element.tag) in ELEMENTS and diagram.parent_kind(element) in _HOLDING:
            yield Problem(
                element,
                f"«{element.tag}» فضای نام BPMN را ندارد و خوانده نمی‌شود؛ آن را با همان پیشوند بقیه بنویسید.",
                f"“{element.tag}” isn't in BPMN's namespace, so it isn't read; write it with the prefix of the others.",
            )


@diagram_rule("misplaced-element")
def find_misplaced_elements(diagram: Diagram) -> Iterator[Problem]:
    """Elements that stand where BPMN doesn't allow them."""
    for element in diagram.elements:
        kind, around = diagram.kind[element], diagram.parent_kind(element)
        schema = KINDS.get(around)
        if schema is None or around == "documentation" or kind not in ELEMENTS:
            continue
        choreographic = around in _CHOREOGRAPHIES
        foreign = kind in (ACTIVITIES if choreographic else CHOREOGRAPHY)
        if kind not in schema.position or foreign:
            yield Problem(
                element,
                f"{kind} نمی‌تواند درون {around} باشد؛ آن را به جای درست ببرید.",
                f"A {kind} can't stand inside {around}; move it to where it belongs.",
                WARNING if kind in _REDUNDANT else None,
            )


@diagram_rule("repeated-element")
def find_repeated_elements(diagram: Diagram) -> Iterator[Problem]:
    """More child elements of a kind than may be there, or two that exclude each other."""
    for element, schema in diagram.known:
        if len(element) < 2:
            continue
        counted = Counter(schema.position.get(diagram.kind.get(child, "")) for child in element)
        for place, child in enumerate(schema.children):
            if child.limit is not None and counted[place] > child.limit:
                yield _repeated(element, child.name)
        exclusive = {diagram.kind.get(child, "") for child in element} & set(_EXCLUSIVE.get(schema.name, ()))
        if len(exclusive) > 1:
            yield _repeated(element, ", ".join(sorted(exclusive)))


def _repeated(element: Element, name: str) -> Problem:
    return Problem(
        element,
        f"از {name} فقط یکی می‌تواند این‌جا باشد؛ بقیه را پاک کنید.",
        f"may hold only one {name}; remove the others.",
    )


@diagram_rule("missing-element")
def find_missing_elements(diagram: Diagram) -> Iterator[Problem]:
    """Child elements without which an element is incomplete. (The condition of an event has a rule of its own.)"""
    for element, schema in diagram.known:
        if not schema.demanding or schema.name == "conditionalEventDefinition":
            continue
        counted = Counter(schema.position.get(diagram.kind.get(child, "")) for child in element)
        for place in schema.demanding:
            child = schema.children[place]
            if counted[place] < child.least:
                yield Problem(
                    element,
                    f"{schema.name} دست‌کم {child.least} {child.name} می‌خواهد؛ آن را بیفزایید.",
                    f"A {schema.name} needs at least {child.least} {child.name}; add it.",
                    WARNING if schema.name == "dataInputAssociation" else None,  # an old habit of drawing tools
                )


@diagram_rule("element-order", WARNING)
def check_order(diagram: Diagram) -> Iterator[Problem]:
    """Child elements in another order than the schema's: harmless here, but other tools may refuse the file."""
    for element, schema in diagram.known:
        last = 0
        for child in element:
            place = schema.position.get(diagram.kind.get(child, ""), last)
            if place < last:
                first, then = diagram.kind[child], schema.children[last].name
                yield Problem(
                    element,
                    f"{first} باید پیش از {then} بیاید؛ فایل را در ویرایشگر دوباره ذخیره کنید.",
                    f"should have {first} before {then}; save it from an editor again.",
                )
                break
            last = place


@diagram_rule("missing-attribute")
def find_missing_attributes(diagram: Diagram) -> Iterator[Problem]:
    """Attributes that the schema requires, references apart (`missing-reference`)."""
    for element, schema in diagram.known:
        for name in schema.required:
            if schema.attributes[name].type != "ref" and element.get(name) is None:
                yield Problem(
                    element,
                    f"{schema.name} باید {name} داشته باشد؛ آن را بنویسید.",
                    f"A {schema.name} needs the attribute {name}; write it.",
                    WARNING if schema.name == "definitions" else None,
                )


@diagram_rule("missing-reference")
def find_missing_references(diagram: Diagram) -> Iterator[Problem]:
    """References that BPMN demands and that aren't there, such as a flow without target."""
    for element, schema in diagram.known:
        for name in schema.required:
            if schema.attributes[name].type == "ref" and not (element.get(name) or "").strip():
                yield Problem(
                    element,
                    f"{schema.name} باید {name} داشته باشد؛ آن را به عنصر دیگری وصل کنید یا پاکش کنید.",
                    f"A {schema.name} needs {name}; connect it or remove it.",
                )


@diagram_rule("schema-attribute")
def find_foreign_attributes(diagram: Diagram) -> Iterator[Problem]:
    """Attributes without namespace that BPMN doesn't have on this element: a slip that would have no effect."""
    own = f"{{{BPMN}}}"
    leaves = ((element, _LEAF) for element in diagram.of(*LEAVES))
    for element, schema in chain(diagram.known, leaves):
        kind = diagram.kind[element]
        for key in element.attrib:
            name = str(key)
            if name in schema.attributes or (name.startswith("{") and not name.startswith(own)):
                continue
            word = name.removeprefix(own)
            yield Problem(
                element,
                f"{kind} ویژگی «{word}» ندارد و این نوشته اثری ندارد؛ نام آن را درست کنید یا پاکش کنید.",
                f"A {kind} has no attribute “{word}”, so it has no effect; correct its name or remove it.",
                WARNING if name in _HARMLESS else ERROR,
            )


@diagram_rule("schema-value")
def check_schema_values(diagram: Diagram) -> Iterator[Problem]:
    """Values that BPMN doesn't know: neither true nor false, no number, no word of the list."""
    for element, schema in diagram.known:
        for name, attribute in schema.attributes.items():
            value = element.get(name)
            if value is not None and not _fits(value.strip(), attribute):
                expected = {"flag": "true/false", "number": "1, 2, …"}.get(attribute.type, attribute.type)
                yield Problem(
                    element,
                    f"{name}=«{value}» پذیرفته نیست؛ یکی از این‌ها را بنویسید: {expected}.",
                    f"has {name}=“{value}”, which isn't allowed; write one of: {expected}.",
                )


def _fits(value: str, attribute: Attribute) -> bool:
    if attribute.type == "flag":
        return value in _FLAGS
    if attribute.type == "number":
        return _NUMBER.fullmatch(value) is not None
    return "/" not in attribute.type or value in attribute.type.split("/")


@diagram_rule("missing-id")
def find_missing_ids(diagram: Diagram) -> Iterator[Problem]:
    """Flow nodes and processes without id: nothing can be said of them, no token can stand there."""
    for element in diagram.elements:
        if diagram.kind[element] in FLOW_NODES | {"process"} and not (element.get("id") or "").strip():
            yield Problem(
                element,
                f"یک {diagram.kind[element]} شناسه (id) ندارد؛ شناسه‌ای یکتا به آن بدهید.",
                f"A {diagram.kind[element]} has no id; give it a unique one.",
                diagram.grade(element),
            )


@diagram_rule("invalid-id")
def find_invalid_ids(diagram: Diagram) -> Iterator[Problem]:
    """Ids that XML doesn't allow: they begin with a letter or underscore and have no blanks or colons."""
    for element in diagram.elements:
        id_ = element.get("id")
        if id_ is not None and id_.strip() and not _NCNAME.fullmatch(id_.strip()):
            yield Problem(
                element,
                f"شناسه «{id_}» درست نیست؛ با حرف یا زیرخط آغاز کنید و فاصله و دونقطه نگذارید.",
                f"The id “{id_}” isn't allowed; begin with a letter or underscore, without blanks or colons.",
                place=id_,
            )


@diagram_rule("duplicate-id")
def find_duplicate_ids(diagram: Diagram) -> Iterator[Problem]:
    """Two elements of one id: references would reach only the first."""
    for element in diagram.elements:
        id_ = element.get("id")
        if id_ and diagram.by_id[id_] is not element:
            yield Problem(
                element,
                f"شناسه «{id_}» در این نمودار پیش‌تر به کار رفته است؛ شناسه‌ای دیگر بدهید.",
                f"The id “{id_}” is used twice in this diagram; choose another one.",
                place=id_,
            )
