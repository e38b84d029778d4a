"""Agencies, units and front desks: small tables, read whole."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import bindparam, case, or_, select

from app.data.database.memo import memo
from app.data.database.session import db
from app.data.errors import NotFound
from app.data.models import Agency, FrontDesk, RegisteredService, Service, Unit
from app.vocabulary import DeskKind, Level

#: built once: the hot path pays for each construction
_HEADQUARTERS = (
    select(Unit.id)
    .join(Service, Service.agency_id == Unit.agency_id)
    .where(Service.id == bindparam("service"), Unit.level == Level.HEADQUARTERS)
    .order_by(Unit.slug)
    .limit(1)
    .execution_options(autoflush=False)
)


def list_agencies() -> Sequence[Agency]:
    """All agencies by name."""
    return db.session.scalars(select(Agency).order_by(Agency.name_fa)).all()


def find_agency(slug: str) -> Agency | None:
    """The agency of this slug."""
    return db.session.scalar(select(Agency).where(Agency.slug == slug))


def list_units(agency_id: UUID) -> Sequence[Unit]:
    """The units of an agency, headquarters first."""
    query = select(Unit).where(Unit.agency_id == agency_id)
    return db.session.scalars(query.order_by(Unit.level, Unit.province, Unit.name_fa)).all()


def unit_parents() -> dict[UUID, UUID | None]:
    """The unit above each unit, of all agencies."""
    return {row.id: row.parent_id for row in db.session.execute(select(Unit.id, Unit.parent_id))}


def list_registered(agency_id: UUID) -> Sequence[RegisteredService]:
    """The register of an agency's services, by code."""
    query = select(RegisteredService).where(RegisteredService.agency_id == agency_id)
    return db.session.scalars(query.order_by(RegisteredService.slug)).all()


def get_unit(unit_id: UUID) -> Unit:
    """The unit. Raises NotFound."""
    unit = db.session.get(Unit, unit_id)
    if unit is None:
        raise NotFound
    return unit


def get_unit_by_text(unit_id: str) -> Unit:
    """The unit of an id in text. Raises NotFound, also for what is no id."""
    try:
        return get_unit(UUID(unit_id))
    except ValueError:
        raise NotFound from None


def headquarters(agency_id: UUID) -> Unit:
    """The headquarters unit of an agency. Raises NotFound."""
    query = select(Unit).where(Unit.agency_id == agency_id, Unit.level == Level.HEADQUARTERS).order_by(Unit.slug)
    unit = db.session.scalar(query.limit(1))
    if unit is None:
        raise NotFound
    return unit


def headquarters_for(service_id: str) -> UUID:
    """Id of the headquarters unit of the agency that offers a service; remembered for a moment. Raises NotFound."""
    unit_id = memo.recall(f"headquarters:{service_id}", lambda: _headquarters_for(service_id))
    if unit_id is None:
        raise NotFound
    return unit_id


def _headquarters_for(service_id: str) -> UUID | None:
    return db.session.scalar(_HEADQUARTERS, {"service": service_id})


def get_desk(desk_id: UUID) -> FrontDesk:
    """The front desk. Raises NotFound."""
    desk = db.session.get(FrontDesk, desk_id)
    if desk is None:
        raise NotFound
    return desk


def list_desks() -> Sequence[FrontDesk]:
    """Every front desk, by province and name."""
    return db.session.scalars(select(FrontDesk).order_by(FrontDesk.province, FrontDesk.name_fa)).all()


def lock_desk(desk_id: UUID) -> FrontDesk:
    """The front desk; others who book there wait until the end of this transaction. Raises NotFound."""
    desk = db.session.scalar(select(FrontDesk).where(FrontDesk.id == desk_id).with_for_update(of=FrontDesk))
    if desk is None:
        raise NotFound
    return desk


def list_desks_for(agency_id: UUID, *, province: str | None = None) -> Sequence[FrontDesk]:
    """The front desks that may receive somebody for this agency: its own, counters and post offices; those of
    `province` first, an operational desk before a counter before a post office."""
    query = select(FrontDesk).where(or_(FrontDesk.agency_id == agency_id, FrontDesk.agency_id.is_(None)))
    near = case((FrontDesk.province == province, 0), else_=1)
    kind = case(
        (FrontDesk.kind == DeskKind.OPERATIONAL, 0),
        (FrontDesk.kind == DeskKind.HEADQUARTERS, 1),
        (FrontDesk.kind == DeskKind.PISHKHAN, 2),
        else_=3,
    )
    return db.session.scalars(query.order_by(near, kind, FrontDesk.name_fa)).all()
