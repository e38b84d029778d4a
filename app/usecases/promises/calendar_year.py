"""A Jalali year of a place's working calendar as its page shows it: months, days with what is special about them, and
the rules behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from persiantools.jdatetime import JalaliDate

import engine
from app.data.organisation import calendar_store, places
from app.policy.actors import Actor
from app.policy.calendars import CalendarPlace, ScheduleRule, may_edit
from app.usecases.organisation.provinces import PROVINCES, province_name
from app.usecases.promises.calendars import book, place_of_unit
from app.usecases.promises.holidays import year_days
from app.vocabulary import CalendarRuleKind, CalendarScope, HolidayKind, Level
from engine import Bilingual
from forms.values.dates import MONTHS_EN, MONTHS_FA

LEVELS = {
    Level.HEADQUARTERS: Bilingual("همهٔ ستادها", "All headquarters"),
    Level.LINE: Bilingual("همهٔ واحدهای صف", "All line units"),
}
COUNTRY = Bilingual("سراسر کشور", "The whole country")


class DayKind(StrEnum):
    """How a day stands out."""

    WORKED = "worked"
    #: worked, but at other hours than its weekday
    OTHER_HOURS = "other-hours"
    #: the week closes it
    WEEKLY = "weekly"
    HOLIDAY = "holiday"
    #: a holiday that nobody has confirmed yet
    UNSURE = "unsure"
    CLOSURE = "closure"


@dataclass(frozen=True, slots=True)
class Day:
    """One square of the year."""

    day: date
    number: int
    kind: DayKind
    name: Bilingual | None


@dataclass(frozen=True, slots=True)
class Month:
    """A Jalali month; `before` empty squares stand before its first day, the week beginning on Saturday."""

    name: Bilingual
    before: int
    days: Sequence[Day]


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule in a list, with the name of its place, and whether the reader may change it."""

    rule: ScheduleRule
    place: Bilingual
    editable: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A place that a rule may be made for: `value` is "scope:place"."""

    value: str
    name: Bilingual
    group: Bilingual


@dataclass(frozen=True, slots=True)
class Year:
    """The page of one year."""

    number: int
    months: Sequence[Month]
    holidays: Sequence[ShownRule]
    weeks: Sequence[ShownRule]
    closures: Sequence[ShownRule]
    confirmed: bool
    working_days: int


def show_year(number: int, value: str, *, by: Actor) -> Year:
    """A year of the calendar of the place that is chosen by its value ("province:fars"). Raises NotFound."""
    first, last = year_days(number)
    rules = book(calendar_store.newest_version())
    place = place_of(value)
    calendar = rules.calendar(place)
    of_year = [rule for rule in rules.rules if _touches(rule, first, last)]
    held = [rule for rule in of_year if rule.holds_at(place) or value == "country:"]
    shown = [_shown(rule, by) for rule in sorted(held, key=lambda rule: rule.first_day)]
    unsure = {day for rule in held if _is_unsure(rule) for day in rule.days()}
    months = [_month(number, month, calendar, unsure) for month in range(1, 13)]
    holidays = [one for one in shown if one.rule.kind is CalendarRuleKind.HOLIDAY]
    return Year(
        number=number,
        months=months,
        holidays=holidays,
        weeks=[one for one in shown if one.rule.kind is CalendarRuleKind.WEEK],
        closures=[one for one in shown if one.rule.kind is CalendarRuleKind.CLOSURE],
        confirmed=bool(holidays) and not unsure,
        working_days=sum(calendar.is_working_day(day.day) for month in months for day in month.days),
    )


def list_choices(*, by: Actor, editable: bool = False) -> list[Choice]:
    """The places whose calendar may be looked at, the country first; with `editable` those that `by` may make rules
    for."""
    shared, mine = Bilingual("مشترک", "Shared"), Bilingual("واحدهای دستگاه", "Units of the agency")
    choices: list[Choice] = []
    if not editable or may_edit(by, CalendarScope.COUNTRY, agency_id=None):
        choices += [Choice("country:", COUNTRY, shared)]
        choices += [Choice(f"level:{level.value}", name, shared) for level, name in LEVELS.items()]
        choices += [
            Choice(f"province:{slug}", Bilingual(f"استان {name.fa}", f"Province of {name.en}"), shared)
            for slug, name in PROVINCES.items()
        ]
    for agency_id in sorted(by.administered_agencies, key=str):
        units = places.list_units(agency_id)
        choices += [Choice(f"unit:{unit.id}", Bilingual(unit.name_fa, unit.name_en), mine) for unit in units]
    return choices


def place_of(value: str) -> CalendarPlace:
    """The place of a choice. Raises NotFound for a unit that isn't there."""
    scope, _, name = value.partition(":")
    if scope == CalendarScope.UNIT:
        return place_of_unit(places.get_unit_by_text(name))
    if scope == CalendarScope.LEVEL:
        return CalendarPlace(level=name)
    return CalendarPlace(province=name) if scope == CalendarScope.PROVINCE else CalendarPlace()


def place_name(rule: ScheduleRule) -> Bilingual:
    """For whom a rule holds, in words."""
    match rule.scope:
        case CalendarScope.COUNTRY:
            return COUNTRY
        case CalendarScope.PROVINCE:
            name = province_name(rule.place)
            return Bilingual(f"استان {name.fa}", f"Province of {name.en}")
        case CalendarScope.LEVEL:
            return LEVELS[Level(rule.place)]
        case CalendarScope.UNIT:
            unit = places.get_unit_by_text(rule.place)
            return Bilingual(unit.name_fa, unit.name_en)


def _shown(rule: ScheduleRule, by: Actor) -> ShownRule:
    agency = places.get_unit_by_text(rule.place).agency_id if rule.scope is CalendarScope.UNIT else None
    return ShownRule(rule, place_name(rule), may_edit(by, rule.scope, agency_id=agency))


def _touches(rule: ScheduleRule, first: date, last: date) -> bool:
    return rule.first_day <= last and (rule.last_day is None or rule.last_day >= first)


def _is_unsure(rule: ScheduleRule) -> bool:
    return rule.kind is CalendarRuleKind.HOLIDAY and rule.certainty is not HolidayKind.CONFIRMED


def _month(year: int, month: int, calendar: engine.WorkingCalendar, unsure: set[date]) -> Month:
    length = JalaliDate.days_in_month(month, year)
    first: date = JalaliDate(year, month, 1).to_gregorian()  # type: ignore[no-untyped-call]
    days = [first + timedelta(offset) for offset in range(length)]
    return Month(
        name=Bilingual(MONTHS_FA[month - 1], MONTHS_EN[month - 1]),
        before=(first.weekday() + 2) % 7,
        days=[
            Day(day, number, _kind(day, calendar, unsure), _name(day, calendar)) for number, day in enumerate(days, 1)
        ],
    )


def _kind(day: date, calendar: engine.WorkingCalendar, unsure: set[date]) -> DayKind:
    hours = calendar.exceptions.get(day)
    if hours is not None:
        return DayKind.OTHER_HOURS if hours else DayKind.CLOSURE
    if day in calendar.holidays:
        return DayKind.UNSURE if day in unsure else DayKind.HOLIDAY
    return DayKind.WORKED if calendar.is_working_day(day) else DayKind.WEEKLY


def _name(day: date, calendar: engine.WorkingCalendar) -> Bilingual | None:
    name = calendar.names.get(day)
    return Bilingual(name.fa, name.en) if name is not None else None
