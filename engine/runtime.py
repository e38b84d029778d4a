"""The steps of a case: (definition, snapshot, input, now) → `Outcome`. Pure: no clock, no file, no database, no
network.

Each loads the case, checks that what is asked is open, acts, and moves tokens until all of them rest."""

import secrets
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from engine.data_limits import MAX_CASE_DATA
from engine.errors import NotWaitingFor, StepFailed, TaskNotOpen
from engine.execution.activities import HumanTask
from engine.execution.case import Case
from engine.execution.event_definitions import Error, Message, Signal, ThrownEvent
from engine.execution.event_manager import propagate
from engine.execution.kernel import Token
from engine.execution.program import Definition
from engine.execution.variables import incoming, merged
from engine.incident_codes import CONNECTOR_UNREACHABLE, IncidentCode
from engine.model import CaseState, Data, Outcome
from engine.outcome import outcome_of
from engine.snapshot import load
from engine.time import DEFAULT_CALENDAR, NaiveMoment, WorkingCalendar


def start(
    definition: Definition,
    data: Data,
    *,
    now: datetime,
    at: str | None = None,
    calendar: WorkingCalendar = DEFAULT_CALENDAR,
) -> Outcome:
    """Begin a case with these data. Its key is random, so that no task id is ever another case's.

    `at` names the start event, receive task or arm of an event-based gateway whose event has begun it; a process that
    only events begin, and no `at`, begins as if the first of them had happened. Raises `NotJson`, `DataTooLarge`,
    `NotWaitingFor`."""
    case = Case(definition, key=secrets.token_hex(6), now=_aware(now), calendar=calendar)
    case.variables.local = incoming(data, limit=MAX_CASE_DATA, part="case")
    start_triggers = definition.spec.start_triggers
    chosen = next((one for one in start_triggers if one.node.bpmn_id == at), None)
    if at is not None and chosen is None:
        raise NotWaitingFor(f"No case begins at “{at}”", element=at)
    if chosen is None and not definition.begins_plainly and start_triggers:
        chosen = start_triggers[0]
    if chosen is None:
        case.begin()
    else:
        case.begin_at(chosen)
    return _run(case)


def complete(
    definition: Definition,
    snapshot: bytes,
    task_id: str,
    answers: Data,
    *,
    now: datetime,
    calendar: WorkingCalendar = DEFAULT_CALENDAR,
) -> Outcome:
    """A person has done an open task; the answers become case data. Raises `TaskNotOpen`, `NotJson`, `DataTooLarge`,
    `SnapshotError`."""
    case = load(definition, snapshot, now=_aware(now), calendar=calendar)
    token = case.find(task_id)
    if token is None or not token.is_open:
        raise TaskNotOpen
    token.data.update(incoming(answers))
    case.finish(token)
    return _run(case)


def answer_call(
    definition: Definition,
    snapshot: bytes,
    task_id: str,
    result: Data,
    *,
    now: datetime,
    calendar: WorkingCalendar = DEFAULT_CALENDAR,
) -> Outcome:
    """A connector has answered. Its result becomes case data as the task's outputs say. Raises as `complete`."""
    case = load(definition, snapshot, now=_aware(now), calendar=calendar)
    token = _called(case, task_id)
    answer = incoming(result)
    token.variables.admit(answer)
    token.record.take_answer(answer)
    case.resume(token)
    return _run(case)


def work_through(
    definition: Definition,
    snapshot: bytes,
    todo: Iterable[tuple[str, str]],
    answers: Callable[[str], Data],
    *,
    now: datetime,
) -> tuple[Outcome, frozenset[str]]:
    """Do many open tasks and calls, given as (id, element), one after the other in one step, until something leaves the
    case or ends it. What is no longer open is passed over.

    Returns the outcome and the ids that need no doing any more. Raises `NotJson`, `DataTooLarge`, `SnapshotError`."""
    case = load(definition, snapshot, now=_aware(now), calendar=DEFAULT_CALENDAR)
    seen = set()
    for task_id, element in todo:
        seen.add(task_id)
        token = case.find(task_id)
        if token is None or not (token.is_open or token.awaits_answer):
            continue
        given = incoming(answers(element))
        if token.is_open:
            token.data.update(given)
            case.finish(token)
        else:
            token.record.take_answer(given)
            case.resume(token)
        case.do_engine_steps()
        if case.completed or case.calls or case.signals:
            break
    return outcome_of(case), frozenset(seen)


