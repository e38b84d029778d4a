"""Numbers as counts and positions: the checked ways from a FEEL number to a Python int."""

from decimal import Decimal

from engine.feel.errors import Undefined
from engine.feel.values import DECIMAL128, Value


def integer(value: Decimal) -> int:
    """The number without its fraction; raises `Undefined` for one of more than 34 digits."""
    if value.adjusted() >= DECIMAL128.prec:
        raise Undefined(f"{value} is too large here")
    return int(value)


def whole(value: Value) -> int | None:
    """The value as an int if it is a whole number of at most 34 digits."""
    if isinstance(value, Decimal) and value.adjusted() < DECIMAL128.prec and value == value.to_integral_value():
        return int(value)
    return None
