"""Start, intermediate, boundary and end events: who waits for what, and what happens when it comes."""

from typing import Any

from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin
from SpiffWorkflow.util.task import TaskState

from engine.errors import StepFailed
from engine.execution.compensation import begin_undo, entries_of, remember_running, undo, undo_scope
from engine.execution.event_definitions import (
    FIRED,
    PAYLOAD,
    Cancel,
    Compensation,
    Condition,
    Error,
    EventDefinition,
    Message,
    NoneEventDefinition,
    Signal,
    Terminate,
    ThrownEvent,
    Timer,
    definitions_in,
)
from engine.execution.event_manager import catcher_beside, catcher_in, happen, propagate
from engine.execution.gateways import EventBasedGateway
from engine.execution.kernel import Scope, Token
from engine.execution.node import Node
from engine.execution.token_record import Phase, UndoState, WaitState
from engine.model import CaseState, StepEvent


class StartEvent(Node, defaults.StartEvent):
    """Where a scope begins; whatever it waits for has happened by then."""

    def arrive(self, token: Token) -> bool:
        return True


class Catching(Node):
    """A node whose task waits for an event, before the library's spec of it: the library's `CatchingEvent` enters the
    task into the event manager, and makes it ready when its event has fired."""

    def subscribe(self, token: Token) -> None:
        """Work out what is waited for: a moment, a key. Raises `StepFailed`."""
        event = self.event_definition
        if isinstance(event, Timer | Message):
            event.subscribe(token)
        elif isinstance(event, Condition):
            token.workflow.case.watch(token)
        for part in self.parts:
            part.listen(token)

    def wait(self, token: Token) -> None:
        """Begin to wait without having arrived by a flow. Raises `StepFailed`."""
        self.subscribe(token)
        token._set_state(TaskState.WAITING)
        token.workflow.case.event_manager.add_task(token)

    def wait_again(self, token: Token) -> None:
        """Wait for all of several events once more, if none is waited for any longer; what fails is an incident."""
        if any(child.task_spec.is_part for child in token.children):
            return
        try:
            for part in self.parts:
                part.listen(token)
        except StepFailed as error:
            drop_parts(token)
            token.workflow.case.fail(token, error)

    def arrive(self, token: Token) -> bool | None:
        if not isinstance(self.event_definition, NoneEventDefinition):
            self.subscribe(token)
        return super().arrive(token)

    def catches(self, my_task: Token, event: ThrownEvent) -> bool:
        """Whether the event is for the task, which must wait and not be held by an incident."""
        return bool(my_task.waits and super().catches(my_task, ThrownEvent.of(event)))

    def _on_ready_hook(self, my_task: Token) -> None:
        """The event has happened: stop waiting, and take what came with it."""
        super()._on_ready_hook(my_task)
        drop_parts(my_task)
        gateway = my_task.host
        if gateway is not None and isinstance(gateway.task_spec, EventBasedGateway):
            gateway.task_spec.chosen(gateway, my_task)
        take_payload(my_task)
        my_task.record.wait = None


class IntermediateCatchEvent(Catching, defaults.IntermediateCatchEvent):
    """Waits for its event in the flow."""


class ReceiveTask(Catching, defaults.ReceiveTask):
    """Waits for a message."""


class Listening(Catching):
    """A node whose task waits beside the work of another one or of the scope."""

    def _update_hook(self, my_task: Token) -> bool:
        """A listener doesn't arrive. One that doesn't interrupt lets another task go on and may wait again."""
        if my_task._state != TaskState.WAITING:
            return False
        fired = self.event_definition.has_fired(my_task)
        if fired and not self.interrupts:
            self.fire_beside(my_task)
        return bool(fired and self.interrupts)

    @property
    def interrupts(self) -> bool:
        """Whether what it stands beside ends when the event happens."""
        raise NotImplementedError

    def fire_beside(self, listener: Token) -> None:
        """Let a task of its own go on, with what came; the listener waits again unless its timer has run out."""
        again = listens_again(self.event_definition, listener)
        fired = listener.workflow.listener(self)
        fired.internal_data = dict(listener.internal_data)
        forget_event(listener)
        host = listener.host
        if not again:
            listener.workflow.discard(listener)
        self.go_on(fired, host)

    def go_on(self, fired: Token, host: Token | None) -> None:
        """What the event begins. `host` is the task beside which was listened."""
        raise NotImplementedError


