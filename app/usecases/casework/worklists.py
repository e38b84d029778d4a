"""The worklist: what is somebody's to do, by priority, then the one due first. Scoped by the seats that policy grants,
never by trust."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from app.data.cases import item_lists
from app.data.cases.item_lists import Narrowing, Page
from app.data.organisation import places
from app.data.people import try_counts
from app.data.services import service_store
from app.policy import access
from app.policy.access import Permission
from app.policy.actors import Actor
from app.policy.errors import NotPermitted, TooManyTries
from app.usecases.cases import case_file
from app.usecases.cases.search import matching
from app.usecases.casework import warnings
from app.usecases.casework.work_items import place_of
from app.vocabulary import Role

if TYPE_CHECKING:
    from app.data.models import Case, Service, WorkItem

PAGE_SIZE = 25
#: so many searches one person may make in a window
SEARCHES, SEARCH_WINDOW = 120, timedelta(minutes=15)


class View(StrEnum):
    """Which part of the work is shown."""

    #: what may be taken, and what is held already
    ALL = "all"
    #: what this person holds
    MINE = "mine"
    #: everything open in the units that this person supervises, held by anybody or nobody
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Worklist:
    """One page of a worklist."""

    items: Sequence["WorkItem"]
    #: where the next page begins; None on the last one
    after: tuple[int, datetime, UUID] | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is: open and overdue in all, in one's own hands, and warned of. Counted up to a thousand."""

    waiting: int
    overdue: int
    mine: int
    warned: int


def worklist_of(
    by: Actor, *, view: View, narrowing: Narrowing = item_lists.WHOLE, page: Page | None = None
) -> Worklist:
    """A page of what is theirs to do. Raises NotPermitted for a view that isn't theirs."""
    access.require(by, Permission.WORK)
    page = page or Page(PAGE_SIZE)
    rows = _rows(by, view, narrowing, page)
    shown = rows[: page.size]
    last = shown[-1] if len(rows) > page.size else None
    after = (last.urgency_order, last.due_order, last.id) if last is not None else None
    # items that name their candidates are left out for everybody else, as their pages would refuse them
    return Worklist([item for item in shown if _is_theirs(by, item)], after)


def counts_for(by: Actor, *, now: datetime) -> Counts:
    """What stands in the tabs."""
    waiting, overdue = item_lists.count_worklist(access.work_seats(by), person_id=by.person_id, now=now)
    return Counts(waiting, overdue, item_lists.count_claimed(by.person_id), warnings.count(by))


def supervised_units(by: Actor) -> frozenset[UUID]:
    """The units whose work this person oversees."""
    return by.units(Role.SUPERVISOR)


def services_for(by: Actor) -> list["Service"]:
    """The services whose items may come to this person: those of the agencies they work for."""
    agencies = by.agencies(Role.CLERK, Role.EXPERT, Role.SUPERVISOR)
    return [service for service in service_store.list_services() if service.agency_id in agencies]


def unit_names(by: Actor) -> list[tuple[str, str]]:
    """(Persian, English) names of the units in which this person works."""
    units = sorted(by.units(Role.CLERK, Role.EXPERT, Role.SUPERVISOR))
    return [(unit.name_fa, unit.name_en) for unit in map(places.get_unit, units)]


def find_cases(typed: str, *, by: Actor, now: datetime) -> list["Case"]:
    """The requests of this tracking code or national id that `by` may open. Nobody can leaf through the country: raises
    TooManyTries."""
    access.require(by, Permission.WORK)
    if try_counts.count_try(f"worklist-find:{by.person_id}", now=now, window=SEARCH_WINDOW) > SEARCHES:
        raise TooManyTries
    return [case for case in matching(typed) if case_file.may_look_at(case, by)]


def _rows(by: Actor, view: View, narrowing: Narrowing, page: Page) -> Sequence["WorkItem"]:
    if view is View.UNIT:
        units = supervised_units(by)
        if not units:
            raise NotPermitted
        return item_lists.list_colleagues_items(units, page=page, narrowing=narrowing)
    return item_lists.list_worklist(
        access.work_seats(by), person_id=by.person_id, page=page, mine=view is View.MINE, narrowing=narrowing
    )


def _is_theirs(by: Actor, item: "WorkItem") -> bool:
    return item.claimed_by_id == by.person_id or access.may_work_on(by, place_of(item))
