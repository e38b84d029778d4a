"""A library with a card that can be asked for, its diagram as a test wants it, and people of every role."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.data import audit_log, bundle_files, calendar_queries, case_store, people, work_items
from app.data.audit_log import Audit
from app.data.db import db, transaction
from app.data.models import Case, WorkItem
from app.policy.actors import Actor
from app.usecases import calendar_editing, casework, intake, publishing
from app.usecases.calendar_editing import Change
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
        people.get_person(citizen.person_id).province = "fars"
        return Library(
            clerk=factories.make_clerk(branch),
            colleague=factories.make_clerk(branch, name="حامد نوری"),
            supervisor=factories.make_clerk(branch, role=Role.SUPERVISOR, name="گلناز پارسا"),
            head=factories.make_clerk(headquarters, role=Role.SUPERVISOR, name="لاله توکلی"),
            administrator=factories.make_clerk(headquarters, role=Role.ADMINISTRATOR, name="مدیر سامانه"),
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
    publishing.publish(service_id=LIBRARY_CARD, files=files, note="", by=None, now=NOW)


def apply(citizen: Actor, *, now: datetime = NOW) -> UUID:
    """A new request for a card; returns the case's id."""
    with transaction():
        draft = intake.start_draft(service_id=LIBRARY_CARD, by=citizen, now=now)
        intake.save_draft(draft_id=draft.id, typed={"branch": "شیراز"}, unit_id=None, by=citizen, now=now)
        return intake.submit_request(draft_id=draft.id, by=citizen, now=now).id


def case_of(case_id: UUID) -> Case:
    """The case as it stands."""
    db.session.rollback()
    case = case_store.get_case(case_id)
    db.session.expunge_all()
    return case


def item_of(case_id: UUID) -> WorkItem:
    """The one live item of a case."""
    db.session.rollback()
    (item,) = work_items.list_live(case_id)
    db.session.expunge_all()
    return item


def claim(case_id: UUID, by: Actor, *, now: datetime = NOW) -> None:
    """Take the one live item."""
    item_id = item_of(case_id).id
    with transaction():
        casework.claim_work_item(item_id=item_id, by=by, now=now)


def decide(case_id: UUID, by: Actor, *, now: datetime, decision: str = "yes") -> None:
    """Take the one live item and decide."""
    claim(case_id, by, now=now)
    item_id = item_of(case_id).id
    with transaction():
        casework.complete_work_item(item_id=item_id, typed={"card_decision": decision}, by=by, now=now)


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
        version = calendar_queries.newest_version()
        return calendar_editing.save(what, based_on=version, move=move, by=by, now=now)


def closure(day: date, *, last: date | None = None, place: str = "province:fars", name: str = "طوفان شن") -> Change:
    """Closed for dust."""
    scope, _, where = place.partition(":")
    return calendar_editing.add_closure(
        scope=CalendarScope(scope),
        place=where,
        first=day,
        last=last or day,
        hours=(),
        cause=ClosureCause.DUST,
        name=calendar_editing.Bilingual(name, "Sandstorm"),
    )
