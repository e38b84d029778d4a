"""Between JSON and FEEL values. Case data is JSON only; this is the one place that converts it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, DecimalException
from typing import TypeAlias

from engine.feel.errors import BudgetExceeded, NotData
from engine.feel.functions import Function
from engine.feel.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time, from_datetime
from engine.feel.temporal_text import format_temporal
from engine.feel.values import DECIMAL128, Context, Range, Value, kind_of

Json: TypeAlias = object

MAX_DEPTH = 100
MAX_NODES = 100_000
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
    return value if type(value) in READY else _from_json(value, 0)


def _from_json(value: Json, depth: int) -> Value:
    kind = type(value)
    if kind in READY:
        return value
    if depth > MAX_DEPTH:
        raise BudgetExceeded("the data are nested too deeply")
    if kind is dict:
        return Context({str(key): _from_json(item, depth + 1) for key, item in value.items()})  # type: ignore[attr-defined]
    if kind is list:
        return tuple([_from_json(item, depth + 1) for item in value])  # type: ignore[attr-defined]
    convert = _FROM_PYTHON.get(kind)
    return convert(value) if convert else _from_other(value, depth)


def _from_other(value: Json, depth: int) -> Value:
    """Subclasses and other mappings and sequences."""
    if isinstance(value, Mapping):
        return _from_json(dict(value), depth)
    if isinstance(value, list):
        return _from_json(list(value), depth)
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

    Raises `BudgetExceeded` where a value that shares parts with itself would unfold beyond `MAX_NODES`."""
    return _to_json(value, 0, [MAX_NODES], number)


def _to_json(value: Value, depth: int, left: list[int], number: Callable[[Decimal], Json]) -> Json:
    left[0] -= 1
    if left[0] < 0 or depth > MAX_DEPTH:
        raise BudgetExceeded("the value is too large to be stored")
    if isinstance(value, Mapping):
        return {key: _to_json(item, depth + 1, left, number) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_to_json(item, depth + 1, left, number) for item in value]
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, Date | Time | DateTime | DaysDuration | MonthsDuration):
        return format_temporal(value)
    if isinstance(value, Range):
        return text_of(value)
    return value if value is None or isinstance(value, bool | str | int | float) else None


def text_of(value: Value) -> str:
    """FEEL's `string()` of a value; a string inside a list or context is quoted."""
    return value if isinstance(value, str) else _text_of(value, [MAX_NODES])


def _text_of(value: Value, left: list[int]) -> str:
    left[0] -= 1
    if left[0] < 0:
        raise BudgetExceeded("the value is too large to be written out")
    write = _WRITERS.get(type(value))
    return write(value, left) if write else kind_of(value)


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _list_text(value: tuple[Value, ...], left: list[int]) -> str:
    return "[" + ", ".join([_text_of(item, left) for item in value]) + "]"


def _key_text(key: str) -> str:
    """A key as a context literal spells it: bare where it is a single word, else quoted."""
    return key if key.isidentifier() else _quoted(key)


def _context_text(value: Context, left: list[int]) -> str:
    return "{" + ", ".join([f"{_key_text(key)}: {_text_of(item, left)}" for key, item in value.items()]) + "}"


def _range_text(value: Range, left: list[int]) -> str:
    opening = "[" if value.start_included else "("
    closing = "]" if value.end_included else ")"
    start = "" if value.start is None else _text_of(value.start, left)
    end = "" if value.end is None else _text_of(value.end, left)
    if not start:
        return f"({'<=' if value.end_included else '<'} {end})"
    if not end:
        return f"({'>=' if value.start_included else '>'} {start})"
    return f"{opening}{start}..{end}{closing}"


_WRITERS: dict[type, Callable[..., str]] = {
    type(None): lambda _value, _left: "null",
    bool: lambda value, _left: "true" if value else "false",
    str: lambda value, _left: _quoted(value),
    Decimal: lambda value, _left: format(value, "f"),
    tuple: _list_text,
    Context: _context_text,
    Range: _range_text,
    Date: lambda value, _left: format_temporal(value),
    Time: lambda value, _left: format_temporal(value),
    DateTime: lambda value, _left: format_temporal(value),
    DaysDuration: lambda value, _left: format_temporal(value),
    MonthsDuration: lambda value, _left: format_temporal(value),
}
