"""Start, intermediate, boundary and end events: who waits for what, and what happens when it comes."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.execution.compensation import begin_undo, entries_of, remember_running, undo, undo_scope
from engine.execution.event_definitions import (
    CancelEventDefinition,
    Compensation,
    Condition,
    ErrorEventDefinition,
    EscalationEventDefinition,
    EventDefinition,
    Message,
    NoneEventDefinition,
    SignalEventDefinition,
    TerminateEventDefinition,
    Timer,
    awaited_key,
    definitions_in,
)
from engine.execution.gateways import EventBasedGateway
from engine.execution.kernel import Scope, ScopeTree, Token
from engine.execution.node import CatchingNode, Node
from engine.execution.token_record import Phase, UndoState, WaitState
from engine.model import Call, CallKind, CaseState, StepEvent


class StartEvent(Node):
    """Where a scope begins; whatever it waits for has happened by then."""


class Catching(CatchingNode):
    """An intermediate catch event or receive task."""

    def subscribe(self, token: Token) -> None:
        """Begin to wait. Raises `StepFailed`."""
        if isinstance(self.event, Timer | Message):
            self.event.subscribe(token)
        elif isinstance(self.event, Condition):
            token.workflow.case.watch(token)
        token._set_state(TaskState.WAITING)
        for part in self.parts:
            part.listen(token)

    def _update_hook(self, my_task: Token) -> bool:
        if isinstance(self.event, NoneEventDefinition):
            return True
        self.subscribe(my_task)
        return False

    def caught(self, token: Token, payload: dict[str, object]) -> None:
        """The event happened."""
        gateway = token.parent
        drop_parts(token)
        if isinstance(gateway and gateway.task_spec, EventBasedGateway):
            gateway.task_spec.chosen(gateway, token)
            token.workflow.case.note(token, StepEvent.STARTED)
        take_payload(token, payload)
        token.record.wait = None
        token.finish()


class EventPart(Catching):
    """One of several events that a node waits for. Its listener is a child of the node's token."""

    notes_start = False

    def __init__(self, spec: Any, name: str, *, number: int, **more: Any) -> None:
        super().__init__(spec, name, **more)
        self.number = number

    def listen(self, host: Token) -> None:
        """Wait beside `host`. Raises `StepFailed`."""
        token = host.workflow.listener(self, parent=host)
        token.record.phase = Phase.LISTENING
        self.subscribe(token)

    def caught(self, token: Token, payload: dict[str, object]) -> None:
        host: Token = token.parent
        whole: Any = host.task_spec.event
        take_payload(host, payload)
        if whole.together or not listens_again(self.event, token):
            token.workflow.discard(token)
        if whole.together:
            state = host.record.wait = host.record.wait or WaitState()
            received = {*state.received, self.number}
            state.received = () if len(received) == len(whole.parts) else tuple(sorted(received))
            if state.received:
                return
        host.task_spec.caught(host, {})
        if whole.together and host.listens and not host.gone:
            for part in host.task_spec.parts:
                part.listen(host)


def drop_parts(token: Token) -> None:
    """What the token waited for has happened: stop waiting for its several events."""
    for child in token.children:
        if isinstance(child.task_spec, EventPart):
            token.workflow.cancel(child, silently=True)


class BoundaryEvent(Catching):
    """An event beside an activity. Its listener is a child of the activity's token."""

    notes_start = False

    def __init__(self, spec: Any, name: str, *, interrupting: bool, **more: Any) -> None:
        super().__init__(spec, name, **more)
        self.interrupting = interrupting

    def listen(self, host: Token) -> None:
        """Wait beside `host`. Raises `StepFailed`."""
        token = host.workflow.listener(self, parent=host)
        token.record.phase = Phase.LISTENING
        self.subscribe(token)

    def caught(self, token: Token, payload: dict[str, object]) -> None:
        scope, host = token.workflow, token.parent
        if self.interrupting:
            token.detach()
            scope.cancel(host)
            drop_parts(token)
            token.record.phase = Phase.ACTIVE
            fired = token
        else:
            again = listens_again(self.event, token)
            fired = scope.listener(self)
            if not again:
                scope.discard(token)
        fired.variables = host.variables if host.task_spec.is_instance else scope.variables
        scope.case.note(fired, StepEvent.STARTED)
        take_payload(fired, payload)
        fired.record.wait = None
        fired.finish()


