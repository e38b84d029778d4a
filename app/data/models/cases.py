"""A case and its projections. Worklists, tracking and reports read the projections and never load a snapshot."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from app.data.models.base import Base, Id, Line, Short, enum_column
from app.data.models.people import Person
from app.data.models.places import FrontDesk, Unit
from app.data.models.services import Service, ServiceVersion
from app.vocabulary import CaseResult, CaseStatus, Channel, ItemAudience, ItemState, Level, StageState, WarningStep

#: what reports count of a case
_SETTLED = ("accepted_at", "closed_at", "answered_at", "promised_at", "result")


class Case(Base):
    """One run of a service for one applicant: the snapshot, its fence, and what lists need of it."""

    __tablename__ = "cases"
    __table_args__ = (
        CheckConstraint("(status = 'answered') = (answered_at IS NOT NULL)", name="answered_when"),
        CheckConstraint(
            "(status IN ('answered', 'closed', 'cancelled')) = (closed_at IS NOT NULL)", name="closed_when"
        ),
        CheckConstraint("(channel = 'front-desk') = (front_desk_id IS NOT NULL)", name="desk_channel_names_desk"),
        Index("ix_cases_applicant", "applicant_id", "accepted_at"),
        # all that reports count of what isn't in the tallies yet, so that they never read the rows with their snapshots
        Index(
            "ix_cases_untallied",
            *("accepted_at", "service_id", "unit_id", "level", "province", "channel", "result"),
            *("promised_at", "answered_at", "closed_at", "paused_at", "tallied_at"),
            sqlite_where=text("tallied_at IS NULL"),
            postgresql_where=text("tallied_at IS NULL"),
        ),
        Index("ix_cases_accepted", "service_id", "accepted_at"),
        Index("ix_cases_lately", "service_id", "answered_at"),
        Index("ix_cases_wake", "wake_at", postgresql_where=text("wake_at IS NOT NULL")),
        CheckConstraint("anonymised_at IS NULL OR closed_at IS NOT NULL", name="anonymised_after_its_end"),
        Index(
            "ix_cases_kept",
            "service_id",
            "closed_at",
            sqlite_where=text("closed_at IS NOT NULL AND anonymised_at IS NULL"),
            postgresql_where=text("closed_at IS NOT NULL AND anonymised_at IS NULL"),
        ),
    )

    id: Mapped[Id] = mapped_column(init=False)
    service_id: Mapped[Short] = mapped_column(ForeignKey("services.id"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("service_versions.id"))
    tracking_code: Mapped[str] = mapped_column(String(20), unique=True)
    applicant_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    #: who pressed the button: the applicant, or an operator on the applicant's behalf
    submitted_by_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    channel: Mapped[Channel] = mapped_column(enum_column(Channel, "channel"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    level: Mapped[Level] = mapped_column(enum_column(Level, "level"))
    province: Mapped[Short]
    status: Mapped[CaseStatus] = mapped_column(enum_column(CaseStatus, "status"))
    accepted_at: Mapped[datetime]
    #: one submission makes one case, however often it is posted
    submission_key: Mapped[str] = mapped_column(String(80), unique=True)
    snapshot: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    #: optimistic fence: grows by one with each step
    step_count: Mapped[int] = mapped_column(default=1)
    wake_at: Mapped[datetime | None] = mapped_column(default=None)
    active_elements: Mapped[list[Any]] = mapped_column(default_factory=list)
    front_desk_id: Mapped[UUID | None] = mapped_column(ForeignKey("front_desks.id"), default=None)
    promised_at: Mapped[datetime | None] = mapped_column(default=None)
    #: how long the clock stood still before, in seconds
    paused_seconds: Mapped[int] = mapped_column(default=0)
    #: since when the promise is counted; None until the file is complete, where the diagram says so
    clock_started_at: Mapped[datetime | None] = mapped_column(default=None)
    #: the last moment that the law allows, where the diagram names one
    legal_limit_at: Mapped[datetime | None] = mapped_column(default=None)
    #: the version of the working calendars with which the promise was counted last
    calendar_version: Mapped[int] = mapped_column(default=0)
    #: how often the promised date was put off
    extensions: Mapped[int] = mapped_column(default=0)
    #: since when the clock stands still, while the case waits for the applicant
    paused_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    #: since when nobody can be found in it any more: what is left serves the reports
    anonymised_at: Mapped[datetime | None] = mapped_column(default=None)
    #: since when it counts in the tallies; before, reports count it itself
    tallied_at: Mapped[datetime | None] = mapped_column(default=None)
    result: Mapped[CaseResult | None] = mapped_column(enum_column(CaseResult, "result"), default=None)
    applicant: Mapped[Person] = relationship(init=False, viewonly=True, foreign_keys=[applicant_id])
    submitted_by: Mapped[Person] = relationship(init=False, viewonly=True, foreign_keys=[submitted_by_id])
    service: Mapped[Service] = relationship(init=False, viewonly=True)
    version: Mapped[ServiceVersion] = relationship(init=False, viewonly=True)
    unit: Mapped[Unit] = relationship(init=False, viewonly=True)
    front_desk: Mapped[FrontDesk | None] = relationship(init=False, viewonly=True)

    @validates("service_id", "unit_id", "level", "province", "channel", *_SETTLED)
    def _stay_as_tallied(self, name: str, value: object) -> object:
        """What the tallies say must stay true: code that lets closed cases change takes them out first."""
        if self.tallied_at is not None and value != getattr(self, name):
            raise RuntimeError(f"{name} of a case that is in the tallies can't change")
        return value


class WorkItem(Base):
    """One user task of a case. Staff items have role and unit; an item of a desk has neither (P2)."""

    __tablename__ = "work_items"
    __table_args__ = (
        UniqueConstraint("case_id", "task_id"),
        CheckConstraint("(state = 'claimed') <= (claimed_by_id IS NOT NULL)", name="claimed_by_whom"),
        CheckConstraint("(state IN ('done', 'cancelled')) = (closed_at IS NOT NULL)", name="closed_when"),
        CheckConstraint("audience <> 'desk' OR unit_id IS NULL", name="desk_never_at_a_unit"),
        Index(
            "ix_work_items_open",
            "unit_id",
            "role",
            "urgency_order",
            "due_order",
            "id",
            sqlite_where=text("state IN ('open', 'claimed')"),
            postgresql_where=text("state IN ('open', 'claimed')"),
        ),
        Index(
            "ix_work_items_of_service",
            *("unit_id", "role", "service_id", "urgency_order", "due_order", "id"),
            sqlite_where=text("state IN ('open', 'claimed')"),
            postgresql_where=text("state IN ('open', 'claimed')"),
        ),
        Index(
            "ix_work_items_warned",
            *("due_order", "id"),
            sqlite_where=text("warned IS NOT NULL AND state IN ('open', 'claimed')"),
            postgresql_where=text("warned IS NOT NULL AND state IN ('open', 'claimed')"),
        ),
        Index("ix_work_items_claimed", "claimed_by_id", "state"),
        Index("ix_work_items_case", "case_id", "state"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    #: the engine's token
    task_id: Mapped[str] = mapped_column(String(40))
    element: Mapped[Short]
    name_fa: Mapped[Line]
    name_en: Mapped[Line]
    audience: Mapped[ItemAudience] = mapped_column(enum_column(ItemAudience, "audience"))
    state: Mapped[ItemState] = mapped_column(enum_column(ItemState, "state"))
    opened_at: Mapped[datetime]
    #: due moment, or a far one where none is set, so that one index serves the order of the lists
    due_order: Mapped[datetime]
    #: as the case has it, which never changes it: a list of one service reads an index alone
    service_id: Mapped[Short] = mapped_column(default="", server_default="")
    form: Mapped[str | None] = mapped_column(String(80), default=None)
    lane: Mapped[str | None] = mapped_column(String(80), default=None)
    role: Mapped[str | None] = mapped_column(String(40), default=None)
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("units.id"), default=None)
    stage: Mapped[str | None] = mapped_column(String(80), default=None)
    due_at: Mapped[datetime | None] = mapped_column(default=None)
    priority: Mapped[int] = mapped_column(default=50)
    #: 1000 less the priority, so that it ascends as the due moment does: what a list goes by first
    urgency_order: Mapped[int] = mapped_column(default=950, server_default="950")
    candidates: Mapped[list[Any]] = mapped_column(default_factory=list)
    pauses_clock: Mapped[bool] = mapped_column(default=False)
    #: what its form shows or decides by and nobody typed: results of rules and inquiries, the item of a repetition
    facts: Mapped[dict[str, Any]] = mapped_column(default_factory=dict, server_default=text("'{}'"))
    claimed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"), default=None)
    claimed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"), default=None)
    #: the latest step of the escalation that was reached
    warned: Mapped[WarningStep | None] = mapped_column(enum_column(WarningStep, "warned"), default=None)
    case: Mapped[Case] = relationship(init=False, viewonly=True)
    claimed_by: Mapped[Person | None] = relationship(init=False, viewonly=True, foreign_keys=[claimed_by_id])
    unit: Mapped[Unit | None] = relationship(init=False, viewonly=True)


class CaseStage(Base):
    """A public stage of one case."""

    __tablename__ = "case_stages"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    stage: Mapped[Short] = mapped_column(primary_key=True)
    position: Mapped[int]
    name_fa: Mapped[Line]
    name_en: Mapped[Line]
    state: Mapped[StageState] = mapped_column(enum_column(StageState, "state"))
    entered_at: Mapped[datetime | None] = mapped_column(default=None)
    left_at: Mapped[datetime | None] = mapped_column(default=None)
    #: until when the stage should be over, where the diagram says so; set when it is entered
    due_at: Mapped[datetime | None] = mapped_column(default=None)


class Submission(Base):
    """A form as somebody filled it in: the answers, never changed afterwards."""

    __tablename__ = "submissions"
    __table_args__ = (Index("ix_submissions_case", "case_id", "at"),)

    id: Mapped[Id] = mapped_column(init=False)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    form: Mapped[Short]
    element: Mapped[Short]
    audience: Mapped[ItemAudience] = mapped_column(enum_column(ItemAudience, "audience"))
    answers: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    by: Mapped[Person] = relationship(init=False, viewonly=True)


class Draft(Base):
    """What a citizen has typed so far. Its id is the submission key: posted twice, it makes one case."""

    __tablename__ = "drafts"
    __table_args__ = (Index("ix_drafts_person", "person_id", "updated_at"),)

    id: Mapped[Id] = mapped_column(init=False)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("service_versions.id"))
    typed: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime]
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("units.id"), default=None)
    #: set when a front desk fills it in for somebody present
    front_desk_id: Mapped[UUID | None] = mapped_column(ForeignKey("front_desks.id"), default=None)
    operator_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"), default=None)
    #: made by each page that saves it; empty until the first did
    revision: Mapped[str] = mapped_column(String(32), default="", server_default="")
    version: Mapped[ServiceVersion] = relationship(init=False, viewonly=True)
    person: Mapped[Person] = relationship(init=False, viewonly=True, foreign_keys=[person_id])


class CaseEvent(Base):
    """One line of a case's history: append-only, each carrying the hash of the one before."""

    __tablename__ = "case_events"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[Short]
    detail: Mapped[dict[str, Any]]
    hash: Mapped[str] = mapped_column(String(64))
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"), default=None)
    by: Mapped[Person | None] = relationship(init=False, viewonly=True)


class CaseLook(Base):
    """A member of staff opened a case. The citizen can read who looked."""

    __tablename__ = "case_looks"
    __table_args__ = (Index("ix_case_looks_case", "case_id", "at"),)

    id: Mapped[Id] = mapped_column(init=False)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    at: Mapped[datetime]
    person: Mapped[Person] = relationship(init=False, viewonly=True)
