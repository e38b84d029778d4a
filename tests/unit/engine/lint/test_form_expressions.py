"""FEEL in forms: every place that may hold it is found and tried by the gate."""

import pytest

from engine.form_properties import PROPERTIES, Expression, Use, expressions_in
from engine.lint import lint
from tests.unit.engine.lint.cases import GOOD
from tests.unit.engine.lint.diagrams import form

PLACES = [
    (type_, path, use)
    for type_, uses in PROPERTIES.items()
    for path, use in uses.items()
    if use in (Use.TEXT, Use.SWITCH, Use.FEEL)
]


def component(type_: str, path: str, value: object) -> dict[str, object]:
    outer, _, inner = path.partition(".")
    needed: dict[str, object] = {"expression": "=1"} if type_ == "expression" else {}
    given = {"type": type_, "key": "q", **needed}
    return given | ({outer: {inner: value}} if inner else {outer: value})


def faults(type_: str, path: str, value: object) -> list[str]:
    content = form(component(type_, path, value))
    found = lint({"process.bpmn": GOOD, "forms/f.form": content})
    return [finding.message.en for finding in found if finding.rule == "form-feel"]


@pytest.mark.parametrize(("type_", "path", "use"), PLACES)
def test_broken_feel_is_named_with_its_property(type_: str, path: str, use: Use) -> None:
    (fault,) = faults(type_, path, "=1 +")
    assert f"“{path}” is not FEEL" in fault
    assert faults(type_, path, "=a + 1") == []


@pytest.mark.parametrize(("type_", "path"), [(type_, path) for type_, path, use in PLACES if use is Use.TEXT])
def test_holes_of_texts_are_looked_into(type_: str, path: str) -> None:
    assert len(faults(type_, path, "از {{ 1 + }} تا {{ b }} و {{}}")) == 2
    assert faults(type_, path, "از {{ a }} تا {{ b }}") == []


def test_blocks_of_form_js_are_named_with_what_to_write() -> None:
    (first, second) = faults("text", "text", "{{#if a}}یک{{/if}}")
    assert "if … then … else" in first
    assert "if … then … else" in second


@pytest.mark.parametrize("value", ["1", "100", "a+", "yes"])
def test_plain_values_are_no_feel(value: str) -> None:
    assert list(expressions_in(component("textfield", "validate.pattern", value))) == []


def test_expressions_are_told_with_their_place() -> None:
    given = {
        "type": "number",
        "key": "n",
        "label": "{{ a }} {{b}}",
        "validate": {"min": "= c"},
        "conditional": {"hide": "d"},
    }
    assert list(expressions_in(given)) == [
        Expression("label", "a"),
        Expression("label", "b"),
        Expression("validate.min", "c"),
        Expression("conditional.hide", "d"),
    ]