class EventPart(Listening, defaults.IntermediateCatchEvent):
    """One of several events that a node waits for. Its listener is a child of the node's task."""

    notes_start = False
    is_part = True
    interrupts = False

    def __init__(self, spec: Any, name: str, *, number: int, **more: Any) -> None:
        super().__init__(spec, name, **more)
        self.number = number

    def listen(self, host: Token) -> None:
        """Wait beside `host`. Raises `StepFailed`."""
        token = host.workflow.listener(self, host=host)
        token.record.phase = Phase.LISTENING
        self.wait(token)

    def fire_beside(self, listener: Token) -> None:
        host: Token = listener.parent
        whole: Any = host.task_spec.event_definition
        host.internal_data[PAYLOAD] = listener.internal_data.pop(PAYLOAD, None)
        forget_event(listener)
        take_payload(host)
        if whole.parallel or not listens_again(self.event_definition, listener):
            listener.workflow.discard(listener)
        if whole.parallel and not self._is_last(host, whole):
            return
        happen(host)
        if whole.parallel and host.listens and not host.gone:
            host.task_spec.wait_again(host)

    def _is_last(self, host: Token, whole: Any) -> bool:
        """Whether all events have come by now."""
        state = host.record.wait = host.record.wait or WaitState()
        received = {*state.received, self.number}
        complete = len(received) == len(whole.event_definitions)
        state.received = () if complete else tuple(sorted(received))
        return complete


def drop_parts(token: Token) -> None:
    """What the token waited for has happened: stop waiting for its several events."""
    for child in token.children:
        if child.task_spec.is_part:
            token.workflow.discard(child)


class BoundaryEvent(Listening, defaults.BoundaryEvent):
    """An event beside an activity. Its listener is a child of the activity's task."""

    notes_start = False

    def listen(self, host: Token) -> None:
        """Wait beside `host`. Raises `StepFailed`."""
        token = host.workflow.listener(self, host=host)
        token.record.phase = Phase.LISTENING
        self.wait(token)

    @property
    def interrupts(self) -> bool:
        return bool(self.cancel_activity)

    def _on_ready_hook(self, my_task: Token) -> None:
        """The event has happened and interrupts: its activity ends before anything in it moves on."""
        host = my_task.host
        if host is not None:
            my_task.stand_alone()
            host.cancel()
            my_task.record.phase = Phase.ACTIVE
            self._leave_from(my_task, host)
        super()._on_ready_hook(my_task)

    def go_on(self, fired: Token, host: Token | None) -> None:
        if host is not None:
            self._leave_from(fired, host)
        fired._ready()

    def _leave_from(self, fired: Token, host: Token) -> None:
        fired.variables = host.variables if host.task_spec.is_instance else fired.workflow.variables
        fired.workflow.case.note(fired, StepEvent.STARTED)
        if self.data_flow is not None:
            self.data_flow.begin(fired)  # others began when they arrived


class Throwing(Node):
    """A node that throws an event, before the library's spec of it."""

    throws = True

    def __init__(self, spec: Any, name: str, **more: Any) -> None:
        super().__init__(spec, name, **more)
        # what waits for anything else stands around the thrower and waits already
        self.comes_last = any(isinstance(e, Message | Signal) for e in definitions_in(self.event_definition))

    def work(self, token: Token) -> bool | None:
        if not _undone(token, self.event_definition):
            return None
        token.record.phase = Phase.DONE
        return super().work(token)


