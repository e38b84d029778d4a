"""A table on its way: sent in, checked by a job, confirmed by the administrator, written by a job.

What a job does is done in three calls: `claim` (a transaction), `plan_of` (reads only, with progress), `settle` (a
transaction, all or nothing). A worker that dies leaves everything as it was, and another one begins again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from app.data.files.errors import TableRefused, TableTooLarge
from app.data.files.spreadsheets import Language
from app.data.files.table_files import MOST_COLUMNS, MOST_MEGABYTES, MOST_ROWS
from app.data.organisation import import_store
from app.data.people import person_store
from app.policy import administration
from app.policy.actors import Actor
from app.usecases.identity import login
from app.usecases.imports import findings
from app.usecases.imports.errors import ImportNotReady
from app.usecases.imports.plan import Plan
from app.usecases.imports.rows import Progress
from app.usecases.imports.table_import import plan_import, write_plan
from app.usecases.organisation import records
from app.vocabulary import ImportState, RecordKind

if TYPE_CHECKING:
    from app.data.models import TableImport

#: a table and what was found in it are kept for so long
KEPT: Final = timedelta(days=7)
#: after so many faults of the program it is given up
MOST_TRIES: Final = 5
LISTED: Final = 10


@dataclass(frozen=True, slots=True)
class Claimed:
    """A table that a worker has taken up."""

    import_id: UUID
    tries: int
    kind: RecordKind
    content: bytes
    by: Actor


def begin(kind: RecordKind, *, file_name: str, content: bytes, by: Actor, now: datetime) -> "TableImport":
    """Take a table in; a job checks it, nothing is changed yet. Raises NotPermitted unless `by` administers something,
    or TableTooLarge."""
    scope = records.scope_of(by)
    administration.check(scope.national or bool(scope.agencies or scope.units))
    if len(content) > MOST_MEGABYTES * 1024 * 1024:
        raise TableTooLarge(rows=MOST_ROWS, columns=MOST_COLUMNS, megabytes=MOST_MEGABYTES)
    return import_store.add_import(
        kind=kind, file_name=file_name[-120:], content=content, made_by_id=by.person_id, made_at=now
    )


def get_for(import_id: UUID, *, by: Actor) -> "TableImport":
    """A table that `by` sent in. Raises NotFound or NotPermitted."""
    row = import_store.get_import(import_id)
    administration.check(row.made_by_id == by.person_id)
    return row


def list_for(*, by: Actor) -> "Sequence[TableImport]":
    """The latest tables of `by`."""
    return import_store.list_of(by.person_id, limit=LISTED)


def confirm(import_id: UUID, *, by: Actor, now: datetime) -> None:
    """Have it written. Asked again, nothing changes. Raises NotFound, NotPermitted or ImportNotReady."""
    row = import_store.get_for_update(import_id)
    administration.check(row.made_by_id == by.person_id)
    if row.state in (ImportState.WRITING, ImportState.DONE):
        return
    if row.state is not ImportState.CHECKED:
        raise ImportNotReady
    row.state, row.done, row.leased_until, row.tries = ImportState.WRITING, 0, None, 0


def discard(import_id: UUID, *, by: Actor) -> None:
    """Forget a table that isn't being written. Raises NotFound, NotPermitted or ImportNotReady."""
    row = import_store.get_for_update(import_id)
    administration.check(row.made_by_id == by.person_id)
    if row.state is ImportState.WRITING:
        raise ImportNotReady
    import_store.drop(import_id)


def report(import_id: UUID, language: Language, *, by: Actor) -> bytes | None:
    """All findings as CSV; None where there are none. Raises NotFound or NotPermitted."""
    get_for(import_id, by=by)
    packed = import_store.report_of(import_id)
    return findings.unpacked(packed, language) if packed else None


def claim(*, now: datetime, lease: datetime) -> Claimed | None:
    """The table that waits longest, taken up until `lease`."""
    row = import_store.claim(now=now, lease=lease)
    if row is None or row.content is None:
        return None
    by = login.actor_for(person_store.get_person(row.made_by_id), now=now)
    return Claimed(row.id, row.tries, row.kind, row.content, by)


def plan_of(claimed: Claimed, *, now: datetime, progress: Progress) -> Plan:
    """What the table would write, or what is wrong with it. Reads only."""
    try:
        return plan_import(claimed.kind, claimed.content, by=claimed.by, now=now, progress=progress)
    except TableRefused as refused:
        plan = Plan()
        plan.findings.add(1, None, "", refused.message)
        return plan


def settle(claimed: Claimed, plan: Plan, *, now: datetime) -> None:
    """Keep what was found, or write all of it. Nothing happens where somebody else has it by now. Raises RecordMoved
    where the organisation was changed since it was planned: plan it again."""
    row = import_store.get_for_update(claimed.import_id)
    if row.tries != claimed.tries or row.state not in import_store.AT_WORK:
        return
    row.rows, row.done, row.new, row.changed = plan.rows, plan.rows, plan.new, plan.changed
    row.leased_until, row.done_at = None, now
    if plan.findings.total:
        found = plan.findings.in_order()
        row.state, row.content = ImportState.REFUSED, None
        row.findings, row.findings_total = findings.as_json(found[: findings.MOST_SHOWN]), plan.findings.total
        row.report = findings.packed(found)
    elif row.state is ImportState.CHECKING:
        row.state = ImportState.CHECKED
    else:
        write_plan(plan, by=claimed.by, now=now)
        row.state, row.content = ImportState.DONE, None


def note_fault(claimed: Claimed, *, now: datetime) -> None:
    """It couldn't be done for a reason that nobody foresaw: it is tried again, and after some times given up."""
    row = import_store.get_for_update(claimed.import_id)
    if row.tries != claimed.tries or row.state not in import_store.AT_WORK:
        return
    row.leased_until = None
    if row.tries >= MOST_TRIES:
        row.state, row.content, row.done_at = ImportState.FAILED, None, now


def forget_old(*, now: datetime) -> None:
    """Drop what was sent in long ago."""
    import_store.drop_before(now - KEPT)
