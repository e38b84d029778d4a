"""Texts with FEEL in double braces: letters, notices, names with data in them.

All of a text is one evaluation: its expressions share one budget, and what they give has a limit together."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from engine.errors import EngineError
from engine.feel import DEFAULT, Budget, BudgetExceeded, FeelError, Limit, compile_expression
from engine.feel.json import Room
from engine.feel.scope import Run
from engine.feel.temporal import Date, DateTime
from engine.feel.text import text_of
from engine.feel.values import Value
from engine.model import Data
from engine.time import DEFAULT_CALENDAR

#: What the expressions of one text may use.
BUDGET = Budget(steps=5 * DEFAULT.steps)
#: Characters that they may give together.
MAX_FILLED = 200_000
_OPENS, _CLOSES = "{{", "}}"


class BadTemplate(EngineError):
    """The text has FEEL in it that can't be used."""


def plain(value: Value) -> str:
    """How a value reads where nobody said otherwise: nothing for null, FEEL's own text for the rest."""
    return "" if value is None else text_of(value)


def fill(template: str, data: Data, *, now: datetime, show: Callable[[object], str] | None = None) -> str:
    """The text with every `{{ FEEL }}` replaced by `show(value)`, by `plain` without one; never read as FEEL again.

    `show` is given Python's own values: None, bool, str, Decimal, date, datetime (without a zone where FEEL's has
    none), lists and dicts of them; what Python has no such value for (durations, times, ranges) comes as FEEL's text.

    Raises `BadTemplate` where an expression doesn't parse or takes too long, or where they give more than `MAX_FILLED`
    characters."""
    run = Run(BUDGET, DEFAULT_CALENDAR.shows(now), dates_as_text=True)
    parts: list[str] = []
    place, left = 0, MAX_FILLED
    for start, end in _holes(template):
        text = template[start:end].strip()
        try:
            value = compile_expression(text).value(data, run)
            filled = plain(value) if show is None else show(_as_python(value, Room(MAX_FILLED, "shown"), 0))
            left -= len(filled)
            if left < 0:
                raise BudgetExceeded(f"the text is filled with more than {MAX_FILLED} characters", Limit.TEXT)
        except FeelError as error:
            raise BadTemplate(f"“{text}”: {error}") from error
        parts += (template[place : start - len(_OPENS)], filled)
        place = end + len(_CLOSES)
    return "".join(parts) + template[place:]


def _holes(template: str) -> Iterator[tuple[int, int]]:
    """Start and end of what stands between double braces."""
    opened = template.find(_OPENS)
    while opened >= 0:
        closed = template.find(_CLOSES, opened + len(_OPENS))
        if closed < 0:
            return
        yield opened + len(_OPENS), closed
        opened = template.find(_OPENS, closed + len(_CLOSES))


def _as_python(value: Value, room: Room, depth: int) -> object:
    """Raises `BudgetExceeded` where a value that shares parts with itself would be too large."""
    room.take(depth, len(value) if isinstance(value, str) else 0)
    match value:
        case None | bool() | str() | Decimal():
            return value
        case list() | tuple():
            return [_as_python(part, room, depth + 1) for part in value]
        case dict():
            room.take(depth, sum(map(len, value)))
            return {key: _as_python(part, room, depth + 1) for key, part in value.items()}
        case Date() if 1 <= value.year <= 9999:
            return date(value.year, value.month, value.day)
        case DateTime(date=day, time=time) if 1 <= day.year <= 9999:
            zone = None if value.offset is None else timezone(timedelta(seconds=value.offset))
            return datetime(day.year, day.month, day.day, time.hour, time.minute, time.second, tzinfo=zone)
    return text_of(value)
