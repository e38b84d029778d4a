"""The proofs by which the desk knows who people are, and the facts that it knows of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.data.database.session import db
from app.data.models import IdentityFact, IdentityProof
from app.vocabulary import FactSource, IdentityFactName


def add_proof(**columns: Any) -> IdentityProof:
    """A level that was reached just now."""
    proof = IdentityProof(confirmed_at=columns["at"], **columns)
    db.session.add(proof)
    return proof


def list_proofs(person_id: UUID) -> Sequence[IdentityProof]:
    """Whatever was proven of a person, also what counts no more: the latest first."""
    query = select(IdentityProof).where(IdentityProof.person_id == person_id)
    return db.session.scalars(query.order_by(IdentityProof.at.desc(), IdentityProof.id)).all()


def withdraw(proof: IdentityProof, *, at: datetime) -> None:
    """It turned out to hold no more."""
    proof.withdrawn_at = at


def list_facts(person_id: UUID) -> Sequence[IdentityFact]:
    """What is known of a person, by name."""
    query = select(IdentityFact).where(IdentityFact.person_id == person_id)
    return db.session.scalars(query.order_by(IdentityFact.name)).all()


def keep_facts(person_id: UUID, values: Mapping[IdentityFactName, str], *, source: FactSource, at: datetime) -> None:
    """Keep what a source says now in the place of what it said before."""
    known = {fact.name: fact for fact in list_facts(person_id)}
    for name, value in values.items():
        fact = known.get(name)
        if fact is None:
            db.session.add(IdentityFact(person_id=person_id, name=name, value=value, source=source, at=at))
        else:
            fact.value, fact.source, fact.at = value, source, at
