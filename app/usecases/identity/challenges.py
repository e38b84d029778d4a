"""A code for a browser that wants to log in: asked for with national id and mobile, typed back in the same browser.

Whoever asks is told the same, whether somebody is registered, whether the mobile is theirs and whether a code was sent
at all: a challenge is made each time, and one whose code wasn't sent can't be met."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING
from uuid import UUID

from app.data.integrations import gateways
from app.data.people import challenge_store, person_store
from app.policy.one_time_codes import CODE_LIFE, WRONG_TRIES, CodeUse, is_code_of
from app.usecases.identity import registry_check, send_limits
from app.usecases.identity.send_limits import Asker
from app.usecases.notices import code_messages
from app.usecases.notices.code_messages import Challenge

if TYPE_CHECKING:
    from app.data.models import LoginCode, Person

#: asked for again, the same code is sent if it is good for so long still
GOOD_FOR = timedelta(minutes=5)


class Fit(Enum):
    """How a national id and a mobile go together."""

    #: it is the number of this person
    KNOWN = auto()
    #: nobody and nothing is known by this id: the number comes with it
    NEW = auto()
    #: another number, or none where something is there to be won: only a front desk can put that right
    NONE = auto()


class NoLogin(Enum):
    """Why a typed code opens nothing."""

    #: another may be tried
    WRONG_CODE = auto()
    #: no code opens this challenge any more
    SPENT = auto()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the browser is told: its challenge, and whether newcomers from its address must wait for now."""

    challenge_id: UUID
    is_crowded: bool


def ask(*, national_id: str, mobile: str, asker: Asker, now: datetime, again: UUID | None = None) -> Asked:
    """A challenge for this browser; its code is sent if the numbers, normalised already, fit and nothing stands against
    it. `again`: the challenge that the browser has already, whose code is sent once more where it is good for a while.
    """
    is_crowded = send_limits.is_crowded(asker, now=now)
    person, fit = _look_up(national_id, mobile)
    is_sent = _may_send(person, fit, mobile, asker, is_crowded=is_crowded, now=now)
    challenge = _still_good(again, national_id, mobile, now=now)
    if challenge is None:
        challenge = challenge_store.add_challenge(
            national_id=national_id, mobile=mobile, created_at=now, expires_at=now + CODE_LIFE, sent=is_sent
        )
    if is_sent:
        challenge.sent = True
        sent = Challenge(challenge.id, challenge.expires_at)
        code_messages.send_login_code(person, sent, mobile=mobile, now=now)
    return Asked(challenge.id, is_crowded)


def _look_up(national_id: str, mobile: str) -> tuple["Person | None", Fit]:
    """Who is known by these numbers, and how far. A number that somebody merely types never wins what is there already:
    this is the place where a stronger proof than a number would count."""
    person, holds_something = person_store.find_with_holdings(national_id)
    if person is None or (not person.mobile and not holds_something):
        return person, Fit.NEW
    return person, Fit.KNOWN if person.mobile == mobile else Fit.NONE


def _still_good(again: UUID | None, national_id: str, mobile: str, *, now: datetime) -> "LoginCode | None":
    challenge = challenge_store.find_for_update(again) if again is not None else None
    if challenge is None or (challenge.national_id, challenge.mobile) != (national_id, mobile):
        return None
    is_good = challenge.tries < WRONG_TRIES and challenge.expires_at - now >= GOOD_FOR
    return challenge if is_good else None


def _may_send(person: "Person | None", fit: Fit, mobile: str, asker: Asker, *, is_crowded: bool, now: datetime) -> bool:
    if person is not None and fit is Fit.KNOWN:
        return send_limits.may_send_to(person, asker, now=now)
    has_room = send_limits.may_send_to_number(mobile, asker, now=now)
    return has_room and fit is Fit.NEW and not is_crowded


def meet(*, challenge_id: UUID, code: str, now: datetime) -> "Person | NoLogin":
    """Who has typed the code of their challenge, once; a citizen who comes for the first time is registered. Wrong
    tries are counted, so the caller commits all the same."""
    challenge = challenge_store.find_for_update(challenge_id)
    if challenge is None or challenge.expires_at <= now or challenge.tries >= WRONG_TRIES:
        return NoLogin.SPENT
    is_right = is_code_of(code, challenge.id, CodeUse.LOGIN, key=gateways().code_key)
    if not (challenge.sent and is_right):
        challenge.tries += 1
        return NoLogin.SPENT if challenge.tries >= WRONG_TRIES else NoLogin.WRONG_CODE
    challenge_store.remove(challenge)
    return _person_of(challenge, now=now) or NoLogin.SPENT


def _person_of(challenge: "LoginCode", *, now: datetime) -> "Person | None":
    """The person who has proven their number; None where somebody else has become known by this id meanwhile."""
    person, fit = _look_up(challenge.national_id, challenge.mobile)
    if fit is Fit.NONE:
        return None
    if person is None:
        national_id = challenge.national_id
        person = person_store.add_person(national_id=national_id, name=national_id, created_at=now)
    person.mobile = challenge.mobile
    registry_check.number_reached(person, now=now)
    return person