class Throwing(Node):
    """An intermediate throw event or send task with an event."""

    def __init__(self, spec: Any, name: str, *, event: EventDefinition, **more: Any) -> None:
        super().__init__(spec, name, **more)
        self.event = event

    def _run_hook(self, my_task: Token) -> bool | None:
        if not _undone(my_task, self.event):
            return None
        my_task.record.phase = Phase.DONE
        throw(my_task, self.event)
        return True


#: thrown at an end event these end the scope at once
ENDS_SCOPE = (TerminateEventDefinition, ErrorEventDefinition, CancelEventDefinition)


class EndEvent(Throwing):
    """A token ends here, perhaps with a bang."""

    def _run_hook(self, my_task: Token) -> bool | None:
        scope = my_task.workflow
        final = [event for event in definitions_in(self.event) if isinstance(event, ENDS_SCOPE)]
        if not _undone(my_task, self.event):
            return None
        undone = my_task.record.undo is not None and my_task.record.undo.undone
        if final and isinstance(final[0], CancelEventDefinition) and not undone:
            _stop_transaction(scope, my_task)
            if not undo_scope(my_task):
                return None
        throw(my_task, self.event)
        if my_task.gone:
            return True
        self._tell(scope)
        if not final:
            return True
        scope.case.note(my_task, StepEvent.COMPLETED)
        scope.discard(my_task)
        end_scope(scope, final[0])
        return False

    def _tell(self, scope: Scope) -> None:
        if self.activity.outcome is not None or self.activity.letter is not None or scope.owner is None:
            scope.case.note_ending(self.activity)


def _undone(token: Token, event: EventDefinition) -> bool:
    """Whether what the event asks to undo is undone, so that the rest of it may be thrown."""
    asked = next((one for one in definitions_in(event) if isinstance(one, Compensation)), None)
    return asked is None or undo(token, asked)


def listens_again(event: EventDefinition, token: Token) -> bool:
    """Whether a non-interrupting listener waits again after it was told; only timers run out."""
    return not isinstance(event, Timer) or event.next_round(token)


def take_payload(token: Token, payload: dict[str, object]) -> None:
    """What came with an event becomes case data, or the data output of the event where it has one."""
    flow = token.task_spec.data_flow
    if flow is not None and isinstance(token.task_spec, BoundaryEvent):
        flow.begin(token)  # others began when they arrived
    if flow is not None and len(flow.local) == 1 and flow.local[0] not in payload:
        payload = {flow.local[0]: payload}
    if payload:
        token.variables.write(payload)


def throw(token: Token, event: EventDefinition) -> None:
    """Throw an event from `token`. What nobody in the case catches leaves it (messages) or is gone (signals,
    escalations)."""
    for single in definitions_in(event):
        if token.gone:
            return
        if isinstance(single, Message):
            _send(token, single)
        elif isinstance(single, SignalEventDefinition):
            _has_happened(token)
            broadcast(token.workflow.case, single)
            token.workflow.case.signals.append(single.name)
        elif isinstance(single, EscalationEventDefinition):
            _has_happened(token)
            propagate(token, single)


def _has_happened(token: Token) -> None:
    """An event that is thrown has happened, even if it interrupts the scope that it stands in."""
    if isinstance(token.task_spec, Throwing) and not token.completion_noted:
        token.workflow.case.note(token, StepEvent.COMPLETED)
        token.completion_noted = True


def broadcast(case: ScopeTree, event: SignalEventDefinition) -> bool:
    """Tell a signal to every token of the case that waits for it; whether there was one."""
    listeners = [token for token in case.tokens() if listens_for(token, event)]
    for listener in listeners:
        if not listener.gone:
            listener.task_spec.caught(listener, {})
    return bool(listeners)


def _send(token: Token, event: Message) -> None:
    """To a token of this case that waits for it, else out of the engine."""
    case, node = token.workflow.case, token.task_spec
    payload = dict(token.variables.view()) if node.data_flow is None else node.data_flow.sent(token)
    correlation = event.sent(token, payload)
    wanted = {None, correlation}
    for listener in case.tokens():
        if listens_for(listener, event) and (correlation is None or awaited_key(listener) in wanted):
            _has_happened(token)
            listener.task_spec.caught(listener, payload)
            return
    call = Call(f"{token.id}-1", CallKind.MESSAGE, token.id, node.bpmn_id, event.name, payload, correlation=correlation)
    case.calls.append(call)


def listens_for(token: Token, event: EventDefinition) -> bool:
    """Whether `token` waits for this very event."""
    mine = getattr(token.task_spec, "event", None)
    return mine is not None and token.waits and not token.gone and bool(mine == event)


