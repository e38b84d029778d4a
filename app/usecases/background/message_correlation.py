"""From the mailbox to cases: a message to the one case that waits for it under its key, or to a new case of a service
that begins by it; a signal to all that listen. What nobody waits for stays until its time is over.

Each call is one transaction and may be asked for twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

import engine
from app.data.cases import audit_log, case_store
from app.data.cases.audit_log import Audit
from app.data.outbox import mailbox
from app.data.services import service_store
from app.policy.errors import DeskError
from app.usecases.cases import case_steps
from app.usecases.intake import message_start
from app.usecases.services.versions import content_of
from app.vocabulary import EventKind, MessageState
from forms.errors import FormError

if TYPE_CHECKING:
    from app.data.models import Message

#: a message that nobody waits for is looked at again after twice the time, up to this; a wait that begins wakes it
LONGEST_NAP = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class StartSubscription:
    """A service that begins by a message or signal: its current version, and the element that receives it."""

    service_id: str
    version_id: UUID
    element: str


def pass_on(*, row_id: UUID, now: datetime) -> MessageState:
    """Look for the receiver of a message. Returns its state afterwards. Raises NotFound."""
    message = mailbox.get_message_for_update(row_id)
    if message.state is not MessageState.WAITING:
        return message.state
    if message.expires_at <= now:
        _lapse(message, now=now)
    elif message.kind is EventKind.MESSAGE:
        _pass_message(message, now=now)
    elif message.case_id is None:
        _announce(message, now=now)
    else:
        _tell(message, message.case_id, now=now)
    return message.state


def note_fault(*, row_id: UUID, fault: case_steps.Fault, now: datetime) -> None:
    """Handing a message over failed for a reason that the engine doesn't know: the case that waits for it has an
    incident (or the case that sent it), so that somebody looks, and the message rests as if nobody took it."""
    message = mailbox.get_message_for_update(row_id)
    if message.state is not MessageState.WAITING:
        return
    message.error = fault.line
    _rest(message, now=now)
    receiver = mailbox.find_receiver(message.name, key=message.key) if message.kind is EventKind.MESSAGE else None
    case_id = receiver.case_id if receiver is not None else message.case_id or message.from_case_id
    if case_id is not None:
        case_steps.note_fault(case_id=case_id, fault=fault, now=now)


def starters_for(kind: EventKind, name: str) -> tuple[StartSubscription, ...]:
    """The services whose current version begins by a message or signal of that name, in the order of their ids."""
    return _starters(tuple(service_store.list_current())).get((kind.value, name), ())


def _pass_message(message: "Message", *, now: datetime) -> None:
    try:
        taken_by = _to_receiver(message, now=now) or _to_new_case(message, now=now)
    except (engine.NotJson, engine.DataTooLarge) as error:
        _done(message, MessageState.LAPSED, now=now, error=str(error))
        return
    if taken_by is not None:
        _done(message, MessageState.DELIVERED, now=now, case_id=taken_by)
        return
    _rest(message, now=now)


def _rest(message: "Message", *, now: datetime) -> None:
    nap = min(LONGEST_NAP, timedelta(seconds=2.0 ** min(message.tries, 16)))
    mailbox.postpone(message, until=min(message.expires_at, now + nap))


def _to_receiver(message: "Message", *, now: datetime) -> UUID | None:
    """Hand the message to the case that waits for it; None if there is none (any more)."""
    receiver = mailbox.find_receiver(message.name, key=message.key)
    if receiver is None:
        return None
    case = case_store.get_for_update(receiver.case_id)
    receiver = mailbox.find_receiver(message.name, key=message.key)  # the case may have moved on before we had its lock
    if receiver is None or receiver.case_id != case.id:
        return None
    sender = message.sender or _code_of(message.from_case_id)
    return case_steps.deliver_message(
        case, task_id=receiver.task_id, name=message.name, payload=message.payload, sender=sender, now=now
    )


def _to_new_case(message: "Message", *, now: datetime) -> UUID | None:
    """Begin a case of the one service that begins by this message; None where there is none, or nobody to begin it
    for."""
    starters = starters_for(EventKind.MESSAGE, message.name)
    return _begin(message, starters[0], now=now) if starters else None


def _announce(message: "Message", *, now: datetime) -> None:
    """Make a share of the signal for each case that listens, and begin the cases that begin by it."""
    listeners = mailbox.list_listeners(message.name, except_=message.from_case_id)
    shares: list[dict[str, Any]] = [
        {
            "message_id": f"{message.message_id}:{case_id}",
            "kind": EventKind.SIGNAL,
            "name": message.name,
            "key": "",
            "payload": {},
            "sent_at": message.sent_at,
            "next_at": now,
            "expires_at": message.expires_at,
            "from_case_id": message.from_case_id,
            "case_id": case_id,
        }
        for case_id in listeners
    ]
    for first in range(0, len(shares), 500):
        mailbox.keep(shares[first : first + 500])
    for starter in starters_for(EventKind.SIGNAL, message.name):
        _begin(message, starter, now=now)
    _done(message, MessageState.DELIVERED, now=now)


def _tell(message: "Message", case_id: UUID, *, now: datetime) -> None:
    """A signal's share for one case."""
    heard = case_steps.tell_signal(case_store.get_for_update(case_id), name=message.name, now=now)
    _done(message, MessageState.DELIVERED if heard else MessageState.LAPSED, now=now, case_id=case_id)


def _begin(message: "Message", starter: StartSubscription, *, now: datetime) -> UUID | None:
    origin = case_store.get_case(message.from_case_id) if message.from_case_id is not None else None
    applicant_id = origin.applicant_id if origin is not None else message.applicant_id
    if applicant_id is None:
        return None
    return message_start.begin_case(
        message_start.Occasion(
            service_id=starter.service_id,
            version_id=starter.version_id,
            element=starter.element,
            applicant_id=applicant_id,
            data=message.payload,
            key=f"{message.message_id}>{starter.service_id}",
            origin=origin,
        ),
        now=now,
    ).id


def _lapse(message: "Message", *, now: datetime) -> None:
    if message.from_case_id is not None and message.case_id is None:
        case = case_store.get_for_update(message.from_case_id)
        audit_log.record(Audit.MESSAGE_LAPSE, case_id=case.id, at=now, detail={"message": message.name})
    _done(message, MessageState.LAPSED, now=now, error="nobody waited for it")


def _done(
    message: "Message", state: MessageState, *, now: datetime, case_id: UUID | None = None, error: str | None = None
) -> None:
    message.state, message.done_at, message.error = state, now, error
    message.case_id = case_id or message.case_id


def _code_of(case_id: UUID | None) -> str:
    return case_store.get_case(case_id).tracking_code if case_id is not None else ""


@lru_cache(maxsize=2)
def _starters(current: tuple[tuple[str, UUID], ...]) -> dict[tuple[str, str], tuple[StartSubscription, ...]]:
    """What begins by what, read again whenever a version was published."""
    found: dict[tuple[str, str], tuple[StartSubscription, ...]] = {}
    for service_id, version_id in current:
        try:
            begun_by = content_of(version_id).definition.begun_by
        except (engine.EngineError, DeskError, FormError):
            continue  # one service that can't be read any more must not stop the messages of all others
        for kind, name, element in begun_by:
            starter = StartSubscription(service_id, version_id, element)
            found[kind, name] = (*found.get((kind, name), ()), starter)
    return found
