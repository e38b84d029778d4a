"""People: citizens and staff alike, their roles, what is known of them, and how they log in."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.data.models.base import Base, Id, Line, Short, enum_column
from app.data.models.places import FrontDesk, Unit
from app.vocabulary import Role


class Person(Base):
    """Anybody who can log in. National id and mobile are normalised ASCII; mobile is E.164."""

    __tablename__ = "persons"

    id: Mapped[Id] = mapped_column(init=False)
    national_id: Mapped[str] = mapped_column(String(10), unique=True)
    name: Mapped[Line]
    created_at: Mapped[datetime]
    mobile: Mapped[str | None] = mapped_column(String(16), default=None)
    #: when a code sent to this number was last typed back; None: somebody has only told it
    mobile_proven_at: Mapped[datetime | None] = mapped_column(default=None)
    province: Mapped[str | None] = mapped_column(String(80), default=None)
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    memberships: Mapped[list["Membership"]] = relationship(
        init=False, back_populates="person", foreign_keys="Membership.person_id"
    )


class Membership(Base):
    """A role of a person in a unit, or at a front desk; a national administrator's is in neither."""

    __tablename__ = "memberships"
    __table_args__ = (
        CheckConstraint("unit_id IS NULL OR front_desk_id IS NULL", name="one_place"),
        CheckConstraint("(role = 'front-desk') = (front_desk_id IS NOT NULL)", name="desk_role_at_desk"),
        CheckConstraint(
            "(role = 'national-administrator') = (unit_id IS NULL AND front_desk_id IS NULL)", name="national_role"
        ),
        CheckConstraint("last_day IS NULL OR first_day IS NULL OR last_day >= first_day", name="days_in_order"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), index=True)
    role: Mapped[Role] = mapped_column(enum_column(Role, "role"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("units.id"), default=None, index=True)
    front_desk_id: Mapped[UUID | None] = mapped_column(ForeignKey("front_desks.id"), default=None, index=True)
    #: first and last day (Tehran) on which it holds; None: without a limit
    first_day: Mapped[date | None] = mapped_column(Date, default=None)
    last_day: Mapped[date | None] = mapped_column(Date, default=None)
    #: None: by the command line or the demo
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"), default=None)
    person: Mapped[Person] = relationship(init=False, back_populates="memberships", foreign_keys=[person_id])
    unit: Mapped[Unit | None] = relationship(init=False, viewonly=True, lazy="joined")
    front_desk: Mapped[FrontDesk | None] = relationship(init=False, viewonly=True, lazy="joined")


class ProfileField(Base):
    """A canonical fact of a citizen, kept so that nothing is asked twice (I1)."""

    __tablename__ = "profile_fields"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    name: Mapped[Short] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(String(1000))
    recorded_at: Mapped[datetime]


class LoginCode(Base):
    """The challenge of a browser that wants to log in: its code belongs to `id`, which only that browser knows, and is
    kept nowhere (`app/policy/one_time_codes.py`). It dies by use, by age or by too many tries."""

    __tablename__ = "login_codes"

    id: Mapped[Id] = mapped_column(init=False)
    national_id: Mapped[str] = mapped_column(String(10), index=True)
    mobile: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    #: whether the code went to the mobile; what was never sent opens nothing
    sent: Mapped[bool] = mapped_column(server_default=false(), default=False)
    tries: Mapped[int] = mapped_column(default=0)
    #: what the release before this one kept of a code; empty, and gone with the next release
    code_hash: Mapped[str] = mapped_column(String(64), default="")
    #: the release before this one kept used codes; gone with the next release
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class LoginSession(Base):
    """A logged-in browser; revocable. The cookie holds a random token, this row its hash."""

    __tablename__ = "login_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), index=True)
    created_at: Mapped[datetime]
    #: when it last asked for a page, to the minute
    seen_at: Mapped[datetime]
    #: its end, however busy it is
    expires_at: Mapped[datetime] = mapped_column(index=True)
    #: what the browser calls itself
    user_agent: Mapped[str] = mapped_column(String(300), server_default="", default="")
    #: when a second factor was last shown in it
    factor_at: Mapped[datetime | None] = mapped_column(default=None)
    person: Mapped[Person] = relationship(init=False, viewonly=True, lazy="joined")


class RateCount(Base):
    """How often something was tried in a window of time, over all web processes."""

    __tablename__ = "rate_counts"
    __table_args__ = (Index("ix_rate_counts_window_end", "window_end"),)

    bucket: Mapped[str] = mapped_column(String(160), primary_key=True)
    window_end: Mapped[datetime] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=1)
