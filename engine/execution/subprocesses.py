"""Sub-processes and called processes: each runs a scope of its own inside."""

from collections.abc import Mapping
from typing import Any
from zlib import crc32

from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent

from engine.errors import StepFailed
from engine.execution.compensation import begin_undo, entries_of
from engine.execution.events import Listening, cancelled_inside
from engine.execution.expressions import Expression
from engine.execution.kernel import FlowNode, Scope, Token
from engine.execution.node import Node
from engine.execution.spec import ProcessSpec
from engine.execution.token_record import LoopState, Phase, UndoState
from engine.execution.variables import Variables, placed
from engine.incident_codes import IncidentCode
from engine.model import StepEvent

#: processes that call each other without end are stopped here
MAX_DEPTH = 150


class SubScope(Node):
    """Runs a scope of its own inside, before the library's spec of it. The library's `start_workflow` begins it when
    the task runs, and its `completed_event` makes the task ready again when it is over."""

    def __init__(self, spec: Any, name: str, *, inner: ProcessSpec, **more: Any) -> None:
        super().__init__(spec, name, subworkflow_spec=inner.name, **more)
        self.inner = inner

    def arrive(self, token: Token) -> bool | None:
        return True

    def look_again(self, token: Token) -> bool | None:
        """The scope inside tells when it is over; nobody need ask."""
        return False

    def work(self, token: Token) -> bool | None:
        scope = token.workflow.case.subprocesses.get(token.id)
        if scope is not None:  # a retry: only what comes at its end has failed
            scope.settle()
            return token.done or None
        if token.workflow.depth >= MAX_DEPTH:
            raise StepFailed(IncidentCode.NESTED_TOO_DEEP, element=self.bpmn_id, limit=MAX_DEPTH)
        return self._begin(token)

    def _begin(self, token: Token) -> bool | None:
        case = token.workflow.case
        try:
            self.start_workflow(token)
        except StepFailed:
            case.subprocesses.pop(token.id).task_tree._drop_children(force=True)
            raise
        return token.done or None

    def start_workflow(self, my_task: Token) -> None:
        """As the library's, which finds the start by a name that an element may have too."""
        scope = my_task.workflow.case.create_subprocess(my_task, self.spec)
        scope.completed_event.connect(self._on_subworkflow_completed, my_task)
        self.copy_data(my_task, scope)
        undo = my_task.record.undo
        if undo is not None and undo.inside is not None:
            self._undo(my_task, undo, scope)
            return
        scope.task_tree.run()
        scope.settle()

    def _undo(self, token: Token, undo: UndoState, scope: Scope) -> None:
        """The scope only undoes what was completed inside before."""
        undo.log = undo.inside or []
        if self.inner.undo_start is not None:
            scope.listener(self.inner.undo_start).begin()
        else:
            begin_undo(token, entries_of(scope))

    def undone(self, token: Token) -> None:
        if not cancelled_inside(token):
            token.workflow.case.subprocesses[token.id].close()

    def entries(self, scope: Scope) -> tuple[FlowNode, ...]:
        """The nodes that get a token as the scope inside begins."""
        return scope.spec.entries

    def may_close(self, token: Token, scope: Scope) -> bool:
        """Whether the scope inside is over when a token in it has ended."""
        return scope.empty

    def copy_data(self, my_task: Token, subworkflow: Scope) -> None:
        """The variables of the scope inside: those around it, and the data objects that it declares. The library copies
        them, so that what others write in the meantime is lost."""
        own = self.inner.declared
        if own:
            subworkflow.use(Variables(dict.fromkeys(own), my_task.variables))

    def update_data(self, my_task: Token, subworkflow: Scope) -> None:
        """The scope inside is over: nothing need be copied back, the task has only to be left."""
        del my_task.workflow.case.subprocesses[my_task.id]
        my_task.record.phase = Phase.DONE

    def _on_cancel(self, my_task: Token) -> None:
        """The scope inside ends with its task, and is forgotten."""
        super()._on_cancel(my_task)
        my_task.workflow.case.subprocesses.pop(my_task.id, None)


class SubProcess(SubScope, defaults.SubWorkflowTask):
    """A sub-process; it shares the variables around it."""


class Transaction(SubScope, defaults.TransactionSubprocess):
    """A sub-process that can be cancelled and undone as a whole."""


