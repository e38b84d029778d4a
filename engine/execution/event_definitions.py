"""Event definitions (BPMN 2.0, 10.5.5): the library's, with what they throw and when they have happened.

A definition throws by handing a `ThrownEvent` to the case (`BpmnWorkflow.catch`); whom that reaches is worked out in
`engine.execution.event_manager`. A timer takes its moment from the step that is being run, never from a clock."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.conditional import ConditionalEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import (
    ErrorEventDefinition,
    EscalationEventDefinition,
    SignalEventDefinition,
)
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.simple import (
    CancelEventDefinition,
    NoneEventDefinition,
    TerminateEventDefinition,
)
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.bpmn.util.event import BpmnEvent, PendingBpmnEvent

from engine.errors import StepFailed
from engine.execution.compensation import Compensation
from engine.execution.correlation import Correlation, joined
from engine.execution.expressions import Expression
from engine.execution.kernel import Run, Token
from engine.execution.timers import Moments
from engine.execution.token_record import WaitState, moment_of
from engine.execution.variables import json_copy, placed
from engine.feel import to_json
from engine.model import Call, CallKind, Clock

__all__ = [
    "Cancel",
    "Compensation",
    "Condition",
    "Error",
    "Escalation",
    "EventDefinition",
    "Message",
    "NoneEventDefinition",
    "Several",
    "Signal",
    "Terminate",
    "ThrownEvent",
    "Timer",
    "awaited_key",
    "definitions_in",
    "due_moment",
]

#: under which the library keeps in a task that its event has happened, and under which we keep what came with it, until
#: the task takes it
FIRED, PAYLOAD = "event_fired", "event_payload"


class ThrownEvent(BpmnEvent):
    """An event that was thrown, inside the case by `thrower` or outside of it.

    `key` is the correlation value of a message, where it is known; `task_id` names the one task that a message from
    outside is for, where that is known. `taken` is whether somebody in the case has caught it."""

    def __init__(
        self,
        event_definition: EventDefinition,
        payload: dict[str, object] | None = None,
        *,
        thrower: Token | None = None,
        key: str | None = None,
        task_id: str | None = None,
    ) -> None:
        super().__init__(event_definition, payload)
        self.thrower = thrower
        self.key = key
        self.task_id = task_id
        self.taken = False

    @classmethod
    def of(cls, event: BpmnEvent) -> "ThrownEvent":
        """The same for an event of the library, as whoever uses that sends it from outside. Raises `NotJson`."""
        if isinstance(event, cls):
            return event
        made = cls(event.event_definition, None if event.payload is None else json_copy(event.payload))
        made.target, made.correlations = event.target, event.correlations
        return made


class _CarriesPayload(EventDefinition):
    """Keeps what came with it until the task takes it, as the library does, but not under the name of the event, which
    may be that of something else that the task keeps."""

    def catch(self, my_task: Token, event: ThrownEvent | None = None) -> None:
        """It has happened."""
        event = ThrownEvent(self) if event is None else event
        kept = dict(my_task.internal_data)
        super().catch(my_task, event)
        my_task.internal_data = {**kept, FIRED: True, PAYLOAD: event.payload}

    def update_task_data(self, my_task: Token) -> None:
        """The task has taken its payload when the event happened."""


class _EndsScope(EventDefinition):
    """What ends its scope at an end event; it does so when the task has completed (see `EndEvent`)."""

    def throw(self, my_task: Token) -> None:
        """Nothing yet."""


class Terminate(_EndsScope, TerminateEventDefinition):
    """Ends its scope."""


class Cancel(_EndsScope, CancelEventDefinition):
    """Cancels the transaction around its scope."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CancelEventDefinition)

    __hash__ = object.__hash__


class Error(_EndsScope, _CarriesPayload, ErrorEventDefinition):
    """Ends its scope, and goes to the nearest that catches its code."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ErrorEventDefinition) and self.code in (None, other.code)

    __hash__ = object.__hash__


class Escalation(_CarriesPayload, EscalationEventDefinition):
    """Goes to the nearest that catches its code."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EscalationEventDefinition) and self.code in (None, other.code)

    __hash__ = object.__hash__

    def throw(self, my_task: Token) -> None:
        """Throw it without a copy of the data, which the scopes of a case share."""
        my_task.workflow.case.catch(ThrownEvent(self, thrower=my_task))


