"""Start, intermediate, boundary and end events: who waits for what, and what happens when it comes."""

from typing import TYPE_CHECKING, Any

from SpiffWorkflow.util.task import TaskState

from engine.model import Call, CallKind, CaseState, StepEvent
from engine.spiff.happenings import (
    CancelEventDefinition,
    ErrorEventDefinition,
    EscalationEventDefinition,
    EventDefinition,
    Message,
    NoneEventDefinition,
    SignalEventDefinition,
    TerminateEventDefinition,
    Timer,
)
from engine.spiff.node import Node

if TYPE_CHECKING:
    from engine.spiff.levels import Level
    from engine.spiff.token import Token


class StartEvent(Node):
    """Where a level begins; whatever it waits for has happened by then."""


class Catching(Node):
    """A node whose token waits for an event: intermediate catch event or receive task."""

    def __init__(self, spec: Any, name: str, *, event: EventDefinition, **more: Any) -> None:
        super().__init__(spec, name, **more)
        self.event = event

    def arm(self, token: "Token") -> None:
        """Begin to wait. Raises `StepFailed`."""
        if isinstance(self.event, Timer | Message):
            self.event.arm(token)
        token._set_state(TaskState.WAITING)

    def _update_hook(self, my_task: "Token") -> bool:
        if isinstance(self.event, NoneEventDefinition):
            return True
        self.arm(my_task)
        return False

    def caught(self, token: "Token", payload: dict[str, object]) -> None:
        """The event happened."""
        gateway = token.parent
        if gateway is not None and not self.is_instance:
            gateway.task_spec.chosen(gateway, token)
            token.workflow.case.note(token, StepEvent.STARTED)
        take_payload(token, payload)
        token.internal_data.pop("due", None)
        token.finish()


class BoundaryEvent(Catching):
    """An event beside an activity. Its listener is a child of the activity's token."""

    notes_start = False

    def __init__(self, spec: Any, name: str, *, interrupting: bool, **more: Any) -> None:
        super().__init__(spec, name, **more)
        self.interrupting = interrupting

    def listen(self, host: "Token") -> None:
        """Wait beside `host`. Raises `StepFailed`."""
        token = host.workflow.listener(self, parent=host)
        token.internal_data["listens"] = 1
        self.arm(token)

    def caught(self, token: "Token", payload: dict[str, object]) -> None:
        level, host = token.workflow, token.parent
        if self.interrupting:
            token.detach()
            level.cancel(host)
            del token.internal_data["listens"]
            fired = token
        else:
            again = goes_on(self.event, token)
            fired = level.listener(self)
            if not again:
                level.discard(token)
        fired.scope = host.scope if host.task_spec.is_instance else level.scope
        level.case.note(fired, StepEvent.STARTED)
        take_payload(fired, payload)
        fired.internal_data.pop("due", None)
        fired.finish()


class Throwing(Node):
    """An intermediate throw event or send task with an event."""

    def __init__(self, spec: Any, name: str, *, event: EventDefinition, **more: Any) -> None:
        super().__init__(spec, name, **more)
        self.event = event

    def _run_hook(self, my_task: "Token") -> bool:
        my_task.internal_data["done"] = 1
        throw(my_task, self.event)
        return True


class EndEvent(Throwing):
    """A token ends here, perhaps with a bang."""

    def _run_hook(self, my_task: "Token") -> bool:
        level = my_task.workflow
        if isinstance(self.event, NoneEventDefinition):
            self._tell(level)
            return True
        ends_level = isinstance(self.event, TerminateEventDefinition | ErrorEventDefinition | CancelEventDefinition)
        if not ends_level:
            throw(my_task, self.event)
            if not my_task.gone:
                self._tell(level)
            return True
        self._tell(level)
        level.case.note(my_task, StepEvent.COMPLETED)
        level.discard(my_task)
        end_level(level, self.event)
        return False

    def _tell(self, level: "Level") -> None:
        if self.activity.outcome is not None or self.activity.letter is not None or level.owner is None:
            level.case.reached(self.activity)


def goes_on(event: EventDefinition, token: "Token") -> bool:
    """Whether a non-interrupting listener waits again after it was told; only timers run out."""
    return not isinstance(event, Timer) or event.next_round(token)


def take_payload(token: "Token", payload: dict[str, object]) -> None:
    """What came with an event becomes case data."""
    if payload:
        token.scope.write(payload)


def throw(token: "Token", event: EventDefinition) -> None:
    """Throw an event from `token`. What nobody in the case catches leaves it (messages) or is gone (signals,
    escalations)."""
    case = token.workflow.case
    if isinstance(event, Message):
        _send(token, event)
    elif isinstance(event, SignalEventDefinition):
        for listener in [t for t in case.tokens() if listens_for(t, event)]:
            if not listener.gone:
                listener.task_spec.caught(listener, {})
    elif isinstance(event, EscalationEventDefinition):
        propagate(token, event)


def _send(token: "Token", event: Message) -> None:
    """To a token of this case that waits for it, else out of the house."""
    case, node = token.workflow.case, token.task_spec
    payload, correlation = dict(token.scope.view()), event.correlation(token)
    wanted = {None, correlation}
    for listener in case.tokens():
        if listens_for(listener, event) and (correlation is None or listener.internal_data.get("key") in wanted):
            listener.task_spec.caught(listener, payload)
            return
    call = Call(f"{token.id}-1", CallKind.MESSAGE, token.id, node.bpmn_id, event.name, payload, correlation=correlation)
    case.calls.append(call)


def listens_for(token: "Token", event: EventDefinition) -> bool:
    """Whether `token` waits for this very event."""
    mine = getattr(token.task_spec, "event", None)
    return mine is not None and token.waits and not token.gone and bool(mine == event)


def propagate(token: "Token", event: EventDefinition) -> bool:
    """Bring an error, escalation or cancellation to the nearest catcher outwards; False when there is none (10.5.6)."""
    place: Token | None = token
    while place is not None:
        catcher = _catcher_beside(place, event) or _catcher_in(place.workflow, event)
        if catcher is not None:
            catcher.task_spec.caught(catcher, {})
            return True
        place = place.workflow.owner
    return False


def end_level(level: "Level", event: EventDefinition) -> None:
    """A terminate, error or cancel end event ended this level: nothing in it moves any further."""
    catcher = None if isinstance(event, TerminateEventDefinition) else _catcher_in(level, event)
    if catcher is not None:
        level.cancel_all(but=catcher)
        catcher.task_spec.caught(catcher, {})
        return
    level.cancel_all()
    if isinstance(event, TerminateEventDefinition) and level.owner is not None:
        level.close()
    elif level.owner is None or not propagate(level.owner, event):
        case = level.case
        case.cancel_all()
        case.over(CaseState.TERMINATED)


def _catcher_beside(token: "Token", event: EventDefinition) -> "Token | None":
    beside = list(token.children)
    if token.task_spec.is_instance and token.parent is not None:
        beside += token.parent.children
    return _best([t for t in beside if t.listens and listens_for(t, event)])


def _catcher_in(level: "Level", event: EventDefinition) -> "Token | None":
    return _best([t for t in level.tasks.values() if t.listens and t.parent is None and listens_for(t, event)])


def _best(listeners: "list[Token]") -> "Token | None":
    """A listener for this very code goes before one for any."""
    return min(listeners, key=lambda t: getattr(t.task_spec.event, "code", None) is None, default=None)
