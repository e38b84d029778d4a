"""Between JSON and FEEL values. Case data is JSON only; this is the one place that converts it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, DecimalException
from typing import TypeAlias

from engine.feel.errors import BudgetExceeded, Limit, NotData
from engine.feel.functions import Function
from engine.feel.scope import COPIED, Run
from engine.feel.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time, from_datetime
from engine.feel.temporal_text import format_temporal
from engine.feel.text import text_of
from engine.feel.values import DECIMAL128, Context, Range, Value

Json: TypeAlias = object

MAX_DEPTH = 100
#: Parts of one value that is stored; sixteen characters of text count as a part.
MAX_NODES = 100_000
#: Parts of the data that are converted for a step, as a power of two.
_CONVERTED = 2
#: Kinds that `from_json` leaves as they are. A tuple is a FEEL list already; JSON's is a Python list.
READY = frozenset(
    {
        Function,
        type(None),
        bool,
        str,
        Decimal,
        tuple,
        Context,
        Range,
        Date,
        Time,
        DateTime,
        DaysDuration,
        MonthsDuration,
    }
)


def from_json(value: Json) -> Value:
    """The FEEL value of JSON data; Python's dates and durations are taken too.

    Text stays text: what type it has is for the model to say. NaN and infinity become null.
    Raises `BudgetExceeded` for data nested too deeply and `NotData` for other objects."""
    return value if type(value) in READY else _from_json(value, 0, None)


def given(value: Json, run: Run) -> Value:
    """The same of a part of the data that a run is over, which pays for it. A list or object is converted once in a
    run, so that an expression which names it a thousand times holds it once."""
    kind = type(value)
    convert = _FROM_PYTHON.get(kind)
    if convert is not None:  # the way of most
        return convert(value)
    if kind is not list and kind is not dict:
        return _from_json(value, 0, run)
    if run.converted is None:
        run.converted = {}
    known = run.converted.get(id(value))
    if known is None:
        known = run.converted[id(value)] = (value, _from_json(value, 0, run))
    return known[1]


def _from_json(value: Json, depth: int, run: Run | None) -> Value:
    kind = type(value)
    if kind in READY:
        return value
    if depth > MAX_DEPTH:
        raise BudgetExceeded("the data are nested too deeply", Limit.NESTING)
    if kind is dict or kind is list:
        if run is not None:
            run.charge(1 + (len(value) >> _CONVERTED))  # type: ignore[arg-type]
        if kind is list:
            return tuple([_from_json(item, depth + 1, run) for item in value])  # type: ignore[attr-defined]
        return Context({str(key): _from_json(item, depth + 1, run) for key, item in value.items()})  # type: ignore[attr-defined]
    convert = _FROM_PYTHON.get(kind)
    return convert(value) if convert else _from_other(value, depth, run)


def _from_other(value: Json, depth: int, run: Run | None) -> Value:
    """Subclasses and other mappings and sequences."""
    if isinstance(value, Mapping):
        return _from_json(dict(value), depth, run)
    if isinstance(value, list):
        return _from_json(list(value), depth, run)
    for kind, convert in _FROM_PYTHON.items():
        if isinstance(value, kind):
            return convert(value)
    raise NotData(f"a Python {type(value).__name__} is neither JSON nor a FEEL value")


def _number(value: int | float | str) -> Value:
    try:
        number = DECIMAL128.create_decimal(value if isinstance(value, int) else repr(value))
    except DecimalException:
        return None
    return number if number.is_finite() else None


def _text(value: str) -> Value:
    return str(value)


def _date(value: date) -> Value:
    return Date(value.year, value.month, value.day)


def _time(value: time) -> Value:
    offset = value.utcoffset()
    zone = None if offset is None else int(offset.total_seconds())
    return Time.of(value.hour, value.minute, value.second, value.microsecond * 1000, zone)


def _duration(value: timedelta) -> Value:
    return DaysDuration((value.days * 86_400 + value.seconds) * 1_000_000_000 + value.microseconds * 1000)


_FROM_PYTHON: dict[type, Callable[..., Value]] = {
    int: _number,
    float: _number,
    str: _text,
    datetime: from_datetime,
    date: _date,
    time: _time,
    timedelta: _duration,
}


def _json_number(value: Decimal) -> Json:
    if not value.is_finite():
        return None
    if not value:
        return 0
    if value == value.to_integral_value() and value.adjusted() < 40:
        return int(value)
    number = float(value)
    return number if Decimal(repr(number)) == value else format(DECIMAL128.normalize(value), "f")


def to_json(value: Value, *, number: Callable[[Decimal], Json] = _json_number) -> Json:
    """JSON data of a FEEL value: whole numbers int, others float where it keeps every digit and else text,
    dates, times and durations ISO 8601 text, ranges FEEL text, functions null. `number` may write numbers otherwise.

    Raises `BudgetExceeded` where a value that shares parts with itself, such as a list that holds one long text many
    times, would unfold beyond `MAX_NODES`."""
    kind = type(value)
    if kind is str or kind is bool or value is None:  # the way of most
        return value
    return number(value) if kind is Decimal else _to_json(value, 0, Room(MAX_NODES), number)  # type: ignore[arg-type]


class Room:
    """How much of a value may still be written; what shares parts with itself is counted as often as it is written."""

    __slots__ = ("_purpose", "left")

    def __init__(self, parts: int, purpose: str = "stored") -> None:
        self.left = parts
        self._purpose = purpose

    def take(self, depth: int, characters: int = 0) -> None:
        """Use up a part so deep inside the value, and so many characters. Raises `BudgetExceeded`."""
        self.left -= 1 + (characters >> COPIED)
        if self.left < 0 or depth > MAX_DEPTH:
            raise BudgetExceeded(f"the value is too large to be {self._purpose}", Limit.VALUE)


def _to_json(value: Value, depth: int, room: Room, number: Callable[[Decimal], Json]) -> Json:
    if isinstance(value, Mapping):
        room.take(depth, sum(map(len, value)))
        return {key: _to_json(item, depth + 1, room, number) for key, item in value.items()}
    if isinstance(value, tuple | list):
        room.take(depth)
        return [_to_json(item, depth + 1, room, number) for item in value]
    if isinstance(value, Decimal):
        found = number(value)
    elif isinstance(value, Date | Time | DateTime | DaysDuration | MonthsDuration):
        found = format_temporal(value)
    elif isinstance(value, Range):
        found = text_of(value)
    else:
        found = value if value is None or isinstance(value, bool | str | int | float) else None
    room.take(depth, len(found) if isinstance(found, str) else 0)
    return found
