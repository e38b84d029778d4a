"""Where services are given: agencies, their units, and the front desks that alone receive citizens (P1)."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.data.models.base import Base, Id, Line, Short, enum_column
from app.vocabulary import DeskKind, Level


class Agency(Base):
    """A government body that offers services."""

    __tablename__ = "agencies"

    id: Mapped[Id] = mapped_column(init=False)
    slug: Mapped[Short] = mapped_column(unique=True)
    name_fa: Mapped[Line]
    name_en: Mapped[Line]
    phone: Mapped[str] = mapped_column(String(40), default="")


class Unit(Base):
    """An organizational unit: where staff work. Citizens are never sent here (P2)."""

    __tablename__ = "units"

    id: Mapped[Id] = mapped_column(init=False)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id"), index=True)
    level: Mapped[Level] = mapped_column(enum_column(Level, "level"))
    province: Mapped[Short]
    name_fa: Mapped[Line]
    name_en: Mapped[Line]
    slug: Mapped[Short] = mapped_column(unique=True)
    agency: Mapped[Agency] = relationship(init=False, viewonly=True, lazy="joined")


class FrontDesk(Base):
    """A place where a citizen is received: desk of an agency's unit, a Pishkhan counter or a post office."""

    __tablename__ = "front_desks"
    __table_args__ = (
        CheckConstraint(
            "(kind IN ('headquarters', 'operational')) = (agency_id IS NOT NULL)", name="agency_desks_have_an_agency"
        ),
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
