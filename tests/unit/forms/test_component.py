"""One component of a form: its key, kind, limits, options and what stands in its properties."""

from typing import Any

import pytest

from engine import Bilingual
from forms import FormError, parse_form
from forms import errors as reasons
from forms.component import MOST_DEPTH
from forms.definition import Field, FieldType, Group, Limits, Option, Spacer
from forms.values.date_times import Serializing
from forms.values.kinds import DOCUMENT, KINDS
from forms.values.pattern import MOST_CHARACTERS
from tests.unit.forms.samples import USES


def parsed(type_: str = "textfield", **more: Any) -> Field:
    return parse_form({"components": [{"type": type_, "key": "q", **more}]}).fields[0]


def refusal(type_: str = "textfield", **more: Any) -> FormError:
    with pytest.raises(FormError) as refused:
        parsed(type_, **more)
    return refused.value


def test_key_has_at_most_64_characters_a_letter_first() -> None:
    assert parsed(key="a" * 64).key == "a" * 64
    assert parsed(key="A1_").key == "A1_"
    for key in ("a" * 65, "", "1a", "_a", "a-b", "نام", None, 7):
        assert isinstance(refusal(key=key), reasons.BadKey)


@pytest.mark.parametrize("key", ["csrf_token", "tracking_code", "promised_on"])
def test_key_of_the_desk_itself_is_only_shown(key: str) -> None:
    assert isinstance(refusal(key=key), reasons.BadKey)
    assert parsed(key=key, readonly=True).readonly


@pytest.mark.parametrize(
    "more", [{"readonly": True}, {"disabled": True}, {"properties": {"readonly": "true"}}, {"readonly": " True "}]
)
def test_what_is_read_only_is_not_asked(more: dict[str, Any]) -> None:
    assert parsed(**more).readonly


@pytest.mark.parametrize("more", [{}, {"readonly": False}, {"disabled": "no"}, {"properties": {"readonly": "1"}}])
def test_other_components_are_asked(more: dict[str, Any]) -> None:
    assert not parsed(**more).readonly


@pytest.mark.parametrize(
    ("type_", "more", "kind"),
    [
        ("textfield", {}, "text"),
        ("textfield", {"validate": {"validationType": "email"}}, "email"),
        ("textfield", {"validate": {"validationType": "phone"}}, "phone"),
        ("textfield", {"validate": {"validationType": "custom"}}, "text"),
        ("textfield", {"properties": {"profile": "postal_code"}}, "postal-code"),
        ("textfield", {"properties": {"profile": "city"}}, "text"),
        ("textfield", {"properties": {"profile": "mobile", "kind": "phone"}}, "phone"),
        ("textarea", {}, "text"),
        ("number", {}, "number"),
        ("number", {"properties": {"kind": "money"}}, "money"),
        ("datetime", {"subtype": "date"}, "jalali-date"),
        ("datetime", {"subtype": "time"}, "time"),
        ("datetime", {"subtype": "datetime"}, "date-time"),
        ("filepicker", {}, DOCUMENT),
        ("checkbox", {}, "yes-no"),
        ("radio", {"values": USES}, "choice"),
        ("select", {"values": USES}, "choice"),
        ("checklist", {"values": USES}, "choices"),
        ("taglist", {"values": USES}, "choices"),
        ("expression", {"expression": "=1"}, "number"),
    ],
)
def test_kind_is_named_or_follows_from_the_component(type_: str, more: dict[str, Any], kind: str) -> None:
    assert parsed(type_, **more).kind == kind


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_text_field_may_be_of_every_kind(kind: str) -> None:
    assert parsed(properties={"kind": kind}).kind == kind


@pytest.mark.parametrize(
    "more",
    [
        {"subtype": "month"},
        {"subtype": "datetime", "properties": {"kind": "time"}},
        {"subtype": "datetime", "timeSerializingFormat": "epoch"},
        {"subtype": "datetime", "timeInterval": 7.5},
        {"subtype": "time", "timeInterval": 2000},
    ],
)
def test_date_or_time_of_another_kind_is_refused(more: dict[str, Any]) -> None:
    assert isinstance(refusal("datetime", **more), reasons.BadComponent)


def test_date_with_its_time_has_two_labels_and_a_way_of_storing() -> None:
    labels = {"dateLabel": "روز بازدید", "timeLabel": "ساعت بازدید"}
    asked = parsed("datetime", subtype="datetime", timeSerializingFormat="utc_offset", **labels)
    assert (asked.kind, asked.serializing) == ("date-time", Serializing.UTC_OFFSET)
    assert asked.label.fa == "روز بازدید و ساعت بازدید"
    assert (asked.date_label, asked.time_label) == (("روز بازدید", ""), ("ساعت بازدید", ""))
    assert parsed("datetime", subtype="datetime", label="بازدید", **labels).label.fa == "بازدید"
    assert parsed("datetime", subtype="datetime").serializing is Serializing.NO_TIMEZONE
    assert parsed("datetime", subtype="date", **labels).time_label is None


