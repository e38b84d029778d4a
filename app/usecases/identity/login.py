"""Sessions: opened for somebody who has proven who they are, found by the token of a browser, ended."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from app.data.people import login_store, membership_store
from app.policy.actors import Actor, Seat
from app.policy.days import local_day
from app.policy.sessions import SessionLimits, ends_at
from app.policy.staff_login import LoginRules

if TYPE_CHECKING:
    from app.data.models import Membership, Person

LONGEST_USER_AGENT = 300


@dataclass(frozen=True, slots=True)
class NewSession:
    """What the browser gets: a token that only its hash is kept of."""

    token: str
    actor: Actor
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Login:
    """Who is logged in, when that was last written down, and when it ends if nothing more is asked for."""

    actor: Actor
    seen_at: datetime
    ends_at: datetime
    #: when a second factor was last shown in this session
    factor_at: datetime | None = None
    #: seats that are held back until one is
    withheld: tuple[Seat, ...] = ()


def find_login(token: str, *, limits: SessionLimits, rules: LoginRules, now: datetime) -> Login | None:
    """Who is behind a session token, if it lives. Seats that want a second factor aren't held in a session that hasn't
    shown one, however they were come by."""
    rows = login_store.find_seats(digest_of(token), now=now, today=local_day(now))
    if not rows:
        return None
    seats = tuple(
        Seat(
            role=row.role,
            unit_id=row.unit_id,
            front_desk_id=row.front_desk_id,
            agency_id=row.agency_id,
            level=row.level,
            absent_id=row.member_id if row.member_id != row.person_id else None,
        )
        for row in rows
        if row.role is not None
    )
    first = rows[0]
    held = rules.held(seats, has_factor=first.factor_at is not None)
    actor = Actor(person_id=first.person_id, name=first.name, seats=held)
    idle = limits.staff_idle if seats else limits.citizen_idle
    if first.seen_at + idle <= now:
        return None
    end = ends_at(expires_at=first.expires_at, seen_at=max(now, first.seen_at), idle=idle)
    return Login(
        actor, first.seen_at, end, factor_at=first.factor_at, withheld=tuple(seat for seat in seats if seat not in held)
    )


def actor_for(person: "Person", *, now: datetime) -> Actor:
    """A person as the rules see one at this moment."""
    day = local_day(now)
    own = [_seat(m, absent_id=None) for m in membership_store.memberships_of(person.id, day=day)]
    others = [_seat(m, absent_id=m.person_id) for m in membership_store.stood_in_for(person.id, day=day)]
    return Actor(person_id=person.id, name=person.name, seats=(*own, *others))


def _seat(held: "Membership", *, absent_id: UUID | None) -> Seat:
    place = held.unit or held.front_desk
    return Seat(
        role=held.role,
        unit_id=held.unit_id,
        front_desk_id=held.front_desk_id,
        agency_id=place.agency_id if place else None,
        level=held.unit.level if held.unit else None,
        absent_id=absent_id,
    )


def log_out(token: str) -> None:
    """End a session."""
    login_store.end_session(digest_of(token))


def open_session(
    person: "Person", *, user_agent: str, now: datetime, life: timedelta, has_factor: bool = False
) -> NewSession:
    """Log somebody in who has proven who they are; `has_factor`: by a second factor too."""
    token = secrets.token_urlsafe(32)
    login_store.add_session(
        token_hash=digest_of(token),
        person_id=person.id,
        created_at=now,
        seen_at=now,
        expires_at=now + life,
        user_agent=user_agent[:LONGEST_USER_AGENT],
        factor_at=now if has_factor else None,
    )
    return NewSession(token=token, actor=actor_for(person, now=now), expires_at=now + life)


def digest_of(token: str) -> str:
    """What is kept of a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()
