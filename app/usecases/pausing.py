"""The clock of a case stands still while it waits for the applicant, and the promise moves by that time."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

import engine
from app.data import audit_log
from app.data.audit_log import Audit
from app.policy.promises import resumed_promise

if TYPE_CHECKING:
    from app.data.models import Case


def keep_clock(
    case: "Case",
    facts: engine.Facts,
    *,
    ready: Collection[engine.ReadyTask],
    question_open: bool,
    now: datetime,
    calendar: engine.WorkingCalendar,
) -> None:
    """Stop the clock when the case begins to wait for the applicant; on resuming, move the promise and say so."""
    waits = case.closed_at is None and (question_open or any(task.pauses_clock for task in ready))
    if waits and case.paused_at is None:
        case.paused_at = now
        audit_log.record(Audit.CLOCK_PAUSE, case_id=case.id, at=now)
    elif not waits and case.paused_at is not None:
        _resume(case, facts, now=now, calendar=calendar)


def _resume(case: "Case", facts: engine.Facts, *, now: datetime, calendar: engine.WorkingCalendar) -> None:
    paused_at, before = case.paused_at, case.promised_at
    case.paused_at = None
    if paused_at is not None and before is not None:
        case.promised_at = resumed_promise(
            before, paused_at=paused_at, resumed_at=now, clock=facts.clock, calendar=calendar
        )
    detail = {
        "paused_at": paused_at.isoformat() if paused_at else None,
        "promised_before": before.isoformat() if before else None,
        "promised_now": case.promised_at.isoformat() if case.promised_at else None,
    }
    audit_log.record(Audit.CLOCK_RESUME, case_id=case.id, at=now, detail=detail)
