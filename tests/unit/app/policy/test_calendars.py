"""Calendars put together from rules: the narrower place counts, holidays and closures, floating hours, who may edit."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest

import engine
from app.policy import calendars
from app.policy.actors import Actor, Seat
from app.policy.calendars import USUAL, CalendarPlace, ScheduleRule, compose, narrowed
from app.policy.errors import NotPermitted
from app.vocabulary import CalendarRuleKind, CalendarScope, ClosureCause, HolidayKind, Role
from engine import Bilingual

NAME = Bilingual("نام", "Name")
SHIRAZ = CalendarPlace(unit="u1", level="line", province="fars")
MONDAY, THURSDAY = date(2026, 5, 4), date(2026, 5, 7)
LONG, SHORT, THURSDAYS = (((time(8), time(16)),), ((time(8), time(12)),), ((time(8), time(11)),))


def week(
    hours: engine.Hours | None, scope: CalendarScope, place: str, *, first: date = date(2026, 1, 1), day: int = 0
) -> ScheduleRule:
    days = tuple(hours if index == day else None for index in range(7))
    return ScheduleRule(CalendarRuleKind.WEEK, first, None, days, NAME, scope=scope, place=place)


def closure(
    first: date, hours: engine.Hours, scope: CalendarScope = CalendarScope.COUNTRY, place: str = ""
) -> ScheduleRule:
    return ScheduleRule(
        CalendarRuleKind.CLOSURE, first, first, (hours,), NAME, scope=scope, place=place, cause=ClosureCause.COLD
    )


def holiday(day: date, certainty: HolidayKind = HolidayKind.CONFIRMED) -> ScheduleRule:
    return ScheduleRule(CalendarRuleKind.HOLIDAY, day, day, ((),), NAME, certainty=certainty)


COUNTRY = week(LONG, CalendarScope.COUNTRY, "")
PROVINCE = week(SHORT, CalendarScope.PROVINCE, "fars")
LEVEL = week(THURSDAYS, CalendarScope.LEVEL, "line")
UNIT = week((), CalendarScope.UNIT, "u1")


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([], USUAL.week[0]),
        ([COUNTRY], LONG),
        ([PROVINCE, COUNTRY], SHORT),
        ([LEVEL, COUNTRY, PROVINCE], THURSDAYS),
        ([UNIT, LEVEL, PROVINCE, COUNTRY], ()),
    ],
)
def test_narrower_pattern_counts_whatever_its_order(rules: list[ScheduleRule], expected: engine.Hours) -> None:
    assert compose(rules, SHIRAZ).hours_on(MONDAY) == expected


def test_unit_keeps_its_pattern_when_a_wider_one_begins_later() -> None:
    later = week(LONG, CalendarScope.COUNTRY, "", first=date(2026, 5, 1))
    assert compose([PROVINCE, later], SHIRAZ).hours_on(MONDAY) == SHORT


def test_others_are_not_concerned() -> None:
    elsewhere = CalendarPlace(unit="u2", level="headquarters", province="tehran")
    assert compose([PROVINCE, LEVEL, UNIT], elsewhere).hours_on(MONDAY) == USUAL.week[0]
    assert compose([PROVINCE, LEVEL, UNIT], CalendarPlace()).hours_on(MONDAY) == USUAL.week[0]


def test_weekday_of_which_a_pattern_says_nothing_is_inherited() -> None:
    thursdays = week(THURSDAYS, CalendarScope.PROVINCE, "fars", day=3)
    calendar = compose([COUNTRY, thursdays], SHIRAZ)
    assert (calendar.hours_on(MONDAY), calendar.hours_on(THURSDAY)) == (LONG, THURSDAYS)


def test_holidays_close_and_a_closure_may_open_one_again() -> None:
    opened = closure(MONDAY, SHORT, CalendarScope.UNIT, "u1")
    assert compose([COUNTRY, holiday(MONDAY)], SHIRAZ).hours_on(MONDAY) == ()
    assert compose([opened, COUNTRY, holiday(MONDAY)], SHIRAZ).hours_on(MONDAY) == SHORT
    assert compose([opened, COUNTRY, holiday(MONDAY)], CalendarPlace()).hours_on(MONDAY) == ()


def test_closure_of_the_unit_counts_before_that_of_the_province() -> None:
    rules = [closure(MONDAY, SHORT, CalendarScope.UNIT, "u1"), closure(MONDAY, (), CalendarScope.PROVINCE, "fars")]
    assert compose(rules, SHIRAZ).hours_on(MONDAY) == SHORT


def test_only_hours_at_which_everybody_is_there_are_counted() -> None:
    days = (((time(8), time(14)),),) * 5 + ((),) * 2
    floating = ScheduleRule(CalendarRuleKind.WEEK, date(2026, 1, 1), None, days, NAME, floating_minutes=60)
    assert compose([floating], SHIRAZ).hours_on(MONDAY) == ((time(9), time(14)),)


def test_unsure_holidays_are_named_so() -> None:
    calendar = compose([holiday(MONDAY, HolidayKind.ESTIMATED), holiday(THURSDAY)], SHIRAZ)
    assert calendar.names[MONDAY] == engine.Bilingual("نام (تخمینی)", "Name (estimated)")
    assert calendar.names[THURSDAY] == engine.Bilingual("نام", "Name")


def test_months_are_those_of_iran() -> None:
    assert compose([], SHIRAZ).jalali_months


def test_places_that_share_their_rules_share_a_calendar() -> None:
    assert narrowed(SHIRAZ, [COUNTRY, PROVINCE]) == CalendarPlace(province="fars")
    assert narrowed(SHIRAZ, [COUNTRY]) == CalendarPlace()
    assert narrowed(SHIRAZ, [UNIT]) == CalendarPlace(unit="u1")


def test_days_of_a_rule_are_all_its_days() -> None:
    rule = ScheduleRule(CalendarRuleKind.CLOSURE, MONDAY, THURSDAY, ((),), NAME, cause=ClosureCause.DUST)
    assert list(rule.days()) == [MONDAY + timedelta(offset) for offset in range(4)]
    one_day = ScheduleRule(CalendarRuleKind.CLOSURE, MONDAY, None, ((),), NAME)
    assert list(one_day.days()) == [MONDAY]


@pytest.mark.parametrize(
    ("scope", "place", "holds"),
    [
        (CalendarScope.COUNTRY, "", True),
        (CalendarScope.COUNTRY, "anything", True),
        (CalendarScope.PROVINCE, "fars", True),
        (CalendarScope.PROVINCE, "tehran", False),
        (CalendarScope.PROVINCE, "u1", False),
        (CalendarScope.LEVEL, "line", True),
        (CalendarScope.LEVEL, "headquarters", False),
        (CalendarScope.UNIT, "u1", True),
        (CalendarScope.UNIT, "u2", False),
    ],
)
def test_rule_holds_where_its_scope_names_the_place(scope: CalendarScope, place: str, holds: bool) -> None:
    assert replace(COUNTRY, scope=scope, place=place).holds_at(SHIRAZ) is holds


def test_rule_that_names_nothing_holds_nowhere_unless_for_the_country() -> None:
    assert not replace(COUNTRY, scope=CalendarScope.UNIT, place="").holds_at(CalendarPlace())
    assert CalendarPlace("u", "l", "p").part(CalendarScope.COUNTRY) == ""


@pytest.mark.parametrize(
    ("hours", "floating", "sure"),
    [
        ((("08:00", "14:00"),), 0, (("08:00", "14:00"),)),
        ((("08:00", "14:00"),), 30, (("08:30", "14:00"),)),
        # only arriving floats, and only in the first period
        ((("08:00", "12:00"), ("13:00", "16:00")), 60, (("09:00", "12:00"), ("13:00", "16:00"))),
        ((("18:00", "00:00"),), 60, (("19:00", "00:00"),)),
        # somebody who may come until closing time is counted from opening time on
        ((("08:00", "09:00"),), 60, (("08:00", "09:00"),)),
        ((("08:00", "09:00"),), 59, (("08:59", "09:00"),)),
        ((("08:00", "09:00"),), 90, (("08:00", "09:00"),)),
        ((("23:30", "00:00"),), 60, (("23:30", "00:00"),)),
        ((), 60, ()),
        (None, 60, None),
    ],
)
def test_hours_that_count_are_those_after_the_last_arrival(
    hours: tuple[tuple[str, str], ...] | None, floating: int, sure: tuple[tuple[str, str], ...] | None
) -> None:
    def as_times(pairs: tuple[tuple[str, str], ...] | None) -> engine.Hours | None:
        return None if pairs is None else tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in pairs)

    rule = ScheduleRule(CalendarRuleKind.CLOSURE, MONDAY, None, (as_times(hours),), NAME, floating_minutes=floating)
    assert rule.worked == (as_times(sure),)


def test_later_pattern_of_the_same_scope_takes_over_on_its_first_day() -> None:
    later = week(SHORT, CalendarScope.COUNTRY, "", first=MONDAY)
    calendar = compose([later, COUNTRY], SHIRAZ)
    assert calendar.hours_on(MONDAY - timedelta(days=7)) == LONG
    assert calendar.hours_on(MONDAY) == SHORT


def test_pattern_ends_with_its_last_day() -> None:
    calendar = compose([replace(COUNTRY, last_day=MONDAY)], SHIRAZ)
    assert calendar.hours_on(MONDAY) == LONG
    assert calendar.hours_on(MONDAY + timedelta(days=7)) == USUAL.week[0]


def test_closure_without_hours_closes() -> None:
    rule = ScheduleRule(CalendarRuleKind.CLOSURE, MONDAY, None, (None,), NAME)
    assert compose([rule], SHIRAZ).hours_on(MONDAY) == ()


def test_closure_says_why_a_holiday_is_special_and_patterns_say_nothing() -> None:
    cold = replace(closure(MONDAY, ()), name=Bilingual("سرما", "Cold"))
    calendar = compose([cold, holiday(MONDAY), COUNTRY], SHIRAZ)
    assert calendar.names == {MONDAY: engine.Bilingual("سرما", "Cold")}


def test_place_keeps_the_parts_that_rules_name() -> None:
    assert narrowed(SHIRAZ, [LEVEL]) == CalendarPlace(level="line")
    assert narrowed(SHIRAZ, [UNIT, LEVEL, PROVINCE]) == SHIRAZ
    assert narrowed(SHIRAZ, [replace(UNIT, place="u2"), replace(LEVEL, place="u1")]) == CalendarPlace()


def test_change_ends_some_rules_and_adds_others() -> None:
    kept, ended, new = (replace(COUNTRY, id=UUID(int=number)) for number in (1, 2, 3))
    assert calendars.changed([kept, ended], add=[new], end={UUID(int=2)}) == [kept, new]


def test_confirmed_holiday_is_the_same_but_sure_and_not_stored_yet() -> None:
    unsure = replace(holiday(MONDAY, HolidayKind.ESTIMATED), id=UUID(int=1))
    assert calendars.confirmed(unsure) == holiday(MONDAY, HolidayKind.CONFIRMED)


MINE, THEIRS = UUID(int=1), UUID(int=2)
ADMINISTRATOR = Actor(
    UUID(int=3), "رضا", (Seat(Role.ADMINISTRATOR, agency_id=MINE), Seat(Role.CLERK, agency_id=THEIRS))
)
CLERK = Actor(UUID(int=3), "رضا", (Seat(Role.CLERK, agency_id=MINE),))
NATIONAL = Actor(UUID(int=3), "رضا", (Seat(Role.NATIONAL_ADMINISTRATOR),))


@pytest.mark.parametrize(
    ("actor", "scope", "agency", "allowed"),
    [
        (NATIONAL, CalendarScope.COUNTRY, None, True),
        (NATIONAL, CalendarScope.PROVINCE, None, True),
        (NATIONAL, CalendarScope.LEVEL, None, True),
        (NATIONAL, CalendarScope.UNIT, MINE, False),
        (ADMINISTRATOR, CalendarScope.COUNTRY, None, False),
        (ADMINISTRATOR, CalendarScope.PROVINCE, None, False),
        (ADMINISTRATOR, CalendarScope.LEVEL, None, False),
        (ADMINISTRATOR, CalendarScope.UNIT, MINE, True),
        (ADMINISTRATOR, CalendarScope.UNIT, THEIRS, False),
        (ADMINISTRATOR, CalendarScope.UNIT, None, False),
        (CLERK, CalendarScope.COUNTRY, None, False),
        (CLERK, CalendarScope.UNIT, MINE, False),
    ],
)
def test_agency_changes_its_units_and_the_nation_what_all_share(
    actor: Actor, scope: CalendarScope, agency: UUID | None, allowed: bool
) -> None:
    assert calendars.may_edit(actor, scope, agency_id=agency) is allowed
    if allowed:
        calendars.require_edit(actor, scope, agency_id=agency)
    else:
        with pytest.raises(NotPermitted):
            calendars.require_edit(actor, scope, agency_id=agency)
