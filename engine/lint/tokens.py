"""Plays the tokens of one level of a process, all choices at once, to see which joins can fire and which get stuck.

Conditions are taken as free choices. Only one choice is branched on at a time: others don't interfere with it (the
flow is free-choice), so every deadlock is still met while the number of states stays small."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.dialect import Element
from engine.dialect.names import FLOW_NODES, children
from engine.lint.diagram import Diagram
from engine.lint.gateways import condition_of

#: beyond this the level is too big to be sure of anything, and nothing is said
MAX_STATES = 5_000
#: of all levels of a file together
MAX_ALL_STATES = 20_000
MAX_WAYS = 4
MAX_TOKENS = 64

#: tokens by place (index of the flow or node they wait at), sorted
Marking = tuple[int, ...]


@dataclass(slots=True)
class Outcome:
    """Joins that fired on some way, and joins at which tokens stayed for ever on some way."""

    fired: set[Element] = field(default_factory=set)
    stuck: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class _Node:
    element: Element
    #: places a token may come in by
    entries: list[int] = field(default_factory=list)
    #: sets of places that get a token when it is done; one of them is chosen
    choices: list[tuple[int, ...]] = field(default_factory=list)
    join: bool = False
    #: an inclusive join goes on with what it has once nothing else moves
    patient: bool = False
    ends_all: bool = False


def explore(diagram: Diagram, scope: Element) -> Outcome:
    """Play the level from its start events. An empty outcome where it is too big or ambiguous to be sure."""
    elements = [node for node in children(scope, *FLOW_NODES) if node.get("id")]
    joins = any(diagram.kind[e] == "parallelGateway" and len(diagram.incoming(e)) > 1 for e in elements)
    if not joins or diagram.played > MAX_ALL_STATES:
        return Outcome()
    nodes, starts = _net(diagram, elements)
    if len(starts) != 1:
        return Outcome()
    outcome = Outcome()
    owner = {place: node for node in nodes for place in node.entries}
    seen: set[Marking] = set()
    pending: list[Marking] = [tuple(starts)]
    while pending:
        marking = pending.pop()
        if marking in seen:
            continue
        seen.add(marking)
        diagram.played += 1
        if len(seen) > MAX_STATES or diagram.played > MAX_ALL_STATES or len(marking) > MAX_TOKENS:
            return Outcome()
        following = _step(marking, owner, outcome)
        if following is None:
            _note_stuck(marking, owner, outcome)
        else:
            pending.extend(following)
    return outcome


def _net(diagram: Diagram, elements: list[Element]) -> tuple[list[_Node], list[int]]:
    """The level as places and nodes; place numbers are given to sequence flows and to entries without flow."""
    flow_place = {flow: n for n, flow in enumerate(flow for e in elements for flow in diagram.incoming(e))}
    fresh = len(flow_place)
    nodes: dict[Element, _Node] = {}
    starts: list[int] = []
    for element in elements:
        node = nodes[element] = _Node(element, [flow_place[flow] for flow in diagram.incoming(element)])
        several = len(node.entries) > 1
        node.join = several and diagram.kind[element] == "parallelGateway"
        node.patient = several and diagram.kind[element] in ("inclusiveGateway", "complexGateway")
        node.ends_all = any(diagram.kind[d] in _ENDING for d in diagram.definitions(element))
        if not node.entries:
            node.entries.append(fresh)
            if diagram.kind[element] == "startEvent":
                starts.append(fresh)
            fresh += 1
    for element, node in nodes.items():
        outgoing = [flow_place[flow] for flow in diagram.outgoing(element) if flow in flow_place]
        node.choices = _choices(diagram, element, outgoing)
        for event in diagram.boundary_events.get(element, ()):
            if event in nodes:
                entry = nodes[event].entries[0]
                interrupts = event.get("cancelActivity") != "false"
                node.choices += [(entry,)] if interrupts else [(*outgoing, entry)]
        target = diagram.links.get(element)
        if target in nodes:
            node.choices = [(nodes[target].entries[0],)]
    return list(nodes.values()), starts


_ENDING = frozenset({"terminateEventDefinition", "errorEventDefinition", "cancelEventDefinition"})


def _choices(diagram: Diagram, element: Element, outgoing: list[int]) -> list[tuple[int, ...]]:
    kind = diagram.kind[element]
    if kind in ("exclusiveGateway", "eventBasedGateway"):
        return [(place,) for place in outgoing] or [()]
    default = element.get("default")
    conditional = any(condition_of(flow) for flow in diagram.outgoing(element))
    if (kind in ("inclusiveGateway", "complexGateway") or conditional or default) and len(outgoing) > 1:
        if len(outgoing) > MAX_WAYS:
            return [(place,) for place in outgoing] + [tuple(outgoing)]
        return [
            tuple(place for bit, place in enumerate(outgoing) if mask >> bit & 1)
            for mask in range(1, 1 << len(outgoing))
        ]
    return [tuple(outgoing)]


def _step(marking: Marking, owner: dict[int, _Node], outcome: Outcome) -> list[Marking] | None:
    """The markings after one move of one node; None where nothing can move."""
    patient: tuple[_Node, list[int]] | None = None
    for place in marking:
        node = owner[place]
        if node.join:
            if not all(entry in marking for entry in node.entries):
                continue
            outcome.fired.add(node.element)
            return _moved(marking, node.entries, node)
        if node.patient:
            patient = node, [entry for entry in node.entries if entry in marking]
            continue
        return _moved(marking, [place], node)
    return None if patient is None else _moved(marking, patient[1], patient[0])


def _moved(marking: Marking, used: Iterable[int], node: _Node) -> list[Marking]:
    if node.ends_all:
        return [()]
    rest = _without(marking, used)
    return [tuple(sorted((*rest, *choice))) for choice in node.choices]


def _without(marking: Marking, used: Iterable[int]) -> Marking:
    rest = list(marking)
    for place in used:
        rest.remove(place)
    return tuple(rest)


def _note_stuck(marking: Marking, owner: dict[int, _Node], outcome: Outcome) -> None:
    for place in marking:
        element = owner[place].element
        if element not in outcome.stuck:
            outcome.stuck.append(element)
