"""Keeping the organisation: agencies, units, front desks and the register of services. Pages, the command line and the
import of spreadsheets all come here.

`by` is an administrator, or None for the command line. Whoever saves says which revision they looked at; the second of
two is told what the first one changed. Every change is written into the history."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.data.errors import NotFound
from app.data.organisation import places, record_store
from app.policy import administration
from app.policy.actors import Actor
from app.policy.administration import AdministrationScope
from app.usecases.errors import RecordRefused
from app.usecases.organisation import record_rules
from app.vocabulary import ChangeAction, DeskKind, RecordKind
from engine import Bilingual

if TYPE_CHECKING:
    from app.data.models import OrganisationChange

#: what is checked beyond the fields themselves, by kind: (record or None, values) → faults by field
RULES: Mapping[RecordKind, Callable[[Any | None, Mapping[str, Any]], dict[str, Bilingual]]] = {
    RecordKind.AGENCY: record_rules.of_agency,
    RecordKind.UNIT: record_rules.of_unit,
    RecordKind.FRONT_DESK: record_rules.of_front_desk,
    RecordKind.REGISTERED_SERVICE: record_rules.of_registered_service,
}
#: a record's code and the agency it belongs to never change: cases, papers and spreadsheets name them
LASTING = ("slug", "agency_id")
#: desks that belong to no agency
SHARED_DESKS = (DeskKind.PISHKHAN, DeskKind.POST)


def scope_of(by: Actor | None) -> AdministrationScope:
    """What `by` administers."""
    return administration.scope_of(by, places.unit_parents())


def list_for(kind: RecordKind, *, by: Actor, text: str = "", after: str = "", limit: int) -> Sequence[Any]:
    """The records of a kind that `by` keeps, by code."""
    scope = scope_of(by)
    agencies = None if scope.national else scope.agencies
    return record_store.list_records(
        kind, agency_ids=agencies, unit_ids=scope.units, text=text, after=after, limit=limit
    )


def get_for(kind: RecordKind, record_id: UUID, *, by: Actor) -> Any:
    """A record that `by` keeps. Raises NotFound or NotPermitted."""
    record = record_store.get_record(kind, record_id)
    administration.check(_is_kept(kind, record, scope_of(by)))
    return record


def find_for(kind: RecordKind, slug: str, *, by: Actor) -> Any:
    """The record of a code, which `by` keeps. Raises NotFound or NotPermitted."""
    record = record_store.find_by_slug(kind, slug)
    if record is None:
        raise NotFound
    return get_for(kind, record.id, by=by)


def name_at(kind: RecordKind, record_id: UUID) -> str:
    """What a line of the history calls the record of an id; empty where it is gone."""
    try:
        return name_of(record_store.get_record(kind, record_id))
    except NotFound:
        return ""


def _is_kept(kind: RecordKind, record: Any, scope: AdministrationScope) -> bool:
    if kind is RecordKind.UNIT:
        return scope.has_unit(record.id, agency_id=record.agency_id)
    return may_keep(kind, record_store.columns_of(record), scope)


def history_of(record_id: UUID, *, limit: int) -> Sequence["OrganisationChange"]:
    """The changes of a record, latest first; who may see the record may see them."""
    return record_store.list_changes(record_id=record_id, limit=limit)


def history_for(*, by: Actor, before: datetime | None, limit: int) -> Sequence["OrganisationChange"]:
    """The changes of all that `by` administers, latest first."""
    scope = scope_of(by)
    agencies = None if scope.national else sorted(scope.agencies, key=str)
    return record_store.list_changes(agency_ids=agencies, before=before, limit=limit)


def add(kind: RecordKind, values: Mapping[str, Any], *, by: Actor | None, now: datetime) -> Any:
    """A new record. Raises NotPermitted, RecordRefused, CodeTaken."""
    administration.check(may_keep(kind, values, scope_of(by)))
    _check(kind, None, values)
    record = record_store.add_record(kind, values)
    note(kind, record, ChangeAction.CREATED, {}, by=by, now=now)
    return record


def change(
    kind: RecordKind,
    record_id: UUID,
    values: Mapping[str, Any],
    *,
    based_on: int | None,
    by: Actor | None,
    now: datetime,
) -> Any:
    """A record with other values; what `values` doesn't name stays. Nothing is written where nothing differs.

    Raises NotFound, NotPermitted, RecordRefused, or RecordMoved if `based_on` isn't its revision any more."""
    record = record_store.get_record(kind, record_id)
    before = record_store.values_of(record)
    scope = scope_of(by)
    wanted = {name: value for name, value in values.items() if name not in LASTING}
    administration.check(_is_kept(kind, record, scope))
    _check(kind, record, record_store.columns_of(record) | wanted)
    if all(getattr(record, name) == value for name, value in wanted.items()):
        return record
    record = record_store.change_record(kind, record_id, wanted, based_on=based_on)
    note(kind, record, ChangeAction.CHANGED, before, by=by, now=now)
    return record


def may_keep(kind: RecordKind, values: Mapping[str, Any], scope: AdministrationScope) -> bool:
    """Whether somebody with this scope may add or change a record with these values."""
    agency_id = values.get("agency_id")
    if kind is RecordKind.AGENCY:
        return scope.national or values.get("id") in scope.agencies
    if kind is RecordKind.UNIT:
        above = values.get("parent_id")
        return scope.has_agency(agency_id) or (above is not None and above in scope.units)
    if kind is RecordKind.FRONT_DESK:
        return scope.has_unit(values.get("unit_id"), agency_id=agency_id)
    return scope.has_agency(agency_id)


def note(
    kind: RecordKind,
    record: Any,
    action: ChangeAction,
    before: Mapping[str, Any],
    *,
    by: Actor | None,
    now: datetime,
    agency_id: UUID | None = None,
    name: str = "",
) -> None:
    """Write a change into the history: only what differs. The agency is the record's own unless another is named."""
    after = record_store.values_of(record)
    differing = [column for column, value in after.items() if column not in before or before[column] != value]
    own = record.id if kind is RecordKind.AGENCY else getattr(record, "agency_id", None)
    record_store.add_change(
        at=now,
        kind=kind,
        record_id=record.id,
        action=action,
        before={column: before[column] for column in differing if column in before},
        after={column: after[column] for column in differing},
        by_id=by.person_id if by else None,
        agency_id=agency_id or own,
        name=name or name_of(record),
    )


def name_of(record: Any) -> str:
    """What a line of the history calls a record."""
    for column in ("name_fa", "title_fa", "name"):
        if getattr(record, column, None):
            return str(getattr(record, column))
    return ""


def _check(kind: RecordKind, record: Any | None, values: Mapping[str, Any]) -> None:
    errors = RULES[kind](record, values)
    if errors:
        raise RecordRefused(errors)