def throw_error(token: Token, code: str) -> None:
    """An error thrown by the work of an activity: the nearest catcher takes it, else the case is terminated."""
    case = token.workflow.case
    if not propagate(token, ErrorEventDefinition(code, code)):
        case.cancel_all()
        case.over(CaseState.TERMINATED)
    elif not token.gone:
        token.workflow.cancel(token)  # whoever caught it doesn't interrupt, but the activity has failed


def propagate(token: Token, event: EventDefinition) -> bool:
    """Bring an error, escalation or cancellation to the nearest catcher outwards; False when there is none (10.5.6).
    An event sub-process doesn't catch what it throws itself."""
    place: Token | None = token
    while place is not None:
        catcher = _catcher_beside(place, event) or _catcher_in(place.workflow, event, except_=place.task_spec)
        if catcher is not None:
            catcher.task_spec.caught(catcher, {})
            return True
        place = place.workflow.owner
    return False


def end_scope(scope: Scope, event: EventDefinition) -> None:
    """A terminate, error or cancel end event ended this scope: nothing in it moves any further."""
    catcher = None if isinstance(event, TerminateEventDefinition) else _catcher_in(scope, event)
    if catcher is not None:
        scope.cancel_all(except_=catcher)
        catcher.task_spec.caught(catcher, {})
        return
    scope.cancel_all()
    if isinstance(event, TerminateEventDefinition) and scope.owner is not None:
        scope.close()
    elif isinstance(event, CancelEventDefinition) and scope.owner is not None:
        _cancel_outwards(scope, scope.owner, event)
    elif scope.owner is None or not propagate(scope.owner, event):
        case = scope.case
        case.cancel_all()
        case.over(CaseState.TERMINATED)


def _stop_transaction(scope: Scope, token: Token) -> None:
    """Everything in the transaction stops at once, except the token that cancels it and the sub-processes around
    that; what others that still run have completed inside is left to be undone."""
    remember_running(scope, except_=token)
    scope.cancel_all(except_=token)
    owner = scope.owner
    if owner is not None and owner.task_spec.kind != "transaction":
        owner.detach()
        owner.drop_children()
        _stop_transaction(owner.workflow, owner)


def _cancel_outwards(scope: Scope, owner: Token, event: EventDefinition) -> None:
    """A scope that was cancelled and undone is left. Where it is not the transaction itself but a sub-process inside,
    what the scope around has completed is undone next, driven by the sub-process's token, and so on outwards."""
    if owner.task_spec.kind == "transaction":
        _leave_transaction(owner, event)
        return
    scope.completed = True
    del scope.case.subprocesses[owner.id]
    owner.record.undo = owner.record.undo or UndoState()
    owner.record.undo.cancels = True
    begin_undo(owner, entries_of(owner.workflow))


def cancelled_inside(token: Token) -> bool:
    """What was to be undone around a sub-process that cancels its transaction is undone: go on outwards. False for
    any other token."""
    if token.record.undo is None or not token.record.undo.cancels:
        return False
    end_scope(token.workflow, CancelEventDefinition())
    return True


def _leave_transaction(token: Token, event: EventDefinition) -> None:
    """By its cancel boundary event; where none is drawn its branch ends here."""
    catcher = _catcher_beside(token, event)
    if catcher is not None:
        catcher.task_spec.caught(catcher, {})
        return
    outer = token.workflow
    outer.cancel(token)
    outer.settle()


def _catcher_beside(token: Token, event: EventDefinition) -> Token | None:
    listeners = list(token.children)
    listeners += [part for event in listeners if event.listens for part in event.children]
    if token.task_spec.is_instance and token.parent is not None:
        listeners += token.parent.children
    return _best([t for t in listeners if t.listens and listens_for(t, event)])


def _catcher_in(scope: Scope, event: EventDefinition, *, except_: Node | None = None) -> Token | None:
    return _best([t for t in scope.tasks.values() if _beside_scope(t, except_) and listens_for(t, event)])


def _beside_scope(token: Token, except_: Node | None) -> bool:
    """Whether it listens for the scope as a whole: an event sub-process (`but` not this), or one of its several
    events."""
    owner = token.parent if isinstance(token.task_spec, EventPart) else token
    return (
        token.listens
        and owner is not None
        and owner.listens
        and owner.parent is None
        and owner.task_spec is not except_
    )


def _best(listeners: list[Token]) -> Token | None:
    """A listener for this very code goes before one for any."""
    return min(listeners, key=lambda t: getattr(t.task_spec.event, "code", None) is None, default=None)
