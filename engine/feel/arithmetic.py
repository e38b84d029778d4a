"""`+ - * / **` over numbers, strings, dates, times and durations (DMN 10.3.2.3.4 ff., tables 50-52)."""

from collections.abc import Callable
from decimal import Decimal, DecimalException
from typing import TypeAlias

from engine.feel.errors import Undefined
from engine.feel.temporal import DAY, Date, DateTime, DaysDuration, MonthsDuration, Time, midnight
from engine.feel.values import DECIMAL128, Value, kind_of

Operation: TypeAlias = Callable[..., Value]
#: Beyond the span of the calendar no duration means anything.
_MAX_NANOS = 10**27


def calculate(operator: str, left: Value, right: Value) -> Value:
    """The result of `left operator right`; raises `Undefined` where there is none."""
    operation = _OPERATIONS[operator].get((type(left), type(right)))
    if operation is None:
        raise Undefined(f"{kind_of(left)} {operator} {kind_of(right)} has no result")
    try:
        return operation(left, right)
    except DecimalException:
        raise Undefined(f"{_shown(left)} {operator} {_shown(right)} has no result") from None


def _shown(value: Value) -> str:
    return str(value) if isinstance(value, Decimal) else kind_of(value)


def negate(value: Value) -> Value:
    """The number or duration with its sign turned; raises `Undefined` for others."""
    match value:
        case Decimal():
            return value.copy_negate() if value else value
        case DaysDuration():
            return DaysDuration(-value.nanos)
        case MonthsDuration():
            return MonthsDuration(-value.months)
    raise Undefined(f"{kind_of(value)} has no negative")


def days(nanos: int) -> DaysDuration:
    """A days and time duration within bounds; raises `Undefined` beyond them."""
    if abs(nanos) > _MAX_NANOS:
        raise Undefined("the duration is too long")
    return DaysDuration(nanos)


def months(total: int) -> MonthsDuration:
    """A years and months duration within bounds; raises `Undefined` beyond them."""
    if abs(total) > _MAX_NANOS:
        raise Undefined("the duration is too long")
    return MonthsDuration(total)


def _date_plus(value: Date, duration: DaysDuration) -> Date:
    return Date.from_ordinal(value.ordinal + duration.nanos // DAY)


def _time_plus(value: Time, duration: DaysDuration) -> Time:
    return Time((value.nanos + duration.nanos) % DAY, value.zone)


def _elapsed(later: DateTime | Time, earlier: DateTime | Time) -> DaysDuration:
    if (later.offset is None) != (earlier.offset is None):
        raise Undefined("a local time and a time with a zone have no difference")
    return days(later.value - earlier.value)


def _scaled(amount: int, factor: Decimal) -> int:
    product = DECIMAL128.multiply(Decimal(amount), factor)
    if product.adjusted() > 30:
        raise Undefined("the duration is too long")
    return int(product)


def _shrunk(amount: int, divisor: Decimal) -> int:
    return _scaled(1, DECIMAL128.divide(Decimal(amount), divisor))


def _quotient(left: int, right: int) -> Decimal:
    return DECIMAL128.divide(Decimal(left), Decimal(right))


def _product(left: Decimal, right: Decimal) -> Decimal:
    """Zero has no sign in FEEL, though decimals know `-0`."""
    result = DECIMAL128.multiply(left, right)
    return result or result.copy_abs()


def _ratio(left: Decimal, right: Decimal) -> Decimal:
    result = DECIMAL128.divide(left, right)
    return result or result.copy_abs()


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    """By IEEE 754-2008 the power zero of any number is one, also of zero itself."""
    if base:
        return DECIMAL128.power(base, exponent)
    if exponent < 0:
        raise Undefined("zero has no negative power")
    return Decimal(0) if exponent else Decimal(1)


_Table: TypeAlias = dict[tuple[type, type], Operation]
_ADD: _Table = {
    (Decimal, Decimal): DECIMAL128.add,
    (str, str): lambda left, right: left + right,
    (Date, DaysDuration): _date_plus,
    (Date, MonthsDuration): lambda left, right: left.add_months(right.months),
    (Time, DaysDuration): _time_plus,
    (DateTime, DaysDuration): lambda left, right: left.add_nanos(right.nanos),
    (DateTime, MonthsDuration): lambda left, right: left.add_months(right.months),
    (DaysDuration, DaysDuration): lambda left, right: days(left.nanos + right.nanos),
    (MonthsDuration, MonthsDuration): lambda left, right: months(left.months + right.months),
    (DaysDuration, Date): lambda left, right: _date_plus(right, left),
    (DaysDuration, Time): lambda left, right: _time_plus(right, left),
    (DaysDuration, DateTime): lambda left, right: right.add_nanos(left.nanos),
    (MonthsDuration, Date): lambda left, right: right.add_months(left.months),
    (MonthsDuration, DateTime): lambda left, right: right.add_months(left.months),
}
_SUBTRACT: _Table = {
    (Decimal, Decimal): DECIMAL128.subtract,
    (Date, Date): lambda left, right: days((left.ordinal - right.ordinal) * DAY),
    (DateTime, DateTime): _elapsed,
    (Time, Time): _elapsed,
    (Date, DateTime): lambda left, right: _elapsed(midnight(left), right),
    (DateTime, Date): lambda left, right: _elapsed(left, midnight(right)),
    (Date, DaysDuration): lambda left, right: _date_plus(left, DaysDuration(-right.nanos)),
    (Date, MonthsDuration): lambda left, right: left.add_months(-right.months),
    (Time, DaysDuration): lambda left, right: _time_plus(left, DaysDuration(-right.nanos)),
    (DateTime, DaysDuration): lambda left, right: left.add_nanos(-right.nanos),
    (DateTime, MonthsDuration): lambda left, right: left.add_months(-right.months),
    (DaysDuration, DaysDuration): lambda left, right: days(left.nanos - right.nanos),
    (MonthsDuration, MonthsDuration): lambda left, right: months(left.months - right.months),
}
_MULTIPLY: _Table = {
    (Decimal, Decimal): _product,
    (DaysDuration, Decimal): lambda left, right: days(_scaled(left.nanos, right)),
    (Decimal, DaysDuration): lambda left, right: days(_scaled(right.nanos, left)),
    (MonthsDuration, Decimal): lambda left, right: months(_scaled(left.months, right)),
    (Decimal, MonthsDuration): lambda left, right: months(_scaled(right.months, left)),
}
_DIVIDE: _Table = {
    (Decimal, Decimal): _ratio,
    (DaysDuration, Decimal): lambda left, right: days(_shrunk(left.nanos, right)),
    (MonthsDuration, Decimal): lambda left, right: months(_shrunk(left.months, right)),
    (DaysDuration, DaysDuration): lambda left, right: _quotient(left.nanos, right.nanos),
    (MonthsDuration, MonthsDuration): lambda left, right: _quotient(left.months, right.months),
}
_OPERATIONS: dict[str, _Table] = {
    "+": _ADD,
    "-": _SUBTRACT,
    "*": _MULTIPLY,
    "/": _DIVIDE,
    "**": {(Decimal, Decimal): _power},
}
