"""The working calendar of a place, in the version in force or an earlier one.

A version never changes, so what is made of it is kept for the life of the process; which one is in force is asked
again every few seconds."""

from collections.abc import Sequence
from datetime import time
from threading import Lock
from typing import TYPE_CHECKING, Any

import engine
from app.data.organisation import calendar_store
from app.policy.calendars import COUNTRY, CalendarPlace, ScheduleRule, compose, narrowed
from engine import Bilingual

if TYPE_CHECKING:
    from app.data.models import CalendarRule, Case, FrontDesk, Unit


class Book:
    """The rules of one version, and the calendars made of them so far."""

    def __init__(self, rules: Sequence[ScheduleRule]) -> None:
        self.rules = tuple(rules)
        self._made: dict[CalendarPlace, engine.WorkingCalendar] = {}
        self._lock = Lock()

    def calendar(self, place: CalendarPlace) -> engine.WorkingCalendar:
        """The calendar of a place; equal places get the same one, with what it has computed already."""
        known = self._made.get(place)
        if known is not None:
            return known
        shared = narrowed(place, self.rules)
        with self._lock:
            if shared not in self._made:
                self._made[shared] = compose(self.rules, shared)
            return self._made.setdefault(place, self._made[shared])


def working_calendar(place: CalendarPlace = COUNTRY, *, version: int | None = None) -> engine.WorkingCalendar:
    """The calendar of a place, in the version in force or the one that is named."""
    return book(version).calendar(place)


def book(version: int | None = None) -> Book:
    """The rules of a version: of the one in force, or the one that is named."""
    return calendar_store.made_of(version, lambda rows: Book([rule_of(row) for row in rows]))


def current_version() -> int:
    """The number of the version in force; kept with every promise that is made by it."""
    return calendar_store.current_version()


def place_of_case(case: "Case") -> CalendarPlace:
    """Where a case is worked on: the calendar of the unit that took it counts for its promise and its tasks."""
    return CalendarPlace(unit=str(case.unit_id), level=case.level.value, province=case.province)


def place_of_unit(unit: "Unit") -> CalendarPlace:
    """The place of a unit."""
    return CalendarPlace(unit=str(unit.id), level=unit.level.value, province=unit.province)


def place_of_desk(desk: "FrontDesk") -> CalendarPlace:
    """The place of a front desk: it keeps the hours of its province."""
    return CalendarPlace(province=desk.province)


def case_calendar(case: "Case") -> engine.WorkingCalendar:
    """The calendar of a case, in the version in force."""
    return working_calendar(place_of_case(case))


def rule_of(row: "CalendarRule") -> ScheduleRule:
    """A stored rule as a plain value."""
    return ScheduleRule(
        kind=row.kind,
        scope=row.scope,
        place=row.place,
        first_day=row.first_day,
        last_day=row.last_day,
        hours=_hours_of(row.hours),
        name=Bilingual(row.name_fa, row.name_en),
        floating_minutes=row.floating_minutes,
        certainty=row.certainty,
        cause=row.cause,
        id=row.id,
    )


def row_of(rule: ScheduleRule) -> dict[str, Any]:
    """The columns of a rule to be stored."""
    days = [None if hours is None else [[f"{a:%H:%M}", f"{b:%H:%M}"] for a, b in hours] for hours in rule.hours]
    return {
        "kind": rule.kind,
        "scope": rule.scope,
        "place": rule.place,
        "first_day": rule.first_day,
        "last_day": rule.last_day,
        "hours": {"week": days} if len(days) > 1 else {"day": days[0] or []},
        "name_fa": rule.name.fa,
        "name_en": rule.name.en,
        "floating_minutes": rule.floating_minutes,
        "certainty": rule.certainty,
        "cause": rule.cause,
    }


def _hours_of(stored: dict[str, Any]) -> tuple[engine.Hours | None, ...]:
    days = stored["week"] if "week" in stored else [stored["day"]]
    return tuple(
        None if day is None else tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in day) for day in days
    )
