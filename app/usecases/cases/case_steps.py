"""What is due: timers that fire, calls that are answered, messages that arrive, incidents that are retried.

Each runs in a transaction of its own; any may be asked for twice and is done once (ADR 4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

import engine
from app.data.cases import audit_log, case_store, incident_store
from app.data.cases.audit_log import Audit, Line
from app.data.outbox import effect_store, mailbox, timer_store
from app.policy.actors import Actor
from app.usecases.cases import advance
from app.usecases.errors import CaseClosed
from app.vocabulary import FailureCode

if TYPE_CHECKING:
    from app.data.models import Case, Incident

#: stands for a token where the case as a whole has failed
WHOLE_CASE = ""
#: a case with such a fault is left alone for so long, unless a person tries it again
REST = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Fault:
    """What nobody foresaw: the class of the exception, and what it says."""

    kind: str
    text: str

    @property
    def line(self) -> str:
        """The technical line of it."""
        return f"Unforeseen fault: {self.kind}: {self.text}"


def fire_due_timers(*, case_id: UUID, now: datetime, wait: bool = True) -> bool:
    """Fire the timers of a case that are due. False if another node was faster or the case has ended; without `wait`
    also if somebody is at work on the case: its timers come up again."""
    case = case_store.find_due_for_update(case_id, now=now, wait=wait)
    if case is None:
        return False
    advance.take_step(case, engine.fire_timers, lines=[Line(Audit.TIMER_FIRE)], now=now)
    return True


def answer_call(*, case_id: UUID, task_id: str, answer: dict[str, object], now: datetime) -> bool:
    """Hand a connector's answer to the case. False if the case doesn't wait for it (any more)."""
    case = case_store.get_for_update(case_id)
    try:
        run = partial(engine.answer_call, task_id=task_id, result=answer)
        advance.take_step(case, run, lines=[Line(Audit.CALL_ANSWER)], now=now)
    except engine.TaskNotOpen:
        return False
    return True


def fail_call(
    *,
    case_id: UUID,
    task_id: str,
    code: str,
    message: str,
    now: datetime,
    incident: engine.IncidentCode | None = None,
) -> bool:
    """Tell the case that a connector gave up: an event that catches the error `code` takes over, or an incident opens
    (of the kind `incident`, if that is known)."""
    case = case_store.get_for_update(case_id)
    try:
        run = partial(engine.fail_call, task_id=task_id, code=code, message=message, incident=incident)
        advance.take_step(case, run, lines=[Line(Audit.CALL_FAIL)], now=now)
    except engine.TaskNotOpen:
        return False
    return True


def deliver_message(
    case: "Case", *, task_id: str, name: str, payload: dict[str, object], sender: str, now: datetime
) -> UUID | None:
    """Hand a message to the token that waits for it; the case's id, or None if it waits no more. Raises NotJson,
    DataTooLarge."""
    delivered = Line(Audit.MESSAGE_DELIVER, {"message": name, "sender": sender})
    try:
        run = partial(engine.deliver, message=name, payload=payload, task_id=task_id)
        advance.take_step(case, run, lines=[delivered], now=now)
    except engine.NotWaitingFor:
        return None
    return case.id


def tell_signal(case: "Case", *, name: str, now: datetime) -> bool:
    """Tell a case a signal; False if it listens no more."""
    try:
        line = Line(Audit.SIGNAL_TELL, {"signal": name})
        advance.take_step(case, partial(engine.broadcast, signal=name), lines=[line], now=now)
    except engine.NotWaitingFor:
        return False
    return True


def note_fault(*, case_id: UUID, fault: Fault, now: datetime) -> None:
    """A job failed on a case for a reason that the engine doesn't know: open an incident, so that somebody looks, and
    let the case rest. What failed has left nothing behind; noted again, it is the same incident."""
    case = case_store.get_for_update(case_id)
    if case.closed_at is not None:
        return
    timer_store.postpone_timers(case_id, due=now, until=now + REST)
    if any(incident.task_id == WHOLE_CASE for incident in incident_store.list_open_incidents(case_id=case_id)):
        return
    element, code = str(next(iter(case.active_elements), "")), FailureCode.UNFORESEEN_FAULT
    incident_store.add_incident(
        case_id=case_id,
        task_id=WHOLE_CASE,
        element=element,
        code=code,
        parameters={"error": fault.kind, "reason": fault.text},
        cause=fault.line,
        opened_at=now,
    )
    detail = {"element": element, "code": code.value, "cause": fault.line}
    audit_log.record(Audit.INCIDENT_OPEN, case_id=case_id, at=now, detail=detail)


def retry_incident(*, incident_id: UUID, by: Actor, now: datetime) -> "Case":
    """Try a failed step again after repair. Raises NotFound or CaseClosed."""
    incident = incident_store.get_incident(incident_id)
    return retry_locked(incident, case_store.get_for_update(incident.case_id), by=by, now=now)


def retry_locked(incident: "Incident", case: "Case", *, by: Actor, now: datetime) -> "Case":
    """`retry_incident` for a case that the caller has locked. Raises CaseClosed."""
    if case.closed_at is not None:
        raise CaseClosed
    whole = incident.task_id == WHOLE_CASE
    run = engine.fire_timers if whole else partial(engine.retry, task_id=incident.task_id)
    advance.take_step(case, run, lines=[Line(Audit.INCIDENT_RETRY, by=by.person_id)], now=now, by=by.person_id)
    if whole:
        effect_store.revive_effects(case.id, code=FailureCode.UNFORESEEN_FAULT, now=now)
        mailbox.wake_for(case.id, now=now)
    return case
