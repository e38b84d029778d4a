"""Record what a step made of a case: snapshot and every projection, in the transaction of the step.

Every use case that advances a case ends here; nobody else writes these rows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import engine
from app.data.cases import audit_log, incident_store, item_store, projections
from app.data.cases.audit_log import Audit
from app.data.cases.projections import StageRow, Standing
from app.data.outbox import effect_store
from app.usecases.answers import closing
from app.usecases.attendance import appointments
from app.usecases.messages import outgoing, subscriptions
from app.usecases.notices import notify
from app.usecases.organisation import routing
from app.usecases.promises import escalation, pauses, promise
from app.usecases.services.content import ServiceContent
from app.vocabulary import CaseStatus, EffectKind, FailureCode, IncidentState, ItemAudience, ItemState, StageState

if TYPE_CHECKING:
    from app.data.models import Case


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
    case = step.case
    before = projections.read_standing(case.id)
    outcome = subscriptions.grant(case, step.content, step.outcome, before, now=step.now, calendar=step.calendar)
    if outcome is not step.outcome:
        step = replace(step, outcome=outcome)
    case.snapshot = outcome.snapshot
    case.step_count += 1
    case.active_elements = list(outcome.active)
    case.wake_at = min((t.due_at for t in outcome.timers), default=None)
    projections.write_timers(before, [(t.task_id, t.element, t.due_at) for t in outcome.timers])
    _record_stages(step, before)
    _record_history(step)
    opened = _record_items(step, before)
    _record_calls(step)
    for number, signal in enumerate(outcome.signals):
        outgoing.signal(case, signal, number=number, now=step.now)
    _record_incidents(step, before)
    if outcome.state in (engine.CaseState.COMPLETED, engine.CaseState.TERMINATED, engine.CaseState.CANCELLED):
        closing.close_case(case, step.content, outcome, now=step.now)
    else:
        _announce(step, opened)
    if case.closed_at is None:
        case.status = _status(outcome, question_open=before.question_open)
    promise.start_clock(case, step.content.facts, outcome.steps, now=step.now, calendar=step.calendar)
    pauses.keep_clock(
        case,
        step.content,
        active=outcome.active,
        question_open=before.question_open,
        now=step.now,
        calendar=step.calendar,
    )


def _record_items(step: Advance, before: Standing) -> list["Opened"]:
    """Close items whose task is gone, open those that are new; returns the new ones."""
    ready = {task.id for task in step.outcome.ready}
    new = [Opened(uuid4(), task) for task in step.outcome.ready if task.id not in before.items]
    item_store.add_items([_item_row(step, opened) for opened in new])
    tasks = [opened.task for opened in new]
    escalation.plan_for_tasks(tasks, step.content, case_id=step.case.id, now=step.now, calendar=step.calendar)
    _refresh_facts(step, before)
    for item in item_store.list_by_ids([id_ for task_id, id_ in before.items.items() if task_id not in ready]):
        # an item that its use case has not marked done was taken away by the process
        item.state, item.closed_at = ItemState.CANCELLED, step.now
        appointments.cancel_for(item)
    return new


@dataclass(frozen=True, slots=True)
class Opened:
    """A work item that the step has opened, and the task it is for."""

    id: UUID
    task: engine.ReadyTask


def _item_row(step: Advance, opened: Opened) -> dict[str, Any]:
    task = opened.task
    staff = task.audience is engine.Audience.STAFF
    return {
        "id": opened.id,
        "case_id": step.case.id,
        "service_id": step.case.service_id,
        "task_id": task.id,
        "element": task.element,
        "name_fa": task.name.fa,
        "name_en": task.name.en or task.name.fa,
        "audience": ItemAudience(task.audience.value),
        "state": ItemState.OPEN,
        "opened_at": step.now,
        "due_order": task.due_at or item_store.FAR,
        "due_at": task.due_at,
        "form": task.form,
        "lane": task.lane if staff else None,
        "role": (task.role or "clerk") if staff else None,
        "unit_id": routing.unit_for(step.case, task.unit) if staff else None,
        "stage": task.stage,
        "priority": task.priority,
        "candidates": list(task.candidates),
        "pauses_clock": task.pauses_clock,
        "facts": _facts_for(step, task),
    }


def _facts_for(step: Advance, task: engine.ReadyTask) -> dict[str, object]:
    """What the task's form shows or decides by, as the process knows it."""
    form = step.content.forms.get(task.form or "")
    if form is None or not form.reads:
        return {}
    known = {**step.outcome.data, **task.local}
    return {name: known[name] for name in sorted(form.reads & known.keys())}


