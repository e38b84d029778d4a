"""Where a promise begins to run, and what the history keeps of how it was counted."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any

import engine
from app.data.cases import audit_log
from app.data.cases.audit_log import Audit
from app.policy.promises import legal_limit, promised_date
from app.usecases.notices import notify
from app.usecases.promises.calendars import current_version, place_of_unit, working_calendar

if TYPE_CHECKING:
    from app.data.models import Case, Unit


def start_clock(
    case: "Case",
    facts: engine.Facts,
    steps: Collection[engine.Step],
    *,
    now: datetime,
    calendar: engine.WorkingCalendar,
) -> None:
    """Begin to count the promise where the diagram says that the file is complete; the date told at acceptance was
    only what it would have been had it been complete then."""
    if case.clock_started_at is not None or not any(step.element in facts.completing for step in steps):
        return
    before = case.promised_at
    case.clock_started_at, case.calendar_version = now, current_version()
    case.promised_at = promised_date(facts, accepted_at=now, calendar=calendar)
    case.legal_limit_at = legal_limit(facts, accepted_at=now, calendar=calendar)
    detail = {**promise_detail(case), "promised_before": before.isoformat() if before else None}
    audit_log.record(Audit.CLOCK_START, case_id=case.id, at=now, detail=detail)
    if case.closed_at is None and case.promised_at is not None:
        notify.tell_file_complete(case, now=now)


def opened_promise(facts: engine.Facts, unit: "Unit", *, now: datetime) -> dict[str, Any]:
    """The columns of a new case's promise: a promise that waits for the complete file has a date already, but its
    clock doesn't run."""
    calendar = working_calendar(place_of_unit(unit))
    return {
        "promised_at": promised_date(facts, accepted_at=now, calendar=calendar),
        "legal_limit_at": legal_limit(facts, accepted_at=now, calendar=calendar),
        "clock_started_at": now if facts.clock_start is engine.ClockStart.ACCEPTANCE else None,
        "calendar_version": current_version(),
    }


def expected_date(facts: engine.Facts, unit: "Unit", *, now: datetime) -> datetime | None:
    """The date that a request to this unit would be promised, were it accepted now with a complete file."""
    return promised_date(facts, accepted_at=now, calendar=working_calendar(place_of_unit(unit)))


def promise_detail(case: "Case") -> dict[str, object]:
    """What a line of history says of a promise that was just counted."""
    return {
        "promised_now": case.promised_at.isoformat() if case.promised_at else None,
        "calendar": case.calendar_version,
    }
