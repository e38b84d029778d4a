"""Calendars put together from rules: the narrower place counts, holidays and closures, floating hours."""

from datetime import date, time, timedelta

import pytest

import engine
from app.policy.calendars import USUAL, CalendarPlace, ScheduleRule, compose, narrowed, touched_days
from app.policy.hours import UnreadableHours, hours_words, read_hours
from app.vocabulary import CalendarRuleKind, CalendarScope, ClosureCause, HolidayKind
from forms.texts import Bilingual

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
    assert calendar.names[MONDAY] == engine.Text("نام (تخمینی)", "Name (estimated)")
    assert calendar.names[THURSDAY] == engine.Text("نام", "Name")


def test_months_are_those_of_iran() -> None:
    assert compose([], SHIRAZ).jalali_months


def test_places_that_share_their_rules_share_a_calendar() -> None:
    assert narrowed(SHIRAZ, [COUNTRY, PROVINCE]) == CalendarPlace(province="fars")
    assert narrowed(SHIRAZ, [COUNTRY]) == CalendarPlace()
    assert narrowed(SHIRAZ, [UNIT]) == CalendarPlace(unit="u1")


def test_days_of_which_rules_speak() -> None:
    assert touched_days([holiday(THURSDAY), holiday(MONDAY)]) == (MONDAY, THURSDAY)
    assert touched_days([holiday(MONDAY), COUNTRY]) == (date(2026, 1, 1), None)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("۸ تا ۱۴", ((time(8), time(14)),)),
        ("8-14", ((time(8), time(14)),)),
        ("۸:۰۰ تا ۱۲:۳۰ و ۱۳ تا ۱۶", ((time(8), time(12, 30)), (time(13), time(16)))),
        ("08:00–12:30, 13:00–16:00", ((time(8), time(12, 30)), (time(13), time(16)))),
        ("18-24", ((time(18), time(0)),)),
        ("تعطیل", ()),
        ("Closed", ()),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, hours: engine.Hours) -> None:
    assert read_hours(text) == hours
    assert all(read_hours(hours_words(hours, language)) == hours for language in ("fa", "en"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8",
        "8-",
        "14-8",
        "8-12, 11-13",
        "25-26",
        "8:60-9",
        "24:30-25",
        "1-2,3-4,5-6,7-8,9-10",
        "eight to two",
        "8-8",
    ],
)
def test_what_is_no_hours_is_refused(text: str) -> None:
    with pytest.raises(UnreadableHours):
        read_hours(text)


def test_days_of_a_rule_are_all_its_days() -> None:
    rule = ScheduleRule(CalendarRuleKind.CLOSURE, MONDAY, THURSDAY, ((),), NAME, cause=ClosureCause.DUST)
    assert list(rule.days()) == [MONDAY + timedelta(offset) for offset in range(4)]
