"""When two kinds of values are never equal, or can't be put in order (DMN 10.3.2.7 and table 42)."""

from enum import StrEnum

from engine.lint.types.kinds import TEMPORAL, Kind

#: types whose values have an order
ORDERED = TEMPORAL | {"number", "string"}


class Clash(StrEnum):
    """Why a comparison says nothing."""

    #: values of these types are never compared: the result is null
    KINDS = "kinds"
    #: the same type, but no value of the one is among those of the other
    VALUES = "values"
    #: a text that anybody may write against a date: null unless somebody writes ISO 8601
    SPELLING = "spelling"


def clash(one: Kind, other: Kind, *, dated: bool, ordered: bool = False) -> Clash | None:
    """Why values of the two kinds don't compare, if that is sure. With `dated` text may stand for the date that it
    spells; `ordered` asks for an order, else for equality. Null equals null, and has no order."""
    if one.is_any or other.is_any:
        return None
    if one.is_null or other.is_null:
        return Clash.KINDS if ordered else None
    common = (one.names & other.names) - {"null"}
    if ordered:
        common &= ORDERED
    if common:
        apart = one.values is not None and other.values is not None and one.values.isdisjoint(other.values)
        return Clash.VALUES if apart and not ordered else None
    return _dated(one, other) if dated else Clash.KINDS


def _dated(one: Kind, other: Kind) -> Clash | None:
    """The same where text may spell what it is compared with."""
    for text, timed in ((one, other), (other, one)):
        wanted = timed.names & TEMPORAL
        if "string" not in text.names or not wanted:
            continue
        if text.spells is None:
            return Clash.SPELLING if text.names == {"string"} else None
        if text.spells & wanted or ("date" in text.spells and "date and time" in wanted):
            return None
    return Clash.KINDS
