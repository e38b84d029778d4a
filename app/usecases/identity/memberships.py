"""Giving roles to people and ending them, and standing in for somebody who is absent.

`by` is an administrator, or None for the command line. Days are those of the desk; first and last both count."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from app.data.errors import NotFound
from app.data.organisation import places, record_store
from app.data.people import membership_store, person_store
from app.policy import administration
from app.policy.actors import Actor
from app.policy.administration import AdministrationScope
from app.policy.days import local_day
from app.usecases.errors import RecordRefused
from app.usecases.identity.errors import LastAdministrator
from app.usecases.organisation import records
from app.vocabulary import ChangeAction, Level, RecordKind, Role
from engine import Bilingual

if TYPE_CHECKING:
    from app.data.models import Membership, Substitution

HELD_ALREADY = Bilingual("این شخص این نقش را در این روزها در همین‌جا دارد.", "They hold this role here on these days.")
DAYS_TURNED = Bilingual("روز پایان پیش از روز آغاز است.", "The last day is before the first.")
DESK_WANTED = Bilingual("میز خدمت را بنویسید؛ متصدی در میز خدمت کار می‌کند.", "Name the front desk of the operator.")
UNIT_WANTED = Bilingual("واحد را بنویسید.", "Name the unit.")
NO_PLACE = Bilingual("این نقش کشوری است و جایی ندارد.", "This role is national: it has no place.")
CLOSED_PLACE = Bilingual("اینجا پیش از آن بسته می‌شود.", "This place is closed before then.")
TWO_PEOPLE = Bilingual("کسی جانشین خودش نمی‌شود.", "Nobody stands in for themself.")
NO_COLLEAGUE = Bilingual("جانشین باید در همان دستگاه کار کند.", "The substitute must work in the same agency.")
PAST_DAY = Bilingual("این روز گذشته است.", "This day has passed.")


def give(
    *,
    person_id: UUID,
    role: Role,
    unit_id: UUID | None = None,
    front_desk_id: UUID | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
    by: Actor | None,
    now: datetime,
) -> "Membership":
    """Give a person a role in a unit or at a front desk, from its first to its last day (None: without a limit).

    Raises NotFound, NotPermitted or RecordRefused."""
    check_seat(role, unit_id, front_desk_id, first_day, last_day, by=by)
    if _overlaps(person_id, role, unit_id, front_desk_id, first_day, last_day):
        raise RecordRefused({"person_id": HELD_ALREADY})
    columns = {
        "person_id": person_store.get_person(person_id).id,
        "role": role,
        "unit_id": unit_id,
        "front_desk_id": front_desk_id,
        "first_day": first_day,
        "last_day": last_day,
        "made_by_id": by.person_id if by else None,
    }
    membership: Membership = record_store.add_record(RecordKind.MEMBERSHIP, columns)
    _note(membership, ChangeAction.CREATED, {}, by=by, now=now)
    return membership


def check_seat(
    role: Role,
    unit_id: UUID | None,
    front_desk_id: UUID | None,
    first_day: date | None,
    last_day: date | None,
    *,
    by: Actor | None,
) -> None:
    """Raises NotPermitted or RecordRefused where `by` can't give this role there on these days, to whomever."""
    place_unit, agency_id = _place(unit_id, front_desk_id)
    faults = _faults(role, unit_id, front_desk_id, first_day, last_day)
    if faults:
        raise RecordRefused(faults)
    administration.check(records.scope_of(by).may_give(role, place_unit, agency_id=agency_id))


def end(
    membership_id: UUID, *, last_day: date, by: Actor | None, now: datetime, of: UUID | None = None
) -> "Membership":
    """End a membership: `last_day` is the last on which it holds; the day before today ends it at once. `of`: whose it
    must be.

    Raises NotFound, NotPermitted, RecordRefused, or LastAdministrator."""
    membership = membership_store.get_membership(membership_id)
    if of is not None and membership.person_id != of:
        raise NotFound
    place_unit, agency_id = place_of(membership)
    administration.check(records.scope_of(by).may_give(membership.role, place_unit, agency_id=agency_id))
    if last_day < local_day(now) - timedelta(days=1):
        raise RecordRefused({"last_day": PAST_DAY})
    _keep_an_administrator(membership, agency_id, after=last_day + timedelta(days=1))
    before = record_store.values_of(membership)
    first = membership.first_day
    columns = {"last_day": last_day, "first_day": first if first is None or first <= last_day else last_day}
    record_store.change_record(RecordKind.MEMBERSHIP, membership.id, columns, based_on=None)
    _note(membership, ChangeAction.ENDED, before, by=by, now=now)
    return membership


