"""The figures of the reports (I10), counted by the database from the rows of `cases` alone, never from a snapshot.

Two time axes, named in each function: by the moment of acceptance, and by the moment of the answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Float, Select, String, and_, case, cast, extract, func, literal, select
from sqlalchemy.sql import Subquery

from app.data.db import db
from app.data.models import Case, Opinion, Service
from app.vocabulary import CaseResult, Channel, Level

MOST_GROUPS = 500
DAY_SECONDS = 86_400.0


class GroupBy(StrEnum):
    """What a row of the report stands for."""

    SERVICE = "service"
    PLACE = "place"
    PROVINCE = "province"
    UNIT = "unit"
    MONTH = "month"
    CHANNEL = "channel"


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Which cases are counted: a stretch of time, the agencies, and what narrows them."""

    start: datetime
    end: datetime
    agency_ids: Collection[UUID]
    service_id: str | None = None
    level: Level | None = None
    province: str | None = None
    unit_id: UUID | None = None
    channel: Channel | None = None


@dataclass(frozen=True, kw_only=True)
class Grouping:
    """How they are put in rows; `months` are (name, moment at which the month is over), for GroupBy.MONTH only."""

    by: GroupBy | None = None
    months: tuple[tuple[str, datetime], ...] = ()

    def key(self, moment: Any) -> ColumnElement[str]:
        """The name of the row that a case belongs to; `moment` is the column of the time axis."""
        if self.by is GroupBy.MONTH:
            return case(*((moment < over, name) for name, over in self.months[:-1]), else_=self.months[-1][0])
        columns: dict[GroupBy | None, Any] = {
            GroupBy.SERVICE: Case.service_id,
            GroupBy.PLACE: Case.level,
            GroupBy.PROVINCE: Case.province,
            GroupBy.UNIT: Case.unit_id,
            GroupBy.CHANNEL: Case.channel,
        }
        column = columns.get(self.by)
        return literal("") if column is None else cast(column, String)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What the database counted of one row, by the moment of acceptance. Spans are seconds."""

    accepted: int = 0
    answered: int = 0
    open: int = 0
    overdue: int = 0
    promised: int = 0
    on_time: int = 0
    granted: int = 0
    refused: int = 0
    withdrawn: int = 0
    lapsed: int = 0
    mean: float | None = None
    median: float | None = None
    ninth: float | None = None


def count_accepted(scope: Scope, grouping: Grouping, *, now: datetime) -> dict[str, Counted]:
    """The cases accepted in the stretch of time, by row; whatever became of them later counts until `now`."""
    rows = _accepted_rows(scope, grouping, now=now)
    measured = db.session.execute(_by_windows(rows) if db.is_sqlite else _by_percentiles(rows))
    return {row.key: Counted(**{name: row._mapping[name] for name in Counted.__dataclass_fields__}) for row in measured}


def count_answered(scope: Scope, grouping: Grouping) -> dict[str, int]:
    """The cases answered in the stretch of time, whenever they were accepted, by row."""
    key = grouping.key(Case.answered_at).label("key")
    query = select(key, func.count()).where(*_in_scope(scope, Case.answered_at)).group_by("key").limit(MOST_GROUPS)
    return dict(db.session.execute(query).tuples().all())


def count_opinions(scope: Scope, grouping: Grouping) -> dict[str, tuple[int, int]]:
    """(how many, sum of the marks) of the opinions on cases accepted in the stretch of time, by row."""
    key = grouping.key(Case.accepted_at).label("key")
    query = select(key, func.count(), func.sum(Opinion.overall)).join(Case, Case.id == Opinion.case_id)
    query = query.where(*_in_scope(scope, Case.accepted_at)).group_by("key").limit(MOST_GROUPS)
    return {name: (count, int(marks)) for name, count, marks in db.session.execute(query)}


def first_and_last_acceptance(agency_ids: Collection[UUID]) -> tuple[datetime, datetime] | None:
    """Between which moments these agencies have cases at all."""
    query = select(func.min(Case.accepted_at), func.max(Case.accepted_at)).where(_of_agencies(agency_ids))
    first, last = db.session.execute(query).one()
    return None if first is None else (first, last)


def _accepted_rows(scope: Scope, grouping: Grouping, *, now: datetime) -> Subquery:
    """One row a case: key, span in seconds, and ones and noughts to be summed."""
    late = and_(Case.closed_at.is_(None), Case.paused_at.is_(None), Case.promised_at < now)
    kept = and_(Case.answered_at.is_not(None), Case.answered_at <= Case.promised_at)
    promised = and_(Case.answered_at.is_not(None), Case.promised_at.is_not(None))
    flags = {
        "open": Case.closed_at.is_(None),
        "overdue": late,
        "promised": promised,
        "on_time": kept,
        **{result.value: Case.result == result for result in CaseResult},
    }
    columns = [case((condition, 1), else_=0).label(name) for name, condition in flags.items()]
    query = select(grouping.key(Case.accepted_at).label("key"), _span().label("span"), *columns)
    return query.where(*_in_scope(scope, Case.accepted_at)).subquery("counted")


def _span() -> ColumnElement[float]:
    """Seconds from acceptance to answer; NULL while there is none."""
    if db.is_sqlite:
        days: ColumnElement[float] = func.julianday(Case.answered_at) - func.julianday(Case.accepted_at)
        return func.round(days * DAY_SECONDS)
    return func.round(extract("epoch", Case.answered_at - Case.accepted_at))


def _sums(rows: Subquery) -> list[ColumnElement[Any]]:
    names = ("open", "overdue", "promised", "on_time", *CaseResult)
    return [
        func.count().label("accepted"),
        func.count(rows.c.span).label("answered"),
        *(func.sum(rows.c[str(name)]).label(str(name)) for name in names),
        func.avg(rows.c.span).label("mean"),
    ]


def _by_percentiles(rows: Subquery) -> Select[Any]:
    """Where the database has ordered-set aggregates."""
    shares = [
        cast(func.percentile_cont(share).within_group(rows.c.span), Float).label(name)
        for name, share in (("median", 0.5), ("ninth", 0.9))
    ]
    sums = [cast(s, Float).label("mean") if s.name == "mean" else s for s in _sums(rows)]
    return select(rows.c.key, *sums, *shares).group_by(rows.c.key).order_by(rows.c.key).limit(MOST_GROUPS)


def _by_windows(rows: Subquery) -> Select[Any]:
    """The same by ranks: of n spans the share p lies at rank p·(n-1), between two neighbours in proportion, so each
    span weighs what its rank is short of one step away from there."""
    place = func.row_number().over(partition_by=rows.c.key, order_by=rows.c.span) - 1
    ranked = select(rows.c.key, rows.c.span, place.label("place")).where(rows.c.span.is_not(None)).subquery("ranked")
    sums = select(rows.c.key, *_sums(rows)).group_by(rows.c.key).subquery("sums")

    def weighted(share: float) -> ColumnElement[float]:
        weight = 1.0 - func.abs(ranked.c.place - share * (sums.c.answered - 1))
        return func.sum(case((weight > 0, weight * ranked.c.span)))

    # the sums come first: their counts place the ranks
    shares = select(sums.c.key, weighted(0.5).label("median"), weighted(0.9).label("ninth"))
    shares = shares.join(ranked, ranked.c.key == sums.c.key).group_by(sums.c.key)
    found = shares.subquery("shares")
    query = select(sums, found.c.median, found.c.ninth).outerjoin(found, found.c.key == sums.c.key)
    return query.order_by(sums.c.key).limit(MOST_GROUPS)


def _in_scope(scope: Scope, moment: Any) -> list[ColumnElement[bool]]:
    conditions = [moment >= scope.start, moment < scope.end, _of_agencies(scope.agency_ids)]
    narrow = {
        Case.service_id: scope.service_id,
        Case.level: scope.level,
        Case.province: scope.province,
        Case.unit_id: scope.unit_id,
        Case.channel: scope.channel,
    }
    return conditions + [column == wanted for column, wanted in narrow.items() if wanted is not None]


def _of_agencies(agency_ids: Collection[UUID]) -> ColumnElement[bool]:
    return Case.service_id.in_(select(Service.id).where(Service.agency_id.in_(agency_ids)))
