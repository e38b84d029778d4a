"""Small diagrams and a player for them: elements as XML, flows as "a->b" lines, a virtual clock that only moves when
told."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

import engine
from engine import CaseState, Outcome, StepEvent

NOON = datetime(2026, 5, 2, 12, tzinfo=UTC)
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:miz="urn:miz:1.0" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="test">'
)


def flows(text: str) -> str:
    """Sequence flows from lines such as `a->b`, `a->b: x > 1`; a default flow is named by its source's `default`."""
    made = []
    for number, line in enumerate(filter(None, (line.strip() for line in text.replace(",", "\n").splitlines()))):
        ends, _, condition = line.partition(":")
        source, target = (end.strip() for end in ends.split("->"))
        inner = f"<conditionExpression>{escape(condition.strip())}</conditionExpression>" if condition else ""
        made.append(
            f'<sequenceFlow id="{source}.{target}.{number}" '
            f'sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'
        )
    return "".join(made)


def diagram(elements: str, links: str, *, roots: str = "") -> bytes:
    """A file with one process; `roots` are its messages, errors, signals and other processes."""
    return (
        f'{HEAD}{roots}<process id="case" isExecutable="true">{elements}{flows(links)}</process></definitions>'.encode()
    )


class Play:
    """One case, played step by step. Every outcome goes through its snapshot."""

    def __init__(
        self, xml: bytes, data: Mapping[str, object] | None = None, *, more: Mapping[str, bytes] | None = None
    ) -> None:
        self.definition = engine.parse({"process.bpmn": xml, **(more or {})})
        self.now = NOON
        self.path: list[str] = []
        self.cancelled: list[str] = []
        self.calls: list[engine.Call] = []
        self.outcomes: list[str] = []
        self.last: Outcome
        self._take(engine.start(self.definition, data or {}, now=self.now))

    @property
    def open(self) -> list[str]:
        return sorted(task.element for task in self.last.ready)

    @property
    def state(self) -> CaseState:
        return self.last.state

    @property
    def data(self) -> engine.Data:
        return self.last.data

    def complete(self, element: str, **answers: object) -> "Play":
        task = next(task for task in self.last.ready if task.element == element)
        return self._take(engine.complete(self.definition, self.last.snapshot, task.id, answers, now=self.now))

    def wait(self, **duration: float) -> "Play":
        """Let time pass, stopping at every due moment on the way."""
        end = self.now + timedelta(**duration)
        while due := [timer.due_at for timer in self.last.timers if timer.due_at <= end]:
            self.now = max(self.now, min(due))
            self._take(engine.fire_timers(self.definition, self.last.snapshot, now=self.now))
        self.now = end
        return self

    def deliver(self, message: str, key: str | None = None, **payload: object) -> "Play":
        return self._take(engine.deliver(self.definition, self.last.snapshot, message, payload, now=self.now, key=key))

    def answer(self, element: str, **result: object) -> "Play":
        return self._take(
            engine.answer_call(self.definition, self.last.snapshot, self._call(element), result, now=self.now)
        )

    def fail(self, element: str, code: str) -> "Play":
        task_id = self._call(element)
        return self._take(
            engine.fail_call(self.definition, self.last.snapshot, task_id, code=code, message="no", now=self.now)
        )

    def amend(self, **changes: object) -> "Play":
        return self._take(engine.amend(self.definition, self.last.snapshot, changes, now=self.now))

    def retry(self) -> "Play":
        task_id = self.last.incidents[0].task_id
        return self._take(engine.retry(self.definition, self.last.snapshot, task_id, now=self.now))

    def cancel(self) -> "Play":
        return self._take(engine.cancel(self.definition, self.last.snapshot, now=self.now))

    def _call(self, element: str) -> str:
        return next(call.task_id for call in reversed(self.calls) if call.element == element)

    def _take(self, outcome: Outcome) -> "Play":
        self.last = outcome
        self.path += [step.element for step in outcome.steps if step.event is StepEvent.COMPLETED]
        self.cancelled += [step.element for step in outcome.steps if step.event is StepEvent.CANCELLED]
        self.calls += outcome.calls
        self.outcomes += [ending.element for ending in outcome.endings]
        return self
