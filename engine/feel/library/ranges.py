"""How two ranges, or a range and a point, lie to each other (DMN 10.3.4.9; Allen's interval algebra)."""

from collections.abc import Callable
from typing import TypeAlias

from engine.feel.library.registry import builtin
from engine.feel.values import Range, Value, less, same

Relation: TypeAlias = Callable[[Range, Range], bool]
POINT = "number|string|date|time|date and time|days and time duration|years and months duration"


def _charge_nothing(_steps: int) -> None:
    """Ends of ranges are no lists, so there is nothing to pay for."""


def _as_range(value: Value) -> Range:
    """A point as the range from itself to itself."""
    if isinstance(value, Range):
        return value
    return Range(value, value, start_included=True, end_included=True)


def _relation(name: str, *sides: str) -> Callable[[Relation], Relation]:
    """Register a relation under pairs of parameters: a `range` is one, a `point` is anything else."""

    def register(relation: Relation) -> Relation:
        for pair in sides:
            first, second = (f"{side}: {'range' if side.startswith('range') else POINT}" for side in pair.split(", "))
            builtin(f"{name}({first}, {second})")(lambda one, other: relation(_as_range(one), _as_range(other)))
        return relation

    return register


def _end_before_start(one: Range, other: Range) -> bool:
    if one.end is None or other.start is None:
        return False
    touching = one.end_included and other.start_included
    return less(one.end, other.start) or (not touching and _equal(one.end, other.start))


def _equal(one: Value, other: Value) -> bool:
    less_defined = one is None or other is None or less(one, other) is not None
    return less_defined and same(one, other, _charge_nothing)


def _starts_no_later(one: Range, other: Range) -> bool:
    """Whether one's start covers the other's."""
    if one.start is None or other.start is None:
        return one.start is None
    covered = one.start_included or not other.start_included
    return less(one.start, other.start) or (covered and _equal(one.start, other.start))


def _ends_no_earlier(one: Range, other: Range) -> bool:
    if one.end is None or other.end is None:
        return one.end is None
    covered = one.end_included or not other.end_included
    return less(other.end, one.end) or (covered and _equal(one.end, other.end))


def _same_start(one: Range, other: Range) -> bool:
    return _equal(one.start, other.start) and one.start_included == other.start_included


def _same_end(one: Range, other: Range) -> bool:
    return _equal(one.end, other.end) and one.end_included == other.end_included


@_relation("before", "point1, point2", "point, range", "range, point", "range1, range2")
def before(one: Range, other: Range) -> bool:
    return _end_before_start(one, other)


@_relation("after", "point1, point2", "point, range", "range, point", "range1, range2")
def after(one: Range, other: Range) -> bool:
    return _end_before_start(other, one)


@_relation("meets", "range1, range2")
def meets(one: Range, other: Range) -> bool:
    return one.end_included and other.start_included and _equal(one.end, other.start)


@_relation("met by", "range1, range2")
def met_by(one: Range, other: Range) -> bool:
    return meets(other, one)


@_relation("overlaps", "range1, range2")
def overlaps(one: Range, other: Range) -> bool:
    return not _end_before_start(one, other) and not _end_before_start(other, one)


@_relation("overlaps before", "range1, range2")
def overlaps_before(one: Range, other: Range) -> bool:
    starts_first = _starts_no_later(one, other) and not _same_start(one, other)
    return starts_first and overlaps(one, other) and _ends_no_earlier(other, one)


@_relation("overlaps after", "range1, range2")
def overlaps_after(one: Range, other: Range) -> bool:
    return overlaps_before(other, one)


@_relation("finishes", "point, range", "range1, range2")
def finishes(one: Range, other: Range) -> bool:
    return _same_end(one, other) and _starts_no_later(other, one)


@_relation("finished by", "range, point", "range1, range2")
def finished_by(one: Range, other: Range) -> bool:
    return finishes(other, one)


@_relation("includes", "range, point", "range1, range2")
def includes(one: Range, other: Range) -> bool:
    return _starts_no_later(one, other) and _ends_no_earlier(one, other)


@_relation("during", "point, range", "range1, range2")
def during(one: Range, other: Range) -> bool:
    return includes(other, one)


@_relation("starts", "point, range", "range1, range2")
def starts(one: Range, other: Range) -> bool:
    return _same_start(one, other) and _ends_no_earlier(other, one)


@_relation("started by", "range, point", "range1, range2")
def started_by(one: Range, other: Range) -> bool:
    return starts(other, one)


@_relation("coincides", "point1, point2", "range1, range2")
def coincides(one: Range, other: Range) -> bool:
    return _same_start(one, other) and _same_end(one, other)
