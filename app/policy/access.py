"""Who may see and do what. Every use case asks here, and every list is scoped by the same rules."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.policy.actors import Actor, Sender
from app.policy.errors import NotPermitted, NotYourAgency, NotYours
from app.vocabulary import ANY_ROLE, Role


class Permission(StrEnum):
    """What a route may ask for. `PUBLIC` and `CITIZEN` need no seat; `SEND_MESSAGES` is no person's."""

    PUBLIC = "public"
    #: any logged-in person, for their own matters
    CITIZEN = "citizen"
    WORK = "work"
    RECEIVE = "receive"
    AUTHOR = "author"
    REPORT = "report"
    EVALUATE = "evaluate"
    ADMINISTER = "administer"
    #: look after steps that failed and cases that are at the wrong element
    RESOLVE_INCIDENTS = "resolve-incidents"
    #: any member of staff
    STAFF = "staff"
    #: another system, known by its token
    SEND_MESSAGES = "send-messages"


ROLES: dict[Permission, frozenset[Role]] = {
    Permission.WORK: frozenset({Role.CLERK, Role.EXPERT, Role.SUPERVISOR}),
    Permission.RECEIVE: frozenset({Role.FRONT_DESK}),
    Permission.AUTHOR: frozenset({Role.ANALYST, Role.ADMINISTRATOR}),
    Permission.REPORT: frozenset({Role.MANAGER, Role.EVALUATOR, Role.ADMINISTRATOR, Role.SUPERVISOR}),
    Permission.EVALUATE: frozenset({Role.EVALUATOR, Role.ADMINISTRATOR}),
    Permission.ADMINISTER: frozenset({Role.ADMINISTRATOR, Role.NATIONAL_ADMINISTRATOR}),
    Permission.RESOLVE_INCIDENTS: frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    Permission.STAFF: frozenset(Role),
}


#: a (role, unit) pair whose items somebody may work on
WorkSeat = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """What decides about a staff work item."""

    role: str | None
    unit_id: UUID | None
    #: roles (the groups of a diagram) and ids of persons
    candidates: tuple[str, ...] = ()


def may(actor: Actor | Sender | None, permission: Permission) -> bool:
    """Whether `actor` (None: neither logged in nor known by a token) holds `permission`."""
    if permission is Permission.PUBLIC:
        return True
    if permission is Permission.SEND_MESSAGES:
        return isinstance(actor, Sender)
    if not isinstance(actor, Actor):
        return False
    if permission is Permission.CITIZEN:
        return True
    return bool(actor.roles & ROLES[permission])


def require(actor: Actor | None, permission: Permission) -> None:
    """Raises NotPermitted unless `actor` holds `permission`."""
    if not may(actor, permission):
        raise NotPermitted


def require_message(sender: Sender, name: str) -> None:
    """Raises NotPermitted unless `sender` may send messages of this name."""
    if name not in sender.messages:
        raise NotPermitted


def work_seats(actor: Actor) -> frozenset[WorkSeat]:
    """The (role, unit) pairs whose items `actor` may see and do, apart from what candidates say. A supervisor has every
    working role of the unit, and whoever works there that of the items which are in all worklists."""
    seats: set[WorkSeat] = set()
    for seat in actor.seats:
        if seat.unit_id is None or seat.role not in ROLES[Permission.WORK]:
            continue
        roles: Collection[Role] = ROLES[Permission.WORK] if seat.role is Role.SUPERVISOR else (seat.role,)
        seats.update((str(role), seat.unit_id) for role in (*roles, ANY_ROLE))
    return frozenset(seats)


def listed_role(drawn: str | None, candidates: Collection[str]) -> str:
    """In whose worklist an item is: that of the role among its candidates, of all roles where several are named, else
    of its lane's role. Without any role it is a clerk's; what names a role that nobody can hold is a supervisor's."""
    working = frozenset(role.value for role in ROLES[Permission.WORK])
    if working.isdisjoint(candidates):
        drawn = drawn or Role.CLERK.value
        return drawn if drawn in working else Role.SUPERVISOR.value
    # a supervisor sees every item of the unit anyway
    named = sorted(set(candidates) - {Role.SUPERVISOR.value}) or [Role.SUPERVISOR.value]
    return named[0] if len(named) == 1 and named[0] in working else ANY_ROLE


def is_meant(person_id: UUID, roles: Collection[str], item: ItemPlace) -> bool:
    """Whether somebody with these working roles in the item's unit is one of those it is for: by a role or as a person
    among its candidates, and where it has none by its role."""
    if not item.candidates:
        return item.role in roles or (item.role == ANY_ROLE and bool(roles))
    if not set(roles).isdisjoint(item.candidates):
        return True
    named = str(person_id) in item.candidates
    return named and (item.role in roles or (item.role == ANY_ROLE and bool(roles)))


def may_work_on(actor: Actor, item: ItemPlace) -> bool:
    """Whether a staff work item is `actor`'s to do: it is for them, or they supervise its unit."""
    if item.unit_id is None or item.role is None:
        return False
    if item.unit_id in actor.units(Role.SUPERVISOR):
        return True
    roles = {role.value for role in ROLES[Permission.WORK] if item.unit_id in actor.units(role)}
    return is_meant(actor.person_id, roles, item)


def require_work_on(actor: Actor, item: ItemPlace) -> None:
    """Raises NotPermitted unless the item is `actor`'s to do."""
    if not may_work_on(actor, item):
        raise NotPermitted


def may_author(actor: Actor, *, agency_id: UUID) -> bool:
    """Whether `actor` may publish services of this agency: by an author's seat there and nowhere else."""
    return agency_id in actor.agencies(*ROLES[Permission.AUTHOR])


def require_author(actor: Actor, *, agency_id: UUID) -> None:
    """Raises NotYourAgency unless `actor` may publish services of this agency."""
    if not may_author(actor, agency_id=agency_id):
        raise NotYourAgency


def require_owner(actor: Actor, *, owner_id: UUID) -> None:
    """Raises NotYours unless `actor` is the applicant."""
    if actor.person_id != owner_id:
        raise NotYours


def may_see_case(actor: Actor, *, unit_ids: Collection[UUID], agency_id: UUID, desk_ids: Collection[UUID]) -> bool:
    """Whether a member of staff may open a case: a worker of a unit it is or was with, a supervisor of its agency's
    unit, a manager or evaluator of the agency, or an operator of a desk it came in at or has an attendance at."""
    if actor.units(Role.CLERK, Role.EXPERT, Role.SUPERVISOR) & set(unit_ids):
        return True
    if agency_id in actor.agencies(Role.MANAGER) | actor.administered_agencies:
        return True
    return bool(actor.desks() & set(desk_ids))


def may_resolve_incidents(actor: Actor, *, unit_ids: Collection[UUID], agency_id: UUID) -> bool:
    """Whether `actor` may repair a case (retry, resolve, give up, move its token): a supervisor of a unit that it is or
    was with, or an administrator of its agency."""
    supervises = bool(actor.units(Role.SUPERVISOR) & set(unit_ids))
    return supervises or agency_id in actor.administered_agencies
