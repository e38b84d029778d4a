"""Conversion functions (DMN 10.3.4.1): from text and components to dates, times, durations, numbers, and back."""

import re
from decimal import Decimal, DecimalException

from engine.feel.errors import FeelError, Undefined
from engine.feel.library.registry import LIBRARY, builtin
from engine.feel.nodes import Call, Interval, Literal, Name, Node
from engine.feel.numbers import integer
from engine.feel.parser import parse_expression
from engine.feel.scope import Run
from engine.feel.temporal import NANOS, Date, DateTime, DaysDuration, MonthsDuration, Time, Zone
from engine.feel.temporal_text import parse_date, parse_date_time, parse_duration, parse_time, parse_zone
from engine.feel.text import text_of
from engine.feel.values import DECIMAL128, Range, Value, less

#: Functions that a range's text may call.
_CONVERSIONS = frozenset({"date", "time", "date and time", "duration"})
_FROM = re.compile(r"\s*([\[(\]])(.*?)\.\.\s*[)\[]\s*", re.DOTALL)
_UP_TO = re.compile(r"\s*[(\]]\s*\.\.(.*?)([\])\[])\s*", re.DOTALL)


@builtin("date(from: string|date|date and time)", cost=30)
def date(value: str | Date | DateTime) -> Date:
    if isinstance(value, DateTime):
        return value.date
    return parse_date(value) if isinstance(value, str) else value


@builtin("date(year: number, month: number, day: number)", cost=30)
def date_of(year: Decimal, month: Decimal, day: Decimal) -> Date:
    return Date(integer(year), integer(month), integer(day))


@builtin("time(from: string|time|date|date and time)", cost=30)
def time(value: str | Time | Date | DateTime) -> Time:
    if isinstance(value, DateTime):
        return value.time
    if isinstance(value, Date):
        return Time(0, 0)
    return parse_time(value) if isinstance(value, str) else value


