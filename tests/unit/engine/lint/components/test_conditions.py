"""A condition that hides what it asks about is found wherever it stands, and no other."""

from typing import Any

import pytest

from engine.lint import lint
from tests.unit.engine.lint.cases import GOOD
from tests.unit.engine.lint.diagrams import form


def told(*components: dict[str, Any]) -> list[str | None]:
    found = lint({"process.bpmn": GOOD, "forms/f.form": form(*components)})
    return [finding.element for finding in found if finding.rule == "form-hidden"]


def number(key: str, hide: str = "", **more: object) -> dict[str, Any]:
    return {"type": "number", "key": key, "label": key, **({"conditional": {"hide": hide}} if hide else {}), **more}


def group(*inner: dict[str, Any], hide: str = "", path: str = "", type_: str = "group") -> dict[str, Any]:
    conditional = {"conditional": {"hide": hide}} if hide else {}
    return {"type": type_, "id": "g", "label": "g", "components": list(inner), "path": path, **conditional}


@pytest.mark.parametrize(
    ("components", "places"),
    [
        ([number("a", "=a > 3")], ["a"]),
        ([number("a", "=b = 1 and not(a = null)"), number("b")], ["a"]),
        ([group(number("a"), hide="=a = 1")], ["g"]),
        ([group(number("a", "=o.a = 1"), path="o")], ["o.a"]),
        ([group(number("a"), hide="=o.a = 1", path="o")], ["o"]),
        ([group(number("a", "=this.a = 1"), path="o", type_="dynamiclist")], ["o.*.a"]),
        ([group(number("a"), hide="=count(o) > 2", path="o", type_="dynamiclist")], ["o"]),
        ([group(group(number("a")), hide="=a > 1")], ["g"]),
    ],
)
def test_condition_on_what_it_hides_is_told(components: list[dict[str, Any]], places: list[str]) -> None:
    assert told(*components) == places


@pytest.mark.parametrize(
    "components",
    [
        [number("a", "=b > 3"), number("b", "=a > 3")],
        [group(number("a", "=b = 1"), number("b"))],
        [group(number("a", "=a = 1"), path="o"), number("a")],
        [group(number("a", "=parent.a = 1"), path="o", type_="dynamiclist"), number("a")],
        [number("a", "=a = null", readonly=True)],
        [{"type": "expression", "key": "a", "expression": "=1", "conditional": {"hide": "=a = null"}}],
        [group(number("a"), hide="=o.b = 1", path="o"), number("o.b")],
        [number("a", "=for a in [1] return a = 1")],
    ],
)
def test_other_conditions_are_none_of_it(components: list[dict[str, Any]]) -> None:
    assert told(*components) == []
