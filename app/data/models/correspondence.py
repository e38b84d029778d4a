"""What passes between the desk and the citizen: documents, questions, attendances, letters, notices, opinions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.data.models.base import Base, Id, Line, Short, enum_column
from app.data.models.cases import Case
from app.data.models.people import Person
from app.data.models.places import FrontDesk
from app.vocabulary import AttendanceState, NoticeState


class Document(Base):
    """An uploaded file; its content lies in the file store under its SHA-256."""

    __tablename__ = "documents"
    __table_args__ = (
        Index("ix_documents_case", "case_id"),
        Index("ix_documents_owner", "owner_id"),
        Index("ix_documents_sha256", "sha256"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    uploaded_by_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    file_name: Mapped[Line]
    mime: Mapped[Short]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    uploaded_at: Mapped[datetime]
    field: Mapped[str] = mapped_column(String(80), default="")
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("cases.id"), default=None)


class Question(Base):
    """A clerk asks the applicant something, at any stage (I7). While it is open the case waits for the applicant."""

    __tablename__ = "questions"
    __table_args__ = (
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_when"),
        Index("ix_questions_case", "case_id", "asked_at"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    asked_at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime]
    #: whether the applicant is asked to correct and re-submit the application
    wants_correction: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[str | None] = mapped_column(Text, default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    asked_by: Mapped[Person] = relationship(init=False, viewonly=True)
    case: Mapped[Case] = relationship(init=False, viewonly=True)


class Attendance(Base):
    """When and at which front desk the citizen is received, why, and what to bring (P1–P3).
    Its only place is a front desk: there is no column that could name a unit, a room or an expert (P2)."""

    __tablename__ = "attendances"
    __table_args__ = (
        CheckConstraint("(state = 'attended') = (recorded_by_id IS NOT NULL)", name="attended_recorded"),
        Index("ix_attendances_desk", "front_desk_id", "at"),
        Index("ix_attendances_case", "case_id"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    work_item_id: Mapped[UUID] = mapped_column(ForeignKey("work_items.id"), unique=True)
    front_desk_id: Mapped[UUID] = mapped_column(ForeignKey("front_desks.id"))
    at: Mapped[datetime]
    minutes: Mapped[int]
    reason_fa: Mapped[Line]
    reason_en: Mapped[Line]
    #: [{"fa", "en"}, …]
    bring: Mapped[list[Any]]
    state: Mapped[AttendanceState] = mapped_column(
        enum_column(AttendanceState, "state"), default=AttendanceState.BOOKED
    )
    recorded_at: Mapped[datetime | None] = mapped_column(default=None)
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"), default=None)
    front_desk: Mapped[FrontDesk] = relationship(init=False, viewonly=True)
    case: Mapped[Case] = relationship(init=False, viewonly=True)


class Letter(Base):
    """The answer (I6): a signed PDF, and the code that proves it genuine. Texts are kept as they were filled in."""

    __tablename__ = "letters"
    __table_args__ = (Index("ix_letters_case", "case_id"),)

    id: Mapped[Id] = mapped_column(init=False)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[str] = mapped_column(String(40), unique=True)
    verification_code: Mapped[str] = mapped_column(String(40), unique=True)
    issued_at: Mapped[datetime]
    #: {"title": {"fa", "en"}, "body": {…}, "signer": {…}, "unit": {…}}; letters of old have no unit
    texts: Mapped[dict[str, Any]]
    #: SHA-256 by language of the signed PDFs, once they are made
    files: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    case: Mapped[Case] = relationship(init=False, viewonly=True)


#: messages that carry a one-time code: the templates are `CodeUse`. The words of the index, which its query repeats
CARRYING_CODES = "template IN ('login-code', 'consent-code', 'handing-out-code')"


class Notice(Base):
    """A message to a person: by SMS, and always in the portal's inbox (except codes, which have no case)."""

    __tablename__ = "notices"
    __table_args__ = (
        Index("ix_notices_person", "person_id", "at"),
        Index("ix_notices_case", "case_id"),
        Index("ix_notices_codes", "at", sqlite_where=text(CARRYING_CODES), postgresql_where=text(CARRYING_CODES)),
    )

    id: Mapped[Id] = mapped_column(init=False)
    mobile: Mapped[str] = mapped_column(String(16))
    text_fa: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    template: Mapped[Short]
    state: Mapped[NoticeState] = mapped_column(enum_column(NoticeState, "state"), default=NoticeState.WAITING)
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("cases.id"), default=None)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"), default=None)
    delivered_at: Mapped[datetime | None] = mapped_column(default=None)
    error: Mapped[str | None] = mapped_column(String(500), default=None)


class ConsentCode(Base):
    """A one-time code by which somebody at a front desk agrees to the answers written for them, and to no others; or
    to the handing out of the answer to their case. The code belongs to `id` and is kept nowhere
    (`app/policy/one_time_codes.py`); it dies by use, by age, by too many tries, and with the draft."""

    __tablename__ = "consent_codes"
    __table_args__ = (CheckConstraint("(draft_id IS NULL) <> (case_id IS NULL)", name="of_one"),)

    id: Mapped[Id] = mapped_column(init=False)
    mobile: Mapped[str] = mapped_column(String(16))
    #: of the answers as they were when the code was sent; empty where it is for a paper
    answers_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    draft_id: Mapped[UUID | None] = mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"), index=True, default=None)
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("cases.id"), index=True, default=None)
    tries: Mapped[int] = mapped_column(default=0)
    #: what the release before this one kept of a code; empty, and gone with the next release
    code_hash: Mapped[str] = mapped_column(String(64), default="")


class Opinion(Base):
    """What the citizen thought of it (I9): 1 to 5 each; one opinion a case."""

    __tablename__ = "opinions"
    __table_args__ = (
        CheckConstraint("overall BETWEEN 1 AND 5", name="overall_in_range"),
        Index(
            "ix_opinions_untallied",
            *("case_id", "overall", "tallied_at"),
            sqlite_where=text("tallied_at IS NULL"),
            postgresql_where=text("tallied_at IS NULL"),
        ),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    at: Mapped[datetime]
    overall: Mapped[int]
    #: {"transparency": 1–5, "timeliness": …, "answering": …, "respect": …}
    items: Mapped[dict[str, Any]]
    remark: Mapped[str] = mapped_column(Text, default="")
    #: since when it counts in the tallies
    tallied_at: Mapped[datetime | None] = mapped_column(default=None)
