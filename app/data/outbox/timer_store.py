"""Timers of cases: which are due. They are written with the step that set them, in `app.data.cases.projections`."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update

from app.data.database.session import db
from app.data.models import Timer


def list_due_cases(*, now: datetime, limit: int = 50) -> list[UUID]:
    """Ids of cases with a timer due, the longest waiting first."""
    query = select(Timer.case_id).where(Timer.due_at <= now).order_by(Timer.due_at).limit(limit)
    return list(dict.fromkeys(db.session.scalars(query)))


def postpone_timers(case_id: UUID, *, due: datetime, until: datetime) -> None:
    """Look at the due timers of a case no earlier than this; the moments in its state stay as they are."""
    late = update(Timer).where(Timer.case_id == case_id, Timer.due_at <= due)
    db.session.execute(late.values(due_at=until))


def oldest_due() -> datetime | None:
    """The earliest moment that any timer waits for."""
    return db.session.scalar(select(Timer.due_at).order_by(Timer.due_at).limit(1))
