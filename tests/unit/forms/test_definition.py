"""A form as values: what it asks, what it reads of the case, under which headings, and what a browser decides of it."""

from datetime import date
from typing import Any

import pytest
from marshmallow import ValidationError

from forms import (
    Field,
    Form,
    build_page,
    compile_form,
    describe,
    document_fields,
    parse_form,
    prefill,
    profile_values,
    read_post,
    validate,
)
from forms.describe import sections, show_answer
from forms.live import live_part, reading_of, words_in
from forms.page import Question, Section
from forms.posted import newly_asked
from forms.settle import settle
from tests.unit.forms.samples import DEED, USES, component


def form(*components: dict[str, Any]) -> Form:
    return parse_form({"components": list(components)})


def field(type_: str, key: str, **more: Any) -> dict[str, Any]:
    return component(type_, key, f"{key}-fa", f"{key}-en", **more)


def hidden_by(rule: str) -> dict[str, Any]:
    return {"conditional": {"hide": rule}}


def group(*components: dict[str, Any], label: str = "", **more: Any) -> dict[str, Any]:
    return {"type": "group", "label": label, "components": list(components), **more}


def test_form_reads_facts_that_it_shows_and_the_words_of_its_conditions_but_nothing_that_it_asks() -> None:
    asked = form(
        field("textfield", "a"),
        field("textfield", "fact", readonly=True),
        field("textfield", "b", **hidden_by("=a = 1 or outside > 2")),
    )
    assert asked.reads == {"fact", "outside", "or", "1", "2"}
    assert [question.key for question in asked.asked] == ["a", "b"]
    assert asked.rules == ("a = 1 or outside > 2",)
    assert (asked.find("b"), asked.find("x")) == (asked.fields[2], None)


def test_rules_are_told_once_in_their_order() -> None:
    asked = form(
        group(field("textfield", "a", **hidden_by("=y")), **hidden_by("=x")), field("textfield", "b", **hidden_by("=x"))
    )
    assert asked.rules == ("x", "y")


def test_fields_stand_under_the_heading_of_the_nearest_group_that_has_one() -> None:
    asked = form(
        field("textfield", "a"),
        group(
            field("textfield", "b"),
            group(field("textfield", "c")),
            group(field("textfield", "d"), label="درونی"),
            label="بیرونی",
        ),
    )
    assert [(heading and heading.fa, f.key) for heading, f in sections(asked) if isinstance(f, Field)] == [
        (None, "a"),
        ("بیرونی", "b"),
        ("بیرونی", "c"),
        ("درونی", "d"),
    ]


def test_documents_are_those_that_are_asked_for() -> None:
    asked = form(field("filepicker", "a"), field("filepicker", "b", readonly=True), field("textfield", "c"))
    assert [f.key for f in document_fields(asked)] == ["a"]


def test_forms_of_one_content_are_one_form() -> None:
    one, same, other = form(field("textfield", "a")), form(field("textfield", "a")), form(field("textfield", "b"))
    assert (one == same, one == other, one == "form") == (True, False, False)
    assert len({one, same, other}) == 2


@pytest.mark.parametrize(
    ("limits", "day", "wrong"),
    [
        ({"properties": {"when": "past"}}, "2026-01-01", None),
        ({"properties": {"when": "past"}}, "2026-01-02", "date_future"),
        ({"properties": {"when": "future"}}, "2026-01-01", None),
        ({"properties": {"when": "future"}}, "2025-12-31", "date_past"),
        ({}, "2030-01-01", None),
        ({}, "1990-01-01", None),
    ],
)
def test_today_is_neither_past_nor_future(limits: dict[str, Any], day: str, wrong: str | None) -> None:
    asked = form(field("datetime", "d", subtype="date", **limits))
    errors = validate(asked, {"d": day}, today=date(2026, 1, 1)).errors
    assert {key: [problem.code for problem in found] for key, found in errors.items()} == (
        {"d": [wrong]} if wrong else {}
    )
    assert validate(asked, {"d": day}).ok


def test_what_is_left_blank_answers_nothing_or_not_ticked_or_none_of_them() -> None:
    asked = form(
        field("textfield", "a"), field("checkbox", "b"), field("checklist", "c", values=USES), field("filepicker", "d")
    )
    for typed in ({}, {"a": " ", "b": "", "c": [], "d": [""]}):
        assert validate(asked, typed).answers == {"a": None, "b": False, "c": [], "d": []}
    with pytest.raises(ValidationError) as refused:
        compile_form(asked)().load([])  # type: ignore[arg-type]  # no mapping at all
    assert [problem.code for problem in refused.value.messages_dict["_schema"]] == ["type"]


