"""Soundness: joins that can't complete and loops that never end. An error only where it is certain."""

from collections.abc import Iterator, Mapping, Sequence

from engine.dialect import Element
from engine.dialect.flow import reverse_postorder
from engine.dialect.names import FLOW_NODES, SCOPES, children
from engine.lint.diagram import Diagram
from engine.lint.gateways import condition_of
from engine.lint.registry import ERROR, WARNING, Problem, diagram_rule
from engine.lint.tokens import explore

#: flows that are looked at in search of branches without join, in one file
MAX_VISITS = 100_000
#: ways out of one element beyond which nothing is said of them
MAX_BRANCHES = 50
#: elements at which a token rests until something outside happens
_RESTING = frozenset(
    {
        "userTask",
        "manualTask",
        "receiveTask",
        "callActivity",
        "intermediateCatchEvent",
        "eventBasedGateway",
        "subProcess",
        "transaction",
        "adHocSubProcess",
    }
)
_CHOOSING = frozenset({"exclusiveGateway", "inclusiveGateway", "complexGateway", "eventBasedGateway"})


@diagram_rule("join-deadlock")
def find_deadlocked_joins(diagram: Diagram) -> Iterator[Problem]:
    """Parallel joins that wait for a branch which was not taken. Found by playing the tokens of each level."""
    for scope in diagram.of(*sorted(SCOPES)):
        outcome = explore(diagram, scope)
        for join in outcome.stuck:
            if join in outcome.fired:
                yield Problem(
                    join,
                    "این دروازه موازی در برخی مسیرها همیشه منتظر می‌ماند؛ شاخه‌هایی را که به آن نمی‌رسند بازبینی کنید.",
                    "is a parallel join that waits for ever on some ways; look at the branches that don't reach it.",
                    WARNING,
                )
            else:
                yield Problem(
                    join,
                    "این دروازه موازی منتظر شاخه‌هایی است که هرگز با هم نمی‌رسند؛ شاخه‌ها را با دروازه موازی باز کنید "
                    "یا این دروازه را انحصاری کنید.",
                    "is a parallel join of branches that never arrive together; split them with a parallel gateway "
                    "or make this gateway exclusive.",
                )


@diagram_rule("endless-loop")
def find_endless_loops(diagram: Diagram) -> Iterator[Problem]:
    """Cycles that nothing leaves: an error where no step of it waits, a warning where the work repeats for ever."""
    for scope in diagram.of(*sorted(SCOPES)):
        position = {node: number for number, node in enumerate(children(scope, *FLOW_NODES))}
        ways = {node: [way for way in _ways_out(diagram, node) if way in position] for node in position}
        for cycle in cycles(ways):
            inside = set(cycle)
            if any(_can_leave(diagram, node, inside, ways[node]) for node in cycle):
                continue
            first = min(cycle, key=position.__getitem__)
            rests = any(diagram.kind[node] in _RESTING for node in cycle)
            yield Problem(
                first,
                "این‌جا حلقه‌ای آغاز می‌شود که راه خروج ندارد؛ دروازه‌ای با شرط خروج بکشید.",
                "begins a loop that nothing leaves; draw a gateway with a condition to leave it.",
                WARNING if rests else ERROR,
            )


@diagram_rule("unsynchronized", WARNING)
def find_unsynchronized(diagram: Diagram) -> Iterator[Problem]:
    """Branches that run side by side and meet without a join: what follows is done once for each of them."""
    left = MAX_VISITS
    told: set[Element] = set()
    for split in diagram.nodes:
        branches = _side_by_side(diagram, split)
        if not 2 <= len(branches) <= MAX_BRANCHES or left <= 0:
            continue
        reached: dict[Element, set[int]] = {split: set()}
        for number, flow in enumerate(branches):
            left -= _spread(diagram, split, flow, number, reached)
        for node, numbers in reached.items():
            if len(numbers) > 1 and node not in told and _meet(diagram, split, node, numbers, reached):
                told.add(node)
                yield Problem(
                    node,
                    f"شاخه‌های هم‌زمان {split.get('id')} این‌جا بی دروازه موازی به هم می‌رسند و این کار چند بار "
                    "انجام می‌شود؛ اگر منظور این نیست آن‌ها را با دروازه موازی ببندید.",
                    f"is where branches of {split.get('id')} meet without a join, so it is done several times; join "
                    "them by a parallel gateway if that isn't meant.",
                )


def _side_by_side(diagram: Diagram, node: Element) -> list[Element]:
    """The flows out of a node that all get a token."""
    flows = list(diagram.outgoing(node))
    choosing = node.get("default") or any(condition_of(flow) for flow in flows)
    return [] if diagram.kind[node] in _CHOOSING or choosing else flows


def _joins(diagram: Diagram, node: Element) -> bool:
    """Whether branches end here as branches: at a join, or at an end."""
    kind = diagram.kind[node]
    waits = kind in ("parallelGateway", "inclusiveGateway", "complexGateway") and len(diagram.incoming(node)) > 1
    return waits or kind == "endEvent"


def _spread(diagram: Diagram, split: Element, flow: Element, number: int, reached: dict[Element, set[int]]) -> int:
    """Mark what the branch reaches before a join; how many flows were looked at."""
    first = diagram.target(flow)
    pending = [first] if first is not None else []
    visits = 0
    while pending:
        node = pending.pop()
        marks = reached.setdefault(node, set())
        if node is split or number in marks or _joins(diagram, node):
            continue
        marks.add(number)
        visits += 1 + len(diagram.outgoing(node))
        pending.extend(target for way in diagram.outgoing(node) if (target := diagram.target(way)) is not None)
    return visits


def _meet(diagram: Diagram, split: Element, node: Element, numbers: set[int], reached: dict[Element, set[int]]) -> bool:
    """Whether the branches meet just here, not before."""
    sources = [diagram.source(flow) for flow in diagram.incoming(node)]
    return all(source is split or reached.get(source, set()) != numbers for source in sources if source is not None)


def _ways_out(diagram: Diagram, node: Element) -> list[Element]:
    following = [diagram.target(flow) for flow in diagram.outgoing(node)]
    following += diagram.boundary_events.get(node, ())
    return [target for target in following if target is not None]


def _can_leave(diagram: Diagram, node: Element, inside: set[Element], ways: Sequence[Element]) -> bool:
    """Whether a token may leave the cycle here for good, not only send a copy of itself out."""
    if any(way not in inside for way in diagram.boundary_events.get(node, ())):
        return True
    if all(way in inside for way in ways):
        return not ways
    return diagram.kind[node] in _CHOOSING or any(condition_of(flow) for flow in diagram.outgoing(node))


def cycles(ways: Mapping[Element, Sequence[Element]]) -> Iterator[list[Element]]:
    """The strongly connected groups that hold a cycle (Kosaraju's algorithm)."""
    back: dict[Element, list[Element]] = {node: [] for node in ways}
    for node, targets in ways.items():
        for target in targets:
            back[target].append(node)
    seen: set[Element] = set()
    for node in reverse_postorder(ways, ways, set()):
        group = reverse_postorder([node], back, seen)
        if len(group) > 1 or (group and node in ways[node]):
            yield group