class Signal(_CarriesPayload, SignalEventDefinition):
    """Reaches all that wait for it, here and in other cases."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SignalEventDefinition) and self.name == other.name

    __hash__ = object.__hash__

    def throw(self, my_task: Token) -> None:
        """Throw it without a copy of the data, and report it."""
        case = my_task.workflow.case
        case.catch(ThrownEvent(self, thrower=my_task))
        case.signals.append(self.name)


class Timer(TimerEventDefinition):
    """A date, a duration or a cycle. What is left of it is in the token's `WaitState`."""

    def __init__(self, name: str, moments: Moments, clock: Clock) -> None:
        super().__init__(name, moments.source)
        self.moments = moments
        self.clock = clock

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TimerEventDefinition) and self.name == other.name

    __hash__ = object.__hash__

    def subscribe(self, token: Token) -> None:
        """Work out the first moment; what listens beside the work for a cycle that is over listens for nothing. Raises
        `StepFailed`."""
        plan = self.moments.plan(token, self.clock)
        over = plan.until is not None and plan.due > plan.until and token.listens
        until = None if plan.until is None else plan.until.isoformat()
        token.record.wait = WaitState(None if over else plan.due.isoformat(), plan.every, plan.repetitions, until)

    def details(self, my_task: Token) -> PendingBpmnEvent:
        """When it is due, as `waiting_events` tells it: a moment in UTC, ISO 8601."""
        due = due_moment(my_task)
        return PendingBpmnEvent(self.name, type(self).__name__, None if due is None else due.isoformat())

    def next_round(self, token: Token) -> bool:
        """Set the next moment of a cycle; False when it has run out (or was no cycle)."""
        state = token.record.wait
        if state is None or state.due is None or state.every is None or (state.left is not None and state.left <= 1):
            return False
        due = self.moments.later(token, datetime.fromisoformat(state.due), state.every, self.clock)
        if state.left is None:
            due = self.moments.after_now(token, due, state.every, self.clock)
        else:
            state.left -= 1
        if state.until is not None and due > datetime.fromisoformat(state.until):
            return False
        state.due = due.isoformat()
        return True


class Message(MessageEventDefinition):
    """A message by name. `key` is FEEL over the case data that yields the correlation value; `correlated` says the same
    in the words of the standard. `carries` is what it takes along besides the data inputs of who throws it."""

    def __init__(
        self,
        name: str,
        key: Expression | None = None,
        correlated: Correlation | None = None,
        carries: Mapping[str, Expression] = MappingProxyType({}),
    ) -> None:
        super().__init__(name)
        self.key = key
        self.correlated = correlated
        self.carries = carries

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MessageEventDefinition) and self.name == other.name

    __hash__ = object.__hash__

    def subscribe(self, token: Token) -> None:
        """Work out the correlation value to wait for. Raises `StepFailed`."""
        if self.key is not None or self.correlated is not None:
            key = self._wanted(token)
            token.variables.admit(key)
            token.record.wait = WaitState(key=key)

    def _wanted(self, token: Token) -> str | None:
        if self.key is not None or self.correlated is None:
            return self._own_key(token)
        if self.correlated.bindings:
            return joined([binding.json(token) for binding in self.correlated.bindings])
        fixed: str | None = token.workflow.case.correlations.get(self.correlated.id)
        return fixed

    def catches(self, my_task: Token, event: ThrownEvent) -> bool:
        """Whether the message is for the task: of that name, and of that correlation value where both have one."""
        if self != event.event_definition:
            return False
        given, wanted = event.key, awaited_key(my_task)
        if given is None and self.correlated is not None and self.correlated.id in event.correlations:
            given = joined(list(event.correlations[self.correlated.id].values()))
        if given is None and event.thrower is None:
            given = self._key_in(event.payload or {}, my_task.workflow.case.now)
        return given is None or wanted is None or wanted == given

    def catch(self, my_task: Token, event: ThrownEvent | None = None) -> None:
        """Keep the payload until the task takes it; a message from outside may fix the key of the case. Raises
        `StepFailed` where its key can't be read; the payload is kept all the same."""
        super().catch(my_task, event)
        if event is not None and event.thrower is None:
            self.read(my_task.workflow.case, event.payload or {})

    def update_internal_data(self, my_task: Token, event: ThrownEvent) -> None:
        """Keep the payload, not under the name of the message, which may be any."""
        my_task.internal_data[PAYLOAD] = event.payload

    def update_task_data(self, my_task: Token) -> None:
        """The task has taken its payload when the event happened."""

    def throw(self, my_task: Token) -> None:
        """To one task of this case that waits for it, else out of the engine. Raises `StepFailed`."""
        case, payload = my_task.workflow.case, self.payload(my_task)
        key = self.sent(my_task, payload or my_task.variables.view())
        event = ThrownEvent(self, payload, thrower=my_task, key=key)
        case.catch(event)
        if not event.taken:
            node = my_task.task_spec.bpmn_id
            my_task.variables.send([payload, key])
            call = Call(f"{my_task.id}-1", CallKind.MESSAGE, my_task.id, node, self.name, payload, correlation=key)
            case.calls.append(call)

    def payload(self, token: Token) -> dict[str, object]:
        """What it takes along: what the diagram declares, and no other data of the case. Raises `StepFailed`."""
        host = token.host if token.task_spec.is_instance else None
        flows = [one.task_spec.data_flow for one in (host, token) if one is not None]
        declared = {name: value for flow in flows if flow is not None for name, value in flow.sent(token).items()}
        return {**declared, **placed({name: value.json(token) for name, value in self.carries.items()}, declared)}

    def details(self, my_task: Token) -> PendingBpmnEvent:
        """What it waits for, as `waiting_events` tells it."""
        return PendingBpmnEvent(self.name, type(self).__name__, awaited_key(my_task))

    def sent(self, token: Token, payload: Mapping[str, object]) -> str | None:
        """The correlation value of a message that is sent; None where the diagram gives none. Raises `StepFailed`."""
        return self._own_key(token) if self.key is not None else self.read(token.workflow.case, payload)

    def read(self, case: Run, payload: Mapping[str, object]) -> str | None:
        """The correlation value that a message carries in itself, which fixes the key of the case. Raises
        `StepFailed`."""
        value = self.correlation_value(payload, case.now)
        if value is not None and self.correlated is not None:
            case.correlations.setdefault(self.correlated.id, value)
        return value

    def correlation_value(self, payload: Mapping[str, object], now: datetime) -> str | None:
        """The correlation value that a message carries in itself. Raises `StepFailed`."""
        if self.correlated is None:
            return None
        return joined([to_json(path.over(payload, now)) for path in self.correlated.paths])

    def _key_in(self, payload: Mapping[str, object], now: datetime) -> str | None:
        """The same; None also where it can't be worked out: who takes the message will say so."""
        try:
            return self.correlation_value(payload, now)
        except StepFailed:
            return None

    def _own_key(self, token: Token) -> str | None:
        value = None if self.key is None else self.key.json(token)
        return None if value is None else str(value)