def stand_in(
    *,
    absent_id: UUID,
    substitute_id: UUID,
    first_day: date,
    last_day: date,
    reason: str,
    by: Actor | None,
    now: datetime,
) -> "Substitution":
    """Between these days the substitute sees, takes and receives the work of the absent person too. Somebody who is
    going to be absent may name the substitute, and so may an administrator of a place where they work.

    Raises NotFound, NotPermitted or RecordRefused."""
    own = by is not None and by.person_id == absent_id
    administration.check(own or _administers_person(absent_id, by, day=first_day))
    faults = _substitution_faults(absent_id, substitute_id, first_day, last_day, today=local_day(now))
    if faults:
        raise RecordRefused(faults)
    columns = {
        "absent_id": absent_id,
        "substitute_id": substitute_id,
        "first_day": first_day,
        "last_day": last_day,
        "reason": reason,
        "made_by_id": by.person_id if by else None,
    }
    substitution: Substitution = record_store.add_record(RecordKind.SUBSTITUTION, columns)
    _note_substitution(substitution, ChangeAction.CREATED, {}, by=by, now=now)
    return substitution


def end_substitution(substitution_id: UUID, *, by: Actor | None, now: datetime) -> None:
    """The absent person is back: the substitution ends with yesterday, or never begins.

    Raises NotFound or NotPermitted."""
    found: Substitution = record_store.get_record(RecordKind.SUBSTITUTION, substitution_id)
    own = by is not None and by.person_id == found.absent_id
    administration.check(own or _administers_person(found.absent_id, by, day=local_day(now)))
    before = record_store.values_of(found)
    yesterday = local_day(now) - timedelta(days=1)
    columns = {"first_day": min(found.first_day, yesterday), "last_day": min(found.last_day, yesterday)}
    record_store.change_record(RecordKind.SUBSTITUTION, found.id, columns, based_on=None)
    _note_substitution(found, ChangeAction.ENDED, before, by=by, now=now)


def roles_of(person_id: UUID, *, by: Actor) -> "list[Membership]":
    """The roles of a person in the places that `by` administers, ended ones too, the latest first."""
    scope = records.scope_of(by)
    return [one for one in membership_store.list_memberships(person_id=person_id) if _is_seen(one, scope)]


def roles_today(person_ids: Collection[UUID], *, by: Actor, now: datetime) -> "dict[UUID, list[Membership]]":
    """What these people hold today in the places that `by` administers, by person."""
    scope = records.scope_of(by)
    found: dict[UUID, list[Membership]] = {person_id: [] for person_id in person_ids}
    for one in membership_store.held_by(person_ids, day=local_day(now)):
        if _is_seen(one, scope):
            found[one.person_id].append(one)
    return found


def may_end(membership: "Membership", *, by: Actor, now: datetime) -> bool:
    """Whether the role hasn't ended yet, and is one that `by` may end."""
    if membership.last_day is not None and membership.last_day < local_day(now):
        return False
    unit, agency = place_of(membership)
    return records.scope_of(by).may_give(membership.role, unit, agency_id=agency)


def substitutions_of(person_id: UUID) -> "Sequence[Substitution]":
    """When a person was, is or will be stood in for, or stands in, the latest first."""
    return membership_store.substitutions_of(person_id)


def _is_seen(membership: "Membership", scope: AdministrationScope) -> bool:
    unit, agency = place_of(membership)
    return scope.has_unit(unit, agency_id=agency)


def place_of(membership: "Membership") -> tuple[UUID | None, UUID | None]:
    """The unit and the agency that a membership belongs to; neither for a national one or at a counter of nobody's."""
    return _place(membership.unit_id, membership.front_desk_id)


def _place(unit_id: UUID | None, front_desk_id: UUID | None) -> tuple[UUID | None, UUID | None]:
    """The unit and the agency that a seat belongs to."""
    if unit_id is not None:
        return unit_id, places.get_unit(unit_id).agency_id
    if front_desk_id is not None:
        desk = places.get_desk(front_desk_id)
        return desk.unit_id, desk.agency_id
    return None, None


def _faults(
    role: Role, unit_id: UUID | None, front_desk_id: UUID | None, first: date | None, last: date | None
) -> dict[str, Bilingual]:
    faults = seat_faults(role, unit_id, front_desk_id, first, last)
    if not faults:
        closed = places.get_unit(unit_id).valid_until if unit_id else None
        closed = places.get_desk(front_desk_id).closed_on if front_desk_id else closed
        faults |= closed_faults(last, closed)
    return faults


