"""Memberships: who holds which role where, on which day; and who stands in for whom."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, and_, func, or_, select

from app.data.database.session import db
from app.data.errors import NotFound
from app.data.models import FrontDesk, Membership, Person, Substitution, Unit
from app.vocabulary import Level, Role


def holds_on(day: "date | BindParameter[date]") -> ColumnElement[bool]:
    """That a membership holds on a day."""
    return and_(
        or_(Membership.first_day.is_(None), Membership.first_day <= day),
        or_(Membership.last_day.is_(None), Membership.last_day >= day),
    )


def get_membership(membership_id: UUID) -> Membership:
    """The membership. Raises NotFound."""
    membership = db.session.get(Membership, membership_id)
    if membership is None:
        raise NotFound
    return membership


def memberships_of(person_id: UUID, *, day: date) -> Sequence[Membership]:
    """What a person holds on a day, their substitutions apart."""
    query = select(Membership).where(Membership.person_id == person_id, holds_on(day))
    return db.session.scalars(query.order_by(Membership.role, Membership.id)).all()


def held_by(person_ids: Collection[UUID], *, day: date) -> Sequence[Membership]:
    """What these people hold on a day, their substitutions apart."""
    query = select(Membership).where(Membership.person_id.in_(person_ids), holds_on(day))
    return db.session.scalars(query.order_by(Membership.role, Membership.id)).all()


def stood_in_for(person_id: UUID, *, day: date) -> Sequence[Membership]:
    """What those hold for whom a person stands in on a day."""
    absent = select(Substitution.absent_id).where(
        Substitution.substitute_id == person_id, Substitution.first_day <= day, Substitution.last_day >= day
    )
    return db.session.scalars(select(Membership).where(Membership.person_id.in_(absent), holds_on(day))).all()


def list_members(unit_ids: Collection[UUID], roles: Collection[Role], *, day: date) -> Sequence[Person]:
    """Everybody who holds one of these roles in one of these units on a day, or stands in for one who does, by name."""
    seated = select(Membership.person_id).where(
        Membership.unit_id.in_(unit_ids), Membership.role.in_(roles), holds_on(day)
    )
    standing_in = select(Substitution.substitute_id).where(
        Substitution.absent_id.in_(seated), Substitution.first_day <= day, Substitution.last_day >= day
    )
    query = select(Person).where(or_(Person.id.in_(seated), Person.id.in_(standing_in)))
    return db.session.scalars(query.order_by(Person.name, Person.id)).all()


def staff_of(agency_id: UUID) -> Sequence[tuple[Role, UUID]]:
    """(role, person) of everybody who works in a unit of this agency without a last day."""
    query = select(Membership.role, Membership.person_id).join(Unit, Unit.id == Membership.unit_id)
    found = db.session.execute(query.where(Unit.agency_id == agency_id, Membership.last_day.is_(None)))
    return [(role, person_id) for role, person_id in found]


def list_memberships(
    *, unit_ids: Collection[UUID] = (), desk_ids: Collection[UUID] = (), person_id: UUID | None = None
) -> Sequence[Membership]:
    """The memberships of units, desks or a person, ended ones too: the latest first."""
    wanted: list[ColumnElement[bool]] = []
    if unit_ids:
        wanted.append(Membership.unit_id.in_(unit_ids))
    if desk_ids:
        wanted.append(Membership.front_desk_id.in_(desk_ids))
    if person_id is not None:
        wanted.append(Membership.person_id == person_id)
    query = select(Membership).where(or_(*wanted)) if wanted else select(Membership).where(Membership.id.is_(None))
    return db.session.scalars(query.order_by(Membership.first_day.desc(), Membership.id)).all()


def lasting_holders(role: Role, *, day: date, agency_id: UUID | None, except_: UUID) -> set[UUID]:
    """The persons who hold a role from a day on without a last day, in the headquarters of an agency (None: in no
    agency), one membership left out."""
    query = select(Membership.person_id).outerjoin(Unit, Unit.id == Membership.unit_id)
    found = query.where(Membership.role == role, Membership.id != except_, Unit.agency_id == agency_id)
    found = found.where(holds_on(day), Membership.last_day.is_(None))
    if agency_id is not None:
        found = found.where(Unit.level == Level.HEADQUARTERS)
    return set(db.session.scalars(found))


def list_staff(
    *,
    agency_ids: Collection[UUID] | None,
    unit_ids: Collection[UUID] = (),
    at: ColumnElement[bool] | None = None,
    text: str = "",
    after: str = "",
    limit: int,
) -> Sequence[Person]:
    """People with a membership, also an ended one, in agencies (None: anywhere) or units, by national id. `text` is
    part of a name or the whole national id."""
    held = select(Membership.person_id).outerjoin(Unit, Unit.id == Membership.unit_id)
    held = held.outerjoin(FrontDesk, FrontDesk.id == Membership.front_desk_id)
    if agency_ids is not None:
        held = held.where(
            or_(
                func.coalesce(Unit.agency_id, FrontDesk.agency_id).in_(agency_ids),
                func.coalesce(Unit.id, FrontDesk.unit_id).in_(unit_ids),
            )
        )
    if at is not None:
        held = held.where(at)
    query = select(Person).where(Person.id.in_(held), Person.national_id > after)
    if text:
        query = query.where(or_(Person.national_id == text, Person.name.icontains(text, autoescape=True)))
    return db.session.scalars(query.order_by(Person.national_id).limit(limit)).all()


def in_unit(unit_id: UUID) -> ColumnElement[bool]:
    """That a membership is in this unit."""
    return Membership.unit_id == unit_id


def at_desk(desk_id: UUID) -> ColumnElement[bool]:
    """That a membership is at this front desk."""
    return Membership.front_desk_id == desk_id


def substitutions_of(person_id: UUID) -> Sequence[Substitution]:
    """When a person was, is or will be stood in for, or stands in, the latest first."""
    query = select(Substitution).where(
        or_(Substitution.absent_id == person_id, Substitution.substitute_id == person_id)
    )
    return db.session.scalars(query.order_by(Substitution.first_day.desc(), Substitution.id).limit(50)).all()
