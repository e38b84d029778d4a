"""Notices: messages to persons, and whether they were delivered. Sending them is the outbox's."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import Table, bindparam, delete, select, text, update

from app.data.database.bulk import add_row
from app.data.database.session import db
from app.data.errors import NotFound
from app.data.models import Notice
from app.data.models.correspondence import CARRYING_CODES
from app.vocabulary import NoticeState


def list_notices_to(person_id: UUID, *, template: str, limit: int) -> Sequence[Notice]:
    """The latest messages of a kind to a person."""
    query = select(Notice).where(Notice.person_id == person_id, Notice.template == template)
    return db.session.scalars(query.order_by(Notice.at.desc(), Notice.id).limit(limit)).all()


def add_notice(**columns: Any) -> UUID:
    """Keep a message to a person, about a case or none; returns its id."""
    notice_id = uuid4()
    begun = {"case_id": None, "person_id": None, "state": NoticeState.WAITING, "delivered_at": None, "error": None}
    add_row(Notice.__table__, id=notice_id, **{**begun, **columns})
    return notice_id


_DELIVERED = (
    update(cast("Table", Notice.__table__))
    .where(Notice.id == bindparam("notice"))
    .values(state=NoticeState.DELIVERED, delivered_at=bindparam("moment"), error=None)
)


def mark_delivered(notice_id: UUID, *, at: datetime) -> None:
    """A message has reached its telephone or mailbox. Raises NotFound."""
    if db.session.connection().execute(_DELIVERED, {"notice": notice_id, "moment": at}).rowcount != 1:
        raise NotFound


def get_notice(notice_id: UUID) -> Notice:
    """The notice. Raises NotFound."""
    notice = db.session.get(Notice, notice_id)
    if notice is None:
        raise NotFound
    return notice


def list_notices_by_ids(ids: Collection[UUID]) -> Sequence[Notice]:
    """These notices, in no order."""
    return db.session.scalars(select(Notice).where(Notice.id.in_(ids))).all() if ids else ()


def list_notices(case_id: UUID) -> Sequence[Notice]:
    """All notices about a case, oldest first."""
    return db.session.scalars(select(Notice).where(Notice.case_id == case_id).order_by(Notice.at)).all()


def list_latest_notices(*, limit: int = 50) -> Sequence[Notice]:
    """The latest messages to anybody: for the development outbox only."""
    return db.session.scalars(select(Notice).order_by(Notice.at.desc(), Notice.id).limit(limit)).all()


def list_ids_with_codes(*, before: datetime, limit: int) -> Sequence[UUID]:
    """Ids of the messages with one-time codes that were made before a moment, oldest first."""
    query = select(Notice.id).where(text(CARRYING_CODES), Notice.at < before)
    return db.session.scalars(query.order_by(Notice.at, Notice.id).limit(limit)).all()


def remove(ids: Collection[UUID]) -> None:
    """Remove these notices."""
    db.session.execute(delete(Notice).where(Notice.id.in_(ids)))
