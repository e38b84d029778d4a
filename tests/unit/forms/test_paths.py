"""Dotted keys and groups with a path: flat on the page, contexts in the case."""

from collections.abc import Mapping
from typing import Any

import pytest

from forms import (
    answer_to,
    build_page,
    describe,
    differing,
    parse_form,
    prefill,
    profile_values,
    read_post,
    resolve,
    validate,
    without_asked,
)
from forms.page import Page, Question, Section
from forms.paths import flatten, nest
from tests.unit.forms.samples import DEED, component
from tests.unit.forms.test_live import form, is_true, value


def text(key: str, **more: Any) -> dict[str, object]:
    return component("textfield", key, key, key, **more)


def group(path: str | None, *components: dict[str, object]) -> dict[str, object]:
    return {"type": "group", "label": "نشانی", "path": path, "components": list(components)}


ADDRESS = form(
    text("name"),
    group(
        "address",
        text("street", validate={"required": True}),
        group("", component("datetime", "since", "از", "Since", subtype="date")),
        group("owner.home", component("filepicker", "deeds", "سند", "Deeds", multiple=True)),
        text("unit", conditional={"hide": '=address.street = "بی‌واحد"'}),
    ),
)
TYPED = {
    "name": "مریم",
    "address.street": "بهار",
    "address.since": {"year": "1400", "month": "1", "day": "1"},
    "address.owner.home.deeds": [DEED],
    "address.unit": "3",
}
STORED = {
    "name": "مریم",
    "address": {"street": "بهار", "since": "2021-03-21", "owner": {"home": {"deeds": [DEED]}}, "unit": "3"},
}


def questions(page: Page) -> dict[str, Question]:
    found: dict[str, Question] = {}
    pending = list(page.items)
    while pending:
        item = pending.pop()
        if isinstance(item, Question):
            found[item.field.key] = item
        elif isinstance(item, Section):
            pending += item.items
    return found


def test_groups_put_their_paths_before_the_keys_within() -> None:
    assert [f.key for f in ADDRESS.fields] == [
        "name",
        "address.street",
        "address.since",
        "address.owner.home.deeds",
        "address.unit",
    ]


@pytest.mark.parametrize("typed", [TYPED, STORED], ids=["of a page", "of a program"])
def test_answers_come_out_as_contexts(typed: Mapping[str, object]) -> None:
    checked = validate(ADDRESS, typed, hidden=is_true, compute=value)
    assert checked.ok
    assert checked.answers == STORED


@pytest.mark.parametrize(
    "typed", [{"address.street": "x", "address.evil": "1"}, {"address": {"street": "x", "evil": 1}}]
)
def test_entries_that_the_form_does_not_ask_are_refused(typed: Mapping[str, object]) -> None:
    assert set(validate(ADDRESS, typed).errors) == {"address.evil"}


@pytest.mark.parametrize("typed", [{"address": "بهار"}, {"address": []}, {"address.street": {"a": "b"}}])
def test_contexts_that_are_none_are_refused(typed: Mapping[str, object]) -> None:
    assert not validate(ADDRESS, typed).ok


def test_errors_name_the_whole_key_and_the_page_shows_them_at_its_question() -> None:
    checked = validate(ADDRESS, {})
    page = build_page(ADDRESS, {}, errors=checked.errors)
    assert set(checked.errors) == {"address.street"}
    assert [fault.target for fault in page.faults] == ["q-address.street"]


def test_what_else_is_known_of_a_context_stays() -> None:
    known = {"address": {"zip": "1", "owner": {"age": 40}, "unit": "9"}, "other": {"a": 1}}
    answers = validate(ADDRESS, {"address.street": "x"}, known=known).answers
    assert answers["address"] == {
        "zip": "1",
        "street": "x",
        "since": None,
        "unit": None,
        "owner": {"age": 40, "home": {"deeds": []}},
    }
    assert "other" not in answers