def test_limits_are_those_of_the_component() -> None:
    validate = {"minLength": "2", "maxLength": 5, "min": "-1.5", "max": 7, "pattern": "a+"}
    assert parsed(validate=validate).limits == Limits(2, 5, -1.5, 7.0, "a+")
    assert parsed("number", decimalDigits=3).limits.decimals == 3
    assert parsed("number").limits.decimals is None
    assert parsed(validate={"minLength": 0, "maxLength": ""}).limits == Limits(min_length=0)


@pytest.mark.parametrize("value", ["nan", "inf", "1_000", "1,000", True, "1e999"])
def test_bound_is_a_number_in_digits(value: object) -> None:
    assert isinstance(refusal(validate={"min": value}), reasons.BadComponent)


@pytest.mark.parametrize(("written", "step"), [(5, "5"), ("0.25", "0.25"), ("۱۰", "10"), (1e-7, "1E-7")])
def test_step_is_exact_as_it_is_written(written: object, step: str) -> None:
    assert str(parsed("number", increment=written).limits.step) == step


@pytest.mark.parametrize("value", [0, -1, "x"])
def test_step_is_above_zero(value: object) -> None:
    assert isinstance(refusal("number", increment=value), reasons.BadComponent)


@pytest.mark.parametrize("value", [-1, 1.5, "x", "-1"])
def test_length_is_a_whole_number_from_zero_on(value: object) -> None:
    assert isinstance(refusal(validate={"minLength": value}), reasons.BadComponent)


@pytest.mark.parametrize(
    ("more", "limit"),
    [
        ({}, 1),
        ({"multiple": True}, 10),
        ({"multiple": True, "properties": {"maxFiles": "3"}}, 3),
        ({"properties": {"most": 4, "maxFiles": "3"}}, 4),
    ],
)
def test_one_document_is_taken_ten_of_several_or_as_many_as_are_said(more: dict[str, Any], limit: int) -> None:
    assert parsed("filepicker", **more).limits.most_documents == limit


@pytest.mark.parametrize(
    ("more", "past", "future"),
    [
        ({}, True, True),
        ({"disallowPassedDates": True}, False, True),
        ({"properties": {"when": "future"}}, False, True),
        ({"properties": {"when": "past"}}, True, False),
        ({"properties": {"profile": "birth_date"}}, True, False),
    ],
)
def test_date_may_be_bound_to_the_past_or_the_future(more: dict[str, Any], past: bool, future: bool) -> None:
    limits = parsed("datetime", subtype="date", **more).limits
    assert (not limits.no_past, not limits.no_future) == (past, future)


def test_options_have_a_value_and_a_label_in_a_language_at_least() -> None:
    options = [{"label": " یک ", "value": 1}, {"labelEn": "Two", "value": "2"}, {"label": "نه", "value": False}]
    options.append({"label": "چهار", "value": 4.5, "properties": {"labelEn": "Four"}})
    assert parsed("radio", values=options).options == (
        Option(1, Bilingual("یک", "")),
        Option("2", Bilingual("", "Two")),
        Option(False, Bilingual("نه", "")),
        Option(4.5, Bilingual("چهار", "Four")),
    )
    assert [option.posted for option in parsed("radio", values=options).options] == ["1", "2", "false", "4.5"]


@pytest.mark.parametrize(
    "values",
    [
        [],
        ["a"],
        [{"label": "یک"}],
        [{"label": "یک", "value": ""}],
        [{"label": "یک", "value": None}],
        [{"label": "یک", "value": []}],
        [{"label": " ", "value": "a"}],
        [{"label": "یک", "value": "1"}, {"label": "دو", "value": 1}],
    ],
)
def test_other_options_are_refused(values: object) -> None:
    assert isinstance(refusal("radio", values=values), reasons.BadOptions)


def test_labels_come_from_the_component_or_its_properties() -> None:
    assert parsed(label="نام", properties={"labelEn": "Name"}).label == ("نام", "Name")
    assert parsed(properties={"label": "نام"}).label == ("نام", "")
    assert parsed("datetime", dateLabel="روز", properties={"dateLabelEn": "Day"}).label == ("روز", "Day")
    assert parsed().label == ("q", "q")
    assert parsed("expression", expression="1").label == ("", "")
    assert parsed(description="راهنما", properties={"descriptionEn": "Hint"}).description == ("راهنما", "Hint")
    assert parsed().description is None


def test_date_and_time_have_a_label_of_their_own() -> None:
    assert parsed("datetime", subtype="time", timeLabel="ساعت", dateLabel="روز").label.fa == "ساعت"
    assert parsed("datetime", subtype="date", timeLabel="ساعت", dateLabel="روز").label.fa == "روز"
    assert parsed("datetime", subtype="time", timeLabel="ساعت", properties={"timeLabelEn": "At"}).label.en == "At"


