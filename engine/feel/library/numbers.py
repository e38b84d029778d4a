"""Numeric functions (DMN 10.3.4.5): rounding in every way, remainders, roots and logarithms."""

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
    DecimalException,
    InvalidOperation,
)

from engine.feel.arithmetic import negate
from engine.feel.errors import Undefined
from engine.feel.library.registry import builtin
from engine.feel.numbers import integer, whole
from engine.feel.temporal import DaysDuration, MonthsDuration
from engine.feel.values import DECIMAL128, Value, no_truth

#: Places that a number may be rounded to (DMN 10.3.4.5).
_MIN_SCALE, _MAX_SCALE = -6111, 6176


def _rounded(value: Decimal, scale: Decimal | None, rounding: str) -> Decimal:
    places = 0 if scale is None else integer(scale)
    if not _MIN_SCALE <= places <= _MAX_SCALE:
        raise Undefined(f"a number can't be rounded to {places} places")
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= places:
        return value
    context = DECIMAL128.copy()
    context.prec = max(DECIMAL128.prec, value.adjusted() + places + 2)
    try:
        return DECIMAL128.plus(_plain(value.quantize(Decimal(1).scaleb(-places), rounding, context)))
    except InvalidOperation:
        raise Undefined(f"{value} can't be rounded to {places} places") from None


def _plain(value: Decimal) -> Decimal:
    """The number without a positive exponent, and zero without a sign."""
    exponent = value.as_tuple().exponent
    if not value:
        return abs(value) if isinstance(exponent, int) and exponent <= 0 else Decimal(0)
    return value


@builtin("decimal(n: number, scale: number)")
def decimal(value: Decimal, scale: Decimal) -> Decimal:
    return _rounded(value, scale, ROUND_HALF_EVEN)


@builtin("floor(n: number, scale: number?)")
def floor(value: Decimal, scale: Decimal | None = None) -> Decimal:
    return _rounded(value, scale, ROUND_FLOOR)


@builtin("ceiling(n: number, scale: number?)")
def ceiling(value: Decimal, scale: Decimal | None = None) -> Decimal:
    return _rounded(value, scale, ROUND_CEILING)


@builtin("round up(n: number, scale: number)")
def round_up(value: Decimal, scale: Decimal) -> Decimal:
    return _rounded(value, scale, ROUND_UP)


@builtin("round down(n: number, scale: number)")
def round_down(value: Decimal, scale: Decimal) -> Decimal:
    return _rounded(value, scale, ROUND_DOWN)


@builtin("round half up(n: number, scale: number)")
def round_half_up(value: Decimal, scale: Decimal) -> Decimal:
    return _rounded(value, scale, ROUND_HALF_UP)


@builtin("round half down(n: number, scale: number)")
def round_half_down(value: Decimal, scale: Decimal) -> Decimal:
    return _rounded(value, scale, ROUND_HALF_DOWN)


@builtin("round half even(n: number, scale: number)")
def round_half_even(value: Decimal, scale: Decimal) -> Decimal:
    return _rounded(value, scale, ROUND_HALF_EVEN)


@builtin("abs(n: number|days and time duration|years and months duration)")
def absolute(value: Decimal | DaysDuration | MonthsDuration) -> Value:
    size = value if isinstance(value, Decimal) else value.nanos if isinstance(value, DaysDuration) else value.months
    return negate(value) if size < 0 else value


@builtin("modulo(dividend: number, divisor: number)")
def modulo(dividend: Decimal, divisor: Decimal) -> Decimal:
    """The remainder with the divisor's sign: `dividend - divisor * floor(dividend / divisor)`."""
    if not divisor:
        raise Undefined("the divisor is zero")
    try:
        remainder = DECIMAL128.remainder(dividend, divisor)
    except DecimalException:
        quotient = _rounded(DECIMAL128.divide(dividend, divisor), None, ROUND_FLOOR)
        return DECIMAL128.subtract(dividend, DECIMAL128.multiply(divisor, quotient))
    return DECIMAL128.add(remainder, divisor) if remainder and (remainder < 0) != (divisor < 0) else _plain(remainder)


@builtin("sqrt(number: number)", cost=50)
def square_root(value: Decimal) -> Decimal:
    if value < 0:
        raise Undefined("a negative number has no square root")
    return DECIMAL128.sqrt(value)


@builtin("log(number: number)", cost=200)
def logarithm(value: Decimal) -> Decimal:
    if value <= 0:
        raise Undefined("only a positive number has a logarithm")
    return DECIMAL128.ln(value)


@builtin("exp(number: number)", cost=200)
def exponential(value: Decimal) -> Decimal:
    return DECIMAL128.exp(value)


@builtin("odd(number: number)")
def odd(value: Decimal) -> bool:
    number = whole(value)
    if number is None:
        raise Undefined("only a whole number is odd or even")
    return number % 2 == 1


@builtin("even(number: number)")
def even(value: Decimal) -> bool:
    return not odd(value)


@builtin("not(negand: any)")
def negation(value: Value) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise Undefined(no_truth(value))
    return None if value is None else not value
