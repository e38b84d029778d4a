"""A case that plays itself in virtual time: people and connectors answer at once, and when all wait the clock jumps
to the next timer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.definition import Definition
from engine.model import CallKind, CaseState, Data, Outcome, Step
from engine.runtime import answer_call, complete, fire_timers, start

#: steps after which a process that never ends is left waiting
MAX_STEPS = 10_000
STATES = {CaseState.COMPLETED: "completed", CaseState.TERMINATED: "terminated", CaseState.INCIDENT: "incident"}


@dataclass
class VirtualRun:
    """`answers` by element: an object for every time it comes up, or a list of objects, one for each time."""

    definition: Definition
    answers: Mapping[str, object]
    now: datetime
    trace: list[Step] = field(default_factory=list)
    _asked: dict[str, int] = field(default_factory=dict)

    def play(self, data: Data) -> Outcome:
        """Start and go on as far as it goes. Raises `NotJson`."""
        outcome = self._took(start(self.definition, data, now=self.now))
        waiting = self._called(outcome)
        for _ in range(MAX_STEPS):
            following = self._next(outcome, waiting)
            if following is None:
                break
            outcome = self._took(following)
            waiting += self._called(outcome)
        return outcome

    def _next(self, outcome: Outcome, waiting: list[tuple[str, str]]) -> Outcome | None:
        if outcome.ready:
            task = outcome.ready[0]
            answers = self._answers(task.element)
            return complete(self.definition, outcome.snapshot, task.id, answers, now=self.now)
        while waiting:
            task_id, element = waiting.pop(0)
            if element in outcome.active:
                return answer_call(self.definition, outcome.snapshot, task_id, self._answers(element), now=self.now)
        if outcome.timers:
            self.now = max(self.now, min(timer.due_at for timer in outcome.timers))
            return fire_timers(self.definition, outcome.snapshot, now=self.now)
        return None

    def _called(self, outcome: Outcome) -> list[tuple[str, str]]:
        return [(call.task_id, call.element) for call in outcome.calls if call.kind is CallKind.CONNECTOR]

    def _answers(self, element: str) -> Data:
        given, times = self.answers.get(element, {}), self._asked.get(element, 0)
        self._asked[element] = times + 1
        if isinstance(given, list):
            given = given[min(times, len(given) - 1)] if given else {}
        return given if isinstance(given, Mapping) else {"answer": given}

    def _took(self, outcome: Outcome) -> Outcome:
        self.trace += outcome.steps
        return outcome


def report(run: VirtualRun, outcome: Outcome) -> dict[str, object]:
    """State, trace, data and incidents as JSON values."""
    return {
        "state": STATES.get(outcome.state, "waiting"),
        "trace": [
            {"element": step.element, "type": step.type, "event": step.event, "at": step.at.isoformat()}
            for step in run.trace
        ],
        "data": dict(outcome.data),
        "incidents": [{"element": i.element, "message": i.message} for i in outcome.incidents],
    }


def lines(result: Mapping[str, object]) -> Iterator[str]:
    """The report for a reader: a line for each step, then how it ended."""
    trace, incidents = result["trace"], result["incidents"]
    if isinstance(trace, list):
        yield from (f"{step['at']}  {step['event']:<9}  {step['type']}  {step['element']}" for step in trace)
    if isinstance(incidents, list):
        yield from (f"incident at {incident['element']}: {incident['message']}" for incident in incidents)
    yield f"{result['state']}: {result['data']}"
