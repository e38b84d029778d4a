"""The skeleton of a process: where it begins and ends, and that everything drawn can be reached and left."""

from collections.abc import Iterator

from engine.dialect import Element
from engine.dialect.names import ACTIVITIES, FLOW_NODES, GATEWAYS, SCOPES, children
from engine.lint.diagram import Diagram
from engine.lint.registry import ERROR, WARNING, Problem, diagram_rule


@diagram_rule("no-process", WARNING)
def require_a_process(diagram: Diagram) -> Iterator[Problem]:
    """A file without any flow node can't be a service; else (a collaboration, a library) it is only remarked."""
    if not any(next(children(p, *FLOW_NODES), None) is not None for p in diagram.of("process")):
        yield Problem(
            None,
            "در این فایل فرایندی کشیده نشده است؛ رویداد شروع، کارها و رویداد پایان را بکشید.",
            "No process is drawn in this file; draw a start event, tasks and an end event.",
            ERROR if diagram.publishing else None,
        )


@diagram_rule("not-executable", WARNING)
def require_an_executable_process(diagram: Diagram) -> Iterator[Problem]:
    """No process with isExecutable="true": nothing of the file can run."""
    processes = list(diagram.of("process"))
    if processes and not any(map(diagram.says_executable, processes)):
        yield Problem(
            processes[0],
            "هیچ فرایندی اجراپذیر نیست؛ isExecutable را true کنید.",
            "No process is executable; set isExecutable to true.",
            ERROR if diagram.publishing else WARNING,
        )


@diagram_rule("no-start")
def require_a_start(diagram: Diagram) -> Iterator[Problem]:
    """Where an end event is drawn, a start event must be (BPMN 2.0.2, 10.5.2). A process with neither is legal: a
    remark, but no service."""
    for scope, nodes in _scopes(diagram):
        kinds = {diagram.kind[node] for node in nodes}
        instantiating = any(node.get("instantiate") == "true" for node in nodes)
        if not nodes or "startEvent" in kinds or instantiating or diagram.kind[scope] == "adHocSubProcess":
            continue
        severity = diagram.grade(scope) if "endEvent" in kinds or diagram.publishing else WARNING
        if "endEvent" in kinds or diagram.kind[scope] == "process":
            yield Problem(
                scope,
                "رویداد شروع ندارد؛ جای آغاز کار را با یک رویداد شروع نشان دهید.",
                "has no start event; show with a start event where it begins.",
                severity,
            )


@diagram_rule("no-end")
def require_an_end(diagram: Diagram) -> Iterator[Problem]:
    """Where a start event is drawn, an end event must be (BPMN 2.0.2, 10.5.3)."""
    for scope, nodes in _scopes(diagram):
        kinds = {diagram.kind[node] for node in nodes}
        if "startEvent" in kinds and "endEvent" not in kinds:
            yield Problem(
                scope,
                "رویداد پایان ندارد؛ نشان دهید که کار کجا تمام می‌شود.",
                "has no end event; show where it ends.",
                diagram.grade(scope),
            )


@diagram_rule("unreachable")
def find_unreachable(diagram: Diagram) -> Iterator[Problem]:
    """Elements that no token can ever reach from the starts of their process or sub-process."""
    for _, nodes in _scopes(diagram):
        if not any(diagram.kind[node] == "startEvent" for node in nodes):
            continue  # without a start event everything that nothing leads to begins (13.2.1)
        reached = _reached(diagram, nodes)
        for node in nodes:
            if node not in reached:
                yield Problem(
                    node,
                    "از هیچ رویداد شروعی به این‌جا راهی نیست؛ آن را به جریان وصل کنید یا پاک کنید.",
                    "can't be reached from any start event; connect it or remove it.",
                )


@diagram_rule("implicit-end")
def find_implicit_ends(diagram: Diagram) -> Iterator[Problem]:
    """Dead ends: where end events are drawn, every other element must be the source of a flow (BPMN 2.0.2, 10.5.3); so
    must boundary events (10.5.4). A remark for what is only drawn."""
    for scope, nodes in _scopes(diagram):
        if diagram.kind[scope] == "adHocSubProcess" or not any(diagram.kind[node] == "endEvent" for node in nodes):
            continue
        for node in nodes:
            if _may_end(diagram, node) and not diagram.outgoing(node):
                yield Problem(
                    node,
                    "راهی به بیرون ندارد، پس کار این شاخه همین‌جا تمام می‌شود؛ اگر همین است رویداد پایان بکشید.",
                    "has no way out, so this branch ends here; if that is meant, draw an end event.",
                    diagram.grade(node),
                )


@diagram_rule("gateway-without-exit")
def find_gateways_without_exit(diagram: Diagram) -> Iterator[Problem]:
    """A gateway that nothing leaves decides nothing. A remark where it joins branches and no end event is drawn: then
    it may be the end (10.6.1)."""
    for node in diagram.nodes:
        if diagram.kind[node] in GATEWAYS and not diagram.outgoing(node):
            scope = node.getparent()
            ends = scope is not None and next(children(scope, "endEvent"), None) is not None
            joins = len(diagram.incoming(node)) > 1
            yield Problem(
                node,
                "این دروازه هیچ خروجی ندارد؛ جریان خروجی بکشید یا به جای آن رویداد پایان بگذارید.",
                "is a gateway without a way out; draw one, or an end event in its place.",
                WARNING if joins and not ends else ERROR,
            )


@diagram_rule("unnamed", WARNING)
def find_unnamed(diagram: Diagram) -> Iterator[Problem]:
    """Work of people that has no name: nobody would know what to do."""
    for task in diagram.of("userTask", "manualTask"):
        if not (task.get("name") or "").strip():
            yield Problem(
                task,
                "نام ندارد؛ بنویسید که چه کاری باید انجام شود.",
                "has no name; write what is to be done.",
            )


def _scopes(diagram: Diagram) -> Iterator[tuple[Element, list[Element]]]:
    for scope in diagram.of(*sorted(SCOPES)):
        yield scope, list(children(scope, *FLOW_NODES))


def _may_end(diagram: Diagram, node: Element) -> bool:
    kind = diagram.kind[node]
    free = node.get("isForCompensation") != "true" and node.get("triggeredByEvent") != "true"
    links = any(diagram.kind[d] == "linkEventDefinition" for d in diagram.definitions(node))
    compensation = any(diagram.kind[d] == "compensateEventDefinition" for d in diagram.definitions(node))
    return (kind in ACTIVITIES and free) or (
        kind in ("startEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent")
        and not links
        and not (compensation and kind == "boundaryEvent")
    )


def _reached(diagram: Diagram, nodes: list[Element]) -> set[Element]:
    """What tokens can reach within one scope."""
    pending = [node for node in nodes if _begins(diagram, node)]
    reached = set(pending)
    while pending:
        node = pending.pop()
        following = [diagram.target(flow) for flow in diagram.outgoing(node)]
        following += diagram.boundary_events.get(node, ())
        following.append(diagram.links.get(node))
        for target in following:
            if target is not None and target not in reached:
                reached.add(target)
                pending.append(target)
    return reached


def _begins(diagram: Diagram, node: Element) -> bool:
    """Start events, event sub-processes, compensation handlers, instantiating receives and gateways; inside an
    ad-hoc sub-process everything that nothing leads to."""
    return (
        diagram.kind[node] == "startEvent"
        or "true" in (node.get("triggeredByEvent"), node.get("isForCompensation"), node.get("instantiate"))
        or (diagram.parent_kind(node) == "adHocSubProcess" and not diagram.incoming(node))
    )
