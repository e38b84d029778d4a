"""Lists of live work items: the worklist, those of a unit, and who holds how many. Scoped by seats, never by trust."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, func, select, text, tuple_, union_all
from sqlalchemy.orm import contains_eager, joinedload, load_only

from app.data.database.session import db
from app.data.models import Case, Person, Service, WorkItem
from app.vocabulary import ANY_ROLE, ItemState, Role


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a keyset-paginated list: at most `size` rows after the one that `after` names."""

    size: int = 25
    after: tuple[int, datetime, UUID] | None = None


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which part of a list is wanted; what isn't said doesn't narrow it."""

    service_id: str | None = None
    #: due before this moment
    due_before: datetime | None = None
    #: held by this person
    holder_id: UUID | None = None
    #: held by nobody
    free: bool = False

    def values(self) -> dict[str, Any]:
        """What is said, by the names of `_NARROWED`."""
        said = {"service": self.service_id or None, "before": self.due_before, "holder": self.holder_id}
        return {name: value for name, value in {**said, "free": self.free or None}.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Load:
    """How many live items of a unit somebody holds (None: nobody), and how many of them are late or soon will be."""

    unit_id: UUID
    holder_id: UUID | None
    items: int
    overdue: int
    #: not overdue yet
    soon: int


WHOLE = Narrowing()


def list_worklist(
    seats: Collection[tuple[str, UUID]],
    *,
    person_id: UUID,
    page: Page,
    mine: bool = False,
    narrowing: Narrowing = WHOLE,
) -> Sequence[WorkItem]:
    """What is theirs to do, by priority, then the one due first: unclaimed items of these seats and those claimed by
    this person.

    With `mine`, only the claimed ones. At most `page.size` + 1 rows: the extra one says that there is more."""
    places = [] if mine else sorted(seats)
    return _page_of(_Whose(len(places)), {"person": person_id, **_named(places)}, page, narrowing)


def count_worklist(
    seats: Collection[tuple[str, UUID]], *, person_id: UUID, now: datetime, limit: int = 1000
) -> tuple[int, int]:
    """(waiting, overdue) of the same list, each counted up to `most`."""
    whose, values = _Whose(len(seats)), {"person": person_id, "most": limit, **_named(sorted(seats))}
    waiting = db.session.scalar(_counting(whose, overdue=False), values)
    overdue = db.session.scalar(_counting(whose, overdue=True), {**values, "before": now})
    return min(limit, waiting or 0), min(limit, overdue or 0)


def count_claimed(person_id: UUID) -> int:
    """How many items this person holds."""
    query = select(func.count()).select_from(WorkItem)
    mine = query.where(WorkItem.claimed_by_id == person_id, WorkItem.state == ItemState.CLAIMED)
    return db.session.scalar(mine) or 0


def list_colleagues_items(
    unit_ids: Collection[UUID], *, page: Page, narrowing: Narrowing = WHOLE
) -> Sequence[WorkItem]:
    """Every live staff item of these units, claimed or not: for their supervisor."""
    places = [(str(role), unit_id) for unit_id in unit_ids for role in (*Role, ANY_ROLE)]
    return _page_of(_Whose(len(places), everybodys=True), _named(places), page, narrowing) if places else ()


def load_of_units(unit_ids: Collection[UUID], *, now: datetime, soon: datetime) -> list[Load]:
    """The live staff items of these units by holder; `soon` ends the time in which an item counts as nearly due."""
    is_late, is_near = WorkItem.due_order < now, and_(WorkItem.due_order >= now, WorkItem.due_order < soon)
    counted = (func.count(), func.count().filter(is_late), func.count().filter(is_near))
    query = select(WorkItem.unit_id, WorkItem.claimed_by_id, *counted).where(WorkItem.unit_id.in_(unit_ids), _IS_LIVE)
    rows = db.session.execute(query.group_by(WorkItem.unit_id, WorkItem.claimed_by_id))
    return [Load(unit, holder, items, late, near) for unit, holder, items, late, near in rows if unit is not None]


#: as the index `ix_work_items_open` says it, word for word: SQLite would else not see that it serves
_IS_LIVE = text("work_items.state IN ('open', 'claimed')")


_NARROWED: dict[str, ColumnElement[bool]] = {
    "service": WorkItem.service_id == bindparam("service"),
    "before": WorkItem.due_order < bindparam("before"),
    "holder": WorkItem.claimed_by_id == bindparam("holder"),
    "free": WorkItem.claimed_by_id.is_(None),
}


#: of every list: the index `ix_work_items_open` has it within a role of a unit
_ORDER = (WorkItem.urgency_order, WorkItem.due_order, WorkItem.id)


class _Whose(NamedTuple):
    """Whose list it is, apart from the values: what a statement is built for, once."""

    #: how many places (role and unit)
    places: int
    #: all live items of the places; else the free ones, and what the person holds
    everybodys: bool = False

    def stretches(self) -> list[ColumnElement[bool]]:
        """Conditions that exclude each other; each is a stretch of one index in the order of the worklist."""
        places = [_at(number) for number in range(self.places)]
        if self.everybodys:
            return places
        held = and_(WorkItem.claimed_by_id == bindparam("person"), WorkItem.state == ItemState.CLAIMED)
        return [held, *(and_(place, WorkItem.state == ItemState.OPEN) for place in places)]


def _at(number: int) -> ColumnElement[bool]:
    role: BindParameter[str] = bindparam(f"role{number}")
    unit: BindParameter[UUID] = bindparam(f"unit{number}")
    return and_(WorkItem.role == role, WorkItem.unit_id == unit, _IS_LIVE)


def _named(places: Sequence[tuple[str, UUID]]) -> dict[str, Any]:
    """The values of the places of a statement."""
    named: dict[str, Any] = {f"role{number}": role for number, (role, _) in enumerate(places)}
    return named | {f"unit{number}": unit for number, (_, unit) in enumerate(places)}


def _page_of(whose: _Whose, values: dict[str, Any], page: Page, narrowing: Narrowing) -> Sequence[WorkItem]:
    narrowed = narrowing.values()
    values = {**values, **narrowed, "most": page.size + 1}
    if page.after is not None:
        values["after_urgency"], values["after_due"], values["after_id"] = page.after
    return db.session.scalars(_listing(whose, tuple(narrowed), further=page.after is not None), values).all()


@lru_cache(maxsize=200)
def _listing(whose: _Whose, narrowed: tuple[str, ...], *, further: bool) -> Select[WorkItem]:
    """The first rows of several stretches together: the first ones of each, merged. One OR over them all would read
    and sort everything."""
    firsts = []
    for stretch in whose.stretches():
        query = select(WorkItem.id, *_ORDER[:2]).where(stretch, *(_NARROWED[name] for name in narrowed))
        if further:
            query = query.where(tuple_(*_ORDER) > _AFTER)
        firsts.append(select(query.order_by(*_ORDER).limit(bindparam("most")).subquery()))
    merged = union_all(*firsts).subquery()
    order = (merged.c.urgency_order, merged.c.due_order, merged.c.id)
    chosen = select(merged.c.id).order_by(*order).limit(bindparam("most"))
    whole = select(WorkItem).join(WorkItem.case).where(WorkItem.id.in_(chosen))
    return whole.options(*_SHOWN).order_by(*_ORDER)


#: what a row of a list shows, and what decides whether it is shown: whole entities cost twice as much
_SHOWN = (
    load_only(
        WorkItem.case_id,
        WorkItem.name_fa,
        WorkItem.name_en,
        WorkItem.state,
        WorkItem.due_at,
        WorkItem.due_order,
        WorkItem.priority,
        WorkItem.urgency_order,
        WorkItem.role,
        WorkItem.unit_id,
        WorkItem.candidates,
        WorkItem.claimed_by_id,
    ),
    contains_eager(WorkItem.case).load_only(Case.tracking_code, Case.service_id, Case.applicant_id, Case.status),
    contains_eager(WorkItem.case).joinedload(Case.service).load_only(Service.title_fa, Service.title_en),
    contains_eager(WorkItem.case).joinedload(Case.service).lazyload(Service.agency),
    contains_eager(WorkItem.case).joinedload(Case.applicant).load_only(Person.name),
    joinedload(WorkItem.claimed_by).load_only(Person.name),
)


_AFTER = tuple_(
    bindparam("after_urgency", type_=WorkItem.urgency_order.type),
    bindparam("after_due", type_=WorkItem.due_order.type),
    bindparam("after_id", type_=WorkItem.id.type),
)


@lru_cache(maxsize=200)
def _counting(whose: _Whose, *, overdue: bool) -> Select[int]:
    also = (_NARROWED["before"],) if overdue else ()
    each = [
        select(select(WorkItem.id).where(stretch, *also).limit(bindparam("most")).subquery())
        for stretch in whose.stretches()
    ]
    return select(func.count()).select_from(union_all(*each).subquery())
