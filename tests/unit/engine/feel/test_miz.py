"""Functions of our own: the calendar of Iran day by day beside another implementation, ids, working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from engine.feel import compile_expression, to_json


@given(st.dates(date(1800, 1, 1), date(2120, 12, 31)))
def test_jalali_agrees_with_another_calendar(day: date) -> None:
    expected = JalaliDate(day)

    found = compile_expression("miz.jalali(d)").evaluate({"d": day})

    assert found == f"{expected.year:04d}/{expected.month:02d}/{expected.day:02d}"


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
        ('miz.jalali(@"1200-01-01")', None),
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