def test_what_is_read_leniently_decides_conditions_only_where_it_can_be_read() -> None:
    asked = form(field("number", "a"), field("textfield", "b", **hidden_by("=a = null")))
    seen = [settle(asked, {"a": typed}, hidden=lambda _rule, data: data["a"] is None) for typed in ("1", "x", "")]
    assert [each.keys for each in seen] == [frozenset(), {"b"}, {"b"}]
    assert seen[0].answers == {"a": 1, "b": None}
    assert [seen[1].is_hidden(f) for f in asked.fields] == [False, True]


def test_form_without_conditions_asks_nobody() -> None:
    def never(_rule: str, _data: object) -> bool:
        raise AssertionError

    assert settle(form(field("textfield", "a")), {"a": "x"}, hidden=never).answers == {}


def test_profile_goes_into_a_form_and_comes_out_of_it() -> None:
    city, fact = {"properties": {"profile": "city"}}, {"readonly": True, "properties": {"profile": "email"}}
    asked = form(
        field("textfield", "a", **city, defaultValue="تهران"),
        field("textfield", "b", defaultValue="x"),
        field("textfield", "c", **fact),
    )
    assert prefill(asked, {"city": "شیراز"}) == {"a": "شیراز", "b": "x"}
    assert prefill(asked, {"city": " "}) == {"a": "تهران", "b": "x"}
    assert profile_values(asked, {"a": "قم", "b": "y", "c": "a@b.ir"}) == {"city": "قم"}
    assert profile_values(asked, {"a": ""}) == {}


def test_posted_values_are_sorted_by_question() -> None:
    asked = form(
        field("textfield", "a"),
        field("checkbox", "b"),
        field("checklist", "c", values=USES),
        field("datetime", "d", subtype="date"),
        field("filepicker", "e"),
    )
    posted = {
        "a": ["1", "2"],
        "c": ["home"],
        "d-year": ["1404"],
        "e": [DEED],
        "_asked": ["a", "b"],
        "csrf_token": ["t"],
    }
    found = read_post(asked, posted)
    assert found.raw == {
        "a": "2",
        "b": False,
        "c": ["home"],
        "d": {"year": "1404", "month": "", "day": ""},
        "e": [DEED],
    }
    assert found.asked == {"a", "b"}
    # a tick that wasn't on the page isn't untied, a date may come in one line, and strange names stay
    other = read_post(asked, {"d": ["1404/9/2"], "x": [], "y": ["1", "2"]})
    assert other.raw == {"d": "1404/9/2", "x": "", "y": "2"}
    assert read_post(asked, {"kept": ["1"]}, ignore=["kept"]).raw == {}


def test_question_that_appears_is_asked_unless_it_stays_hidden() -> None:
    asked = form(field("textfield", "a"), field("textfield", "b", **hidden_by("=a")))
    posted = read_post(asked, {"a": ["x"], "_asked": ["a"]})
    assert [f.key for f in newly_asked(asked, posted, hidden=())] == ["b"]
    assert newly_asked(asked, posted, hidden=["b"]) == ()
    assert newly_asked(asked, read_post(asked, {"_asked": ["b"]}), hidden=()) == ()


def test_browser_reads_answers_as_the_server_does() -> None:
    asked = form(
        field("radio", "a", values=[{"label": "x", "value": 1}, {"label": "y", "value": True}]),
        field("checklist", "b", values=USES),
        field("checkbox", "c", validate={"required": True}),
        field("number", "d", decimalDigits=2, validate={"min": 1, "max": 9}),
        field("select", "e", values=USES),
    )
    uses = {use["value"]: use["value"] for use in USES}
    assert [reading_of(f) for f in asked.fields] == [
        {"as": "choice", "values": {"1": 1, "true": True}},
        {"as": "choices", "values": uses},
        {"as": "tick", "needed": True},
        {"as": "number", "least": 1, "most": 9, "decimals": 2, "step": None},
        {"as": "choice", "values": uses},
    ]


def test_browser_decides_what_hangs_on_answers_that_it_reads() -> None:
    asked = form(
        field("number", "a"),
        field("textfield", "b"),
        field("number", "c", **hidden_by("=a > 1")),
        field("number", "d", **hidden_by("=b > 1")),
    )
    live = live_part(asked, {"case_fact": 1})
    assert live.keys == {"a", "c", "d"}
    assert [live.decides(text) for text in ("a + 1", "b", "case_fact", "today()", "miz.x", "unknown")] == [
        True,
        False,
        False,
        False,
        False,
        True,
    ]
    assert [live.rules_of(f) for f in asked.fields] == [(), (), ("a > 1",), ()]
    assert words_in("a.b + c_1(2)") == {"a", "b", "c_1", "2"}


