"""Dates and times of day: which years, months and days exist, and in what order people write them."""

from datetime import date

import pytest

from forms import Refusal, date_words
from forms.values.dates import jalali_parts, read_date, read_time


def refused(read: object, typed: object) -> Refusal:
    with pytest.raises(Refusal) as error:
        read(typed)  # type: ignore[operator]  # one of the readers
    return error.value


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1200/1/1", "1821-03-21"),  # the first Jalali year that is read as one
        ("1599/12/29", "2221-03-20"),
        ("1800-01-01", "1800-01-01"),  # and the Gregorian ones
        ("2199-12-31", "2199-12-31"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_years_are_jalali_or_gregorian_by_their_size(typed: str, stored: str) -> None:
    assert read_date(typed) == stored


@pytest.mark.parametrize("year", ["1199", "1600", "1799", "2200", "0000", "9999"])
def test_other_years_are_refused(year: str) -> None:
    assert refused(read_date, f"{year}/5/5").problem.code == "date_year"


@pytest.mark.parametrize(
    ("month", "code"), [("0", "date_month"), ("1", ""), ("12", ""), ("13", "date_month"), ("99", "date_month")]
)
def test_months_go_from_1_to_12(month: str, code: str) -> None:
    for year in ("1404", "2025"):
        if code:
            assert refused(read_date, f"{year}/{month}/5").problem.code == code
        else:
            assert read_date(f"{year}/{month}/5")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("1404/1/32", "Farvardin 1404 has the days 1 to 31."),
        ("1404/6/32", "Shahrivar 1404 has the days 1 to 31."),
        ("1404/7/31", "Mehr 1404 has the days 1 to 30."),
        ("1404/12/30", "Esfand 1404 has the days 1 to 29."),
        ("1403/12/31", "Esfand 1403 has the days 1 to 30."),
        ("1404/5/0", "Mordad 1404 has the days 1 to 31."),
        ("2025/2/29", "That month has no such day."),
        ("1800/4/31", "That month has no such day."),
    ],
)
def test_day_that_a_month_lacks_is_refused_with_its_days(typed: str, says: str) -> None:
    problem = refused(read_date, typed).problem
    assert (problem.code, problem.text.en) == ("date_day", says)


def test_days_of_the_month_are_told_in_persian_too() -> None:
    assert refused(read_date, "1404/7/31").problem.text.fa == "مهر ۱۴۰۴ روزهای ۱ تا ۳۰ دارد."


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "1404",
        "1404/9",
        "1404/9/2/3",
        "1404/9/x",
        "140409",
        "1404090",
        "14041/9/2",
        "1404/9/00002",
        "دوشنبه 1404/9",
        {"year": "1404", "month": "x", "day": "2"},
        {"year": "1404", "month": "9", "day": "00002"},
        None,
        7,
    ],
)
def test_what_has_no_year_month_and_day_is_no_date(typed: object) -> None:
    assert refused(read_date, typed).problem.code == "date_form"


@pytest.mark.parametrize("typed", ["4/9/2", "404/9/2", "14/09/02", {"year": "4", "month": "9", "day": "2"}])
def test_year_has_four_digits(typed: object) -> None:
    assert refused(read_date, typed).problem.code == "date_year"


@pytest.mark.parametrize(
    "typed",
    [
        "1404/09/02",
        "1404.9.2",
        "1404 9 2",
        "1404،9،2",
        "2 9 1404",
        "02/09/1404",
        "۲ آذر ۱۴۰۴",
        "1404 آذر 2",
        "یکشنبه 1404/9/2",
        {"year": "1404", "month": "آذر", "day": 2},
    ],
)
def test_one_day_is_read_in_every_spelling(typed: object) -> None:
    assert read_date(typed) == "2025-11-23"


def test_fifth_month_has_two_spellings() -> None:
    assert read_date("1 امرداد 1404") == read_date("1 مرداد 1404") == "2025-07-23"


@pytest.mark.parametrize(
    ("boxes", "says"),
    [
        ({}, "The date is incomplete; add the year and month and day."),
        ({"year": "1404", "day": "1"}, "The date is incomplete; add the month."),
        ({"month": "1"}, "The date is incomplete; add the year and day."),
    ],
)
def test_missing_boxes_are_named(boxes: dict[str, str], says: str) -> None:
    assert str(refused(read_date, boxes)) == says


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0:00", "00:00"),
        ("23:59", "23:59"),
        ("09:05", "09:05"),
        ("9.30", "09:30"),
        ("۱۴٫۳۰", "14:30"),
        ("8:15:00", "08:15"),
    ],
)
def test_time_of_day_is_read_on_24_hours(typed: str, stored: str) -> None:
    assert read_time(typed) == stored


@pytest.mark.parametrize("typed", ["", "24:00", "9:60", "9:5", "930", "9:30 pm"])
def test_other_times_are_refused(typed: str) -> None:
    assert refused(read_time, typed).problem.code == "time_form"


@pytest.mark.parametrize(
    ("day", "fa", "en"),
    [
        (date(2025, 3, 21), "جمعه ۱ فروردین ۱۴۰۴", "Friday 1 Farvardin 1404 (21 March 2025)"),
        (date(2025, 3, 20), "پنجشنبه ۳۰ اسفند ۱۴۰۳", "Thursday 30 Esfand 1403 (20 March 2025)"),
        (date(2025, 11, 24), "دوشنبه ۳ آذر ۱۴۰۴", "Monday 3 Azar 1404 (24 November 2025)"),
    ],
)
def test_day_in_words_has_its_weekday_and_month(day: date, fa: str, en: str) -> None:
    assert (date_words(day, "fa"), date_words(day, "en")) == (fa, en)


def test_what_is_no_date_leaves_the_boxes_empty() -> None:
    assert jalali_parts("2025-03-20") == {"year": "1403", "month": "12", "day": "30"}
    assert jalali_parts("no date") == jalali_parts(None) == {"year": "", "month": "", "day": ""}
