"""FEEL as the language of SpiffWorkflow's script engine, so that a difference is never one of languages.

`task.data` stays a plain dict of JSON values."""

import re
from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.script_engine import BasePythonScriptEngineEnvironment

import engine
from tests.unit.engine.differential.clock import Clock

#: a duration, moment or cycle of ISO 8601: what BPMN writes into a timer isn't an expression
ISO_8601 = re.compile(r"P[\dT]|R\d*/|\d{4}-\d{2}-\d{2}")


class ScriptWithoutVariables(ValueError):
    """The script gives a value that isn't a context, so no variable gets it."""


class FeelEnvironment(BasePythonScriptEngineEnvironment):
    """Expressions and scripts in FEEL; the entries of the context that a script gives become data."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock

    def evaluate(
        self, expression: str, context: Mapping[str, Any], external_context: Mapping[str, Any] | None = None
    ) -> object:
        """The value as JSON; None for what can't be worked out. Times are given back as they are written."""
        if ISO_8601.match(expression.strip()):
            return expression.strip()
        return engine.value_of(expression, {**(external_context or {}), **context}, now=self.clock.now)

    def execute(self, script: str, context: dict[str, Any], external_context: Mapping[str, Any] | None = None) -> bool:
        """Put what the script gives into `context`. Raises `ScriptWithoutVariables`."""
        value = self.evaluate(script, context, external_context)
        if isinstance(value, Mapping):
            context.update(value)
        elif value is not None:
            raise ScriptWithoutVariables(script)
        return True
