"""Tables of people and of their roles."""

from typing import Any

import pytest

from app.data.database.transactions import reading
from app.data.people import membership_store, person_store
from app.vocabulary import RecordKind, Role
from tests import factories
from tests.integration.imports import tables
from tests.integration.imports.conftest import Offices
from tests.integration.imports.tables import csv_of, found, taken

PERSON, MEMBERSHIP = RecordKind.PERSON, RecordKind.MEMBERSHIP
SARA, ALI = factories.national_id(70_001), factories.national_id(70_002)


def person(number: str, **more: Any) -> dict[str, Any]:
    return {"national_id": number, "name": "سارا رستمی", "mobile": "09121234567"} | more


def role(number: str, unit: str, **more: Any) -> dict[str, Any]:
    return person(number) | {"role": "clerk", "unit_id": unit} | more


def test_people_are_entered_once_and_put_right_by_who_may(offices: Offices) -> None:
    file = csv_of([person(SARA), person(ALI, name="علي", mobile="۰۹۱۲۷۶۵۴۳۲۱")])
    assert taken(PERSON, file, offices.administrator).new == 2
    before = tables.changes()
    assert taken(PERSON, file, offices.administrator).same == 2
    assert tables.changes() == before
    with reading():
        ali = person_store.find_by_national_id(ALI)
        assert ali is not None
        assert (ali.name, ali.mobile, ali.revision) == ("علی", "+989127654321", 1)
    # nobody works anywhere yet: the name is not an administrator's to change
    assert found(PERSON, csv_of([person(SARA, name="دیگر")]), offices.administrator) == [(2, "National id")]
    own = csv_of([person(offices.clerk_id, name="زهرا کریمی‌نژاد", mobile="")])
    assert taken(PERSON, own, offices.of_line).changed == 1
    assert found(PERSON, csv_of([person(offices.clerk_id, name="دیگر")]), offices.stranger) == [(2, "National id")]
    assert found(PERSON, csv_of([person(SARA)]), offices.clerk) == []
    assert found(PERSON, csv_of([person(factories.national_id(70_009))]), offices.clerk) == [(2, "")]


def test_faults_of_people_stand_at_their_boxes(offices: Offices) -> None:
    rows = [
        person(SARA),
        person(SARA),
        person("1234567890"),
        person(ALI, name=""),
        person(factories.national_id(70_003), mobile="123"),
        person(factories.national_id(70_004), mobile=""),
    ]
    assert sorted(found(PERSON, csv_of(rows))) == [
        (3, "National id"), (4, "National id"), (5, "Full name"), (6, "Mobile"), (7, "Mobile"),
    ]  # fmt: skip


def test_lost_zero_is_asked_about(offices: Offices) -> None:
    plan = tables.plan(PERSON, csv_of([person("84575948"), person("12345678")]))
    lost, other = plan.findings.in_order()
    assert "0084575948" in lost.text.fa
    assert "0084575948" in lost.text.en
    assert "zero" not in other.text.en or "0012345678" not in other.text.en
    taken(PERSON, csv_of([person("0084575948", mobile="9121234567")]))


def test_roles_are_given_and_people_entered_with_them(offices: Offices) -> None:
    rows = [
        role(SARA, offices.line, first_day="1405/2/1"),
        {"national_id": SARA, "role": "کارشناس", "unit_id": offices.headquarters},
        {"national_id": offices.clerk_id, "role": "supervisor", "unit_id": offices.line},
    ]
    plan = taken(MEMBERSHIP, csv_of(rows), offices.administrator)
    assert (plan.rows, plan.new) == (3, 3)
    before = tables.changes()
    assert taken(MEMBERSHIP, csv_of(rows), offices.administrator).same == 3
    assert tables.changes() == before
    with reading():
        sara = person_store.find_by_national_id(SARA)
        assert sara is not None
        held = membership_store.list_memberships(person_id=sara.id)
        assert {one.role for one in held} == {Role.CLERK, Role.EXPERT}
        assert {one.made_by_id for one in held} == {offices.administrator.person_id}


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"unit_id": ""}, "Unit"),
        ({"role": "front-desk"}, "Front desk"),
        ({"role": "national-administrator"}, "Role"),
        ({"role": "king"}, "Role"),
        ({"unit_id": "nowhere"}, "Unit"),
        ({"first_day": "1405/2/2", "last_day": "1405/2/1"}, "Last day"),
        ({"name": ""}, "Full name"),
        ({"mobile": ""}, "Mobile"),
    ],
)
def test_role_that_pages_refuse_is_refused(offices: Offices, changes: dict[str, str], column: str) -> None:
    assert found(MEMBERSHIP, csv_of([role(SARA, offices.line) | changes]), offices.administrator) == [(2, column)]


def test_roles_are_given_in_scope_only(offices: Offices) -> None:
    rows = [role(SARA, offices.line), role(SARA, offices.headquarters), role(SARA, offices.line, role="manager")]
    assert found(MEMBERSHIP, csv_of(rows), offices.of_line) == [(3, ""), (4, "")]
    assert found(MEMBERSHIP, csv_of(rows[:1]), offices.stranger) == [(2, "")]


def test_one_person_in_two_agencies_is_asked_about(offices: Offices) -> None:
    rows = [role(SARA, offices.line), role(ALI, offices.foreign), role(SARA, offices.foreign)]
    assert found(MEMBERSHIP, csv_of(rows)) == [(4, "National id")]


def test_another_name_for_a_known_id_is_asked_about(offices: Offices) -> None:
    assert found(MEMBERSHIP, csv_of([role(offices.clerk_id, offices.line, mobile="")])) == [(2, "Full name")]
    rows = [role(SARA, offices.line), role(SARA, offices.headquarters, name="سارا رستمي")]
    assert found(MEMBERSHIP, csv_of(rows)) == []
    rows[1]["name"] = "سیما رستمی"
    assert found(MEMBERSHIP, csv_of(rows)) == [(3, "Full name")]


def test_role_is_held_once_on_a_day(offices: Offices) -> None:
    held = role(SARA, offices.line, first_day="1405/1/1", last_day="1405/6/1")
    taken(MEMBERSHIP, csv_of([held]))
    assert found(MEMBERSHIP, csv_of([held | {"last_day": ""}])) == [(2, "National id")]
    assert found(MEMBERSHIP, csv_of([held | {"first_day": "1405/6/2", "last_day": ""}])) == []
    twice = role(ALI, offices.line)
    assert found(MEMBERSHIP, csv_of([twice, twice])) == [(3, "")]
    assert found(MEMBERSHIP, csv_of([twice, twice | {"last_day": "1405/12/1"}])) == [(3, "National id")]


def test_nobody_works_where_it_is_closed(offices: Offices) -> None:
    taken(RecordKind.UNIT, tables.units({"slug": "brief", "valid_until": "1405/12/1"}))
    assert found(MEMBERSHIP, csv_of([role(SARA, "brief")])) == [(2, "Last day")]
    assert found(MEMBERSHIP, csv_of([role(SARA, "brief", last_day="1405/12/1")])) == []
