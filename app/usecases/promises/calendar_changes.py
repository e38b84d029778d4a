"""Changing the working calendars: an administrator sees what a change would do to open promises, and decides.

Each change makes a version; nothing is forgotten, so promises made with an earlier one can still be explained."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from persiantools.jdatetime import JalaliDate

import engine
from app.data.errors import NotFound, Taken
from app.data.organisation import calendar_store, places
from app.policy.actors import Actor
from app.policy.calendars import CAUSES, ScheduleRule, changed, confirmed, require_edit
from app.policy.days import ZONE
from app.usecases.promises import recalculation
from app.usecases.promises.calendars import Book, book, row_of
from app.usecases.promises.errors import CalendarMoved, NothingToChange
from app.usecases.promises.holidays import proposed_holidays, year_days
from app.usecases.promises.recalculation import Looked
from app.vocabulary import CalendarRuleKind, CalendarScope, ClosureCause, HolidayKind
from engine import Bilingual
from forms.values.dates import date_words
from forms.values.digits import persian_digits

if TYPE_CHECKING:
    from app.data.models import CalendarVersion

#: so long before a Jalali year begins its official holidays are to be confirmed: promises reach into it by then
CONFIRM_AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become of the rules: these begin, those end; and what that is, in words."""

    note: Bilingual
    add: tuple[ScheduleRule, ...] = ()
    end: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do: the version it was looked at in, and the promises that it would move."""

    change: Change
    version: int
    looked: Looked


def preview(change: Change, *, by: Actor, now: datetime) -> Preview:
    """What the change would do to the promises of open cases. Raises NotPermitted, NothingToChange, BadCalendar."""
    version = calendar_store.newest_version()
    old = book(version)
    _require(change, old, by)
    new = Book(changed(old.rules, add=change.add, end=change.end))
    return Preview(change, version, recalculation.look(old, new, now=now))


def save(change: Change, *, based_on: int, move: bool, by: Actor, now: datetime) -> int:
    """Make the change: a new version; with `move` the promises that it moves are counted anew and their applicants
    told, else the announced dates stand. Returns the version's number.

    Raises NotPermitted, NothingToChange, or CalendarMoved if `based_on` isn't the newest version any more."""
    seen = preview(change, by=by, now=now)
    if seen.version != based_on:
        raise CalendarMoved
    number = seen.version + 1
    try:
        calendar_store.add_version(
            number,
            add=[row_of(rule) for rule in change.add],
            end=change.end,
            made_at=now,
            made_by_id=by.person_id,
            note_fa=change.note.fa,
            note_en=change.note.en,
        )
    except Taken:
        raise CalendarMoved from None
    if move:
        recalculation.plan(seen.looked.moved, old=seen.version, new=number, now=now)
    return number


def propose_holidays(year: int) -> Change:
    """The official holidays of a Jalali year that aren't there yet, as the `holidays` package has them."""
    known = _holidays_of(year)
    add = tuple(rule for rule in proposed_holidays(year) if not any(_is_same(rule, other) for other in known))
    return Change(_of_year("پیشنهاد تعطیلات رسمی سال {}", "Proposed official holidays of {}", year), add=add)


def confirm_year(year: int) -> Change:
    """All holidays of a Jalali year, as the official calendar has them."""
    unsure = [rule for rule in _holidays_of(year) if rule.certainty is not HolidayKind.CONFIRMED]
    return Change(
        _of_year("تأیید تعطیلات رسمی سال {}", "Official holidays of {} confirmed", year),
        add=tuple(confirmed(rule) for rule in unsure),
        end=tuple(rule.id for rule in unsure if rule.id is not None),
    )


def add_holiday(day: date, name: Bilingual) -> Change:
    """A holiday for the whole country, by the official calendar."""
    rule = ScheduleRule(CalendarRuleKind.HOLIDAY, day, day, ((),), name, certainty=HolidayKind.CONFIRMED)
    return Change(_named("تعطیل رسمی تازه: {}", "New official holiday: {}", rule), add=(rule,))


def move_holiday(rule_id: UUID, day: date) -> Change:
    """A holiday falls on another day, as the moon had it. Raises NotFound."""
    known = find_rule(rule_id)
    if known.kind is not CalendarRuleKind.HOLIDAY:
        raise NotFound
    moved = replace(confirmed(known), first_day=day, last_day=day)
    return Change(_named("جابه‌جایی تعطیل رسمی: {}", "Official holiday moved: {}", moved), add=(moved,), end=(rule_id,))


