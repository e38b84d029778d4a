"""A node of the diagram: how a token arrives, works, and leaves by the flows whose conditions hold; in the hooks that
the library's `TaskSpec` has for that.

Nodes are shared by all cases and threads; everything that changes is in the token and its case."""

from SpiffWorkflow.util.task import TaskState

from engine.errors import StepFailed
from engine.execution.kernel import Flow, FlowNode, Token
from engine.execution.token_record import Phase, UndoState
from engine.incident_codes import IncidentCode
from engine.model import StepEvent


class Node(FlowNode):
    """What all nodes share, before the library's spec of the element: `class UserTask(Node, defaults.UserTask)`.

    The library's life cycle runs as it is (`_update` → `_ready` → `run` → `complete`). Its hooks `_update_hook`,
    `_run_hook` and `_on_complete_hook` are filled in here for all elements; what one kind of element does differently
    is in `arrive` and `work`, which by default do what the library's spec of the element does in those hooks."""

    def test(self) -> None:
        """The parser has checked what the library would check again whenever a task becomes ready."""

    def _predict_hook(self, my_task: Token) -> None:
        """Nothing is predicted: following nodes get their tokens when this one has left. The library's predictions
        multiply at each fork."""

    def _update_hook(self, my_task: Token) -> bool | None:
        """A token that has just come arrives at its turn, so that whatever interrupts its scope before that stops
        it."""
        if my_task._state == TaskState.WAITING:
            return self.look_again(my_task)
        if my_task._state != TaskState.FUTURE or not my_task.workflow.case.takes_turn(my_task):
            return None
        return self._arrive(my_task)

    def _arrive(self, token: Token) -> bool | None:
        """The token arrives. Whatever can fail comes before the first trace of it, so that a retry starts afresh."""
        if self.start_quantity > 1 and not self._has_enough(token):
            return None
        around = token.variables
        try:
            if self.data_flow is not None:
                self.data_flow.begin(token)
            for event in self.boundary:
                event.listen(token)
            ready = self.arrive(token)
        except StepFailed:
            token._drop_children(force=True)
            token.variables = around
            raise
        if self.notes_start:
            token.workflow.case.note(token, StepEvent.STARTED)
        return ready

    def arrive(self, token: Token) -> bool | None:
        """Whether the work can begin at once. Raises `StepFailed`."""
        return bool(super()._update_hook(token))

    def look_again(self, token: Token) -> bool | None:
        """The same for a token that has waited."""
        return bool(super()._update_hook(token))

    def _has_enough(self, token: Token) -> bool:
        """Whether as many tokens have come as the activity asks for; they are used up, and this one goes on."""
        parked = [one for one in token.workflow.live() if one.task_spec is self and one.parked]
        if len(parked) + 1 < self.start_quantity:
            token.record.phase = Phase.PARKED
            token._set_state(TaskState.WAITING)
            return False
        for one in parked:
            token.workflow.discard(one)
        return True

    def _run_hook(self, my_task: Token) -> bool | None:
        """Work, and choose the flows to leave by, both before the task counts as completed: what fails can be tried
        again."""
        if not my_task.done:
            if not self.work(my_task) or my_task.gone:
                return None
            my_task.record.phase = Phase.DONE
        undo = my_task.record.undo
        if self.data_flow is not None and (undo is None or undo.inside is None):
            self.data_flow.end(my_task)
        if undo is not None and undo.undoes is not None:
            return True  # it undoes: nobody collects results, and no flow leads on
        if self.is_instance:
            my_task.parent.task_spec.collect(my_task.parent, my_task)
        else:
            my_task.leaving = self.outgoing(my_task)
        return True

    def work(self, token: Token) -> bool | None:
        """Do the work of the element; None while it lasts. Raises `StepFailed`."""
        return super()._run_hook(token)  # type: ignore[no-any-return]  # the library's

    def outgoing(self, token: Token) -> tuple[Flow, ...]:
        """The flows that get a token: all without a condition, those whose condition holds, and the default where no
        condition does (BPMN 2.0, 13.2.1; `default` in tables 10.3 and 10.110). Raises `StepFailed` where none is
        left."""
        if not any(flow.condition or flow.default for flow in self.flows):
            return self.flows
        held = {f.id for f in self.flows if f.condition and not f.default and f.condition.holds(token)}
        chosen = tuple(f for f in self.flows if f.id in held or (not held if f.default else f.condition is None))
        return chosen or self.default_flow()

    def default_flow(self) -> tuple[Flow, ...]:
        """The default flow alone. Raises `StepFailed` where there is none."""
        default = tuple(flow for flow in self.flows if flow.default)
        if not default:
            tried = "; ".join(flow.condition.text for flow in self.flows if flow.condition)
            raise StepFailed(IncidentCode.NO_WAY_OUT, expression=tried, element=self.bpmn_id)
        return default

    def _on_complete_hook(self, my_task: Token) -> None:
        """Tell that it is done, and put a token on each flow that it leaves by."""
        scope, undo = my_task.workflow, my_task.record.undo
        if not my_task.completion_noted and (undo is None or undo.inside is None):
            scope.case.note(my_task, StepEvent.COMPLETED)
        my_task._drop_children(force=True)
        if undo is not None and undo.undoes is not None:
            scope.case.compensated(my_task, undo.undoes)
            return
        if self.undoable:
            scope.remember(my_task)
        self.tell_completed(my_task)
        leaving = my_task.leaving * self.completion_quantity
        if leaving:
            nodes = scope.spec.task_specs
            my_task._sync_children([nodes[flow.target] for flow in leaving], TaskState.FUTURE)
            for child, flow in zip(my_task.children, leaving, strict=True):
                child.flow = flow.id

    def tell_completed(self, token: Token) -> None:
        """What the library's spec of the element does when a task has completed, among it that listeners of its
        `completed_event` are told."""
        super()._on_complete_hook(token)

    def undone(self, token: Token) -> None:
        """All that the token had to undo is undone."""
        state = token.record.undo or UndoState()
        if state.detached:
            token.workflow.discard(token)
            token.workflow.settle()
            return
        state.undone, token.record.undo = True, state
        token._set_state(TaskState.READY)

    def task_info(self, my_task: Token) -> dict[str, object]:
        """What the library tells about a task besides its data: which instance of a loop it is."""
        told: dict[str, object] = super().task_info(my_task)
        return {**told, **my_task.parent.task_spec.instance_info(my_task)} if self.is_instance else told
