"""Sums, extremes, averages and logic over a list, or over arguments given one by one (DMN 10.3.4.4)."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from engine.feel.arithmetic import calculate
from engine.feel.errors import Undefined
from engine.feel.library.registry import builtin
from engine.feel.temporal import DaysDuration, MonthsDuration
from engine.feel.values import DECIMAL128, Value, less, no_truth

Aggregate = Callable[[Sequence[Value]], Value]


def _aggregate(name: str) -> Callable[[Aggregate], Aggregate]:
    """Register a function of a list that may also be called with the elements as arguments."""

    def register(body: Aggregate) -> Aggregate:
        builtin(f"{name}(list: list)")(body)
        builtin(f"{name}(item...: any)")(lambda *items: body(items))
        return body

    return register


def _numbers(items: Sequence[Value]) -> list[Decimal]:
    numbers = [item for item in items if isinstance(item, Decimal)]
    if len(numbers) < len(items):
        raise Undefined("the list holds something else than numbers")
    if not numbers:
        raise Undefined("the list is empty")
    return numbers


@_aggregate("min")
def minimum(items: Sequence[Value]) -> Value:
    return _extreme(items, less)


@_aggregate("max")
def maximum(items: Sequence[Value]) -> Value:
    return _extreme(items, lambda one, other: less(other, one))


def _extreme(items: Sequence[Value], better: Callable[[Value, Value], bool]) -> Value:
    if not items:
        raise Undefined("the list is empty")
    best = items[0]
    less(best, best)
    for item in items[1:]:
        best = item if better(item, best) else best
    return best


@_aggregate("sum")
def total(items: Sequence[Value]) -> Value:
    if not items:
        raise Undefined("the list is empty")
    result = items[0]
    for item in items[1:]:
        result = calculate("+", result, item)
    if not isinstance(result, Decimal | DaysDuration | MonthsDuration):
        raise Undefined("the list holds something else than numbers or durations")
    return result


@_aggregate("mean")
def mean(items: Sequence[Value]) -> Value:
    return calculate("/", total(items), Decimal(len(items)))


@_aggregate("product")
def product(items: Sequence[Value]) -> Value:
    result = Decimal(1)
    for number in _numbers(items):
        result = DECIMAL128.multiply(result, number)
    return result


@_aggregate("median")
def median(items: Sequence[Value]) -> Value:
    ordered = sorted(_numbers(items))
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return DECIMAL128.divide(DECIMAL128.add(ordered[middle - 1], ordered[middle]), Decimal(2))


@_aggregate("stddev")
def standard_deviation(items: Sequence[Value]) -> Value:
    """Of a sample: the squares are divided by n - 1."""
    numbers = _numbers(items)
    if len(numbers) < 2:
        raise Undefined("one number has no deviation")
    average = DECIMAL128.divide(_sum(numbers), Decimal(len(numbers)))
    squares = [DECIMAL128.power(DECIMAL128.subtract(number, average), Decimal(2)) for number in numbers]
    return DECIMAL128.sqrt(DECIMAL128.divide(_sum(squares), Decimal(len(numbers) - 1)))


def _sum(numbers: Sequence[Decimal]) -> Decimal:
    result = Decimal(0)
    for number in numbers:
        result = DECIMAL128.add(result, number)
    return result


@_aggregate("mode")
def mode(items: Sequence[Value]) -> Value:
    """The most frequent numbers, in ascending order; of no numbers, none."""
    if not items:
        return ()
    counts: dict[Decimal, int] = {}
    for number in _numbers(items):
        counts[number] = counts.get(number, 0) + 1
    limit = max(counts.values())
    return tuple(sorted(number for number, times in counts.items() if times == limit))


def _logic(items: Sequence[Value], decisive: bool) -> bool | None:
    if any(item is decisive for item in items):
        return decisive
    strange = [item for item in items if item is not None and not isinstance(item, bool)]
    if strange:
        raise Undefined(no_truth(strange[0]))
    return None if any(item is None for item in items) else not decisive


@_aggregate("all")
def all_(items: Sequence[Value]) -> Value:
    return _logic(items, decisive=False)


@_aggregate("any")
def any_(items: Sequence[Value]) -> Value:
    return _logic(items, decisive=True)
