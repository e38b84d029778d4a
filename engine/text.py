"""Texts with FEEL in double braces: letters, notices, names with data in them."""

import re
from collections.abc import Callable
from datetime import datetime

from engine.errors import EngineError
from engine.feel import FeelError, compile_expression
from engine.feel.values import Value
from engine.feel.wire import text_of
from engine.model import Data

_HOLE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


class BadTemplate(EngineError):
    """The text has FEEL in it that can't be used."""


def plain(value: Value) -> str:
    """How a value reads where nobody said otherwise: nothing for null, FEEL's own text for the rest."""
    return "" if value is None else text_of(value)


def fill(template: str, data: Data, *, now: datetime, show: Callable[[object], str] = plain) -> str:
    """The text with every `{{ FEEL }}` replaced by `show(value)`. Values are FEEL's (Decimal, dates …) and never read
    as FEEL again.

    Raises `BadTemplate` where an expression doesn't parse or takes too long."""

    def value_of(hole: re.Match[str]) -> str:
        text = hole[1].strip()
        try:
            return show(compile_expression(text).evaluate(data, now=now))
        except FeelError as error:
            raise BadTemplate(f"“{text}”: {error}") from error

    return _HOLE.sub(value_of, template)
