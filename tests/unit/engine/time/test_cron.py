"""Cron expressions: the next moment, by hand."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

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
        ("5/20 12-13 * * *", "2026-05-02T12:05:00"),
        ("@daily", "2026-05-03T00:00:00"),
        ("@hourly", "2026-05-02T13:00:00"),
    ],
)
def test_next_moment(text, due):
    assert Cron.parse(text).after(NOON, ZoneInfo("UTC")) == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_hours_are_those_of_the_zone():
    assert Cron.parse("0 8 * * *").after(NOON, ZoneInfo("Asia/Tehran")) == datetime(2026, 5, 3, 4, 30, tzinfo=UTC)


def test_moments_follow_each_other_and_never_repeat_when_the_clock_goes_back():
    zone, moment = ZoneInfo("Europe/Berlin"), datetime(2026, 10, 24, 22, tzinfo=UTC)
    seen = []
    for _ in range(4):
        moment = Cron.parse("30 2 * * *").after(moment, zone)
        seen.append(moment.astimezone(zone).isoformat()[:16])
    assert seen == ["2026-10-25T02:30", "2026-10-26T02:30", "2026-10-27T02:30", "2026-10-28T02:30"]


@pytest.mark.parametrize(
    "text",
    ["", "* * * *", "60 * * * *", "* * * * 8", "* * 0 * *", "a * * * *", "*/0 * * * *", "5-1 * * * *", "*,,* * * * *"],
)
def test_what_is_no_cron_expression(text):
    assert not is_cron(text)
    with pytest.raises(BadDuration):
        Cron.parse(text)


def test_a_day_that_never_comes_is_told():
    with pytest.raises(BeyondCalendar):
        Cron.parse("0 0 30 2 *").after(NOON, ZoneInfo("UTC"))
