"""A library with a card that can be asked for, its diagram as a test wants it, and people of every role."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.data.cases import audit_log, case_store, item_store
from app.data.cases.audit_log import Audit
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.models import Case, WorkItem
from app.data.organisation import calendar_store
from app.data.people import person_store
from app.data.services import bundle_files
from app.policy.actors import Actor
from app.usecases.casework import work_items
from app.usecases.intake import submission
from app.usecases.promises import calendar_changes
from app.usecases.promises.calendar_changes import Change
from app.usecases.publishing import publication
from app.vocabulary import CalendarScope, ClosureCause, Level, Role
from tests import factories
from tests.factories import LIBRARY_CARD, NOW, SAMPLES


@dataclass(frozen=True)
class Library:
    """Its people, and the unit in Fars that takes the requests."""

    clerk: Actor
    colleague: Actor
    supervisor: Actor
    head: Actor
    administrator: Actor
    citizen: Actor
    unit_id: UUID
    agency_id: UUID


def build(changes: Mapping[str, str] | None = None) -> Library:
    """The library with its service; `changes` are replacements in the diagram, each of which must fit."""
    with transaction():
        agency = factories.make_agency()
        headquarters = factories.make_unit(agency)
        branch = factories.make_unit(agency, level=Level.LINE, province="fars")
        publish(changes or {})
        citizen = factories.make_citizen()
        person_store.get_person(citizen.person_id).province = "fars"
        return Library(
            clerk=factories.make_clerk(branch),
            colleague=factories.make_clerk(branch, name="حامد نوری"),
            supervisor=factories.make_clerk(branch, role=Role.SUPERVISOR, name="گلناز پارسا"),
            head=factories.make_clerk(headquarters, role=Role.SUPERVISOR, name="لاله توکلی"),
            administrator=factories.make_administrator(headquarters),
            citizen=citizen,
            unit_id=branch.id,
            agency_id=agency.id,
        )


def publish(changes: Mapping[str, str]) -> None:
    """Publish the card's service with its diagram changed."""
    files = dict(bundle_files.read_folder(SAMPLES / "processes", SAMPLES / "forms", LIBRARY_CARD))
    diagram = files["process.bpmn"]
    for old, new in changes.items():
        assert old in diagram, old
        diagram = diagram.replace(old, new, 1)
    files["process.bpmn"] = diagram
    publication.publish(service_id=LIBRARY_CARD, files=files, note="", by=None, now=NOW)


def apply(citizen: Actor, *, now: datetime = NOW) -> UUID:
    """A new request for a card; returns the case's id."""
    with transaction():
        draft = submission.start_draft(service_id=LIBRARY_CARD, by=citizen, now=now)
        submission.save_draft(draft_id=draft.id, typed={"branch": "شیراز"}, unit_id=None, by=citizen, now=now)
        return submission.submit_request(draft_id=draft.id, by=citizen, now=now).id


def case_of(case_id: UUID) -> Case:
    """The case as it stands."""
    db.session.rollback()
    case = case_store.get_case(case_id)
    db.session.expunge_all()
    return case


def item_of(case_id: UUID) -> WorkItem:
    """The one live item of a case."""
    db.session.rollback()
    (item,) = item_store.list_live(case_id)
    db.session.expunge_all()
    return item


def claim(case_id: UUID, by: Actor, *, now: datetime = NOW) -> None:
    """Take the one live item."""
    item_id = item_of(case_id).id
    with transaction():
        work_items.claim_work_item(item_id=item_id, by=by, now=now)


def decide(case_id: UUID, by: Actor, *, now: datetime, decision: str = "yes") -> None:
    """Take the one live item and decide."""
    claim(case_id, by, now=now)
    item_id = item_of(case_id).id
    with transaction():
        work_items.complete_work_item(item_id=item_id, typed={"card_decision": decision}, by=by, now=now)


def kinds_of(case_id: UUID) -> list[str]:
    """The history of a case, by kind."""
    db.session.rollback()
    return [event.kind for event in audit_log.list_events(case_id)]


def details_of(case_id: UUID, kind: Audit) -> list[dict[str, object]]:
    """What the history says of one kind of event, oldest first."""
    db.session.rollback()
    return [dict(event.detail) for event in audit_log.list_events_of(case_id, [kind])]


def change(what: Change, by: Actor, *, move: bool = False, now: datetime = NOW) -> int:
    """Make a change of the calendar; returns the new version."""
    with transaction():
        version = calendar_store.newest_version()
        return calendar_changes.save(what, based_on=version, move=move, by=by, now=now)


def closure(day: date, *, last: date | None = None, place: str = "province:fars", name: str = "طوفان شن") -> Change:
    """Closed for dust."""
    scope, _, where = place.partition(":")
    return calendar_changes.add_closure(
        scope=CalendarScope(scope),
        place=where,
        first=day,
        last=last or day,
        hours=(),
        cause=ClosureCause.DUST,
        name=calendar_changes.Bilingual(name, "Sandstorm"),
    )