def fail_call(
    definition: Definition,
    snapshot: bytes,
    task_id: str,
    *,
    code: str,
    message: str,
    now: datetime,
    incident: IncidentCode | None = None,
    calendar: WorkingCalendar = DEFAULT_CALENDAR,
) -> Outcome:
    """A connector has failed for good: the nearest error event with that error code catches it, else it is an incident;
    of which kind, is told by `incident`, or without it by whether the connector could be reached.

    Raises `TaskNotOpen`, `SnapshotError`."""
    case = load(definition, snapshot, now=_aware(now), calendar=calendar)
    token = _called(case, task_id)
    if not propagate(token, Error(code, code)):
        kind = incident or (
            IncidentCode.CALL_UNANSWERED if code == CONNECTOR_UNREACHABLE else IncidentCode.CALL_REFUSED
        )
        case.fail(token, StepFailed(kind, error=code, reason=message))
    return _run(case)


def deliver(
    definition: Definition,
    snapshot: bytes,
    message: str,
    payload: Data,
    *,
    now: datetime,
    key: str | None = None,
    task_id: str | None = None,
    calendar: WorkingCalendar = DEFAULT_CALENDAR,
) -> Outcome:
    """A message has come; exactly one token that waits for it (with that key, if both have one) takes it. `task_id`
    names the token where it is known which one subscribed.

    Raises `NotWaitingFor`, `NotJson`, `DataTooLarge`, `SnapshotError`."""
    case = load(definition, snapshot, now=_aware(now), calendar=calendar)
    event = ThrownEvent(Message(message), incoming(payload), key=key, task_id=task_id)
    if not case.event_manager.catch(event, internal=False):
        raise NotWaitingFor
    return _run(case)


def broadcast(
    definition: Definition, snapshot: bytes, signal: str, *, now: datetime, calendar: WorkingCalendar = DEFAULT_CALENDAR
) -> Outcome:
    """A signal was thrown elsewhere: every token that waits for it takes it. Raises `NotWaitingFor` where none does,
    `SnapshotError`."""
    case = load(definition, snapshot, now=_aware(now), calendar=calendar)
    if not case.event_manager.catch(ThrownEvent(Signal(signal)), internal=False):
        raise NotWaitingFor("The case isn't waiting for this signal.")
    return _run(case)


def fire_timers(
    definition: Definition, snapshot: bytes, *, now: datetime, calendar: WorkingCalendar = DEFAULT_CALENDAR
) -> Outcome:
    """Let every timer act that is due at `now`, the earliest first. Nothing due is no error. Raises `SnapshotError`."""
    case = load(definition, snapshot, now=_aware(now), calendar=calendar)
    return _run(case)


def retry(
    definition: Definition,
    snapshot: bytes,
    task_id: str,
    *,
    now: datetime,
    calendar: WorkingCalendar = DEFAULT_CALENDAR,
) -> Outcome:
    """Try a step again that became an incident (a connector is called again). Raises `TaskNotOpen`, `SnapshotError`."""
    case = load(definition, snapshot, now=_aware(now), calendar=calendar)
    token = case.find(task_id)
    if token is None or not token.failed:
        raise TaskNotOpen("There is no incident at that task (any more).")
    case.resume(token)
    return _run(case)


def amend(
    definition: Definition,
    snapshot: bytes,
    changes: Data,
    *,
    now: datetime,
    calendar: WorkingCalendar = DEFAULT_CALENDAR,
) -> Outcome:
    """Change case data, visible to all open tasks at once; candidates and waiting conditions are worked out again. A
    context changes in the entries that are given and keeps the others; one that is to hold nothing is given as null.

    Raises `NotJson`, `DataTooLarge`, `SnapshotError`, and `TaskNotOpen` for a case that has ended."""
    case = load(definition, snapshot, now=_aware(now), calendar=calendar)
    if case.completed:
        raise TaskNotOpen("The case has ended.")
    case.variables.write(merged(incoming(changes), case.variables.view()))
    for token in case.tokens():
        if token.is_open and isinstance(token.task_spec, HumanTask):
            try:
                token.task_spec.reassign(token)
            except StepFailed:
                continue  # the task stays with those who had it
    return _run(case)


def cancel(definition: Definition, snapshot: bytes, *, now: datetime) -> Outcome:
    """End the case from outside. A case that has ended stays as it is. Raises `SnapshotError`."""
    case = load(definition, snapshot, now=_aware(now), calendar=DEFAULT_CALENDAR)
    if not case.completed:
        case.cancel_all()
        case.over(CaseState.CANCELLED)
    return outcome_of(case)


def _run(case: Case) -> Outcome:
    case.do_engine_steps()
    return outcome_of(case)


def _aware(now: datetime) -> datetime:
    if now.tzinfo is None:
        raise NaiveMoment
    return now.astimezone(UTC)


def _called(case: Case, task_id: str) -> Token:
    token = case.find(task_id)
    if token is None or not token.awaits_answer:
        raise TaskNotOpen
    return token
