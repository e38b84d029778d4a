"""Sequence and message flows: which borders they may and may not cross (BPMN 2.0.2, 7.6)."""

from collections.abc import Iterator

from engine.dialect import Element
from engine.dialect.names import EVENTS, GATEWAYS
from engine.lint.diagram import Diagram
from engine.lint.registry import WARNING, Problem, diagram_rule


@diagram_rule("flow-border")
def find_flows_across_borders(diagram: Diagram) -> Iterator[Problem]:
    """Sequence flows stay within one pool and one level of sub-process."""
    for flow in diagram.of("sequenceFlow"):
        source, target = diagram.source(flow), diagram.target(flow)
        if source is None or target is None or source.getparent() is target.getparent():
            continue
        if diagram.process_of(source) is not diagram.process_of(target):
            yield Problem(
                flow,
                "از یک استخر (فرایند) به استخر دیگر می‌رود؛ میان استخرها جریان پیام بکشید.",
                "goes from one pool to another; between pools draw a message flow.",
            )
        else:
            yield Problem(
                flow,
                "از مرز یک زیرفرایند می‌گذرد؛ آن را به خود زیرفرایند یا به رویدادی روی مرز آن وصل کنید.",
                "crosses the border of a sub-process; connect it to the sub-process or to an event on its border.",
            )


@diagram_rule("duplicate-flow", WARNING)
def find_duplicate_flows(diagram: Diagram) -> Iterator[Problem]:
    """Two sequence flows between the same two elements: each makes a token of its own."""
    for node in diagram.nodes:
        seen: set[Element | None] = set()
        for flow in diagram.outgoing(node):
            target = diagram.target(flow)
            if target in seen:
                yield Problem(
                    flow,
                    "میان همین دو عنصر جریان دیگری هم هست؛ یکی را پاک کنید یا شرط‌ها را با or یکی کنید.",
                    "runs beside another flow between the same two elements; remove one or join the conditions by or.",
                )
            seen.add(target)


@diagram_rule("message-flow-pool")
def find_message_flows_within_a_pool(diagram: Diagram) -> Iterator[Problem]:
    """Message flows connect different pools."""
    for flow in diagram.of("messageFlow"):
        source, target = (_pool(diagram, flow.get(end), flow) for end in ("sourceRef", "targetRef"))
        if source is not None and source is target:
            yield Problem(
                flow,
                "درون یک استخر است؛ درون استخر جریان توالی بکشید یا پیام را به استخر دیگر بفرستید.",
                "stays within one pool; inside a pool draw a sequence flow, or send the message to another pool.",
            )


@diagram_rule("message-flow-ends")
def check_message_flow_ends(diagram: Diagram) -> Iterator[Problem]:
    """Gateways take no messages; start events receive only, end events send only; other events must be message events
    (BPMN 2.0.2, table 7.4 and 10.5). A plain start event may be drawn as what a message sets going (10.5.2)."""
    for flow in diagram.of("messageFlow"):
        for end in ("sourceRef", "targetRef"):
            node = diagram.find(flow.get(end), flow)
            if node is None:
                continue
            kind = diagram.kind[node]
            verb_fa, verb_en = ("بفرستد", "send") if end == "sourceRef" else ("بگیرد", "receive")
            if kind in GATEWAYS or kind in _MUTE[end]:
                yield Problem(
                    flow,
                    f"{end} آن {kind} است که نمی‌تواند پیام {verb_fa}؛ آن را به کار یا رویداد پیام وصل کنید.",
                    f"has as {end} a {kind}, which can't {verb_en} messages; use a task or a message event.",
                )
            elif kind in EVENTS and not _exchanges_messages(diagram, node):
                yield Problem(
                    flow,
                    f"{end} آن رویداد پیام نیست و نمی‌تواند پیام {verb_fa}؛ رویداد پیام بگذارید.",
                    f"has as {end} an event that isn't a message event; make it one.",
                    None if diagram.definitions(node) else WARNING if kind == "startEvent" else diagram.grade(node),
                )


#: which events can't be at which end
_MUTE = {
    "sourceRef": ("startEvent", "intermediateCatchEvent", "boundaryEvent"),
    "targetRef": ("endEvent", "intermediateThrowEvent"),
}


def _exchanges_messages(diagram: Diagram, event: Element) -> bool:
    return any(diagram.kind[definition] == "messageEventDefinition" for definition in diagram.definitions(event))


def _pool(diagram: Diagram, reference: str | None, flow: Element) -> Element | None:
    """The process that an end of a message flow belongs to; a pool without process stands for itself."""
    end = diagram.find(reference, flow)
    if end is None or diagram.kind[end] != "participant":
        return None if end is None else diagram.process_of(end)
    process = diagram.find(end.get("processRef"), end)
    return end if process is None else process
