"""What kinds of values can be calculated with each other, and what they give (DMN 10.3.2.3.4 ff.).

FEEL itself is asked, with one value of each type."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import product

from engine.feel.arithmetic import calculate
from engine.feel.errors import Undefined
from engine.feel.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
from engine.feel.values import DECIMAL128, Value, kind_of
from engine.lint.types.kinds import ANY, NULL, TEMPORAL, Kind, of_name, union

_SAMPLES: Mapping[str, Value] = {
    "number": DECIMAL128.create_decimal(1),
    "string": "a",
    "date": Date(2026, 1, 1),
    "time": Time.of(8, 0, 0),
    "date and time": DateTime(Date(2026, 1, 1), Time.of(8, 0, 0)),
    "days and time duration": DaysDuration(1),
    "years and months duration": MonthsDuration(1),
}


def calculated(sign: str, left: Kind, right: Kind, dated: bool) -> Kind | None:
    """The kind of the result; None where no values of these kinds have one."""
    if left.is_any or right.is_any:
        return ANY
    if left.is_null or right.is_null:
        return NULL
    results = {_sum(sign, one, other) for one, other in product(left.names, right.names)} - {""}
    if not results and dated:
        results = {_sum(sign, one, other) for one, other in product(_spelled(left, right), _spelled(right, left))} - {
            ""
        }
    return union(*map(of_name, sorted(results))) if results else None


def _spelled(kind: Kind, beside: Kind) -> frozenset[str]:
    """The types of the kind with those that its text may spell; of a text that anybody may write only beside a date."""
    if "string" not in kind.names:
        return kind.names
    free = kind.names == {"string"} and beside.names.isdisjoint(TEMPORAL) and not beside.spells
    return kind.names | ((frozenset() if free else TEMPORAL) if kind.spells is None else kind.spells)


@lru_cache(maxsize=1024)
def _sum(sign: str, left: str, right: str) -> str:
    """The type of a calculation with values of these types, "" where it has no result: as FEEL itself does it."""
    if left not in _SAMPLES or right not in _SAMPLES:
        return ""
    try:
        return kind_of(calculate(sign, _SAMPLES[left], _SAMPLES[right]))
    except Undefined:
        return ""
