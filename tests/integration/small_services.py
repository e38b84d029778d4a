"""Small services for tests of the machine: a diagram of a few lines, published past the gate, and cases of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.data.cases import case_store, incident_store
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.models import Case, Incident, Message
from app.data.services import service_store
from app.jobs import runner
from app.policy.actors import Actor
from app.usecases.intake import message_start
from tests import factories
from tests.factories import NOW
from tests.unit.engine.case_player import diagram


@dataclass(frozen=True)
class Place:
    """Where the cases of a test are."""

    agency_id: UUID
    unit_id: UUID
    citizen: Actor


def make_place() -> Place:
    """An agency of one unit, and a citizen."""
    with transaction():
        agency = factories.make_agency()
        unit = factories.make_unit(agency)
        return Place(agency.id, unit.id, factories.make_citizen())


__all__ = ["begin", "data_of", "diagram", "incidents", "messages", "publish", "standing"]

START = '<startEvent id="start"/><endEvent id="end"/>'


def publish(service_id: str, xml: bytes, *, agency_id: UUID) -> UUID:
    """The next version of a service of that diagram; its id."""
    service = service_store.find_service(service_id)
    if service is None:
        texts = {"title_fa": "خدمت نمونه", "title_en": "Sample service", "summary_fa": "", "summary_en": ""}
        service = service_store.add_service(
            id=service_id, agency_id=agency_id, category="other", search_text="", **texts
        )
    files = {"process.bpmn": xml.decode(), "package.yaml": "title: {fa: خدمت نمونه, en: Sample service}"}
    version = service_store.add_version(service, content_hash="0", files=files, published_at=NOW)
    return version.id


def begin(service_id: str, citizen: Actor, data: Mapping[str, object] | None = None, *, now: datetime = NOW) -> UUID:
    """A new case of the service, in a transaction of its own."""
    with transaction():
        version_id = service_store.get_service(service_id).current_version_id
        assert version_id is not None
        occasion = message_start.Occasion(
            service_id=service_id,
            version_id=version_id,
            element=None,
            applicant_id=citizen.person_id,
            data=data or {},
            key=f"test {next(_numbers)}",
        )
        return message_start.begin_case(occasion, now=now).id


_numbers = iter(range(1_000_000))


def standing(case_id: UUID) -> Case:
    """The case as it is stored now, with its snapshot."""
    db.session.rollback()
    return case_store.get_for_update(case_id)


def data_of(case_id: UUID) -> str:
    """What the snapshot of the case holds, as text."""
    return standing(case_id).snapshot.decode()


def incidents(case_id: UUID) -> list[Incident]:
    """The open incidents of a case."""
    db.session.rollback()
    return list(incident_store.list_open_incidents(case_id=case_id))


def messages(case_id: UUID) -> list[Message]:
    """What a case sent or took."""
    db.session.rollback()
    query = select(Message).where((Message.from_case_id == case_id) | (Message.case_id == case_id))
    return list(db.session.scalars(query.order_by(Message.sent_at.desc(), Message.id)))


def drain() -> None:
    """Let the jobs do everything that is due."""
    runner.drain(NOW)
