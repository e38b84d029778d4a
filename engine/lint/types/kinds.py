"""Kinds of values: which FEEL types a value may have, which values it can take, what its text may spell.

A kind says what may be, null always included: every answer may be missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from engine.feel.errors import Undefined
from engine.feel.temporal_text import parse_temporal
from engine.feel.values import Value, kind_of

#: the kinds that JSON has no form for: case data hold them as text
TEMPORAL = frozenset({"date", "time", "date and time", "days and time duration", "years and months duration"})
#: what case data can be: JSON
DATA_NAMES = frozenset({"string", "number", "boolean", "list", "context"})
#: more constants than these are no list of choices
MAX_VALUES = 200
NO_ENTRIES: Mapping[str, "Kind"] = {}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value may be besides null."""

    #: FEEL names of types; none: any
    names: frozenset[str] = frozenset()
    #: all the constants that it can be; None where they are not known
    values: frozenset[Value] | None = None
    #: the temporal types that its text may spell; None where that is not known
    spells: frozenset[str] | None = None
    #: of the elements of a list
    items: "Kind | None" = None
    #: of all the entries of a context; None where they are not known
    entries: Mapping[str, "Kind"] | None = field(default=None, hash=False)

    @property
    def is_any(self) -> bool:
        """Whether nothing is known of it."""
        return not self.names

    @property
    def is_null(self) -> bool:
        """Whether it is nothing but null."""
        return self.names == frozenset({"null"})

    def may_be(self, *names: str) -> bool:
        """Whether it may be of one of these types."""
        return self.is_any or not self.names.isdisjoint(names)


ANY = Kind()
#: case data of which nothing is known
DATA = Kind(DATA_NAMES)
NULL = Kind(frozenset({"null"}), frozenset(), frozenset())
BOOLEAN = Kind(frozenset({"boolean"}), spells=frozenset())
NUMBER = Kind(frozenset({"number"}), spells=frozenset())
TEXT = Kind(frozenset({"string"}))


def of_name(name: str) -> Kind:
    """The kind of all values of a FEEL type; any for names that are none."""
    if name in ("Any", "any", "Null", "duration"):
        return ANY if name != "duration" else Kind(frozenset({n for n in TEMPORAL if "duration" in n}))
    return Kind(frozenset({name}), spells=None if name == "string" else frozenset())


def written(*names: str) -> Kind:
    """Text of the case that spells dates, times or durations of these types."""
    return Kind(frozenset({"string"}), spells=frozenset(names))


def constant(value: Value) -> Kind:
    """The kind of that one value."""
    name = kind_of(value)
    if name == "null":
        return NULL
    values = frozenset({value}) if isinstance(value, str | bool | Decimal) else None
    return Kind(frozenset({name}), values, spelled(value) if isinstance(value, str) else frozenset())


def spelled(text: str) -> frozenset[str]:
    """The temporal type that the text spells, if any."""
    try:
        return frozenset({kind_of(parse_temporal(f"{text}:00" if len(text) == 5 and text[2] == ":" else text))})
    except Undefined:
        return frozenset()


def choices(values: Iterable[Value]) -> Kind:
    """The kind of a choice among these values."""
    return union(*map(constant, values))


def listing(items: Kind) -> Kind:
    """The kind of lists of that kind."""
    return Kind(frozenset({"list"}), spells=frozenset(), items=items)


def context(entries: Mapping[str, Kind]) -> Kind:
    """The kind of contexts with exactly these entries."""
    return Kind(frozenset({"context"}), spells=frozenset(), entries=dict(entries))


def union(*kinds: Kind) -> Kind:
    """What is of one of the kinds; any where there is none."""
    found = kinds[:1]
    for kind in kinds[1:]:
        found = (_either(found[0], kind),)
    return found[0] if found else ANY


def _either(one: Kind, other: Kind) -> Kind:
    if one.is_any or other.is_any:
        return ANY
    if one.is_null or other.is_null:
        return other if one.is_null else one
    values = None if one.values is None or other.values is None else one.values | other.values
    if values is not None and len(values) > MAX_VALUES:
        values = None
    spells = None if one.spells is None or other.spells is None else one.spells | other.spells
    return Kind(one.names | other.names, values, spells, _items(one, other), _entries(one, other))


def _items(one: Kind, other: Kind) -> Kind | None:
    lists = [each for each in (one, other) if "list" in each.names]
    known = [each.items for each in lists if each.items is not None]
    return union(*known) if known and len(known) == len(lists) else None


def _entries(one: Kind, other: Kind) -> Mapping[str, Kind] | None:
    contexts = [each.entries for each in (one, other) if "context" in each.names]
    if not contexts or any(each is None for each in contexts):
        return None
    names = {name for each in contexts for name in each or ()}
    return {name: union(*(each[name] for each in contexts if each and name in each)) for name in names}


def undated(kind: Kind) -> Kind:
    """The kind where text is text, whatever it spells: in decision models, whose types say what is a date."""
    items = None if kind.items is None else undated(kind.items)
    entries = None if kind.entries is None else {name: undated(part) for name, part in kind.entries.items()}
    return replace(kind, spells=None if "string" in kind.names else kind.spells, items=items, entries=entries)


def stored(kind: Kind) -> Kind:
    """The kind as case data hold it: dates and their like as text, functions not at all."""
    if kind.is_any:
        return DATA
    temporal = kind.names & TEMPORAL
    names = kind.names - TEMPORAL - {"function"}
    if "range" in names:
        names = names - {"range"} | {"string"}
    if temporal:
        spells = None if "string" in kind.names and kind.spells is None else (kind.spells or frozenset()) | temporal
        kind = replace(kind, names=names | {"string"}, values=None, spells=spells)
    else:
        kind = replace(kind, names=names or frozenset({"null"}))
    items = None if kind.items is None else stored(kind.items)
    entries = None if kind.entries is None else {name: stored(part) for name, part in kind.entries.items()}
    return replace(kind, items=items, entries=entries)
