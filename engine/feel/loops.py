"""Closures that walk: `for`, `some`, `every`, filters and paths. Each round pays for its body."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.feel import nodes
from engine.feel.compiler import compile_node, compiles
from engine.feel.date_coercion import read
from engine.feel.errors import Undefined
from engine.feel.json import given
from engine.feel.numbers import whole
from engine.feel.properties import step
from engine.feel.scope import Evaluate, Scope
from engine.feel.temporal import Date
from engine.feel.values import Context, Range, Value, kind_of, no_truth

_BOOLEAN_NODES = (nodes.Comparison, nodes.Logical, nodes.Between, nodes.In, nodes.InstanceOf, nodes.Quantified)


@dataclass(frozen=True, slots=True)
class _Loop:
    """A compiled iteration."""

    name: str
    source: Evaluate
    until: Evaluate | None


def _loops(iterations: tuple[nodes.Iteration, ...]) -> list[_Loop]:
    return [
        _Loop(each.name, compile_node(each.source), compile_node(each.until) if each.until else None)
        for each in iterations
    ]


def _rounds(scope: Scope, loops: Sequence[_Loop]) -> Iterator[Scope]:
    """The scopes of all rounds, the last iteration fastest. Raises `Undefined` for something that can't be walked."""
    if not loops:
        yield scope
        return
    loop = loops[0]
    source = loop.source(scope)
    items = _elements(source) if loop.until is None else _span(*_ends(source, loop.until(scope), scope))
    for item in items:
        scope.run.charge(2)
        yield from _rounds(scope.child({loop.name: item}), loops[1:])


def _ends(start: Value, end: Value, scope: Scope) -> tuple[Value, Value]:
    return (read(start), read(end)) if scope.run.dates_as_text else (start, end)


def _elements(source: Value) -> Iterator[Value]:
    if isinstance(source, tuple):
        return iter(source)
    if isinstance(source, Range):
        return _range_elements(source)
    if source is None:
        raise Undefined("null can't be walked through")
    return iter((source,))


def _range_elements(source: Range) -> Iterator[Value]:
    items = list_ends = None
    if source.start is not None and source.end is not None:
        items = _span(source.start, source.end)
        list_ends = (
            source.start if not source.start_included else None,
            source.end if not source.end_included else None,
        )
    if items is None or list_ends is None:
        raise Undefined("a range without end can't be walked through")
    return (item for item in items if item not in list_ends)


def _span(start: Value, end: Value) -> Iterator[Value]:
    """Whole numbers or days from start to end, either way up."""
    if isinstance(start, Date) and isinstance(end, Date):
        return (Date.from_ordinal(day) for day in _integers(start.ordinal, end.ordinal))
    low, high = whole(start), whole(end)
    if low is None or high is None:
        raise Undefined(f"there is no way to count from {kind_of(start)} to {kind_of(end)}")
    return (Decimal(number) for number in _integers(low, high))


def _integers(start: int, end: int) -> range:
    return range(start, end + 1) if start <= end else range(start, end - 1, -1)


@compiles(nodes.For)
def _for(node: nodes.For) -> Evaluate:
    loops = _loops(node.iterations)
    body = compile_node(node.body)
    cost = nodes.weight(node.body)
    wants_partial = nodes.mentions(node.body, "partial")

    def collect(scope: Scope) -> Value:
        run = scope.run
        results: list[Value] = []
        try:
            for inside in _rounds(scope, loops):
                run.charge(cost)
                if wants_partial:
                    inside = inside.child({"partial": run.checked(tuple(results))})  # noqa: PLW2901
                results.append(body(inside))
        except Undefined as why:
            return run.null(why)
        return run.checked(tuple(results))

    return collect


@compiles(nodes.Quantified)
def _quantified(node: nodes.Quantified) -> Evaluate:
    loops = _loops(node.iterations)
    body = compile_node(node.body)
    cost = nodes.weight(node.body)
    decisive = node.quantifier == "some"

    def decide(scope: Scope) -> Value:
        result: Value = not decisive
        unknown: Value = None
        try:
            for inside in _rounds(scope, loops):
                scope.run.charge(cost)
                outcome = body(inside)
                if outcome is decisive:
                    return decisive
                if not isinstance(outcome, bool):
                    result, unknown = None, outcome if unknown is None else unknown
        except Undefined as why:
            return scope.run.null(why)
        return result if unknown is None else scope.run.null(no_truth(unknown))

    return decide


@compiles(nodes.Filter)
def _filter(node: nodes.Filter) -> Evaluate:
    source = compile_node(node.source)
    predicate = compile_node(node.predicate)
    cost = nodes.weight(node.predicate)
    may_be_index = not isinstance(node.predicate, _BOOLEAN_NODES)

    def select(scope: Scope) -> Value:
        value = source(scope)
        if value is None:
            return scope.run.null("null can't be filtered")
        items = value if isinstance(value, tuple) else (value,)
        index = _index(predicate, scope) if may_be_index else None
        if index is not None:
            return _element(items, index, scope)
        kept = []
        for item in items:
            scope.run.charge(cost + 2)
            if predicate(_item_scope(scope, item)) is True:
                kept.append(item)
        return tuple(kept)

    return select


def _index(predicate: Evaluate, scope: Scope) -> Decimal | None:
    """The predicate's value outside of the list if that is a number; its complaints there don't count."""
    reasons = len(scope.run.reasons)
    value = predicate(scope)
    if isinstance(value, Decimal):
        return value
    del scope.run.reasons[reasons:]
    return None


def _element(items: tuple[Value, ...], index: Decimal, scope: Scope) -> Value:
    place = whole(index)
    if place is None or place == 0 or abs(place) > len(items):
        return scope.run.null(f"a list of {len(items)} has no element {index}")
    return items[place - 1 if place > 0 else place]


def _item_scope(scope: Scope, item: Value) -> Scope:
    inside = scope.child({"item": item})
    return inside.child(item) if isinstance(item, Context) else inside


@compiles(nodes.Path)
def _path(node: nodes.Path) -> Evaluate:
    names = [node.name]
    source = node.source
    while isinstance(source, nodes.Path):
        names.insert(0, source.name)
        source = source.source
    if isinstance(source, nodes.Name):
        return _variable_path(source.name, names, compile_node(source))
    return _value_path(compile_node(source), names)


def _value_path(source: Evaluate, names: list[str]) -> Evaluate:
    def walk(scope: Scope) -> Value:
        value = source(scope)
        try:
            for name in names:
                value = step(value, name, scope.run)
        except Undefined as why:
            return scope.run.null(why)
        return value

    return walk


def _variable_path(root: str, names: list[str], fallback: Evaluate) -> Evaluate:
    """A path into a variable: JSON data are walked as they are, and only what is found is converted."""
    slow = _value_path(fallback, names)

    def walk(scope: Scope) -> Value:
        value: object = None
        here: Scope | None = scope
        while here is not None:
            if root in here.variables:
                value = here.variables[root]
                break
            here = here.parent
        for name in names:
            if not isinstance(value, dict) or name not in value:
                return slow(scope)
            value = value[name]
        return given(value, scope.run)

    return walk
