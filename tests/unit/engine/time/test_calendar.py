"""Working calendars as values: which hours are hours, which seasons count, and how far a calendar reaches."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.model import Clock
from engine.time import (
    DEFAULT_CALENDAR,
    BadCalendar,
    BeyondCalendar,
    NoWorkingTime,
    Season,
    WorkingCalendar,
    add_duration,
    next_opening,
    subtract_duration,
    working_between,
    working_days_between,
)

MORNING = ((time(8), time(12)),)
EVERY_DAY = WorkingCalendar("Asia/Tehran", (MORNING,) * 7)


def local(text: str, zone: str = "Asia/Tehran") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    "hours",
    [
        (),
        ((time(8), time(12)), (time(12), time(16))),  # one period may begin as the one before ends
        ((time(0), time(0)),),  # the whole day
        ((time(0), time(8)), (time(20), time(0))),
        ((time(8), time(8, 1)),),
    ],
)
def test_periods_that_follow_each_other_are_hours(hours: tuple[tuple[time, time], ...]) -> None:
    assert WorkingCalendar("UTC", (hours, *((),) * 6)).hours_on(date(2026, 5, 4)) == hours


@pytest.mark.parametrize(
    "hours",
    [
        ((time(8), time(8)),),
        ((time(8), time(7, 59)),),
        ((time(8), time(12)), (time(11, 59), time(13))),
        ((time(20), time(0)), (time(0), time(8))),
        ((time(20), time(0)), (time(21), time(0))),
        ((time(8, tzinfo=UTC), time(12)),),
        ((time(8), time(12, tzinfo=UTC)),),
    ],
)
def test_other_periods_are_refused_wherever_they_stand(hours: tuple[tuple[time, time], ...]) -> None:
    with pytest.raises(BadCalendar):
        WorkingCalendar("UTC", (hours, *((),) * 6))
    with pytest.raises(BadCalendar):
        WorkingCalendar("UTC", ((),) * 7, exceptions={date(2026, 5, 4): hours})
    with pytest.raises(BadCalendar):
        WorkingCalendar("UTC", ((),) * 7, seasons=(Season(date(2026, 5, 4), (None, hours, *((),) * 5)),))


def test_week_has_seven_days() -> None:
    for days in (0, 6, 8):
        with pytest.raises(BadCalendar):
            WorkingCalendar("UTC", (MORNING,) * days)


def test_season_holds_from_its_first_to_its_last_day() -> None:
    may = Season(date(2026, 5, 4), (MORNING,) * 7, date(2026, 5, 6))
    found = [may.hours_on(date(2026, 5, day)) for day in range(3, 8)]
    assert found == [None, MORNING, MORNING, MORNING, None]
    one_day = Season(date(2026, 5, 4), (MORNING,) * 7, date(2026, 5, 4))
    calendar = WorkingCalendar("UTC", ((),) * 7, seasons=(one_day,))
    assert [calendar.is_working_day(date(2026, 5, day)) for day in (3, 4, 5)] == [False, True, False]
    assert Season(date(2026, 5, 4), (MORNING,) * 7).hours_on(date(2999, 1, 1)) == MORNING


def test_moment_is_shown_with_its_offset_and_without_the_zones_name() -> None:
    shown = WorkingCalendar("Asia/Tehran", ((),) * 7).shows(datetime(2026, 5, 4, 12, tzinfo=UTC))
    assert shown.isoformat() == "2026-05-04T15:30:00+03:30"
    assert not isinstance(shown.tzinfo, ZoneInfo)
    summer = WorkingCalendar("Europe/London", ((),) * 7)
    assert summer.shows(datetime(2026, 1, 4, 12, tzinfo=UTC)).utcoffset() == timedelta()


@pytest.mark.parametrize(
    ("start", "fold", "span", "due"),
    [
        # the second 02:30 of the day on which summer ends; the due day has two of them, or none
        ("2026-10-25T02:30", 1, "P371D", "2027-10-31T00:30+00:00"),
        ("2026-10-25T02:30", 1, "P154D", "2027-03-28T01:30+00:00"),
        ("2026-10-25T02:30", 0, "P371D", "2027-10-31T00:30+00:00"),
        ("2026-10-25T02:30", 1, "PT1H", "2026-10-25T02:30+00:00"),
        ("2026-10-25T02:30", 0, "PT1H", "2026-10-25T01:30+00:00"),
    ],
)
def test_repeated_time_on_the_wall_is_the_first_of_both(start: str, fold: int, span: str, due: str) -> None:
    berlin = WorkingCalendar("Europe/Berlin", DEFAULT_CALENDAR.week)
    begun = local(start, "Europe/Berlin").replace(fold=fold)
    assert add_duration(begun, span, clock=Clock.CALENDAR, calendar=berlin) == datetime.fromisoformat(due)


def test_hour_that_is_repeated_is_worked_twice_and_one_that_is_skipped_not_at_all() -> None:
    night = WorkingCalendar("Europe/Berlin", (((time(1), time(4)),),) * 7)
    for day, hours in (("2026-10-24", 3), ("2026-10-25", 4), ("2026-03-29", 2)):
        start = local(f"{day}T00:00", "Europe/Berlin")
        assert working_between(start, start + timedelta(hours=8), night) == timedelta(hours=hours)
    skipped = WorkingCalendar("Europe/Berlin", (((time(2), time(3)),),) * 7)
    start = local("2026-03-29T00:00", "Europe/Berlin")
    assert working_between(start, start + timedelta(hours=8), skipped) == timedelta()
    assert next_opening(start, skipped) == local("2026-03-30T02:00", "Europe/Berlin")
    ends_within = WorkingCalendar("Europe/Berlin", (((time(1), time(2, 30)),),) * 7)
    assert working_between(start, start + timedelta(hours=8), ends_within) == timedelta(hours=1)


def test_calendar_reaches_from_1970_to_2199() -> None:
    first, last = datetime(1970, 1, 1, tzinfo=UTC), datetime(2199, 12, 31, 12, tzinfo=UTC)
    assert next_opening(first, EVERY_DAY) == local("1970-01-01T08:00")
    assert working_days_between(first, last, EVERY_DAY) == (date(2199, 12, 31) - date(1970, 1, 1)).days
    for moment in (datetime(1969, 12, 31, 12, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)):
        for ask in (next_opening, lambda at, calendar: working_between(last, at, calendar)):
            with pytest.raises(BeyondCalendar):
                ask(moment, EVERY_DAY)
    with pytest.raises(NoWorkingTime):
        next_opening(local("2199-12-31T12:00"), EVERY_DAY)
    with pytest.raises(NoWorkingTime):
        subtract_duration(local("1970-01-01T08:00"), "PT1M", calendar=EVERY_DAY)
    assert subtract_duration(local("1970-01-01T08:01"), "PT1M", calendar=EVERY_DAY) == local("1970-01-01T08:00")


def test_answers_do_not_hang_on_what_was_asked_before() -> None:
    calendar = WorkingCalendar("Asia/Tehran", DEFAULT_CALENDAR.week)
    asked = [local(f"{year}-05-02T09:00") for year in (2026, 1971, 2150, 2025, 1999, 2027, 2026)]
    for at in asked:
        fresh = WorkingCalendar("Asia/Tehran", DEFAULT_CALENDAR.week)
        for span in ("P3D", "PT100H", "P40D"):
            assert add_duration(at, span, calendar=calendar) == add_duration(at, span, calendar=fresh)
            assert subtract_duration(at, span, calendar=calendar) == subtract_duration(at, span, calendar=fresh)


@pytest.mark.parametrize(
    ("at", "opening"),
    [
        ("2026-05-02T07:59", "2026-05-02T08:00"),
        ("2026-05-02T08:00", "2026-05-02T08:00"),
        ("2026-05-02T13:59", "2026-05-02T13:59"),
        ("2026-05-02T14:00", "2026-05-03T08:00"),
        ("2026-12-31T14:00", "2027-01-02T08:00"),
    ],
)
def test_work_begins_at_once_or_at_the_next_opening(at: str, opening: str) -> None:
    assert next_opening(local(at)) == local(opening)


@pytest.mark.parametrize(
    ("a", "b", "time_", "days"),
    [
        ("2026-05-02T07:00", "2026-05-02T08:30", "0:30", 0),
        ("2026-05-02T13:30", "2026-05-03T08:30", "1:00", 1),
        ("2026-05-02T14:00", "2026-05-03T08:00", "0:00", 1),
        ("2026-05-06T09:00", "2026-05-09T09:00", "6:00", 1),
        ("2026-05-02T09:00", "2026-05-02T09:00", "0:00", 0),
    ],
)
def test_work_between_two_moments(a: str, b: str, time_: str, days: int) -> None:
    hours, minutes = map(int, time_.split(":"))
    work = timedelta(hours=hours, minutes=minutes)
    assert (working_between(local(a), local(b)), working_between(local(b), local(a))) == (work, -work)
    assert (working_days_between(local(a), local(b)), working_days_between(local(b), local(a))) == (days, -days)