class Condition(ConditionalEventDefinition):
    """FEEL that is looked at whenever data change, and when the other tokens rest; it happens when it turns true."""

    def __init__(self, condition: Expression) -> None:
        super().__init__(condition.text, name=condition.text)
        self.condition = condition

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ConditionalEventDefinition) and self.expression == other.expression

    __hash__ = object.__hash__

    def has_fired(self, my_task: Token) -> bool:
        """Whether it was found to have turned true; the library evaluates it whenever asked."""
        return EventDefinition.has_fired(self, my_task)  # type: ignore[no-any-return]  # the library's

    def turned_true(self, token: Token) -> bool:
        """Whether it holds now and didn't when last looked at. Raises `StepFailed`."""
        state = token.record.wait = token.record.wait or WaitState()
        before, state.held = state.held, self.condition.holds(token)
        return state.held and not before


class Several(MultipleEventDefinition):
    """Several events of one element: any of them, or all (`parallel`). Each is waited for by a node of its own, so that
    each has its own due time and key."""

    def __init__(self, event_definitions: tuple[EventDefinition, ...], *, parallel: bool) -> None:
        super().__init__(event_definitions, parallel, name="several")

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__

    def has_fired(self, my_task: Token) -> bool:
        """Whether enough of them have happened."""
        return EventDefinition.has_fired(self, my_task)  # type: ignore[no-any-return]  # the library's

    def catches(self, my_task: Token, event: ThrownEvent | None = None) -> bool:
        """Its parts catch."""
        return False

    def catch(self, my_task: Token, event: ThrownEvent | None = None) -> None:
        """Enough of them have happened."""
        EventDefinition.catch(self, my_task, event)

    def throw(self, my_task: Token) -> None:
        """Throw one after the other, until one interrupts the thrower."""
        for event in self.event_definitions:
            if not my_task.gone:
                event.throw(my_task)


def definitions_in(event: EventDefinition) -> tuple[EventDefinition, ...]:
    """The single events of a definition: itself, or its parts."""
    return tuple(event.event_definitions) if isinstance(event, Several) else (event,)


def awaited_key(token: Token) -> str | None:
    """The correlation value that a message for the token must have; None where it has none."""
    return token.record.wait.key if token.record.wait is not None else None


def due_moment(token: Token) -> datetime | None:
    """When a waiting timer is due (aware, UTC); None for everything else."""
    return moment_of(token.record.wait.due) if token.record.wait is not None else None
