"""Moments: typed as people write them, stored in ISO 8601 as the form says, one clock reading one moment.

Tehran's clocks went forward at 00:00 of 2 Farvardin 1401 (22 March 2022) and back at 24:00 of 30 Shahrivar 1401
(21 September 2022), for the last time (tzdata)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from forms.problems import Refusal
from forms.values.date_times import Serializing, local_moment, moment_parts, read_moment, show_moment

BOXES = {"year": "۱۴۰۴", "month": "آذر", "day": "۲", "time": "۱۴:۳۰"}
PLAIN, OFFSET, NORMALIZED = Serializing
STORED = {
    PLAIN: "2025-11-23T14:30:00",
    OFFSET: "2025-11-23T14:30:00+03:30",
    NORMALIZED: "2025-11-23T11:00:00Z",
}
MOMENTS = st.datetimes(datetime(1880, 1, 1), datetime(2190, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def code(value: object, serializing: Serializing = OFFSET) -> str:
    with pytest.raises(Refusal) as refused:
        read_moment(value, serializing)
    assert refused.value.problem.text.fa
    return refused.value.problem.code


@pytest.mark.parametrize("serializing", Serializing)
@pytest.mark.parametrize(
    "typed",
    [
        BOXES,
        "۱۴۰۴/۹/۲ ساعت ۱۴:۳۰",
        "۲ آذر ۱۴۰۴، ساعت ۱۴:۳۰",
        "1404-09-02 14:30",
        "2025-11-23T14:30",
        "2025-11-23T14:30:00+03:30",
        "2025-11-23T11:00:00.000Z",
        "2025-11-23T12:00:00+01:00",
        BOXES | {"time": "11:00 Z"},
    ],
)
def test_moment_is_stored_as_the_form_says(typed: object, serializing: Serializing) -> None:
    assert read_moment(typed, serializing) == STORED[serializing]


@pytest.mark.parametrize("serializing", Serializing)
@given(moment=MOMENTS)
def test_stored_moment_reads_as_itself_and_fills_its_own_boxes(serializing: Serializing, moment: datetime) -> None:
    whole = moment.astimezone(engine.DEFAULT_CALENDAR.tz).replace(second=0, microsecond=0)
    stored = read_moment(whole.isoformat(), serializing)
    assert read_moment(stored, serializing) == stored
    assert read_moment(moment_parts(stored), serializing) == stored
    if serializing is not PLAIN:
        assert datetime.fromisoformat(stored) == whole


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("۱۴۰۴/۹/۲", "moment_form"),
        ("14:30", "date_form"),
        ("فردا ساعت ۱۴:۳۰", "date_form"),
        ("1404/12/30 14:30", "date_day"),
        ("1404/9/2 24:00", "time_form"),
        ("1404/9/2 14:30:15", "time_form"),
        ("2025-11-23T11:00:10Z", "time_form"),
        ({"year": "1404", "month": "9", "day": "2", "time": ""}, "time_missing"),
        ({"year": "1404", "month": "9", "day": "2"}, "time_missing"),
        ({"year": "", "month": "", "day": "", "time": "14:30"}, "date_incomplete"),
        ({"year": "1404", "month": "9", "day": "", "time": "14:30"}, "date_incomplete"),
        (BOXES | {"time": "ظهر"}, "time_form"),
        (BOXES | {"time": "14:30 +99:00"}, "time_form"),
        ("9999-12-31T23:59:00-10:00", "date_year"),
        (7, "moment_form"),
    ],
)
def test_other_input_is_refused(typed: object, expected: str) -> None:
    assert code(typed) == expected


@pytest.mark.parametrize("serializing", Serializing)
def test_moment_that_the_clocks_left_out_is_refused(serializing: Serializing) -> None:
    assert code("1401/1/2 00:30", serializing) == "moment_skipped"
    assert read_moment("1401/1/2 01:00", PLAIN) == "2022-03-22T01:00:00"
    assert read_moment("1401/1/1 23:59", OFFSET) == "2022-03-21T23:59:00+03:30"


def test_moment_that_the_clocks_showed_twice_is_asked_about_and_told_by_its_offset() -> None:
    assert code("1401/6/30 23:30", OFFSET) == code("1401/6/30 23:30", NORMALIZED) == "moment_doubled"
    with pytest.raises(Refusal, match=r"23:30 \+04:30 or 23:30 \+03:30"):
        read_moment("1401/6/30 23:30", OFFSET)
    earlier, later = (read_moment(f"1401/6/30 23:30 {offset}", NORMALIZED) for offset in ("+04:30", "+03:30"))
    assert (earlier, later) == ("2022-09-21T19:00:00Z", "2022-09-21T20:00:00Z")
    assert (moment_parts(earlier)["time"], moment_parts(later)["time"]) == ("23:30 +04:30", "23:30 +03:30")


def test_what_is_stored_without_a_zone_may_have_been_twice() -> None:
    assert read_moment("1401/6/30 23:30", PLAIN) == "2022-09-21T23:30:00"


@pytest.mark.parametrize("stored", STORED.values())
def test_stored_moment_is_shown_in_words_on_the_clock_of_the_desk(stored: str) -> None:
    assert show_moment(stored, "fa") == "یکشنبه ۲ آذر ۱۴۰۴، ساعت ۱۴:۳۰"
    assert show_moment(stored, "en") == "Sunday 2 Azar 1404 (23 November 2025), 14:30"


@pytest.mark.parametrize("text", ["", "2025-11-23", "14:30", "2025-11-23T14:30@Nowhere/Else", "T", "0001-01-01T00:00"])
def test_what_is_no_moment_stays_as_it_is(text: str) -> None:
    assert show_moment(text, "fa") == text


def test_what_feel_computes_is_shown_too() -> None:
    now = datetime(2025, 11, 23, 11, 0, 30, 5, tzinfo=UTC)
    assert local_moment(engine.value_of("now()", {}, now=now)) == datetime(2025, 11, 23, 14, 30, 30, 5)  # noqa: DTZ001
    assert show_moment("2025-11-23T11:00:00@Europe/London", "en").endswith("14:30")


@pytest.mark.parametrize("stored", [STORED[OFFSET], STORED[NORMALIZED]])
def test_feel_reads_what_is_stored_as_date_and_time(stored: str) -> None:
    now = datetime(2025, 11, 23, 10, tzinfo=UTC)
    assert engine.value_of("at - now()", {"at": stored}, now=now) == "PT1H"
    assert engine.holds("at > now()", {"at": stored}, now=now)
    assert not engine.holds("at > now()", {"at": stored}, now=now + timedelta(hours=2))
