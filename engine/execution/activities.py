"""Tasks, sub-processes and called processes: what each does when its token arrives, and for what it waits."""

from collections.abc import Mapping
from typing import Any
from zlib import crc32

from engine.decisions import Decisions
from engine.errors import StepFailed
from engine.execution.compensation import begin_undo, entries_of
from engine.execution.event_definitions import EventDefinition
from engine.execution.events import Catching, cancelled_inside, listens_again, take_payload, throw_error
from engine.execution.expressions import THROWING, ErrorThrown, Expression, local_now
from engine.execution.kernel import Scope, Token
from engine.execution.node import Node
from engine.execution.spec import ProcessSpec
from engine.execution.timers import Moments
from engine.execution.token_record import CallState, LoopState, Phase, WorkState
from engine.execution.variables import Variables
from engine.incident_codes import IncidentCode
from engine.model import Audience, Call, CallKind

#: processes that call each other without end are stopped here
MAX_DEPTH = 150


class PlainTask(Node):
    """`task`: nothing to do but pass."""


class UserTask(Node):
    """A person's work. When, for whom and where is worked out as it opens and then kept."""

    def __init__(
        self,
        spec: Any,
        name: str,
        *,
        due: Moments | None,
        candidates: Expression | None,
        unit: Expression | None,
        **more: Any,
    ) -> None:
        super().__init__(spec, name, manual=True, **more)
        self.due = due
        self.candidates = candidates
        self.unit = unit

    @property
    def audience(self) -> Audience:
        """Whose work it is; work of nobody in particular is the staff's."""
        return self.activity.audience or Audience.STAFF

    def _update_hook(self, my_task: Token) -> bool:
        if self.due is None and self.candidates is None and self.unit is None:
            return True
        due = None if self.due is None else self.due.due(my_task, self.activity.clock)
        candidates, unit = self.people(my_task)
        my_task.record.work = WorkState(None if due is None else due.isoformat(), candidates, unit)
        return True

    def reassign(self, token: Token) -> None:
        """Work out anew whose work an open task is. Raises `StepFailed`."""
        state = token.record.work or WorkState()
        state.candidates, state.unit = self.people(token)
        token.record.work = state

    def people(self, token: Token) -> tuple[tuple[str, ...], str | None]:
        """Candidates and unit as they are now. Raises `StepFailed`."""
        candidates: tuple[str, ...] = ()
        if self.candidates is not None:
            names = self.candidates.json(token)
            candidates = tuple(str(one) for one in (names if isinstance(names, list) else [names]) if one is not None)
        unit = None if self.unit is None else self.unit.json(token)
        return candidates, unit if isinstance(unit, str) else None


class ScriptTask(Node):
    """FEEL: its value becomes the variable `result`, or without one the entries of a context become variables."""

    def __init__(self, spec: Any, name: str, *, script: Expression, **more: Any) -> None:
        super().__init__(spec, name, **more)
        self.script = script

    def _run_hook(self, my_task: Token) -> bool:
        try:
            value = self.script.json(my_task, THROWING if self.script.throws else None)
        except ErrorThrown as thrown:
            throw_error(my_task, thrown.code)
            return True
        keep_result(my_task, value, expression=self.script.text)
        return True


class BusinessRuleTask(Node):
    """A decision of the bundle's DMN files, over the case data."""

    def __init__(self, spec: Any, name: str, *, decisions: Decisions, **more: Any) -> None:
        super().__init__(spec, name, **more)
        self.decisions = decisions

    def _run_hook(self, my_task: Token) -> bool:
        decision = self.activity.decision or ""
        value = self.decisions.decide(decision, my_task.variables.view(), local_now(my_task))
        keep_result(my_task, value, expression=decision)
        return True


class ServiceTask(Node):
    """Asks a connector through the outbox and waits for the answer."""

    calls_out = True

    def __init__(
        self, spec: Any, name: str, *, sends: Mapping[str, Expression], keeps: Mapping[str, Expression], **more: Any
    ) -> None:
        super().__init__(spec, name, **more)
        self.sends = sends
        self.keeps = keeps

    def _run_hook(self, my_task: Token) -> bool | None:
        state = my_task.record.call or CallState()
        if state.answer is not None:
            self.answered(my_task, state.answer)
            state.answer = None
            return True
        call = self.call(my_task, CallKind.CONNECTOR, self.activity.connector or "", state.tries + 1)
        state.tries += 1
        my_task.record.call = state
        my_task.workflow.case.calls.append(call)
        return None

    def call(self, token: Token, kind: CallKind, name: str, tries: int = 1) -> Call:
        """The effect to be delivered. Raises `StepFailed`."""
        payload = {key: value.json(token) for key, value in self.sends.items()}
        key = f"{token.id}-{tries}"
        return Call(key, kind, token.id, self.bpmn_id, name, payload, self.activity.retries, self.activity.backoff)

    def answered(self, token: Token, result: dict[str, object]) -> None:
        """The connector answered. Raises `StepFailed` where an output can't be worked out."""
        if self.keeps:
            # the answer's own names hide the case's, and `result` is the whole of it
            names = {**result, "result": result}
            token.variables.write({key: value.json(token, names) for key, value in self.keeps.items()})
        elif self.activity.result:
            token.variables.write({self.activity.result: result})
        else:
            token.variables.write(result)


