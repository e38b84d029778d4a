"""People and what is known of them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import exists, or_, select

from app.data.database.session import db
from app.data.errors import NotFound
from app.data.models import (
    Case,
    Document,
    Draft,
    Membership,
    Message,
    Person,
    ProfileField,
)

#: so many ids in one statement
MOST_IDS: Final = 1000


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


def find_for_update(person_id: UUID) -> Person | None:
    """The person, locked."""
    query = select(Person).where(Person.id == person_id).with_for_update()
    return db.session.scalar(query.execution_options(populate_existing=True))


def find_by_national_id(national_id: str) -> Person | None:
    """The person with this (normalised) national id."""
    return db.session.scalar(select(Person).where(Person.national_id == national_id))


def find_with_holdings(national_id: str) -> tuple[Person | None, bool]:
    """The person with this (normalised) national id, and whether anything is there that a stranger must not come to by
    calling themself so: a case, a seat, an application, a document, or a message that is to begin a case."""
    held = or_(
        *(
            exists().where(column == Person.id)
            for column in (
                Case.applicant_id,
                Membership.person_id,
                Draft.person_id,
                Document.owner_id,
                Message.applicant_id,
            )
        )
    )
    found = db.session.execute(select(Person, held).where(Person.national_id == national_id)).one_or_none()
    return (None, False) if found is None else (found[0], bool(found[1]))


def applicants_among(person_ids: Collection[UUID]) -> set[UUID]:
    """Those of these people who have applied for something: a case, an application, a document, or a message that is to
    begin a case."""
    columns = (Case.applicant_id, Draft.person_id, Document.owner_id, Message.applicant_id)
    held = or_(*(exists().where(column == Person.id) for column in columns))
    rest, found = list(person_ids), set[UUID]()
    while rest:  # a statement takes so many ids at most
        found.update(db.session.scalars(select(Person.id).where(Person.id.in_(rest[:MOST_IDS]), held)))
        rest = rest[MOST_IDS:]
    return found


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
