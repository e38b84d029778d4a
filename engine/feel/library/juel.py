"""What JUEL's operators make of values of any type (JSR 245, Expression Language 2.2, sections 1.5 to 1.11 and 1.18),
for expressions of other modelers that are read into FEEL. Where JUEL would raise an error the result is null.

Numbers have one kind here, so that `"5.0" == 5` holds; there it depends on how the number is stored."""

from decimal import Decimal

from engine.feel.errors import Undefined
from engine.feel.library.conversion import number_with_separators
from engine.feel.library.registry import builtin
from engine.feel.numbers import whole
from engine.feel.scope import Run
from engine.feel.text import text_of
from engine.feel.values import DECIMAL128, Context, Value, kind_of, same

_MAX_DEPTH = 100


@builtin("miz.juel truth(value: any)")
def truth(value: Value) -> bool:
    """A value as true or false (1.18.4): null and empty text are false, of texts only "true" is true."""
    if value is None or isinstance(value, bool):
        return bool(value)
    if isinstance(value, str):
        return value.lower() == "true"
    raise Undefined(f"a {kind_of(value)} is neither true nor false")


@builtin("miz.juel number(value: any)")
def number(value: Value) -> Decimal:
    """A value as a number (1.18.3): null and empty text are 0, other texts what they spell."""
    if value is None or value == "":
        return Decimal(0)
    if isinstance(value, str):
        return number_with_separators(value)
    if isinstance(value, Decimal):
        return value
    raise Undefined(f"a {kind_of(value)} is no number")


@builtin("miz.juel text(value: any)", with_run=True)
def text(run: Run, value: Value) -> str:
    """A value as text (1.18.2): null is empty, lists and contexts are as Java writes them."""
    written = _written(run, value, 0)
    run.fits(len(written))
    return written


def _written(run: Run, value: Value, depth: int) -> str:
    if depth > _MAX_DEPTH:
        raise Undefined("the value is nested too deeply to be written out")
    if value is None:
        return "null" if depth else ""
    if not isinstance(value, tuple | Context):
        return text_of(value, run.budget.string_size)
    run.charge(len(value))
    if isinstance(value, tuple):
        parts = [_written(run, part, depth + 1) for part in value]
    else:
        parts = [f"{key}={_written(run, part, depth + 1)}" for key, part in value.items()]
    size = sum(map(len, parts))
    run.charge(size >> 4)
    run.fits(size)
    return f"[{', '.join(parts)}]" if isinstance(value, tuple) else f"{{{', '.join(parts)}}}"


@builtin("miz.juel equal(left: any, right: any)", with_run=True)
def equal(run: Run, left: Value, right: Value) -> bool:
    """`left == right` (1.8.2): beside a number both are numbers, else beside a truth value truth values, else texts."""
    if left is None or right is None:
        return left is right
    for kind, convert in ((Decimal, number), (bool, truth)):
        if isinstance(left, kind) or isinstance(right, kind):
            return convert(left) == convert(right)
    if isinstance(left, str) or isinstance(right, str):
        return text(run, left) == text(run, right)
    return same(left, right, run.charge)


@builtin("miz.juel less(left: any, right: any)", with_run=True)
def less(run: Run, left: Value, right: Value) -> bool:
    """`left < right` (1.8.1): null is before and behind nothing."""
    return left is not None and right is not None and _order(run, left, right) < 0


@builtin("miz.juel at most(left: any, right: any)", with_run=True)
def at_most(run: Run, left: Value, right: Value) -> bool:
    """`left <= right` (1.8.1): of null and null that holds."""
    if left is None or right is None:
        return left is right
    return _order(run, left, right) <= 0


def _order(run: Run, left: Value, right: Value) -> int:
    """Below, at or above 0 as `left` is before, at or behind `right`, of which neither is null."""
    if isinstance(left, Decimal) or isinstance(right, Decimal):
        one, other = number(left), number(right)
        return (one > other) - (one < other)
    if isinstance(left, str) or isinstance(right, str):
        first, second = text(run, left).encode("utf-16-be"), text(run, right).encode("utf-16-be")  # as Java compares
        return (first > second) - (first < second)
    if isinstance(left, bool) and isinstance(right, bool):
        return left - right
    if type(left) is type(right) and same(left, right, run.charge):
        return 0
    raise Undefined(f"a {kind_of(left)} and a {kind_of(right)} have no order")


@builtin("miz.juel empty(value: any)")
def empty(value: Value) -> bool:
    """`empty value` (1.10): null, empty text, list or context."""
    return value is None or (isinstance(value, str | tuple | Context) and len(value) == 0)


@builtin("miz.juel quotient(left: any, right: any)")
def quotient(left: Value, right: Value) -> Decimal:
    """`left / right` (1.7.2): null by null is 0."""
    if left is None and right is None:
        return Decimal(0)
    return DECIMAL128.divide(number(left), _divisor(right))


@builtin("miz.juel remainder(left: any, right: any)")
def remainder(left: Value, right: Value) -> Decimal:
    """`left % right` (1.7.3): with the sign of `left`, unlike FEEL's modulo; null by null is 0."""
    if left is None and right is None:
        return Decimal(0)
    return DECIMAL128.remainder(number(left), _divisor(right))


def _divisor(value: Value) -> Decimal:
    found = number(value)
    if not found:
        raise Undefined("it is divided by 0")
    return found


@builtin("miz.juel item(value: any, key: any)")
def item(value: Value, key: Value) -> Value:
    """`value[key]` (1.6): of a list by a place from 0, of a context by the name; null where there is none."""
    if value is None or key is None:
        return None
    if isinstance(value, Context):
        return value.get(key) if isinstance(key, str) else None
    if not isinstance(value, tuple):
        raise Undefined(f"a {kind_of(value)} has no parts")
    place = whole(number(key))
    if place is None:
        raise Undefined("a place in a list is a whole number")
    return value[place] if 0 <= place < len(value) else None


@builtin("miz.juel same(left: any, right: any)", with_run=True)
def same_as(run: Run, left: Value, right: Value) -> bool:
    """`left.equals(right)` of Java: nothing is converted."""
    if left is None:
        raise Undefined("null has no methods")
    return right is not None and same(left, right, run.charge)


@builtin("miz.juel size(value: any)")
def size(value: Value) -> Decimal:
    """`value.size()` of Java's lists and maps, `value.length()` of its texts."""
    if isinstance(value, str | tuple | Context):
        return Decimal(len(value))
    raise Undefined(f"a {kind_of(value)} has no size")
