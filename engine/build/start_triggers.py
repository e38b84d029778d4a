"""Where a scope begins, and what begins a case (BPMN 2.0, 10.5.2, 10.3.3, 10.6.6)."""

from collections.abc import Iterator
from typing import Protocol

from engine.build.element_parser import ElementParser
from engine.dialect import Element, local_name
from engine.errors import DefinitionError
from engine.execution.event_definitions import EventDefinition, NoneEventDefinition
from engine.execution.events import Catching
from engine.execution.gateways import EventBasedGateway
from engine.execution.spec import ProcessSpec, StartTrigger


class ConnectedScope(Protocol):
    """A scope whose elements are read and connected."""

    bpmn_id: str
    node: Element
    spec: ProcessSpec
    members: dict[str, Element]
    element_parsers: dict[str, ElementParser]
    depth: int


def begin_scope(scope: ConnectedScope) -> None:
    """Say where the scope begins: at its plain start event, of several at the first, for one is triggered at a time
    (10.5.2); where an event begins it at none; else at whatever nothing leads to. Raises `DefinitionError`."""
    nodes, events = scope.spec.task_specs, _start_events(scope)
    plain = [id_ for id_, event in events.items() if isinstance(event, NoneEventDefinition)]
    if scope.depth:
        _require_plain_start(scope, list(events), plain)
    triggered = [StartTrigger(nodes[id_], event) for id_, event in events.items() if id_ not in plain]
    scope.spec.start_triggers = (*triggered, *_instantiating(scope))
    chosen = plain[:1] or (list(events) if scope.depth else [])
    if not chosen and not scope.spec.start_triggers:
        chosen = [id_ for id_, parser in scope.element_parsers.items() if _begins(parser)]
    if not chosen and not scope.spec.start_triggers and scope.members:
        raise DefinitionError(f"{scope.bpmn_id}: there is nowhere to begin", element=scope.bpmn_id)
    scope.spec.entries = tuple(nodes[id_] for id_ in chosen)


def _start_events(scope: ConnectedScope) -> dict[str, EventDefinition]:
    """What the start events wait for, by their ids."""
    starts = ((id_, parser) for id_, parser in scope.element_parsers.items() if parser.kind == "startEvent")
    return {id_: parser.task.event_definition for id_, parser in starts}


def _require_plain_start(scope: ConnectedScope, starts: list[str], plain: list[str]) -> None:
    """A sub-process begins in one way, and if no event starts it, with a plain one (10.3.5)."""
    if scope.node.get("triggeredByEvent") != "true":
        for id_ in (id_ for id_ in starts if id_ not in plain):
            raise DefinitionError(f"{id_}: a sub-process begins with a plain start event", element=id_)
    if len(starts) > 1:
        raise DefinitionError(f"{scope.bpmn_id}: it isn't clear which of {starts} begins", element=starts[1])


def _begins(parser: ElementParser) -> bool:
    element = parser.node
    beside = local_name(element) == "boundaryEvent" or element.get("isForCompensation") == "true"
    return not beside and not parser.incoming


def _instantiating(scope: ConnectedScope) -> Iterator[StartTrigger]:
    """Receive tasks and event-based gateways that begin a case (10.3.3, 10.6.6)."""
    for id_, parser in scope.element_parsers.items():
        if parser.node.get("instantiate") != "true":
            continue
        node = scope.spec.task_specs[id_]
        if node.incoming:
            raise DefinitionError(f"{id_}: what begins a case has no flow into it", element=id_)
        if isinstance(node, EventBasedGateway):
            together = parser.node.get("eventGatewayType") == "Parallel"
            for target in node.targets:
                others = tuple(other for other in node.targets if other is not target) if together else ()
                yield StartTrigger(target, target.event_definition, node, others)
        elif isinstance(node, Catching):
            yield StartTrigger(node, node.event_definition)
