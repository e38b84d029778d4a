"""Options that data bring in: keys of data and expressions, also over answers on the page."""

from collections.abc import Mapping

import pytest

from engine import Bilingual
from forms import build_page, describe, newly_asked, prefill, read_post, resolve, settle, validate
from forms.page import Question
from tests.unit.forms.samples import component
from tests.unit.forms.test_live import form, is_true, value

REQUIRED = {"required": True}
CITIES = '=if province = "qom" then ["قم"] else if province = "yazd" then ["یزد", "میبد"] else null'


def choice(type_: str = "select", **more: object) -> dict[str, object]:
    return component(type_, "city", "شهر", "City", **more)


PROVINCE = component(
    "radio", "province", "استان", "Province", values=[{"label": p, "value": p} for p in ("qom", "yazd", "far")]
)
BY_PROVINCE = form(PROVINCE, choice(valuesExpression=CITIES, validate=REQUIRED))


@pytest.mark.parametrize("type_", ["select", "radio", "checklist", "taglist"])
@pytest.mark.parametrize(
    ("data", "options"),
    [
        (["قم", 5, True], [("قم", "قم", "قم"), ("5", "۵", "5"), ("true", "بله", "Yes")]),
        ([{"value": "q", "label": "قم", "labelEn": "Qom"}], [("q", "قم", "Qom")]),
        ([{"label": "قم"}, {"value": "y"}], [("قم", "قم", "قم"), ("y", "y", "y")]),
        (["a", "a", "", None, {}, ["x"], {"value": {}}], [("a", "a", "a")]),
        ("no list", []),
        (None, []),
    ],
)
def test_a_list_of_the_data_gives_the_options(type_: str, data: object, options: list[tuple[str, ...]]) -> None:
    asked = form(choice(type_, valuesKey="places"))
    found = resolve(asked, {"places": data}, value).fields[0].options
    assert [(one.posted, one.label.in_language("fa"), one.label.in_language("en")) for one in found] == options
    assert "places" in asked.reads


def test_a_dotted_key_is_an_entry_of_the_data() -> None:
    asked = form(choice(valuesKey="office.places"))
    assert resolve(asked, {"office": {"places": ["قم"]}}, value).fields[0].options[0].value == "قم"


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ({"province": "qom", "city": "قم"}, []),
        ({"province": "yazd", "city": "قم"}, ["choice"]),
        ({"province": "yazd"}, ["required"]),
        ({"province": "far"}, ["no_options"]),
        ({}, ["no_options"]),
    ],
)
def test_options_follow_answers_of_the_page(typed: Mapping[str, object], codes: list[str]) -> None:
    checked = validate(BY_PROVINCE, typed, compute=value)
    assert [problem.code for problem in checked.errors.get("city", ())] == codes


def test_answers_to_such_questions_steer_further_ones() -> None:
    asked = form(
        PROVINCE,
        choice(valuesExpression=CITIES),
        component("textfield", "street", "خیابان", "Street", conditional={"hide": '=city != "میبد"'}),
    )
    typed = {"province": "yazd", "city": "میبد", "street": "x"}
    assert validate(asked, typed, hidden=is_true, compute=value).answers["street"] == "x"
    elsewhere = validate(asked, {**typed, "province": "qom"}, hidden=is_true, compute=value)
    assert "street" in elsewhere.hidden


def test_a_page_shows_the_options_and_comes_again_when_there_are_some() -> None:
    def city(values: Mapping[str, object]) -> Question:
        page = build_page(BY_PROVINCE, values, compute=value)
        return next(item for item in page.items if isinstance(item, Question) and item.field.key == "city")

    assert city({}).lacks_options
    assert [one.value for one in city({"province": "yazd"}).field.options] == ["یزد", "میبد"]
    posted = read_post(BY_PROVINCE, {"province": ["yazd"], "_asked": ["province"]})
    seen = settle(BY_PROVINCE, posted.raw, compute=value)
    assert [one.key for one in newly_asked(BY_PROVINCE, posted, seen.not_shown)] == ["city"]
    nothing = settle(BY_PROVINCE, {"province": "far"}, compute=value)
    assert newly_asked(BY_PROVINCE, posted, nothing.not_shown) == ()


def test_answers_are_shown_by_their_labels() -> None:
    asked = form(choice(valuesKey="places"), component("textfield", "note", "{{ city }}", "{{ city }}"))
    data = {"places": [{"value": 7, "label": "قم", "labelEn": "Qom"}], "city": 7}
    shown = resolve(asked, data, value)
    assert describe(shown, {"city": 7}, "en")[0].value == "Qom"
    assert shown.fields[1].label == Bilingual("قم", "Qom")


def test_defaults_are_among_the_options() -> None:
    asked = form(choice(valuesKey="places", defaultValue="قم"))
    assert prefill(asked, {}, compute=value, data={"places": ["قم"]}) == {"city": "قم"}
    assert prefill(asked, {}, compute=value, data={"places": ["یزد"]}) == {}
