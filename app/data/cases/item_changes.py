"""What may change of a work item that stands: who holds it, whose it is, when it is due, how it ends. The only module
that sets these columns of a row; the caller holds the lock of its case."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from app.data.models import WorkItem
from app.vocabulary import ItemState, WarningStep

#: of `miz:priority`
HIGHEST_PRIORITY = 1000


def claim(item: WorkItem, person_id: UUID, *, at: datetime) -> None:
    """Put the item into the hands of this person."""
    item.state, item.claimed_by_id, item.claimed_at = ItemState.CLAIMED, person_id, at


def release(item: WorkItem) -> None:
    """Nobody holds it any more; it is open to all whose it is."""
    item.state, item.claimed_by_id, item.claimed_at = ItemState.OPEN, None, None


def finish(item: WorkItem, *, by: UUID, at: datetime) -> None:
    """It was done."""
    item.state, item.closed_at, item.closed_by_id = ItemState.DONE, at, by


def cancel(item: WorkItem, *, at: datetime) -> None:
    """The process has taken it away."""
    item.state, item.closed_at = ItemState.CANCELLED, at


def place(item: WorkItem, *, lane: str | None, role: str | None, unit_id: UUID | None) -> None:
    """Make it the work of this lane: of whoever has the role in the unit."""
    item.lane, item.role, item.unit_id = lane, role, unit_id


def name_candidates(item: WorkItem, candidates: Sequence[str]) -> None:
    """Only these people may take it; without any, all whose role it is."""
    item.candidates = list(candidates)


def urgency_order(priority: int) -> int:
    """What a list goes by first: the higher the priority, the lower."""
    return HIGHEST_PRIORITY - priority


def prioritise(item: WorkItem, priority: int) -> None:
    """Let it stand where that priority stands in the lists; 50 is usual, more is sooner."""
    item.priority, item.urgency_order = priority, urgency_order(priority)


def move_due(item: WorkItem, due_at: datetime) -> None:
    """It is due then."""
    item.due_at = item.due_order = due_at


def warn(item: WorkItem, step: WarningStep) -> None:
    """Keep the highest warning that was sent of it."""
    item.warned = step


def learn(item: WorkItem, facts: dict[str, object]) -> None:
    """What its form shows or decides by has changed."""
    if item.facts != facts:
        item.facts = facts
