"""ISO 8601 text of case data where a date, time or duration is needed.

JSON has no dates, so those of a case are text. Where an evaluation says so (`Run.dates_as_text`), what would have no
result because of that is tried once more with the text read as what it spells. Text stays text everywhere else, so
nothing that a citizen writes changes its kind; decision models don't need this, for their types say what is a date."""

import re

from engine.feel.errors import Undefined
from engine.feel.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
from engine.feel.temporal_text import parse_temporal
from engine.feel.values import Range, Value

TEMPORAL = (Date, Time, DateTime, DaysDuration, MonthsDuration)
#: Longer text is no date.
_MAX_TEXT = 80
_SHORT_TIME = re.compile(r"\d\d:\d\d", re.ASCII)


def read(value: Value) -> Value:
    """What the text spells; any other value, and text that spells nothing, as it is."""
    if not isinstance(value, str) or len(value) > _MAX_TEXT:
        return value
    try:
        return parse_temporal(f"{value}:00" if _SHORT_TIME.fullmatch(value) else value)
    except Undefined:
        return value


def read_beside(value: Value, other: Value) -> Value:
    """The text as a value that can be compared with the other one; a day beside a moment is its midnight there."""
    like = _like(other)
    if like is None or not isinstance(value, str):
        return value
    found = read(value)
    if isinstance(like, DateTime) and isinstance(found, Date):
        return DateTime(found, Time(0, like.time.zone))
    return found if type(found) is type(like) else value


def _like(other: Value) -> Value:
    """The date, time or duration that a value is compared with: the other itself, or inside of a range or list."""
    if isinstance(other, Range):
        return _like(other.end if other.start is None else other.start)
    if isinstance(other, tuple):
        return next((like for like in map(_like, other[:100]) if like is not None), None)
    return other if isinstance(other, TEMPORAL) else None
