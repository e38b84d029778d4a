"""Every property that the gate takes for read is read, and every one that is read is known to the gate."""

from collections.abc import Iterator
from typing import Any

import pytest

from engine.form_files.properties import PROPERTIES, Use
from forms.component import parse_field
from forms.definition import FieldType
from forms.model import parse_items

VALUES = [{"label": "یک", "value": "1"}]
#: what a component needs to be read at all
NEEDED: dict[str, dict[str, Any]] = {
    "expression": {"expression": "=1"},
    "html": {"content": "<p>x</p>"},
    "image": {"source": "images/a.png", "alt": "x"},
    "documentPreview": {"dataSource": "=a"},
    "table": {"dataSource": "=a", "columns": [{"key": "a"}]},
    "dynamiclist": {"path": "rows", "components": [{"type": "textfield", "key": "a"}]},
    **{type_: {"values": VALUES} for type_ in ("radio", "select", "checklist", "taglist")},
}
FIELDS = frozenset(FieldType) | {"taglist"}


class Recorder(dict[str, Any]):
    """A component that remembers which of its properties were asked for."""

    def __init__(self, content: dict[str, Any], prefix: str = "", asked: set[str] | None = None) -> None:
        super().__init__(content)
        self.asked: set[str] = set() if asked is None else asked
        self._prefix = prefix

    def get(self, name: str, default: Any = None) -> Any:
        self.asked.add(f"{self._prefix}{name}")
        value = super().get(name, default)
        if name in ("validate", "appearance", "conditional", "properties", "layout"):
            return Recorder(value or {}, f"{name}.", self.asked)
        return value

    def __getitem__(self, name: str) -> Any:
        self.asked.add(f"{self._prefix}{name}")
        return super().__getitem__(name)


def read_of(type_: str, **more: Any) -> set[str]:
    """Names of the properties that are read of a component of that type."""
    component = Recorder({"type": type_, "key": "q", **NEEDED.get(type_, {}), **more})
    for _ in parse_items([component]):
        pass
    return component.asked


def variants(type_: str) -> Iterator[dict[str, Any]]:
    yield {}
    if type_ == "datetime":
        yield {"subtype": "time"}
        yield {"subtype": "datetime"}


@pytest.mark.parametrize("type_", sorted(PROPERTIES))
def test_what_the_gate_takes_for_read_is_read(type_: str) -> None:
    acting = {path for path, use in PROPERTIES[type_].items() if use is not Use.NOTHING}
    read = set().union(*(read_of(type_, **more) for more in variants(type_)))
    assert acting - read == set()


@pytest.mark.parametrize("type_", sorted(PROPERTIES))
def test_what_means_nothing_is_not_read(type_: str) -> None:
    idle = {path for path, use in PROPERTIES[type_].items() if use is Use.NOTHING}
    assert idle & read_of(type_) <= {"id", "label"}, "id and label are read for messages"


def test_every_property_that_is_read_is_known_to_the_gate() -> None:
    known = set().union(*PROPERTIES.values())
    parts = {"validate", "appearance", "conditional", "properties", "layout"}
    assert set().union(*(read_of(type_) for type_ in PROPERTIES)) - known <= parts | {"path"}


def test_every_type_that_is_asked_has_its_properties() -> None:
    assert set(PROPERTIES) >= FIELDS
    assert parse_field({"type": "textfield", "key": "q"}, ()).key == "q"
