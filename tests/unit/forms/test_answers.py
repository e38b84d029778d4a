"""How the answer to each type of question is read: lengths, ranges, choices, documents, words for what is missing."""

from typing import Any

import pytest

from engine import Bilingual
from forms import Refusal, parse_form
from forms.answers import LONGEST_LINE, LONGEST_TEXT, is_blank, named, needed, read_answer
from forms.definition import Field
from forms.problems import Problem
from tests.unit.forms.samples import DEED, USES, component


def question(type_: str, label: str = "پرسش", en: str = "Question", **more: Any) -> Field:
    return parse_form({"components": [component(type_, "q", label, en, **more)]}).fields[0]


def code(asked: Field, value: object) -> str:
    with pytest.raises(Refusal) as refused:
        read_answer(asked, value)
    return refused.value.problem.code


@pytest.mark.parametrize(
    ("value", "blank"),
    [
        (None, True),
        ("", True),
        (" \u200c\n", True),
        ([], True),
        (["", None], True),
        ({}, True),
        ({"year": "", "day": " "}, True),
        ({"year": "", "day": "1"}, False),
        (["", "x"], False),
        ("x", False),
        (0, False),
        (False, False),
    ],
)
def test_blank_is_nothing_or_only_blanks(value: object, blank: bool) -> None:
    assert is_blank(value) is blank


def test_line_has_a_thousand_characters_at_most_and_a_text_twenty_thousand() -> None:
    assert (LONGEST_LINE, LONGEST_TEXT) == (1_000, 20_000)
    for type_, longest in (("textfield", LONGEST_LINE), ("textarea", LONGEST_TEXT)):
        assert read_answer(question(type_), "x" * longest) == "x" * longest
        assert code(question(type_), "x" * (longest + 1)) == "too_long"


def test_length_is_that_of_what_is_stored_and_both_bounds_are_allowed() -> None:
    asked = question("textfield", validate={"minLength": 2, "maxLength": 4})
    assert [read_answer(asked, text) for text in ("ab", "abcd", "  abcd  ")] == ["ab", "abcd", "abcd"]
    assert (code(asked, "a"), code(asked, "abcde")) == ("too_short", "too_long")
    with pytest.raises(Refusal, match="has 5 characters; shorten it to 4"):
        read_answer(asked, "abcde")


def test_pattern_is_for_the_whole_text() -> None:
    asked = question("textfield", validate={"pattern": r"\d{2}"})
    assert read_answer(asked, "۱۲") == "12"
    assert (code(asked, "123"), code(asked, "a12")) == ("pattern", "pattern")


@pytest.mark.parametrize("type_", ["textfield", "number"])
def test_range_of_an_amount_has_both_ends(type_: str) -> None:
    asked = question(type_, properties={"kind": "money"}, validate={"min": 1000, "max": 2000})
    assert [read_answer(asked, text) for text in ("1000", "2,000")] == [1000, 2000]
    assert (code(asked, "999"), code(asked, "2001")) == ("too_small", "too_large")
    with pytest.raises(Refusal, match="not above 2,000 rials"):
        read_answer(asked, "3000")


def test_range_of_a_number_is_exact() -> None:
    asked = question("number", decimalDigits=2, validate={"min": 0.1, "max": 0.3})
    assert [read_answer(asked, text) for text in ("0.1", "0.3", "0.25")] == [0.1, 0.3, 0.25]
    assert (code(asked, "0.09"), code(asked, "0.31"), code(asked, "0.125")) == (
        "too_small",
        "too_large",
        "number_decimals",
    )


def test_number_has_as_many_decimals_as_are_typed_where_the_form_says_nothing() -> None:
    asked = question("number")
    assert [read_answer(asked, typed) for typed in ("2.5", "۲٫۱۲۵", "3")] == [2.5, 2.125, 3]


def test_whole_numbers_come_out_whole_and_others_are_refused_where_no_decimals_are_asked() -> None:
    asked = question("number", decimalDigits=0)
    assert repr(read_answer(asked, "7.0")) == "7"
    with pytest.raises(Refusal, match="Write a whole number"):
        read_answer(asked, "7.5")
    with pytest.raises(Refusal, match="at most 1 decimal places"):
        read_answer(question("number", decimalDigits=1), "7.55")


def test_number_is_a_multiple_of_its_step() -> None:
    asked = question("number", increment=5)
    assert [read_answer(asked, typed) for typed in ("0", "15", "-10")] == [0, 15, -10]
    with pytest.raises(Refusal, match="the nearest are 5 and 10"):
        read_answer(asked, "7")
    with pytest.raises(Refusal, match="the nearest are -10 and -5"):
        read_answer(asked, "-7")


def test_time_is_a_multiple_of_its_interval_from_midnight_on() -> None:
    asked = question("datetime", subtype="time", timeInterval=30)
    assert [read_answer(asked, typed) for typed in ("8:30", "۱۴:۰۰", "0:00")] == ["08:30", "14:00", "00:00"]
    with pytest.raises(Refusal, match="the nearest are 08:00 and 08:30"):
        read_answer(asked, "8:17")
    with pytest.raises(Refusal, match="the nearest are 23:30"):
        read_answer(asked, "23:59")
    assert read_answer(question("datetime", subtype="time"), "8:17") == "08:17"