def remove_rule(rule_id: UUID) -> Change:
    """A rule holds no longer. Raises NotFound."""
    return Change(_named("حذف: {}", "Removed: {}", find_rule(rule_id)), end=(rule_id,))


def set_week(
    *,
    scope: CalendarScope,
    place: str,
    first: date,
    last: date | None,
    week: tuple[engine.Hours | None, ...],
    floating_minutes: int,
    name: Bilingual,
) -> Change:
    """Hours of the weekdays from a date on."""
    rule = ScheduleRule(
        CalendarRuleKind.WEEK, first, last, week, name, scope=scope, place=place, floating_minutes=floating_minutes
    )
    return Change(_named("الگوی هفته: {}", "Week pattern: {}", rule), add=(rule,))


def add_closure(
    *,
    scope: CalendarScope,
    place: str,
    first: date,
    last: date,
    hours: engine.Hours,
    cause: ClosureCause,
    name: Bilingual | None,
) -> Change:
    """Closed on some days, or open at other hours."""
    rule = ScheduleRule(
        CalendarRuleKind.CLOSURE,
        first,
        last,
        (hours,),
        name or CAUSES[cause],
        scope=scope,
        place=place,
        cause=cause,
    )
    said = ("ساعت کار دیگر: {}", "Other hours: {}") if hours else ("تعطیلی موردی: {}", "Closure: {}")
    return Change(_named(*said, rule), add=(rule,))


def find_rule(rule_id: UUID) -> ScheduleRule:
    """A rule that holds now. Raises NotFound."""
    rule = next((rule for rule in book(calendar_store.newest_version()).rules if rule.id == rule_id), None)
    if rule is None:
        raise NotFound
    return rule


def is_confirmed(year: int) -> bool:
    """Whether somebody has confirmed the holidays of a Jalali year."""
    return _all_confirmed(_holidays_of(year))


def years_to_confirm(now: datetime) -> tuple[int, ...]:
    """The Jalali years whose official holidays an administrator has yet to confirm: the present one, and the coming
    one from less than `CONFIRM_AHEAD` before it begins."""
    today = now.astimezone(ZONE).date()
    present = int(JalaliDate(today).year)  # type: ignore[no-untyped-call]
    comes_soon = year_days(present + 1)[0] - today < CONFIRM_AHEAD
    rules = book(calendar_store.newest_version()).rules
    asked = (present, present + 1) if comes_soon else (present,)
    return tuple(year for year in asked if not _all_confirmed(_holidays_among(rules, year)))


def list_versions() -> "Sequence[CalendarVersion]":
    """The latest changes, newest first."""
    return calendar_store.list_versions()


def _require(change: Change, old: Book, by: Actor) -> None:
    if not change.add and not change.end:
        raise NothingToChange
    for rule in (*change.add, *(rule for rule in old.rules if rule.id in change.end)):
        agency = None
        if rule.scope is CalendarScope.UNIT:
            agency = places.get_unit_by_text(rule.place).agency_id
        require_edit(by, rule.scope, agency_id=agency)


def _holidays_of(year: int) -> list[ScheduleRule]:
    return _holidays_among(book(calendar_store.newest_version()).rules, year)


def _holidays_among(rules: Sequence[ScheduleRule], year: int) -> list[ScheduleRule]:
    first, last = year_days(year)
    return [rule for rule in rules if rule.kind is CalendarRuleKind.HOLIDAY and first <= rule.first_day <= last]


def _all_confirmed(known: Sequence[ScheduleRule]) -> bool:
    return bool(known) and all(rule.certainty is HolidayKind.CONFIRMED for rule in known)


def _is_same(proposed: ScheduleRule, known: ScheduleRule) -> bool:
    """Whether a proposal is there already: on its day, or under its name on a day nearby, where somebody has put it."""
    return proposed.first_day == known.first_day or (
        proposed.name.fa == known.name.fa and abs((proposed.first_day - known.first_day).days) <= 3
    )


def _of_year(fa: str, en: str, year: int) -> Bilingual:
    return Bilingual(fa.format(persian_digits(str(year))), en.format(year))


def _named(fa: str, en: str, rule: ScheduleRule) -> Bilingual:
    days = [day for day in (rule.first_day, rule.last_day) if day is not None]
    whole = sorted(set(days))
    when_fa = " تا ".join(date_words(day, "fa") for day in whole)
    when_en = " to ".join(date_words(day, "en") for day in whole)
    return Bilingual(f"{fa.format(rule.name.fa)}، {when_fa}"[:500], f"{en.format(rule.name.en)}, {when_en}"[:500])
