"""The challenges of browsers that want to log in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from app.data.database.session import db
from app.data.models import LoginCode


def add_challenge(**columns: Any) -> LoginCode:
    """A new challenge, flushed: its code belongs to its id."""
    challenge = LoginCode(**columns)
    db.session.add(challenge)
    db.session.flush()
    return challenge


def find_for_update(challenge_id: UUID) -> LoginCode | None:
    """The challenge, locked."""
    query = select(LoginCode).where(LoginCode.id == challenge_id).with_for_update()
    return db.session.scalar(query.execution_options(populate_existing=True))


def remove(challenge: LoginCode) -> None:
    """A challenge was met."""
    db.session.delete(challenge)


def forget_expired(*, now: datetime) -> None:
    """Remove challenges whose time is over."""
    db.session.execute(delete(LoginCode).where(LoginCode.expires_at <= now))
