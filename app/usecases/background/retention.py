"""Upkeep: cases are kept as long as their service says and no longer, drafts fade, histories are checked.

Each function does a little and may be called at any time, twice, and on several machines at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import engine
from app.data.cases import audit_log, case_store, retention
from app.data.cases.audit_log import Audit
from app.data.integrations import gateways
from app.data.outbox import effect_store
from app.data.services import service_store
from app.usecases.services.versions import content_of
from app.vocabulary import EffectKind

if TYPE_CHECKING:
    from app.data.models import Effect

#: an application or bundle that nobody touched for so long is given up
DRAFT_LIFE = timedelta(days=90)
#: the shortest month: a case closed later than so many days per month of its retention can't be over it
SHORTEST_MONTH = 28
HISTORIES = "histories"
REMOVAL_RETRIES, REMOVAL_BACKOFF = 20, "PT10M"


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What one round of upkeep did."""

    anonymised: int = 0
    drafts: int = 0
    histories: int = 0


def list_overdue(*, now: datetime, limit: int) -> list[UUID]:
    """Ids of closed cases that their service keeps no longer."""
    found: list[UUID] = []
    for service_id, version_id in service_store.list_current():
        span = content_of(version_id).retention
        if span is None:
            continue
        least = timedelta(days=span.months * SHORTEST_MONTH + span.weeks * 7 + span.days) + span.exact
        found += retention.list_kept_too_long(service_id, closed_before=now - least, limit=limit - len(found))
    return found


def anonymise_case(*, case_id: UUID, now: datetime) -> bool:
    """Take everything about people out of a closed case whose time is over. False if it isn't (any more)."""
    case = case_store.get_for_update(case_id)
    version_id = case.service.current_version_id
    span = content_of(version_id).retention if version_id is not None else None
    if span is None or case.closed_at is None or case.anonymised_at is not None:
        return False
    if engine.add_duration(case.closed_at, span, clock=engine.Clock.CALENDAR) > now:
        return False
    hashes = retention.anonymise(case, nobody_id=retention.nobody(now=now), now=now)
    audit_log.record(Audit.CASE_ANONYMISE, case_id=case.id, at=now)
    _order_removal(hashes, now=now)
    return True


def drop_drafts(*, now: datetime, limit: int) -> int:
    """Give up drafts that nobody touched for long, with what was uploaded for them; how many."""
    dropped = retention.drop_old_drafts(before=now - DRAFT_LIFE, limit=limit)
    _order_removal(retention.drop_loose_documents(before=now - DRAFT_LIFE, limit=limit), now=now)
    return dropped


def check_histories(*, now: datetime, limit: int) -> int:
    """Check the next few histories, all in turn; one that was tampered with is noted for `health`. How many."""
    row = retention.get_upkeep_for_update(HISTORIES, now=now)
    ids = retention.list_cases_after(row.reached, limit=limit)
    broken = {str(case_id) for case_id in ids if not audit_log.chain_is_intact(case_id)}
    sound = {str(case_id) for case_id in ids} - broken
    row.found = sorted({*row.found, *broken} - sound)
    row.reached, row.at = (ids[-1] if len(ids) == limit else None), now
    return len(ids)


def broken_histories() -> Sequence[str]:
    """Ids of cases whose history was found to be tampered with."""
    row = retention.find_upkeep(HISTORIES)
    return row.found if row is not None else ()


def take_removal(effect: "Effect") -> None:
    """Remove contents from the file store that nothing refers to any more."""
    hashes = [str(one) for one in effect.payload["sha256"]]
    for sha256 in set(hashes) - retention.contents_in_use(hashes):
        gateways().files.remove(sha256, unless_since=effect.made_at)


def _order_removal(hashes: Sequence[str], *, now: datetime) -> None:
    """Files go after the commit, by the outbox: a transaction that fails must not have lost any."""
    if hashes:
        effect_store.add_effect(
            key=f"removal:{uuid4()}",
            kind=EffectKind.REMOVAL,
            name="files",
            payload={"sha256": sorted(set(hashes))},
            made_at=now,
            next_at=now,
            retries=REMOVAL_RETRIES,
            backoff=REMOVAL_BACKOFF,
        )
