"""Working calendars put together from rules: for a unit its own rules count before those of its level, these before
its province's, and these before the country's. Pure: rules in, `engine.WorkingCalendar` out."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

import engine
from app.policy.actors import Actor
from app.policy.errors import NotPermitted
from app.vocabulary import CalendarRuleKind, CalendarScope, ClosureCause, HolidayKind, Role
from engine import Bilingual

#: what holds where no rule says anything: Saturday to Wednesday, 8 to 14, in the time of Tehran
USUAL = engine.DEFAULT_CALENDAR
#: a narrower scope counts before a wider one
NARROWNESS = {
    CalendarScope.COUNTRY: 0,
    CalendarScope.PROVINCE: 1,
    CalendarScope.LEVEL: 2,
    CalendarScope.UNIT: 3,
}
CAUSES = {
    ClosureCause.DUST: Bilingual("گرد و غبار", "Dust"),
    ClosureCause.POLLUTION: Bilingual("آلودگی هوا", "Air pollution"),
    ClosureCause.COLD: Bilingual("سرما", "Cold"),
    ClosureCause.HEAT: Bilingual("گرما", "Heat"),
    ClosureCause.POWER: Bilingual("کمبود برق", "Shortage of power"),
    ClosureCause.OTHER: Bilingual("سبب دیگر", "Another reason"),
}
ESTIMATED = Bilingual("تخمینی", "estimated")


@dataclass(frozen=True, slots=True)
class CalendarPlace:
    """Where a calendar is asked for; "" for what isn't known: then only wider rules count."""

    unit: str = ""
    level: str = ""
    province: str = ""

    def part(self, scope: CalendarScope) -> str:
        """What a rule of that scope must name to hold here."""
        parts = {CalendarScope.UNIT: self.unit, CalendarScope.LEVEL: self.level, CalendarScope.PROVINCE: self.province}
        return parts.get(scope, "")


COUNTRY = CalendarPlace()


@dataclass(frozen=True, slots=True)
class ScheduleRule:
    """One rule. `hours` are seven weekdays for a week pattern (Monday first; None: as before), one entry else."""

    kind: CalendarRuleKind
    first_day: date
    last_day: date | None
    hours: tuple[engine.Hours | None, ...]
    name: Bilingual
    scope: CalendarScope = CalendarScope.COUNTRY
    place: str = ""
    floating_minutes: int = 0
    certainty: HolidayKind | None = None
    cause: ClosureCause | None = None
    #: of the stored row; None for one that is only being thought about
    id: UUID | None = None

    def holds_at(self, place: CalendarPlace) -> bool:
        """Whether the rule speaks of that place."""
        return self.scope is CalendarScope.COUNTRY or self.place == place.part(self.scope) != ""

    def days(self) -> Iterator[date]:
        """The days of a holiday or closure."""
        for offset in range(((self.last_day or self.first_day) - self.first_day).days + 1):
            yield self.first_day + timedelta(offset)

    @property
    def worked(self) -> tuple[engine.Hours | None, ...]:
        """The hours that count: those at which everybody is there, also where people may come and go later."""
        return tuple(_surely(hours, self.floating_minutes) for hours in self.hours)


def compose(rules: Collection[ScheduleRule], place: CalendarPlace) -> engine.WorkingCalendar:
    """The calendar of a place. Raises engine.BadCalendar where hours contradict each other."""
    held = sorted((rule for rule in rules if rule.holds_at(place)), key=lambda rule: NARROWNESS[rule.scope])
    weeks = [rule for rule in held if rule.kind is CalendarRuleKind.WEEK]
    weeks.sort(key=lambda rule: (NARROWNESS[rule.scope], rule.first_day))
    closures = {
        day: rule.worked[0] or () for rule in held if rule.kind is CalendarRuleKind.CLOSURE for day in rule.days()
    }
    return engine.WorkingCalendar(
        zone=USUAL.zone,
        week=USUAL.week,
        holidays=frozenset(d for rule in held if rule.kind is CalendarRuleKind.HOLIDAY for d in rule.days()),
        exceptions=closures,
        names=_names(held),
        seasons=tuple(engine.Season(rule.first_day, rule.worked, rule.last_day) for rule in weeks),
        jalali_months=True,
    )


def narrowed(place: CalendarPlace, rules: Collection[ScheduleRule]) -> CalendarPlace:
    """The place without the parts that no rule speaks of: places that share all their rules share one calendar."""
    named = {(rule.scope, rule.place) for rule in rules}
    return CalendarPlace(
        unit=place.unit if (CalendarScope.UNIT, place.unit) in named else "",
        level=place.level if (CalendarScope.LEVEL, place.level) in named else "",
        province=place.province if (CalendarScope.PROVINCE, place.province) in named else "",
    )


def changed(
    rules: Sequence[ScheduleRule], *, add: Collection[ScheduleRule], end: Collection[UUID]
) -> list[ScheduleRule]:
    """The rules as a change would leave them."""
    return [*(rule for rule in rules if rule.id not in end), *add]


def may_edit(actor: Actor, scope: CalendarScope, *, agency_id: UUID | None) -> bool:
    """Whether `actor` may change rules of a scope: a national administrator what all share, an agency's administrator
    those of its units."""
    if scope is CalendarScope.UNIT:
        return agency_id in actor.administered_agencies
    return Role.NATIONAL_ADMINISTRATOR in actor.roles


def require_edit(actor: Actor, scope: CalendarScope, *, agency_id: UUID | None) -> None:
    """Raises NotPermitted unless `actor` may change rules of that scope."""
    if not may_edit(actor, scope, agency_id=agency_id):
        raise NotPermitted


def confirmed(rule: ScheduleRule) -> ScheduleRule:
    """The same holiday, by the official calendar."""
    return replace(rule, certainty=HolidayKind.CONFIRMED, id=None)


def _names(rules: Sequence[ScheduleRule]) -> dict[date, engine.Bilingual]:
    """Why each day is special; holidays first, since a closure may say otherwise of one."""
    ordered = sorted(rules, key=lambda rule: rule.kind is CalendarRuleKind.CLOSURE)
    return {
        day: engine.Bilingual(*_named(rule))
        for rule in ordered
        if rule.kind is not CalendarRuleKind.WEEK
        for day in rule.days()
    }


def _named(rule: ScheduleRule) -> tuple[str, str]:
    if rule.certainty is HolidayKind.ESTIMATED:
        return f"{rule.name.fa} ({ESTIMATED.fa})", f"{rule.name.en} ({ESTIMATED.en})"
    return rule.name.fa, rule.name.en


def _surely(hours: engine.Hours | None, floating: int) -> engine.Hours | None:
    """Hours without the time in which somebody may still come; closing hours are given as the earliest ones."""
    if not hours or not floating:
        return hours
    start, end = hours[0]
    later = (datetime.combine(date.min, start) + timedelta(minutes=floating)).time()
    return ((later, end), *hours[1:]) if start < later and (later < end or end == time(0)) else hours
