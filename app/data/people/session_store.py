"""Logged-in browsers as their owner sees them: listed, noticed, ended."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import Table, bindparam, delete, select, update

from app.data.database.announcements import Writes
from app.data.database.session import db
from app.data.database.transactions import writing_aside
from app.data.models import LoginSession

_SEEN = (
    update(cast("Table", LoginSession.__table__))
    .where(LoginSession.token_hash == bindparam("token"), LoginSession.seen_at < bindparam("moment"))
    .values(seen_at=bindparam("moment"))
)


def note_seen(token_hash: str, *, at: datetime) -> None:
    """A browser asked for something: a short write of its own, which must not begin inside of another. A power cut may
    take it."""
    with writing_aside(Writes.LIGHTLY) as connection:
        connection.execute(_SEEN, {"token": token_hash, "moment": at})


def list_sessions(person_id: UUID, *, now: datetime, seen_after: datetime, limit: int) -> Sequence[LoginSession]:
    """The browsers in which somebody is logged in, the one that was seen last first."""
    query = select(LoginSession).where(
        LoginSession.person_id == person_id, LoginSession.expires_at > now, LoginSession.seen_at > seen_after
    )
    return db.session.scalars(query.order_by(LoginSession.seen_at.desc(), LoginSession.token_hash).limit(limit)).all()


def end_sessions(person_id: UUID, *, beginning: str = "") -> int:
    """Log somebody out of all browsers, or of those whose key begins so; how many there were."""
    query = delete(LoginSession).where(
        LoginSession.person_id == person_id, LoginSession.token_hash.startswith(beginning, autoescape=True)
    )
    return len(db.session.scalars(query.returning(LoginSession.token_hash)).all())


def forget_ended(*, now: datetime) -> None:
    """Remove sessions whose time is over; those that rest too long come to that in some hours."""
    db.session.execute(delete(LoginSession).where(LoginSession.expires_at <= now))
