"""Event definitions (BPMN 2.0, 10.5.5): SpiffWorkflow's where they only name something, ours where something must be
worked out.

A timer takes its moment from the step that is being run, never from a clock."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

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
    "definitions_in",
]


#: missed rounds that are counted one by one; more are jumped over in one go
MANY_ROUNDS = 1_000


class Timer(TimerEventDefinition):
    """A date, a duration or a cycle. What is left of it is in the token: `due` (UTC, ISO 8601); for cycles `every`,
    `left` and `until`."""

    def __init__(self, name: str, moments: Moments, clock: Clock) -> None:
        super().__init__(name, moments.source)
        self.moments = moments
        self.clock = clock

    def arm(self, token: Token) -> None:
        """Work out the first moment. Raises `StepFailed`."""
        plan = self.moments.plan(token, self.clock)
        token.internal_data["due"] = plan.due.isoformat()
        if plan.every is not None:
            token.internal_data["every"] = plan.every
            token.internal_data["left"] = plan.repetitions
        if plan.until is not None:
            token.internal_data["until"] = plan.until.isoformat()

    def next_round(self, token: Token) -> bool:
        """Set the next moment of a cycle; False when it has run out (or was no cycle)."""
        kept, now = token.internal_data, token.workflow.case.now
        every, left = kept.get("every"), kept.get("left")
        if every is None or (left is not None and left <= 1):
            return False
        due = self.moments.later(token, datetime.fromisoformat(kept["due"]), every, self.clock)
        if left is None:
            due = self._not_before(token, due, now)
        else:
            kept["left"] = left - 1
        if "until" in kept and due > datetime.fromisoformat(kept["until"]):
            return False
        kept["due"] = due.isoformat()
        return True

    def _not_before(self, token: Token, due: datetime, now: datetime) -> datetime:
        """The first round after `now`: an endless cycle doesn't make up for rounds that nobody was there to see."""
        every = token.internal_data["every"]
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

    def arm(self, token: Token) -> None:
        """Work out the correlation value to wait for. Raises `StepFailed`."""
        if self.key is not None or self.correlated is not None:
            token.internal_data["key"] = self._wanted(token)

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
        value = self.carried(payload, case.now)
        if value is not None and self.correlated is not None:
            case.keys.setdefault(self.correlated.id, value)
        return value

    def carried(self, payload: Mapping[str, object], now: datetime) -> str | None:
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
        before, after = token.internal_data.get("held", False), self.condition.holds(token)
        token.internal_data["held"] = after
        return after and not before


class Several(EventDefinition):
    """Several events of one element: any of them, or all `together`. Thrown, they are thrown one after the other."""

    def __init__(self, parts: tuple[EventDefinition, ...], *, together: bool) -> None:
        super().__init__("several")
        self.parts = parts
        self.together = together


def definitions_in(event: EventDefinition) -> tuple[EventDefinition, ...]:
    """The single events of a definition: itself, or its parts."""
    return event.parts if isinstance(event, Several) else (event,)


def due_moment(token: Token) -> datetime | None:
    """When a waiting timer is due (aware, UTC); None for everything else."""
    due = token.internal_data.get("due")
    return datetime.fromisoformat(due).astimezone(UTC) if due else None
