"""Ids, references and the vocabulary of BPMN: everything that is named exists, once, and is of the right kind."""

from collections.abc import Iterator

from engine.dialect import Element, local_name
from engine.dialect.names import FLOW_NODES
from engine.lint.diagram import Diagram
from engine.lint.registry import WARNING, Problem, diagram_rule
from engine.lint.schema import ANY, EVERYWHERE, KNOWN, PLACES, REFERENCES, REQUIRED


@diagram_rule("unknown-element")
def name_unknown_elements(diagram: Diagram) -> Iterator[Problem]:
    """Elements in BPMN's namespace that BPMN 2.0 doesn't have: a typing error would vanish silently."""
    for element in diagram.elements:
        name = diagram.kind[element]
        if name not in KNOWN:
            yield Problem(
                element,
                f"عنصر «{name}» در BPMN 2.0 وجود ندارد؛ نام آن را درست کنید یا آن را پاک کنید.",
                f"BPMN 2.0 has no element “{name}”; correct its name or remove it.",
            )


@diagram_rule("misplaced-element")
def find_misplaced_elements(diagram: Diagram) -> Iterator[Problem]:
    """Elements that stand where BPMN's schema doesn't allow them."""
    for element in diagram.elements:
        kind, around = diagram.kind[element], diagram.parent_kind(element)
        allowed = PLACES.get(kind)
        if allowed is not None and around in KNOWN and around not in allowed:
            yield Problem(
                element,
                f"{kind} نمی‌تواند درون {around} باشد؛ آن را به جای درست ببرید.",
                f"A {kind} can't stand inside {around}; move it to where it belongs.",
            )


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
            )


@diagram_rule("missing-reference")
def find_missing_references(diagram: Diagram) -> Iterator[Problem]:
    """References that BPMN demands and that aren't there, such as a flow without target."""
    for kind, attributes in REQUIRED.items():
        for element in diagram.of(kind):
            for name in attributes:
                if not (element.get(name) or "").strip():
                    yield Problem(
                        element,
                        f"{kind} باید {name} داشته باشد؛ آن را به عنصر دیگری وصل کنید یا پاکش کنید.",
                        f"A {kind} needs {name}; connect it or remove it.",
                    )


@diagram_rule("dangling-reference")
def find_dangling_references(diagram: Diagram) -> Iterator[Problem]:
    """References to ids that don't exist in the file."""
    for element, name, value in _references(diagram):
        if diagram.find(value, element) is None and not diagram.leads_outside(value, element):
            yield Problem(
                element,
                f"{name} به «{value}» اشاره می‌کند که در نمودار نیست؛ عنصر را بسازید یا ارجاع را درست کنید.",
                f"{name} names “{value}”, which isn't in the diagram; draw it or correct the reference.",
            )


@diagram_rule("wrong-reference")
def find_wrong_references(diagram: Diagram) -> Iterator[Problem]:
    """References to an element of the wrong kind, such as a flow into a data object."""
    for element, name, value in _references(diagram):
        target = diagram.find(value, element)
        allowed = _allowed(element, name)
        if target is None or allowed is ANY or diagram.kind[target] in allowed:
            continue
        if "eventDefinition" in allowed and diagram.kind[target].endswith("EventDefinition"):
            continue
        yield Problem(
            element,
            f"{name} به «{value}» اشاره می‌کند که {diagram.kind[target]} است و نمی‌تواند این‌جا باشد.",
            f"{name} names “{value}”, which is a {diagram.kind[target]} and can't serve here.",
        )


@diagram_rule("flow-lists", WARNING)
def compare_flow_lists(diagram: Diagram) -> Iterator[Problem]:
    """`incoming` and `outgoing` lists that contradict the sequence flows; the flows themselves count."""
    for side, ends in (("incoming", "targetRef"), ("outgoing", "sourceRef")):
        for entry in diagram.of(side):
            flow, node = diagram.find(entry.text, entry), entry.getparent()
            if flow is None or node is None or diagram.kind[flow] != "sequenceFlow":
                continue
            if diagram.find(flow.get(ends), flow) is not node:
                yield Problem(
                    node,
                    f"فهرست {side} جریان «{entry.text}» را می‌آورد، ولی {ends} آن جریان عنصر دیگری است.",
                    f"The {side} list has the flow “{entry.text}”, but the {ends} of that flow is another element.",
                )


@diagram_rule("diagram-interchange", WARNING)
def find_shapes_of_nothing(diagram: Diagram) -> Iterator[Problem]:
    """Shapes and edges of elements that don't exist (chapter 12): the picture would not be the process."""
    for shape in diagram.root.iter("{http://www.omg.org/spec/BPMN/20100524/DI}*"):
        value = shape.get("bpmnElement")
        if value and diagram.find(value, shape) is None and not diagram.leads_outside(value, shape):
            yield Problem(
                None,
                f"شکلی در تصویر به «{value}» تعلق دارد که در نمودار نیست؛ شکل را پاک کنید.",
                f"A shape of the picture belongs to “{value}”, which isn't in the diagram; remove the shape.",
                place=value,
            )


def _references(diagram: Diagram) -> Iterator[tuple[Element, str, str]]:
    """Every reference of the file: (element that refers, name of the reference, id it names)."""
    for element in diagram.elements:
        kind = diagram.kind[element]
        for name in REFERENCES.get(kind, ()):
            value = (element.get(name) or "").strip()
            if value:
                yield element, name, value
        parent = element.getparent()
        if parent is not None and (kind in EVERYWHERE or kind in REFERENCES.get(local_name(parent) + "/", ())):
            value = (element.text or "").strip()
            if value:
                yield element, kind, value


def _allowed(element: Element, name: str) -> frozenset[str]:
    kind = local_name(element)
    if kind == name and not element.get(name):  # written as text of an element of its own
        parent = element.getparent()
        around = "" if parent is None else local_name(parent)
        return REFERENCES.get(around + "/", {}).get(name) or EVERYWHERE.get(name, ANY)
    return REFERENCES.get(kind, {}).get(name, ANY)
