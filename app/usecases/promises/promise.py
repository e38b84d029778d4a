"""The promise of a case and its clock: it starts where the file is complete, and stands still while the case waits for
the applicant (or for what the diagram says besides); what was left of promise, legal limit and deadlines is left when
it runs again. The only module that sets the columns of a case in which its promise is kept."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any

import engine
from app.data.cases import case_store, item_changes, item_store
from app.data.cases.audit_log import Audit, Line
from app.data.cases.projections import Standing
from app.policy import promises
from app.usecases.notices import notify
from app.usecases.promises.calendars import current_version, place_of_unit, working_calendar
from app.usecases.services.content import ServiceContent
from app.usecases.steps.step import CaseStep
from app.vocabulary import ItemAudience, PauseReason

if TYPE_CHECKING:
    from app.data.models import Case, Unit

#: what waits for an answer from elsewhere, not for a person
INQUIRIES = frozenset({"serviceTask", "sendTask", "receiveTask", "intermediateCatchEvent"})


def opened_promise(facts: engine.Facts, *, now: datetime, calendar: engine.WorkingCalendar) -> dict[str, Any]:
    """The columns of a new case's promise: a promise that waits for the complete file has a date already, but its
    clock doesn't run."""
    return {
        "promised_at": promises.promised_date(facts, accepted_at=now, calendar=calendar),
        "legal_limit_at": promises.legal_limit(facts, accepted_at=now, calendar=calendar),
        "clock_started_at": now if facts.clock_start is engine.ClockStart.ACCEPTANCE else None,
        "calendar_version": current_version(),
    }


def expected_date(facts: engine.Facts, unit: "Unit", *, now: datetime) -> datetime | None:
    """The date that a request to this unit would be promised, were it accepted now with a complete file."""
    return promises.promised_date(facts, accepted_at=now, calendar=working_calendar(place_of_unit(unit)))


def promise_detail(case: "Case") -> dict[str, object]:
    """What a line of history says of a promise that was just counted."""
    return {
        "promised_now": case.promised_at.isoformat() if case.promised_at else None,
        "calendar": case.calendar_version,
    }


def record(step: CaseStep, before: Standing) -> None:
    """Start, stop or resume the clock, as the step has it."""
    step.lines.extend(_start_clock(step))
    step.lines.extend(
        keep_clock(
            step.case,
            step.content,
            active=step.outcome.active,
            question_open=before.question_open,
            now=step.now,
            calendar=step.calendar,
        )
    )


def _start_clock(step: CaseStep) -> list[Line]:
    """Begin to count the promise where the diagram says that the file is complete; the date told at acceptance was
    only what it would have been had it been complete then."""
    case, facts, now = step.case, step.content.facts, step.now
    if case.clock_started_at is not None or not any(one.element in facts.completing for one in step.outcome.steps):
        return []
    before = case.promised_at
    case.clock_started_at, case.calendar_version = now, current_version()
    case.promised_at = promises.promised_date(facts, accepted_at=now, calendar=step.calendar)
    case.legal_limit_at = promises.legal_limit(facts, accepted_at=now, calendar=step.calendar)
    if case.closed_at is None and case.promised_at is not None:
        notify.tell_file_complete(case, now=now)
    return [
        Line(Audit.CLOCK_START, {**promise_detail(case), "promised_before": before.isoformat() if before else None})
    ]


def keep_clock(
    case: "Case",
    content: ServiceContent,
    *,
    active: Collection[str],
    question_open: bool,
    now: datetime,
    calendar: engine.WorkingCalendar,
) -> list[Line]:
    """Stop the clock when the case begins to wait; on resuming, move what is due. Returns what the history is to say
    of it. `active`: the elements that hold a token now."""
    element = next((one for one in active if one in content.facts.pausing), None)
    waits = case.closed_at is None and (question_open or element is not None)
    if waits and case.paused_at is None:
        return [_pause(case, content, element=None if question_open else element, now=now, calendar=calendar)]
    if not waits and case.paused_at is not None:
        return [_resume(case, content, paused_at=case.paused_at, now=now, calendar=calendar)]
    return []


def put_off(case: "Case", to: datetime) -> None:
    """The date was extended by a person."""
    case.promised_at = to
    case.extensions += 1
    case.calendar_version = current_version()


def move_by_calendar(case: "Case", to: datetime, *, version: int) -> None:
    """The date is another one by this version of the calendars."""
    case.promised_at, case.calendar_version = to, version


def _pause(
    case: "Case", content: ServiceContent, *, element: str | None, now: datetime, calendar: engine.WorkingCalendar
) -> Line:
    case.paused_at = now
    detail: dict[str, object] = {"reason": _reason(content, element).value}
    if element is not None:
        detail["element"] = element
    if case.promised_at is not None:
        detail["days_left"] = promises.days_left(case.promised_at, since=now, facts=content.facts, calendar=calendar)
    return Line(Audit.CLOCK_PAUSE, detail)


def _reason(content: ServiceContent, element: str | None) -> PauseReason:
    if element is None:
        return PauseReason.QUESTION
    activity = content.activities.get(element)
    asks = activity is not None and activity.kind in INQUIRIES
    return PauseReason.INQUIRY if asks else PauseReason.APPLICANT


def _resume(
    case: "Case", content: ServiceContent, *, paused_at: datetime, now: datetime, calendar: engine.WorkingCalendar
) -> Line:
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
    if case.closed_at is None:
        _move_deadlines(case, content, paused_at=paused_at, now=now, calendar=calendar)
    facts = {"paused_at": paused_at.isoformat(), "promised_before": before.isoformat() if before else None}
    return Line(Audit.CLOCK_RESUME, {**facts, **promise_detail(case)})


def _move_deadlines(
    case: "Case", content: ServiceContent, *, paused_at: datetime, now: datetime, calendar: engine.WorkingCalendar
) -> None:
    """Tasks of staff and stages that were open all the while get the time that they couldn't use."""
    for item in item_store.list_live(case.id):
        if item.audience is ItemAudience.STAFF and item.due_at is not None and item.opened_at <= paused_at:
            activity = content.activities.get(item.element)
            clock = activity.clock if activity else engine.Clock.WORKING
            due_at = promises.moved_deadline(
                item.due_at, paused_at=paused_at, resumed_at=now, clock=clock, calendar=calendar
            )
            item_changes.move_due(item, due_at)
    for stage in case_store.list_stages(case.id):
        if stage.due_at is not None and stage.entered_at is not None and stage.entered_at <= paused_at:
            stage.due_at = promises.moved_deadline(
                stage.due_at, paused_at=paused_at, resumed_at=now, clock=content.facts.clock, calendar=calendar
            )
