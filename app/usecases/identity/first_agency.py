"""Opening an empty desk: its first agency with headquarters, and its first administrator."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.data.organisation import places
from app.usecases.identity import memberships, people
from app.usecases.identity.errors import AlreadyOpened
from app.usecases.organisation import records
from app.vocabulary import Level, RecordKind, Role

if TYPE_CHECKING:
    from app.data.models import Agency, Person


@dataclass(frozen=True, slots=True)
class FirstAdministrator:
    """Who looks after the new desk; both numbers as `forms.values.kinds` stores them."""

    national_id: str
    name: str
    mobile: str


def open_desk(
    agency: Mapping[str, Any], headquarters: Mapping[str, Any], administrator: FirstAdministrator, *, now: datetime
) -> "tuple[Agency, Person]":
    """Write the first agency (columns of `Agency`), its headquarters (columns of `Unit` but the agency and the level)
    and a person who administers the agency and what all agencies share.

    Raises AlreadyOpened where there is an agency, or RecordRefused."""
    if places.list_agencies():
        raise AlreadyOpened
    founded = records.add(RecordKind.AGENCY, agency, by=None, now=now)
    columns = {**headquarters, "agency_id": founded.id, "level": Level.HEADQUARTERS}
    unit = records.add(RecordKind.UNIT, columns, by=None, now=now)
    person = people.add(
        national_id=administrator.national_id,
        name=administrator.name,
        mobile=administrator.mobile,
        by=None,
        now=now,
    )
    memberships.give(person_id=person.id, role=Role.ADMINISTRATOR, unit_id=unit.id, by=None, now=now)
    memberships.give(person_id=person.id, role=Role.NATIONAL_ADMINISTRATOR, by=None, now=now)
    return founded, person
