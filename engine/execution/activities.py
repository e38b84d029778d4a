"""Tasks: what each does when its token arrives, and for what it waits."""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin
from SpiffWorkflow.bpmn.specs.mixins.script_task import ScriptEngineTask

from engine.decisions import Decisions
from engine.errors import StepFailed
from engine.execution.events import throw_error
from engine.execution.expressions import ErrorThrown, Expression, local_now
from engine.execution.kernel import Token
from engine.execution.node import Node
from engine.execution.timers import Moments
from engine.execution.token_record import CallState, WorkState
from engine.execution.variables import placed
from engine.incident_codes import IncidentCode
from engine.model import Audience, Call, CallKind


class PlainTask(Node, defaults.NoneTask):
    """`task`: nothing to do but pass. For the library it is a person's."""

    def __init__(self, spec: Any, name: str, **more: Any) -> None:
        super().__init__(spec, name, **more)
        self.manual = False


class HumanTask(Node):
    """A person's work, before the library's spec of it. When, for whom and where is worked out as it opens and then
    kept."""

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
        super().__init__(spec, name, **more)
        self.due = due
        self.candidates = candidates
        self.unit = unit

    @property
    def audience(self) -> Audience:
        """Whose work it is; work of nobody in particular is the staff's."""
        return self.activity.audience or Audience.STAFF

    def arrive(self, token: Token) -> bool | None:
        if self.due is not None or self.candidates is not None or self.unit is not None:
            due = None if self.due is None else self.due.due(token, self.activity.clock)
            candidates, unit = self.people(token)
            token.variables.admit(candidates)
            token.record.work = WorkState(None if due is None else due.isoformat(), candidates, unit)
        return super().arrive(token)

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


class UserTask(HumanTask, defaults.UserTask):
    """A person's work with a form."""


class ManualTask(HumanTask, defaults.ManualTask):
    """A person's work away from the desk."""


class ScriptTask(Node, defaults.ScriptTask):
    """FEEL: its value becomes the variable `result`, or without one the entries of a context become variables."""

    def _execute(self, task: Token) -> bool:
        try:
            value = super()._execute(task)
        except ErrorThrown as thrown:
            throw_error(task, thrown.code)
            return True
        keep_result(task, value, expression=self.script.text)
        return True


class BusinessRuleTask(Node, ScriptEngineTask, BpmnSpecMixin):
    """A decision of the bundle's DMN files, over the case data."""

    def __init__(self, spec: Any, name: str, *, decisions: Decisions, **more: Any) -> None:
        super().__init__(spec, name, **more)
        self.decisions = decisions

    def _execute(self, task: Token) -> bool:
        decision = self.activity.decision or ""
        value = self.decisions.decide(decision, task.variables.view(), local_now(task))
        keep_result(task, value, expression=decision)
        return True


class ServiceTask(Node, defaults.ServiceTask):
    """Asks a connector through the outbox and waits for the answer."""

    calls_out = True

    def __init__(
        self, spec: Any, name: str, *, sends: Mapping[str, Expression], keeps: Mapping[str, Expression], **more: Any
    ) -> None:
        super().__init__(spec, name, **more)
        self.sends = sends
        self.keeps = keeps

    def _execute(self, task: Token) -> bool | None:
        state = task.record.call or CallState()
        if state.answer is not None:
            self.answered(task, state.answer)
            state.answer = None
            return True
        call = self.call(task, CallKind.CONNECTOR, self.activity.connector or "", state.tries + 1)
        task.variables.send(call.payload)
        state.tries += 1
        task.record.call = state
        task.workflow.case.calls.append(call)
        return None

    def call(self, token: Token, kind: CallKind, name: str, tries: int = 1) -> Call:
        """The effect to be delivered. Raises `StepFailed`."""
        payload = placed({key: value.json(token) for key, value in self.sends.items()}, {})
        key = f"{token.id}-{tries}"
        return Call(key, kind, token.id, self.bpmn_id, name, payload, self.activity.retries, self.activity.backoff)

    def answered(self, token: Token, result: dict[str, object]) -> None:
        """The connector answered. Raises `StepFailed` where an output can't be worked out."""
        if self.keeps:
            # the answer's own names hide the case's, and `result` is the whole of it
            names = {**result, "result": result}
            kept = {key: value.json(token, names) for key, value in self.keeps.items()}
            token.variables.write(placed(kept, token.variables.view()))
        elif self.activity.result:
            token.variables.write(placed({self.activity.result: result}, token.variables.view()))
        else:
            token.variables.write(result)


class NoticeTask(ServiceTask):
    """Sends the applicant a notice; nothing is awaited."""

    def _execute(self, task: Token) -> bool:
        call = self.call(task, CallKind.NOTICE, self.activity.notice or "")
        task.variables.send(call.payload)
        task.workflow.case.calls.append(call)
        return True


def keep_result(token: Token, value: object, *, expression: str) -> None:
    """A computed value becomes the variable that `miz:result` names; without one its entries become variables."""
    name = token.task_spec.activity.result
    if name:
        token.variables.write(placed({name: value}, token.variables.view()))
    elif isinstance(value, dict):
        token.variables.write(value)
    elif value is not None:
        raise StepFailed(IncidentCode.RESULT_UNNAMED, expression=expression)
