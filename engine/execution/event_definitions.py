"""Event definitions (BPMN 2.0, 10.5.5): SpiffWorkflow's where they only name something, ours where something must be
worked out.

A timer takes its moment from the step that is being run, never from a clock."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.conditional import ConditionalEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import (
    ErrorEventDefinition,
    EscalationEventDefinition,
    SignalEventDefinition,
)
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.simple import (
    CancelEventDefinition,
    NoneEventDefinition,
    TerminateEventDefinition,
)
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition

from engine.execution.compensation import Compensation
from engine.execution.correlation import Correlation, joined
from engine.execution.expressions import Expression
from engine.execution.kernel import Run, Token
from engine.execution.timers import Moments
from engine.execution.token_record import WaitState, moment_of
from engine.feel import to_json
from engine.model import Clock

__all__ = [
    "CancelEventDefinition",
    "Compensation",
    "Condition",
    "ErrorEventDefinition",
    "EscalationEventDefinition",
    "EventDefinition",
    "Message",
    "NoneEventDefinition",
    "Several",
    "SignalEventDefinition",
    "TerminateEventDefinition",
    "Timer",
    "awaited_key",
    "definitions_in",
    "due_moment",
]


#: missed rounds that are counted one by one; more are jumped over in one go
MANY_ROUNDS = 1_000


class Timer(TimerEventDefinition):
    """A date, a duration or a cycle. What is left of it is in the token's `WaitState`."""

    def __init__(self, name: str, moments: Moments, clock: Clock) -> None:
        super().__init__(name, moments.source)
        self.moments = moments
        self.clock = clock

    def subscribe(self, token: Token) -> None:
        """Work out the first moment. Raises `StepFailed`."""
        plan = self.moments.plan(token, self.clock)
        until = None if plan.until is None else plan.until.isoformat()
        token.record.wait = WaitState(plan.due.isoformat(), plan.every, plan.repetitions, until)

    def next_round(self, token: Token) -> bool:
        """Set the next moment of a cycle; False when it has run out (or was no cycle)."""
        state = token.record.wait
        if state is None or state.due is None or state.every is None or (state.left is not None and state.left <= 1):
            return False
        due = self.moments.later(token, datetime.fromisoformat(state.due), state.every, self.clock)
        if state.left is None:
            due = self._not_before(token, due, state.every)
        else:
            state.left -= 1
        if state.until is not None and due > datetime.fromisoformat(state.until):
            return False
        state.due = due.isoformat()
        return True

    def _not_before(self, token: Token, due: datetime, every: str) -> datetime:
        """The first round after the step: an endless cycle doesn't make up for rounds that nobody was there to see."""
        now = token.workflow.case.now
        while due <= now:
            later = max(self.moments.later(token, due, every, self.clock), due + timedelta(seconds=1))
            missed = (now - due) // (later - due) - 1
            due = due + missed * (later - due) if missed > MANY_ROUNDS else later
        return due


class Message(MessageEventDefinition):
    """A message by name. `key` is FEEL over the case data that yields the correlation value; `correlated` says the same
    in the words of the standard."""

    def __init__(self, name: str, key: Expression | None = None, correlated: Correlation | None = None) -> None:
        super().__init__(name)
        self.key = key
        self.correlated = correlated

    def subscribe(self, token: Token) -> None:
        """Work out the correlation value to wait for. Raises `StepFailed`."""
        if self.key is not None or self.correlated is not None:
            token.record.wait = WaitState(key=self._wanted(token))

    def _wanted(self, token: Token) -> str | None:
        if self.key is not None or self.correlated is None:
            return self._own_key(token)
        if self.correlated.bindings:
            return joined([binding.json(token) for binding in self.correlated.bindings])
        fixed: str | None = token.workflow.case.keys.get(self.correlated.id)
        return fixed

    def sent(self, token: Token, payload: Mapping[str, object]) -> str | None:
        """The correlation value of a message that is sent; None where the diagram gives none. Raises `StepFailed`."""
        return self._own_key(token) if self.key is not None else self.read(token.workflow.case, payload)

    def read(self, case: Run, payload: Mapping[str, object]) -> str | None:
        """The correlation value that a message carries in itself, which fixes the key of the case. Raises
        `StepFailed`."""
        value = self.correlation_value(payload, case.now)
        if value is not None and self.correlated is not None:
            case.keys.setdefault(self.correlated.id, value)
        return value

    def correlation_value(self, payload: Mapping[str, object], now: datetime) -> str | None:
        """The correlation value that a message carries in itself. Raises `StepFailed`."""
        if self.correlated is None:
            return None
        return joined([to_json(path.over(payload, now)) for path in self.correlated.paths])

    def _own_key(self, token: Token) -> str | None:
        value = None if self.key is None else self.key.json(token)
        return None if value is None else str(value)


class Condition(ConditionalEventDefinition):
    """FEEL that is looked at whenever data change, and when the other tokens rest; it happens when it turns true."""

    def __init__(self, condition: Expression) -> None:
        super().__init__(condition.text, name=condition.text)
        self.condition = condition

    def turned_true(self, token: Token) -> bool:
        """Whether it holds now and didn't when last looked at. Raises `StepFailed`."""
        state = token.record.wait = token.record.wait or WaitState()
        before, state.held = state.held, self.condition.holds(token)
        return state.held and not before


class Several(EventDefinition):
    """Several events of one element: any of them, or all `together`. Thrown, they are thrown one after the other."""

    def __init__(self, parts: tuple[EventDefinition, ...], *, together: bool) -> None:
        super().__init__("several")
        self.parts = parts
        self.together = together


def definitions_in(event: EventDefinition) -> tuple[EventDefinition, ...]:
    """The single events of a definition: itself, or its parts."""
    return event.parts if isinstance(event, Several) else (event,)


def awaited_key(token: Token) -> str | None:
    """The correlation value that a message for the token must have; None where it has none."""
    return token.record.wait.key if token.record.wait is not None else None


def due_moment(token: Token) -> datetime | None:
    """When a waiting timer is due (aware, UTC); None for everything else."""
    return moment_of(token.record.wait.due) if token.record.wait is not None else None
