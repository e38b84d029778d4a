"""How a service ends: no applicant is left without a result and a word about it (I6).

The desk answers a case by the end event at which it ends; what only passes before is no answer."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice

from engine.dialect import Element, miz
from engine.dialect.names import GATEWAYS, SUB_PROCESSES, children
from engine.lint.diagram import Diagram
from engine.lint.registry import Problem, service_rule
from engine.lint.service import Service
from engine.model import EndResult

#: results that are told by a letter; of the others a notice is enough
_BY_LETTER = frozenset({EndResult.GRANTED, EndResult.REFUSED})
#: where a branch may stay for a while, so that others end before it
_WAITING = SUB_PROCESSES | {
    *("userTask", "manualTask", "receiveTask", "serviceTask", "businessRuleTask", "callActivity"),
    *("intermediateCatchEvent", "eventBasedGateway"),
}
_TRUE = ("true", "1")
#: branches of one process that are looked at for what may end before them
_MOST_BRANCHES = 100
_PASSED = GATEWAYS - {"eventBasedGateway"} | {"intermediateThrowEvent"}


@service_rule("outcome-missing", publishing=True)
def require_outcomes(service: Service) -> Iterator[Problem]:
    """Every end at which a case can be over says what became of it. Ends of branches beside the way (a warning, say)
    need no result as long as the case is still to be answered when they are reached."""
    for diagram, process in service.processes():
        ways = _Ways(diagram, process)
        unanswered = ways.unanswered_ends()
        for end in ways.ends:
            if end in unanswered:
                yield Problem(
                    end,
                    "نتیجه ندارد و پرونده این‌جا بی پاسخ بسته می‌شود؛ miz:outcome را granted، refused، withdrawn یا "
                    "lapsed بنویسید.",
                    "has no result, so that the case closes here without an answer; set miz:outcome to granted, "
                    "refused, withdrawn or lapsed.",
                    file=diagram.file,
                )
            elif not _outcome(end):
                earlier = ways.answered_before(end)
                if earlier is not None:
                    yield _outlived(diagram, end, earlier)


@service_rule("answer-missing", publishing=True)
def require_answers(service: Service) -> Iterator[Problem]:
    """A granted or refused request is answered by a letter; one that was withdrawn or has lapsed by a letter, or by a
    notice sent right before the end."""
    for diagram, process in service.processes():
        ways = _Ways(diagram, process)
        for end in ways.ends:
            outcome = _outcome(end)
            if not outcome or (end.get(miz("letter")) or "").strip():
                continue
            if outcome in _BY_LETTER:
                yield Problem(
                    end,
                    f"نتیجه‌اش {outcome} است ولی نامه‌ای برای متقاضی ندارد؛ نام نامه را در miz:letter بنویسید.",
                    f"ends the request as {outcome}, but answers by no letter; name one in miz:letter.",
                    file=diagram.file,
                )
            elif not _is_told(diagram, end):
                yield Problem(
                    end,
                    f"نتیجه‌اش {outcome} است ولی متقاضی دلیلی نمی‌خواند؛ نامه‌ای در miz:letter بنویسید، یا درست پیش از آن "
                    "با miz:notice پیامی بفرستید.",
                    f"ends the request as {outcome} without a word why; name a letter in miz:letter, or send a notice "
                    "(miz:notice) right before.",
                    file=diagram.file,
                )


class _Ways:
    """The ways through a process from its starts to its ends, and which of them leave a case without a result."""

    def __init__(self, diagram: Diagram, process: Element) -> None:
        self.diagram = diagram
        self._branches_left = _MOST_BRANCHES
        self._following: dict[Element, list[Element]] = {}
        handlers = [scope for scope in children(process, "subProcess") if scope.get("triggeredByEvent") == "true"]
        starts = [start for scope in handlers for start in children(scope, "startEvent")]
        self.starts = [start for start in starts if self._interrupts(start)]
        self.starts += [
            node for node in process if diagram.kind.get(node) == "startEvent" or node.get("instantiate") in _TRUE
        ]
        self.catches_errors = any(self._has(start, "errorEventDefinition") for start in starts)
        own = {process, *(start.getparent() for start in self.starts)}
        self.ends = [end for end in diagram.of("endEvent") if end.getparent() in own and end in self._from_starts]

    def unanswered_ends(self) -> frozenset[Element]:
        """The ends without a result at which a case can be over while nothing else of it is left."""
        silent, found = self._silent, set()
        for node in _reached(self.starts, lambda one: [n for way in self._next(one) for n in way if n in silent]):
            if self.diagram.kind[node] == "endEvent" and node in silent:
                found.add(node)
        return frozenset(found)

    def answered_before(self, end: Element) -> Element | None:
        """An end with a result that doesn't stop the branch of `end`, which may still be waiting then."""
        if self._branches_left <= 0:
            return None
        leading = _reached([end], lambda node: self._before.get(node, ()))
        ordered = (node for node in self.diagram.nodes if node in leading)
        forks = ((node, first) for node in ordered for first in self._branches(node) if first in leading)
        for node, first in islice(forks, self._branches_left):
            self._branches_left -= 1
            branch = _reached([first], self._after) & leading
            if any(self.diagram.kind[one] in _WAITING for one in branch):
                found = self._lasting_answer(_reached([node], self._after), end)
                if found is not None:
                    return found
        return None

    def _lasting_answer(self, nodes: set[Element], end: Element) -> Element | None:
        ends = (node for node in self.ends if node in nodes and node is not end and _outcome(node))
        return next((node for node in ends if not self._has(node, "terminateEventDefinition")), None)

    def _branches(self, node: Element) -> list[Element]:
        """The first nodes of what runs beside the way that goes on from a node."""
        beside = [event for event in self.diagram.boundary_events.get(node, ()) if not self._interrupts(event)]
        flows = self.diagram.outgoing(node)
        forks = len(flows) > 1 and any(self._always(node, flow) for flow in flows)
        return beside + (self._targets(node) if forks else [])

    @cached_property
    def _from_starts(self) -> frozenset[Element]:
        return frozenset(_reached(self.starts, self._after))

    @cached_property
    def _before(self) -> Mapping[Element, list[Element]]:
        found: dict[Element, list[Element]] = {}
        for node in self._from_starts:
            for after in self._after(node):
                found.setdefault(after, []).append(node)
        return found

    @cached_property
    def _silent(self) -> frozenset[Element]:
        """The nodes from which a token can go to its end without any result: the least such set."""
        stops = [n for n in self._from_starts if self._is_mute(n) and self._has(n, "terminateEventDefinition")]
        cut = _reached(stops, lambda node: self._before.get(node, ()))
        silent = {node for node in self._from_starts if self._is_mute(node)}
        pending = deque(silent)
        while pending:
            for node in self._before.get(pending.popleft(), ()):
                if node not in silent and any(self._may_be_silent(way, silent, cut) for way in self._next(node)):
                    silent.add(node)
                    pending.append(node)
        return frozenset(silent)

    @staticmethod
    def _may_be_silent(way: list[Element], silent: set[Element], cut: set[Element]) -> bool:
        """Of branches that all run one result is enough, unless another one stops the case before."""
        return all(node in silent for node in way) or (len(way) > 1 and any(node in cut for node in way))

    def _is_mute(self, node: Element) -> bool:
        caught = self.catches_errors and self._has(node, "errorEventDefinition")
        return self.diagram.kind[node] == "endEvent" and not _outcome(node) and not caught

    def _next(self, node: Element) -> list[list[Element]]:
        """The ways on from a node that exclude each other; each is the nodes that it goes to at once."""
        diagram = self.diagram
        ways = [[event] for event in diagram.boundary_events.get(node, ()) if self._interrupts(event)]
        if node in diagram.links:
            ways.append([diagram.links[node]])
        together = [target for flow in diagram.outgoing(node) for target in self._always(node, flow)]
        return ([together] if together else [[target] for target in self._targets(node)]) + ways

    def _always(self, node: Element, flow: Element) -> list[Element]:
        """The target of a flow that is taken whatever else is."""
        kind, target = self.diagram.kind[node], self.diagram.target(flow)
        plain = next(children(flow, "conditionExpression"), None) is None and flow.get("id") != node.get("default")
        is_taken = kind == "parallelGateway" or (kind not in GATEWAYS and plain)
        return [target] if is_taken and target is not None else []

    def _targets(self, node: Element) -> list[Element]:
        targets = (self.diagram.target(flow) for flow in self.diagram.outgoing(node))
        return [target for target in targets if target is not None]

    def _after(self, node: Element) -> list[Element]:
        if node not in self._following:
            self._following[node] = self._all_after(node)
        return self._following[node]

    def _all_after(self, node: Element) -> list[Element]:
        ways = [after for way in self._next(node) for after in way]
        return [*ways, *self.diagram.boundary_events.get(node, ()), *self._targets(node)]

    def _interrupts(self, event: Element) -> bool:
        if self._has(event, "compensateEventDefinition"):
            return False
        return (event.get("cancelActivity") or event.get("isInterrupting") or "true") in _TRUE

    def _has(self, event: Element, definition: str) -> bool:
        return any(self.diagram.kind[one] == definition for one in self.diagram.definitions(event))


