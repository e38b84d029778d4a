"""A date with its time as a question: bound to days and intervals, differing in words, written with its boxes."""

from datetime import date
from typing import Any

import pytest

from forms import build_page, describe, differing, parse_form, read_post, validate
from tests.unit.forms.samples import component
from tests.unit.forms.test_fields_html import render

TODAY = date(2026, 5, 2)
TYPED = {"year": "1405", "month": "2", "day": "14", "time": "10:30"}


def form(**more: Any) -> dict[str, object]:
    return {"components": [component("datetime", "at", "زمان", "Moment", subtype="datetime", **more)]}


def problem(typed: object, **more: Any) -> str | None:
    checked = validate(parse_form(form(**more)), {"at": typed}, today=TODAY)
    return checked.errors["at"][0].code if checked.errors else None


@pytest.mark.parametrize(
    ("typed", "more", "code"),
    [
        ("1405/2/11 23:59", {"disallowPassedDates": True}, "date_past"),
        ("1405/2/12 00:00", {"disallowPassedDates": True}, None),
        ("1405/2/13 00:00", {"properties": {"when": "past"}}, "date_future"),
        # 11 Ordibehesht in UTC, but 12 on the desk's calendar
        ("2026-05-01T21:00:00Z", {"disallowPassedDates": True, "timeSerializingFormat": "utc_normalized"}, None),
        ("1405/2/14 10:40", {"timeInterval": 15}, "time_step"),
        ("1405/2/14 10:45", {"timeInterval": 15, "timeSerializingFormat": "utc_normalized"}, None),
        ("x" * 2000, {}, "too_long"),
        (["1405/2/14 10:45"], {}, "type"),
    ],
)
def test_moment_is_bound_to_days_and_intervals_of_the_desk(typed: object, more: dict[str, Any], code: str) -> None:
    assert problem(typed, **more) == code


def test_day_without_its_time_is_no_blank() -> None:
    optional = form()
    assert validate(parse_form(optional), {"at": TYPED | {"time": ""}}).errors["at"][0].code == "time_missing"
    assert validate(parse_form(optional), {"at": dict.fromkeys(TYPED, "")}).answers == {"at": None}


def test_boxes_of_a_page_are_one_answer() -> None:
    posted = read_post(parse_form(form()), {f"at-{box}": [text] for box, text in TYPED.items()} | {"_asked": ["at"]})
    assert posted.raw == {"at": TYPED}


@pytest.mark.parametrize("value", [TYPED, "2026-05-04T10:30:00", "2026-05-04T07:00:00Z"])
def test_page_shows_the_boxes_of_what_is_typed_or_stored(value: object) -> None:
    (question,) = build_page(parse_form(form()), {"at": value}).items
    assert question.boxes == TYPED  # type: ignore[union-attr]
    assert question.target == "q-at-day"  # type: ignore[union-attr]


def test_difference_is_told_in_words() -> None:
    asked = parse_form(form())
    assert differing(asked, {"at": TYPED}, {"at": "2026-05-04T10:30:00"}, "fa") == []
    (found,) = differing(asked, {"at": TYPED | {"time": ""}}, {"at": TYPED}, "en")
    assert (found.here, found.there) == ("1405/2/14 —", "Monday 14 Ordibehesht 1405 (4 May 2026), 10:30")


def test_computed_moment_is_shown_in_words() -> None:
    computed = component("expression", "due", "مهلت", "Due", expression="=x", properties={"kind": "date-time"})
    (line,) = describe(parse_form({"components": [computed]}), {"due": "2026-05-04T07:00:00.5Z"}, "fa")
    assert line.value == "دوشنبه ۱۴ اردیبهشت ۱۴۰۵، ساعت ۱۰:۳۰"


@pytest.mark.parametrize(("language", "words"), [("fa", "ساعت"), ("en", "Time")])
def test_box_of_the_time_has_its_label_its_value_and_its_fault(language: str, words: str) -> None:
    page = render({"at": TYPED | {"day": "40"}}, language, form(dateLabel="روز"))
    box = page.get_element_by_id("q-at-time")
    assert page.xpath("string(//label[@for='q-at-time'])") == words
    assert box.get("value") in ("10:30", "۱۰:۳۰")
    assert (box.get("aria-invalid"), box.get("dir")) == ("true", "ltr")
    assert page.xpath("string(//*[@role='group']/@aria-labelledby)") == "q-at-date-label"
