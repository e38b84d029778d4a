"""Whom an event reaches (BPMN 2.0, 10.5.6): the library's `EventManager`, which knows the tasks that wait.

The library hands a message to every task that waits for it, and an error first to the scope that throws it, then to
each around it, without regard to where in it the thrower is."""

from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.util.event import BpmnEvent, PendingBpmnEvent
from SpiffWorkflow.bpmn.util.event import EventManager as LibraryEventManager

from engine.errors import StepFailed
from engine.execution.event_definitions import (
    Cancel,
    Error,
    Escalation,
    EventDefinition,
    ThrownEvent,
)
from engine.execution.kernel import FlowNode, Scope, Token
from engine.model import StepEvent

#: what goes to the nearest that catches it, from the thrower outwards
_PROPAGATES = (Error, Escalation, Cancel)


class EventManager(LibraryEventManager):
    """The tasks of a case that wait for an event. A message goes to one, a signal to all, an error or escalation to the
    nearest."""

    def catch(self, event: BpmnEvent, internal: bool = True) -> int:
        """Tell it to those it is for; how many they are. One that nobody catches is kept in `bpmn_events`, for
        `get_events`. Raises `NotJson` for what came from outside with an event of the library."""
        event = ThrownEvent.of(event)
        if isinstance(event.event_definition, _PROPAGATES) and event.thrower is not None:
            catcher = _nearest(event.thrower, event.event_definition)
            receivers = [] if catcher is None else [catcher]
        else:
            receivers = self._waiting_for(event)
        event.taken = bool(receivers)
        if receivers and event.thrower is not None:
            has_happened(event.thrower)
        for task in receivers:
            if not task.gone:
                _tell(task, event)
        if not receivers and internal:
            self.workflow.bpmn_events.append(event)
        return len(receivers)

    def get_waiting_tasks(self) -> list[PendingBpmnEvent]:
        """What is waited for, each kind by the name that the library gives it."""
        pending: list[PendingBpmnEvent] = super().get_waiting_tasks()
        for one, task in zip(pending, self.tasks.values(), strict=True):
            kinds = type(task.task_spec.event_definition).__mro__
            one.event_type = next(kind.__name__ for kind in kinds if kind.__module__.startswith("SpiffWorkflow."))
        return pending

    def _waiting_for(self, event: ThrownEvent) -> list[Token]:
        """The tasks that catch it, in the order in which they came; the first alone for a message."""
        tasks = _in_target([one for one in self.tasks.values() if one.task_spec.catches(one, event)], event.target)
        if event.task_id is not None:
            tasks = [one for one in tasks if one.id == event.task_id]
        if len(tasks) > 1:
            order = {task.id: place for place, task in enumerate(self.workflow.tokens())}
            tasks.sort(key=lambda task: order[task.id])
        return tasks[:1] if isinstance(event.event_definition, MessageEventDefinition) else tasks


def _tell(task: Token, event: ThrownEvent) -> None:
    """The event has come, with what it carries, whatever else of it fails: that is an incident of who caught it, which
    goes on when it is tried again."""
    failure = None
    try:
        task.task_spec.catch(task, event)
    except StepFailed as error:
        failure = error
    host = task.host
    task.task_spec._update(task)
    holder = host if task.gone else task
    if failure is not None and holder is not None and not holder.gone:
        holder.workflow.case.fail(holder, failure)


def _in_target(tasks: list[Token], target: Scope | None) -> list[Token]:
    """Those in the scope that the event is for, else those in the nearest around it; all where it is for none."""
    if target is None or not tasks:
        return tasks
    return [one for one in tasks if one.workflow is target] or _in_target(
        tasks, None if target.owner is None else target.owner.workflow
    )


def happen(task: Token) -> None:
    """What the task waits for has happened by itself: a moment has come, a condition turned true, one of several events
    was enough. Raises `StepFailed`."""
    task.task_spec.catch(task, ThrownEvent(task.task_spec.event_definition))
    task.task_spec._update(task)


def has_happened(thrower: Token) -> None:
    """An event that is thrown has happened, even if it interrupts the scope that it stands in."""
    if thrower.task_spec.throws and not thrower.completion_noted:
        thrower.workflow.case.note(thrower, StepEvent.COMPLETED)
        thrower.completion_noted = True


def propagate(token: Token, event: EventDefinition) -> bool:
    """Bring an error, escalation or cancellation to the nearest catcher outwards; False when there is none (10.5.6).
    An event sub-process doesn't catch what it throws itself."""
    return bool(token.workflow.case.event_manager.catch(ThrownEvent(event, thrower=token), internal=False))


def _nearest(token: Token, event: EventDefinition) -> Token | None:
    place: Token | None = token
    while place is not None:
        catcher = catcher_beside(place, event) or catcher_in(place.workflow, event, except_=place.task_spec)
        if catcher is not None:
            return catcher
        place = place.workflow.owner
    return None


def catcher_beside(token: Token, event: EventDefinition) -> Token | None:
    """What listens beside the token, or beside the loop of which it is an instance."""
    listeners = list(token.children)
    listeners += [part for event in listeners if event.listens for part in event.children]
    host = token.host
    if token.task_spec.is_instance and host is not None:
        listeners += host.children
    return _best([t for t in listeners if t.listens and listens_for(t, event)])


def catcher_in(scope: Scope, event: EventDefinition, *, except_: FlowNode | None = None) -> Token | None:
    """What listens for the scope as a whole: an event sub-process, but not `except_`."""
    return _best([t for t in scope.live() if _beside_scope(t, except_) and listens_for(t, event)])


def listens_for(token: Token, event: EventDefinition) -> bool:
    """Whether `token` waits for this very event."""
    mine = getattr(token.task_spec, "event_definition", None)
    return mine is not None and token.waits and not token.gone and bool(mine == event)


def _beside_scope(token: Token, except_: FlowNode | None) -> bool:
    owner = token.host if token.task_spec.is_part else token
    return (
        token.listens and owner is not None and owner.listens and owner.host is None and owner.task_spec is not except_
    )


def _best(listeners: list[Token]) -> Token | None:
    """A listener for this very code goes before one for any."""
    return min(listeners, key=lambda t: getattr(t.task_spec.event_definition, "code", None) is None, default=None)
