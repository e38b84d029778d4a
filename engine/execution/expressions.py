"""FEEL inside a diagram: compiled when the definition is read, evaluated over a token's variables at the moment of
the step."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import _BpmnCondition

from engine.errors import DefinitionError, StepFailed
from engine.execution.kernel import Token
from engine.expression_faults import step_failed
from engine.feel import FeelError, FeelSyntaxError, Value, compile_expression, is_true, to_json
from engine.feel.functions import Function, Parameter, Signature
from engine.incident_codes import IncidentCode
from engine.model import Bilingual


class _Compiled(Protocol):
    @property
    def names(self) -> frozenset[str]: ...

    def evaluate(
        self, context: Mapping[str, object], *, now: datetime | None = None, dates_as_text: bool = False
    ) -> object: ...


class ErrorThrown(Exception):
    """A script ended in `throw error("CODE")`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _throw(run: object, arguments: Sequence[Value]) -> Value:
    raise ErrorThrown(str(arguments[0]))


#: an extension of ours: ends a script in a BPMN error
THROW = "throw error"
THROWING = {THROW: Function(THROW, (Signature((Parameter("code"),), _throw),))}


def local_now(token: Token) -> datetime:
    """The moment of the step as the office's clocks show it: today() is the office's day."""
    case = token.workflow.case
    return case.calendar.shows(case.now)


class Expression:
    """One FEEL expression of a diagram."""

    __slots__ = ("_compiled", "text", "throws")

    def __init__(self, text: str, *, element: str | None, may_throw: bool = False) -> None:
        """Raises `DefinitionError` naming the element where the text isn't FEEL. A leading “=” is allowed (FEEL
        editors write it)."""
        self.text = text.strip().removeprefix("=").strip()
        #: whether it may end in `throw error("CODE")`
        self.throws = may_throw and "throw error" in " ".join(self.text.split())
        try:
            self._compiled: _Compiled = compile_expression(self.text, (THROW,) if self.throws else ())
        except FeelError as error:
            raise DefinitionError(_no_feel(element, self.text, error), element=element) from error

    @property
    def names(self) -> frozenset[str]:
        """The variables that it takes from its context for sure."""
        return self._compiled.names

    def value(self, token: Token, more: Mapping[str, object] | None = None) -> object:
        """The FEEL value, as the language knows it (dates, decimals). Raises `StepFailed`."""
        context = token.variables.view()
        return self.over({**context, **more} if more else context, local_now(token))

    def over(self, context: Mapping[str, object], now: datetime) -> object:
        """The FEEL value over any names. Raises `StepFailed`."""
        try:
            return self._compiled.evaluate(context, now=now, dates_as_text=True)
        except FeelError as error:
            raise step_failed(IncidentCode.EXPRESSION_FAULT, error, expression=self.text) from error

    def json(self, token: Token, more: Mapping[str, object] | None = None) -> object:
        """The value as case data. Raises `StepFailed`, also where it has no JSON form."""
        context = token.variables.view()
        return self.json_over({**context, **more} if more else context, local_now(token))

    def json_over(
        self, context: Mapping[str, object], now: datetime, more: Mapping[str, object] | None = None
    ) -> object:
        """The same over any names."""
        value = self.over({**context, **more} if more else context, now)
        try:
            return to_json(value)
        except FeelError as error:
            raise step_failed(IncidentCode.RESULT_NOT_JSON, error, expression=self.text) from error
        except (TypeError, ValueError) as error:
            raise StepFailed(IncidentCode.RESULT_NOT_JSON, expression=self.text, reason=str(error)) from error

    def holds(self, token: Token, more: Mapping[str, object] | None = None) -> bool:
        """Whether it yields true; null and everything else is false."""
        return is_true(self.value(token, more))


class FlowCondition(_BpmnCondition):
    """The condition of a sequence flow: the library's operator, over a compiled expression."""

    def __init__(self, expression: Expression) -> None:
        super().__init__(expression)
        self.text = expression.text

    @property
    def names(self) -> frozenset[str]:
        """The variables that it takes from its context for sure."""
        return self.args[0].names  # type: ignore[no-any-return]  # the library's

    def holds(self, token: Token, more: Mapping[str, object] | None = None) -> bool:
        """Whether the flow is taken. Raises `StepFailed`."""
        return token.workflow.case.script_engine.holds(token, self.args[0], more)  # type: ignore[no-any-return]

    def _matches(self, task: Token) -> bool:
        return self.holds(task)


def _no_feel(element: str | None, text: str, error: FeelError) -> Bilingual:
    why = error.text.fa if isinstance(error, FeelSyntaxError) else f"«{error}»"
    return Bilingual(f"«{element}»: «{text}» FEEL نیست: {why}", f"{element}: “{text}” is not FEEL: {error}")
