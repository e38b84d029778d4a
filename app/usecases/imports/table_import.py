"""A file of units, front desks, people or memberships: planned as a whole, then written as a whole or not at all.

Planning reads only. Writing checks that nothing has changed since, holds others off, and notes each change with its
administrator. Records are found by their codes, so that the same file a second time changes nothing."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from app.data.organisation import bulk_records, record_store
from app.data.organisation.errors import RecordMoved
from app.data.people import person_store
from app.policy.actors import Actor
from app.usecases.identity import number_change
from app.usecases.imports import people_rows, place_rows
from app.usecases.imports.plan import Plan, Write
from app.usecases.imports.rows import Progress, read_rows
from app.usecases.imports.sheets import sheet_of
from app.usecases.organisation import records
from app.vocabulary import ChangeAction, RecordKind

#: what is named by others comes before them
WRITTEN = (RecordKind.UNIT, RecordKind.FRONT_DESK, RecordKind.PERSON, RecordKind.MEMBERSHIP)


def no_progress(_done: int, _rows: int) -> None:
    """Nobody looks."""


def plan_import(
    kind: RecordKind, content: bytes, *, by: Actor | None, now: datetime, progress: Progress = no_progress
) -> Plan:
    """What a file would write, or everything that is wrong with it. Reads only. `by` is an administrator, or None for
    the command line. Raises TableRefused for a file that can't be read at all."""
    plan = Plan(based_on=bulk_records.number_of_changes())
    table = read_rows(content, sheet_of(kind), plan.findings, progress)
    plan.rows = len(table.rows)
    scope = records.scope_of(by)
    if kind is RecordKind.PERSON:
        people_rows.plan_people(table, scope, plan, progress, by=by, now=now)
    elif kind is RecordKind.MEMBERSHIP:
        people_rows.plan_memberships(table, scope, plan, progress, by=by, now=now)
    else:
        place_rows.plan_places(kind, table, scope, plan, progress)
    return plan


def write_plan(plan: Plan, *, by: Actor | None, now: datetime) -> None:
    """Write a plan without findings, in the transaction of the caller. Raises RecordMoved where the organisation was
    changed since it was made: make it again."""
    if plan.findings.total:
        raise ValueError("a plan with findings isn't written")
    for kind in WRITTEN:
        bulk_records.lock_records(kind, [one.record_id for one in plan.writes if one.kind is kind and one.before])
    bulk_records.lock_changes()
    if bulk_records.number_of_changes() != plan.based_on:
        raise RecordMoved
    for kind in WRITTEN:
        own = [one for one in plan.writes if one.kind is kind]
        bulk_records.add_many(kind, [dict(one.columns) for one in own if one.before is None])
        bulk_records.change_many(
            kind, [(one.record_id, one.before["revision"], dict(one.columns)) for one in own if one.before]
        )
    for one in plan.writes:
        _follow_number(one, now)
    bulk_records.note_many([_line(one, by.person_id if by else None, now) for one in plan.writes])


def _follow_number(write: Write, now: datetime) -> None:
    """What comes of another mobile of somebody who was known."""
    if write.kind is RecordKind.PERSON and write.before and "mobile" in write.columns:
        person = person_store.get_person(write.record_id)
        number_change.number_replaced(person, write.before["mobile"], number_change.BY_ADMINISTRATOR, now=now)


def _line(write: Write, by_id: UUID | None, now: datetime) -> dict[str, Any]:
    """The line of the history: only what differs."""
    names = [name for name in write.columns if name not in record_store.UNTOLD]
    return {
        "id": uuid4(),
        "at": now,
        "kind": write.kind,
        "record_id": write.record_id,
        "action": ChangeAction.CREATED if write.before is None else ChangeAction.CHANGED,
        "before": _told(names, write.before or {}),
        "after": _told(names, write.columns),
        "by_id": by_id,
        "agency_id": write.agency_id,
        "name": write.name,
    }


def _told(names: Iterable[str], values: Any) -> dict[str, Any]:
    return {name: record_store.told(values[name]) for name in names if name in values}
