"""The calendar agrees with Python's where both have it, and text and values are each other's inverse."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel.errors import Undefined
from engine.feel.temporal import Date, DaysDuration, MonthsDuration, Time, from_datetime
from engine.feel.temporal_text import format_temporal, parse_date_time, parse_duration, parse_temporal, parse_time

EPOCH = date(1970, 1, 1).toordinal()


@given(st.dates())
def test_days_are_counted_as_python_counts_them(day: date) -> None:
    ours = Date(day.year, day.month, day.day)

    assert ours.ordinal == day.toordinal() - EPOCH
    assert Date.from_ordinal(ours.ordinal) == ours
    assert ours.weekday == day.isoweekday()
    assert format_temporal(ours) == day.isoformat()


@given(st.integers(-300_000_000_000, 300_000_000_000))
def test_counting_days_goes_both_ways_far_beyond_python(ordinal: int) -> None:
    assert Date.from_ordinal(ordinal).ordinal == ordinal


@given(st.integers(-(10**24), 10**24))
def test_duration_is_read_back(nanos: int) -> None:
    duration = DaysDuration(nanos)

    assert parse_duration(format_temporal(duration)) == duration


@given(st.integers(-(10**9), 10**9))
def test_months_are_read_back(months: int) -> None:
    assert parse_duration(format_temporal(MonthsDuration(months))) == MonthsDuration(months)


@given(st.datetimes(timezones=st.timezones()))
def test_moment_is_the_same_instant(moment: object) -> None:
    ours = from_datetime(moment)  # type: ignore[arg-type]  # hypothesis gives datetimes

    assert parse_temporal(format_temporal(ours)).value == ours.value  # type: ignore[union-attr]  # read as date and time


@pytest.mark.parametrize(
    ("text", "nanos", "moved"),
    [
        ("2026-03-21T23:30:00+03:30", 3600 * 10**9, "2026-03-22T00:30:00+03:30"),
        ("2026-03-29T00:30:00@Europe/Paris", 3 * 3600 * 10**9, "2026-03-29T04:30:00@Europe/Paris"),
        ("0001-01-01T00:00:00", -(10**9), "0000-12-31T23:59:59"),
    ],
)
def test_time_elapses_across_days_summer_time_and_years(text: str, nanos: int, moved: str) -> None:
    assert format_temporal(parse_date_time(text).add_nanos(nanos)) == moved


@pytest.mark.parametrize(
    "text",
    ["24:00:00", "08:60:00", "8:00:00", "08:00", "08:00:00+19:00", "08:00:00@No/Where", "08:00:00@../etc/passwd"],
)
def test_no_time(text: str) -> None:
    with pytest.raises(Undefined):
        parse_time(text)


def test_fraction_of_a_second_is_kept_to_nanoseconds() -> None:
    assert parse_time("00:00:00.123456789") == Time(123_456_789)
    assert format_temporal(Time(120_000_000)) == "00:00:00.12"
