"""Columns of decision tables for the checks: values that stand for all others, and which rules accept them.

Between two constants of a column's cells all values are tested alike, so one of each stretch stands for it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce
from operator import or_

from engine.dmn.table import Table
from engine.dmn.work import Work
from engine.feel import nodes
from engine.feel.compiler import compile_node
from engine.feel.errors import FeelError, Undefined
from engine.feel.expression import compile_unary_tests
from engine.feel.library import PREDEFINED
from engine.feel.names import KnownNames
from engine.feel.nodes import Node, Tests, free_names
from engine.feel.parser import parse_unary_tests
from engine.feel.scope import Budget, Run, Scope
from engine.feel.temporal import DAY, Date, DateTime, DaysDuration, MonthsDuration, Time
from engine.feel.unary import Test, compile_tests
from engine.feel.values import Range, Value, kind_of, ordering_key

_BUDGET = Budget(steps=2000)
#: Values that equal those of their own kind alone, and are found by their hash.
_PLAIN = (str, Decimal)
#: Work that reading a cell is, in tests of one value.
_CELL = 20
#: A text that no author means.
OTHER = "…"
_UNKNOWN = object()
#: The ends of a span, if it has any, and whether they belong to it.
_Span = tuple[Decimal | None, Decimal | None, bool, bool]
_ORDERS = frozenset({"<", "<=", ">", ">="})
#: A value of each kind for columns that only ask whether there is one.
_TYPICAL: dict[str | None, tuple[Value, ...]] = {
    "number": (Decimal(1),),
    "date": (Date(2026, 1, 1),),
    "time": (Time.of(12, 0, 0),),
    "date and time": (DateTime(Date(2026, 1, 1), Time.of(12, 0, 0)),),
    "days and time duration": (DaysDuration(DAY),),
    "years and months duration": (MonthsDuration(1),),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One input column: values that stand for all, and for each rule the set of those it accepts, as bits."""

    label: str
    kind: str | None
    samples: tuple[Value, ...]
    #: By rule, once `judged` has tried them; None where a cell depends on more than the column's value.
    accepted: tuple[int | None, ...]
    #: Constants of each rule's cell.
    constants: tuple[tuple[Value, ...], ...]
    cells: "tuple[_Cell, ...]"


def columns_of(table: Table, names: KnownNames, work: Work) -> list[Column]:
    """All input columns of the table, of which nothing is accepted yet. Raises `TooMuchWork`."""
    return [_column(table, place, names, work) for place in range(len(table.inputs))]


def judged(column: Column, work: Work) -> Column:
    """The column with what each rule accepts. Raises `TooMuchWork`."""
    places: dict[Value, int] = {s: place for place, s in enumerate(column.samples) if isinstance(s, _PLAIN)}
    numbers = all(isinstance(sample, Decimal | None) for sample in column.samples)
    lasting: dict[_Cell, int | None] = {}
    for cell in column.cells:
        if cell not in lasting:
            lasting[cell] = _accepted(cell, column.samples, places, numbers, work)
    return replace(column, accepted=tuple(lasting[cell] for cell in column.cells))


def _between_ends(span: "_Span", samples: Sequence[Value]) -> int:
    """The samples within, as bits; the numbers among them are in order, and null is behind them."""
    numbers = len(samples) - (samples[-1:] == (None,))
    low, high, low_included, high_included = span
    first = 0 if low is None else (bisect_left if low_included else bisect_right)(samples, low, 0, numbers)  # type: ignore[type-var]
    behind = numbers if high is None else (bisect_right if high_included else bisect_left)(samples, high, 0, numbers)  # type: ignore[type-var]
    return max(0, (1 << max(behind, 0)) - (1 << first))


def _accepted(
    cell: "_Cell", samples: Sequence[Value], places: Mapping[Value, int], numbers: bool, work: Work
) -> int | None:
    if cell.test is None:
        return None
    if cell.equals is not None:
        work.spend(len(cell.equals), len(samples))
        found = [places[value] for value in cell.equals if value in places]
        return reduce(or_, (1 << place for place in found), 0)
    if cell.test is _everything:
        return (1 << len(samples)) - 1
    if cell.spans is not None and numbers:
        work.spend(len(cell.spans), len(samples))
        return reduce(or_, (_between_ends(span, samples) for span in cell.spans), 0)
    work.spend(len(samples), 0)
    return sum(1 << place for place, value in enumerate(samples) if _holds(cell.test, value))


