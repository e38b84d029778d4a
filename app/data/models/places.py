"""Where services are given: agencies, their units, and the front desks that alone receive citizens (P1).

A slug is the code by which spreadsheets and addresses name a record; it never changes. A revision counts the changes
of a record, so that the second of two administrators learns what the first one changed."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.data.models.base import Base, Id, Line, Short, enum_column
from app.vocabulary import AgencyKind, DeskKind, Level


class Agency(Base):
    """A government body that offers services."""

    __tablename__ = "agencies"

    id: Mapped[Id] = mapped_column(init=False)
    slug: Mapped[Short] = mapped_column(unique=True)
    name_fa: Mapped[Line]
    name_en: Mapped[Line]
    phone: Mapped[str] = mapped_column(String(40), default="")
    kind: Mapped[AgencyKind] = mapped_column(
        enum_column(AgencyKind, "kind"), default=AgencyKind.ORGANIZATION, server_default="organization"
    )
    #: the body above it: the ministry of an organization
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("agencies.id"), default=None, index=True)
    #: of a governorate or a company of one province; None for the whole country
    province: Mapped[Short | None] = mapped_column(default=None)
    address_fa: Mapped[str] = mapped_column(Text, default="", server_default="")
    address_en: Mapped[str] = mapped_column(Text, default="", server_default="")
    email: Mapped[str] = mapped_column(String(200), default="", server_default="")
    website: Mapped[str] = mapped_column(String(300), default="", server_default="")
    #: what stands above its letters, a line each
    letterhead_fa: Mapped[str] = mapped_column(Text, default="", server_default="")
    letterhead_en: Mapped[str] = mapped_column(Text, default="", server_default="")
    #: the laws by which it acts, a line each
    legal_basis_fa: Mapped[str] = mapped_column(Text, default="", server_default="")
    legal_basis_en: Mapped[str] = mapped_column(Text, default="", server_default="")
    revision: Mapped[int] = mapped_column(default=1, server_default="1")


class Unit(Base):
    """An organizational unit: where staff work. Citizens are never sent here (P2)."""

    __tablename__ = "units"
    __table_args__ = (
        CheckConstraint("valid_until IS NULL OR valid_from IS NULL OR valid_until >= valid_from", name="days_in_order"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id"), index=True)
    level: Mapped[Level] = mapped_column(enum_column(Level, "level"))
    province: Mapped[Short]
    name_fa: Mapped[Line]
    name_en: Mapped[Line]
    slug: Mapped[Short] = mapped_column(unique=True)
    #: the unit above it, of the same agency
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("units.id"), default=None, index=True)
    county: Mapped[Short] = mapped_column(default="", server_default="")
    #: first and last day on which requests go to it; None: without a limit
    valid_from: Mapped[date | None] = mapped_column(Date, default=None)
    valid_until: Mapped[date | None] = mapped_column(Date, default=None)
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    agency: Mapped[Agency] = relationship(init=False, viewonly=True, lazy="joined")


class FrontDesk(Base):
    """A place where a citizen is received: desk of an agency's unit, a Pishkhan counter or a post office."""

    __tablename__ = "front_desks"
    __table_args__ = (
        CheckConstraint(
            "(kind IN ('headquarters', 'operational')) = (agency_id IS NOT NULL)", name="agency_desks_have_an_agency"
        ),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="map_point_whole"),
        CheckConstraint("capacity >= 0 AND counters >= 1", name="counts_in_range"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    slug: Mapped[Short] = mapped_column(unique=True)
    kind: Mapped[DeskKind] = mapped_column(enum_column(DeskKind, "kind"))
    province: Mapped[Short]
    name_fa: Mapped[Line]
    name_en: Mapped[Line]
    address_fa: Mapped[str] = mapped_column(Text)
    address_en: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(String(40), default="")
    #: how many people the desk can receive in one quarter of an hour
    capacity: Mapped[int] = mapped_column(default=2)
    agency_id: Mapped[UUID | None] = mapped_column(ForeignKey("agencies.id"), default=None, index=True)
    #: the unit whose desk it is; None for counters, post offices and the agency's own
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("units.id"), default=None, index=True)
    counters: Mapped[int] = mapped_column(default=1, server_default="1")
    #: where it is on the map, degrees (WGS 84)
    latitude: Mapped[float | None] = mapped_column(default=None)
    longitude: Mapped[float | None] = mapped_column(default=None)
    #: seven lists of periods or null, Monday first, as `CalendarRule.hours` has a week; empty: as its province
    hours: Mapped[dict[str, Any]] = mapped_column(default_factory=dict, server_default="{}")
    closed_on: Mapped[date | None] = mapped_column(Date, default=None)
    revision: Mapped[int] = mapped_column(default=1, server_default="1")


class FrontDeskService(Base):
    """A service that a front desk offers. A desk without any row receives people for every service of its agency."""

    __tablename__ = "front_desk_services"

    front_desk_id: Mapped[UUID] = mapped_column(ForeignKey("front_desks.id"), primary_key=True)
    service_id: Mapped[Short] = mapped_column(ForeignKey("services.id"), primary_key=True)
    #: how many people in one quarter of an hour for this service; None: as many as the desk receives
    capacity: Mapped[int | None] = mapped_column(default=None)