@builtin("time(hour: number, minute: number, second: number, offset: days and time duration?)", cost=30)
def time_of(hour: Decimal, minute: Decimal, second: Decimal, offset: DaysDuration | None = None) -> Time:
    nanos = integer(second.scaleb(9, DECIMAL128))
    return Time.of(integer(hour), integer(minute), nanos // NANOS, nanos % NANOS, _zone(offset))


def _zone(offset: DaysDuration | None) -> int | None:
    if offset is None:
        return None
    seconds = offset.nanos // NANOS
    if abs(seconds) > 18 * 3600:
        raise Undefined("the offset is longer than 18 hours")
    return seconds


@builtin("date and time(from: string|date|date and time)", cost=30)
def date_and_time(value: str | Date | DateTime) -> DateTime:
    if isinstance(value, Date):
        return DateTime(value, Time(0, 0))
    return parse_date_time(value) if isinstance(value, str) else value


@builtin("date and time(date: date|date and time, time: time)", cost=30)
def date_and_time_of(day: Date | DateTime, clock: Time) -> DateTime:
    return DateTime(day.date if isinstance(day, DateTime) else day, clock)


@builtin("date and time(date: date and time, timezone: string)", cost=30)
def date_and_time_in(moment: DateTime, zone: str) -> DateTime:
    target = _zone_of(zone)
    if moment.offset is None:
        return DateTime(moment.date, Time(moment.time.nanos, target))
    return moment.in_zone(target)


@builtin(
    "date and time(year: number, month: number, day: number, hour: number, minute: number, second: number, "
    "offset: days and time duration?)"
)
def date_and_time_components(
    year: Decimal,
    month: Decimal,
    day: Decimal,
    hour: Decimal,
    minute: Decimal,
    second: Decimal,
    offset: DaysDuration | None = None,
) -> DateTime:
    return DateTime(date_of(year, month, day), time_of(hour, minute, second, offset))


@builtin(
    "date and time(year: number, month: number, day: number, hour: number, minute: number, second: number, "
    "timezone: string)"
)
def date_and_time_in_zone(
    year: Decimal, month: Decimal, day: Decimal, hour: Decimal, minute: Decimal, second: Decimal, zone: str
) -> DateTime:
    clock = Time(time_of(hour, minute, second).nanos, _zone_of(zone))
    return DateTime(date_of(year, month, day), clock)


def _zone_of(text: str) -> Zone | None:
    """The zone of `Z`, `+03:30` or `Asia/Tehran`. Raises `Undefined`."""
    return parse_zone(text if text[:1] in ("Z", "+", "-") else f"@{text}")


@builtin("duration(from: string|days and time duration|years and months duration)", cost=30)
def duration(value: str | DaysDuration | MonthsDuration) -> DaysDuration | MonthsDuration:
    return parse_duration(value) if isinstance(value, str) else value


@builtin("years and months duration(from: date|date and time, to: date|date and time)")
def years_and_months_duration(start: Date | DateTime, end: Date | DateTime) -> MonthsDuration:
    first = start.date if isinstance(start, DateTime) else start
    last = end.date if isinstance(end, DateTime) else end
    total = (last.year - first.year) * 12 + last.month - first.month
    if total > 0 and last.day < first.day:
        total -= 1
    elif total < 0 and last.day > first.day:
        total += 1
    return MonthsDuration(total)


@builtin("number(from: string|number)")
def number(value: str | Decimal) -> Decimal:
    return number_with_separators(value) if isinstance(value, str) else value


@builtin("number(from: string, grouping separator: string|Null, decimal separator: string|Null)")
def number_with_separators(text: str, grouping: str | None = None, decimal: str | None = None) -> Decimal:
    if grouping not in (None, " ", ",", ".") or decimal not in (None, ",", ".") or (grouping and grouping == decimal):
        raise Undefined("the separators are a blank, a comma or a period, and differ")
    plain = text.replace(grouping, "") if grouping else text
    plain = plain.replace(decimal, ".") if decimal else plain
    if not plain.isascii() or "_" in plain or plain != plain.strip():
        raise Undefined(f"{text!r} is not a number")
    try:
        value = DECIMAL128.create_decimal(plain)
    except DecimalException:
        raise Undefined(f"{text!r} is not a number") from None
    if not value.is_finite():
        raise Undefined(f"{text!r} is not a number")
    return value


@builtin("string(from: any)", with_run=True)
def string(run: Run, value: Value) -> str | None:
    return None if value is None else text_of(value, run.budget.string_size)


@builtin("range(from: string)", cost=100, with_run=True)
def range_(run: Run, text: str) -> Range:
    run.charge(len(text) >> 2)  # it is parsed
    try:
        node = parse_expression(_with_one_end(text))
    except FeelError:
        raise Undefined(f"{text!r} is not a range") from None
    if not isinstance(node, Interval):
        raise Undefined(f"{text!r} is not a range")
    start, end = _end(run, node.start), _end(run, node.end)
    if start is None and end is None:
        raise Undefined("a range has an end at least")
    if start is not None and end is not None and less(end, start):
        raise Undefined("the range runs downwards")
    return Range(start, end, node.start_included and start is not None, node.end_included and end is not None)


def _with_one_end(text: str) -> str:
    """A range that is open to one side, such as `[2..)` or `(..2]` (rule 66), as the comparison that it stands for."""
    if found := _FROM.fullmatch(text):
        return f"({'>=' if found[1] == '[' else '>'} {found[2]})"
    if found := _UP_TO.fullmatch(text):
        return f"({'<=' if found[2] == ']' else '<'} {found[1]})"
    return text


def _end(run: Run, node: Node | None) -> Value:
    """An end of a range in text: a literal, or a conversion of literals such as `date("2026-03-21")`."""
    if node is None:
        return None
    if isinstance(node, Literal) and node.value is not None:
        return node.value
    match node:
        case Call(callee=Name(name=name), arguments=arguments) if name in _CONVERSIONS:
            values = [argument.value for argument in arguments if isinstance(argument, Literal)]
            return LIBRARY[name].call(run, values)
    raise Undefined("the ends of a range in text are literals")