def test_number_that_is_kept_as_text_keeps_all_its_digits() -> None:
    asked = question("number", serializeToString=True, validate={"min": 5})
    long = "1234567890123456789.0123456789"
    assert [read_answer(asked, typed) for typed in ("۱۲٬۵۰۰", "7.50", long)] == ["12500", "7.5", long]
    assert code(asked, "4") == "too_small"
    whole = question("number", serializeToString=True, decimalDigits=0)
    assert read_answer(whole, "9" * 34) == "9" * 34
    assert (code(whole, "9" * 35), code(whole, "9" * 33 + ".5")) == ("number_size", "number_decimals")
    amount = question("number", serializeToString=True, properties={"kind": "money"})
    assert read_answer(amount, "1,000") == "1000"


def test_step_is_exact() -> None:
    asked = question("number", increment="0.1")
    assert [read_answer(asked, typed) for typed in ("0.3", "1.7", "100000000000.1")] == [0.3, 1.7, 100000000000.1]
    assert code(asked, "0.35") == "number_step"
    amount = question("textfield", properties={"kind": "money"})
    assert read_answer(amount, "1") == 1


@pytest.mark.parametrize(
    ("value", "ticked"),
    [
        *((word, True) for word in ("on", "TRUE", "1", "yes", True)),
        *((word, False) for word in ("off", "0", "no", " false ", False)),
    ],
)
def test_tick_is_read_in_each_of_its_words(value: object, ticked: bool) -> None:
    assert read_answer(question("checkbox"), value) is ticked


def test_required_tick_must_be_set() -> None:
    asked = question("checkbox", validate={"required": True})
    assert read_answer(asked, "on") is True
    assert code(asked, "off") == "required"
    assert (code(asked, "maybe"), code(asked, 1), code(asked, ["on"])) == ("type", "type", "type")


def test_choice_is_one_of_the_options_by_its_posted_value() -> None:
    options = [{"label": "۱", "value": 1}, {"label": "بله", "value": True}, {"label": "الف", "value": "a"}]
    asked = question("radio", values=options)
    assert [read_answer(asked, value) for value in ("1", "۱", 1, "true", True, "a")] == [1, 1, 1, True, True, "a"]
    assert [code(asked, value) for value in ("2", "A", "", None)] == ["choice", "choice", "choice", "type"]


def test_choices_come_in_the_order_of_the_options_each_once() -> None:
    asked = question("checklist", values=USES)
    assert read_answer(asked, ["office", "home"]) == ["home", "office"]
    assert read_answer(asked, "shop") == ["shop"]
    assert read_answer(asked, ("home", "home", "home")) == ["home"]
    assert code(asked, ["home"] * 4) == "choice"


def test_documents_are_ids_each_once_and_no_more_than_allowed() -> None:
    asked = question("filepicker", multiple=True, properties={"maxFiles": 2})
    other = DEED.replace("0", "1")
    assert read_answer(asked, [DEED, other]) == [DEED, other]
    assert read_answer(asked, [DEED.upper(), DEED]) == [DEED]
    assert read_answer(asked, [DEED, ""]) == [DEED]
    assert read_answer(asked, DEED) == [DEED]
    assert [code(asked, value) for value in ([DEED] * 3, ["x"], [1])] == ["documents_count", "document", "type"]


@pytest.mark.parametrize(
    ("value", "text"), [(True, "true"), (12, "12"), (1.5, "1.5"), (1e-7, "0.0000001"), (10**40 - 1, "9" * 40)]
)
def test_json_values_are_read_as_they_are_written(value: object, text: str) -> None:
    assert read_answer(question("textfield"), value) == text


@pytest.mark.parametrize("value", [float("inf"), float("nan"), 10**40, -(10**40), [1], {"a": 1}, None])
def test_json_without_a_written_form_is_refused(value: object) -> None:
    assert code(question("textfield"), value) == "type"


def test_date_is_read_from_boxes_and_time_from_a_line() -> None:
    asked = question("datetime", subtype="date")
    assert read_answer(asked, {"year": 1404, "month": "9", "day": "2"}) == "2025-11-23"
    assert read_answer(asked, "1404/9/2") == "2025-11-23"
    assert code(asked, {"year": "1404", "month": None, "day": "2"}) == "date_incomplete"
    assert read_answer(question("datetime", subtype="time"), "9:30") == "09:30"
    assert code(question("datetime", subtype="time"), {"year": "1404"}) == "type"


@pytest.mark.parametrize(
    ("asked", "fa", "en"),
    [
        (question("textfield", "نام:", "Name:"), "«نام» را بنویسید.", "Write “Name”."),
        (question("number", "تعداد", "Count"), "«تعداد» را بنویسید.", "Write “Count”."),
        (question("textfield", "چرا؟", "Why?"), "به پرسش «چرا؟» پاسخ دهید.", "Answer “Why?”."),
        (question("checkbox", "درست است.", "It is right."), "«درست است» را تأیید کنید.", "Confirm “It is right”."),
        (question("radio", "نوع", "Sort", values=USES), "«نوع» را انتخاب کنید.", "Choose “Sort”."),
        (question("select", "نوع", "Sort", values=USES), "«نوع» را انتخاب کنید.", "Choose “Sort”."),
        (question("checklist", "نوع", "Sort", values=USES), "«نوع» را انتخاب کنید.", "Choose “Sort”."),
        (question("filepicker", "سند", "Deed"), "«سند» را بارگذاری کنید.", "Upload “Deed”."),
    ],
)
def test_what_is_missing_is_asked_for_in_words_that_fit(asked: Field, fa: str, en: str) -> None:
    assert needed(asked) == Problem("required", Bilingual(fa, en))
    assert named(asked, needed(asked)) == needed(asked)


def test_other_problems_begin_with_the_name_of_their_question() -> None:
    problem = named(question("textfield", "چرا؟", "Why?"), Problem("x", Bilingual("نشد.", "No.")))
    assert problem == Problem("x", Bilingual("چرا: نشد.", "Why: No."))