def _column(table: Table, place: int, names: KnownNames, work: Work) -> Column:
    column = table.inputs[place]
    read: dict[str, _Cell] = {}
    for rule in table.rules:
        text = rule.texts[place]
        if text not in read:
            work.spend(_CELL, 0)
            read[text] = _cell(text, names)
    cells = [read[rule.texts[place]] for rule in table.rules]
    kind = table.types.kind(column.type)
    allowed = [text for text in (column.allowed_text, *table.types.limits(column.type)) if text]
    limits = [value for text in allowed for value in _cell(text, names).constants]
    constants = [value for cell in cells for value in cell.constants] + limits
    kinds = {kind_of(value) for value in constants}
    kind_here = kind or (kinds.pop() if len(kinds) == 1 else None)
    samples = list(_samples(kind_here, constants, in_order=any(cell.in_order for cell in cells)))
    if any(cell.asks_for_null for cell in cells):
        samples = [*(samples or _TYPICAL.get(kind_here, ())), None]
    for text in allowed:
        test = compile_unary_tests(text, names).test
        samples = [value for value in samples if value is None or _holds(test, value)]
    constants_of = tuple(cell.constants for cell in cells)
    return Column(column.label, kind, tuple(samples), (), constants_of, tuple(cells))


def _holds(test: Test, value: Value) -> bool:
    try:
        return test(Scope({}, Run(_BUDGET, None)), value) is True
    except FeelError:
        return False


@dataclass(frozen=True, slots=True, eq=False)
class _Cell:
    test: Test | None
    constants: tuple[Value, ...]
    #: Whether null is among what it compares with.
    asks_for_null: bool = False
    #: Whether it asks what comes before or behind a constant.
    in_order: bool = False
    #: The plain values that the cell accepts and no others, where it is that simple.
    equals: tuple[Value, ...] | None = None
    #: The spans of numbers that it accepts and no others, where it is that simple.
    spans: "tuple[_Span, ...] | None" = None


def _everything(_scope: Scope, _value: Value) -> bool:
    return True


def _cell(text: str, names: KnownNames) -> _Cell:
    """The cell's test, None where it needs more than the value under test, and its constants."""
    if text == "-":
        return _Cell(_everything, ())
    try:
        tests = parse_unary_tests(text, names)
        test = compile_tests(tests)
    except (FeelError, RecursionError):
        return _Cell(None, ())
    found = [_constant(node) for node in _operands(tests)]
    certain = not any(value is _UNKNOWN for value in found) and "?" not in free_names(tests)
    constants = tuple(value for value in found if value is not None and value is not _UNKNOWN)
    in_order = any(isinstance(each, nodes.OperatorTest) and each.operator in _ORDERS for each in tests.alternatives)
    in_order = in_order or any(isinstance(node, nodes.Interval) for node in _parts(tests))
    equals = tuple(found) if certain and _are_values(tests) and all(isinstance(v, _PLAIN) for v in found) else None
    spans = tuple(_spans(tests)) if certain and not tests.negated else ()
    simple = spans if len(spans) == len(tests.alternatives) else None
    return _Cell(test if certain else None, constants, any(value is None for value in found), in_order, equals, simple)


def _spans(tests: Tests) -> Iterator[_Span]:
    """The span of each alternative that is one of numbers."""
    for test in tests.alternatives:
        if isinstance(test, nodes.OperatorTest) and test.operator in _ORDERS:
            end, included = _constant(test.operand), len(test.operator) == 2
            if isinstance(end, Decimal):
                yield (None, end, False, included) if test.operator[0] == "<" else (end, None, included, False)
        elif isinstance(test, nodes.ValueTest) and isinstance(test.expression, nodes.Interval):
            span = test.expression
            ends = [None if end is None else _constant(end) for end in (span.start, span.end)]
            low, high = (end if isinstance(end, Decimal) else None for end in ends)
            if low is not None and high is not None:
                yield low, high, span.start_included, span.end_included
        elif isinstance(test, nodes.ValueTest) and not test.uses_input:
            value = _constant(test.expression)
            if isinstance(value, Decimal):
                yield value, value, True, True


def _are_values(tests: Tests) -> bool:
    """Whether each alternative is a value written out."""
    parts = (test.expression for test in tests.alternatives if isinstance(test, nodes.ValueTest))
    written = [isinstance(part, nodes.Literal) and not isinstance(part.value, bool) for part in parts]
    return not tests.negated and len(written) == len(tests.alternatives) and all(written)


