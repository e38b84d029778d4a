"""Store a step: what it waits for is reserved, then the rows of the case itself are written here (snapshot, status,
end, timers, stages, work items, calls, incidents), those of other rooms by their recorders, and the history last.

The only module that sets these columns of a case; what people do to a work item is in `item_changes`. Nothing runs the
engine while recording."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import engine
from app.data.cases import audit_log, incident_store, item_changes, item_store, projections
from app.data.cases.audit_log import Audit, Line
from app.data.cases.projections import StageRow, Standing
from app.data.outbox import effect_store
from app.policy import access
from app.usecases.cases.recorders import RECORDERS
from app.usecases.messages import subscriptions
from app.usecases.organisation import routing
from app.usecases.services.content import ServiceContent
from app.usecases.steps.step import CaseStep, OpenedItem
from app.vocabulary import (
    CaseResult,
    CaseStatus,
    EffectKind,
    FailureCode,
    IncidentState,
    ItemAudience,
    ItemState,
    StageState,
)

if TYPE_CHECKING:
    from app.data.models import Case

#: of these calls other rooms make something
_NOT_CONNECTORS = (engine.CallKind.NOTICE, engine.CallKind.MESSAGE)


def store(
    case: "Case",
    content: ServiceContent,
    outcome: engine.Outcome,
    *,
    lines: Sequence[Line],
    now: datetime,
    calendar: engine.WorkingCalendar,
    by: UUID | None = None,
) -> engine.Outcome:
    """Store an outcome: snapshot, items, stages, timers, outbox, incidents, status, promise, answer and history.

    Returns it as it was stored: with an incident for each wait that another case has already."""
    before = projections.read_standing(case.id)
    if outcome.subscriptions or outcome.listening or before.subscriptions:
        outcome = subscriptions.reserve(case, content, outcome, before, now=now, calendar=calendar)
    ready = {task.id for task in outcome.ready}
    step = CaseStep(
        case=case,
        content=content,
        outcome=outcome,
        now=now,
        calendar=calendar,
        by=by,
        opened=tuple(OpenedItem(uuid4(), task) for task in outcome.ready if task.id not in before.items),
        gone=tuple(id_ for task_id, id_ in before.items.items() if task_id not in ready),
        lines=[*lines],
    )
    record_step(step, before)
    return outcome


def record_step(step: CaseStep, before: Standing) -> None:
    """Let everybody write who has something of the step to write: first the rows of the case, to which those of the
    others refer, last the history, to which they all add."""
    _record_case(step, before)
    for concerns, record in RECORDERS:
        if concerns(step):
            record(step, before)
    audit_log.append(step.case.id, step.lines, at=step.now)


def wait_for_applicant(case: "Case") -> None:
    """The applicant was asked something."""
    case.status = CaseStatus.WAITING_FOR_APPLICANT


def give_up(case: "Case", ending: CaseResult) -> None:
    """A person has decided how the case ends; the step that cancels it follows."""
    case.result = ending


def _record_case(step: CaseStep, before: Standing) -> None:
    """Write the outcome of a step into the case and its projections, and say so in the history."""
    _set_state(step, before)
    step.lines.append(_line(step))
    timers = [(timer.task_id, timer.element, timer.due_at) for timer in step.outcome.timers]
    stages, items = _stages(step, before), [_item_row(step, opened) for opened in step.opened]
    names = {stage.id: (stage.name.fa, stage.name.en or stage.name.fa) for stage in step.content.facts.stages}
    projections.write_timers(before, timers)
    projections.write_stages(before, stages, names)
    projections.add_items(items)
    if before.items:
        _change_items(step, before)
    if step.outcome.calls:
        _record_calls(step)
    if step.outcome.incidents or before.incidents:
        _record_incidents(step, before)


def _set_state(step: CaseStep, before: Standing) -> None:
    """The columns of the case that follow from the outcome. Nothing is flushed between them: the database checks that
    a status and its moments agree."""
    case, outcome = step.case, step.outcome
    case.snapshot = outcome.snapshot
    case.step_count += 1
    case.active_elements = list(outcome.active)
    case.wake_at = min((timer.due_at for timer in outcome.timers), default=None)
    if step.ended:
        _end(step)
    elif case.closed_at is None:
        case.status = _status(outcome, question_open=before.question_open)


def _end(step: CaseStep) -> None:
    case, ending = step.case, step.ending
    case.closed_at = step.now
    if ending is not None:
        case.status, case.answered_at = CaseStatus.ANSWERED, step.now
        case.result = CaseResult(ending.outcome.value) if ending.outcome else None
    else:
        cancelled = step.outcome.state is engine.CaseState.CANCELLED
        case.status = CaseStatus.CANCELLED if cancelled else CaseStatus.CLOSED


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


def _line(step: CaseStep) -> Line:
    done = [s.element for s in step.outcome.steps if s.event is engine.StepEvent.COMPLETED]
    cancelled = [s.element for s in step.outcome.steps if s.event is engine.StepEvent.CANCELLED]
    detail: dict[str, object] = {"completed": done, "open": list(step.outcome.active)}
    if cancelled:
        detail["cancelled"] = cancelled
    return Line(Audit.CASE_ADVANCE, detail, step.by)


def _item_row(step: CaseStep, opened: OpenedItem) -> dict[str, Any]:
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
        "role": access.listed_role(task.role, task.candidates) if staff else None,
        "unit_id": routing.unit_for(step.case, task.unit) if staff else None,
        "stage": task.stage,
        "priority": task.priority,
        "urgency_order": item_changes.urgency_order(task.priority),
        "candidates": list(task.candidates),
        "pauses_clock": task.pauses_clock,
        "facts": _facts_for(step, task),
    }


def _facts_for(step: CaseStep, task: engine.ReadyTask) -> dict[str, object]:
    """What the task's form shows or decides by, as the process knows it."""
    form = step.content.forms.get(task.form or "")
    if form is None or not form.reads:
        return {}
    known = {**step.outcome.data, **task.local}
    return {name: known[name] for name in sorted(form.reads & known.keys())}


