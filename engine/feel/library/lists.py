"""List functions (DMN 10.3.4.4) that look up, cut, join and sort; none changes the list it is given."""

from collections.abc import Callable
from decimal import Decimal
from functools import cmp_to_key

from engine.feel.errors import Undefined
from engine.feel.functions import Function
from engine.feel.library.registry import builtin
from engine.feel.numbers import integer
from engine.feel.scope import Run
from engine.feel.values import Value, less, same

List = tuple[Value, ...]


@builtin("list contains(list: list, element: any)", with_run=True)
def list_contains(run: Run, items: List, element: Value) -> bool:
    return any(same(item, element, run.charge) for item in items)


@builtin("count(list: list)", copies=True)
def count(items: List) -> Decimal:
    return Decimal(len(items))


@builtin("sublist(list: list, start position: number, length: number?)", copies=True)
def sublist(items: List, start: Decimal, length: Decimal | None = None) -> List:
    first = _place(items, start)
    if length is None:
        return items[first:]
    size = integer(length)
    if size < 1 or first + size > len(items):
        raise Undefined(f"there are no {size} elements from position {start} on")
    return items[first : first + size]


def _place(items: List, position: Decimal) -> int:
    place = integer(position)
    if place == 0 or abs(place) > len(items):
        raise Undefined(f"a list of {len(items)} has no position {place}")
    return place - 1 if place > 0 else len(items) + place


@builtin("append(list: list, item...: any)", copies=True)
def append(items: List, *more: Value) -> List:
    return (*items, *more)


@builtin("concatenate(list...: list)")
def concatenate(*lists: List) -> List:
    return tuple([item for items in lists for item in items])


@builtin("insert before(list: list, position: number, newItem: any)", copies=True)
def insert_before(items: List, position: Decimal, item: Value) -> List:
    place = _place(items, position)
    return (*items[:place], item, *items[place:])


@builtin("remove(list: list, position: number)", copies=True)
def remove(items: List, position: Decimal) -> List:
    place = _place(items, position)
    return (*items[:place], *items[place + 1 :])


@builtin("list replace(list: list, position: number, newItem: any)", copies=True)
def replace_at(items: List, position: Decimal, item: Value) -> List:
    place = _place(items, position)
    return (*items[:place], item, *items[place + 1 :])


@builtin("list replace(list: list, match: function, newItem: any)", with_run=True)
def replace_matching(run: Run, items: List, match: Function, new: Value) -> List:
    outcomes = [match.call(run, (item, new)) for item in items]
    if not all(isinstance(outcome, bool) for outcome in outcomes):
        raise Undefined("the match function gives something else than true or false")
    return tuple(new if outcome else item for item, outcome in zip(items, outcomes, strict=True))


@builtin("reverse(list: list)", copies=True)
def reverse(items: List) -> List:
    return items[::-1]


@builtin("index of(list: list, match: any)", with_run=True)
def index_of(run: Run, items: List, match: Value) -> List:
    return tuple(Decimal(place) for place, item in enumerate(items, 1) if same(item, match, run.charge))


@builtin("union(list...: list)", with_run=True)
def union(run: Run, *lists: List) -> List:
    return distinct_values(run, concatenate(*lists))


@builtin("distinct values(list: list)", with_run=True)
def distinct_values(run: Run, items: List) -> List:
    found: list[Value] = []
    for item in items:
        run.charge(len(found))
        if not any(same(item, other, run.charge) for other in found):
            found.append(item)
    return tuple(found)


@builtin("duplicate values(list: list)", with_run=True)
def duplicate_values(run: Run, items: List) -> List:
    seen: list[Value] = []
    twice: list[Value] = []
    for item in items:
        run.charge(len(seen) + len(twice))
        if not any(same(item, other, run.charge) for other in seen):
            seen.append(item)
        elif not any(same(item, other, run.charge) for other in twice):
            twice.append(item)
    return tuple(twice)


@builtin("flatten(list: list)", with_run=True)
def flatten(run: Run, items: List) -> List:
    flat: list[Value] = []
    waiting = list(reversed(items))
    while waiting:
        run.charge(1)
        item = waiting.pop()
        if isinstance(item, tuple):
            run.charge(len(item))
            waiting.extend(reversed(item))
        else:
            flat.append(item)
    return tuple(flat)


@builtin("partition(list: list, size: number)")
def partition(items: List, size: Decimal) -> List:
    step = integer(size)
    if step < 1:
        raise Undefined("the size is less than 1")
    return tuple(items[start : start + step] for start in range(0, len(items), step))


@builtin("sort(list: list, precedes: function?)", with_run=True)
def sort(run: Run, items: List, precedes: Function | None = None) -> List:
    """Stable; without a function in ascending order of numbers, strings, dates, times or durations."""
    if precedes is None and any(isinstance(item, bool) for item in items):
        raise Undefined("true and false can't be put in order")
    before = less if precedes is None else _asked(run, precedes)

    def compare(left: Value, right: Value) -> int:
        run.charge(3)
        if before(left, right):
            return -1
        return 1 if before(right, left) else 0

    return tuple(sorted(items, key=cmp_to_key(compare)))


def _asked(run: Run, precedes: Function) -> Callable[[Value, Value], bool]:
    return lambda left, right: precedes.call(run, (left, right)) is True
