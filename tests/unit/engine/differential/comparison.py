"""Whether two runs of one diagram did the same, apart from the order of what runs side by side.

BPMN leaves open in which order tokens of different branches move. So two traces count as the same where

1. every element completed as often, each time *with the same history*: the history of a completion is the element, the
   second at which it completed, and the histories of the completions whose tokens it took, the earliest that is left
   on its incoming sequence flows (a parallel, inclusive or complex gateway takes one from each of them, everything
   else one). An exclusive or
   event-based gateway gives its token to that target which completes before the gateway does again, one without
   another way in before one with; everything else gives one to each target;
2. an event that is thrown and caught in the diagram was thrown before it was caught, in both or in neither;
3. a boundary event or the start of an event sub-process came after the start of the scope beside which it stands, in
   both or in neither;
4. after the last completion of a sub-process nothing in it completed, in both or in neither;
5. the same activities were cancelled, as often."""

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from itertools import product

from lxml import etree

from tests.unit.engine.differential.own_run import Course

JOINS = ("parallelGateway", "inclusiveGateway", "complexGateway")
CHOICES = ("exclusiveGateway", "eventBasedGateway")
CONTAINERS = ("subProcess", "transaction", "adHocSubProcess")
THROWS = ("intermediateThrowEvent", "endEvent", "sendTask")
CATCHES = ("intermediateCatchEvent", "boundaryEvent", "startEvent", "receiveTask")
History = tuple[object, ...]


class Drawing:
    """What of a diagram says in which order its elements complete."""

    def __init__(self, xml: bytes) -> None:
        self.nodes = {node.get("id", ""): node for node in etree.fromstring(xml).iter("{*}*")}
        self.kinds = {id_: etree.QName(node).localname for id_, node in self.nodes.items()}
        self.incoming: dict[str, list[tuple[str, str]]] = {}
        for id_, node in self.nodes.items():
            if self.kinds[id_] == "sequenceFlow":
                self.incoming.setdefault(node.get("targetRef", ""), []).append((id_, node.get("sourceRef", "")))

    def histories(self, course: Course) -> Counter[History]:
        """How often each element completed with which history."""
        trace = [element for element, _ in course]
        left: dict[str, deque[tuple[int, History]]] = {}
        found: Counter[History] = Counter()
        for number, (element, second) in enumerate(course):
            history = (element, second, *sorted(self._taken(element, left), key=repr))
            found[history] += 1
            for flow in self._given(number, trace):
                left.setdefault(flow, deque()).append((number, history))
        return found

    def _taken(self, element: str, left: dict[str, deque[tuple[int, History]]]) -> Iterator[History]:
        """The histories of the completions whose tokens the element takes."""
        offers = sorted((left[flow][0][0], flow) for flow, _ in self.incoming.get(element, ()) if left.get(flow))
        for _, flow in offers if self.kinds.get(element) in JOINS else offers[:1]:
            yield left[flow].popleft()[1]

    def _given(self, number: int, trace: Sequence[str]) -> Iterator[str]:
        """The flows that get a token as the element of that place in the trace completes."""
        element = trace[number]
        chosen = self._chosen(number, trace) if self.kinds.get(element) in CHOICES else None
        for target, flows in self.incoming.items():
            if chosen in (None, target):
                yield from (flow for flow, source in flows if source == element)

    def _chosen(self, number: int, trace: Sequence[str]) -> str | None:
        """Which target a gateway that chooses has chosen."""
        element, after = trace[number], list(trace[number + 1 :])
        window = after[: after.index(element)] if element in after else after
        targets = [t for t in window if element in {source for _, source in self.incoming.get(t, ())}]
        return min(targets, key=lambda target: len(self.incoming[target]) > 1, default=None)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Elements of which the first comes before the second: what throws and what catches it, the start of a scope
        and the events beside it."""
        for thrower, catcher in product(self._of(*THROWS), self._of(*CATCHES)):
            if self._definitions(thrower) & self._definitions(catcher):
                yield thrower, catcher
        for start, event in product(self._of("startEvent"), self._of("startEvent", "boundaryEvent")):
            if self._stands_beside(event, start):
                yield start, event

    def _of(self, *kinds: str) -> list[str]:
        return [id_ for id_, kind in self.kinds.items() if kind in kinds]

    def _definitions(self, element: str) -> set[str]:
        """The kinds of the event definitions of an element, also of those by reference."""
        inside = [etree.QName(node).localname for node in self.nodes[element].iter("{*}*")]
        named = [self.kinds.get(node.text or "", "") for node in self.nodes[element].iter("{*}eventDefinitionRef")]
        found = {name for name in (*inside, *named) if name.endswith("EventDefinition")}
        return found | ({"messageEventDefinition"} if self.kinds[element] in ("sendTask", "receiveTask") else set())

    def _stands_beside(self, event: str, start: str) -> bool:
        """Whether `start` begins the scope beside which `event` waits: the host of a boundary event, the scope around
        an event sub-process."""
        node, scope = self.nodes[event], self.nodes[start].getparent()
        host = node.get("attachedToRef")
        if host is not None:
            return bool(scope.get("id") == host)
        inside = node.getparent()
        return inside.get("triggeredByEvent") == "true" and inside.getparent() is scope

    def containers(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Each sub-process and the elements in it."""
        for id_ in self._of(*CONTAINERS):
            yield id_, frozenset(node.get("id", "") for node in self.nodes[id_].iter("{*}*")) - {id_}


def same_course(xml: bytes, one: Course, other: Course) -> bool:
    """Whether two runs differ at most in the order in which elements complete that stand side by side (1 to 4)."""
    if one == other:
        return True
    drawing = Drawing(xml)
    traces = [[element for element, _ in course] for course in (one, other)]
    return (
        drawing.histories(one) == drawing.histories(other)
        and all(_in_order(pair, traces[0]) == _in_order(pair, traces[1]) for pair in drawing.pairs())
        and all(_goes_on(*inner, traces[0]) == _goes_on(*inner, traces[1]) for inner in drawing.containers())
    )


def _in_order(pair: tuple[str, str], trace: Sequence[str]) -> bool:
    first, second = pair
    return first not in trace or second not in trace or trace.index(first) < trace.index(second)


def _goes_on(container: str, inside: frozenset[str], trace: Sequence[str]) -> bool:
    """Whether something inside completes after the container did for the last time."""
    if container not in trace:
        return False
    last = len(trace) - 1 - list(reversed(trace)).index(container)
    return any(element in inside for element in trace[last:])
