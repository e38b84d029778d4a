"""What administrators keep, by its kind: found, changed by one at a time, and every change written down."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, inspect, or_, select
from sqlalchemy.exc import IntegrityError

from app.data.database.session import db
from app.data.errors import NotFound
from app.data.models import (
    Agency,
    Base,
    FrontDesk,
    Membership,
    OrganisationChange,
    Person,
    RegisteredService,
    Substitution,
    Unit,
)
from app.data.organisation.errors import CodeTaken, RecordMoved
from app.vocabulary import RecordKind

TABLES: Final[Mapping[RecordKind, type[Any]]] = {
    RecordKind.AGENCY: Agency,
    RecordKind.UNIT: Unit,
    RecordKind.FRONT_DESK: FrontDesk,
    RecordKind.REGISTERED_SERVICE: RegisteredService,
    RecordKind.PERSON: Person,
    RecordKind.MEMBERSHIP: Membership,
    RecordKind.SUBSTITUTION: Substitution,
}
#: columns that a record is found by
NAMED: Final = ("name_fa", "name_en", "title_fa", "title_en")
#: columns that no line of the history shows
UNTOLD: Final = frozenset({"id", "revision", "created_at", "made_by_id"})


def get_record(kind: RecordKind, record_id: UUID) -> Any:
    """The record. Raises NotFound."""
    record = db.session.get(TABLES[kind], record_id)
    if record is None:
        raise NotFound
    return record


def find_by_slug(kind: RecordKind, slug: str, **within: object) -> Any | None:
    """The record of this kind with that code, `within` other columns."""
    return db.session.scalar(select(TABLES[kind]).filter_by(slug=slug, **within))


def add_record(kind: RecordKind, columns: Mapping[str, Any]) -> Any:
    """A new record, flushed. Raises CodeTaken."""
    record = TABLES[kind](**columns)
    try:
        with db.session.begin_nested():
            db.session.add(record)
    except IntegrityError as error:
        if find_by_slug(kind, str(columns.get("slug"))) is None:
            raise
        raise CodeTaken from error
    return record


def change_record(kind: RecordKind, record_id: UUID, columns: Mapping[str, Any], *, based_on: int | None) -> Any:
    """The record with other values, flushed. `based_on` is the revision that was looked at; None: whatever there is.
    Raises NotFound, RecordMoved."""
    record = db.session.scalar(
        select(TABLES[kind]).where(TABLES[kind].id == record_id).with_for_update(of=TABLES[kind])
    )
    if record is None:
        raise NotFound
    if based_on is not None and getattr(record, "revision", based_on) != based_on:
        raise RecordMoved
    for name, value in columns.items():
        setattr(record, name, value)
    if hasattr(record, "revision"):
        record.revision += 1
    db.session.flush()
    return record


def list_records(
    kind: RecordKind,
    *,
    agency_ids: Collection[UUID] | None,
    unit_ids: Collection[UUID] = (),
    text: str = "",
    after: str = "",
    limit: int,
) -> Sequence[Any]:
    """Records of a kind by code, those after the code `after`: of agencies (None: of all, and of none) and, beside
    them, units and their desks. `text` stands in a name or is the beginning of the code."""
    table = TABLES[kind]
    query = select(table).where(table.slug > after)
    if agency_ids is not None:
        query = query.where(or_(*_within(table, agency_ids, unit_ids)))
    if text:
        names = [getattr(table, name) for name in NAMED if hasattr(table, name)]
        query = query.where(
            or_(
                table.slug.startswith(text, autoescape=True), *(name.icontains(text, autoescape=True) for name in names)
            )
        )
    return db.session.scalars(query.order_by(table.slug).limit(limit)).all()


def _within(table: type[Any], agency_ids: Collection[UUID], unit_ids: Collection[UUID]) -> list[ColumnElement[bool]]:
    if table is Agency:
        return [Agency.id.in_(agency_ids)]
    found: list[ColumnElement[bool]] = [table.agency_id.in_(agency_ids)]
    if table is Unit:
        found.append(Unit.id.in_(unit_ids))
    if table is FrontDesk:
        found.append(FrontDesk.unit_id.in_(unit_ids))
    return found


def values_of(record: Base) -> dict[str, Any]:
    """What the history tells of a record: its columns as JSON."""
    return {
        column.key: told(getattr(record, column.key))
        for column in inspect(type(record)).column_attrs
        if column.key not in UNTOLD
    }


def columns_of(record: Base) -> dict[str, Any]:
    """The columns of a record with their values as they are."""
    return {column.key: getattr(record, column.key) for column in inspect(type(record)).column_attrs}


def add_change(**columns: Any) -> OrganisationChange:
    """A line of the history."""
    change = OrganisationChange(**columns)
    db.session.add(change)
    return change


def list_changes(
    *,
    record_id: UUID | None = None,
    agency_ids: Sequence[UUID] | None = None,
    before: datetime | None = None,
    limit: int,
) -> Sequence[OrganisationChange]:
    """The history, latest first: of a record, or of agencies (None: of all)."""
    query = select(OrganisationChange)
    if record_id is not None:
        query = query.where(OrganisationChange.record_id == record_id)
    if agency_ids is not None:
        query = query.where(OrganisationChange.agency_id.in_(agency_ids))
    if before is not None:
        query = query.where(OrganisationChange.at < before)
    return db.session.scalars(query.order_by(OrganisationChange.at.desc(), OrganisationChange.id).limit(limit)).all()


def changed_since(record_id: UUID, *, number: int) -> Sequence[OrganisationChange]:
    """The last `number` changes of a record: what a second administrator is shown."""
    return list_changes(record_id=record_id, limit=number)


def told(value: Any) -> Any:
    """A value as the history keeps it, in JSON."""
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date | datetime) else str(value) if isinstance(value, UUID) else value
