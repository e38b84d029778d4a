"""A node of the diagram: how a token arrives, works, and leaves by the flows whose conditions hold.

Nodes are shared by all cases and threads; everything that changes is in the token and its case."""

from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.util.task import TaskState

from engine.errors import StepFailed
from engine.execution.kernel import Flow, FlowNode, Token
from engine.execution.token_record import Phase, UndoState
from engine.incident_codes import IncidentCode
from engine.model import StepEvent


class Node(FlowNode):
    """What all nodes share. The library's life cycle stays (`_update` → `_ready` → `run` → `complete`); its hooks are
    filled in by subclasses."""

    def test(self) -> None:
        """The builder has checked what the library would check at every arrival."""

    def _predict(self, my_task: Any, seen: Any = None, looked_ahead: int = 0, mask: int = 0) -> None:
        """Nothing is predicted: following nodes get their tokens when this one has left."""

    def _update(self, my_task: Token) -> None:
        """The token arrives. Whatever can fail comes before the first trace of it, so that a retry starts afresh."""
        if self.start_quantity > 1 and not self._has_enough(my_task):
            return
        around = my_task.variables
        try:
            if self.data_flow is not None:
                self.data_flow.begin(my_task)
            for event in self.boundary:
                event.listen(my_task)
            ready = self._update_hook(my_task)
        except StepFailed:
            my_task.drop_children()
            my_task.variables = around
            raise
        if self.notes_start:
            my_task.workflow.case.note(my_task, StepEvent.STARTED)
        if ready:
            my_task._ready()

    def _has_enough(self, token: Token) -> bool:
        """Whether as many tokens have come as the activity asks for; they are used up, and this one goes on."""
        parked = [one for one in token.workflow.tasks.values() if one.task_spec is self and one.parked]
        if len(parked) + 1 < self.start_quantity:
            token.record.phase = Phase.PARKED
            token._set_state(TaskState.WAITING)
            return False
        for one in parked:
            token.workflow.discard(one)
        return True

    def _on_ready(self, my_task: Token) -> None:
        """The library's assignments before a task aren't used."""

    def _update_hook(self, my_task: Token) -> bool:
        return True

    def _run(self, my_task: Token) -> bool | None:
        if not my_task.done:
            if not self._run_hook(my_task) or my_task.gone:
                return None
            my_task.record.phase = Phase.DONE
        undo = my_task.record.undo
        if self.data_flow is not None and (undo is None or undo.inside is None):
            self.data_flow.end(my_task)
        if undo is not None and undo.undoes is not None:
            return True  # it undoes: nobody collects results, and no flow leads on
        if self.is_instance:
            my_task.parent.task_spec.collect(my_task.parent, my_task)
        my_task.leaving = self.outgoing(my_task)
        return True

    def _run_hook(self, my_task: Token) -> bool | None:
        return True

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

    def _on_complete(self, my_task: Token) -> None:
        scope = my_task.workflow
        undo = my_task.record.undo
        if not my_task.completion_noted and (undo is None or undo.inside is None):
            scope.case.note(my_task, StepEvent.COMPLETED)
        if undo is not None and undo.undoes is not None:
            scope.case.compensated(my_task, undo.undoes)
            return
        if self.undoable:
            scope.remember(my_task)
        owner = my_task.parent
        if self.is_instance:
            scope.discard(my_task)
            owner.task_spec.instance_done(owner, my_task)
            return
        for flow in my_task.leaving * self.completion_quantity:
            scope.spawn(scope.spec.task_specs[flow.target], flow=flow.id)
        scope.discard(my_task)
        scope.settle()

    def undone(self, token: Token) -> None:
        """All that the token had to undo is undone."""
        state = token.record.undo or UndoState()
        if state.detached:
            token.workflow.discard(token)
            token.workflow.settle()
            return
        state.undone, token.record.undo = True, state
        token._state = TaskState.READY
        token.workflow.case.queue.append(token)


class CatchingNode(Node):
    """A node whose token waits for an event."""

    def __init__(self, spec: Any, name: str, *, event: EventDefinition, **more: Any) -> None:
        super().__init__(spec, name, **more)
        self.event = event

    def subscribe(self, token: Token) -> None:
        """Begin to wait. Raises `StepFailed`."""
        raise NotImplementedError
