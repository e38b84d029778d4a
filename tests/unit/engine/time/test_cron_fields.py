"""Each field of a cron expression: its values, ranges, steps and names, and both kinds of days."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from engine.time import BadDuration, Cron, is_cron

UTC_ZONE = ZoneInfo("UTC")


def moments(text: str, start: str, count: int) -> list[str]:
    """The first `count` moments after `start`, in UTC."""
    found, moment = [], datetime.fromisoformat(start).replace(tzinfo=UTC)
    for _ in range(count):
        moment = Cron.parse(text).after(moment, UTC_ZONE)
        found.append(moment.strftime("%m-%d %H:%M:%S"))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a Friday, 1 May 2026
        ("59 23 * * *", ["05-01 23:59:00", "05-02 23:59:00"]),
        ("0 0 * * *", ["05-01 00:00:00", "05-02 00:00:00"]),
        ("0/20 0 * * *", ["05-01 00:00:00", "05-01 00:20:00", "05-01 00:40:00", "05-02 00:00:00"]),
        ("*/25 0 * * *", ["05-01 00:00:00", "05-01 00:25:00", "05-01 00:50:00"]),
        ("10-12 0 * * *", ["05-01 00:10:00", "05-01 00:11:00", "05-01 00:12:00", "05-02 00:10:00"]),
        ("10-20/5 0 * * *", ["05-01 00:10:00", "05-01 00:15:00", "05-01 00:20:00", "05-02 00:10:00"]),
        ("50,10 0 * * *", ["05-01 00:10:00", "05-01 00:50:00"]),
        ("58/1 23 * * *", ["05-01 23:58:00", "05-01 23:59:00", "05-02 23:58:00"]),
        ("30-32 0 0 1 * ?", ["05-01 00:00:30", "05-01 00:00:31", "05-01 00:00:32", "06-01 00:00:30"]),
        ("0 22/1 1 * *", ["05-01 22:00:00", "05-01 23:00:00", "06-01 22:00:00"]),
        ("0 0 30/1 * *", ["05-30 00:00:00", "05-31 00:00:00", "06-30 00:00:00"]),
        ("0 0 1 NOV/1 *", ["11-01 00:00:00", "12-01 00:00:00", "11-01 00:00:00"]),
        ("0 0 * * FRI-SAT", ["05-01 00:00:00", "05-02 00:00:00", "05-08 00:00:00"]),
        ("0 0 * * 5-7", ["05-01 00:00:00", "05-02 00:00:00", "05-03 00:00:00", "05-08 00:00:00"]),
        ("0 0 * * sun", ["05-03 00:00:00", "05-10 00:00:00"]),
        ("@yearly", ["01-01 00:00:00"]),
        ("@annually", ["01-01 00:00:00"]),
        ("@monthly", ["05-01 00:00:00", "06-01 00:00:00"]),
        ("@weekly", ["05-03 00:00:00", "05-10 00:00:00"]),
        ("@daily", ["05-01 00:00:00", "05-02 00:00:00"]),
        (" @Midnight ", ["05-01 00:00:00", "05-02 00:00:00"]),
        ("@hourly", ["05-01 00:00:00", "05-01 01:00:00"]),
    ],
)
def test_moments_of_each_field(text: str, expected: list[str]) -> None:
    assert moments(text, "2026-04-30T23:59:59", len(expected)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # both kinds of days restricted: either will do
        ("0 0 4 * 6", ["05-02", "05-04", "05-09"]),
        ("0 0 L * 6", ["05-02", "05-09", "05-16", "05-23", "05-30", "05-31"]),
        # only one of them: the other doesn't count
        ("0 0 4 * ?", ["05-04", "06-04"]),
        ("0 0 ? * 6", ["05-02", "05-09"]),
        ("0 0 * * 6", ["05-02", "05-09"]),
        ("0 0 4 * *", ["05-04", "06-04"]),
        ("0 0 L * *", ["05-31", "06-30", "07-31"]),
        ("0 0 31 * *", ["05-31", "07-31"]),
    ],
)
def test_days_of_the_month_and_of_the_week(text: str, expected: list[str]) -> None:
    assert [moment[:5] for moment in moments(text, "2026-04-30T23:59:59", len(expected))] == expected


def test_moment_itself_is_not_after_itself_but_a_fraction_before_it_is() -> None:
    assert moments("0 9 * * *", "2026-05-01T09:00:00", 1) == ["05-02 09:00:00"]
    assert moments("0 9 * * *", "2026-05-01T08:59:59.999999", 1) == ["05-01 09:00:00"]
    assert moments("0 9 * * *", "2026-05-01T09:00:00.000001", 1) == ["05-02 09:00:00"]


def test_leap_day_is_waited_for_over_a_century_without_one() -> None:
    due = Cron.parse("0 0 29 2 *").after(datetime(2096, 3, 1, tzinfo=UTC), UTC_ZONE)
    assert due == datetime(2104, 2, 29, tzinfo=UTC)


@pytest.mark.parametrize("low_and_high", ["60 0 1 1 0", "0 24 1 1 0", "0 0 32 1 0", "0 0 1 13 0", "0 0 1 1 8"])
def test_value_above_its_field_is_refused(low_and_high: str) -> None:
    assert not is_cron(low_and_high)


@pytest.mark.parametrize("text", ["59 23 31 12 7", "0 0 1 1 0", "59 59 23 31 12 7", "0 0 1 JAN MON"])
def test_lowest_and_highest_values_are_taken(text: str) -> None:
    assert is_cron(text)


@pytest.mark.parametrize(
    "text",
    ["0 0 0 1 *", "0 0 1 0 *", "* * * * * * *", "-1 * * * *", "/5 * * * *", "۵ * * * *"],
)
def test_other_fields_are_refused(text: str) -> None:
    with pytest.raises(BadDuration):
        Cron.parse(text)