class IntermediateThrowEvent(Throwing, defaults.IntermediateThrowEvent):
    """Throws its event in the flow."""


class SendTask(Throwing, defaults.SendTask):
    """Throws a message."""


class LinkCatchEvent(Node, defaults.IntermediateCatchEvent):
    """The target of a link (10.5.5). The library doesn't read links: the branch ends at the source."""

    def arrive(self, token: Token) -> bool:
        return True


class LinkThrowEvent(Node, defaults.IntermediateThrowEvent):
    """The source of a link: the flow that leads from it goes to the target of its name."""


#: thrown at an end event these end the scope at once
ENDS_SCOPE = (Terminate, Error, Cancel)


class EndEvent(Throwing, defaults.EndEvent):
    """A token ends here, perhaps with a bang."""

    def work(self, token: Token) -> bool | None:
        scope, final = token.workflow, self._final
        if not _undone(token, self.event_definition):
            return None
        undone = token.record.undo is not None and token.record.undo.undone
        if isinstance(final, Cancel) and not undone:
            _stop_transaction(scope, token)
            if not undo_scope(token):
                return None
        super().work(token)
        if not token.gone:
            self._tell(scope)
        return True

    @property
    def _final(self) -> EventDefinition | None:
        return next((event for event in definitions_in(self.event_definition) if isinstance(event, ENDS_SCOPE)), None)

    def tell_completed(self, token: Token) -> None:
        """Without what the library's end event does then: it ends its scope for two kinds of events."""
        BpmnSpecMixin._on_complete_hook(self, token)

    def _on_complete_hook(self, my_task: Token) -> None:
        """What ends the scope ends it now."""
        super()._on_complete_hook(my_task)
        final = self._final
        undo = my_task.record.undo
        if final is not None and (undo is None or undo.undoes is None):
            scope = my_task.workflow
            scope.discard(my_task)
            end_scope(scope, final)

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


def take_payload(token: Token) -> None:
    """What came with a message becomes case data, or the data output of the event where it has one. The library keeps
    it with the task until that runs; here all see it at once."""
    payload = token.internal_data.get(PAYLOAD)
    forget_event(token)
    flow = token.task_spec.data_flow
    if flow is not None and payload is not None and len(flow.local) == 1 and flow.local[0] not in payload:
        payload = {flow.local[0]: payload}
    if payload:
        token.data.update(payload)


def forget_event(token: Token) -> None:
    """Let the task keep nothing of an event that is taken."""
    token.internal_data.pop(FIRED, None)
    token.internal_data.pop(PAYLOAD, None)


def throw_error(token: Token, code: str) -> None:
    """An error thrown by the work of an activity: the nearest catcher takes it, else the case is terminated."""
    case = token.workflow.case
    if not propagate(token, Error(code, code)):
        case.cancel_all()
        case.over(CaseState.TERMINATED)
    else:
        token.cancel()  # whoever caught it may not interrupt, but the activity has failed


def end_scope(scope: Scope, event: EventDefinition) -> None:
    """A terminate, error or cancel end event ended this scope: nothing in it moves any further."""
    catcher = None if isinstance(event, Terminate) else catcher_in(scope, event)
    if catcher is not None:
        scope.cancel_all(except_=catcher)
        happen(catcher)
        return
    scope.cancel_all()
    if isinstance(event, Terminate) and scope.owner is not None:
        scope.close()
    elif isinstance(event, Cancel) and scope.owner is not None:
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
        owner.stand_alone()
        owner._drop_children(force=True)
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
    end_scope(token.workflow, Cancel())
    return True


def _leave_transaction(token: Token, event: EventDefinition) -> None:
    """By its cancel boundary event; where none is drawn its branch ends here."""
    catcher = catcher_beside(token, event)
    if catcher is not None:
        happen(catcher)
        return
    outer = token.workflow
    token.cancel()
    outer.settle()