def seat_faults(
    role: Role, unit_id: UUID | None, front_desk_id: UUID | None, first: date | None, last: date | None
) -> dict[str, Bilingual]:
    """What is wrong with a seat, whatever its place is: a role in a place that it can't have, days out of order."""
    faults: dict[str, Bilingual] = {}
    if role is Role.NATIONAL_ADMINISTRATOR:
        faults |= {"role": NO_PLACE} if unit_id or front_desk_id else {}
    elif role is Role.FRONT_DESK:
        faults |= {"front_desk_id": DESK_WANTED} if front_desk_id is None or unit_id else {}
    elif unit_id is None or front_desk_id is not None:
        faults["unit_id"] = UNIT_WANTED
    if first is not None and last is not None and last < first:
        faults["last_day"] = DAYS_TURNED
    return faults


def closed_faults(last: date | None, closed: date | None) -> dict[str, Bilingual]:
    """Nobody works at a place after its last day."""
    return {"last_day": CLOSED_PLACE} if closed is not None and (last is None or last > closed) else {}


def _overlaps(
    person_id: UUID, role: Role, unit_id: UUID | None, desk_id: UUID | None, first: date | None, last: date | None
) -> bool:
    """Whether the person holds the same seat on one of these days."""
    return any(
        one.role is role
        and (one.unit_id, one.front_desk_id) == (unit_id, desk_id)
        and days_meet((one.first_day, one.last_day), (first, last))
        for one in membership_store.list_memberships(person_id=person_id)
    )


def days_meet(days: tuple[date | None, date | None], others: tuple[date | None, date | None]) -> bool:
    """Whether two spans of days, first and last, have a day in common; None: without a limit."""
    (first, last), (other_first, other_last) = days, others
    return (first is None or other_last is None or first <= other_last) and (
        last is None or other_first is None or other_first <= last
    )


def _keep_an_administrator(membership: "Membership", agency_id: UUID | None, *, after: date) -> None:
    """Raises LastAdministrator if nobody would administer the agency, or the nation, from that day on for good."""
    of_line = membership.unit is not None and membership.unit.level is Level.LINE
    if of_line or membership.role not in (Role.ADMINISTRATOR, Role.NATIONAL_ADMINISTRATOR):
        return
    others = membership_store.lasting_holders(membership.role, day=after, agency_id=agency_id, except_=membership.id)
    if not others:
        raise LastAdministrator


def _substitution_faults(
    absent_id: UUID, substitute_id: UUID, first: date, last: date, *, today: date
) -> dict[str, Bilingual]:
    if absent_id == substitute_id:
        return {"substitute_id": TWO_PEOPLE}
    if last < first:
        return {"last_day": DAYS_TURNED}
    if last < today:
        return {"last_day": PAST_DAY}
    agencies = [_agencies(person_id, first) for person_id in (absent_id, substitute_id)]
    return {} if agencies[0] & agencies[1] else {"substitute_id": NO_COLLEAGUE}


def _agencies(person_id: UUID, day: date) -> set[UUID | None]:
    return {place_of(one)[1] for one in membership_store.memberships_of(person_id, day=day)}


def _administers_person(person_id: UUID, by: Actor | None, *, day: date) -> bool:
    """Whether `by` administers a place at which the person works."""
    scope = records.scope_of(by)
    held = membership_store.memberships_of(person_id, day=day)
    return any(scope.has_unit(unit, agency_id=agency) for unit, agency in map(place_of, held))


def _note(
    membership: "Membership", action: ChangeAction, before: dict[str, object], *, by: Actor | None, now: datetime
) -> None:
    _, agency_id = place_of(membership)
    name = person_store.get_person(membership.person_id).name
    records.note(RecordKind.MEMBERSHIP, membership, action, before, by=by, now=now, agency_id=agency_id, name=name)


def _note_substitution(
    substitution: "Substitution", action: ChangeAction, before: dict[str, object], *, by: Actor | None, now: datetime
) -> None:
    agencies = _agencies(substitution.absent_id, substitution.first_day)
    name = person_store.get_person(substitution.absent_id).name
    for agency_id in agencies or {None}:
        records.note(
            RecordKind.SUBSTITUTION, substitution, action, before, by=by, now=now, agency_id=agency_id, name=name
        )
