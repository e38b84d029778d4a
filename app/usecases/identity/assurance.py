"""How far the desk knows that somebody is who they say: the best of the proofs that hold.

A proof is made with the number that the person has, and says nothing of another: who has a new one begins again with a
code. So nobody comes with a telephone that was found to what its owner has proven."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from app.data.organisation import places
from app.data.people import person_store, proof_store
from app.policy import access
from app.policy.access import Permission
from app.policy.actors import Actor
from app.policy.errors import NotPermitted
from app.vocabulary import Assurance

if TYPE_CHECKING:
    from app.data.models import IdentityProof, Person

#: what was asked or looked at
SMS_CODE: Final = "sms-code"
ORIGINAL_CARD: Final = "original-card"


@dataclass(frozen=True, slots=True)
class Reached:
    """A level that holds, and how it was reached."""

    level: Assurance
    at: datetime
    confirmed_at: datetime
    source: str
    #: the operator and the front desk, where it was reached there
    by: str | None
    desk: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a person is known, and by which proofs."""

    person: "Person"
    level: Assurance
    #: every level that holds, the strongest first
    reached: "Sequence[Reached]"


def own_standing(*, by: Actor) -> Standing:
    """How far the desk knows whoever asks."""
    person = person_store.get_person(by.person_id)
    reached = reached_by(person)
    return Standing(person, reached[0].level if reached else Assurance.TOLD, reached)


def level_of(person: "Person") -> Assurance:
    """The best level that holds of a person."""
    return max((proof.level for proof in _holding(person)), key=lambda level: level.rank, default=Assurance.TOLD)


def reached_by(person: "Person") -> list[Reached]:
    """Every level that holds, each as it was first reached, the strongest first."""
    first = {proof.level: proof for proof in _holding(person)}  # the latest come first, so the earliest stays
    return [_shown(first[level]) for level in sorted(first, key=lambda level: level.rank, reverse=True)]


def note_mobile_reached(person: "Person", *, now: datetime) -> None:
    """A code that was sent to the person's number came back."""
    person.mobile_proven_at = now
    note(person, Assurance.MOBILE, source=SMS_CODE, now=now)


def note(person: "Person", level: Assurance, *, source: str, now: datetime) -> None:
    """A level was reached, or found again, without an operator."""
    for proof in _holding(person):
        if (proof.level, proof.source) == (level, source):
            proof.confirmed_at = max(proof.confirmed_at, now)
            return
    proof_store.add_proof(person_id=person.id, level=level, mobile=person.mobile, source=source, at=now)


def withdraw(person: "Person", level: Assurance, *, now: datetime) -> None:
    """It turned out that this doesn't hold of the number that the person has."""
    for proof in _holding(person):
        if proof.level is level:
            proof_store.withdraw(proof, at=now)


def note_seen(person: "Person", *, desk_id: UUID, by: Actor, now: datetime) -> None:
    """An operator holds the original card of the person who stands before them; each look is kept.

    Raises NotPermitted at another's desk, and for oneself."""
    access.require(by, Permission.RECEIVE)
    if desk_id not in by.desks() or person.id == by.person_id:
        raise NotPermitted
    proof_store.add_proof(
        person_id=person.id,
        level=Assurance.SEEN,
        mobile=person.mobile,
        source=ORIGINAL_CARD,
        at=now,
        by_id=by.person_id,
        front_desk_id=desk_id,
    )


def _holding(person: "Person") -> "Sequence[IdentityProof]":
    """The proofs that count: not withdrawn, and made with the number that the person has."""
    proofs = proof_store.list_proofs(person.id)
    return [proof for proof in proofs if proof.withdrawn_at is None and proof.mobile == person.mobile]


def _shown(proof: "IdentityProof") -> Reached:
    by = person_store.get_person(proof.by_id).name if proof.by_id else None
    desk = places.get_desk(proof.front_desk_id) if proof.front_desk_id else None
    names = (desk.name_fa, desk.name_en) if desk else None
    return Reached(proof.level, proof.at, proof.confirmed_at, proof.source, by, names)