def test_answers_are_shown_in_words_of_their_kind() -> None:
    asked = form(
        field("number", "n", properties={"suffixEn": "m"}, appearance={"suffixAdorner": "متر"}),
        field("number", "m", properties={"kind": "money"}),
        field("checklist", "c", values=USES),
        field("textfield", "t"),
        field("textfield", "i", properties={"kind": "national-id"}),
        field("datetime", "d", subtype="date"),
        field("filepicker", "f"),
        field("checkbox", "b"),
    )
    shown = {
        "n": (12.5, "۱۲٫۵ متر", "12.5 m"),
        "m": (1000, "۱٬۰۰۰ ریال", "1,000 rials"),
        "c": (["home", "shop"], "مسکونی، تجاری", "Housing, Trade"),
        "t": ("پلاک 5", "پلاک ۵", "پلاک 5"),
        "i": ("0084575948", "۰۰۸۴۵۷۵۹۴۸", "0084575948"),
        "d": ("2025-11-23", "یکشنبه ۲ آذر ۱۴۰۴", "Sunday 2 Azar 1404 (23 November 2025)"),
        "f": ([DEED, "x"], "سند، x", "سند, x"),
        "b": (True, "بله", "Yes"),
    }
    for question in asked.fields:
        answer, fa, en = shown[question.key]
        names = {DEED: "سند"}
        assert [show_answer(question, answer, language, names) for language in ("fa", "en")] == [fa, en]
    assert show_answer(asked.fields[3], "unit B5", "fa") == "unit B5"  # Latin letters: a code, which stays as it is
    assert show_answer(asked.fields[5], "no date", "en") == "no date"


def test_description_leaves_out_what_did_not_apply_and_facts_that_are_missing() -> None:
    asked = form(
        group(field("textfield", "a"), label="گروه"),
        field("textfield", "b", **hidden_by("=a")),
        field("textfield", "fact", readonly=True),
        field("textfield", "i", properties={"kind": "national-id"}),
    )
    lines = {line.key: line for line in describe(asked, {"b": None, "i": "0084575948"}, "fa")}
    assert list(lines) == ["a", "b", "i"]
    assert (lines["a"].section, lines["a"].value, lines["a"].given, lines["a"].is_code) == (
        "گروه",
        "ارائه نشده",
        False,
        False,
    )
    assert (lines["i"].section, lines["i"].given, lines["i"].is_code) == ("", True, True)
    assert [line.key for line in describe(asked, {"fact": "x"}, "en")] == ["a", "fact", "i"]


def test_page_numbers_its_sections_and_says_whether_files_are_taken() -> None:
    asked = form(
        group(field("textfield", "a"), label="یک"),
        group(field("radio", "b", values=USES), group(field("datetime", "c", subtype="date")), label="دو"),
    )
    page = build_page(asked, {})
    assert not page.takes_files
    first, second = page.items
    assert isinstance(first, Section)
    assert isinstance(second, Section)
    inner = second.items[1]
    assert isinstance(inner, Section)
    assert [first.id, second.id, inner.id] == ["section-1", "section-2", "section-3"]
    questions = [first.items[0], second.items[0], inner.items[0]]
    assert [(q.id, q.target) for q in questions if isinstance(q, Question)] == [
        ("q-a", "q-a"),
        ("q-b", "q-b-1"),
        ("q-c", "q-c-day"),
    ]
    assert build_page(form(field("filepicker", "f")), {}).takes_files
    assert (
        build_page(
            form(group(field("textfield", "a", **hidden_by("=x")))), {}, hidden=lambda *_: True, known={"x": True}
        ).items
        == ()
    )


@pytest.mark.parametrize(
    ("type_", "more", "value", "box", "chosen"),
    [
        ("textfield", {}, "۱۲", "۱۲", {"۱۲"}),
        ("textfield", {"properties": {"kind": "national-id"}}, "۰۰۸", "008", {"۰۰۸"}),
        ("textfield", {"properties": {"kind": "mobile"}}, "+989123456789", "09123456789", {"+989123456789"}),
        ("textfield", {"properties": {"kind": "phone"}}, "+982112345678", "02112345678", {"+982112345678"}),
        ("checkbox", {}, True, "on", {"true"}),
        ("checkbox", {}, False, "", {"false"}),
        ("number", {}, 5, "5", {"5"}),
        ("checklist", {"values": USES}, ["home"], "", {"home"}),
        ("textfield", {}, None, "", set()),
        ("textfield", {}, " ", " ", set()),
    ],
)
def test_box_holds_what_somebody_would_have_typed(
    type_: str, more: dict[str, Any], value: object, box: str, chosen: set[str]
) -> None:
    (question,) = build_page(form(field(type_, "q", **more)), {"q": value}).items
    assert isinstance(question, Question)
    assert (question.value, question.chosen) == (box, chosen)
    assert (question.words.fa == "—") is (not chosen)


def test_faults_lead_to_their_box_or_nowhere() -> None:
    asked = form(field("textfield", "a", validate={"required": True}))
    errors = validate(asked, {"b": "1"}).errors
    assert [fault.target for fault in build_page(asked, {}, errors=errors).faults] == ["q-a", None]
