"""The promised date (I3) and what happens to it while the case waits for the applicant."""

from datetime import datetime

import engine


def promised_date(facts: engine.Facts, *, accepted_at: datetime, calendar: engine.WorkingCalendar) -> datetime | None:
    """When the answer is due, aware UTC; None for a service that answers on the spot.

    The duration and its clock are the diagram's (`miz:responseTime`, `miz:clock`)."""
    if facts.response_time is None:
        return None
    return engine.add_duration(accepted_at, facts.response_time, clock=facts.clock, calendar=calendar)


def resumed_promise(
    promised_at: datetime,
    *,
    paused_at: datetime,
    resumed_at: datetime,
    clock: engine.Clock,
    calendar: engine.WorkingCalendar,
) -> datetime:
    """The promise moved by the time that the clock stood still: working time for a working clock, else all time."""
    if clock is engine.Clock.CALENDAR:
        return promised_at + (resumed_at - paused_at)
    stood_still = engine.working_between(paused_at, resumed_at, calendar)
    if not stood_still:
        return promised_at
    moved = f"PT{int(stood_still.total_seconds())}S"
    return engine.add_duration(promised_at, moved, clock=engine.Clock.WORKING, calendar=calendar)


def is_on_time(promised_at: datetime | None, answered_at: datetime) -> bool:
    """Whether the promise was kept; an answer without a promise is on time."""
    return promised_at is None or answered_at <= promised_at
