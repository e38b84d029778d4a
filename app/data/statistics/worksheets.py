"""What the worksheets measure (E3) of the cases of one service accepted on some days, samples of them, and remarks.

As in the reports, what is in the tallies is read there, and the rest counted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select

from app.data.database.session import db
from app.data.models import Case, WorksheetRemark
from app.data.statistics import case_facts, fact_tallies, tallies
from app.data.statistics.case_facts import AT_DESKS, Amount, Fact
from app.data.statistics.values import plain
from app.vocabulary import DeskKind

SAMPLE = 5
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """The cases of a service accepted on the days from `first` to `last`, the first of which begins at `start` and the
    last of which is over at `end`."""

    service_id: str
    first: date
    last: date
    start: datetime
    end: datetime


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """What passed between clerks and applicants (I7)."""

    asked: int
    answered: int
    #: forms that an applicant sent after the application itself
    corrections: int

    @classmethod
    def of(cls, measures: Mapping[str, int]) -> "Conversation":
        """As the measures have it."""
        return cls(
            asked=measures[Amount.QUESTIONS],
            answered=measures[Amount.REPLIES],
            corrections=measures[Amount.CORRECTIONS],
        )


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

    @classmethod
    def of(cls, measures: Mapping[str, int], *, sample: tuple[str, ...]) -> "Presence":
        """As the measures have it."""
        by_kind = {kind: measures[at] for kind, at in AT_DESKS.items() if measures[at]}
        total = measures[Amount.ATTENDANCES]
        return cls(
            by_kind=by_kind,
            total=total,
            elsewhere=total - sum(by_kind.values()) + measures[Amount.IN_UNITS],
            announced=measures[Amount.ANNOUNCED],
            explained=measures[Amount.EXPLAINED],
            sample=sample,
        )


def count(stretch: Stretch) -> Counter[str]:
    """The measures of the cases by name, opinions apart."""
    fresh = case_facts.summed(*_fresh(stretch))
    return fresh + fact_tallies.summed(stretch.service_id, stretch.first, stretch.last)


def count_codes(stretch: Stretch) -> int:
    """How many different tracking codes the cases have. No two of those in the tallies have the same one: the database
    admits each once, so that only the others are compared."""
    query = select(func.count(func.distinct(Case.tracking_code))).where(*_fresh(stretch))
    tallied = fact_tallies.summed(stretch.service_id, stretch.first, stretch.last)[Fact.CODED.value]
    return tallied + (db.session.scalar(query) or 0)


def sample_codes(stretch: Stretch, fact: Fact) -> tuple[str, ...]:
    """Tracking codes of the latest few cases that a fact holds for. Where it seldom does, the tallies know the days."""
    tallied: dict[str, datetime] = {}
    for day in _days_with(stretch, fact):
        # a day here begins and ends within this, wherever here is
        around = datetime.combine(day, time(), UTC)
        near = Case.accepted_at.between(around - DAY, around + 2 * DAY)
        tallied |= _latest(fact, *_of(stretch), Case.tallied_at.is_not(None), near)
        if len(tallied) >= SAMPLE:
            break
    found = _latest(fact, *_fresh(stretch)) | tallied
    return tuple(sorted(found, key=lambda code: found[code], reverse=True)[:SAMPLE])


def list_remarks(service_id: str) -> dict[str, WorksheetRemark]:
    """The remarks on a service's worksheet by indicator."""
    query = select(WorksheetRemark).where(WorksheetRemark.service_id == service_id)
    return {remark.indicator: remark for remark in db.session.scalars(query)}


def keep_remark(*, service_id: str, indicator: str, text: str, at: datetime, by_id: UUID) -> None:
    """Write a remark, or replace it."""
    db.session.merge(WorksheetRemark(service_id=service_id, indicator=indicator, text=text, at=at, by_id=by_id))


def drop_remark(*, service_id: str, indicator: str) -> None:
    """Take a remark back."""
    db.session.execute(
        delete(WorksheetRemark).where(WorksheetRemark.service_id == service_id, WorksheetRemark.indicator == indicator)
    )


def _latest(fact: Fact, *conditions: ColumnElement[bool]) -> dict[str, datetime]:
    query = select(Case.tracking_code, Case.accepted_at).where(case_facts.condition(fact), *conditions)
    return dict(db.session.execute(query.order_by(Case.accepted_at.desc(), Case.id).limit(SAMPLE)).all())


def _days_with(stretch: Stretch, fact: Fact) -> list[date]:
    span = (stretch.service_id, stretch.first, stretch.last)
    if fact is Fact.OPINION:
        return tallies.last_days_with_opinions(*span, limit=SAMPLE)
    return fact_tallies.last_days_with(fact.value, *span, limit=SAMPLE)


def _of(stretch: Stretch) -> Sequence[ColumnElement[bool]]:
    return (Case.service_id == stretch.service_id, *_accepted_in(stretch))


def _fresh(stretch: Stretch) -> Sequence[ColumnElement[bool]]:
    """Those of the cases that aren't in the tallies (yet)."""
    return (plain(Case.service_id) == stretch.service_id, *_accepted_in(stretch), Case.tallied_at.is_(None))


def _accepted_in(stretch: Stretch) -> Sequence[ColumnElement[bool]]:
    return (Case.accepted_at >= stretch.start, Case.accepted_at < stretch.end)
