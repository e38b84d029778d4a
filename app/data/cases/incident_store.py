"""Incidents: their rows, and the open ones as lists, scoped by who may resolve them, oldest first, bounded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, exists, false, func, or_, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload

from app.data.database.session import db
from app.data.errors import NotFound
from app.data.models import Case, Incident, Service, WorkItem
from app.vocabulary import FailureCode, IncidentState

MOST_COUNTED = 100
#: the error code of a connector, or the class of an exception
_ERROR = Incident.parameters["error"].as_string()


@dataclass(frozen=True, slots=True)
class IncidentScope:
    """The units and agencies whose incidents somebody may resolve."""

    unit_ids: frozenset[UUID]
    agency_ids: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """Which incidents: of one service, opened before a moment, failing as another one does; and which page."""

    service_id: str = ""
    before: datetime | None = None
    like: UUID | None = None
    after: tuple[datetime, UUID] | None = None
    size: int = 25


@dataclass(frozen=True, slots=True)
class Cause:
    """What fails in the same way in several cases; `example` is the oldest incident of them."""

    service: Service
    element: str
    code: FailureCode
    #: the error code of a connector, or the class of an exception
    error: str | None
    count: int
    since: datetime
    example: UUID


def list_open(reach: IncidentScope, wanted: IncidentFilter) -> Sequence[Incident]:
    """Open incidents with case and service, oldest first; at most `size` + 1."""
    query = _open(reach, select(Incident)).options(contains_eager(Incident.case).contains_eager(Case.service))
    if wanted.service_id:
        query = query.where(Case.service_id == wanted.service_id)
    if wanted.before is not None:
        query = query.where(Incident.opened_at <= wanted.before)
    if wanted.like is not None:
        query = query.where(*_like(wanted.like))
    if wanted.after is not None:
        query = query.where(tuple_(Incident.opened_at, Incident.id) > wanted.after)
    return db.session.scalars(query.order_by(Incident.opened_at, Incident.id).limit(wanted.size + 1)).all()


def count_open(reach: IncidentScope) -> int:
    """How many there are, up to `MOST_COUNTED`."""
    if not (reach.unit_ids or reach.agency_ids):
        return 0
    some = _open(reach, select(Incident.id)).limit(MOST_COUNTED).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def list_causes(reach: IncidentScope, *, limit: int = 10) -> list[Cause]:
    """What fails in the same way more than once, the most frequent first."""
    failed = _open(reach, select(*_likeness(), Incident.opened_at)).subquery()
    kind = (failed.c.service_id, failed.c.element, failed.c.code, failed.c.expression, failed.c.error)
    count = func.count()
    grouped = select(*kind, count.label("number"), func.min(failed.c.opened_at).label("since")).group_by(*kind)
    rows = db.session.execute(grouped.having(count > 1).order_by(count.desc(), *kind).limit(limit)).all()
    return [_cause(reach, row) for row in rows]


def _cause(reach: IncidentScope, row: Row[Any]) -> Cause:
    oldest = _open(reach, select(Incident.id)).where(*_same(row))
    example = db.session.scalars(oldest.order_by(Incident.opened_at, Incident.id).limit(1)).one()
    service = db.session.get_one(Service, row.service_id)
    return Cause(service, row.element, row.code, row.error, row.number, row.since, example)


def services_with(reach: IncidentScope) -> list[str]:
    """Ids of the services that have open incidents."""
    return list(db.session.scalars(_open(reach, select(Case.service_id)).distinct().order_by(Case.service_id)))


def list_alike(reach: IncidentScope, incident: Incident, *, limit: int) -> list[UUID]:
    """Ids of the open incidents that fail as this one does, in the order of their cases."""
    query = _open(reach, select(Incident.id)).where(*_like(incident.id))
    return list(db.session.scalars(query.order_by(Incident.case_id, Incident.id).limit(limit)))


def _open(reach: IncidentScope, query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    with_case = query.select_from(Incident).join(Case, Case.id == Incident.case_id)
    joined = with_case.join(Service, Service.id == Case.service_id)
    return joined.where(Incident.state == IncidentState.OPEN, _within(reach))


def _within(reach: IncidentScope) -> ColumnElement[bool]:
    worked_on = exists().where(WorkItem.case_id == Case.id, WorkItem.unit_id.in_(reach.unit_ids))
    units = [Case.unit_id.in_(reach.unit_ids), worked_on] if reach.unit_ids else []
    agencies = [Service.agency_id.in_(reach.agency_ids)] if reach.agency_ids else []
    return or_(false(), *units, *agencies)


def _like(incident_id: UUID) -> list[ColumnElement[bool]]:
    """As that incident, whether it is still open or not."""
    row = select(*_likeness()).join(Case, Case.id == Incident.case_id)
    found = db.session.execute(row.where(Incident.id == incident_id)).first()
    return [false()] if found is None else _same(found)


def _likeness() -> tuple[ColumnElement[Any], ...]:
    """What incidents that fail in the same way have in common: service, element, code, and what it is about."""
    return Case.service_id, Incident.element, Incident.code, Incident.expression, _ERROR.label("error")  # type: ignore[return-value]


def _same(row: Row[Any]) -> list[ColumnElement[bool]]:
    return [
        Case.service_id == row.service_id,
        Incident.element == row.element,
        Incident.code == row.code,
        Incident.expression.is_not_distinct_from(row.expression),
        _ERROR.is_not_distinct_from(row.error),
    ]


def list_open_incidents(*, case_id: UUID | None = None, limit: int = 200) -> Sequence[Incident]:
    """Steps that could not be done and wait for a person, oldest first."""
    query = select(Incident).where(Incident.state == IncidentState.OPEN)
    if case_id is not None:
        query = query.where(Incident.case_id == case_id)
    query = query.options(joinedload(Incident.case).joinedload(Case.service))
    return db.session.scalars(query.order_by(Incident.opened_at).limit(limit)).all()


def get_incident(incident_id: UUID) -> Incident:
    """One incident with its case. Raises NotFound."""
    query = select(Incident).where(Incident.id == incident_id).options(joinedload(Incident.case))
    incident = db.session.scalar(query)
    if incident is None:
        raise NotFound
    return incident


def case_of_incident(incident_id: UUID) -> UUID:
    """The id of the case, which is to be locked before the incident is read. Raises NotFound."""
    case_id = db.session.scalar(select(Incident.case_id).where(Incident.id == incident_id))
    if case_id is None:
        raise NotFound
    return case_id


def add_incident(**columns: Any) -> Incident:
    """A step that could not be done."""
    incident = Incident(**columns)
    db.session.add(incident)
    return incident
