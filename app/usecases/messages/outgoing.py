"""Messages and signals on their way out: from a step of a case through the outbox, or from another system, into the
mailbox. Sent twice under one id, a message is one message."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.data.cases.audit_log import Audit, Line
from app.data.cases.projections import Standing
from app.data.outbox import effect_store, mailbox
from app.data.people import person_store
from app.usecases.messages.errors import MessageIdTaken
from app.usecases.steps.step import CaseStep
from app.vocabulary import EffectKind, EventKind

if TYPE_CHECKING:
    from app.data.models import Case, Effect, Message

#: how long a message of a case waits for somebody who takes it
LIFE = timedelta(days=30)
RETRIES, BACKOFF = 10, "PT1M"


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """What another system sends. `message_id` is its own id of it, `key` the correlation value (by default the tracking
    code of the case it is for)."""

    sender: str
    message_id: str
    name: str
    key: str
    data: Mapping[str, object]
    life: timedelta
    applicant_id: UUID | None = None


def record(step: CaseStep, _before: Standing) -> None:
    """What the case throws leaves with the step, through the outbox: its messages, and its signals, which are for all
    other cases that listen."""
    case = step.case
    for call in step.messages:
        payload = {"kind": EventKind.MESSAGE.value, "key": call.correlation or "", "data": dict(call.payload)}
        step.lines.append(_leave(case, call.name, f"{case.id}:{call.key}", payload, now=step.now))
    for number, name in enumerate(step.outcome.signals):
        payload = {"kind": EventKind.SIGNAL.value, "key": "", "data": {}}
        step.lines.append(_leave(case, name, f"{case.id}:{case.step_count}:{number}", payload, now=step.now))


def post_effect(effect: "Effect", *, now: datetime) -> None:
    """Put what a case has thrown into the mailbox; done again, nothing is added."""
    mailbox.keep(
        [
            {
                "message_id": effect.key,
                "kind": EventKind(effect.payload["kind"]),
                "name": effect.name,
                "key": effect.payload["key"],
                "payload": effect.payload["data"],
                "sent_at": effect.made_at,
                "next_at": now,
                "expires_at": now + LIFE,
                "from_case_id": effect.case_id,
            }
        ]
    )


def accept_message(incoming: IncomingMessage, *, now: datetime) -> "Message":
    """Take a message from another system. The same one again changes nothing; raises MessageIdTaken where the id was
    used for another message."""
    row: dict[str, Any] = {
        "message_id": own_id(incoming.sender, incoming.message_id),
        "kind": EventKind.MESSAGE,
        "name": incoming.name,
        "key": incoming.key,
        "payload": dict(incoming.data),
        "sent_at": now,
        "next_at": now,
        "expires_at": now + incoming.life,
        "sender": incoming.sender,
        "applicant_id": incoming.applicant_id,
    }
    mailbox.keep([row])
    kept = find_accepted(incoming.sender, incoming.message_id)
    if kept is None:
        raise RuntimeError("a message that was just kept isn't there")
    if (kept.name, kept.key, kept.payload) != (row["name"], row["key"], row["payload"]):
        raise MessageIdTaken
    return kept


def applicant_for(given: Mapping[str, str], *, now: datetime) -> UUID:
    """The person for whom a message begins a case: known by the national id, or made known by it. The mobile number is
    left to the person's own first login: a sender that could set it could lock a citizen out."""
    person = person_store.find_by_national_id(given["national_id"])
    if person is None:
        person = person_store.add_person(national_id=given["national_id"], name=given["name"], created_at=now)
    return person.id


def find_accepted(sender: str, message_id: str) -> "Message | None":
    """What a system sent under this id, if it did."""
    return mailbox.find_message(own_id(sender, message_id))


def own_id(sender: str, message_id: str) -> str:
    """The id of a message in the mailbox: no sender can use another one's."""
    return f"{sender}/{message_id}"


def _leave(case: "Case", name: str, key: str, payload: dict[str, Any], *, now: datetime) -> Line:
    """Put it into the outbox; returns what the history is to say."""
    effect_store.add_effect(
        key=key,
        kind=EffectKind.MESSAGE,
        name=name,
        payload=payload,
        made_at=now,
        next_at=now,
        retries=RETRIES,
        backoff=BACKOFF,
        case_id=case.id,
    )
    return Line(Audit.MESSAGE_SEND, {"message": name, "key": payload["key"], "kind": payload["kind"]})
