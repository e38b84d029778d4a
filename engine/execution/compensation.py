"""Compensation (BPMN 2.0, 10.7 and 13.5.5): each scope keeps a log of what was completed and can be undone; a throw
event undoes it, the last first, one after the other."""

from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.util.task import TaskState

from engine.execution.kernel import Scope, Token
from engine.execution.node import Node
from engine.execution.token_record import ToUndo, UndoState
from engine.execution.variables import Variables
from engine.model import StepEvent


class Compensation(EventDefinition):
    """Undo one activity, or whatever the scope has completed; `waits` until that is done. The library refuses it at
    parse."""

    def __init__(self, activity: str | None, *, waits: bool) -> None:
        super().__init__(activity or "compensation")
        self.activity = activity
        self.waits = waits

    def throw(self, my_task: Token) -> None:
        """Everything is undone already: the undoing is the work of the element that throws it (see `undo`)."""


def remember_running(scope: Scope, *, except_: Token) -> None:
    """Sub-processes are about to be stopped: keep what is needed to undo what they have completed inside."""
    for token in tuple(scope.tasks.values()):
        inside = scope.case.subprocesses.get(token.id)
        if inside is None or token is except_ or not token.task_spec.undoable or token.task_spec.handler is not None:
            continue
        remember_running(inside, except_=except_)
        if inside.log:
            scope.remember(token)


def undo(token: Token, event: Compensation) -> bool:
    """Whether what the event asks for is over. At the first call the undoing begins, and the token drives it."""
    if token.record.undo is not None and token.record.undo.undone:
        return True
    entries = _taken(token.workflow, event)
    if not entries:
        return True
    driver = token
    if not event.waits:
        driver = token.workflow.listener(token.task_spec)
        driver.record.undo = UndoState(detached=True)
        driver._set_state(TaskState.STARTED)
    begin_undo(driver, entries)
    return not event.waits


def undo_scope(token: Token) -> bool:
    """The same for all that the token's scope has completed (the cancel end event of a transaction)."""
    return undo(token, Compensation(None, waits=True))


def begin_undo(token: Token, entries: list[ToUndo]) -> None:
    """Let `token` drive the undoing of these entries."""
    token.record.undo = token.record.undo or UndoState()
    token.record.undo.entries = entries
    drive(token)


def drive(token: Token) -> None:
    """Undo the next entry; when none is left tell the driver's node."""
    state = token.record.undo
    if state is None or not state.entries:
        if state is not None:
            state.entries = None
        token.task_spec.undone(token)
        return
    owner, (name, inside, local) = state.entries.pop()
    case = token.workflow.case
    scope = case.scope_of(owner)
    node: Node = scope.spec.task_specs[name]
    variables = Variables(local, scope.variables) if local else None
    if node.handler is not None:
        scope.spawn(node.handler, variables=variables).record.undo = UndoState(undoes=(token.number, name))
        return
    again = scope.listener(node, variables=variables)
    again.record.undo = UndoState(undoes=(token.number, name), inside=inside)
    again._set_state(TaskState.READY)


def handled(token: Token, undoes: tuple[int, str]) -> None:
    """A handler has done its work: what it undid is compensated, and the next entry follows. `undoes`: the number of
    the token that drives, and the node."""
    scope = token.workflow
    case = scope.case
    number, name = undoes
    node = scope.spec.task_specs[name]
    case.note(token, StepEvent.COMPENSATED, of=node)
    scope.discard(token)
    driver = case.find(f"{case.key}-{number}")
    if driver is None:
        scope.settle()
    else:
        drive(driver)


def entries_of(scope: Scope) -> list[ToUndo]:
    """Empty the scope's log into entries that can be driven."""
    owner = 0 if scope.owner is None else scope.owner.number
    entries = [ToUndo(owner, entry) for entry in scope.log]
    scope.log.clear()
    return entries


def _taken(scope: Scope, event: Compensation) -> list[ToUndo]:
    """The entries that the event means, out of the logs: in its own scope, from an event sub-process also around it."""
    if event.activity is None:
        around = scope.owner.workflow if scope.owner is not None and scope.owner.task_spec.triggered_by_event else None
        return [*(entries_of(around) if around is not None else ()), *entries_of(scope)]
    place: Scope | None = scope
    while place is not None:
        nodes = place.spec.task_specs
        meant = [entry for entry in place.log if nodes[entry.node].bpmn_id == event.activity]
        if meant:
            for entry in meant:
                place.log.remove(entry)
            owner = 0 if place.owner is None else place.owner.number
            return [ToUndo(owner, entry) for entry in meant]
        place = None if place.owner is None else place.owner.workflow
    return []
