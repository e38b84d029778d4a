"""Logging in with national id and a one-time code by SMS."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from app.data.people import login_store, membership_store, person_store, try_counts
from app.policy.actors import Actor, Seat
from app.policy.days import local_day
from app.policy.errors import TooManyTries
from app.usecases.identity.errors import WrongMobile
from app.usecases.notices import notify

if TYPE_CHECKING:
    from app.data.models import LoginCode, Membership, Person

CODE_DIGITS = 5
CODE_LIFE = timedelta(minutes=15)
WRONG_TRIES = 5
#: codes sent to one person, and asked for from one address, in a window
SENT_TO_ONE, SENT_FROM_ONE, WINDOW = 5, 60, timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class NewSession:
    """What the browser gets: a token that only its hash is kept of."""

    token: str
    actor: Actor
    expires_at: datetime


def request_code(*, national_id: str, mobile: str, address: str, now: datetime) -> None:
    """Send a one-time code. Both are normalised already (forms.values.kinds). Earlier codes stay good for
    their own time.

    Raises TooManyTries, or WrongMobile where the person is known under another number."""
    for bucket, limit in ((f"otp:{national_id}", SENT_TO_ONE), (f"otp-from:{address}", SENT_FROM_ONE)):
        if try_counts.count_try(bucket, now=now, window=WINDOW) > limit:
            raise TooManyTries
    person = person_store.find_by_national_id(national_id)
    if person is not None and person.mobile and person.mobile != mobile:
        raise WrongMobile
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    login_store.add_login_code(
        national_id=national_id,
        mobile=mobile,
        code_hash=_hashed(national_id, code),
        created_at=now,
        expires_at=now + CODE_LIFE,
    )
    notify.send_login_code(person, mobile=mobile, code=code, now=now)


def confirm_code(*, national_id: str, code: str, now: datetime, life: timedelta) -> NewSession | None:
    """Log in with a code; a citizen who comes for the first time is registered.

    None if the code is wrong, too old or tried too often: the tries are counted, so the caller commits all the same."""
    live = [sent for sent in login_store.live_login_codes(national_id, now=now) if _reached_its_owner(sent)]
    hashed = _hashed(national_id, code)
    for sent in live:
        if sent.tries < WRONG_TRIES and hmac.compare_digest(sent.code_hash, hashed):
            sent.used_at = now
            return open_session(_person_of(sent, now=now), now=now, life=life)
    for sent in live:
        sent.tries += 1
    return None


@dataclass(frozen=True, slots=True)
class Login:
    """Who is logged in, and until when."""

    actor: Actor
    expires_at: datetime


def find_login(token: str, *, now: datetime) -> Login | None:
    """Who is behind a session token, if it lives."""
    rows = login_store.find_seats(_digest(token), now=now, today=local_day(now))
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
    return Login(Actor(person_id=rows[0].person_id, name=rows[0].name, seats=seats), rows[0].expires_at)


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
    login_store.end_session(_digest(token))


def _reached_its_owner(sent: "LoginCode") -> bool:
    """A code sent to another number before the person was known is no proof of who they are."""
    person = person_store.find_by_national_id(sent.national_id)
    return person is None or not person.mobile or person.mobile == sent.mobile


def _person_of(sent: "LoginCode", *, now: datetime) -> "Person":
    person = person_store.find_by_national_id(sent.national_id)
    if person is None:
        return person_store.add_person(
            national_id=sent.national_id, name=sent.national_id, created_at=now, mobile=sent.mobile
        )
    if not person.mobile:
        person.mobile = sent.mobile
    return person


def open_session(person: "Person", *, now: datetime, life: timedelta) -> NewSession:
    """Log somebody in whose identity has been shown."""
    token = secrets.token_urlsafe(32)
    login_store.add_session(
        token_hash=_digest(token), person_id=person.id, created_at=now, seen_at=now, expires_at=now + life
    )
    return NewSession(token=token, actor=actor_for(person, now=now), expires_at=now + life)


def _hashed(national_id: str, code: str) -> str:
    return hashlib.sha256(f"{national_id}:{code}".encode()).hexdigest()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
