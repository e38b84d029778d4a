"""FEEL values as Python objects, and what they have in common: kinds, equality, order, truth.

null is None, number Decimal, string str, boolean bool, list tuple, context `Context`; all are immutable, so values
may be shared between evaluations. A plain dict, list, int or float is never a FEEL value: `wire` converts it."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Context as DecimalContext
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow, Underflow
from typing import TypeAlias

from engine.feel.errors import Undefined
from engine.feel.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time

#: Any FEEL value; functions that need a certain kind check it.
Value: TypeAlias = object
#: Is told how many elements were looked at, and raises `BudgetExceeded` when they are too many.
Charge: TypeAlias = Callable[[int], None]

#: 34 digits and the exponents of IEEE 754-2008 decimal128, as DMN 10.3.2.3.1 wants. What would need a scale outside of
#: them, too large or too small, has no result, which is null (the same section, and tables 50-52 of arithmetic).
DECIMAL128 = DecimalContext(
    prec=34, Emin=-6143, Emax=6144, traps=[InvalidOperation, DivisionByZero, Overflow, Underflow]
)


class Context(dict[str, Value]):
    """A FEEL context: entries in order. Never changed after it was built."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Range:
    """An interval; an end that is None is open to infinity."""

    start: Value
    end: Value
    start_included: bool
    end_included: bool


_KINDS: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    Decimal: "number",
    str: "string",
    tuple: "list",
    Context: "context",
    Range: "range",
    Date: "date",
    Time: "time",
    DateTime: "date and time",
    DaysDuration: "days and time duration",
    MonthsDuration: "years and months duration",
}


#: Kinds whose equality is Python's.
_PLAIN = frozenset({bool, Decimal, str, Date, DaysDuration, MonthsDuration})


_ORDER: dict[type, Callable[..., Decimal | str | int]] = {
    Decimal: lambda value: value,
    str: lambda value: value,
    Date: lambda value: value.ordinal,
    Time: lambda value: value.value,
    DateTime: lambda value: value.value,
    DaysDuration: lambda value: value.nanos,
    MonthsDuration: lambda value: value.months,
}


def kind_of(value: Value) -> str:
    """The FEEL name of the value's kind, for types and messages."""
    return _KINDS.get(type(value), "function")


def no_truth(value: Value) -> str:
    """The reason why a condition with this value among its parts is null."""
    return f"{kind_of(value)} is neither true nor false"


def is_true(value: Value) -> bool:
    """Whether the value is the boolean true; null, numbers and texts are not."""
    return value is True


def ordering_key(value: Value) -> Decimal | str | int | None:
    """What orders values of the same kind, None for kinds without order."""
    key = _ORDER.get(type(value))
    return key(value) if key else None


def less(left: Value, right: Value) -> bool:
    """Whether left comes before right; raises `Undefined` where the two have no common order."""
    if type(left) is type(right) is Decimal:
        return left < right
    low, high = _comparable_keys(left, right)
    return low < high


def less_or_equal(left: Value, right: Value) -> bool:
    """Whether left does not come after right; raises `Undefined` where the two have no common order."""
    if type(left) is type(right) is Decimal:
        return left <= right
    low, high = _comparable_keys(left, right)
    return low <= high


def _comparable_keys(left: Value, right: Value) -> tuple[Decimal, Decimal]:
    low, high = ordering_key(left), ordering_key(right)
    if type(left) is not type(right) or low is None or high is None:
        raise Undefined(f"{kind_of(left)} and {kind_of(right)} can't be put in order")
    if isinstance(left, Time | DateTime) and isinstance(right, Time | DateTime) and _is_local(left) != _is_local(right):
        raise Undefined("a local time and a time with a zone can't be put in order")
    return low, high  # type: ignore[return-value]  # both of one ordered type, whichever it is


def _is_local(value: Time | DateTime) -> bool:
    return (value.zone if isinstance(value, Time) else value.time.zone) is None


def equal(left: Value, right: Value, charge: Charge) -> bool:
    """FEEL equality of two values (DMN 10.3.2.7): null equals null only; different kinds raise `Undefined`.

    `charge` is told of every element looked at, because a shared list may unfold to a huge one."""
    kind = type(left)
    if kind is type(right) and kind in _PLAIN:
        return left == right
    if left is None or right is None:
        return left is right
    if kind is not type(right):
        raise Undefined(f"{kind_of(left)} and {kind_of(right)} can't be compared")
    compare = _EQUALITY.get(kind)
    return compare(left, right, charge) if compare else left is right


def _equal_lists(left: tuple[Value, ...], right: tuple[Value, ...], charge: Charge) -> bool:
    if len(left) != len(right):
        return False
    charge(2 * len(left))
    return all(same(one, other, charge) for one, other in zip(left, right, strict=True))


def _equal_contexts(left: Context, right: Context, charge: Charge) -> bool:
    if left.keys() != right.keys():
        return False
    return _equal_lists(tuple(left.values()), tuple(right[key] for key in left), charge)


def _equal_ranges(left: Range, right: Range, charge: Charge) -> bool:
    if (left.start_included, left.end_included) != (right.start_included, right.end_included):
        return False
    return _equal_lists((left.start, left.end), (right.start, right.end), charge)


def _equal_times(left: Time | DateTime, right: Time | DateTime, _charge: Charge) -> bool:
    return left.value == right.value and _is_local(left) == _is_local(right)


_EQUALITY: dict[type, Callable[..., bool]] = {
    tuple: _equal_lists,
    Context: _equal_contexts,
    Range: _equal_ranges,
    Time: _equal_times,
    DateTime: _equal_times,
}


def same(left: Value, right: Value, charge: Charge) -> bool:
    """Like `equal`, but different kinds are simply not equal; the comparison inside lists and for membership."""
    return type(left) is type(right) and equal(left, right, charge)


def contains(interval: Range, value: Value) -> bool:
    """Whether the value lies in the interval; raises `Undefined` where it can't be compared to the ends."""
    if interval.start is not None:
        above = less_or_equal if interval.start_included else less
        if not above(interval.start, value):
            return False
    if interval.end is not None:
        below = less_or_equal if interval.end_included else less
        return below(value, interval.end)
    return interval.start is not None
