"""References: everything that is named exists and is of the right kind."""

from collections.abc import Iterator

from engine.dialect import Element, local_name
from engine.lint.diagram import Diagram
from engine.lint.registry import WARNING, Problem, diagram_rule
from engine.lint.schema import ANY, CALLABLE, EVERYWHERE, REFERENCES, TOLERATED

#: in older engines of others these name a variable instead of an element
_VARIABLES = frozenset({"loopDataInputRef", "loopDataOutputRef"})
#: what execution looks up in the file, and what it is in both languages
_RUN = {
    "messageRef": ("پیام", "message"),
    "signalRef": ("علامت", "signal"),
    "errorRef": ("خطا", "error"),
    "escalationRef": ("تشدید", "escalation"),
}


@diagram_rule("dangling-reference")
def find_dangling_references(diagram: Diagram) -> Iterator[Problem]:
    """References to ids that don't exist in the file. Other files may be meant, but for what an event or task waits for
    or throws when it runs."""
    for element, name, value in _references(diagram):
        if diagram.find(value, element) is not None:
            continue
        if diagram.leads_outside(value, element):
            if name in _RUN and diagram.runs(element):
                yield _declared_elsewhere(element, name, value)
        else:
            yield Problem(
                element,
                f"{name} به «{value}» اشاره می‌کند که در نمودار نیست؛ عنصر را بسازید یا ارجاع را درست کنید.",
                f"{name} names “{value}”, which isn't in the diagram; draw it or correct the reference.",
                WARNING if name in _VARIABLES else None,
            )


def _declared_elsewhere(element: Element, name: str, value: str) -> Problem:
    fa, kind = _RUN[name]
    prefix, _, id_ = value.rpartition(":")
    namespace = element.nsmap.get(prefix) or ""
    return Problem(
        element,
        f"{fa} «{value}» در فایل دیگری («{namespace}») اعلام شده که هنگام اجرا خوانده نمی‌شود؛ آن را در همین فایل، "
        "پیش از process، "
        f'اعلام کنید: `<{kind} id="{id_}" name="…"/>` با همان name، و در {name} بنویسید «{id_}».',
        f"{name} names the {kind} “{value}” of another file (“{namespace}”), which isn't read when this runs; "
        "declare it "
        f'in this file, before the process: `<{kind} id="{id_}" name="…"/>` with the same name, and write “{id_}” in '
        f"{name}.",
    )


@diagram_rule("wrong-reference")
def find_wrong_references(diagram: Diagram) -> Iterator[Problem]:
    """References to an element of the wrong kind, such as a flow into a data object."""
    for element, name, value in _references(diagram):
        target = diagram.find(value, element)
        allowed = _allowed(element, name)
        if target is None or allowed is ANY or diagram.kind[target] in allowed:
            continue
        yield _wrong(element, name, value, diagram.kind[target])
    for call in diagram.of("callActivity"):
        value = call.get("calledElement") or ""
        called = diagram.find(value, call)
        if called is not None and diagram.kind[called] not in CALLABLE:
            yield _wrong(call, "calledElement", value, diagram.kind[called])


def _wrong(element: Element, name: str, value: str, kind: str) -> Problem:
    return Problem(
        element,
        f"{name} به «{value}» اشاره می‌کند که {kind} است و نمی‌تواند این‌جا باشد.",
        f"{name} names “{value}”, which is a {kind} and can't serve here.",
        WARNING if kind in TOLERATED.get(name, ()) else None,
    )


@diagram_rule("flow-lists")
def compare_flow_lists(diagram: Diagram) -> Iterator[Problem]:
    """`incoming` and `outgoing` lists that contradict the sequence flows; the flows themselves count here, but the next
    tool may go by the lists."""
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
                    diagram.grade(node),
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