class CallActivity(SubScope, defaults.CallActivity):
    """Runs another process of the bundle. It sees the caller's data and what it `sends` besides, or the latter alone;
    when it has ended, what was written is handed over and what it `keeps` besides, or the latter alone."""

    def __init__(
        self,
        spec: Any,
        name: str,
        *,
        sends: Mapping[str, Expression],
        keeps: Mapping[str, Expression],
        passes_all: bool,
        returns_all: bool,
        **more: Any,
    ) -> None:
        super().__init__(spec, name, **more)
        self.sends = sends
        self.keeps = keeps
        self.passes_all = passes_all
        self.returns_all = returns_all

    def called(self, spec: ProcessSpec) -> None:
        """Let it run that process."""
        self.inner, self.spec = spec, spec.name

    def copy_data(self, my_task: Token, subworkflow: Scope) -> None:
        given = placed({name: value.json(my_task) for name, value in self.sends.items()}, my_task.variables.view())
        my_task.variables.admit(given)
        subworkflow.use(self.variables_of({**dict.fromkeys(self.inner.declared), **given}, my_task))

    def variables_of(self, local: dict[str, object], token: Token) -> Variables:
        """The variables of the called process."""
        return Variables(local, token.variables, sealed=True, closed=not self.passes_all)

    def may_close(self, token: Token, scope: Scope) -> bool:
        if not scope.empty:
            return False
        try:
            inside = scope.variables.view()
            scope.results = {name: value.json(token, inside) for name, value in self.keeps.items()}
        except StepFailed as error:
            scope.case.fail(token, error)
            return False
        return True

    def update_data(self, my_task: Token, subworkflow: Scope) -> None:
        if self.returns_all:
            subworkflow.variables.handover(without={*self.inner.declared, *placed(self.sends, {})})
        my_task.variables.write(placed(subworkflow.results, my_task.variables.view()))
        subworkflow.variables.release()
        super().update_data(my_task, subworkflow)


class AdHocSubProcess(SubScope, defaults.AdHocSubprocess):
    """Its activities have no given order: all at once, or one after the other in the order of the file, again and again
    until the completion condition holds or, without one, until all are done (10.3.5, 13.3.5)."""

    def __init__(
        self, spec: Any, name: str, *, sequential: bool, completion: Expression | None, cancels: bool, **more: Any
    ) -> None:
        super().__init__(spec, name, **more)
        self.sequential = sequential
        self.completion = completion
        self.cancels = cancels

    def entries(self, scope: Scope) -> tuple[FlowNode, ...]:
        return scope.spec.entries[:1] if self.sequential else scope.spec.entries

    def may_close(self, token: Token, scope: Scope) -> bool:
        state = token.record.loop = token.record.loop or LoopState()
        try:
            if self.completion is not None and not state.complete:
                state.complete = self.completion.holds(token)
            if state.complete:
                return self.cancels or scope.empty
            return scope.empty and not self._begin_more(token, scope, state)
        except StepFailed as error:
            scope.case.fail(token, error)
            return False

    def _begin_more(self, token: Token, scope: Scope, state: LoopState) -> bool:
        """Whether more activities begin, now that those begun are done. Raises `StepFailed` if nothing would change."""
        entries, begun = scope.spec.entries, state.begun or 1
        if self.sequential and begun < len(entries):
            state.begun = begun + 1
            scope.spawn(entries[begun])
            return True
        if self.completion is None:
            return False
        seen = crc32(repr(token.variables.view()).encode(errors="replace"))
        if state.seen == seen:
            raise StepFailed(IncidentCode.COMPLETION_NOT_REACHED, expression=self.completion.text)
        state.begun, state.seen = 1, seen
        for node in self.entries(scope):
            scope.spawn(node)
        return True


class EventSubProcess(Listening, SubScope, defaults.EventSubprocess, CatchingEvent):
    """A sub-process that an event starts while the scope around it runs (10.3.5, 13.5.4). For the library only its
    start event catches, which signals and conditions never reach."""

    notes_start = False
    triggered_by_event = True

    def __init__(self, spec: Any, name: str, *, interrupting: bool, **more: Any) -> None:
        super().__init__(spec, name, **more)
        self.interrupting = interrupting

    @property
    def interrupts(self) -> bool:
        return self.interrupting

    def await_start(self, scope: Scope) -> None:
        """Begin to wait beside the tokens of the scope. Raises `StepFailed`."""
        token = scope.listener(self)
        token.record.phase = Phase.LISTENING
        self.wait(token)

    def go_on(self, fired: Token, host: Token | None) -> None:
        fired._ready()

    def _on_ready_hook(self, my_task: Token) -> None:
        """The event has happened: what interrupts ends all else in the scope, before anything in it moves on."""
        if my_task.listens:
            my_task.record.phase = Phase.ACTIVE
            my_task.workflow.cancel_all(except_=my_task)
        super()._on_ready_hook(my_task)
        my_task.workflow.case.note(my_task, StepEvent.STARTED)
