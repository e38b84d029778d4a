"""Logged-in browsers, and who is behind a browser's token."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, delete, func, select, union_all

from app.data.database.session import db
from app.data.models import (
    FrontDesk,
    LoginSession,
    Membership,
    Person,
    Substitution,
    Unit,
)
from app.data.people.membership_store import holds_on


def _seats(*, standing_in: bool) -> "Select[*tuple[Any, ...]]":
    """The seats behind a token: one's own, or those of the people for whom one stands in today. Two statements rather
    than one join with OR, so that both find their rows by an index."""
    query = select(
        LoginSession.expires_at,
        LoginSession.seen_at,
        LoginSession.factor_at,
        Person.id.label("person_id"),
        Person.name,
        Membership.role,
        Membership.unit_id,
        Membership.front_desk_id,
        func.coalesce(Unit.agency_id, FrontDesk.agency_id).label("agency_id"),
        Unit.level,
        Membership.person_id.label("member_id"),
    ).join(Person, Person.id == LoginSession.person_id)
    today: BindParameter[date] = bindparam("today")
    if standing_in:
        among = and_(
            Substitution.substitute_id == Person.id, Substitution.first_day <= today, Substitution.last_day >= today
        )
        query = query.join(Substitution, among)
        query = query.join(Membership, and_(Membership.person_id == Substitution.absent_id, holds_on(today)))
    else:
        query = query.outerjoin(Membership, and_(Membership.person_id == Person.id, holds_on(today)))
    query = query.outerjoin(Unit, Unit.id == Membership.unit_id)
    query = query.outerjoin(FrontDesk, FrontDesk.id == Membership.front_desk_id)
    return query.where(LoginSession.token_hash == bindparam("token"), LoginSession.expires_at > bindparam("now"))


#: built once: the hot path pays for each construction
_SEATS = union_all(_seats(standing_in=False), _seats(standing_in=True))


def add_session(**columns: Any) -> LoginSession:
    """A logged-in browser."""
    session = LoginSession(**columns)
    db.session.add(session)
    return session


def find_seats(token_hash: str, *, now: datetime, today: date) -> Sequence[Any]:
    """Who is behind a token that lives: expires_at, seen_at, factor_at, person_id, name, and one row for each seat that
    is held `today` (role, unit_id, front_desk_id, agency_id, level of the unit, member_id: whose seat it is; all None
    for a citizen). Every request asks this, so it is one statement without objects."""
    return db.session.connection().execute(_SEATS, {"token": token_hash, "now": now, "today": today}).all()


def end_session(token_hash: str) -> None:
    """Log a browser out."""
    db.session.execute(delete(LoginSession).where(LoginSession.token_hash == token_hash))
