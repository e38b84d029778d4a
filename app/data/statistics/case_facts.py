"""What the worksheets ask of each case (E3): facts, which hold or don't, and amounts of what hangs on it.

Each is one expression over a row of `cases`. Once a case is closed none of them changes any more, with two exceptions:
an opinion comes later, and documents go when nobody may be found in the case any longer."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, String, and_, case, cast, exists, func, select, true

from app.data.database.session import db
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
)
from app.vocabulary import Channel, DeskKind, ItemAudience


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


class Amount(StrEnum):
    """What a case may have several of."""

    DOCUMENTS = "documents"
    QUESTIONS = "questions"
    REPLIES = "replies"
    #: forms that an applicant sent after the application itself
    CORRECTIONS = "corrections"
    ATTENDANCES = "attendances"
    #: of these, those of which a notice to the applicant went out before the time
    ANNOUNCED = "announced"
    #: those with a reason and a list of what to bring
    EXPLAINED = "explained"
    #: work items of a front desk that name a unit: the database refuses them
    IN_UNITS = "in-units"
    AT_HEADQUARTERS = "at-headquarters"
    AT_OPERATIONAL = "at-operational"
    AT_PISHKHAN = "at-pishkhan"
    AT_POST = "at-post"


#: so many cases stand in one statement
MOST_IDS = 1000
#: how many attendances were at a front desk of each kind
AT_DESKS: Final = {kind: Amount(f"at-{kind.value}") for kind in DeskKind}
#: what can be counted less often later than it was at first, since retention takes it away
FADING: Final = frozenset({Fact.DOCUMENTED.value, Amount.DOCUMENTS.value})


class Described(NamedTuple):
    """What of a case counts in the worksheets; what there is nothing of is left out."""

    service_id: str
    accepted_at: datetime
    measures: Counter[str]


def of_cases(ids: Sequence[UUID]) -> Iterator[Described]:
    """The measures of each of these cases."""
    query = select(Case.service_id, Case.accepted_at, *MEASURES.values())
    for start in range(0, len(ids), MOST_IDS):
        rows = db.session.execute(query.where(Case.id.in_(ids[start : start + MOST_IDS])))
        for service_id, accepted_at, *values in rows:
            found = {name: value for name, value in zip(MEASURES, values, strict=True) if value}
            yield Described(service_id, accepted_at, Counter(found))


def summed(*conditions: ColumnElement[bool]) -> Counter[str]:
    """The measures of all cases that meet the conditions, added up."""
    columns = [measure.label(f"m{number}") for number, measure in enumerate(MEASURES.values())]
    each = select(*columns).where(*conditions).subquery()
    row = db.session.execute(select(*(func.sum(column) for column in each.c))).one()
    return Counter({name: int(value) for name, value in zip(MEASURES, row, strict=True) if value})


def condition(fact: Fact) -> ColumnElement[bool]:
    """Whether a fact holds for a row of `cases`."""
    return _CONDITIONS[fact]


def _has(row: Any, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(row.case_id == Case.id, *more)


def _number(row: Any, *more: ColumnElement[bool]) -> ColumnElement[int]:
    return select(func.count()).select_from(row).where(row.case_id == Case.id, *more).correlate(Case).scalar_subquery()


_SENT_LATER = and_(Submission.audience == ItemAudience.APPLICANT, Submission.at > Case.accepted_at)
_CONDITIONS: Final[dict[Fact, ColumnElement[bool]]] = {
    Fact.ALL: true(),
    Fact.PORTAL: Case.channel == Channel.PORTAL,
    Fact.SUBMITTED: _has(Submission),
    Fact.DOCUMENTED: _has(Document),
    Fact.PROMISED: Case.promised_at.is_not(None),
    Fact.CODED: Case.tracking_code != "",
    Fact.STAGED: _has(CaseStage, CaseStage.entered_at.is_not(None)),
    Fact.ANSWERED: Case.answered_at.is_not(None),
    Fact.LETTERED: and_(Case.answered_at.is_not(None), _has(Letter)),
    Fact.ENDED: Case.closed_at.is_not(None),
    Fact.OPINION: _has(Opinion),
    Fact.INTERACTION: _has(Question) | _has(Submission, _SENT_LATER),
    Fact.ATTENDANCE: _has(Attendance),
}
_TOLD = exists().where(Notice.case_id == Attendance.case_id, Notice.at < Attendance.at)
_LISTED = and_(Attendance.reason_fa != "", cast(Attendance.bring, String).not_in(("[]", "null")))
_AMOUNTS: Final[dict[Amount, ColumnElement[int]]] = {
    Amount.DOCUMENTS: _number(Document),
    Amount.QUESTIONS: _number(Question),
    Amount.REPLIES: _number(Question, Question.answered_at.is_not(None)),
    Amount.CORRECTIONS: _number(Submission, _SENT_LATER),
    Amount.ATTENDANCES: _number(Attendance),
    Amount.ANNOUNCED: _number(Attendance, _TOLD),
    Amount.EXPLAINED: _number(Attendance, _LISTED),
    Amount.IN_UNITS: _number(WorkItem, WorkItem.audience == ItemAudience.DESK, WorkItem.unit_id.is_not(None)),
    **{
        at: _number(Attendance, Attendance.front_desk_id == FrontDesk.id, FrontDesk.kind == kind)
        for kind, at in AT_DESKS.items()
    },
}
#: all that counts of one case, as a number; opinions come later and are counted with those of the reports
MEASURES: Final[dict[str, ColumnElement[int]]] = {
    **{fact.value: case((holds, 1), else_=0) for fact, holds in _CONDITIONS.items() if fact is not Fact.OPINION},
    **{amount.value: number for amount, number in _AMOUNTS.items()},
}
