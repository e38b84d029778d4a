"""Paths: entries of contexts, projections of lists, and the properties of dates, times, durations and ranges."""

from collections.abc import Callable

from engine.feel import date_coercion
from engine.feel.errors import Undefined
from engine.feel.json import from_json
from engine.feel.scope import Run
from engine.feel.temporal import NANOS, Date, DateTime, DaysDuration, MonthsDuration, Time
from engine.feel.values import Context, Range, Value, kind_of


def step(value: Value, name: str, run: Run) -> Value:
    """The value of `value.name`; a list gives the list of its elements' values. Raises `Undefined`."""
    if isinstance(value, Context):
        if name not in value:
            raise Undefined(f"the context has no entry {name}")
        return value[name]
    if isinstance(value, tuple):
        run.charge(len(value))
        return tuple([_of_element(item, name, run) for item in value])
    if run.dates_as_text:
        value = date_coercion.read(value)
    read = _PROPERTIES.get(type(value), {}).get(name)
    if read is None:
        raise Undefined(f"{kind_of(value)} has no property {name}")
    return from_json(read(value))


def _of_element(item: Value, name: str, run: Run) -> Value:
    try:
        return step(item, name, run)
    except Undefined as why:
        return run.null(why)


def _offset(value: Time | DateTime) -> DaysDuration | None:
    return None if value.offset is None else DaysDuration(value.offset * NANOS)


def _zone_name(zone: int | str | None) -> str | None:
    return zone if isinstance(zone, str) else None


def _part(total: int, unit: int, modulus: int | None = None) -> int:
    """The units in a total, towards zero and with its sign."""
    size = abs(total) // unit
    size = size if modulus is None else size % modulus
    return -size if total < 0 else size


_DATE: dict[str, Callable[[Date], object]] = {
    "year": lambda value: value.year,
    "month": lambda value: value.month,
    "day": lambda value: value.day,
    "weekday": lambda value: value.weekday,
}
_TIME: dict[str, Callable[[Time], object]] = {
    "hour": lambda value: value.hour,
    "minute": lambda value: value.minute,
    "second": lambda value: value.second,
    "time offset": _offset,
    "timezone": lambda value: _zone_name(value.zone),
}
_DATE_TIME: dict[str, Callable[[DateTime], object]] = {
    "year": lambda value: value.date.year,
    "month": lambda value: value.date.month,
    "day": lambda value: value.date.day,
    "weekday": lambda value: value.date.weekday,
    "hour": lambda value: value.time.hour,
    "minute": lambda value: value.time.minute,
    "second": lambda value: value.time.second,
    "time offset": _offset,
    "timezone": lambda value: _zone_name(value.time.zone),
}
_DAYS: dict[str, Callable[[DaysDuration], object]] = {
    "days": lambda value: _part(value.nanos, 86_400 * NANOS),
    "hours": lambda value: _part(value.nanos, 3600 * NANOS, 24),
    "minutes": lambda value: _part(value.nanos, 60 * NANOS, 60),
    "seconds": lambda value: _part(value.nanos, NANOS, 60),
}
_MONTHS: dict[str, Callable[[MonthsDuration], object]] = {
    "years": lambda value: _part(value.months, 12),
    "months": lambda value: _part(value.months, 1, 12),
}
_RANGE: dict[str, Callable[[Range], object]] = {
    "start": lambda value: value.start,
    "end": lambda value: value.end,
    "start included": lambda value: value.start_included,
    "end included": lambda value: value.end_included,
}
_PROPERTIES: dict[type, dict[str, Callable[..., object]]] = {
    Date: _DATE,
    Time: _TIME,
    DateTime: _DATE_TIME,
    DaysDuration: _DAYS,
    MonthsDuration: _MONTHS,
    Range: _RANGE,
}
