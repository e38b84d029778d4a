"""What the worksheets measure (E3): counts over the cases of one service accepted in one stretch of time, and remarks.

A fact is a condition on a case; all of them are counted by one statement, and each can show its sample."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, String, and_, case, cast, delete, exists, func, select, true

from app.data.db import db
from app.data.models import (
    Attendance,
    Case,
    CaseStage,
    Document,
    FrontDesk,
    Letter,
    Notice,
    Opinion,
    Question,
    Submission,
    WorkItem,
    WorksheetRemark,
)
from app.vocabulary import Channel, DeskKind, ItemAudience

SAMPLE = 5


class Fact(StrEnum):
    """What can be said of a case."""

    ALL = "all"
    PORTAL = "portal"
    #: the application is stored as an electronic form
    SUBMITTED = "submitted"
    DOCUMENTED = "documented"
    PROMISED = "promised"
    CODED = "coded"
    #: at least one public stage carries the date on which it was entered
    STAGED = "staged"
    ANSWERED = "answered"
    LETTERED = "lettered"
    #: ended, with or without an answer
    ENDED = "ended"
    OPINION = "opinion"
    #: asked, or asked to correct
    INTERACTION = "interaction"
    ATTENDANCE = "attendance"


@dataclass(frozen=True)
class Stretch:
    """The cases of a service accepted from `start` until before `end`."""

    service_id: str
    start: datetime
    end: datetime


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """What passed between clerks and applicants (I7)."""

    asked: int
    answered: int
    #: forms that an applicant sent after the application itself
    corrections: int


@dataclass(frozen=True, kw_only=True)
class Presence:
    """The attendances (P1–P3)."""

    by_kind: dict[DeskKind, int]
    total: int
    #: attendances without a front desk, and work items of a desk that name a unit: both are refused by the database
    elsewhere: int
    #: a notice to the applicant went out before the time
    announced: int
    #: with a reason and a list of what to bring
    explained: int
    sample: tuple[str, ...]


def count_facts(stretch: Stretch) -> dict[Fact, int]:
    """How many cases each fact holds for."""
    sums = [func.sum(case((_condition(fact), 1), else_=0)).label(fact.value) for fact in Fact]
    row = db.session.execute(select(*sums).where(*_of(stretch))).one()
    return {fact: int(row._mapping[fact.value] or 0) for fact in Fact}


def count_codes(stretch: Stretch) -> int:
    """How many different tracking codes the cases have."""
    query = select(func.count(func.distinct(Case.tracking_code))).where(*_of(stretch))
    return db.session.scalar(query) or 0


def sample_codes(stretch: Stretch, fact: Fact) -> tuple[str, ...]:
    """Tracking codes of the latest few cases that a fact holds for."""
    query = select(Case.tracking_code).where(*_of(stretch), _condition(fact))
    return tuple(db.session.scalars(query.order_by(Case.accepted_at.desc(), Case.id).limit(SAMPLE)))


def mean_opinion(stretch: Stretch) -> float | None:
    """The mean mark from 1 to 5; None without opinions."""
    query = select(func.avg(Opinion.overall)).join(Case, Case.id == Opinion.case_id).where(*_of(stretch))
    mean = db.session.scalar(query)
    return None if mean is None else float(mean)


def count_documents(stretch: Stretch) -> int:
    """How many documents were uploaded to the cases."""
    query = select(func.count(Document.id)).join(Case, Case.id == Document.case_id).where(*_of(stretch))
    return db.session.scalar(query) or 0


def conversation(stretch: Stretch) -> Conversation:
    """Questions asked and answered, and corrections sent."""
    query = select(func.count(Question.id), func.count(Question.answered_at)).join(Case, Case.id == Question.case_id)
    asked, answered = db.session.execute(query.where(*_of(stretch))).one()
    sent = (
        select(func.count(Submission.id)).join(Case, Case.id == Submission.case_id).where(*_of(stretch), _sent_later())
    )
    return Conversation(asked=asked, answered=answered, corrections=db.session.scalar(sent) or 0)


def presence(stretch: Stretch) -> Presence:
    """Where citizens were received, and what they were told beforehand."""
    told = exists().where(Notice.case_id == Attendance.case_id, Notice.at < Attendance.at)
    listed = and_(Attendance.reason_fa != "", cast(Attendance.bring, String).not_in(("[]", "null")))
    columns = [
        func.count(Attendance.id),
        func.sum(case((told, 1), else_=0)),
        func.sum(case((listed, 1), else_=0)),
    ]
    query = select(*columns).join(Case, Case.id == Attendance.case_id).where(*_of(stretch))
    total, announced, explained = db.session.execute(query).one()
    by_kind = _by_kind(stretch)
    return Presence(
        by_kind=by_kind,
        total=total,
        elsewhere=total - sum(by_kind.values()) + _desk_items_in_units(stretch),
        announced=int(announced or 0),
        explained=int(explained or 0),
        sample=sample_codes(stretch, Fact.ATTENDANCE),
    )


def list_remarks(service_id: str) -> dict[str, WorksheetRemark]:
    """The remarks on a service's worksheet by indicator."""
    query = select(WorksheetRemark).where(WorksheetRemark.service_id == service_id)
    return {remark.indicator: remark for remark in db.session.scalars(query)}


