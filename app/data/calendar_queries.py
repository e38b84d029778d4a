"""Holidays as they are stored."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select

from app.data.db import db
from app.data.models import Holiday
from app.vocabulary import HolidayKind


def holiday_dates() -> tuple[date, ...]:
    """All stored holidays, in order; asked by every step, and so remembered for a moment."""
    return db.recall(_HOLIDAYS, _read_holidays)


def _read_holidays() -> tuple[date, ...]:
    return tuple(db.session.scalars(select(Holiday.day).order_by(Holiday.day)))


_HOLIDAYS = "holidays"


def list_holidays(first: date, last: date) -> Sequence[Holiday]:
    """The holidays of a period."""
    query = select(Holiday).where(Holiday.day >= first, Holiday.day <= last)
    return db.session.scalars(query.order_by(Holiday.day)).all()


def keep_holidays(proposed: Iterable[tuple[date, str, str, HolidayKind]]) -> int:
    """Store those that are new; what an administrator has entered stays. Returns how many were added."""
    known = set(_read_holidays())
    db.forget(_HOLIDAYS)
    new = [row for row in proposed if row[0] not in known]
    for day, name_fa, name_en, kind in new:
        db.session.add(Holiday(day=day, name_fa=name_fa, name_en=name_en, kind=kind))
    return len(new)
