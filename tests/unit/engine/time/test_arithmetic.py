"""Working and calendar time, against a minute-by-minute reference and by hand."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from engine.model import Clock
from engine.time import (
    DEFAULT_CALENDAR,
    BadCalendar,
    BadDuration,
    BeyondCalendar,
    Duration,
    NaiveMoment,
    NoWorkingTime,
    Season,
    WorkingCalendar,
    add_duration,
    next_opening,
    subtract_duration,
    working_between,
    working_days_between,
)
from tests.unit.engine.time.reference import Walker

TEHRAN = ZoneInfo("Asia/Tehran")
CLOSED = WorkingCalendar("Asia/Tehran", ((),) * 7)
SPLIT = ((time(8), time(12)), (time(13), time(17)))
NIGHT = ((time(0), time(6)), (time(20), time(0)))

#: a season of few hours may be for good; the walk must come to an end all the same
AFTERWARDS = date(2021, 12, 1)
hours = st.sampled_from([(), ((time(8), time(14)),), SPLIT, NIGHT, ((time(0), time(0)),), ((time(7, 30), time(9)),)])
dates = st.dates(date(2021, 3, 1), date(2021, 4, 15)) | st.dates(date(2021, 9, 10), date(2021, 11, 15))
#: from a date on, for good or for a while, on some weekdays only; they may overlap
seasons = st.builds(
    lambda first, week, length: Season(first, tuple(week), first + timedelta(length) if length else None),
    dates,
    st.lists(st.none() | hours, min_size=7, max_size=7),
    st.integers(0, 20),
)
calendars = st.builds(
    lambda zone, week, holidays, exceptions, seasons: WorkingCalendar(
        zone, week, holidays, exceptions, seasons=(*seasons, Season(AFTERWARDS, week))
    ),
    st.sampled_from(["Asia/Tehran", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"]),
    st.lists(hours, min_size=7, max_size=7).filter(lambda week: sum(map(bool, week)) > 2).map(tuple),
    st.frozensets(dates, max_size=5),
    st.dictionaries(dates, hours, max_size=3),
    st.lists(seasons, max_size=3).map(tuple),
)
#: around the changes of offset of 2021: Tehran 22 March and 22 September, Berlin 28 March and 31 October
moments = st.builds(
    lambda day, minute: datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minute),
    dates,
    st.integers(0, 24 * 60 - 1),
)
minutes = st.integers(1, 3 * 24 * 60).map(lambda number: timedelta(minutes=number))
short = settings(max_examples=25, deadline=None)


def local(text: str, zone: str = "Asia/Tehran") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@short
@given(calendars, moments, minutes)
def test_working_between_agrees_with_the_walk(calendar: WorkingCalendar, a: datetime, span: timedelta) -> None:
    assert working_between(a, a + span, calendar) == Walker(calendar).worked(a, a + span)
    assert working_between(a + span, a, calendar) == -Walker(calendar).worked(a, a + span)


@short
@given(calendars, moments, st.integers(1, 40 * 60))
def test_working_hours_agree_with_the_walk(calendar: WorkingCalendar, start: datetime, work: int) -> None:
    due = add_duration(start, f"PT{work}M", calendar=calendar)
    assert due == Walker(calendar).after_work(start, timedelta(minutes=work))
    assert working_between(start, due, calendar) == timedelta(minutes=work)


@short
@given(calendars, moments)
def test_next_opening_agrees_with_the_walk(calendar: WorkingCalendar, at: datetime) -> None:
    assert next_opening(at, calendar) == Walker(calendar).opening(at)


@short
@given(calendars, moments, st.integers(1, 8))
def test_working_days_agree_with_the_walk(calendar: WorkingCalendar, start: datetime, days: int) -> None:
    due = add_duration(start, f"P{days}D", calendar=calendar)
    assert due == Walker(calendar).closing_after_days(start, days)
    last_minute = due - timedelta(minutes=1)  # a day that closes at midnight ends on the next date
    assert working_days_between(start, last_minute, calendar) == days


@short
@given(calendars, moments, st.integers(1, 40 * 60))
def test_latest_moment_before_leaves_just_that_much_work(calendar: WorkingCalendar, end: datetime, work: int) -> None:
    latest = subtract_duration(end, f"PT{work}M", calendar=calendar)
    assert Walker(calendar).worked(latest, end) == timedelta(minutes=work)
    assert Walker(calendar).opening(latest) == latest


@short
@given(calendars, moments, st.integers(1, 8))
def test_warning_days_ahead_comes_at_an_opening(calendar: WorkingCalendar, end: datetime, days: int) -> None:
    opening = subtract_duration(end, f"P{days}D", calendar=calendar)
    today, opened = (moment.astimezone(calendar.tz).date() for moment in (end, opening))
    assert len(days_worked(calendar, opened, today)) == days
    assert opening == Walker(calendar).opening(datetime.combine(opened, time(), calendar.tz).astimezone(UTC))


def days_worked(calendar: WorkingCalendar, first: date, end: date) -> set[date]:
    """The days in which any minute is worked, as the walk finds them."""
    start = datetime(first.year, first.month, first.day, tzinfo=calendar.tz)
    found: set[date] = set()
    for moment, worked in Walker(calendar).minutes(start.astimezone(UTC)):
        day = moment.astimezone(calendar.tz).date()
        if day >= end:
            return found
        if worked:
            found.add(day)
    raise AssertionError


@pytest.mark.parametrize(
    ("end", "span", "moment", "clock"),
    [
        ("2026-05-05T14:00", "P1D", "2026-05-04T08:00", Clock.WORKING),  # Tuesday: from Monday's opening on
        ("2026-05-09T14:00", "P2D", "2026-05-05T08:00", Clock.WORKING),  # Saturday: Wednesday is one, Tuesday two
        ("2026-05-09T14:00", "PT2H", "2026-05-09T12:00", Clock.WORKING),
        ("2026-05-09T10:00", "PT4H", "2026-05-06T12:00", Clock.WORKING),
        ("2026-05-09T14:00", "P1W", "2026-05-02T08:00", Clock.WORKING),
        ("2026-05-09T14:00", "PT0S", "2026-05-09T14:00", Clock.WORKING),
        ("2026-05-09T14:00", "P1DT2H", "2026-05-08T12:00", Clock.CALENDAR),
        ("2026-03-31T10:00", "P1M", "2026-02-28T10:00", Clock.CALENDAR),
    ],
)
def test_moments_before_by_hand(end: str, span: str, moment: str, clock: Clock) -> None:
    assert subtract_duration(local(end), span, clock=clock) == local(moment)


def test_moment_before_all_working_time_says_so() -> None:
    calendar = WorkingCalendar("Asia/Tehran", ((),) * 7, exceptions={date(1990, 1, 1): SPLIT})
    with pytest.raises(NoWorkingTime):
        subtract_duration(local("2026-05-02T09:00"), "P2D", calendar=calendar)
    assert subtract_duration(local("2026-05-02T09:00"), "P1D", calendar=calendar) == local("1990-01-01T08:00")


@given(calendars, moments, moments, moments)
def test_working_time_adds_up(calendar: WorkingCalendar, a: datetime, b: datetime, c: datetime) -> None:
    assert working_between(a, b, calendar) + working_between(b, c, calendar) == working_between(a, c, calendar)
    assert working_days_between(a, b, calendar) + working_days_between(b, c, calendar) == working_days_between(
        a, c, calendar
    )


@given(moments, moments, st.sampled_from(["P3D", "PT8H", "P1M", "P2W", "P1DT2H"]), st.sampled_from(Clock))
def test_later_start_never_ends_earlier(a: datetime, b: datetime, span: str, clock: Clock) -> None:
    first, second = sorted((a, b))
    assert add_duration(first, span, clock=clock) <= add_duration(second, span, clock=clock)


@pytest.mark.parametrize(
    ("start", "span", "due"),
    [
        ("2026-05-02T09:00", "P3D", "2026-05-05T14:00"),  # Saturday: Sunday, Monday, Tuesday
        ("2026-05-02T23:59", "P3D", "2026-05-05T14:00"),  # the hour of asking doesn't matter
        ("2026-05-06T09:00", "P1D", "2026-05-09T14:00"),  # Wednesday: Thursday and Friday are closed
        ("2026-05-07T09:00", "P1D", "2026-05-09T14:00"),  # asked on a closed day
        ("2026-05-02T09:00", "PT8H", "2026-05-03T11:00"),
        ("2026-05-02T08:00", "PT6H", "2026-05-02T14:00"),  # ends as the office closes, not when it opens again
        ("2026-05-07T09:00", "PT1H", "2026-05-09T09:00"),
        ("2026-05-02T09:00", "P1W", "2026-05-09T14:00"),
        ("2026-05-07T09:00", "P1W", "2026-05-16T14:00"),  # the week ends on a Thursday
        ("2026-05-02T09:00", "P1M", "2026-06-02T14:00"),
        ("2026-05-02T09:00", "P1DT2H", "2026-05-04T10:00"),
        ("2026-05-02T09:00", "PT0S", "2026-05-02T09:00"),
    ],
)
def test_working_time_by_hand(start: str, span: str, due: str) -> None:
    assert add_duration(local(start), span) == local(due)


@pytest.mark.parametrize(
    ("start", "span", "due", "zone"),
    [
        ("2026-01-31T10:00", "P1M", "2026-02-28T10:00", "Asia/Tehran"),
        ("2028-01-31T10:00", "P1M", "2028-02-29T10:00", "Asia/Tehran"),
        ("2028-02-29T10:00", "P1Y", "2029-02-28T10:00", "Asia/Tehran"),
        ("2026-12-31T10:00", "P2M", "2027-02-28T10:00", "Asia/Tehran"),
        ("2026-03-28T10:00", "P1D", "2026-03-29T10:00", "Europe/Berlin"),  # 23 hours
        ("2026-03-28T10:00", "PT24H", "2026-03-29T11:00", "Europe/Berlin"),
        ("2026-03-28T02:30", "P1D", "2026-03-29T03:30", "Europe/Berlin"),  # 02:30 doesn't exist
        ("2026-10-24T10:00", "P1D", "2026-10-25T10:00", "Europe/Berlin"),  # 25 hours
        ("2021-03-21T00:30", "P1D", "2021-03-22T01:30", "Asia/Tehran"),
    ],
)
def test_calendar_time_by_hand(start: str, span: str, due: str, zone: str) -> None:
    calendar = WorkingCalendar(zone, DEFAULT_CALENDAR.week)
    found = add_duration(local(start, zone), span, clock=Clock.CALENDAR, calendar=calendar)
    assert found == local(due, zone)
    assert found.tzinfo is UTC


def test_holidays_and_exceptions_move_a_promise() -> None:
    short_day = ((time(8), time(10)),)
    calendar = WorkingCalendar(
        "Asia/Tehran",
        DEFAULT_CALENDAR.week,
        frozenset({date(2026, 5, 3)}),
        {date(2026, 5, 4): short_day, date(2026, 5, 8): short_day},
    )
    assert add_duration(local("2026-05-02T09:00"), "P1D", calendar=calendar) == local("2026-05-04T10:00")
    assert add_duration(local("2026-05-06T09:00"), "P1D", calendar=calendar) == local("2026-05-08T10:00")


def test_seasons_change_hours_and_weekends_from_their_date_on() -> None:
    early, thursday = ((time(7), time(13)),), ((time(8), time(11)),)
    summer = Season(date(2026, 5, 24), (early, early, early, None, None, early, early), date(2026, 9, 20))
    thursdays = Season(date(2026, 5, 28), (None, None, None, thursday, None, None, None))
    calendar = WorkingCalendar("Asia/Tehran", DEFAULT_CALENDAR.week, seasons=(summer, thursdays))

    assert add_duration(local("2026-05-22T09:00"), "P1D", calendar=calendar) == local("2026-05-23T14:00")
    assert add_duration(local("2026-05-23T09:00"), "P1D", calendar=calendar) == local("2026-05-24T13:00")
    assert add_duration(local("2026-05-20T09:00"), "P1D", calendar=calendar) == local("2026-05-23T14:00")
    assert add_duration(local("2026-05-27T09:00"), "P1D", calendar=calendar) == local("2026-05-28T11:00")
    assert add_duration(local("2026-09-20T09:00"), "P1D", calendar=calendar) == local("2026-09-21T14:00")


def test_season_may_be_overruled_by_a_later_one_a_holiday_and_an_exception() -> None:
    week = DEFAULT_CALENDAR.week
    closed, worked = Season(date(2026, 5, 1), ((),) * 7), Season(date(2026, 5, 10), week)
    calendar = WorkingCalendar(
        "Asia/Tehran", week, frozenset({date(2026, 5, 10)}), {date(2026, 5, 3): SPLIT}, seasons=(closed, worked)
    )
    assert calendar.hours_on(date(2026, 5, 2)) == ()
    assert calendar.hours_on(date(2026, 5, 3)) == SPLIT
    assert calendar.hours_on(date(2026, 5, 10)) == ()
    assert calendar.hours_on(date(2026, 5, 11)) == week[0]


@pytest.mark.parametrize(
    ("start", "span", "due"),
    [
        ("2026-05-21T10:00", "P1M", "2026-06-21T10:00"),  # 31 Ordibehesht 1405 to 31 Khordad
        ("2026-09-22T10:00", "P1M", "2026-10-22T10:00"),  # 31 Shahrivar to 30 Mehr
        ("2026-04-20T10:00", "P6M", "2026-10-22T10:00"),  # 31 Farvardin to 30 Mehr
        ("2026-02-19T10:00", "P1M", "2026-03-20T10:00"),  # 30 Bahman 1404 to 29 Esfand
        ("2025-02-18T10:00", "P1M", "2025-03-20T10:00"),  # 30 Bahman 1403 to 30 Esfand of a leap year
        ("2025-03-20T10:00", "P1Y", "2026-03-20T10:00"),  # 30 Esfand 1403 to 29 Esfand 1404
        ("2026-03-21T10:00", "P3Y", "2029-03-20T10:00"),  # 1 Farvardin 1405 to 1 Farvardin 1408
    ],
)
def test_months_of_iran_by_hand(start: str, span: str, due: str) -> None:
    iran = WorkingCalendar("Asia/Tehran", DEFAULT_CALENDAR.week, jalali_months=True)
    assert add_duration(local(start), span, clock=Clock.CALENDAR, calendar=iran) == local(due)


@given(st.dates(date(1900, 1, 1), date(2099, 1, 1)), st.integers(1, 240))
def test_months_of_iran_agree_with_a_walk_over_the_days(day: date, months: int) -> None:
    iran = WorkingCalendar("Asia/Tehran", DEFAULT_CALENDAR.week, jalali_months=True)
    start = datetime(day.year, day.month, day.day, 12, tzinfo=TEHRAN)
    due = add_duration(start, f"P{months}M", clock=Clock.CALENDAR, calendar=iran)
    assert due.astimezone(TEHRAN).date() == walked_months(day, months)


@given(st.dates(date(2100, 1, 1), JalaliDate.max.to_gregorian() - timedelta(366 * 20)), st.integers(1, 240))
def test_months_of_iran_are_those_of_the_pages_in_all_years(day: date, months: int) -> None:
    iran = WorkingCalendar("UTC", DEFAULT_CALENDAR.week, jalali_months=True)
    start = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    due = add_duration(start, f"P{months}M", clock=Clock.CALENDAR, calendar=iran)

    then, now = JalaliDate(due.date()), JalaliDate(day)
    assert (then.year * 12 + then.month) - (now.year * 12 + now.month) == months
    assert then.day == min(now.day, JalaliDate.days_in_month(then.month, then.year))


@pytest.mark.parametrize(("start", "span"), [("9990-01-01T12:00", "P10Y"), ("0622-03-21T12:00", "P1M")])
def test_months_of_iran_beyond_its_known_years_are_refused(start: str, span: str) -> None:
    iran = WorkingCalendar("Asia/Tehran", DEFAULT_CALENDAR.week, jalali_months=True)
    with pytest.raises(BeyondCalendar, match="years 1 to 9377"):
        add_duration(local(start), span, clock=Clock.CALENDAR, calendar=iran)


def walked_months(day: date, months: int) -> date:
    """Day by day over the beginnings of months; then the same day of the month, or its last."""
    of_month, passed = JalaliDate(day).day, 0
    while passed < months:
        day += timedelta(1)
        passed += JalaliDate(day).day == 1
    while JalaliDate(day).day < of_month and JalaliDate(day + timedelta(1)).day != 1:
        day += timedelta(1)
    return day


def test_shift_past_midnight_belongs_to_both_days() -> None:
    calendar = WorkingCalendar("Asia/Tehran", (NIGHT,) * 7)
    assert add_duration(local("2026-05-02T22:00"), "PT4H", calendar=calendar) == local("2026-05-03T02:00")


def test_calendar_without_working_time_says_so() -> None:
    start = local("2026-05-02T09:00")
    for ask in (
        lambda: add_duration(start, "P1D", calendar=CLOSED),
        lambda: add_duration(start, "PT1H", calendar=CLOSED),
        lambda: next_opening(start, CLOSED),
    ):
        with pytest.raises(NoWorkingTime):
            ask()
    assert working_between(start, start + timedelta(days=9), CLOSED) == timedelta()


def test_single_open_day_far_away_is_found() -> None:
    calendar = WorkingCalendar("Asia/Tehran", ((),) * 7, exceptions={date(2090, 1, 1): SPLIT})
    assert next_opening(local("2026-05-02T09:00"), calendar) == local("2090-01-01T08:00")


@pytest.mark.parametrize("year", [1900, 2500])
def test_years_beyond_the_calendar_are_refused(year: int) -> None:
    with pytest.raises(BeyondCalendar):
        add_duration(datetime(year, 1, 1, tzinfo=UTC), "P1D")


def test_calendar_time_beyond_all_years_is_refused() -> None:
    iran = WorkingCalendar("Asia/Tehran", DEFAULT_CALENDAR.week, jalali_months=True)
    for calendar in (DEFAULT_CALENDAR, iran):
        with pytest.raises(BeyondCalendar):
            add_duration(datetime(2026, 1, 1, tzinfo=UTC), "P9999Y", clock=Clock.CALENDAR, calendar=calendar)
        for clock in Clock:
            with pytest.raises(BeyondCalendar):
                subtract_duration(datetime(2026, 1, 1, tzinfo=UTC), "P2026Y", clock=clock, calendar=calendar)


def test_naive_moments_are_refused() -> None:
    with pytest.raises(NaiveMoment):
        add_duration(datetime(2026, 5, 2), "P1D")  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P1Y2M3W4DT5H6M7.5S", Duration(14, 3, 4, timedelta(hours=5, minutes=6, seconds=7.5))),
        ("P10D", Duration(days=10)),
        ("PT36H", Duration(exact=timedelta(hours=36))),
        (" PT0,25S ", Duration(exact=timedelta(milliseconds=250))),
    ],
)
def test_durations_are_read(text: str, expected: Duration) -> None:
    assert Duration.parse(text) == expected
    assert Duration.parse(str(expected)) == expected


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "10D", "-P1D", "P-1D", "P1D2H", "P1DT", "P1.5D", "PT1H30", "P1D ago", "P۱D", "P1S"]
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(BadDuration):
        Duration.parse(text)


@pytest.mark.parametrize(
    ("zone", "week"),
    [
        ("Asia/Nowhere", ((),) * 7),
        ("../etc/passwd", ((),) * 7),
        ("Asia/Tehran", ((),) * 6),
        ("Asia/Tehran", (((time(14), time(8)),),) * 7),
        ("Asia/Tehran", (((time(8), time(12)), (time(11), time(15))),) * 7),
        ("Asia/Tehran", (((time(20), time(0)), (time(21), time(22))),) * 7),
    ],
)
def test_contradictory_calendars_are_refused(zone: str, week: tuple) -> None:  # type: ignore[type-arg] # wrong on purpose
    with pytest.raises(BadCalendar):
        WorkingCalendar(zone, week)


@pytest.mark.parametrize(
    "season",
    [
        Season(date(2026, 5, 1), ((),) * 6),
        Season(date(2026, 5, 2), ((),) * 7, date(2026, 5, 1)),
        Season(date(2026, 5, 1), (((time(14), time(8)),), *((),) * 6)),
    ],
)
def test_contradictory_seasons_are_refused(season: Season) -> None:
    with pytest.raises(BadCalendar):
        WorkingCalendar("Asia/Tehran", DEFAULT_CALENDAR.week, seasons=(season,))


def test_equal_calendars_are_equal_and_hashable() -> None:
    one, two = (WorkingCalendar("Asia/Tehran", DEFAULT_CALENDAR.week, exceptions={date(2026, 1, 1): ()}) for _ in "ab")
    assert one == two
    assert hash(one) == hash(two)
