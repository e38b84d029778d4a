"""Asking the registry whether a number belongs to somebody, and who they are: after the number was reached, from the
outbox. Nobody waits for it at login: while the registry is away, they go on at the level that they have."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from app.data.integrations import Identified, gateways
from app.data.outbox import effect_store
from app.data.people import person_store, proof_store
from app.policy.days import local_day
from app.usecases.identity import assurance
from app.vocabulary import Assurance, EffectKind, FactSource, IdentityFactName

if TYPE_CHECKING:
    from app.data.models import Person

#: numbers change hands: what was found so long ago is asked again at the next login
GOOD_FOR: Final = timedelta(days=90)
#: over some days, at growing distances
RETRIES: Final = 20


def number_reached(person: "Person", *, now: datetime) -> None:
    """A code that was sent to the person's number came back; the registry is asked, where there is one, if it wasn't
    lately: once a day and number."""
    assurance.note_mobile_reached(person, now=now)
    if gateways().registry is None or person.mobile is None or _was_found(person, since=now - GOOD_FOR):
        return
    key = f"identity:{person.id}:{person.mobile}:{local_day(now)}"
    if effect_store.payloads_of([key]):
        return
    effect_store.add_effect(
        key=key,
        kind=EffectKind.IDENTITY,
        name="registry",
        payload={"person_id": str(person.id), "national_id": person.national_id, "mobile": person.mobile},
        made_at=now,
        next_at=now,
        retries=RETRIES,
        backoff="PT1M",
    )


def _was_found(person: "Person", *, since: datetime) -> bool:
    found = (one for one in assurance.reached_by(person) if one.level is Assurance.MATCHED)
    return any(one.confirmed_at > since for one in found)


def answer_of(said: Identified) -> dict[str, object]:
    """What the registry said, as the answer of an outbox row."""
    return {"matches": said.matches, "facts": dict(said.facts)}


def take(payload: Mapping[str, Any], answer: Mapping[str, Any], *, now: datetime) -> None:
    """Keep what the registry said of this person and number. It says nothing where the person has another one by now;
    and a number that isn't theirs loses what was found of it before."""
    person = person_store.find_for_update(UUID(payload["person_id"]))
    if person is None or person.mobile != payload["mobile"]:
        return
    if not answer["matches"]:
        assurance.withdraw(person, Assurance.MATCHED, now=now)
        return
    assurance.note(person, Assurance.MATCHED, source=FactSource.REGISTRY, now=now)
    facts = {IdentityFactName(name): str(value) for name, value in answer["facts"].items()}
    proof_store.keep_facts(person.id, facts, source=FactSource.REGISTRY, at=now)
    if {IdentityFactName.FIRST_NAME, IdentityFactName.LAST_NAME} <= facts.keys():
        person.name = f"{facts[IdentityFactName.FIRST_NAME]} {facts[IdentityFactName.LAST_NAME]}"
