"""Logins: one-time codes, logged-in browsers, and who is behind a browser's token."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select

from app.data.database.session import db
from app.data.models import (
    FrontDesk,
    LoginCode,
    LoginSession,
    Membership,
    Person,
    Unit,
)

#: built once: the hot path pays for each construction
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
