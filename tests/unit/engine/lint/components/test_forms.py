"""What the gate finds in forms: FEEL that can't be read wherever it may stand, and properties that do nothing."""

from typing import Any

import pytest

from engine.form_files.properties import PROPERTIES, Expression, Use, expressions_in
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


def remarks(component: dict[str, Any]) -> list[str]:
    found = lint({"process.bpmn": GOOD, "forms/f.form": form({"key": "q", "id": "Field_q", **component})})
    return [finding.message.en for finding in found if finding.rule == "form-property"]


@pytest.mark.parametrize(
    ("component", "named", "proposed"),
    [
        ({"type": "textfield", "placeholder": "x"}, "placeholder", "Remove it."),
        ({"type": "textfield", "lable": "x"}, "lable", "Did you mean “label”?"),
        (
            {"type": "textfield", "validate": {"requierd": True}},
            "validate.requierd",
            "Did you mean “validate.required”?",
        ),
        (
            {"type": "number", "properties": {"sufixEn": "m"}},
            "properties.sufixEn",
            "Did you mean “properties.suffixEn”?",
        ),
        ({"type": "separator", "key": "", "label": "x"}, "label", "Remove it."),
        ({"type": "textarea", "increment": 5}, "increment", "Remove it."),
        ({"type": "number", "searchable": True}, "searchable", "Remove it."),
    ],
)
def test_property_that_nothing_reads_is_named_with_the_one_that_may_be_meant(
    component: dict[str, Any], named: str, proposed: str
) -> None:
    (remark,) = remarks(component)
    assert f"“{named}”" in remark
    assert remark.endswith(proposed)


@pytest.mark.parametrize(
    ("component", "named"),
    [
        ({"type": "textfield", "validate": {"min": 3}}, "validate.min"),
        (
            {"type": "number", "appearance": {"suffixAdorner": "تومان"}, "properties": {"kind": "money"}},
            "suffixAdorner",
        ),
        ({"type": "number", "decimalDigits": 2, "properties": {"kind": "money"}}, "decimalDigits"),
        ({"type": "datetime", "subtype": "time", "use24h": False}, "use24h"),
        ({"type": "datetime", "subtype": "time", "timeSerializingFormat": "utc_offset"}, "timeSerializingFormat"),
        ({"type": "datetime", "subtype": "date", "timeInterval": 30}, "timeInterval"),
        ({"type": "datetime", "subtype": "time", "disallowPassedDates": True}, "disallowPassedDates"),
        ({"type": "button", "action": "reset"}, "action"),
        ({"type": "filepicker", "defaultValue": "x"}, "defaultValue"),
    ],
)
def test_property_without_meaning_where_it_stands_is_named_once(component: dict[str, Any], named: str) -> None:
    if component["type"] == "button":
        component = component | {"key": ""}
    (remark,) = remarks(component)
    assert named in remark


@pytest.mark.parametrize(
    "component",
    [
        {"type": "textfield", "validate": {"min": 3}, "properties": {"kind": "money"}},
        {"type": "number", "validate": {"min": 3, "max": None}, "increment": "5", "serializeToString": True},
        {"type": "number", "appearance": {"suffixAdorner": "ریال"}, "properties": {"kind": "money"}},
        {"type": "datetime", "subtype": "time", "timeInterval": 15, "use24h": True, "timeLabel": "x"},
        {"type": "datetime", "subtype": "datetime", "timeInterval": 15, "timeLabel": "x", "dateLabel": "x"}
        | {"disallowPassedDates": True, "timeSerializingFormat": "utc_normalized"},
        {"type": "select", "values": [{"label": "x", "value": "x"}], "searchable": True, "layout": {"row": "Row_1"}},
        {"type": "group", "key": "", "label": "x", "components": [], "showOutline": True},
    ],
)
def test_property_that_acts_is_not_named(component: dict[str, Any]) -> None:
    assert remarks(component) == []


def test_property_of_the_form_itself_is_looked_at_too() -> None:
    content = b'{"type": "default", "components": [], "titel": "x", "properties": {"titleEn": "x"}}'
    found = lint({"process.bpmn": GOOD, "forms/f.form": content})
    (remark,) = [finding for finding in found if finding.rule == "form-property"]
    assert (remark.file, remark.element) == ("forms/f.form", None)
    assert "Did you mean “title”?" in remark.message.en


