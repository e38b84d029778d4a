"""Functions of our own: the calendar of Iran day by day against another implementation, ids, working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from engine.feel import compile_expression, to_json
from forms.values.dates import jalali_parts

FIRST_DAY, LAST_DAY = JalaliDate.min.to_gregorian(), JalaliDate.max.to_gregorian()


@given(st.dates(FIRST_DAY, LAST_DAY))
def test_jalali_is_what_pages_show(day: date) -> None:
    found = compile_expression("miz.jalali(d)").evaluate({"d": day})

    assert [str(int(part)) for part in found.split("/")] == list(jalali_parts(day.isoformat()).values())


def test_each_new_year_is_that_of_the_pages() -> None:
    expression = compile_expression("miz.jalali(d)")
    for year in range(1200, 1600):
        new_year = JalaliDate(year, 1, 1).to_gregorian()

        assert expression.evaluate({"d": new_year}) == f"{year}/01/01"
        assert expression.evaluate({"d": new_year - timedelta(1)}).startswith(f"{year - 1}/12/")


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_working_days_forth_and_back(day: date, count: int) -> None:
    later = compile_expression("miz.add working days(d, n)").evaluate({"d": day, "n": count})
    passed = [day + timedelta(place + 1) for place in range(120)]
    working = [each for each in passed if each.weekday() not in (3, 4)]

    assert to_json(later) == working[count - 1].isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('miz.national id valid("0000000000")', False),
        ('miz.national id valid("001-234567-9")', True),
        ('miz.national id valid("12")', False),
        ("miz.national id valid(12)", None),
        ('miz.jalali(@"0622-03-22")', "0001/01/01"),
        ('miz.jalali(@"0622-03-21")', None),
        ('miz.jalali(@"2124-03-20")', "1503/01/01"),
        ('miz.jalali(@"9999-03-20")', "9377/12/30"),
        ('miz.jalali(@"9999-03-21")', None),
        ('miz.jalali(@"-999999999-01-01")', None),
        ('miz.add working days(@"2026-11-24", 0)', "2026-11-24"),
        ('miz.add working days(@"2026-11-24", 99999)', None),
        ('miz.add working days(@"2026-11-24", 1, ["x"])', None),
        ('miz.add working days(date: @"2026-11-24", days: 1)', "2026-11-25"),
        ("{miz: 5, r: miz + 1}.r", 6),
        ("miz.nothing(1)", None),
    ],
)
def test_value(text: str, expected: object) -> None:
    assert to_json(compile_expression(text).evaluate({})) == expected


def test_name_is_no_variable() -> None:
    assert compile_expression("miz.jalali(day)").names == {"day"}