def _outlived(diagram: Diagram, end: Element, earlier: Element) -> Problem:
    name = earlier.get("id", "")
    return Problem(
        end,
        f"نتیجه ندارد و می‌تواند پس از پایان «{name}» رخ دهد؛ آن‌گاه پرونده بی پاسخ بسته می‌شود. «{name}» را "
        "پایان‌دهنده (terminate) کنید یا این‌جا هم نتیجه و نامه بنویسید.",
        f"has no result and may come after the end “{name}”, so that the case would close without an answer; make "
        f"“{name}” a terminate end, or write a result and a letter here too.",
        file=diagram.file,
    )


def _is_told(diagram: Diagram, end: Element) -> bool:
    """Whether every way into an end comes from a send task with a notice, with nothing but gateways between."""
    pending, seen = [end], {end}
    while pending:
        flows = diagram.incoming(pending.pop())
        if not flows:
            return False
        for node in (source for flow in flows if (source := diagram.source(flow)) is not None):
            if diagram.kind[node] in _PASSED and node not in seen:
                seen.add(node)
                pending.append(node)
            elif diagram.kind[node] not in _PASSED and not (node.get(miz("notice")) or "").strip():
                return False
    return True


def _outcome(end: Element) -> str:
    return (end.get(miz("outcome")) or "").strip()


def _reached(roots: Iterable[Element], after: Callable[[Element], Iterable[Element]]) -> set[Element]:
    """The roots and everything that follows them."""
    found = set(roots)
    pending = list(found)
    while pending:
        for node in after(pending.pop()):
            if node not in found:
                found.add(node)
                pending.append(node)
    return found
