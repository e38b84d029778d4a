"""Keeping agencies, units, front desks and the register: who may, what must hold, and what the history tells."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.errors import NotFound
from app.data.organisation import record_store
from app.data.organisation.errors import CodeTaken, RecordMoved
from app.policy.actors import Actor
from app.policy.errors import NotPermitted
from app.usecases.errors import RecordRefused
from app.usecases.organisation import records
from app.vocabulary import AgencyKind, ChangeAction, DeskKind, Level, RecordKind, Role, ServiceDelivery, ServiceLevel
from tests import factories
from tests.factories import NOW
from tests.integration.agencies import Agencies

UNIT = {"level": Level.LINE, "province": "fars", "name_fa": "اداره شیراز", "name_en": "Shiraz office", "slug": "shiraz"}


@pytest.fixture
def headquarters(desk: object) -> UUID:
    with transaction():
        return factories.make_unit(factories.make_agency()).id


@pytest.fixture
def agency_id(headquarters: UUID) -> UUID:
    found: UUID = record_store.get_record(RecordKind.UNIT, headquarters).agency_id
    return found


@pytest.fixture
def administrator(headquarters: UUID) -> Actor:
    with transaction():
        unit = record_store.get_record(RecordKind.UNIT, headquarters)
        return factories.make_clerk(unit, role=Role.ADMINISTRATOR)


def add_unit(agency_id: UUID, by: Actor | None = None, **changes: Any) -> UUID:
    with transaction():
        added = records.add(RecordKind.UNIT, UNIT | {"agency_id": agency_id} | changes, by=by, now=NOW)
        return UUID(str(added.id))


def faults_of(kind: RecordKind, values: dict[str, Any]) -> set[str]:
    with pytest.raises(RecordRefused) as refused, transaction():
        records.add(kind, values, by=None, now=NOW)
    return set(refused.value.errors)


def test_agency_is_added_by_the_command_line_and_told_in_the_history(desk: object) -> None:
    columns = {"slug": "transport", "name_fa": "وزارت راه", "name_en": "Roads", "kind": AgencyKind.MINISTRY}
    with transaction():
        agency = records.add(RecordKind.AGENCY, columns, by=None, now=NOW)

    (line,) = record_store.list_changes(record_id=agency.id, limit=5)
    assert (line.action, line.by_id, line.agency_id, line.name) == (ChangeAction.CREATED, None, agency.id, "وزارت راه")
    assert line.before == {}
    assert line.after["kind"] == "ministry"


def test_change_tells_only_what_differs_and_who_did_it(agency_id: UUID, administrator: Actor) -> None:
    with transaction():
        records.change(
            RecordKind.AGENCY, agency_id, {"phone": "021-1", "slug": "other"}, based_on=1, by=administrator, now=NOW
        )
    (line,) = record_store.list_changes(agency_ids=[agency_id], limit=5)
    assert (line.before, line.after, line.by_id) == ({"phone": ""}, {"phone": "021-1"}, administrator.person_id)


def test_second_of_two_administrators_is_told(agency_id: UUID, administrator: Actor) -> None:
    with transaction():
        records.change(RecordKind.AGENCY, agency_id, {"phone": "1"}, based_on=1, by=administrator, now=NOW)
    with pytest.raises(RecordMoved), transaction():
        records.change(RecordKind.AGENCY, agency_id, {"phone": "2"}, based_on=1, by=None, now=NOW)
    db.session.expire_all()
    assert record_store.get_record(RecordKind.AGENCY, agency_id).phone == "1"


def test_saving_without_a_change_writes_nothing(agency_id: UUID) -> None:
    with transaction():
        records.change(RecordKind.AGENCY, agency_id, {"phone": ""}, based_on=7, by=None, now=NOW)
    assert record_store.list_changes(record_id=agency_id, limit=5) == []


def test_administrator_acts_on_their_own_agency_only(staffed: Agencies, agency_id: UUID, administrator: Actor) -> None:
    with transaction():
        other = factories.make_agency("bank")
    with pytest.raises(NotPermitted):
        add_unit(other.id, administrator)
    with pytest.raises(NotPermitted), transaction():
        records.change(RecordKind.AGENCY, other.id, {"phone": "1"}, based_on=None, by=administrator, now=NOW)
    with pytest.raises(NotPermitted), transaction():
        records.add(RecordKind.AGENCY, {"slug": "x", "name_fa": "x", "name_en": "x"}, by=administrator, now=NOW)
    assert add_unit(agency_id, administrator)


def test_administrator_of_a_unit_adds_below_it_only(agency_id: UUID) -> None:
    mine, theirs = add_unit(agency_id), add_unit(agency_id, slug="yazd")
    with transaction():
        by = factories.make_clerk(record_store.get_record(RecordKind.UNIT, mine), role=Role.ADMINISTRATOR)
    assert add_unit(agency_id, by, slug="below", parent_id=mine)
    for parent in (theirs, None):
        with pytest.raises(NotPermitted):
            add_unit(agency_id, by, slug="elsewhere", parent_id=parent)


def test_counter_is_the_nations(administrator: Actor) -> None:
    counter = {
        "slug": "vanak", "kind": DeskKind.PISHKHAN, "province": "tehran", "name_fa": "ونک", "name_en": "Vanak",
        "address_fa": "ونک", "address_en": "Vanak",
    }  # fmt: skip
    with pytest.raises(NotPermitted), transaction():
        records.add(RecordKind.FRONT_DESK, counter, by=administrator, now=NOW)
    with transaction():
        national = factories.make_administrator(record_store.get_record(RecordKind.UNIT, _unit_of(administrator)))
        desk = records.add(RecordKind.FRONT_DESK, counter, by=national, now=NOW)
    (line,) = record_store.list_changes(record_id=desk.id, limit=5)
    assert line.agency_id is None


def _unit_of(actor: Actor) -> UUID:
    unit = actor.seats[0].unit_id
    assert unit is not None
    return unit


def test_code_is_given_once(agency_id: UUID) -> None:
    add_unit(agency_id)
    with pytest.raises(CodeTaken):
        add_unit(agency_id)


def test_units_make_no_circle(agency_id: UUID) -> None:
    top = add_unit(agency_id)
    below = add_unit(agency_id, slug="below", parent_id=top)
    for above in (top, below):
        with pytest.raises(RecordRefused) as refused, transaction():
            records.change(RecordKind.UNIT, top, {"parent_id": above}, based_on=None, by=None, now=NOW)
        assert set(refused.value.errors) == {"parent_id"}


def test_unit_stands_below_one_of_its_own_agency_on_days_in_order(agency_id: UUID) -> None:
    with transaction():
        foreign = factories.make_unit(factories.make_agency("bank"))
    unit = UNIT | {"agency_id": agency_id}
    assert faults_of(RecordKind.UNIT, unit | {"parent_id": foreign.id}) == {"parent_id"}
    assert faults_of(RecordKind.UNIT, unit | {"province": "atlantis"}) == {"province"}
    turned = {"valid_from": NOW.date(), "valid_until": NOW.date().replace(day=1)}
    assert faults_of(RecordKind.UNIT, unit | turned) == {"valid_until"}
    line = add_unit(agency_id)
    above = {"level": Level.HEADQUARTERS, "parent_id": line, "slug": "hq"}
    assert faults_of(RecordKind.UNIT, unit | above) == {"parent_id"}
    with pytest.raises(NotFound):
        add_unit(agency_id, slug="orphan", parent_id=uuid4())


def test_desk_belongs_to_its_agency_and_unit(agency_id: UUID, headquarters: UUID) -> None:
    with transaction():
        foreign = factories.make_unit(factories.make_agency("bank"))
    desk = {
        "slug": "d", "kind": DeskKind.OPERATIONAL, "province": "fars", "name_fa": "میز", "name_en": "Desk",
        "address_fa": "شیراز", "address_en": "Shiraz", "agency_id": agency_id,
    }  # fmt: skip
    assert faults_of(RecordKind.FRONT_DESK, desk | {"unit_id": foreign.id}) == {"unit_id"}
    assert faults_of(RecordKind.FRONT_DESK, desk | {"agency_id": None}) == {"agency_id"}
    assert faults_of(RecordKind.FRONT_DESK, desk | {"kind": DeskKind.POST}) == {"agency_id"}
    assert faults_of(RecordKind.FRONT_DESK, desk | {"latitude": 29.6}) == {"latitude"}
    with transaction():
        records.add(RecordKind.FRONT_DESK, desk | {"unit_id": headquarters}, by=None, now=NOW)


def test_register_counts_services_here_elsewhere_and_on_paper(agency_id: UUID) -> None:
    with transaction():
        service = factories.publish_library_card().service
        other = factories.make_agency("bank").id
    entry = {
        "agency_id": agency_id, "slug": "card", "title_fa": "کارت", "title_en": "Card",
        "level": ServiceLevel.BOTH, "delivery": ServiceDelivery.DESK, "service_id": service.id,
    }  # fmt: skip
    elsewhere = {"delivery": ServiceDelivery.ELSEWHERE, "service_id": None}
    kind = RecordKind.REGISTERED_SERVICE
    assert faults_of(kind, entry | {"service_id": "unknown"}) == {"service_id"}
    assert faults_of(kind, entry | {"agency_id": other}) == {"service_id"}
    assert faults_of(kind, entry | elsewhere) == {"address"}
    assert faults_of(kind, entry | elsewhere | {"service_id": service.id, "address": "x"}) == {"service_id"}
    with transaction():
        card = records.add(kind, entry, by=None, now=NOW)
        paper = {"slug": "paper", "delivery": ServiceDelivery.PAPER, "service_id": None, "parent_id": card.id}
        records.add(kind, entry | paper, by=None, now=NOW)
    assert faults_of(
        kind,
        entry
        | {
            "slug": "z",
            "agency_id": other,
            "service_id": None,
            "delivery": ServiceDelivery.PAPER,
            "parent_id": card.id,
        },
    ) == {"parent_id"}
