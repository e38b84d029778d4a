"""The rules of working calendars as they are stored, version by version, and the open cases that a change touches."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from app.data.database.memo import memo
from app.data.database.session import db
from app.data.errors import Taken
from app.data.models import CalendarRule, CalendarVersion, Case
from app.vocabulary import Level

_NUMBER = "calendar version"

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """What a change of the calendar needs to know of an open case."""

    case_id: UUID
    tracking_code: str
    service_id: str
    version_id: UUID
    unit_id: UUID
    level: Level
    province: str
    promised_at: datetime
    paused_at: datetime | None


def current_version() -> int:
    """The number of the version in force, 0 before the first; asked by every step, and so remembered for a moment."""
    return memo.recall(_NUMBER, newest_version)


def newest_version() -> int:
    """The same, read now."""
    return db.session.scalar(select(func.max(CalendarVersion.number))) or 0


def made_of(version: int | None, make: Callable[[Sequence[CalendarRule]], Made]) -> Made:
    """What `make` makes of the rules of a version (None: the one in force); made once for each version of this
    database, which never changes."""
    number = current_version() if version is None else version
    return memo.keep(f"made of calendar version {number}", lambda: make(list_rules(number)))


def list_rules(version: int) -> Sequence[CalendarRule]:
    """The rules that held in a version, in the order in which they were made."""
    query = select(CalendarRule).where(CalendarRule.since <= version)
    query = query.where(or_(CalendarRule.until.is_(None), CalendarRule.until > version))
    return db.session.scalars(query.order_by(CalendarRule.since, CalendarRule.first_day, CalendarRule.id)).all()


def list_versions(*, limit: int = 50) -> Sequence[CalendarVersion]:
    """The latest changes, newest first, with who made them."""
    query = select(CalendarVersion).options(joinedload(CalendarVersion.made_by))
    return db.session.scalars(query.order_by(CalendarVersion.number.desc()).limit(limit)).all()


def add_version(number: int, *, add: Collection[dict[str, Any]], end: Collection[UUID], **columns: Any) -> None:
    """A new version: these rules begin, those end. Raises Taken where somebody else was faster with this number."""
    db.session.add(CalendarVersion(number=number, **columns))
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Taken from error
    for rule in db.session.scalars(select(CalendarRule).where(CalendarRule.id.in_(end))) if end else ():
        rule.until = number
    db.session.add_all(CalendarRule(since=number, **rule) for rule in add)
    db.session.flush()
    memo.forget(_NUMBER)


def count_open_promises(*, after: datetime) -> int:
    """How many open cases have a promised date after a moment."""
    query = select(func.count()).select_from(Case).where(Case.closed_at.is_(None), Case.promised_at > after)
    return db.session.scalar(query) or 0


def list_open_promises(*, after: datetime, limit: int) -> Sequence[OpenPromise]:
    """Open cases whose promised date lies after a moment, the earliest first."""
    columns = (Case.tracking_code, Case.service_id, Case.version_id, Case.unit_id, Case.level, Case.province)
    query = select(Case.id.label("case_id"), *columns, Case.promised_at, Case.paused_at)
    query = query.where(Case.closed_at.is_(None), Case.promised_at > after)
    rows = db.session.execute(query.order_by(Case.promised_at, Case.id).limit(limit)).mappings()
    return [OpenPromise(**row) for row in rows]
