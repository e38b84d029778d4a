"""People, what is known of them, their logins, and how often something was tried."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.exc import IntegrityError

from app.data.database.session import db
from app.data.errors import NotFound
from app.data.models import (
    FrontDesk,
    LoginCode,
    LoginSession,
    Membership,
    Person,
    ProfileField,
    RateCount,
    Unit,
)
from app.vocabulary import Role

#: built once: the hot path pays for each construction anew
_SEATS = (
    select(
        LoginSession.expires_at,
        Person.id.label("person_id"),
        Person.name,
        Membership.role,
        Membership.unit_id,
        Membership.front_desk_id,
        func.coalesce(Unit.agency_id, FrontDesk.agency_id).label("agency_id"),
    )
    .join(Person, Person.id == LoginSession.person_id)
    .outerjoin(Membership, Membership.person_id == Person.id)
    .outerjoin(Unit, Unit.id == Membership.unit_id)
    .outerjoin(FrontDesk, FrontDesk.id == Membership.front_desk_id)
    .where(LoginSession.token_hash == bindparam("token"), LoginSession.expires_at > bindparam("now"))
)


def add_person(**columns: Any) -> Person:
    """A new person, flushed."""
    person = Person(**columns)
    db.session.add(person)
    db.session.flush()
    return person


def get_person(person_id: UUID) -> Person:
    """The person. Raises NotFound."""
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotFound
    return person


def find_by_national_id(national_id: str) -> Person | None:
    """The person with this (normalised) national id."""
    return db.session.scalar(select(Person).where(Person.national_id == national_id))


def profile_of(person_id: UUID) -> dict[str, str]:
    """What is known of a citizen, by canonical field name (I1)."""
    rows = db.session.scalars(select(ProfileField).where(ProfileField.person_id == person_id))
    return {row.name: row.value for row in rows}


def keep_profile(person_id: UUID, values: Mapping[str, str], *, at: datetime) -> None:
    """Remember what the citizen said, so that it is never asked again."""
    for name, value in values.items():
        row = db.session.get(ProfileField, (person_id, name))
        if row is None:
            db.session.add(ProfileField(person_id=person_id, name=name, value=value, recorded_at=at))
        elif row.value != value:
            row.value, row.recorded_at = value, at


def list_members(unit_ids: Collection[UUID], roles: Collection[Role]) -> Sequence[Person]:
    """Everybody who holds one of these roles in one of these units, by name."""
    seated = select(Membership.person_id).where(Membership.unit_id.in_(unit_ids), Membership.role.in_(roles))
    return db.session.scalars(select(Person).where(Person.id.in_(seated)).order_by(Person.name, Person.id)).all()


def add_login_code(**columns: Any) -> LoginCode:
    """A one-time code that was just sent."""
    code = LoginCode(**columns)
    db.session.add(code)
    return code


def live_login_codes(national_id: str, *, now: datetime) -> list[LoginCode]:
    """The codes of this person that may still be used, latest first; locked."""
    query = select(LoginCode).where(
        LoginCode.national_id == national_id, LoginCode.used_at.is_(None), LoginCode.expires_at > now
    )
    return list(db.session.scalars(query.order_by(LoginCode.created_at.desc()).limit(5).with_for_update()))


def add_session(**columns: Any) -> LoginSession:
    """A logged-in browser."""
    session = LoginSession(**columns)
    db.session.add(session)
    return session


def find_seats(token_hash: str, *, now: datetime) -> Sequence[Any]:
    """Who is behind a token that lives: expires_at, person_id, name, and one row for each seat (role, unit_id,
    front_desk_id, agency_id; all None for a citizen). Every request asks this, so it is one statement without objects.
    """
    return db.session.connection().execute(_SEATS, {"token": token_hash, "now": now}).all()


def end_session(token_hash: str) -> None:
    """Log a browser out."""
    db.session.execute(delete(LoginSession).where(LoginSession.token_hash == token_hash))


def count_try(bucket: str, *, now: datetime, window: timedelta) -> int:
    """How often `bucket` was tried in the current window, this time included; shared by all web processes."""
    seconds = int(window.total_seconds())
    start = int(now.timestamp()) // seconds * seconds
    window_end = datetime.fromtimestamp(start + seconds, tz=now.tzinfo)
    counted = (
        update(RateCount)
        .where(RateCount.bucket == bucket, RateCount.window_end == window_end)
        .values(count=RateCount.count + 1)
        .returning(RateCount.count)
    )
    count = db.session.scalar(counted)
    if count is not None:
        return count
    try:
        with db.session.begin_nested():
            db.session.add(RateCount(bucket=bucket, window_end=window_end))
    except IntegrityError:  # another process opened the window just now
        return db.session.scalar(counted) or 1
    return 1


def forget_old_counts(*, now: datetime) -> None:
    """Remove windows that are over."""
    db.session.execute(delete(RateCount).where(RateCount.window_end < now))
