"""The promised date (I3): how it is counted, what a pause, an extension or a changed calendar does to it, and how it is
explained. Pure; docs/time.md tells the same with examples."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import engine
from app.policy.errors import BeyondLegalLimit, DateNotLater


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a span of days was counted: from which day (not counted) to which, and what was left out."""

    start: date
    due: date
    #: how many working days lie after `start` up to and with `due`
    counted: int
    #: days that the week closes anyway
    weekly: tuple[date, ...]
    #: holidays and closures on days that would else be worked, with their names
    special: tuple[tuple[date, engine.Bilingual], ...]


def promised_date(facts: engine.Facts, *, accepted_at: datetime, calendar: engine.WorkingCalendar) -> datetime | None:
    """When the answer is due, aware UTC, counted from acceptance (or from the complete file); None for a service that
    answers on the spot.

    The duration and its clock are the diagram's (`miz:responseTime`, `miz:clock`)."""
    if facts.response_time is None:
        return None
    return engine.add_duration(accepted_at, facts.response_time, clock=facts.clock, calendar=calendar)


def legal_limit(facts: engine.Facts, *, accepted_at: datetime, calendar: engine.WorkingCalendar) -> datetime | None:
    """The last moment that the law allows (`miz:legalLimit`, `miz:legalClock`); None where the diagram names none."""
    if facts.legal_limit is None:
        return None
    return engine.add_duration(accepted_at, facts.legal_limit, clock=facts.legal_clock, calendar=calendar)


def counts_days(facts: engine.Facts) -> bool:
    """Whether the promise is a number of working days (or weeks, months), not of hours."""
    if facts.response_time is None or facts.clock is engine.Clock.CALENDAR:
        return False
    return not engine.Duration.parse(facts.response_time).exact


def resumed_promise(
    promised_at: datetime,
    *,
    paused_at: datetime,
    resumed_at: datetime,
    facts: engine.Facts,
    calendar: engine.WorkingCalendar,
) -> datetime:
    """The promise after a pause. What was left of it when the clock stopped is left when it runs again: whole working
    days for a promise in days («n working days after your answer»), working time for one in hours, all time on the
    calendar clock. A promise that had passed before the pause stays where it was."""
    if facts.clock is engine.Clock.CALENDAR or not counts_days(facts) or promised_at <= paused_at:
        return moved_deadline(
            promised_at, paused_at=paused_at, resumed_at=resumed_at, clock=facts.clock, calendar=calendar
        )
    left = engine.working_days_between(paused_at, promised_at, calendar)
    if not left and resumed_at <= promised_at:
        return promised_at
    return engine.add_duration(resumed_at, engine.Duration(days=max(left, 1)), calendar=calendar)


def moved_deadline(
    due_at: datetime,
    *,
    paused_at: datetime,
    resumed_at: datetime,
    clock: engine.Clock,
    calendar: engine.WorkingCalendar,
) -> datetime:
    """A deadline after a pause, later by the time of its clock that could not be used; one that had passed before the
    pause stays where it was."""
    if due_at <= paused_at:
        return due_at
    if clock is engine.Clock.CALENDAR:
        return due_at + (resumed_at - paused_at)
    stood_still = engine.working_between(paused_at, resumed_at, calendar)
    return engine.add_duration(due_at, engine.Duration(exact=stood_still), calendar=calendar) if stood_still else due_at


def recounted_promise(
    promised_at: datetime,
    *,
    since: datetime,
    facts: engine.Facts,
    old: engine.WorkingCalendar,
    new: engine.WorkingCalendar,
) -> datetime:
    """The promise as another calendar would have it: what is left from `since` (now, or the moment at which the clock
    stopped) by the old calendar is counted again by the new one. The calendar clock doesn't care."""
    if facts.clock is engine.Clock.CALENDAR or promised_at <= since:
        return promised_at
    if counts_days(facts):
        left = engine.working_days_between(since, promised_at, old)
        return engine.add_duration(since, engine.Duration(days=left), calendar=new) if left else promised_at
    work = engine.working_between(since, promised_at, old)
    return engine.add_duration(since, engine.Duration(exact=work), calendar=new) if work else promised_at


def extended_promise(
    promised_at: datetime,
    *,
    days: int,
    facts: engine.Facts,
    limit: datetime | None,
    calendar: engine.WorkingCalendar,
) -> datetime:
    """The promise put off by so many days of its clock. Raises DateNotLater or BeyondLegalLimit."""
    if days < 1:
        raise DateNotLater
    later = engine.add_duration(promised_at, engine.Duration(days=days), clock=facts.clock, calendar=calendar)
    if limit is not None and later > limit:
        raise BeyondLegalLimit
    return later


def warning_moment(
    warning: engine.Warn, due_at: datetime, *, clock: engine.Clock, calendar: engine.WorkingCalendar
) -> datetime:
    """When a step of the escalation is due, before or after what is due."""
    if warning.before is not None:
        return engine.subtract_duration(due_at, warning.before, clock=clock, calendar=calendar)
    return engine.add_duration(due_at, warning.after or "PT0S", clock=clock, calendar=calendar)


def days_left(promised_at: datetime, *, since: datetime, facts: engine.Facts, calendar: engine.WorkingCalendar) -> int:
    """Days until the promise, of its own clock; negative once it has passed."""
    if facts.clock is engine.Clock.CALENDAR:
        return (_local(promised_at, calendar) - _local(since, calendar)).days
    if since <= promised_at:
        return engine.working_days_between(since, promised_at, calendar)
    return -engine.working_days_between(promised_at, since, calendar)


def explained(start: datetime, due: datetime, calendar: engine.WorkingCalendar) -> Explanation:
    """Which days between two moments were counted, and which were left out and why."""
    first, last = _local(start, calendar), _local(due, calendar)
    days = [first + timedelta(offset) for offset in range(1, (last - first).days + 1)]
    closed = [day for day in days if not calendar.is_working_day(day)]
    special = tuple(
        (day, calendar.names[day]) for day in closed if calendar.usual_hours_on(day) and day in calendar.names
    )
    named = {day for day, _ in special}
    return Explanation(
        start=first,
        due=last,
        counted=len(days) - len(closed),
        weekly=tuple(day for day in closed if day not in named),
        special=special,
    )


def _local(moment: datetime, calendar: engine.WorkingCalendar) -> date:
    return moment.astimezone(calendar.tz).date()
