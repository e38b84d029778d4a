"""Cron expressions: the next moment, by hand."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.time import BadDuration, BeyondCalendar, Cron, is_cron

#: a Saturday, 15:30:00 in Tehran
NOON = datetime(2026, 5, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("* * * * *", "2026-05-02T12:01:00"),
        ("*/15 * * * *", "2026-05-02T12:15:00"),
        ("30 9 * * *", "2026-05-03T09:30:00"),
        ("0 0 9 * * *", "2026-05-03T09:00:00"),
        ("10 * * * * *", "2026-05-02T12:00:10"),
        ("0 0 9 * * MON-FRI", "2026-05-04T09:00:00"),
        ("0 8 * * 0", "2026-05-03T08:00:00"),
        ("0 8 * * 7", "2026-05-03T08:00:00"),
        ("0 8 * * sat", "2026-05-09T08:00:00"),
        ("0 0 1 * ?", "2026-06-01T00:00:00"),
        ("0 0 L * ?", "2026-05-31T00:00:00"),
        ("0 0 L 2 ?", "2027-02-28T00:00:00"),
        ("0 0 29 2 *", "2028-02-29T00:00:00"),
        ("0 0 10,20 JUN,DEC *", "2026-06-10T00:00:00"),
        ("0 0 13 * 5", "2026-05-08T00:00:00"),
        ("0 0 */2 * MON", "2026-05-11T00:00:00"),
        ("5/20 12-13 * * *", "2026-05-02T12:05:00"),
        ("10,40 0 12 * * *", "2026-05-02T12:00:10"),
        ("0 0 0 ? * FRI#2", "2026-05-08T00:00:00"),
        ("@daily", "2026-05-03T00:00:00"),
        ("@hourly", "2026-05-02T13:00:00"),
    ],
)
def test_next_moment(text, due):
    assert Cron.parse(text).after(NOON, ZoneInfo("UTC")) == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_hours_are_those_of_the_zone():
    assert Cron.parse("0 8 * * *").after(NOON, ZoneInfo("Asia/Tehran")) == datetime(2026, 5, 3, 4, 30, tzinfo=UTC)


BERLIN = ZoneInfo("Europe/Berlin")


def following(text: str, start: datetime, count: int) -> list[str]:
    """So many moments in a row, on the clock of Berlin."""
    found = []
    for _ in range(count):
        start = Cron.parse(text).after(start, BERLIN)
        found.append(start.astimezone(BERLIN).isoformat())
    return found


def test_moments_follow_each_other_and_never_repeat_when_the_clock_goes_back():
    seen = following("30 2 * * *", datetime(2026, 10, 24, 22, tzinfo=UTC), 4)
    assert [each[:16] for each in seen] == [
        "2026-10-25T02:30",
        "2026-10-26T02:30",
        "2026-10-27T02:30",
        "2026-10-28T02:30",
    ]


@pytest.mark.parametrize("text", ["20 30 2 * * *", "20 30 2,4 * * SUN,MON"])
def test_a_time_with_seconds_comes_once_when_the_clock_goes_back(text):
    seen = [each for each in following(text, datetime(2026, 10, 24, 22, tzinfo=UTC), 3) if "T02" in each]
    assert seen[:2] == ["2026-10-25T02:30:20+02:00", "2026-10-26T02:30:20+01:00"]


@pytest.mark.parametrize("text", ["30 2 * * *", "0 30 2 * * *", "0 15,30 2 * * *"])
def test_a_skipped_time_comes_once_at_the_end_of_the_gap(text):
    seen = following(text, datetime(2026, 3, 28, 22, tzinfo=UTC), 2)
    assert seen[0] == "2026-03-29T03:00:00+02:00"
    assert seen[1].startswith("2026-03-30T02:")


def test_each_quarter_of_an_hour_goes_on_while_an_hour_is_repeated():
    seen = following("*/15 * * * *", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 6)
    assert [each[11:] for each in seen] == [
        "02:45:00+02:00",
        "02:00:00+01:00",
        "02:15:00+01:00",
        "02:30:00+01:00",
        "02:45:00+01:00",
        "03:00:00+01:00",
    ]


def test_an_hourly_time_jumps_over_the_gap():
    seen = following("10 * * * *", datetime(2026, 3, 29, 0, tzinfo=UTC), 2)
    assert [each[11:16] for each in seen] == ["01:10", "03:10"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "* * * *",
        "60 * * * *",
        "* * * * 8",
        "* * 0 * *",
        "a * * * *",
        "*/0 * * * *",
        "5-1 * * * *",
        "*,,* * * * *",
        "0 0 30 2 *",
    ],
)
def test_what_is_no_cron_expression(text):
    assert not is_cron(text)
    with pytest.raises(BadDuration):
        Cron.parse(text)


@given(st.text("0123456789*/,-?L#W@ MON²٣", max_size=24))
@example("9" * 5000 + " * * * *")
def test_a_text_is_an_expression_or_none(text):
    try:
        Cron.parse(text)
    except BadDuration:
        assert not is_cron(text)
    else:
        assert is_cron(text)


@pytest.mark.parametrize("moment", [NOON, datetime(9999, 12, 31, 23, 59, tzinfo=UTC)])
def test_a_day_that_never_comes_is_told(moment):
    with pytest.raises(BeyondCalendar):
        Cron.parse("0 0 */31 * MON#2").after(moment, ZoneInfo("UTC"))
