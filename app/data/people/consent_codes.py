"""The one-time codes by which people at a front desk agree to what is written for them, or is handed out to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select

from app.data.database.session import db
from app.data.models import ConsentCode


def add_code(**columns: Any) -> ConsentCode:
    """The challenge of a code that is about to be sent, flushed: its code belongs to its id."""
    code = ConsentCode(**columns)
    db.session.add(code)
    db.session.flush()
    return code


def remove(code: ConsentCode) -> None:
    """A code was used."""
    db.session.delete(code)


def forget_expired(*, now: datetime) -> None:
    """Remove codes whose time is over."""
    db.session.execute(delete(ConsentCode).where(ConsentCode.expires_at <= now))


def live_codes(about: UUID, *, now: datetime) -> Sequence[ConsentCode]:
    """The codes of a draft or a case that haven't expired, latest first; locked in a writing transaction."""
    of_it = or_(ConsentCode.draft_id == about, ConsentCode.case_id == about)
    query = select(ConsentCode).where(of_it, ConsentCode.expires_at > now)
    return db.session.scalars(query.order_by(ConsentCode.created_at.desc()).limit(5).with_for_update()).all()
