"""The manager's report (I10): what was accepted and answered, in which time, by whom, against the period before.

Reads only; who may read about which agency is decided here. Each measure is defined in docs/reports.md."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from app.data.database.transactions import at_one_moment
from app.data.organisation import places
from app.data.services import service_store
from app.data.statistics import live_counts, tallies
from app.data.statistics.durations import Spans
from app.data.statistics.values import Counted, GroupBy, Grouping, Scope, Sums, added_up
from app.policy import access, reporting
from app.policy.access import Permission
from app.policy.actors import Actor
from app.policy.days import local_day
from app.policy.reporting import Period
from app.usecases.organisation.provinces import province_name
from app.vocabulary import Channel, Level
from engine import Bilingual
from forms.values.dates import MONTHS_EN, MONTHS_FA
from forms.values.digits import persian_digits

if TYPE_CHECKING:
    from app.data.models import Service, Unit

__all__ = ["GroupBy", "ReportCriteria", "SortBy", "make_report", "service_performance"]

LEVELS = {
    Level.HEADQUARTERS: Bilingual("ستاد", "Headquarters"),
    Level.LINE: Bilingual("صف", "Line units"),
}
CHANNELS = {
    Channel.PORTAL: Bilingual("پنجرهٔ مردم (وب)", "Portal"),
    Channel.FRONT_DESK: Bilingual("میز خدمت و پیشخوان", "Front desk"),
}


class SortBy(StrEnum):
    """By which measure the rows are put in order; the largest first, those without one last."""

    NAME = "name"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    ANSWERED_IN_PERIOD = "answered-in-period"
    OPEN = "open"
    OVERDUE = "overdue"
    ON_TIME = "on-time"
    MEDIAN = "median"
    NINTH = "ninth"
    MEAN = "mean"
    OPINION = "opinion"


@dataclass(frozen=True, kw_only=True)
class ReportCriteria:
    """What the reader wants to see."""

    period: Period
    by: GroupBy = GroupBy.SERVICE
    service_id: str | None = None
    level: Level | None = None
    province: str | None = None
    unit_id: UUID | None = None
    channel: Channel | None = None
    #: None: months in their order, everything else by what was accepted
    sort: SortBy | None = None
    #: the smallest first
    ascending: bool = False


@dataclass(frozen=True)
class Percentiles:
    """Seconds from acceptance to answer, within which half and nine tenths of the answers came."""

    median: float
    ninth: float

    @classmethod
    def of(cls, spans: Spans) -> "Percentiles | None":
        """None where nothing was answered."""
        return cls(spans.at(0.5), spans.at(0.9)) if spans else None


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The measures of one row. Shares are numerator and denominator; times run from acceptance to answer."""

    counted: Counted = field(default_factory=Counted)
    times: Percentiles | None = None
    answered_in_period: int = 0
    opinions: int = 0
    marks: int = 0

    @property
    def median(self) -> timedelta | None:
        """Half were answered within this time."""
        return timedelta(seconds=round(self.times.median)) if self.times else None

    @property
    def ninth(self) -> timedelta | None:
        """Nine of ten were answered within this time."""
        return timedelta(seconds=round(self.times.ninth)) if self.times else None

    @property
    def mean(self) -> timedelta | None:
        """The mean time."""
        counted = self.counted
        return timedelta(seconds=round(counted.seconds / counted.answered)) if counted.answered else None

    @property
    def on_time_share(self) -> float | None:
        """Of the answers that had a promised date, those that came by it; None where there were none."""
        return self.counted.on_time / self.counted.promised if self.counted.promised else None

    @property
    def opinion(self) -> float | None:
        """The mean mark from 1 to 5."""
        return self.marks / self.opinions if self.opinions else None


@dataclass(frozen=True)
class ReportRow:
    """One row: its key (for a link) and its name."""

    key: str
    label: Bilingual
    figures: Figures


@dataclass(frozen=True, kw_only=True)
class Report:
    """A report as it was made at `made_at`."""

    query: ReportCriteria
    rows: tuple[ReportRow, ...]
    total: Figures
    #: the same measures over the period of the same length before
    before: Figures
    #: where the report is empty: the days between which there is anything at all
    known: tuple[date, date] | None
    made_at: datetime

    @property
    def is_running(self) -> bool:
        """Whether the period isn't over yet, so that the one before has had more time."""
        return self.made_at < self.query.period.end


@dataclass(frozen=True)
class Choices:
    """What a reader may narrow a report to."""

    services: Sequence["Service"]
    units: Sequence["Unit"]
    provinces: tuple[tuple[str, Bilingual], ...]


@dataclass(frozen=True)
class Performance:
    """What everybody may know about a service: the last twelve months."""

    service: "Service"
    period: Period
    figures: Figures


def make_report(query: ReportCriteria, *, by: Actor, now: datetime) -> Report:
    """The report, over the agencies that `by` may read about. Raises NotPermitted."""
    access.require(by, Permission.REPORT)
    agency_ids = reporting.readable_agencies(by)
    grouping = Grouping(by=query.by, months=query.period.months())
    with at_one_moment():
        found = _measure(_scope(query, agency_ids), grouping, now=now)
        earlier = _measure(_scope(replace(query, period=query.period.before()), agency_ids), Grouping(), now=now)
        known = None if found else _known_days(agency_ids)
    names = _names(query, agency_ids, found)
    rows = [ReportRow(key, names.get(key, Bilingual(key, key)), _figures(sums)) for key, sums in found.items()]
    return Report(
        query=query,
        rows=tuple(_in_order(rows, query)),
        total=_figures(added_up(found.values())),
        before=_figures(added_up(earlier.values())),
        known=known,
        made_at=now,
    )


