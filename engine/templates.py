"""Texts with FEEL in double braces: letters, notices, names with data in them."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from engine.errors import EngineError
from engine.feel import FeelError, compile_expression
from engine.feel.json import text_of
from engine.feel.temporal import Date, DateTime
from engine.feel.values import Value
from engine.model import Data
from engine.time import DEFAULT_CALENDAR

_HOLE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


class BadTemplate(EngineError):
    """The text has FEEL in it that can't be used."""


def plain(value: Value) -> str:
    """How a value reads where nobody said otherwise: nothing for null, FEEL's own text for the rest."""
    return "" if value is None else text_of(value)


def fill(template: str, data: Data, *, now: datetime, show: Callable[[object], str] | None = None) -> str:
    """The text with every `{{ FEEL }}` replaced by `show(value)`, by `plain` without one; never read as FEEL again.

    `show` is given Python's own values: None, bool, str, Decimal, date, aware datetime, lists and dicts of them; what
    Python has no such value for (durations, local times, ranges) comes as FEEL's text.

    Raises `BadTemplate` where an expression doesn't parse or takes too long."""

    def value_of(hole: re.Match[str]) -> str:
        text = hole[1].strip()
        try:
            value = compile_expression(text).evaluate(data, now=DEFAULT_CALENDAR.shows(now), dates_as_text=True)
            return plain(value) if show is None else show(_as_python(value))
        except FeelError as error:
            raise BadTemplate(f"“{text}”: {error}") from error

    return _HOLE.sub(value_of, template)


def _as_python(value: Value) -> object:
    match value:
        case None | bool() | str() | Decimal():
            return value
        case list() | tuple():
            return [_as_python(part) for part in value]
        case dict():
            return {key: _as_python(part) for key, part in value.items()}
        case Date() if 1 <= value.year <= 9999:
            return date(value.year, value.month, value.day)
        case DateTime(date=day, time=time) if value.offset is not None and 1 <= day.year <= 9999:
            zone = timezone(timedelta(seconds=value.offset))
            return datetime(day.year, day.month, day.day, time.hour, time.minute, time.second, tzinfo=zone)
    return text_of(value)
