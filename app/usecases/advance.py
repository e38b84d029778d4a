"""Record what a step made of a case: snapshot and every projection, in the transaction of the step.

Every use case that advances a case ends here; nobody else writes these rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import engine
from app.data import audit_log, case_store, interactions, outbox, work_items
from app.data.audit_log import Audit
from app.usecases import attending, ending, notifying, pausing, placing
from app.usecases.service_content import ServiceContent
from app.vocabulary import CaseStatus, EffectKind, IncidentState, ItemAudience, ItemState, StageState

if TYPE_CHECKING:
    from app.data.models import Case, WorkItem


@dataclass(frozen=True, slots=True)
class Advance:
    """A step to be recorded: the case (locked), its content, what the engine made of it, by whom and when."""

    case: "Case"
    content: ServiceContent
    outcome: engine.Outcome
    now: datetime
    calendar: engine.WorkingCalendar
    by: UUID | None = None


def record_step(step: Advance) -> None:
    """Write the outcome of a step: snapshot, items, stages, timers, outbox, incidents, status, promise, answer."""
    case, outcome = step.case, step.outcome
    case.snapshot = outcome.snapshot
    case.step_count += 1
    case.active_elements = list(outcome.active)
    case.wake_at = min((t.due_at for t in outcome.timers), default=None)
    outbox.replace_timers(case.id, [(t.task_id, t.element, t.due_at) for t in outcome.timers])
    outbox.replace_subscriptions(
        case.id, [(s.task_id, s.element, s.message, s.key or case.tracking_code) for s in outcome.subscriptions]
    )
    _record_stages(step)
    _record_history(step)
    opened = _record_items(step)
    _record_calls(step)
    _record_incidents(step)
    if outcome.state in (engine.CaseState.COMPLETED, engine.CaseState.TERMINATED, engine.CaseState.CANCELLED):
        ending.close_case(case, step.content, outcome, now=step.now)
    else:
        _announce(step, opened)
    question_open = interactions.find_open_question(case.id) is not None
    if case.closed_at is None:
        case.status = _status(outcome, question_open=question_open)
    pausing.keep_clock(
        case,
        step.content.facts,
        ready=outcome.ready,
        question_open=question_open,
        now=step.now,
        calendar=step.calendar,
    )


def _record_items(step: Advance) -> list["WorkItem"]:
    """Close items whose task is gone, open those that are new; returns the new ones."""
    known = {item.task_id: item for item in work_items.list_live(step.case.id)}
    new = []
    for task in step.outcome.ready:
        if known.pop(task.id, None) is None:
            new.append(_open_item(step, task))
    for item in known.values():
        # an item that its use case has not marked done was taken away by the process
        item.state, item.closed_at = ItemState.CANCELLED, step.now
        attending.cancel_for(item)
    return new


def _open_item(step: Advance, task: engine.ReadyTask) -> "WorkItem":
    staff = task.audience is engine.Audience.STAFF
    return work_items.add_item(
        case_id=step.case.id,
        task_id=task.id,
        element=task.element,
        name_fa=task.name.fa,
        name_en=task.name.en or task.name.fa,
        audience=ItemAudience(task.audience.value),
        state=ItemState.OPEN,
        opened_at=step.now,
        due_order=task.due_at or work_items.FAR,
        due_at=task.due_at,
        form=task.form,
        lane=task.lane if staff else None,
        role=(task.role or "clerk") if staff else None,
        unit_id=placing.unit_for(step.case, task.unit) if staff else None,
        stage=task.stage,
        priority=task.priority,
        candidates=list(task.candidates),
        pauses_clock=task.pauses_clock,
    )


def _announce(step: Advance, opened: list["WorkItem"]) -> None:
    """Tell the applicant at once what became theirs to do, unless the diagram's own notice of this step has said it;
    and book the attendances (P3)."""
    by_task = {task.id: task for task in step.outcome.ready}
    told = any(call.kind is engine.CallKind.NOTICE for call in step.outcome.calls)
    for item in opened:
        if item.audience is ItemAudience.DESK:
            attendance = by_task[item.task_id].attendance
            if attendance is not None:
                attending.book(step.case, item, attendance, now=step.now, calendar=step.calendar)
        elif item.audience is ItemAudience.APPLICANT and not told:
            notifying.tell_to_act(step.case, item, now=step.now)


def _record_stages(step: Advance) -> None:
    rows = {row.stage: row for row in case_store.list_stages(step.case.id)}
    if not rows:
        for position, stage in enumerate(step.content.facts.stages):
            rows[stage.id] = case_store.add_stage(
                step.case.id,
                stage=stage.id,
                position=position,
                name_fa=stage.name.fa,
                name_en=stage.name.en or stage.name.fa,
            )
    for event in step.outcome.steps:
        row = rows.get(event.stage or "")
        if row is not None and row.entered_at is None:
            row.entered_at, row.state = event.at, StageState.ACTIVE
    ended = step.outcome.state not in (engine.CaseState.RUNNING, engine.CaseState.INCIDENT)
    for row in rows.values():
        if row.stage in step.outcome.active_stages:
            row.state, row.left_at = StageState.ACTIVE, None
        elif row.entered_at is not None:
            row.state, row.left_at = StageState.DONE, row.left_at or step.now
        elif ended:
            row.state = StageState.SKIPPED


def _record_history(step: Advance) -> None:
    done = [s.element for s in step.outcome.steps if s.event is engine.StepEvent.COMPLETED]
    cancelled = [s.element for s in step.outcome.steps if s.event is engine.StepEvent.CANCELLED]
    detail: dict[str, object] = {"completed": done, "open": list(step.outcome.active)}
    if cancelled:
        detail["cancelled"] = cancelled
    audit_log.record(Audit.CASE_ADVANCE, case_id=step.case.id, at=step.now, by=step.by, detail=detail)


def _record_calls(step: Advance) -> None:
    for call in step.outcome.calls:
        if call.kind is engine.CallKind.NOTICE:
            notifying.send_notice(step.case, step.content, call, data=step.outcome.data, now=step.now)
            continue
        outbox.add_effect(
            key=f"{step.case.id}:{call.key}",
            kind=EffectKind(call.kind.value),
            name=call.name,
            payload=dict(call.payload),
            made_at=step.now,
            next_at=step.now,
            retries=call.retries,
            backoff=call.backoff,
            case_id=step.case.id,
            task_id=call.task_id,
            element=call.element,
        )


def _record_incidents(step: Advance) -> None:
    known = {row.task_id: row for row in outbox.list_open_incidents(case_id=step.case.id)}
    for incident in step.outcome.incidents:
        if known.pop(incident.task_id, None) is not None:
            continue
        outbox.add_incident(
            case_id=step.case.id,
            task_id=incident.task_id,
            element=incident.element,
            cause=incident.message,
            expression=incident.expression,
            opened_at=step.now,
        )
        detail = {"element": incident.element, "cause": incident.message}
        audit_log.record(Audit.INCIDENT_OPEN, case_id=step.case.id, at=step.now, detail=detail)
    for row in known.values():
        row.state, row.closed_at, row.closed_by_id = IncidentState.RESOLVED, step.now, step.by


def _status(outcome: engine.Outcome, *, question_open: bool) -> CaseStatus:
    """The public word for a running case: what the citizen must do comes first."""
    audiences = {task.audience for task in outcome.ready}
    if question_open:
        return CaseStatus.WAITING_FOR_APPLICANT
    if engine.Audience.DESK in audiences:
        return CaseStatus.NEEDS_ATTENDANCE
    if engine.Audience.APPLICANT in audiences:
        return CaseStatus.WAITING_FOR_APPLICANT
    return CaseStatus.IN_REVIEW