def _in_order(rows: Iterable[ReportRow], query: ReportCriteria) -> list[ReportRow]:
    named = sorted(rows, key=lambda row: row.key if query.by is GroupBy.MONTH else row.label.fa)
    sort = query.sort or (SortBy.NAME if query.by is GroupBy.MONTH else SortBy.ACCEPTED)
    if sort is SortBy.NAME:
        return named[:: 1 if query.ascending or query.sort is None else -1]
    measured = [(row, value) for row in named if (value := _measure_of(row.figures, sort)) is not None]
    measured.sort(key=lambda pair: pair[1] if query.ascending else -pair[1])
    return [row for row, _ in measured] + [row for row in named if _measure_of(row.figures, sort) is None]


def _measure_of(figures: Figures, sort: SortBy) -> float | None:
    counted = figures.counted
    spans = {SortBy.MEDIAN: figures.median, SortBy.NINTH: figures.ninth, SortBy.MEAN: figures.mean}
    if sort in spans:
        span = spans[sort]
        return span.total_seconds() if span is not None else None
    return {
        SortBy.ACCEPTED: counted.accepted,
        SortBy.ANSWERED: counted.answered,
        SortBy.ANSWERED_IN_PERIOD: figures.answered_in_period,
        SortBy.OPEN: counted.open,
        SortBy.OVERDUE: counted.overdue,
        SortBy.ON_TIME: figures.on_time_share,
        SortBy.OPINION: figures.opinion,
    }[sort]


def choices_for(by: Actor) -> Choices:
    """The services, units and provinces of the agencies that `by` may read about. Raises NotPermitted."""
    access.require(by, Permission.REPORT)
    agency_ids = reporting.readable_agencies(by)
    services = [s for s in service_store.list_services() if s.agency_id in agency_ids]
    units = [unit for agency_id in sorted(agency_ids) for unit in places.list_units(agency_id)]
    provinces = sorted({unit.province for unit in units})
    return Choices(services, units, tuple((slug, province_name(slug)) for slug in provinces))


def service_performance(service_id: str, now: datetime) -> Performance:
    """What a service did in the last twelve months; anybody may read it. Raises NotFound."""
    service = service_store.get_service(service_id)
    period = reporting.year_until(local_day(now))
    return Performance(service, period, figures_of(service, period, now=now))


def figures_of(service: "Service", period: Period, *, now: datetime) -> Figures:
    """All measures of one service in a period, for any reader."""
    scope = _scope(ReportCriteria(period=period, service_id=service.id), {service.agency_id})
    with at_one_moment():
        found = _measure(scope, Grouping(), now=now)
    return _figures(added_up(found.values()))


def month_name(key: str) -> Bilingual:
    """A Jalali month, `1405-07`, in words."""
    year, _, month = key.partition("-")
    number = int(month) - 1
    return Bilingual(persian_digits(f"{MONTHS_FA[number]} {year}"), f"{MONTHS_EN[number]} {year}")


def _measure(scope: Scope, grouping: Grouping, *, now: datetime) -> dict[str, Sums]:
    """What the tallies say of each row, with what isn't in them yet."""
    sources = (tallies.count(scope, grouping), live_counts.count(scope, grouping, now=now))
    keys = sorted({key for source in sources for key in source})
    return {key: added_up(source[key] for source in sources if key in source) for key in keys}


def _figures(sums: Sums) -> Figures:
    return Figures(
        counted=sums.counted,
        times=Percentiles.of(sums.spans),
        answered_in_period=sums.given,
        opinions=sums.opinions,
        marks=sums.marks,
    )


def _known_days(agency_ids: frozenset[UUID]) -> tuple[date, date] | None:
    known = live_counts.first_and_last_acceptance(agency_ids)
    return (local_day(known[0]), local_day(known[1])) if known else None


def _scope(query: ReportCriteria, agency_ids: "frozenset[UUID] | set[UUID]") -> Scope:
    return Scope(
        start=query.period.start,
        end=query.period.end,
        months=query.period.whole_months(),
        days=query.period.other_days(),
        agency_ids=agency_ids,
        service_id=query.service_id,
        level=query.level,
        province=query.province,
        unit_id=query.unit_id,
        channel=query.channel,
    )


def _names(query: ReportCriteria, agency_ids: frozenset[UUID], keys: Mapping[str, object]) -> dict[str, Bilingual]:
    match query.by:
        case GroupBy.SERVICE:
            return {s.id: Bilingual(s.title_fa, s.title_en) for s in service_store.list_services()}
        case GroupBy.UNIT:
            units = [unit for agency_id in agency_ids for unit in places.list_units(agency_id)]
            # one database writes an id with hyphens, the other without
            return {key: Bilingual(u.name_fa, u.name_en) for u in units for key in (str(u.id), u.id.hex)}
        case GroupBy.PLACE:
            return {level.value: name for level, name in LEVELS.items()}
        case GroupBy.CHANNEL:
            return {channel.value: name for channel, name in CHANNELS.items()}
        case GroupBy.PROVINCE:
            return {key: province_name(key) for key in keys}
        case GroupBy.MONTH:
            return {key: month_name(key) for key in keys}
