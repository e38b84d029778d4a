"""The names that FEEL has within the entries of a form's list: `this`, `parent` and `i`, as in form-js."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from engine.lint.types.kinds import ANY, NUMBER, Kind, context, listing

Component = Mapping[str, Any]
MAX_DEPTH = 20
#: all data of a case: which there are is asked of its variables themselves
_WHOLE = Kind(frozenset({"context"}), spells=frozenset())
_NUMBERS = listing(NUMBER)


class _Place(NamedTuple):
    """Where components stand: what is known there, and the names that only an entry has."""

    data: Kind
    local: Mapping[str, Kind]


def components_in_scope(form: Component, known: Mapping[str, Kind]) -> Iterator[tuple[Component, Mapping[str, Kind]]]:
    """All components of a form, each with the names that only it sees and their kinds."""
    yield from _below(form, _Place(context(known), {}), 0)


def _below(component: Component, place: _Place, depth: int) -> Iterator[tuple[Component, Mapping[str, Kind]]]:
    inner = component.get("components")
    for child in inner if isinstance(inner, list) and depth < MAX_DEPTH else ():
        if isinstance(child, Mapping):
            yield child, place.local
            yield from _below(child, _within(child, place), depth + 1)


def _within(component: Component, place: _Place) -> _Place:
    """The place of what is in a group or in an entry of a list."""
    data = place.data
    for step in filter(None, str(component.get("path") or "").split(".")):
        data = (data.entries or {}).get(step, ANY)
    if component.get("type") != "dynamiclist":
        return _Place(data, place.local)
    this = data.items or ANY
    return _Place(this, {"this": this, "parent": _around(place), "i": _NUMBERS})


def _around(place: _Place) -> Kind:
    outer = place.local.get("this")
    if outer is None:
        return _WHOLE
    return ANY if outer.entries is None else context({**outer.entries, **place.local})