class NoticeTask(ServiceTask):
    """Sends the applicant a notice; nothing is awaited."""

    def _run_hook(self, my_task: Token) -> bool:
        call = self.call(my_task, CallKind.NOTICE, self.activity.notice or "")
        my_task.workflow.case.calls.append(call)
        return True


class ReceiveTask(Catching):
    """Waits for a message."""


class SubProcess(Node):
    """Runs a scope of its own inside; it shares the variables around it."""

    def __init__(self, spec: Any, name: str, *, inner: ProcessSpec, **more: Any) -> None:
        super().__init__(spec, name, **more)
        self.inner = inner

    def _run_hook(self, my_task: Token) -> None:
        if my_task.workflow.depth >= MAX_DEPTH:
            raise StepFailed(IncidentCode.NESTED_TOO_DEEP, element=self.bpmn_id, limit=MAX_DEPTH)
        scope = my_task.workflow.case.enter(my_task, self.inner, self.inner_variables(my_task))
        undo = my_task.record.undo
        if undo is None or undo.inside is None:
            scope.begin()
            return
        undo.log = undo.inside
        if self.inner.undo_start is not None:
            scope.listener(self.inner.undo_start).begin()
        else:
            begin_undo(my_task, entries_of(scope))

    def undone(self, token: Token) -> None:
        if not cancelled_inside(token):
            token.workflow.case.subprocesses[token.id].close()

    def entries(self, scope: Scope) -> tuple[Node, ...]:
        """The nodes that get a token as the scope inside begins."""
        return scope.spec.entries

    def may_close(self, token: Token, scope: Scope) -> bool:
        """Whether the scope inside is over when a token in it has ended."""
        return scope.empty

    def inner_variables(self, token: Token) -> Variables:
        """The variables of the scope inside: those around it, and the data objects that it declares."""
        own = self.inner.declared
        return Variables(dict.fromkeys(own), token.variables) if own else token.variables

    def inner_done(self, token: Token, scope: Scope) -> None:
        """The scope inside is over."""
        del token.workflow.case.subprocesses[token.id]
        token.finish()

    def cancelled(self, token: Token) -> None:
        scope = token.workflow.case.subprocesses.pop(token.id, None)
        if scope is not None:
            scope.completed = True
            scope.cancel_all()


class CallActivity(SubProcess):
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

    def _run_hook(self, my_task: Token) -> None:
        scope = my_task.workflow.case.subprocesses.get(my_task.id)
        if scope is not None:  # a retry: only an output failed
            scope.settle()
            return
        super()._run_hook(my_task)

    def inner_variables(self, token: Token) -> Variables:
        given = {name: value.json(token) for name, value in self.sends.items()}
        return self.variables_of({**dict.fromkeys(self.inner.declared), **given}, token)

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

    def inner_done(self, token: Token, scope: Scope) -> None:
        if self.returns_all:
            scope.variables.handover(without={*self.inner.declared, *self.sends})
        token.variables.write(scope.results)
        super().inner_done(token, scope)


class AdHocSubProcess(SubProcess):
    """Its activities have no given order: all at once, or one after the other in the order of the file, again and again
    until the completion condition holds or, without one, until all are done (10.3.5, 13.3.5)."""

    def __init__(
        self, spec: Any, name: str, *, sequential: bool, completion: Expression | None, cancels: bool, **more: Any
    ) -> None:
        super().__init__(spec, name, **more)
        self.sequential = sequential
        self.completion = completion
        self.cancels = cancels

    def _run_hook(self, my_task: Token) -> None:
        scope = my_task.workflow.case.subprocesses.get(my_task.id)
        if scope is not None:  # a retry: only the condition failed
            scope.settle()
            return
        super()._run_hook(my_task)

    def entries(self, scope: Scope) -> tuple[Node, ...]:
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


class EventSubProcess(SubProcess):
    """A sub-process that an event starts while the scope around it runs (10.3.5, 13.5.4)."""

    notes_start = False
    triggered_by_event = True

    def __init__(self, spec: Any, name: str, *, event: EventDefinition, interrupting: bool, **more: Any) -> None:
        super().__init__(spec, name, **more)
        self.event = event
        self.interrupting = interrupting

    def await_start(self, scope: Scope) -> None:
        """Begin to wait beside the tokens of the scope."""
        token = scope.listener(self)
        token.record.phase = Phase.LISTENING
        Catching.subscribe(self, token)

    def caught(self, token: Token, payload: dict[str, object]) -> None:
        scope = token.workflow
        if self.interrupting:
            token.record.phase = Phase.ACTIVE
            scope.cancel_all(except_=token)
            started = token
        else:
            again = listens_again(self.event, token)
            started = scope.listener(self)
            if not again:
                scope.discard(token)
        started.record.wait = None
        take_payload(started, payload)
        started.begin()


def keep_result(token: Token, value: object, *, expression: str) -> None:
    """A computed value becomes the variable that `miz:result` names; without one its entries become variables."""
    name = token.task_spec.activity.result
    if name:
        token.variables.write({name: value})
    elif isinstance(value, dict):
        token.variables.write(value)
    elif value is not None:
        raise StepFailed(IncidentCode.RESULT_UNNAMED, expression=expression)
