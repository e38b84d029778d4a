"""What a member of staff was warned of: which of their open items, when, and what they were told by message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.data.cases import warned_items
from app.data.cases.audit_log import Audit
from app.data.cases.warned_items import WarningScope
from app.data.correspondence import notice_store
from app.policy import access
from app.policy.access import Permission
from app.policy.actors import Actor
from app.policy.tracking_codes import parse_tracking_code
from app.usecases.casework.work_items import place_of
from app.vocabulary import Role

if TYPE_CHECKING:
    from app.data.models import Notice, WorkItem

KINDS = (Audit.ITEM_WARN, Audit.ITEM_REASSIGN, Audit.ITEM_ESCALATE)
#: so many are shown, and counted
MOST = 100
MESSAGES = 30


@dataclass(frozen=True, slots=True)
class Warned:
    """An open item, and when it was last warned of."""

    item: "WorkItem"
    at: datetime | None


@dataclass(frozen=True, slots=True)
class SentWarning:
    """A message to this person, and the tracking code of the case that it is about."""

    notice: "Notice"
    code: str | None


def count(by: Actor) -> int:
    """How many open items of theirs a warning was sent of."""
    return warned_items.count_warned(_reach(by), limit=MOST)


def items_of(by: Actor) -> list[Warned]:
    """Those items, the most urgent first; a supervisor sees those of the unit. Raises NotPermitted."""
    access.require(by, Permission.WORK)
    items = [item for item in warned_items.list_warned(_reach(by), limit=MOST) if _is_theirs(by, item)]
    events = warned_items.list_events({item.case_id for item in items}, [kind.value for kind in KINDS])
    last = {(event.case_id, event.detail.get("element")): event.at for event in events}
    return [Warned(item, last.get((item.case_id, item.element))) for item in items]


def messages_to(by: Actor) -> Sequence[SentWarning]:
    """The latest warnings that this person was sent, with the case that each is about. Raises NotPermitted."""
    access.require(by, Permission.WORK)
    notices = notice_store.list_notices_to(by.person_id, template="warning", limit=MESSAGES)
    return [SentWarning(notice, parse_tracking_code(notice.text_fa.partition("\n")[0])) for notice in notices]


def _reach(by: Actor) -> WarningScope:
    return WarningScope(by.person_id, access.work_seats(by), by.units(Role.SUPERVISOR))


def _is_theirs(by: Actor, item: "WorkItem") -> bool:
    """Items that name their candidates are nobody else's; a supervisor of the unit sees them all."""
    if item.claimed_by_id == by.person_id or item.unit_id in by.units(Role.SUPERVISOR):
        return True
    return access.may_work_on(by, place_of(item))