def _refresh_facts(step: Advance, before: Standing) -> None:
    """Items that were open already learn what this step found out, in a parallel branch for instance."""
    facts = {before.items[task.id]: _facts_for(step, task) for task in step.outcome.ready if task.id in before.items}
    for item in item_store.list_by_ids([id_ for id_, known in facts.items() if known]):
        if item.facts != facts[item.id]:
            item.facts = facts[item.id]


def _announce(step: Advance, opened: list[Opened]) -> None:
    """Tell the applicant at once what became theirs to do, unless the diagram's own notice of this step has said it;
    and book the attendances (P3)."""
    told = any(call.kind is engine.CallKind.NOTICE for call in step.outcome.calls)
    for item in opened:
        task = item.task
        if task.audience is engine.Audience.DESK and task.attendance is not None:
            appointments.book(step.case, item.id, task.attendance, now=step.now)
        elif task.audience is engine.Audience.APPLICANT and not told:
            notify.tell_to_act(step.case, task.name, now=step.now)


def _record_stages(step: Advance, before: Standing) -> None:
    rows = before.stages or {stage.id: StageRow(StageState.POSSIBLE) for stage in step.content.facts.stages}
    entered = {event.stage: event.at for event in reversed(step.outcome.steps) if event.stage}
    after = {name: _stage_after(step, name, row, entered.get(name)) for name, row in rows.items()}
    after |= dict.fromkeys(_stages_ahead_again(step, rows, after), StageRow(StageState.POSSIBLE))
    if before.stages:
        projections.write_stages(before, after)
    else:
        names = {stage.id: (stage.name.fa, stage.name.en or stage.name.fa) for stage in step.content.facts.stages}
        projections.add_stages(step.case.id, after, names)


def _stages_ahead_again(step: Advance, before: Mapping[str, StageRow], after: Mapping[str, StageRow]) -> list[str]:
    """The finished stages behind one that the case went back to: they are to come once more, and nobody reads
    that the answer was given while it is reviewed again."""
    order = [stage.id for stage in step.content.facts.stages if stage.id in after]
    states = [(before[name].state, after[name].state) for name in order]
    if (StageState.DONE, StageState.ACTIVE) not in states:
        return []
    behind = order[states.index((StageState.DONE, StageState.ACTIVE)) + 1 :]
    return [name for name in behind if after[name].state is StageState.DONE]


def _stage_after(step: Advance, name: str, row: StageRow, entered: datetime | None) -> StageRow:
    """How a stage stands after the step; `entered`: when the step first did something in it."""
    if row.entered_at is None and entered is not None:
        row = StageRow(StageState.ACTIVE, entered, row.left_at, _stage_due(step, name, entered))
    if name in step.outcome.active_stages:
        return replace(row, state=StageState.ACTIVE, left_at=None)
    if row.entered_at is not None:
        return replace(row, state=StageState.DONE, left_at=row.left_at or step.now)
    ended = step.outcome.state not in (engine.CaseState.RUNNING, engine.CaseState.INCIDENT)
    return replace(row, state=StageState.SKIPPED) if ended else row


def _stage_due(step: Advance, name: str, entered: datetime) -> datetime | None:
    facts = step.content.facts
    due = next((stage.due for stage in facts.stages if stage.id == name), None)
    return engine.add_duration(entered, due, clock=facts.clock, calendar=step.calendar) if due else None


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
            notify.send_notice(step.case, step.content, call, data=step.outcome.data, now=step.now)
            continue
        if call.kind is engine.CallKind.MESSAGE:
            outgoing.throw(step.case, call, now=step.now)
            continue
        effect_store.add_effect(
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


def _record_incidents(step: Advance, before: Standing) -> None:
    for incident in step.outcome.incidents:
        if incident.task_id in before.incidents:
            continue
        incident_store.add_incident(
            case_id=step.case.id,
            task_id=incident.task_id,
            element=incident.element,
            code=FailureCode(incident.code.value),
            parameters=dict(incident.parameters),
            cause=incident.message,
            expression=incident.expression,
            opened_at=step.now,
        )
        detail = {"element": incident.element, "code": incident.code.value, "cause": incident.message}
        audit_log.record(Audit.INCIDENT_OPEN, case_id=step.case.id, at=step.now, detail=detail)
    failing = {incident.task_id for incident in step.outcome.incidents}
    for task_id, incident_id in before.incidents.items():
        if task_id not in failing:
            row = incident_store.get_incident(incident_id)
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
