"""What administrators keep: the register of all services, who stands in for whom, and every change of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.data.models.base import Base, Id, Line, Short, enum_column
from app.data.models.people import Person
from app.vocabulary import ChangeAction, RecordKind, ServiceDelivery, ServiceLevel


class RegisteredService(Base):
    """One of all services of an agency, also one that isn't given on this desk: so that «all services through one
    window» (I1) can be counted."""

    __tablename__ = "registered_services"
    __table_args__ = (
        UniqueConstraint("agency_id", "slug"),
        CheckConstraint("(delivery = 'desk') = (service_id IS NOT NULL)", name="desk_services_are_published"),
        CheckConstraint("(delivery = 'elsewhere') = (address <> '')", name="elsewhere_has_an_address"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id"))
    slug: Mapped[Short]
    title_fa: Mapped[Line]
    title_en: Mapped[Line]
    level: Mapped[ServiceLevel] = mapped_column(enum_column(ServiceLevel, "level"))
    delivery: Mapped[ServiceDelivery] = mapped_column(enum_column(ServiceDelivery, "delivery"))
    #: the Organization's 11-digit id, where it has given one
    official_id: Mapped[str | None] = mapped_column(String(11), default=None)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("registered_services.id"), default=None, index=True)
    #: the published service, where it is given on this desk
    service_id: Mapped[Short | None] = mapped_column(ForeignKey("services.id"), default=None)
    #: where it is given, if elsewhere
    address: Mapped[str] = mapped_column(String(300), default="")
    revision: Mapped[int] = mapped_column(default=1)


class Substitution(Base):
    """From its first to its last day one person also does the work of another who is absent."""

    __tablename__ = "substitutions"
    __table_args__ = (
        CheckConstraint("absent_id <> substitute_id", name="two_people"),
        CheckConstraint("last_day >= first_day", name="days_in_order"),
        Index("ix_substitutions_substitute", "substitute_id", "last_day"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    absent_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), index=True)
    substitute_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"), default=None)
    reason: Mapped[Line] = mapped_column(default="")
    absent: Mapped[Person] = relationship(init=False, viewonly=True, foreign_keys=[absent_id])
    substitute: Mapped[Person] = relationship(init=False, viewonly=True, foreign_keys=[substitute_id])


class OrganisationChange(Base):
    """Who changed what of the organisation, when, and how it stood before and after. Rows are added only."""

    __tablename__ = "organisation_changes"
    __table_args__ = (
        Index("ix_organisation_changes_record", "record_id", "at"),
        Index("ix_organisation_changes_agency", "agency_id", "at"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    at: Mapped[datetime]
    kind: Mapped[RecordKind] = mapped_column(enum_column(RecordKind, "kind"))
    record_id: Mapped[UUID]
    action: Mapped[ChangeAction] = mapped_column(enum_column(ChangeAction, "action"))
    #: the fields that differ, with their values; empty before the record was there, or after it was gone
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    #: None: from the command line
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"), default=None)
    #: whose administrators see it; None: everybody's, such as a counter or a holiday
    agency_id: Mapped[UUID | None] = mapped_column(ForeignKey("agencies.id"), default=None)
    #: the record's name at that time, so that the line can be read when it is gone
    name: Mapped[Line] = mapped_column(default="")
    by: Mapped[Person | None] = relationship(init=False, viewonly=True)