def _operands(tests: Tests) -> Iterator[Node]:
    """What a value is compared with: the operands, ends of ranges, and elements of lists."""
    return (node for node in _parts(tests) if not isinstance(node, nodes.Interval | nodes.Listing))


def _parts(tests: Tests) -> Iterator[Node]:
    """The operands of the tests, and what ranges and lists among them hold."""
    waiting: list[Node] = [
        test.operand if isinstance(test, nodes.OperatorTest) else test.expression for test in tests.alternatives
    ]
    while waiting:
        node = waiting.pop(0)
        yield node
        if isinstance(node, nodes.Interval):
            waiting += [end for end in (node.start, node.end) if end is not None]
        elif isinstance(node, nodes.Listing):
            waiting += node.items


def _constant(node: Node) -> Value:
    """The value of an expression without variables; `_UNKNOWN` for others."""
    if free_names(node) - PREDEFINED or nodes.mentions(node, "now") or nodes.mentions(node, "today"):
        return _UNKNOWN
    try:
        value = compile_node(node)(Scope({}, Run(_BUDGET, None)))
    except (FeelError, RecursionError):
        return _UNKNOWN
    return _UNKNOWN if isinstance(value, Range | tuple) else value


def constant_of(text: str, names: KnownNames) -> Value:
    """The value of an output cell that is a constant, else null."""
    cell = _cell(text, names)
    return cell.constants[0] if cell.test is not None and len(cell.constants) == 1 else None


def is_certain(text: str, names: KnownNames) -> bool:
    """Whether unary tests depend on nothing but the value that is tested."""
    return _cell(text, names).test is not None


def _samples(kind: str | None, constants: Sequence[Value], *, in_order: bool) -> Iterable[Value]:
    """Values that stand for all values of the kind, null apart."""
    if kind == "boolean":
        return (True, False)
    own = [value for value in constants if kind is None or kind_of(value) == kind]
    if kind is None or kind == "string":
        distinct = dict.fromkeys(value for value in own if isinstance(value, str | bool | Decimal))
        texts = sorted(value for value in distinct if isinstance(value, str)) if in_order else []
        behind = {value + OTHER: None for value in texts} | ({"": None} if texts else {})
        return tuple(distinct | behind | {OTHER: None})
    ordered = sorted({ordering_key(value): value for value in own}.items())
    return _stretches([value for _, value in ordered]) if ordered else ()


def _stretches(values: Sequence[Value]) -> Iterator[Value]:
    """Each value, one between each two neighbours, one before the first and one behind the last."""
    yield from _moved(values[0], -1)
    for place, value in enumerate(values):
        yield value
        if place + 1 < len(values):
            yield from _between(value, values[place + 1])
    yield from _moved(values[-1], 1)


def _moved(value: Value, steps: int) -> Iterator[Value]:
    """The value some units later: ones, days or months."""
    try:
        match value:
            case Decimal():
                yield value + steps
            case Date():
                yield Date.from_ordinal(value.ordinal + steps)
            case DateTime():
                yield value.add_nanos(steps * DAY)
            case DaysDuration():
                yield DaysDuration(value.nanos + steps * DAY)
            case MonthsDuration():
                yield MonthsDuration(value.months + steps)
            case Time():
                edge = 0 if steps < 0 else DAY - 1
                yield from [Time(edge, value.zone)] if edge != value.nanos else []
    except Undefined:
        return


def _between(low: Value, high: Value) -> Iterator[Value]:
    """A value strictly between two of one kind, where there is one."""
    match low, high:
        case Decimal(), Decimal():
            yield (low + high) / 2 if high - low != 2 else low + 1
        case Date(), Date() if high.ordinal - low.ordinal > 1:
            yield Date.from_ordinal((low.ordinal + high.ordinal) // 2)
        case DateTime(), DateTime():
            yield low.add_nanos((high.value - low.value) // 2)
        case Time(), Time():
            yield Time((low.nanos + high.nanos) // 2, low.zone)
        case DaysDuration(), DaysDuration():
            yield DaysDuration((low.nanos + high.nanos) // 2)
        case MonthsDuration(), MonthsDuration() if high.months - low.months > 1:
            yield MonthsDuration((low.months + high.months) // 2)