def keep_remark(*, service_id: str, indicator: str, text: str, at: datetime, by_id: UUID) -> None:
    """Write a remark, or write it anew."""
    db.session.merge(WorksheetRemark(service_id=service_id, indicator=indicator, text=text, at=at, by_id=by_id))


def drop_remark(*, service_id: str, indicator: str) -> None:
    """Take a remark back."""
    db.session.execute(
        delete(WorksheetRemark).where(WorksheetRemark.service_id == service_id, WorksheetRemark.indicator == indicator)
    )


def _by_kind(stretch: Stretch) -> dict[DeskKind, int]:
    query = select(FrontDesk.kind, func.count()).join(Attendance, Attendance.front_desk_id == FrontDesk.id)
    query = query.join(Case, Case.id == Attendance.case_id).where(*_of(stretch)).group_by(FrontDesk.kind)
    return dict(db.session.execute(query).all())


def _desk_items_in_units(stretch: Stretch) -> int:
    query = select(func.count(WorkItem.id)).join(Case, Case.id == WorkItem.case_id)
    query = query.where(*_of(stretch), WorkItem.audience == ItemAudience.DESK, WorkItem.unit_id.is_not(None))
    return db.session.scalar(query) or 0


def _of(stretch: Stretch) -> Sequence[ColumnElement[bool]]:
    return (
        Case.service_id == stretch.service_id,
        Case.accepted_at >= stretch.start,
        Case.accepted_at < stretch.end,
    )


def _condition(fact: Fact) -> ColumnElement[bool]:
    def has(row: Any, *more: ColumnElement[bool]) -> ColumnElement[bool]:
        return exists().where(row.case_id == Case.id, *more)

    conditions: dict[Fact, ColumnElement[bool]] = {
        Fact.ALL: true(),
        Fact.PORTAL: Case.channel == Channel.PORTAL,
        Fact.SUBMITTED: has(Submission),
        Fact.DOCUMENTED: has(Document),
        Fact.PROMISED: Case.promised_at.is_not(None),
        Fact.CODED: Case.tracking_code != "",
        Fact.STAGED: has(CaseStage, CaseStage.entered_at.is_not(None)),
        Fact.ANSWERED: Case.answered_at.is_not(None),
        Fact.LETTERED: and_(Case.answered_at.is_not(None), has(Letter)),
        Fact.ENDED: Case.closed_at.is_not(None),
        Fact.OPINION: has(Opinion),
        Fact.INTERACTION: has(Question) | has(Submission, _sent_later()),
        Fact.ATTENDANCE: has(Attendance),
    }
    return conditions[fact]


def _sent_later() -> ColumnElement[bool]:
    return and_(Submission.audience == ItemAudience.APPLICANT, Submission.at > Case.accepted_at)
