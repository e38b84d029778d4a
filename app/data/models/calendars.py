"""Working calendars as data: rules with the span of versions in which they hold, so that any earlier version can be
read again and an old promise explained. Nothing is overwritten but the end of a rule's span."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.data.models.base import Base, Id, Line, Short, enum_column
from app.data.models.people import Person
from app.vocabulary import CalendarRuleKind, CalendarScope, ClosureCause, HolidayKind


class CalendarVersion(Base):
    """One change of the calendars, numbered from 1: who made it, when, and what it was, in words."""

    __tablename__ = "calendar_versions"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    made_at: Mapped[datetime]
    note_fa: Mapped[str] = mapped_column(String(500))
    note_en: Mapped[str] = mapped_column(String(500))
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"), default=None)
    made_by: Mapped[Person | None] = relationship(init=False)


class CalendarRule(Base):
    """A week pattern, an official holiday or a one-off closure, for the country or a part of it."""

    __tablename__ = "calendar_rules"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until > since", name="holds_a_while"),
        CheckConstraint("last_day IS NULL OR last_day >= first_day", name="days_in_order"),
        CheckConstraint("(scope = 'country') = (place = '')", name="place_unless_country"),
        CheckConstraint("(kind = 'holiday') = (certainty IS NOT NULL)", name="holidays_are_sure_or_not"),
        CheckConstraint("(kind = 'closure') = (cause IS NOT NULL)", name="closures_have_a_cause"),
        CheckConstraint("kind = 'week' OR last_day IS NOT NULL", name="only_weeks_are_open_ended"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    #: the version that brought the rule, and the one that ended it (None: it holds now)
    since: Mapped[int] = mapped_column(ForeignKey("calendar_versions.number"), index=True)
    kind: Mapped[CalendarRuleKind] = mapped_column(enum_column(CalendarRuleKind, "kind"))
    scope: Mapped[CalendarScope] = mapped_column(enum_column(CalendarScope, "scope"))
    #: "" for the country, else a province's short name, a level or a unit's id
    place: Mapped[Short]
    first_day: Mapped[date] = mapped_column(Date)
    #: {"week": seven lists of periods or null, Monday first} or {"day": periods}; a period is ["08:00", "14:00"]
    hours: Mapped[dict[str, Any]]
    name_fa: Mapped[Line]
    name_en: Mapped[Line]
    until: Mapped[int | None] = mapped_column(ForeignKey("calendar_versions.number"), default=None, index=True)
    last_day: Mapped[date | None] = mapped_column(Date, default=None)
    #: by how much people may come and go later: only hours at which everybody is there are counted
    floating_minutes: Mapped[int] = mapped_column(default=0)
    certainty: Mapped[HolidayKind | None] = mapped_column(enum_column(HolidayKind, "certainty"), default=None)
    cause: Mapped[ClosureCause | None] = mapped_column(enum_column(ClosureCause, "cause"), default=None)
