"""The mailbox: messages and signals that cases and other systems have sent, until somebody takes them; and who waits.

`claim_messages` takes a lease, as the outbox does: a message of a worker that dies is left to the next one."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as insert_postgres
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from app.data.database.session import db
from app.data.errors import NotFound
from app.data.models import Case, Message, Subscription
from app.data.outbox import dispatch
from app.data.outbox.dispatch import DueWork, WorkKind
from app.vocabulary import EventKind, MessageState


def keep(rows: Sequence[dict[str, Any]]) -> int:
    """Put messages into the mailbox; what is there already under its id stays as it is. Returns how many are new."""
    if not rows:
        return 0
    db.session.flush()
    make = insert_sqlite if db.is_sqlite else insert_postgres
    usual = {"state": MessageState.WAITING, "tries": 0}
    statement = make(Message).on_conflict_do_nothing(index_elements=[Message.message_id])
    values = [{"id": uuid4(), **usual, **row} for row in rows]
    new = db.session.execute(statement.values(values).returning(Message.id, Message.next_at)).all()
    for row_id, at in new:
        _announce(row_id, at)
    return len(new)


def postpone(message: Message, *, until: datetime) -> None:
    """Look at it again then."""
    message.next_at = until
    _announce(message.id, until)


def _announce(row_id: UUID, at: datetime) -> None:
    dispatch.announce(DueWork(WorkKind.MESSAGE, str(row_id), at))


def find_message(message_id: str) -> Message | None:
    """The message that came in under this id."""
    return db.session.scalar(select(Message).where(Message.message_id == message_id))


def get_message_for_update(row_id: UUID) -> Message:
    """The message, locked. Raises NotFound."""
    query = select(Message).where(Message.id == row_id).with_for_update()
    message = db.session.scalar(query.execution_options(populate_existing=True))
    if message is None:
        raise NotFound
    return message


def has_due_messages(*, now: datetime) -> bool:
    """Whether any message is to be looked at."""
    query = select(Message.id).where(Message.state == MessageState.WAITING, Message.next_at <= now)
    return db.session.scalar(query.limit(1)) is not None


def claim_message(row_id: UUID, *, due: datetime, lease: datetime) -> bool:
    """Lease one message to the caller until `lease`; False if it has been passed on, or isn't due (any more)."""
    query = select(Message).where(Message.id == row_id, Message.state == MessageState.WAITING, Message.next_at <= due)
    message = db.session.scalar(query.with_for_update(skip_locked=True))
    if message is not None:
        _lease(message, lease)
    return message is not None


def claim_messages(*, due: datetime, lease: datetime, limit: int = 20) -> list[UUID]:
    """Ids of messages that were due at `due`, leased to the caller until `lease`. Commit before working on them."""
    query = select(Message).where(Message.state == MessageState.WAITING, Message.next_at <= due)
    query = query.order_by(Message.next_at).limit(limit).with_for_update(skip_locked=True)
    claimed = db.session.scalars(query).all()
    for message in claimed:
        _lease(message, lease)
    return [message.id for message in claimed]


def _lease(message: Message, until: datetime) -> None:
    message.next_at = until
    message.tries += 1


def wake(names: Collection[tuple[str, str]], *, now: datetime) -> None:
    """Let kept messages of these (name, key) be looked at now: somebody has begun to wait for them.

    One that is being passed on at this moment is left alone; it comes up again by itself."""
    if not names:
        return
    waiting = select(Message.id).where(
        Message.kind == EventKind.MESSAGE,
        Message.state == MessageState.WAITING,
        tuple_(Message.name, Message.key).in_(list(names)),
    )
    ids = db.session.scalars(waiting.with_for_update(skip_locked=True)).all()
    if ids:
        db.session.execute(update(Message).where(Message.id.in_(ids)).values(next_at=now))
    for row_id in ids:
        _announce(row_id, now)


def wake_for(case_id: UUID, *, now: datetime) -> None:
    """Let what this case waits for be looked at now."""
    query = select(Subscription.message, Subscription.key).where(
        Subscription.kind == EventKind.MESSAGE, Subscription.case_id == case_id
    )
    wake({(row.message, row.key) for row in db.session.execute(query)}, now=now)


def find_receiver(name: str, *, key: str) -> Subscription | None:
    """Which token of which case waits for the message of this name and key."""
    query = select(Subscription).where(
        Subscription.kind == EventKind.MESSAGE, Subscription.message == name, Subscription.key == key
    )
    return db.session.scalar(query.execution_options(populate_existing=True))


def list_listeners(signal: str, *, except_: UUID | None) -> list[UUID]:
    """The cases that listen for a signal, except one."""
    query = select(Subscription.case_id).where(Subscription.kind == EventKind.SIGNAL, Subscription.message == signal)
    return [case_id for case_id in db.session.scalars(query.distinct()) if case_id != except_]


def holders_of(waits: Collection[tuple[str, str]]) -> dict[tuple[str, str], tuple[UUID, str]]:
    """Who has the subscriptions of these (message, key): case and tracking code."""
    query = select(Subscription.message, Subscription.key, Case.id, Case.tracking_code).join(
        Case, Case.id == Subscription.case_id
    )
    query = query.where(
        Subscription.kind == EventKind.MESSAGE, tuple_(Subscription.message, Subscription.key).in_(list(waits))
    )
    return {(row.message, row.key): (row.id, row.tracking_code) for row in db.session.execute(query)}


def oldest_due(*, now: datetime) -> datetime | None:
    """The earliest moment for which a message that is due has waited."""
    query = select(Message.next_at).where(Message.state == MessageState.WAITING, Message.next_at <= now)
    return db.session.scalar(query.order_by(Message.next_at).limit(1))
