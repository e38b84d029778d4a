"""People whom an administrator enters: members of staff, before they log in for the first time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.data.organisation import record_store
from app.data.people import membership_store, person_store
from app.policy import administration
from app.policy.actors import Actor
from app.policy.days import local_day
from app.usecases.errors import RecordRefused
from app.usecases.identity import memberships, number_change
from app.usecases.organisation import records
from app.vocabulary import ChangeAction, RecordKind
from engine import Bilingual

if TYPE_CHECKING:
    from app.data.models import Person

KNOWN_ALREADY = Bilingual("کسی با این کد ملی از پیش هست.", "There is somebody with this national id already.")
NOBODY = Bilingual("کسی با این کد ملی پیدا نشد.", "Nobody has this national id.")
NAME_WANTED = Bilingual("این شخص هنوز در سامانه نیست؛ نام او را بنویسید.", "Nobody has this id yet; enter their name.")
MOBILE_WANTED = Bilingual(
    "این شخص هنوز در سامانه نیست؛ تلفن همراه او را بنویسید.", "Nobody has this id yet; enter their mobile."
)
#: what an administrator may write of a member of staff; a national id never changes
WRITTEN = ("name", "mobile", "province")


def add(*, national_id: str, name: str, mobile: str | None, by: Actor | None, now: datetime) -> "Person":
    """Enter somebody who isn't known yet. Values are normalised already (`forms.values.kinds`).

    Raises NotPermitted unless `by` administers something, or RecordRefused."""
    scope = records.scope_of(by)
    administration.check(scope.national or bool(scope.agencies or scope.units))
    if person_store.find_by_national_id(national_id) is not None:
        raise RecordRefused({"national_id": KNOWN_ALREADY})
    columns = {"national_id": national_id, "name": name, "mobile": mobile, "created_at": now}
    person: Person = record_store.add_record(RecordKind.PERSON, columns)
    records.note(RecordKind.PERSON, person, ChangeAction.CREATED, {}, by=by, now=now)
    return person


def change(
    person_id: UUID, values: Mapping[str, Any], *, based_on: int | None, by: Actor | None, now: datetime
) -> "Person":
    """Write name, mobile or province of a member of staff. An administrator may do so for those only who work nowhere
    but in their own scope and have never applied for anything: else a role given to a citizen would give their cases
    away. Another mobile has to be proven anew, and the old one is told.

    Raises NotFound, NotPermitted or RecordMoved."""
    person: Person = record_store.get_record(RecordKind.PERSON, person_id)
    administration.check(may_change(person, by=by, now=now))
    wanted = {name: value for name, value in values.items() if name in WRITTEN}
    if all(getattr(person, name) == value for name, value in wanted.items()):
        return person
    before, old = record_store.values_of(person), person.mobile
    record_store.change_record(RecordKind.PERSON, person.id, wanted, based_on=based_on)
    if person.mobile != old:
        number_change.number_replaced(person, old, number_change.BY_ADMINISTRATOR, now=now)
    records.note(RecordKind.PERSON, person, ChangeAction.CHANGED, before, by=by, now=now)
    return person


def may_change(person: "Person", *, by: Actor | None, now: datetime) -> bool:
    """Whether `by` may write name and mobile of this person: the command line, or who administers every place at which
    they work, if they have never applied for anything."""
    if by is None:
        return True
    return administers_all_of(person, by=by, now=now) and not person_store.applicants_among([person.id])


def administers_all_of(person: "Person", *, by: Actor | None, now: datetime) -> bool:
    """Whether every place at which this person works lies in the scope of `by`, or `by` is the command line."""
    if by is None:
        return True
    scope = records.scope_of(by)
    held = membership_store.memberships_of(person.id, day=local_day(now))
    places = [memberships.place_of(one) for one in held]
    return bool(places) and all(scope.has_unit(unit, agency_id=agency) for unit, agency in places)


def list_staff(
    *, by: Actor, unit_id: UUID | None = None, desk_id: UUID | None = None, text: str = "", after: str = "", limit: int
) -> "Sequence[Person]":
    """Who works, worked or will work where `by` administers, or at one place there, by national id."""
    scope = records.scope_of(by)
    at = membership_store.in_unit(unit_id) if unit_id else membership_store.at_desk(desk_id) if desk_id else None
    agencies = None if scope.national else scope.agencies
    return membership_store.list_staff(
        agency_ids=agencies, unit_ids=scope.units, at=at, text=text, after=after, limit=limit
    )


def get_staff(person_id: UUID, *, by: Actor, now: datetime) -> "Person":
    """A person who works or worked where `by` administers. Raises NotFound or NotPermitted."""
    person = person_store.get_person(person_id)
    scope = records.scope_of(by)
    held = membership_store.list_memberships(person_id=person_id)
    places = map(memberships.place_of, held)
    administration.check(scope.national or any(scope.has_unit(unit, agency_id=agency) for unit, agency in places))
    return person


def get(person_id: UUID) -> "Person":
    """The person, for pages of their own. Raises NotFound."""
    return person_store.get_person(person_id)


def find(national_id: str, *, at: str) -> "Person":
    """The person of a national id. Raises RecordRefused at the box `at` where there is none."""
    person = person_store.find_by_national_id(national_id)
    if person is None:
        raise RecordRefused({at: NOBODY})
    return person


def engage(
    *, national_id: str, name: str, mobile: str | None, seat: Mapping[str, Any], by: Actor | None, now: datetime
) -> "Person":
    """Give a role to the person of this national id; who isn't known yet is entered, and then name and mobile are
    wanted. `seat` has what `memberships.give` takes. Nothing is written unless all of it can be.

    Raises NotPermitted, or RecordRefused."""
    memberships.check_seat(**seat, by=by)
    known = person_store.find_by_national_id(national_id)
    if known is None:
        wanted = (("name", NAME_WANTED, name), ("mobile", MOBILE_WANTED, mobile))
        faults = {field: text for field, text, given in wanted if not given}
        if faults:
            raise RecordRefused(faults)
        known = add(national_id=national_id, name=name, mobile=mobile, by=by, now=now)
    memberships.give(person_id=known.id, **seat, by=by, now=now)
    return known
