"""What is known of a person, and not by what somebody typed: forms show it and don't ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from app.data.people import proof_store
from app.usecases.identity import assurance
from app.vocabulary import Assurance, FactSource, IdentityFactName

if TYPE_CHECKING:
    from app.data.models import Person


#: of the national id: it is what the desk knows the person by
RECORD: Final = "record"


@dataclass(frozen=True, slots=True)
class Fact:
    """A value as forms store it, who said so, and when."""

    value: str
    #: `RECORD`, `assurance.SMS_CODE`, or a `FactSource`
    source: str
    at: datetime


def facts_of(person: "Person") -> Mapping[str, Fact]:
    """The facts of a person by the names of `profile` in forms. The number is one as soon as it was reached, what a
    registry says while it says that the number is theirs, or a desk has seen their card."""
    level = assurance.level_of(person)
    facts = {"national_id": Fact(person.national_id, RECORD, person.created_at)}
    if person.mobile and person.mobile_proven_at and level.reaches(Assurance.MOBILE):
        facts["mobile"] = Fact(person.mobile, assurance.SMS_CODE, person.mobile_proven_at)
    if level.reaches(Assurance.MATCHED):
        told = proof_store.list_facts(person.id)
        facts |= {fact.name.value: Fact(fact.value, fact.source.value, fact.at) for fact in told}
    first, last = facts.get(IdentityFactName.FIRST_NAME), facts.get(IdentityFactName.LAST_NAME)
    if first and last:
        facts["full_name"] = Fact(f"{first.value} {last.value}", FactSource.REGISTRY.value, min(first.at, last.at))
    return facts