def rules_of(*components: dict[str, object]) -> list[tuple[str, str | None]]:
    found = lint({"process.bpmn": GOOD, "forms/f.form": form(*components)})
    return [(finding.rule, finding.element) for finding in found if finding.rule.startswith("form-")]


def within(path: str, *components: dict[str, object]) -> dict[str, object]:
    return {"type": "group", "path": path, "components": list(components)}


def test_keys_are_told_apart_with_the_paths_of_their_groups() -> None:
    street = {"type": "textfield", "key": "street", "label": "خیابان"}
    assert rules_of(within("home", street), within("work", within("at", street))) == []
    twice = rules_of(within("home", within("at", street)), {**street, "key": "home.at.street"})
    assert twice == [("form-key", "home.at.street")]


def test_options_out_of_data_are_no_unread_property() -> None:
    choice = {"type": "select", "key": "q", "label": "گزینه"}
    assert rules_of({**choice, "valuesKey": "places"}) == []
    assert rules_of({**choice, "valuesExpression": "=for p in places return p.name"}) == []
    assert rules_of({**choice, "valuesExpression": "=for p in"}) == [("form-feel", "q")]
    assert rules_of({"type": "textfield", "key": "q", "label": "q", "valuesKey": "a"}) == [("form-property", "q")]


LIST = {"type": "dynamiclist", "path": "owners", "allowAddRemove": True}
NAME = {"type": "textfield", "key": "name", "label": "نام"}


def listed(**more: Any) -> dict[str, Any]:
    return {**LIST, "components": [NAME], **more}


@pytest.mark.parametrize(
    ("component", "told"),
    [
        (listed(), []),
        (listed(defaultRepetitions=0, properties={"least": "1", "most": 100}), []),
        (listed(components=[{"type": "group", "components": [listed(path="heirs")]}]), []),
        (listed(path=""), ["has no path"]),
        (listed(components=[]), ["asks nothing"]),
        (listed(components=[{"type": "text", "text": "x"}]), ["asks nothing"]),
        (listed(isRepeating=False), ["repeats always"]),
        (listed(defaultRepetitions=101), ["defaultRepetitions"]),
        (listed(properties={"least": "دو"}), ["properties.least"]),
        (listed(properties={"least": 3, "most": 2}), ["contradict"]),
        (listed(defaultRepetitions=3, properties={"most": 2}), ["contradict"]),
        (listed(components=[NAME | {"properties": {"profile": "mobile"}}]), ["profile"]),
        (
            listed(components=[listed(path="b", components=[listed(path="c", components=[listed(path="d")])])]),
            ["more than 3"],
        ),
    ],
)
def test_lists_that_cant_be_asked_are_named(component: dict[str, Any], told: list[str]) -> None:
    found = lint({"process.bpmn": GOOD, "forms/f.form": form(component)})
    messages = [finding.message.en for finding in found if finding.rule == "form-list"]
    assert len(messages) == len(told)
    assert all(word in message for word, message in zip(told, messages, strict=True))


@pytest.mark.parametrize(
    ("component", "idle"),
    [
        (listed(allowAddRemove=False, properties={"most": 3}), "properties.most"),
        (listed(disableCollapse=True, nonCollapsedItems=3), "nonCollapsedItems"),
        (listed(maxItems=3), "maxItems"),
    ],
)
def test_properties_of_a_list_that_do_nothing_are_named(component: dict[str, Any], idle: str) -> None:
    found = lint({"process.bpmn": GOOD, "forms/f.form": form(component)})
    assert [idle in finding.message.en for finding in found if finding.rule == "form-property"] == [True]


@pytest.mark.parametrize(
    ("component", "rule"),
    [
        ({"type": "button", "label": "x", "action": "custom"}, "form-value"),
        ({"type": "iframe", "url": "https://example.ir"}, "form-component"),
        ({"type": "script"}, "form-component"),
        ({"type": "custom-map"}, "form-component"),
    ],
)
def test_what_runs_in_other_tools_alone_is_refused_by_its_name(component: dict[str, Any], rule: str) -> None:
    found = lint({"process.bpmn": GOOD, "forms/f.form": form({"id": "c", **component})})
    (finding,) = [one for one in found if one.rule == rule]
    assert str(component.get("action") or component["type"]) in finding.message.en


@pytest.mark.parametrize("action", ["submit", None])
def test_button_that_sends_the_form_is_left_out_without_a_word(action: str | None) -> None:
    button = {"type": "button", "id": "b", "label": "x", "action": action}
    assert rules_of(button) == []