def test_switches_of_a_component_are_for_its_type() -> None:
    assert parsed("number", serializeToString=True).as_text
    assert not parsed("textfield", serializeToString=True).as_text
    assert parsed("select", values=USES, searchable=True).searchable
    assert not parsed("select", values=USES, multiple=True).multiple


@pytest.mark.parametrize(("height", "pixels"), [(None, 60), (80, 80), (-3, 60), ("x", 60), (10_000, 600), (12.5, 12)])
def test_spacer_is_as_high_as_it_says_within_reason(height: object, pixels: int) -> None:
    assert parse_form({"components": [{"type": "spacer", "height": height}]}).items == (Spacer(pixels),)


def test_group_may_have_a_frame() -> None:
    framed, plain = (
        parse_form({"components": [{"type": "group", "components": [], "showOutline": shown}]}).items[0]
        for shown in (True, False)
    )
    assert isinstance(framed, Group)
    assert isinstance(plain, Group)
    assert (framed.outlined, plain.outlined) == (True, False)


def test_units_and_file_endings_are_read_as_they_are_written() -> None:
    assert parsed("number", appearance={"suffixAdorner": " متر "}).suffix == ("متر", "")
    assert parsed("number", properties={"suffixEn": "m"}).suffix == ("", "m")
    assert parsed("number").suffix is None
    assert parsed("number", appearance={"prefixAdorner": "+"}, properties={"prefixEn": "plus"}).prefix == ("+", "plus")
    assert parsed("filepicker", accept=".PDF, jpg,,").accept == ("pdf", "jpg")
    assert parsed("filepicker", properties={"accept": ".png"}).accept == ("png",)
    assert parsed("filepicker").accept == ()


@pytest.mark.parametrize(
    ("hide", "hides"),
    [(None, ()), (False, ()), ("", ()), (True, ("true",)), ("= a > 1 ", ("a > 1",)), ("a", ("a",)), (0, ("0",))],
)
def test_condition_that_hides_is_feel_without_its_sign(hide: object, hides: tuple[str, ...]) -> None:
    assert parsed(conditional={"hide": hide}).hides == hides


def test_several_answers_are_given_where_the_component_says_so() -> None:
    assert parsed("checklist", values=USES).multiple
    assert parsed("taglist", values=USES).type is FieldType.CHECKLIST
    assert parsed("filepicker", multiple=True).multiple
    assert not parsed("select", values=USES).multiple


def test_computed_field_is_never_asked() -> None:
    computed = parsed("expression", expression="= 1 + 1 ")
    assert (computed.expression, computed.readonly) == ("1 + 1", True)
    assert parsed(expression="=1").expression is None


def nested(depth: int) -> dict[str, Any]:
    inner: dict[str, Any] = {"type": "textfield", "key": "a"}
    for _ in range(depth):
        inner = {"type": "group", "components": [inner]}
    return {"components": [inner]}


def test_groups_are_nested_eight_deep_at_most() -> None:
    assert MOST_DEPTH == 8
    assert parse_form(nested(8)).find("a") is not None
    with pytest.raises(reasons.NotAForm, match="deeper than 8"):
        parse_form(nested(9))


def test_form_has_a_mebibyte_at_most() -> None:
    text = '{"components": []}'
    assert parse_form(text + " " * ((1 << 20) - len(text))).fields == ()
    with pytest.raises(reasons.NotAForm, match="1 MiB"):
        parse_form(text + " " * ((1 << 20) - len(text) + 1))


def test_pattern_has_200_characters_at_most() -> None:
    assert MOST_CHARACTERS == 200
    assert parsed(validate={"pattern": "a" * 200}).limits.pattern == "a" * 200
    assert isinstance(refusal(validate={"pattern": "a" * 201}), reasons.BadPattern)


@pytest.mark.parametrize(
    "pattern", ["(a*)*", "((a+)b)*", "(a|b)+", "(a{1,})+", "(a{2,3})*", "((a|b))*", "(a(b)+c)*", "x(y(z*)w){2,}"]
)
def test_repetition_within_a_repetition_is_refused(pattern: str) -> None:
    assert isinstance(refusal(validate={"pattern": pattern}), reasons.BadPattern)


@pytest.mark.parametrize(
    "pattern", ["(a)*(b)+", "a*b+", "(a*)b", "(a|b)c", "((a)b)*", "(a{2})*", "[(a+)]+", r"(\*)*", "(a+){2}", "(ab)*|c"]
)
def test_repetitions_beside_each_other_are_let_in(pattern: str) -> None:
    assert parsed(validate={"pattern": pattern}).limits.pattern == pattern
