"""The clock of a case stands still while it waits for the applicant (or for what the diagram says besides), and what
was left of promise, legal limit and deadlines is left when it runs again."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

import engine
from app.data.cases import audit_log, case_store, item_store
from app.data.cases.audit_log import Audit
from app.policy import promises
from app.usecases.promises.calendars import current_version
from app.usecases.services.content import ServiceContent
from app.vocabulary import ItemAudience, PauseReason

if TYPE_CHECKING:
    from app.data.models import Case

#: what waits for an answer from elsewhere, not for a person
INQUIRIES = frozenset({"serviceTask", "sendTask", "receiveTask", "intermediateCatchEvent"})


def keep_clock(
    case: "Case",
    content: ServiceContent,
    *,
    active: Collection[str],
    question_open: bool,
    now: datetime,
    calendar: engine.WorkingCalendar,
) -> None:
    """Stop the clock when the case begins to wait; on resuming, move what is due and say so. `active`: the elements
    that hold a token now."""
    element = next((one for one in active if one in content.facts.pausing), None)
    waits = case.closed_at is None and (question_open or element is not None)
    if waits and case.paused_at is None:
        _pause(case, content, element=None if question_open else element, now=now, calendar=calendar)
    elif not waits and case.paused_at is not None:
        _resume(case, content, paused_at=case.paused_at, now=now, calendar=calendar)


def _pause(
    case: "Case", content: ServiceContent, *, element: str | None, now: datetime, calendar: engine.WorkingCalendar
) -> None:
    case.paused_at = now
    detail: dict[str, object] = {"reason": _reason(content, element).value}
    if element is not None:
        detail["element"] = element
    if case.promised_at is not None:
        detail["days_left"] = promises.days_left(case.promised_at, since=now, facts=content.facts, calendar=calendar)
    audit_log.record(Audit.CLOCK_PAUSE, case_id=case.id, at=now, detail=detail)


def _reason(content: ServiceContent, element: str | None) -> PauseReason:
    if element is None:
        return PauseReason.QUESTION
    activity = content.activity(element)
    asks = activity is not None and activity.kind in INQUIRIES
    return PauseReason.INQUIRY if asks else PauseReason.APPLICANT


def _resume(
    case: "Case", content: ServiceContent, *, paused_at: datetime, now: datetime, calendar: engine.WorkingCalendar
) -> None:
    before = case.promised_at
    case.paused_at = None
    case.paused_seconds += int((now - paused_at).total_seconds())
    if before is not None:
        case.promised_at = promises.resumed_promise(
            before, paused_at=paused_at, resumed_at=now, facts=content.facts, calendar=calendar
        )
        case.calendar_version = current_version()
    if case.legal_limit_at is not None:
        case.legal_limit_at = promises.moved_deadline(
            case.legal_limit_at, paused_at=paused_at, resumed_at=now, clock=content.facts.legal_clock, calendar=calendar
        )
    detail = {
        "paused_at": paused_at.isoformat(),
        "promised_before": before.isoformat() if before else None,
        "promised_now": case.promised_at.isoformat() if case.promised_at else None,
        "calendar": case.calendar_version,
    }
    audit_log.record(Audit.CLOCK_RESUME, case_id=case.id, at=now, detail=detail)
    if case.closed_at is None:
        _move_deadlines(case, content, paused_at=paused_at, now=now, calendar=calendar)


def _move_deadlines(
    case: "Case", content: ServiceContent, *, paused_at: datetime, now: datetime, calendar: engine.WorkingCalendar
) -> None:
    """Tasks of staff and stages that were open all the while get the time that they couldn't use."""
    for item in item_store.list_live(case.id):
        if item.audience is ItemAudience.STAFF and item.due_at is not None and item.opened_at <= paused_at:
            activity = content.activity(item.element)
            clock = activity.clock if activity else engine.Clock.WORKING
            item.due_at = item.due_order = promises.moved_deadline(
                item.due_at, paused_at=paused_at, resumed_at=now, clock=clock, calendar=calendar
            )
    for stage in case_store.list_stages(case.id):
        if stage.due_at is not None and stage.entered_at is not None and stage.entered_at <= paused_at:
            stage.due_at = promises.moved_deadline(
                stage.due_at, paused_at=paused_at, resumed_at=now, clock=content.facts.clock, calendar=calendar
            )
