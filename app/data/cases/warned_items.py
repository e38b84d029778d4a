"""Open items for which a step of the escalation was reached, of the seats and units of one person."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, text
from sqlalchemy.orm import contains_eager, joinedload

from app.data.database.session import db
from app.data.models import Case, CaseEvent, WorkItem
from app.vocabulary import ItemState

#: as the index `ix_work_items_warned` says it, word for word: SQLite would else not see that it serves
_IS_WARNED = text("work_items.warned IS NOT NULL AND work_items.state IN ('open', 'claimed')")


@dataclass(frozen=True, slots=True)
class WarningScope:
    """Whose items: those that `person_id` holds, the free ones of the seats, and all of the supervised units."""

    person_id: UUID
    seats: Collection[tuple[str, UUID]]
    supervised: Collection[UUID]

    def condition(self) -> ColumnElement[bool]:
        """As SQL."""
        free = (and_(WorkItem.role == role, WorkItem.unit_id == unit) for role, unit in sorted(self.seats))
        return or_(
            WorkItem.claimed_by_id == self.person_id,
            and_(WorkItem.state == ItemState.OPEN, or_(False, *free)),
            WorkItem.unit_id.in_(self.supervised),
        )


def count_warned(reach: WarningScope, *, limit: int) -> int:
    """How many there are, counted up to `most`."""
    few = select(WorkItem.id).where(_IS_WARNED, reach.condition()).limit(limit).subquery()
    return db.session.scalar(select(func.count()).select_from(few)) or 0


def list_warned(reach: WarningScope, *, limit: int) -> Sequence[WorkItem]:
    """The first `most` of them, the most urgent first, each with its case."""
    query = select(WorkItem).join(WorkItem.case).where(_IS_WARNED, reach.condition())
    query = query.options(
        contains_eager(WorkItem.case).joinedload(Case.service),
        contains_eager(WorkItem.case).joinedload(Case.applicant),
        joinedload(WorkItem.claimed_by),
    )
    return db.session.scalars(
        query.order_by(WorkItem.urgency_order, WorkItem.due_order, WorkItem.id).limit(limit)
    ).all()


def list_events(case_ids: Collection[UUID], kinds: Collection[str]) -> Sequence[CaseEvent]:
    """The lines of these kinds in the histories of these cases, oldest first."""
    if not case_ids:
        return []
    query = select(CaseEvent).where(CaseEvent.case_id.in_(case_ids), CaseEvent.kind.in_(kinds))
    return db.session.scalars(query.order_by(CaseEvent.at, CaseEvent.number)).all()