def _change_items(step: CaseStep, before: Standing) -> None:
    """Items that were open already learn what this step found out, in a parallel branch for instance. One whose task is
    gone, and that its use case has not marked done, was taken away by the process."""
    facts = {before.items[task.id]: _facts_for(step, task) for task in step.outcome.ready if task.id in before.items}
    for item in item_store.list_by_ids([id_ for id_, known in facts.items() if known]):
        item_changes.learn(item, facts[item.id])
    for item in item_store.list_by_ids(step.gone):
        item_changes.cancel(item, at=step.now)


def _stages(step: CaseStep, before: Standing) -> Mapping[str, StageRow]:
    """How the stages stand after the step."""
    rows = before.stages or {stage.id: StageRow(StageState.POSSIBLE) for stage in step.content.facts.stages}
    entered = {event.stage: event.at for event in reversed(step.outcome.steps) if event.stage}
    after = {name: _stage_after(step, name, row, entered.get(name)) for name, row in rows.items()}
    return after | dict.fromkeys(_stages_ahead_again(step, rows, after), StageRow(StageState.POSSIBLE))


def _stages_ahead_again(step: CaseStep, before: Mapping[str, StageRow], after: Mapping[str, StageRow]) -> list[str]:
    """The finished stages behind one that the case went back to: they are to come once more, and nobody reads
    that the answer was given while it is reviewed again."""
    order = [stage.id for stage in step.content.facts.stages if stage.id in after]
    states = [(before[name].state, after[name].state) for name in order]
    if (StageState.DONE, StageState.ACTIVE) not in states:
        return []
    behind = order[states.index((StageState.DONE, StageState.ACTIVE)) + 1 :]
    return [name for name in behind if after[name].state is StageState.DONE]


def _stage_after(step: CaseStep, name: str, row: StageRow, entered: datetime | None) -> StageRow:
    """How a stage stands after the step; `entered`: when the step first did something in it."""
    if row.entered_at is None and entered is not None:
        row = StageRow(StageState.ACTIVE, entered, row.left_at, _stage_due(step, name, entered))
    if name in step.outcome.active_stages:
        return replace(row, state=StageState.ACTIVE, left_at=None)
    if row.entered_at is not None:
        return replace(row, state=StageState.DONE, left_at=row.left_at or step.now)
    return replace(row, state=StageState.SKIPPED) if step.ended else row


def _stage_due(step: CaseStep, name: str, entered: datetime) -> datetime | None:
    facts = step.content.facts
    due = next((stage.due for stage in facts.stages if stage.id == name), None)
    return engine.add_duration(entered, due, clock=facts.clock, calendar=step.calendar) if due else None


def _record_calls(step: CaseStep) -> None:
    """Calls of connectors wait in the outbox."""
    for call in step.outcome.calls:
        if call.kind in _NOT_CONNECTORS:
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


def _record_incidents(step: CaseStep, before: Standing) -> None:
    """Open an incident for each step that could not be done, and close those of steps that could now."""
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
        step.lines.append(Line(Audit.INCIDENT_OPEN, detail))
    failing = {incident.task_id for incident in step.outcome.incidents}
    for task_id, incident_id in before.incidents.items():
        if task_id not in failing:
            row = incident_store.get_incident(incident_id)
            row.state, row.closed_at, row.closed_by_id = IncidentState.RESOLVED, step.now, step.by
