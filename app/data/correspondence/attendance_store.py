"""Attendances: appointments at front desks. No row names a place inside a unit (P2)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.data.database.session import db
from app.data.errors import NotFound
from app.data.models import Attendance, Case
from app.vocabulary import AttendanceState


def add_attendance(**columns: Any) -> Attendance:
    """A booked attendance, flushed."""
    attendance = Attendance(**columns)
    db.session.add(attendance)
    db.session.flush()
    return attendance


def get_attendance(attendance_id: UUID) -> Attendance:
    """The attendance with its desk and case, locked in a writing transaction. Raises NotFound."""
    query = select(Attendance).where(Attendance.id == attendance_id)
    query = query.options(joinedload(Attendance.front_desk), joinedload(Attendance.case).joinedload(Case.applicant))
    attendance = db.session.scalar(query.with_for_update(of=Attendance).execution_options(populate_existing=True))
    if attendance is None:
        raise NotFound
    return attendance


def find_attendance_of_item(item_id: UUID) -> Attendance | None:
    """The attendance that a desk item asks for."""
    return db.session.scalar(select(Attendance).where(Attendance.work_item_id == item_id))


def list_attendances(case_id: UUID) -> Sequence[Attendance]:
    """All attendances of a case."""
    query = select(Attendance).where(Attendance.case_id == case_id).options(joinedload(Attendance.front_desk))
    return db.session.scalars(query.order_by(Attendance.at)).all()


def list_booked(case_ids: Collection[UUID]) -> Sequence[Attendance]:
    """The appointments that these cases have ahead, with their desks, latest first."""
    query = select(Attendance).where(Attendance.case_id.in_(case_ids), Attendance.state == AttendanceState.BOOKED)
    return db.session.scalars(query.options(joinedload(Attendance.front_desk)).order_by(Attendance.at.desc())).all()


def list_attendances_at(desk_ids: Collection[UUID], *, start: datetime, end: datetime) -> Sequence[Attendance]:
    """Who comes to these desks in a stretch of time, in order of time."""
    query = select(Attendance).where(
        Attendance.front_desk_id.in_(desk_ids),
        Attendance.at >= start,
        Attendance.at < end,
        Attendance.state != AttendanceState.CANCELLED,
    )
    query = query.options(
        joinedload(Attendance.front_desk),
        joinedload(Attendance.case).joinedload(Case.applicant),
        joinedload(Attendance.case).joinedload(Case.service),
    )
    return db.session.scalars(query.order_by(Attendance.at, Attendance.id)).all()


def booked_counts(desk_id: UUID, *, start: datetime, end: datetime) -> dict[datetime, int]:
    """How many people are booked at each moment of a stretch of time."""
    query = select(Attendance.at, func.count()).where(
        Attendance.front_desk_id == desk_id,
        Attendance.at >= start,
        Attendance.at < end,
        Attendance.state == AttendanceState.BOOKED,
    )
    rows = db.session.execute(query.group_by(Attendance.at))
    return dict(rows.all())
