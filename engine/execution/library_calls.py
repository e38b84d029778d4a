"""What users of SpiffWorkflow call on a case from outside, as far as the library's own code expects a tree of tasks in
which completed tasks stay and future ones stand already.

The steps of a case (`engine.runtime`) go by its queue and need none of this."""

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.errors import StepFailed
from engine.execution.events import BoundaryEvent
from engine.execution.gateways import EventBasedGateway, Join
from engine.execution.kernel import Scope, Token
from engine.execution.scope import TaskTree
from engine.execution.subprocesses import EventSubProcess
from engine.execution.token_record import CallState, Phase, TokenRecord
from engine.execution.variables import json_copy
from engine.model import CaseState


class LibraryCalls(TaskTree, BpmnWorkflow):
    """The part of a case that only its users from outside call."""

    queue: deque[Token]
    last_queue: deque[Token]
    turn: Token | None

    # running

    def run_from_outside(self, token: Token, *, work: bool) -> bool | None:
        """Run a ready task, or with `work=False` leave it as one whose work was done elsewhere; a connector's call that
        waits can be left so too. Then whatever comes next arrives, as in the library, but nothing of it is run.

        Raises `WorkflowException` for a task that isn't ready, and `StepFailed` for one that can't be done, which is an
        incident by then."""
        self._refuse_unready(token, work=work)
        if not work:
            token.record.phase = Phase.DONE
        with self._turn_from_outside(token):
            result: bool | None = Task.run(token)
        return result

    def _refuse_unready(self, token: Token, *, work: bool) -> None:
        ready = token._state == TaskState.READY or (not work and token.awaits_answer)
        if token.gone:
            reason = "has left the tree of tasks"
        elif token.failed:
            reason = "is held by an incident; reset it, or let the engine retry or resolve it"
        elif not ready:
            reason = f"is {TaskState.get_name(token._state)}, not READY"
        else:
            return
        raise WorkflowException(f"The task {token.id} at “{token.task_spec.name}” {reason}", token.task_spec)

    @contextmanager
    def _turn_from_outside(self, token: Token) -> Iterator[None]:
        self.turn = token
        try:
            yield
        except StepFailed as error:
            self.fail(token, error)
            raise
        finally:
            self.turn = None
        self.look_at_conditions()
        self.let_arrive()

    def let_arrive(self) -> None:
        """Let every task that a flow has brought arrive."""
        for token in tuple(self.queue):
            if token._state == TaskState.FUTURE and token.can_move:
                with self.turn_of(token):
                    token.task_spec._update(token)

    def run_next(self, use_last_task: bool = True, halt_on_manual: bool = True) -> bool | None:
        """Run the task whose turn is next; without `halt_on_manual` also one of a person. The library begins at the
        branch of the last task, which has left the tree here. Raises `StepFailed`."""
        token = self._next_to_run(halt_on_manual=halt_on_manual)
        return None if token is None else token.run()

    def run_all(self, use_last_task: bool = True, halt_on_manual: bool = True) -> None:
        """Run whatever can be run. The library's stops at a task that only begins its work. Raises `StepFailed`."""
        while (token := self._next_to_run(halt_on_manual=halt_on_manual)) is not None:
            token.run()

    def _next_to_run(self, *, halt_on_manual: bool) -> Token | None:
        while True:
            self.let_arrive()
            waiting = [token for token in (*self.queue, *self.last_queue) if token.can_move]
            waiting.sort(key=lambda token: token.task_spec.comes_last)
            if waiting:
                return waiting[0]
            if not self._stir():
                break
        return None if halt_on_manual else self.get_next_task(state=TaskState.READY)

    def update_waiting_tasks(self) -> None:
        """Look at what waits for others, for a condition or for the clock. The library looks at each task of the
        outermost tree."""
        while self._stir():
            self.let_arrive()

    def manual_input_required(self) -> bool:
        """Whether all that is ready is a person's work. The library passes over tasks in sub-processes."""
        return not any(token.can_move for token in self.tokens())

    # stopping and going back

    def cancel(self, workflow: Scope | None = None) -> list[Token]:  # type: ignore[override]  # as in the library
        """Stop the case; returns the tasks that were cancelled. Raises `WorkflowException` for a sub-process: whatever
        is around it would wait for ever."""
        if workflow is not None and workflow is not self:
            raise WorkflowException(f"“{workflow.spec.name}” can't be cancelled by itself: reset its task, or move it")
        if self.completed:
            return []
        cancelled = [token for token in self.get_tasks() if token is not token.workflow.task_tree]
        self.success = False
        self.cancel_all()
        self.over(CaseState.CANCELLED)
        return cancelled

    def delete_subprocess(self, my_task: Token) -> list[Token]:
        """As the library's, which leaves the tasks in it waiting for events."""
        scope = self.subprocesses[my_task.id]
        tasks: list[Token] = scope.get_tasks()
        scope.cancel()
        del self.subprocesses[my_task.id]
        return tasks

    def reset_from_task_id(
        self, task_id: str, data: Mapping[str, object] | None = None, remove_subprocess: bool = True
    ) -> list[Token]:
        """Let a task that is still in the tree begin again: what stands below it is removed and returned. An event
        beside an activity, or behind an event-based gateway, is reset with that. Data given are written to the scope of
        the task; what else is there stays, for others share it.

        What flowed on already isn't below the task here, and stays; `engine.move` goes back to an element that has been
        left. Raises `TaskNotFoundException`, `NotJson`, `StepFailed`, and `WorkflowException` where nothing can begin
        again: at the start of a scope, at a join between two activations, while something is being undone."""
        task: Token = self.get_task_from_id(task_id)
        place = _beginning(task)
        self._refuse_reset(place)
        if not remove_subprocess and task.id in self.subprocesses:
            return []
        if data is not None:
            task.variables.write(json_copy(data))
        removed = self._without(place)
        self.last_task = place.parent
        with self._turn_from_outside(place):
            _begin_again(place)
        if place.can_move:
            self.await_turn(place)
        self._keep_open(place.workflow.owner)
        return removed

    def _refuse_reset(self, place: Token) -> None:
        if place is place.workflow.task_tree:
            reason = "the start of a scope can't be reset; reset the task around it, or start another case"
        elif any(token.record.undoing for token in self.tokens()):
            reason = "what was done is being undone"
        elif isinstance(place.task_spec, Join) and place.listens:
            reason = "the gateway has activated and waits for the rest"
        else:
            return
        raise WorkflowException(f"The task {place.id} at “{place.task_spec.name}” can't be reset: {reason}")

    def _without(self, place: Token) -> list[Token]:
        """Remove all below the task."""
        removed = list(self.get_tasks(place))[1:]
        if place.id in self.subprocesses:
            self.delete_subprocess(place)
        for child in place.children:
            child.cancel()
        self.event_manager.remove_task(place)
        return removed

    def _keep_open(self, owner: Token | None) -> None:
        """The sub-processes around go on: an incident at their end is no more."""
        while owner is not None:
            owner.record.incident = None
            if owner._state != TaskState.STARTED:
                owner._set_state(TaskState.STARTED)
            owner = owner.workflow.owner


def _beginning(task: Token) -> Token:
    """The task that begins again where `task` is reset: for one of several events, for a boundary event and for an arm
    of a gateway it is what they belong to."""
    host = task.host
    while host is not None and (
        (task.listens and isinstance(task.task_spec, BoundaryEvent))
        or task.task_spec.is_part
        or isinstance(host.task_spec, EventBasedGateway)
    ):
        task, host = host, host.host
    return task


def _begin_again(place: Token) -> None:
    node, before = place.task_spec, place.record
    place.record = TokenRecord()
    place.internal_data = {}
    if before.call is not None:  # the number of tries keeps the keys of its calls apart
        place.record.call = CallState(before.call.tries)
    if isinstance(node, EventSubProcess) and before.phase is Phase.LISTENING:
        place.record.phase = Phase.LISTENING
        node.wait(place)
    elif isinstance(node, BoundaryEvent | EventSubProcess):  # its event has happened
        place._set_state(TaskState.FUTURE)
        place._ready()
    else:
        place._set_state(TaskState.FUTURE)
        node._update(place)
