"""What pauses, extensions and changed calendars do to a promise; laws over many moments, and days by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from app.policy import promises
from app.policy.errors import BeyondLegalLimit, DateNotLater
from engine import Bilingual, Clock, ClockStart, Facts

TEHRAN = ZoneInfo("Asia/Tehran")
WEEK = engine.DEFAULT_CALENDAR.week
CALENDAR = engine.WorkingCalendar("Asia/Tehran", WEEK, frozenset({date(2026, 6, 4), date(2026, 6, 5)}))
IN_DAYS = Facts("p", Bilingual("پ", "p"), "P10D", Clock.WORKING, ClockStart.ACCEPTANCE, None, (), (), ())
IN_HOURS = replace(IN_DAYS, response_time="PT12H")
ALL_TIME = replace(IN_DAYS, clock=Clock.CALENDAR)
facts = st.sampled_from([IN_DAYS, IN_HOURS, ALL_TIME])
moments = st.builds(
    lambda minutes: datetime(2026, 5, 1, tzinfo=UTC) + timedelta(minutes=minutes), st.integers(0, 60 * 24 * 40)
)
spans = st.integers(0, 60 * 24 * 20).map(lambda minutes: timedelta(minutes=minutes))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TEHRAN)


def promised(said: Facts, at: datetime) -> datetime:
    due = promises.promised_date(said, accepted_at=at, calendar=CALENDAR)
    assert due is not None
    return due


def resumed(said: Facts, due: datetime, paused: datetime, again: datetime) -> datetime:
    return promises.resumed_promise(due, paused_at=paused, resumed_at=again, facts=said, calendar=CALENDAR)


@given(facts, moments, spans, spans)
def test_pause_never_brings_a_promise_forward(said: Facts, at: datetime, wait: timedelta, pause: timedelta) -> None:
    due = promised(said, at)
    assert resumed(said, due, at + wait, at + wait + pause) >= due


@given(moments, spans, spans)
def test_as_many_days_are_left_after_a_pause_as_before(at: datetime, wait: timedelta, pause: timedelta) -> None:
    due, stopped = promised(IN_DAYS, at), at + wait
    left = promises.days_left(due, since=stopped, facts=IN_DAYS, calendar=CALENDAR)
    if left < 1 or due <= stopped:
        return
    after = resumed(IN_DAYS, due, stopped, stopped + pause)
    assert promises.days_left(after, since=stopped + pause, facts=IN_DAYS, calendar=CALENDAR) == left


@given(moments, spans, spans)
def test_as_much_work_is_left_after_a_pause_as_before(at: datetime, wait: timedelta, pause: timedelta) -> None:
    due, stopped = promised(IN_HOURS, at), at + wait
    if due <= stopped:
        return
    again = stopped + pause
    after = resumed(IN_HOURS, due, stopped, again)
    assert engine.working_between(again, after, CALENDAR) == engine.working_between(stopped, due, CALENDAR)


@given(facts, moments, spans, spans)
def test_promise_that_had_passed_is_not_made_good_by_a_pause(
    said: Facts, at: datetime, late: timedelta, pause: timedelta
) -> None:
    due = promised(said, at)
    assert resumed(said, due, due + late, due + late + pause) == due


@given(moments, spans, spans, spans)
def test_two_pauses_are_one_when_no_time_lies_between(
    at: datetime, wait: timedelta, a: timedelta, b: timedelta
) -> None:
    due, stopped = promised(IN_HOURS, at), at + wait
    twice = resumed(IN_HOURS, resumed(IN_HOURS, due, stopped, stopped + a), stopped + a, stopped + a + b)
    assert twice == resumed(IN_HOURS, due, stopped, stopped + a + b)


@given(facts, moments, spans)
def test_same_calendar_moves_nothing(said: Facts, at: datetime, wait: timedelta) -> None:
    due = promised(said, at)
    if said is IN_HOURS and not engine.working_between(at + wait, due, CALENDAR):
        return
    assert promises.recounted_promise(due, since=at + wait, facts=said, old=CALENDAR, new=CALENDAR) == due


@pytest.mark.parametrize(
    ("said", "moved"), [(IN_DAYS, "2026-05-17T14:00"), (ALL_TIME, "2026-05-12T09:00"), (IN_HOURS, "2026-05-05T09:00")]
)
def test_new_closure_is_worked_afterwards(said: Facts, moved: str) -> None:
    closed = replace(CALENDAR, exceptions={date(2026, 5, 3): ()})
    start = local("2026-05-02T09:00")
    due = promised(said, start)
    assert promises.recounted_promise(due, since=start, facts=said, old=CALENDAR, new=closed) == local(moved)


def test_extension_by_days_of_its_clock() -> None:
    due = local("2026-05-05T14:00")
    extend = promises.extended_promise
    assert extend(due, days=2, facts=IN_DAYS, limit=None, calendar=CALENDAR) == local("2026-05-09T14:00")
    assert extend(due, days=2, facts=ALL_TIME, limit=None, calendar=CALENDAR) == local("2026-05-07T14:00")
    with pytest.raises(DateNotLater):
        extend(due, days=0, facts=IN_DAYS, limit=None, calendar=CALENDAR)
    with pytest.raises(BeyondLegalLimit):
        extend(due, days=2, facts=IN_DAYS, limit=local("2026-05-09T13:59"), calendar=CALENDAR)


def test_explanation_names_what_was_left_out() -> None:
    named = {
        date(2026, 6, 4): Bilingual("رحلت", "Death"),
        date(2026, 6, 5): Bilingual("قیام", "Uprising"),
        date(2026, 6, 6): Bilingual("گرما", "Heat"),
    }
    calendar = engine.WorkingCalendar(
        "Asia/Tehran",
        (*WEEK[:3], ((time(8), time(12)),), *WEEK[4:]),
        frozenset({date(2026, 6, 4), date(2026, 6, 5)}),
        {date(2026, 6, 6): ()},
        named,
    )
    due = engine.add_duration(local("2026-06-02T10:00"), "P3D", calendar=calendar)

    told = promises.explained(local("2026-06-02T10:00"), due, calendar)

    assert (told.start, told.due, told.counted) == (date(2026, 6, 2), date(2026, 6, 8), 3)
    assert [day for day, _ in told.special] == [date(2026, 6, 4), date(2026, 6, 6)]
    assert told.weekly == (date(2026, 6, 5),)  # a holiday on a Friday was no working day anyway


@pytest.mark.parametrize(
    ("said", "days"), [("P10D", True), ("P2W", True), ("P1M", True), ("PT8H", False), ("P1DT2H", False)]
)
def test_promise_in_days_or_in_hours(said: str, days: bool) -> None:
    assert promises.counts_days(replace(IN_DAYS, response_time=said)) is days


def test_service_without_a_response_time_promises_nothing() -> None:
    at = local("2026-05-02T09:00")
    assert promises.promised_date(replace(IN_DAYS, response_time=None), accepted_at=at, calendar=CALENDAR) is None
    assert promises.counts_days(replace(IN_DAYS, response_time=None)) is False
    assert promises.counts_days(ALL_TIME) is False


@pytest.mark.parametrize(
    ("said", "clock", "due"),
    [
        ("P3D", Clock.WORKING, "2026-05-05T14:00"),
        ("PT8H", Clock.WORKING, "2026-05-03T11:00"),
        ("P3D", Clock.CALENDAR, "2026-05-05T09:00"),
        ("PT8H", Clock.CALENDAR, "2026-05-02T17:00"),
    ],
)
def test_promise_and_legal_limit_are_counted_by_their_own_clock(said: str, clock: Clock, due: str) -> None:
    at = local("2026-05-02T09:00")
    by_promise = replace(IN_DAYS, response_time=said, clock=clock)
    assert promises.promised_date(by_promise, accepted_at=at, calendar=CALENDAR) == local(due)
    by_law = replace(IN_DAYS, legal_limit=said, legal_clock=clock)
    assert promises.legal_limit(by_law, accepted_at=at, calendar=CALENDAR) == local(due)


def test_service_without_a_legal_limit_has_none() -> None:
    assert promises.legal_limit(IN_DAYS, accepted_at=local("2026-05-02T09:00"), calendar=CALENDAR) is None


@pytest.mark.parametrize(
    ("due", "paused", "again", "expected"),
    [
        # three working days are left on Saturday, and three when the clock runs again
        ("2026-05-05T14:00", "2026-05-02T09:00", "2026-05-04T20:00", "2026-05-09T14:00"),
        # on the last day one is left, if the answer comes after the promised moment
        ("2026-05-05T14:00", "2026-05-05T09:00", "2026-05-06T09:00", "2026-05-09T14:00"),
        # and none if it comes before it, or at it
        ("2026-05-05T14:00", "2026-05-05T09:00", "2026-05-05T10:00", "2026-05-05T14:00"),
        ("2026-05-05T14:00", "2026-05-05T09:00", "2026-05-05T14:00", "2026-05-05T14:00"),
        ("2026-05-05T14:00", "2026-05-05T09:00", "2026-05-05T14:01", "2026-05-06T14:00"),
        # what is due at the moment of the pause stays
        ("2026-05-05T14:00", "2026-05-05T14:00", "2026-05-09T14:00", "2026-05-05T14:00"),
    ],
)
def test_promise_in_days_after_a_pause(due: str, paused: str, again: str, expected: str) -> None:
    assert resumed(IN_DAYS, local(due), local(paused), local(again)) == local(expected)


@pytest.mark.parametrize(
    ("clock", "due", "paused", "again", "expected"),
    [
        (Clock.WORKING, "2026-05-03T11:00", "2026-05-02T10:00", "2026-05-02T12:00", "2026-05-03T13:00"),
        (Clock.WORKING, "2026-05-03T11:00", "2026-05-02T15:00", "2026-05-03T08:00", "2026-05-03T11:00"),
        (Clock.WORKING, "2026-05-03T11:00", "2026-05-03T11:00", "2026-05-03T12:00", "2026-05-03T11:00"),
        (Clock.CALENDAR, "2026-05-03T11:00", "2026-05-02T15:00", "2026-05-03T08:00", "2026-05-04T04:00"),
        (Clock.CALENDAR, "2026-05-03T11:00", "2026-05-03T11:00", "2026-05-03T12:00", "2026-05-03T11:00"),
    ],
)
def test_deadline_is_later_by_the_time_of_its_clock_that_could_not_be_used(
    clock: Clock, due: str, paused: str, again: str, expected: str
) -> None:
    moved = promises.moved_deadline(
        local(due), paused_at=local(paused), resumed_at=local(again), clock=clock, calendar=CALENDAR
    )
    assert moved == local(expected)


@pytest.mark.parametrize("said", [IN_DAYS, IN_HOURS, ALL_TIME])
def test_promise_that_has_passed_is_not_counted_anew(said: Facts) -> None:
    closed = replace(CALENDAR, exceptions={date(2026, 5, day): () for day in range(1, 10)})
    due = local("2026-05-03T11:00")
    for since in (due, due + timedelta(days=1)):
        assert promises.recounted_promise(due, since=since, facts=said, old=CALENDAR, new=closed) == due


def test_nothing_left_of_a_promise_isnt_counted_anew() -> None:
    closed = replace(CALENDAR, exceptions={date(2026, 5, 3): ()})
    due, same_day = local("2026-05-03T14:00"), local("2026-05-03T09:00")
    assert promises.recounted_promise(due, since=same_day, facts=IN_DAYS, old=CALENDAR, new=closed) == due
    at_night = local("2026-05-03T20:00")
    assert promises.recounted_promise(at_night, since=due, facts=IN_HOURS, old=CALENDAR, new=closed) == at_night


def test_one_day_more_and_the_very_limit_are_allowed() -> None:
    due, limit = local("2026-05-05T14:00"), local("2026-05-06T14:00")
    assert promises.extended_promise(due, days=1, facts=IN_DAYS, limit=limit, calendar=CALENDAR) == limit
    with pytest.raises(DateNotLater):
        promises.extended_promise(due, days=-1, facts=IN_DAYS, limit=limit, calendar=CALENDAR)


@pytest.mark.parametrize(
    ("rung", "clock", "reached"),
    [
        ({"before": "P2D"}, Clock.WORKING, "2026-05-03T08:00"),
        ({"before": "P2D"}, Clock.CALENDAR, "2026-05-03T14:00"),
        ({"before": "PT2H"}, Clock.WORKING, "2026-05-05T12:00"),
        ({"after": "P1D"}, Clock.WORKING, "2026-05-06T14:00"),
        ({"after": "PT2H"}, Clock.CALENDAR, "2026-05-05T16:00"),
        ({}, Clock.WORKING, "2026-05-05T14:00"),
    ],
)
def test_rung_is_reached_before_or_after_what_is_due(rung: dict[str, str], clock: Clock, reached: str) -> None:
    warn = engine.Warn(engine.WarnStep.REMIND, **rung)
    moment = promises.warning_moment(warn, local("2026-05-05T14:00"), clock=clock, calendar=CALENDAR)
    assert moment == local(reached)


@pytest.mark.parametrize(
    ("said", "since", "left"),
    [
        (IN_DAYS, "2026-05-02T09:00", 3),
        (IN_DAYS, "2026-05-05T09:00", 0),
        (IN_DAYS, "2026-05-05T14:00", 0),
        (IN_DAYS, "2026-05-06T09:00", -1),
        (IN_DAYS, "2026-05-09T09:00", -2),  # a Thursday and a Friday lie between
        (ALL_TIME, "2026-05-02T23:59", 3),
        (ALL_TIME, "2026-05-05T23:59", 0),
        (ALL_TIME, "2026-05-09T00:00", -4),
    ],
)
def test_days_left_are_counted_by_the_clock_and_negative_afterwards(said: Facts, since: str, left: int) -> None:
    due = local("2026-05-05T14:00")
    assert promises.days_left(due, since=local(since), facts=said, calendar=CALENDAR) == left


def test_explanation_counts_from_the_day_after_the_start_to_the_due_day_in_the_zone_of_the_calendar() -> None:
    start, due = datetime(2026, 5, 2, 21, 0, tzinfo=UTC), datetime(2026, 5, 9, 10, 30, tzinfo=UTC)
    told = promises.explained(start, due, CALENDAR)
    assert (told.start, told.due, told.counted) == (date(2026, 5, 3), date(2026, 5, 9), 4)
    assert (told.weekly, told.special) == ((date(2026, 5, 7), date(2026, 5, 8)), ())
    assert promises.explained(start, start, CALENDAR).counted == 0
