"""The evaluator's worksheet of a service (E1, E3): what the system measured, and what a person remarks beside it.

A remark never changes a measured fact: facts are counted each time, remarks are stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.data.database.transactions import at_one_moment
from app.data.services import service_store
from app.data.statistics import worksheets
from app.data.statistics.case_facts import Amount, Fact
from app.data.statistics.worksheets import Conversation, Presence, Stretch
from app.policy import access, reporting
from app.policy.access import Permission
from app.policy.actors import Actor
from app.policy.errors import NotYours
from app.policy.reporting import Period
from app.usecases.evaluation.indicator_texts import TITLES, IndicatorResult
from app.usecases.evaluation.indicators import Known, Measured, measure_all
from app.usecases.reports.performance import figures_of
from app.usecases.services.versions import current_content
from app.vocabulary import Indicator
from engine import Bilingual

if TYPE_CHECKING:
    from app.data.models import Service, WorksheetRemark


@dataclass(frozen=True)
class Line:
    """One indicator of a worksheet."""

    measured: Measured
    title: Bilingual
    remark: "WorksheetRemark | None"


@dataclass(frozen=True)
class Sheet:
    """The worksheet of one service in one period, measured at `made_at`."""

    service: "Service"
    period: Period
    lines: tuple[Line, ...]
    made_at: datetime

    def count(self, verdict: IndicatorResult) -> int:
        """How many of the thirteen got this verdict."""
        return sum(line.measured.verdict is verdict for line in self.lines)


def list_worksheets(period: Period, *, by: Actor, now: datetime) -> list[Sheet]:
    """The worksheets of all published services of the agencies that `by` evaluates, without samples of their evidence.
    Raises NotPermitted."""
    return [_sheet(service, period, now=now, with_samples=False) for service in _services(by)]


def worksheet_of(service_id: str, period: Period, *, by: Actor, now: datetime) -> Sheet:
    """One worksheet. Raises NotFound, ServiceNotOffered, NotPermitted or NotYours."""
    return _sheet(_service(service_id, by), period, now=now)


def remark(*, service_id: str, indicator: Indicator, text: str, by: Actor, now: datetime) -> None:
    """Write a remark beside an indicator; an empty one takes it back. Raises NotFound, NotPermitted or NotYours."""
    service = _service(service_id, by)
    if text.strip():
        worksheets.keep_remark(
            service_id=service.id, indicator=indicator.value, text=text.strip(), at=now, by_id=by.person_id
        )
    else:
        worksheets.drop_remark(service_id=service.id, indicator=indicator.value)


def _services(by: Actor) -> "Sequence[Service]":
    access.require(by, Permission.EVALUATE)
    agency_ids = reporting.evaluated_agencies(by)
    return [service for service in service_store.list_services() if service.agency_id in agency_ids]


def _service(service_id: str, by: Actor) -> "Service":
    access.require(by, Permission.EVALUATE)
    service = service_store.get_service(service_id)
    if service.agency_id not in reporting.evaluated_agencies(by):
        raise NotYours
    return service


def _sheet(service: "Service", period: Period, *, now: datetime, with_samples: bool = True) -> Sheet:
    remarks = worksheets.list_remarks(service.id)
    measured = measure_all(_known(service, period, now=now, with_samples=with_samples))
    lines = (Line(one, TITLES[one.indicator], remarks.get(one.indicator.value)) for one in measured)
    return Sheet(service, period, tuple(lines), now)


def _known(service: "Service", period: Period, *, now: datetime, with_samples: bool) -> Known:
    _, content = current_content(service.id)
    stretch = Stretch(service.id, period.first, period.last, period.start, period.end)
    with at_one_moment():
        measures, reported = worksheets.count(stretch), figures_of(service, period, now=now)
        facts = {fact: measures[fact.value] for fact in Fact} | {Fact.OPINION: reported.opinions}
        sampled = [fact for fact in Fact if with_samples and facts[fact]]
        samples = dict.fromkeys(Fact, ()) | {fact: worksheets.sample_codes(stretch, fact) for fact in sampled}
        return Known(
            content=content,
            facts=facts,
            samples=samples,
            different_codes=worksheets.count_codes(stretch),
            documents=measures[Amount.DOCUMENTS],
            mean_opinion=reported.opinion,
            talk=Conversation.of(measures),
            presence=Presence.of(measures, sample=samples[Fact.ATTENDANCE]),
            reported=reported.counted.accepted,
        )
