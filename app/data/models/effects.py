"""What is due and what is sent: timers, subscriptions, outbox, incidents. Jobs claim them row by row."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.data.models.base import Base, Id, Short, enum_column
from app.data.models.cases import Case
from app.vocabulary import EffectKind, EffectState, EventKind, FailureCode, IncidentState, MessageState


class Timer(Base):
    """A waiting timer of a case; the row goes when the timer fires or its task ends."""

    __tablename__ = "timers"
    __table_args__ = (Index("ix_timers_due", "due_at"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    task_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    element: Mapped[Short]
    due_at: Mapped[datetime]


class Subscription(Base):
    """A message or signal that a case waits for. (Name, key) is unique, so that a message can wake one case only; a
    signal's key is the token that listens."""

    __tablename__ = "subscriptions"
    __table_args__ = (UniqueConstraint("kind", "message", "key"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    task_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    element: Mapped[Short]
    kind: Mapped[EventKind] = mapped_column(enum_column(EventKind, "kind"))
    message: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(200))


class Message(Base):
    """A message or signal in the mailbox: kept until a case takes it or its time is over, taken once under its id."""

    __tablename__ = "messages"
    __table_args__ = (
        CheckConstraint("(state = 'waiting') = (done_at IS NULL)", name="done_when"),
        Index(
            "ix_messages_due",
            "next_at",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index("ix_messages_name", "name", "key"),
        Index(
            "ix_messages_applicant",
            "applicant_id",
            sqlite_where=text("applicant_id IS NOT NULL"),
            postgresql_where=text("applicant_id IS NOT NULL"),
        ),
    )

    id: Mapped[Id] = mapped_column(init=False)
    #: the sender's own id of it, made unique by who sent it: sent twice, it is one message
    message_id: Mapped[str] = mapped_column(String(300), unique=True)
    kind: Mapped[EventKind] = mapped_column(enum_column(EventKind, "kind"))
    name: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(200))
    payload: Mapped[dict[str, Any]]
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    #: not before this moment; a claim pushes it forward (lease), a failure too (backoff)
    next_at: Mapped[datetime]
    #: another system by name, or None where a case of the desk sent it
    sender: Mapped[str | None] = mapped_column(String(80), default=None)
    #: the case that sent it
    from_case_id: Mapped[UUID | None] = mapped_column(ForeignKey("cases.id"), default=None, index=True)
    #: for whom a case is begun, where the message begins one and another system sent it
    applicant_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"), default=None)
    state: Mapped[MessageState] = mapped_column(enum_column(MessageState, "state"), default=MessageState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    #: a signal's share for one listening case, and the case that took the message
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("cases.id"), default=None, index=True)
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    error: Mapped[str | None] = mapped_column(Text, default=None)


class Effect(Base):
    """An outbox row: written with the step that caused it, delivered after commit, at least once, under one key."""

    __tablename__ = "effects"
    __table_args__ = (
        CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name="done_when"),
        CheckConstraint("state <> 'failed' OR code IS NOT NULL", name="failed_why"),
        Index(
            "ix_effects_due",
            "next_at",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: Mapped[Id] = mapped_column(init=False)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[EffectKind] = mapped_column(enum_column(EffectKind, "kind"))
    name: Mapped[str] = mapped_column(String(200))
    payload: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    #: not before this moment; a claim pushes it forward (lease), a failure too (backoff)
    next_at: Mapped[datetime]
    retries: Mapped[int]
    backoff: Mapped[str] = mapped_column(String(20))
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("cases.id"), default=None, index=True)
    task_id: Mapped[str | None] = mapped_column(String(40), default=None)
    element: Mapped[str | None] = mapped_column(String(80), default=None)
    state: Mapped[EffectState] = mapped_column(enum_column(EffectState, "state"), default=EffectState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    #: how the last try failed; `error` says it in a line, for people
    code: Mapped[FailureCode | None] = mapped_column(enum_column(FailureCode, "code"), default=None)
    error: Mapped[str | None] = mapped_column(Text, default=None)


class Incident(Base):
    """A step that could not be done. The case waits where it was until a person retries it."""

    __tablename__ = "incidents"
    __table_args__ = (
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed_when"),
        Index("ix_incidents_state", "state", "opened_at"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    task_id: Mapped[str] = mapped_column(String(40))
    element: Mapped[Short]
    code: Mapped[FailureCode] = mapped_column(enum_column(FailureCode, "code"))
    #: what the code is about, by name: `error` is the error code of a connector or the class of an exception
    parameters: Mapped[dict[str, Any]]
    #: the technical line, for people
    cause: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime]
    expression: Mapped[str | None] = mapped_column(Text, default=None)
    state: Mapped[IncidentState] = mapped_column(enum_column(IncidentState, "state"), default=IncidentState.OPEN)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"), default=None)
    case: Mapped[Case] = relationship(init=False, viewonly=True)