def test_a_hidden_entry_is_void_whatever_was_known_of_it() -> None:
    known = {"address": {"unit": "9", "zip": "1"}}
    checked = validate(ADDRESS, {"address.street": "بی‌واحد"}, known=known, hidden=is_true, compute=value)
    assert "unit" not in checked.answers["address"]  # type: ignore[operator]  # a context
    assert checked.hidden == {"address.unit"}


def test_a_page_posts_whole_keys_and_shows_stored_contexts() -> None:
    posted = read_post(ADDRESS, {"address.street": ["x"], "address.since-day": ["1"], "_asked": ["address.since"]})
    assert posted.raw == {"address.street": "x", "address.since": {"year": "", "month": "", "day": "1"}}
    shown = questions(build_page(ADDRESS, STORED))
    assert shown["address.street"].value == "بهار"
    assert shown["address.since"].boxes["year"] == "1400"
    assert [document.id for document in shown["address.owner.home.deeds"].documents] == [DEED]
    assert shown["address.street"].target == "q-address.street"


def test_stored_contexts_are_described_line_by_line() -> None:
    lines = describe(resolve(ADDRESS, STORED, value), STORED, "fa", document_names={DEED: "سند.pdf"})
    assert [(line.key, line.value) for line in lines] == [
        ("name", "مریم"),
        ("address.street", "بهار"),
        ("address.since", "یکشنبه ۱ فروردین ۱۴۰۰"),
        ("address.owner.home.deeds", "سند.pdf"),
        ("address.unit", "۳"),
    ]


def test_feel_of_a_form_sees_contexts() -> None:
    asked = form(
        group(
            "a", component("number", "n", "ن", "N"), {"type": "expression", "key": "double", "expression": "=a.n * 2"}
        ),
        component("textfield", "q", "تا {{ a.n }} و {{ a.double }} و {{ a.old }}", "", defaultValue="=a.old"),
    )
    known = {"a": {"old": "قدیم"}}
    assert validate(asked, {"a.n": "4"}, compute=value).answers["a"] == {"n": 4, "double": 8}
    page = build_page(asked, {"a.n": "4"}, compute=value, known=known)
    assert questions(page)["q"].field.label.fa == "تا ۴ و ۸ و قدیم"
    assert prefill(asked, {}, compute=value, data=known) == {"q": "قدیم"}


def test_profile_fields_and_differences_work_within_contexts() -> None:
    asked = form(group("person", text("code", properties={"profile": "national_id"})))
    assert profile_values(asked, {"person": {"code": "0012345679"}}) == {"national_id": "0012345679"}
    found = differing(asked, {"person": {"code": "0012345679"}}, {"person.code": "0499370899"}, "en")
    assert [(one.key, one.there) for one in found] == [("person.code", "0499370899")]


def test_what_is_asked_anew_is_left_out_of_what_is_known() -> None:
    known = {**STORED, "address": {**STORED["address"], "zip": "1"}, "case": 1}  # type: ignore[dict-item]
    assert without_asked(ADDRESS, known) == {"address": {"zip": "1"}, "case": 1}
    assert ADDRESS.reads >= {"address"}
    assert "street" in STORED["address"]  # type: ignore[operator]  # what came in is as it was


def test_one_answer_is_found_in_flat_and_nested_answers() -> None:
    deeds = ADDRESS.fields[3]
    assert answer_to(deeds, STORED) == answer_to(deeds, TYPED) == [DEED]
    assert answer_to(deeds, {"address": {"owner": "x"}}) is None


@pytest.mark.parametrize("values", [{"a": 1}, {"a.b": 1, "a.c": {"d": 2}}, {"a": {"x": 0}, "a.b.c": 1}, {}])
def test_flat_values_come_back_from_contexts(values: dict[str, object]) -> None:
    asked = form(text("a.b.c"))
    again = nest(flatten(asked, nest(values)))
    assert again == nest(values)


def test_contexts_given_are_never_changed() -> None:
    given = {"a": {"b": 1}, "a.c": 2}
    assert nest(given) == {"a": {"b": 1, "c": 2}}
    assert given == {"a": {"b": 1}, "a.c": 2}
    assert parse_form({"components": []}).roots == frozenset()
