"""FEEL as the language of the library's script engine, which evaluates conditions, scripts and counts."""

from collections.abc import Mapping
from functools import lru_cache

from SpiffWorkflow.bpmn.script_engine.python_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.script_engine.python_environment import BasePythonScriptEngineEnvironment

from engine.execution.expressions import THROWING, Expression
from engine.execution.kernel import StepTime, Token


class FeelEnvironment(BasePythonScriptEngineEnvironment):
    """Evaluates over a mapping, at the moment of the step. Nothing of it is Python."""

    def __init__(self, step: StepTime) -> None:
        super().__init__()
        self.step = step

    def evaluate(
        self,
        expression: Expression | str,
        context: Mapping[str, object],
        external_context: Mapping[str, object] | None = None,
    ) -> object:
        """The value as JSON; names of `external_context` hide those of `context`. Raises `StepFailed`."""
        names = {**context, **external_context} if external_context else context
        step = self.step
        return _compiled(expression).json_over(names, step.calendar.shows(step.now))

    def execute(
        self,
        script: Expression | str,
        context: Mapping[str, object],
        external_context: Mapping[str, object] | None = None,
    ) -> object:
        """The value of a script; whoever asked keeps it. Raises `StepFailed`, and `ErrorThrown` where it ends so."""
        found = _compiled(script)
        step = self.step
        return found.json_over(context, step.calendar.shows(step.now), THROWING if found.throws else external_context)


class FeelScriptEngine(PythonScriptEngine):
    """The library's script engine with that environment. What can't be evaluated is a `StepFailed`, with its code and
    the expression; the library's own engine tells it in a sentence."""

    def __init__(self, step: StepTime) -> None:
        super().__init__(FeelEnvironment(step))

    def validate(self, expression: str) -> None:
        """Raises `DefinitionError` for what isn't FEEL."""
        _compiled(expression)

    def evaluate(
        self, task: Token, expression: Expression | str, external_context: Mapping[str, object] | None = None
    ) -> object:
        """The value over the data of a task. Raises `StepFailed`."""
        return self.environment.evaluate(expression, task.variables.view(), external_context)

    def holds(self, task: Token, expression: Expression, external_context: Mapping[str, object] | None = None) -> bool:
        """Whether a condition yields true over the data of a task; null and everything else is false. Raises
        `StepFailed`."""
        return expression.holds(task, external_context)

    def execute(
        self, task: Token, script: Expression | str, external_context: Mapping[str, object] | None = None
    ) -> object:
        """The value of a script over the data of a task. Raises as the environment's `execute`."""
        return self.environment.execute(script, task.variables.view(), external_context)


@lru_cache(maxsize=256)
def _from_text(text: str) -> Expression:
    return Expression(text, element=None)


def _compiled(expression: Expression | str) -> Expression:
    return _from_text(expression) if isinstance(expression, str) else expression
