"""What a report asks the database for, and what it is told: plain values, the same whether cases were counted one by
one (`report_queries`) or taken from the tallies (`tallies`)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, String, case, cast, func, literal

from app.data.models import Case, Tally
from app.data.statistics.durations import LONGEST, Spans
from app.vocabulary import Channel, Level

MOST_GROUPS = 500


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
    """Which cases are counted: a stretch of whole days, the agencies, and what narrows them."""

    start: datetime
    end: datetime
    #: the same stretch as the tallies have it: the first days of the whole months in it, and what days are left
    months: tuple[date, ...]
    days: tuple[tuple[date, date], ...]
    agency_ids: Collection[UUID]
    service_id: str | None = None
    level: Level | None = None
    province: str | None = None
    unit_id: UUID | None = None
    channel: Channel | None = None


@dataclass(frozen=True, kw_only=True)
class Grouping:
    """How they are put in rows; `months` are (name, last day, moment at which it is over), for GroupBy.MONTH only."""

    by: GroupBy | None = None
    months: tuple[tuple[str, date, datetime], ...] = ()

    def of_case(self, moment: Any) -> ColumnElement[str]:
        """The name of the row that a case belongs to; `moment` is the column of the time axis."""
        return self._key(Case, {name: moment < over for name, _, over in self.months})

    def of_tally(self) -> ColumnElement[str]:
        """The name of the row that a tally belongs to."""
        return self._key(Tally, {name: Tally.first <= last for name, last, _ in self.months})

    def _key(self, table: type[Case] | type[Tally], months: dict[str, ColumnElement[bool]]) -> ColumnElement[str]:
        if self.by is GroupBy.MONTH:
            *before, last = months
            return case(*((months[name], name) for name in before), else_=last) if before else literal(last)
        columns: dict[GroupBy | None, Any] = {
            GroupBy.SERVICE: table.service_id,
            GroupBy.PLACE: table.level,
            GroupBy.PROVINCE: table.province,
            GroupBy.UNIT: table.unit_id,
            GroupBy.CHANNEL: table.channel,
        }
        column = columns.get(self.by)
        return literal("") if column is None else cast(column, String)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What was counted of one row, by the moment of acceptance. Counts of several rows add up."""

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
    seconds: int = 0

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})


@dataclass(frozen=True, kw_only=True)
class Sums:
    """All that is known of one row."""

    counted: Counted = field(default_factory=Counted)
    #: answers in the stretch of time, whenever the case was accepted
    given: int = 0
    opinions: int = 0
    marks: int = 0
    #: from acceptance to answer, of each answered case
    spans: Spans = field(default_factory=Spans)


def added_up(parts: Iterable[Sums]) -> Sums:
    """Several rows, or several sources of one row, in one."""
    known = list(parts)
    return Sums(
        counted=sum((part.counted for part in known), start=Counted()),
        given=sum(part.given for part in known),
        opinions=sum(part.opinions for part in known),
        marks=sum(part.marks for part in known),
        spans=Spans([run for part in known for run in part.spans.runs]),
    )


def span_of(accepted_at: datetime, answered_at: datetime) -> int:
    """How long an answer took, in whole seconds; never less than nothing, whatever clocks said."""
    return min(max(round((answered_at - accepted_at).total_seconds()), 0), LONGEST)


def plain(column: Any) -> ColumnElement[Any]:
    """The column as an expression that no index is on: what isn't in the tallies is little and has an index of its own,
    but a planner whose statistics are from before would rather walk through an index on all cases."""
    return func.coalesce(column, column)
