"""Work items: the projection of open user tasks, row by row and case by case. Lists are in `item_lists`."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import contains_eager, joinedload, undefer

from app.data.database.session import db
from app.data.errors import NotFound
from app.data.models import Case, WorkItem
from app.vocabulary import ItemState

#: stands for «no due time» in the order of the worklist
FAR = datetime(9999, 1, 1, tzinfo=UTC)
LIVE = (ItemState.OPEN, ItemState.CLAIMED)

#: built once: the hot path pays for each construction
_LOCKED_ITEM = (
    select(WorkItem)
    .join(WorkItem.case)
    .join(Case.applicant)
    .where(WorkItem.id == bindparam("id"))
    .options(contains_eager(WorkItem.case).options(undefer(Case.snapshot), contains_eager(Case.applicant)))
    .with_for_update(of=(Case, WorkItem))
    .execution_options(populate_existing=True)
)
_ITEMS = (
    select(WorkItem)
    .where(WorkItem.case_id == bindparam("case"))
    .options(joinedload(WorkItem.claimed_by))
    .order_by(WorkItem.opened_at, WorkItem.id)
)


def get_item(item_id: UUID) -> WorkItem:
    """The item with its case, service and holder. Raises NotFound."""
    query = select(WorkItem).where(WorkItem.id == item_id)
    item = db.session.scalar(query.options(*_with_case()))
    if item is None:
        raise NotFound
    return item


def get_item_for_update(item_id: UUID) -> WorkItem:
    """The item with its case (snapshot and applicant too), both locked until the end of the transaction: the case
    first, as every step locks it. Raises NotFound."""
    item = db.session.scalar(_LOCKED_ITEM, {"id": item_id})
    if item is None:
        raise NotFound
    return item


def find_of_task(case_id: UUID, *, task_id: str) -> WorkItem | None:
    """The item of one of the engine's tokens."""
    return db.session.scalar(select(WorkItem).where(WorkItem.case_id == case_id, WorkItem.task_id == task_id))


def list_by_ids(ids: Collection[UUID]) -> Sequence[WorkItem]:
    """These items, in no order."""
    return db.session.scalars(select(WorkItem).where(WorkItem.id.in_(ids))).all() if ids else ()


def list_live(case_id: UUID) -> Sequence[WorkItem]:
    """The items of a case that are open or claimed."""
    query = select(WorkItem).where(WorkItem.case_id == case_id, WorkItem.state.in_(LIVE))
    return db.session.scalars(query.order_by(WorkItem.due_order, WorkItem.id)).all()


def list_items(case_id: UUID) -> Sequence[WorkItem]:
    """All items of a case, in the order they were opened."""
    return db.session.scalars(_ITEMS, {"case": case_id}).all()


def lock_if_free(item_id: UUID) -> WorkItem | None:
    """The item locked with its case, or None where somebody else is just at work on it. Waits for nobody."""
    query = _LOCKED_ITEM.with_for_update(of=(Case, WorkItem), skip_locked=True)
    return db.session.scalar(query, {"id": item_id})


def units_of_case(case_id: UUID) -> frozenset[UUID]:
    """The units that have or had an item of the case."""
    query = select(WorkItem.unit_id).where(WorkItem.case_id == case_id, WorkItem.unit_id.is_not(None)).distinct()
    return frozenset(unit for unit in db.session.scalars(query) if unit is not None)


def _with_case() -> tuple[Any, ...]:
    return (
        joinedload(WorkItem.case).joinedload(Case.service),
        joinedload(WorkItem.case).joinedload(Case.applicant),
        joinedload(WorkItem.claimed_by),
        joinedload(WorkItem.unit),
    )
