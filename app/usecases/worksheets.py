"""The evaluator's worksheet of a service (E1, E3): what the system measured, and what a person remarks beside it.

A remark never changes a measured fact: facts are counted anew each time, remarks are stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.data import service_store, worksheet_queries
from app.data.worksheet_queries import Fact, Stretch
from app.policy import access, reporting
from app.policy.access import Permission
from app.policy.actors import Actor
from app.policy.errors import NotYours
from app.policy.reporting import Period
from app.usecases.contents import current_content
from app.usecases.indicator_texts import TITLES, Verdict
from app.usecases.measures import Known, Measured, measure_all
from app.usecases.reporting import figures_of
from app.vocabulary import Indicator
from forms.texts import Bilingual

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

    def count(self, verdict: Verdict) -> int:
        """How many of the thirteen got this verdict."""
        return sum(line.measured.verdict is verdict for line in self.lines)


def list_worksheets(period: Period, *, by: Actor, now: datetime) -> list[Sheet]:
    """The worksheets of all published services of the agencies that `by` evaluates. Raises NotPermitted."""
    return [_sheet(service, period, now=now) for service in _services(by)]


def worksheet_of(service_id: str, period: Period, *, by: Actor, now: datetime) -> Sheet:
    """One worksheet. Raises NotFound, ServiceNotOffered, NotPermitted or NotYours."""
    return _sheet(_service(service_id, by), period, now=now)


def remark(*, service_id: str, indicator: Indicator, text: str, by: Actor, now: datetime) -> None:
    """Write a remark beside an indicator; an empty one takes it back. Raises NotFound, NotPermitted or NotYours."""
    service = _service(service_id, by)
    if text.strip():
        worksheet_queries.keep_remark(
            service_id=service.id, indicator=indicator.value, text=text.strip(), at=now, by_id=by.person_id
        )
    else:
        worksheet_queries.drop_remark(service_id=service.id, indicator=indicator.value)


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


def _sheet(service: "Service", period: Period, *, now: datetime) -> Sheet:
    remarks = worksheet_queries.list_remarks(service.id)
    measured = measure_all(_known(service, period, now=now))
    lines = (Line(one, TITLES[one.indicator], remarks.get(one.indicator.value)) for one in measured)
    return Sheet(service, period, tuple(lines), now)


def _known(service: "Service", period: Period, *, now: datetime) -> Known:
    _, content = current_content(service.id)
    stretch = Stretch(service.id, period.start, period.end)
    facts = worksheet_queries.count_facts(stretch)
    return Known(
        content=content,
        facts=facts,
        samples={fact: worksheet_queries.sample_codes(stretch, fact) if facts[fact] else () for fact in Fact},
        different_codes=worksheet_queries.count_codes(stretch),
        documents=worksheet_queries.count_documents(stretch),
        mean_opinion=worksheet_queries.mean_opinion(stretch),
        talk=worksheet_queries.conversation(stretch),
        presence=worksheet_queries.presence(stretch),
        reported=_reported(service, period, now=now),
    )


def _reported(service: "Service", period: Period, *, now: datetime) -> int:
    """How many cases the manager's report counts for the same service and period (I10)."""
    return figures_of(service, period, now=now).counted.accepted
