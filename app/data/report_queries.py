"""The figures of the reports (I10), counted by the database from the rows of `cases` alone, never from a snapshot.

Two time axes, named in each function: by the moment of acceptance, and by the moment of the answer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from math import ceil, floor
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, extract, func, literal, select, text, tuple_
from sqlalchemy.sql import Subquery

from app.data.db import db
from app.data.models import Case, Opinion, Service
from app.vocabulary import CaseResult, Channel, Level

MOST_GROUPS = 500
DAY_SECONDS = 86_400.0
#: the median and the 90th percentile
SHARES = (0.5, 0.9)


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
        if self.by is GroupBy.MONTH and len(self.months) == 1:
            return literal(self.months[0][0])
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
    """What the database counted of one row, by the moment of acceptance. Counts of several rows add up."""

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
    #: of all answered cases together, from acceptance to answer
    seconds: float = 0.0

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})


@dataclass(frozen=True)
class Percentiles:
    """Seconds from acceptance to answer, within which half and nine tenths of the answers came."""

    median: float
    ninth: float


def count_accepted(scope: Scope, grouping: Grouping, *, now: datetime) -> dict[str, Counted]:
    """The cases accepted in the stretch of time, by row; whatever became of them later counts until `now`."""
    answered = Case.answered_at.is_not(None)
    conditions: dict[str, ColumnElement[bool]] = {
        "answered": answered,
        "open": Case.closed_at.is_(None),
        "overdue": and_(Case.closed_at.is_(None), Case.paused_at.is_(None), Case.promised_at < now),
        "promised": and_(answered, Case.promised_at.is_not(None)),
        "on_time": and_(answered, Case.answered_at <= Case.promised_at),
        **{result.value: Case.result == result for result in CaseResult},
    }
    counts = [func.sum(case((condition, 1), else_=0)).label(name) for name, condition in conditions.items()]
    columns = [func.count().label("accepted"), *counts, func.sum(_span()).label("seconds")]
    query = select(grouping.key(Case.accepted_at).label("key"), *columns).where(*_in_scope(scope, Case.accepted_at))
    rows = db.session.execute(query.group_by("key").order_by("key").limit(MOST_GROUPS)).mappings()
    return {row["key"]: _counted(row) for row in rows}


def percentiles(scope: Scope, grouping: Grouping, counted: Mapping[str, Counted]) -> dict[str, Percentiles]:
    """Median and 90th percentile of the time to answer of the cases accepted in the stretch of time, by row; rows
    without answers are left out. `counted` is what `count_accepted` said of the same rows."""
    answered = {key: counts.answered for key, counts in counted.items() if counts.answered}
    if not answered:
        return {}
    spans = select(grouping.key(Case.accepted_at).label("key"), _span().label("span"))
    spans = spans.where(*_in_scope(scope, Case.accepted_at), Case.answered_at.is_not(None))
    return _by_ranks(spans, answered) if db.is_sqlite else _by_aggregates(spans.subquery("spans"))


def count_answered(scope: Scope, grouping: Grouping) -> dict[str, int]:
    """The cases answered in the stretch of time, whenever they were accepted, by row."""
    key = grouping.key(Case.answered_at).label("key")
    query = select(key, func.count()).where(*_in_scope(scope, Case.answered_at)).group_by("key").limit(MOST_GROUPS)
    return dict(db.session.execute(query).all())


def count_opinions(scope: Scope, grouping: Grouping) -> dict[str, tuple[int, int]]:
    """(how many, sum of the marks) of the opinions on cases accepted in the stretch of time, by row."""
    key = grouping.key(Case.accepted_at).label("key")
    query = select(key, func.count(), func.sum(Opinion.overall)).join(Case, Case.id == Opinion.case_id)
    query = query.where(*_in_scope(scope, Case.accepted_at)).group_by("key").limit(MOST_GROUPS)
    return {name: (count, int(marks)) for name, count, marks in db.session.execute(query)}


def first_and_last_acceptance(agency_ids: Collection[UUID]) -> tuple[datetime, datetime] | None:
    """Between which moments these agencies have cases at all."""
    query = select(func.min(Case.accepted_at), func.max(Case.accepted_at))
    query = query.where(Case.service_id.in_(_services_of(agency_ids)))
    first, last = db.session.execute(query).one()
    return None if first is None else (first, last)


def _counted(row: Any) -> Counted:
    numbers = {f.name: int(row[f.name]) for f in fields(Counted) if f.name != "seconds"}
    return Counted(**numbers, seconds=float(row["seconds"] or 0))


def _span() -> ColumnElement[float]:
    """Seconds from acceptance to answer; NULL while there is none."""
    if db.is_sqlite:
        days: ColumnElement[float] = func.julianday(Case.answered_at) - func.julianday(Case.accepted_at)
        return func.round(days * DAY_SECONDS)
    return func.round(extract("epoch", Case.answered_at - Case.accepted_at))


def _by_aggregates(spans: Subquery) -> dict[str, Percentiles]:
    """Where the database has ordered-set aggregates."""
    shares = [func.percentile_cont(share).within_group(spans.c.span) for share in SHARES]
    query = select(spans.c.key, *shares).group_by(spans.c.key).limit(MOST_GROUPS)
    return {key: Percentiles(*map(float, values)) for key, *values in db.session.execute(query)}


def _by_ranks(spans: Select[str, float], answered: Mapping[str, int]) -> dict[str, Percentiles]:
    """The same without them: the database ranks the spans and hands over the few beside the wanted places."""
    place = func.row_number().over(partition_by=text("key"), order_by=text("span")) - 1
    inner = spans.subquery("spans")
    ranked = select(inner.c.key, inner.c.span, place.label("place")).subquery("ranked")
    wanted = [(key, rank) for key, count in answered.items() for rank in sorted({*_neighbours(count)})]
    query = select(ranked).where(tuple_(ranked.c.key, ranked.c.place).in_(wanted))
    found = {(key, rank): float(span) for key, span, rank in db.session.execute(query)}
    return {key: Percentiles(*(_between(found, key, count, s) for s in SHARES)) for key, count in answered.items()}


def _neighbours(count: int) -> list[int]:
    """The ranks (from 0) between which the wanted shares of `count` values lie."""
    places = [share * (count - 1) for share in SHARES]
    return [rank for place in places for rank in (floor(place), ceil(place))]


def _between(found: Mapping[tuple[str, int], float], key: str, count: int, share: float) -> float:
    """As `percentile_cont`: of n values the share p lies at rank p·(n-1), between two neighbours in proportion."""
    place = share * (count - 1)
    low, high = found[key, floor(place)], found[key, ceil(place)]
    return low + (high - low) * (place - floor(place))


def _in_scope(scope: Scope, moment: Any) -> list[ColumnElement[bool]]:
    # asked of an expression, not of the column: a planner without statistics takes an index on the service for sharper
    # than the one on the moment of acceptance; that on the moment of the answer begins with the service
    service = Case.service_id if moment is Case.answered_at else Case.service_id.concat("")
    conditions = [moment >= scope.start, moment < scope.end, service.in_(_services_of(scope.agency_ids))]
    narrow = {
        Case.service_id: scope.service_id,
        Case.level: scope.level,
        Case.province: scope.province,
        Case.unit_id: scope.unit_id,
        Case.channel: scope.channel,
    }
    return conditions + [column == wanted for column, wanted in narrow.items() if wanted is not None]


def _services_of(agency_ids: Collection[UUID]) -> Select[Any]:
    return select(Service.id).where(Service.agency_id.in_(agency_ids))
