"""Who does which item: the next one for a clerk, a colleague's for a supervisor, and a hand-over taken back.

A supervisor balances the work of their own units only; each change stands in the history with its reason."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import engine
from app.data.cases import audit_log, item_changes, item_lists, item_store
from app.data.cases.audit_log import Audit
from app.data.cases.item_lists import Load, Narrowing, Page
from app.data.organisation import places
from app.data.people import membership_store, person_store
from app.policy import access
from app.policy.access import Permission
from app.policy.actors import Actor
from app.policy.calendars import COUNTRY
from app.policy.days import local_day
from app.policy.errors import NotPermitted
from app.usecases.casework import work_items
from app.usecases.casework.errors import NotRecallable, NotTheirWork
from app.usecases.casework.work_items import place_of
from app.usecases.errors import FormRefused, WorkItemClosed
from app.usecases.identity.login import actor_for
from app.usecases.promises.calendars import place_of_unit, working_calendar
from app.vocabulary import CaseStatus, ItemAudience, ItemState, Role
from engine import Bilingual

if TYPE_CHECKING:
    from app.data.models import CaseEvent, Person, Unit, WorkItem

WORKERS = (Role.CLERK, Role.EXPERT, Role.SUPERVISOR)
#: what is due within this much working time is nearly due
SOON = "P1D"
#: so many items are tried for a clerk who wants the next one, while colleagues take them away
TRIES = 10
LONGEST_REASON = 1000
WHY = Bilingual("دلیل سپردن کار را بنویسید.", "Write why the item is given to somebody else.")
TO_WHOM = Bilingual("همکاری را که کار را انجام می‌دهد انتخاب کنید.", "Choose the colleague who will do it.")


@dataclass(frozen=True, slots=True)
class Share:
    """What one person (None: nobody yet) has to do in a unit."""

    person: "Person | None"
    items: int = 0
    overdue: int = 0
    soon: int = 0


@dataclass(frozen=True, slots=True)
class Team:
    """A unit and how its open work is shared out: first what nobody holds, then each colleague by name."""

    unit: "Unit"
    shares: Sequence[Share]


def soon_after(now: datetime, unit_ids: Collection[UUID]) -> datetime:
    """Until when an item of these units counts as nearly due; where their calendars differ, the latest moment."""
    homes = {place_of_unit(places.get_unit(unit_id)) for unit_id in unit_ids} or {COUNTRY}
    ends = (
        engine.add_duration(now, SOON, clock=engine.Clock.WORKING, calendar=working_calendar(home)) for home in homes
    )
    return max(ends)


def teams_of(by: Actor, *, now: datetime) -> list[Team]:
    """The units that `by` supervises and how their work is shared out. Raises NotPermitted for others."""
    units = by.units(Role.SUPERVISOR)
    if not units:
        raise NotPermitted
    loads: dict[UUID, dict[UUID | None, Load]] = {unit: {} for unit in units}
    for load in item_lists.load_of_units(units, now=now, soon=soon_after(now, units)):
        loads[load.unit_id][load.holder_id] = load
    return sorted(
        (_team(unit, held, local_day(now)) for unit, held in loads.items()), key=lambda team: team.unit.name_fa
    )


def colleagues_of(by: Actor, *, now: datetime) -> Sequence["Person"]:
    """To whom a supervisor may give items of their units, by name."""
    units = by.units(Role.SUPERVISOR)
    return membership_store.list_members(units, WORKERS, day=local_day(now)) if units else ()


def assignable(items: Sequence["WorkItem"], *, by: Actor) -> list["WorkItem"]:
    """Those of these items that `by`, as a supervisor, may give to a colleague."""
    units = by.units(Role.SUPERVISOR)
    return [item for item in items if item.unit_id in units]


def assign(*, item_ids: Sequence[UUID], to: UUID | None, reason: str, by: Actor, now: datetime) -> int:
    """A supervisor gives items to a colleague; a reason is wanted where somebody holds one. Returns how many changed
    hands: what was finished meanwhile, or is held by that colleague already, is left alone.

    Raises FormRefused, NotTheirWork (naming the colleague) or NotPermitted; then nothing has changed."""
    colleague = actor_for(person_store.get_person(to), now=now) if to else None
    if colleague is None:
        raise FormRefused({"to": TO_WHOM})
    # in one order for everybody, or two supervisors could wait for each other
    known = sorted(item_store.list_by_ids(item_ids), key=lambda item: (item.case_id, item.id))
    given = 0
    for item in [item_store.get_item_for_update(one.id) for one in known]:
        given += _assign(item, colleague, reason.strip()[:LONGEST_REASON], by=by, now=now)
    return given


def _assign(item: "WorkItem", to: Actor, reason: str, *, by: Actor, now: datetime) -> bool:
    if item.unit_id not in by.units(Role.SUPERVISOR) or item.audience is not ItemAudience.STAFF:
        raise NotPermitted
    if item.state not in item_store.LIVE or item.claimed_by_id == to.person_id:
        return False
    if not access.may_work_on(to, place_of(item)):
        raise NotTheirWork(name=to.name)
    if item.claimed_by_id is not None and not reason:
        raise FormRefused({"reason": WHY})
    before = person_store.get_person(item.claimed_by_id).name if item.claimed_by_id else None
    item_changes.claim(item, to.person_id, at=now)
    detail = {"item": str(item.id), "element": item.element, "to": to.name, "from": before, "reason": reason}
    audit_log.record(Audit.ITEM_ASSIGN, case_id=item.case_id, at=now, by=by.person_id, detail=detail)
    return True


def take_next(*, by: Actor, now: datetime) -> "WorkItem | None":
    """The most urgent item for this person: one in their hands already, else the most urgent free one, claimed for
    them. What waits for its applicant is passed over. None where there is nothing to do. Colleagues who ask at the
    same moment get different ones."""
    access.require(by, Permission.WORK)
    seats, page = access.work_seats(by), Page(TRIES)
    for held in item_lists.list_worklist(seats, person_id=by.person_id, page=page, mine=True):
        if _goes_on(held):
            return held
    for found in item_lists.list_worklist(seats, person_id=by.person_id, page=page, narrowing=Narrowing(free=True)):
        item = item_store.lock_if_free(found.id) if _goes_on(found) else None
        if item is not None and item.state is ItemState.OPEN and access.may_work_on(by, place_of(item)):
            return work_items.claim_locked(item, by=by, now=now)
    return None


def _goes_on(item: "WorkItem") -> bool:
    return item.case.status is not CaseStatus.WAITING_FOR_APPLICANT


def recallable(case_id: UUID, items: Sequence["WorkItem"], *, by: Actor) -> frozenset[UUID]:
    """Those of these items of a case whose hand-over `by` may still take back."""
    if not any(item.state is ItemState.OPEN for item in items):
        return frozenset()
    last = audit_log.find_last(Audit.ITEM_HAND_OVER, case_id)
    return frozenset(item.id for item in items if last is not None and _is_theirs_to_recall(item, last, by))


def recall(*, item_id: UUID, by: Actor, now: datetime) -> "WorkItem":
    """Take a hand-over back while nobody has gone on with the item: it is in one's hands again, where it was.

    Raises NotRecallable or WorkItemClosed."""
    item = item_store.get_item_for_update(item_id)
    if item.state not in item_store.LIVE:
        raise WorkItemClosed
    last = audit_log.find_last(Audit.ITEM_HAND_OVER, item.case_id)
    if last is None or not _is_theirs_to_recall(item, last, by):
        raise NotRecallable
    before: Mapping[str, str | None] = last.detail["from"]
    item_changes.place(item, lane=before["lane"], role=before["role"], unit_id=UUID(before["unit"]))
    item_changes.name_candidates(item, last.detail["from"]["candidates"])
    item_changes.claim(item, by.person_id, at=now)
    detail = {"item": str(item.id), "element": item.element}
    audit_log.record(Audit.ITEM_RECALL, case_id=item.case_id, at=now, by=by.person_id, detail=detail)
    return item


def _is_theirs_to_recall(item: "WorkItem", hand_over: "CaseEvent", by: Actor) -> bool:
    """Handed over by this person, and still lying open where they sent it."""
    detail = hand_over.detail
    same = detail.get("item") == str(item.id) and hand_over.by_id == by.person_id and "from" in detail
    return same and item.state is ItemState.OPEN and item.lane == detail.get("lane")


def _team(unit_id: UUID, held: Mapping[UUID | None, Load], day: date) -> Team:
    members: dict[UUID | None, Person | None] = {None: None}
    members |= {person.id: person for person in membership_store.list_members([unit_id], WORKERS, day=day)}
    # somebody may hold items here who has left the unit
    members |= {id_: person_store.get_person(id_) for id_ in held if id_ is not None and id_ not in members}
    return Team(places.get_unit(unit_id), [_share(person, held.get(id_)) for id_, person in members.items()])


def _share(person: "Person | None", load: Load | None) -> Share:
    return Share(person, load.items, load.overdue, load.soon) if load else Share(person)
