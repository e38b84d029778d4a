"""A number that is lost or stolen isn't final: the original card, at a front desk, gives another one."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from app.data.database.session import db
from app.data.models import OrganisationChange, Person
from app.data.people import person_store
from app.usecases.identity import assurance, number_change
from app.usecases.notices import code_messages
from app.vocabulary import Assurance
from tests.integration.agencies import Agencies, Browser
from tests.integration.frontdesk.desk_steps import present
from tests.integration.portal.page_reader import Guest, last_code

SignIn = Callable[..., Browser]
NEW = "09351112233"


def person(person_id: UUID) -> Person:
    db.session.rollback()
    found = person_store.get_person(person_id)
    db.session.expunge_all()
    return found


@pytest.fixture
def operator(sign_in: SignIn, open_agencies: Agencies) -> Browser:
    return sign_in(open_agencies.operator)


def at_desk(staffed: Agencies, who: Person, **changed: str) -> dict[str, str]:
    return present(staffed, national_id=who.national_id, name=who.name, **{"mobile": NEW, **changed})


def test_other_number_without_the_card_is_refused_and_says_what_to_do(
    operator: Browser, open_agencies: Agencies
) -> None:
    citizen = person(open_agencies.citizen.person_id)

    refused = operator.post("/front-desk/intake", at_desk(open_agencies, citizen))

    assert refused.status_code == 422
    assert "اصل کارت ملی را ببینید" in refused.text
    assert person(citizen.id).mobile == citizen.mobile


def test_stolen_telephone_loses_the_account_to_the_owner_of_the_card(
    app: Flask, operator: Browser, sign_in: SignIn, open_agencies: Agencies
) -> None:
    citizen = person(open_agencies.citizen.person_id)
    thief = sign_in(open_agencies.citizen)
    assert thief.get("/cases").status_code == 200

    assert operator.post("/front-desk/intake", at_desk(open_agencies, citizen, saw_card="on")).status_code == 303

    assert thief.get("/cases").location.startswith("/login"), "nobody stays logged in"
    assert person(citizen.id).mobile == "+989351112233"
    assert assurance.level_of(person(citizen.id)) is Assurance.SEEN
    guest = Guest(app.test_client())
    guest.post("/login", {"national_id": citizen.national_id, "mobile": NEW})
    assert guest.post("/login/code", {"code": last_code()}).status_code == 303
    again = Guest(app.test_client())
    again.post("/login", {"national_id": citizen.national_id, "mobile": citizen.mobile})
    assert again.post("/login/code", {"code": last_code()}).status_code == 422, "the old number opens nothing"


def test_change_is_recorded_and_told_to_the_old_number(operator: Browser, open_agencies: Agencies) -> None:
    citizen = person(open_agencies.citizen.person_id)

    operator.post("/front-desk/intake", at_desk(open_agencies, citizen, saw_card="on"))

    (change,) = db.session.scalars(select(OrganisationChange).where(OrganisationChange.record_id == citizen.id))
    assert change.by_id == open_agencies.operator.person_id
    assert (change.before["mobile"], change.after["mobile"]) == (citizen.mobile, "+989351112233")
    told = [one for one in code_messages.latest() if one.template == number_change.TEMPLATE]
    assert [one.mobile for one in told] == [citizen.mobile]


def test_number_of_a_member_of_staff_is_no_operators_to_change(operator: Browser, open_agencies: Agencies) -> None:
    clerk = person(open_agencies.clerk.person_id)

    assert operator.post("/front-desk/intake", at_desk(open_agencies, clerk, saw_card="on")).status_code == 403

    assert person(clerk.id).mobile == clerk.mobile


def test_operator_cannot_give_anybody_their_own_number(operator: Browser, open_agencies: Agencies) -> None:
    citizen, own = person(open_agencies.citizen.person_id), person(open_agencies.operator.person_id).mobile
    assert own is not None

    changed = at_desk(open_agencies, citizen, saw_card="on", mobile=own)

    assert operator.post("/front-desk/intake", changed).status_code == 403
    assert person(citizen.id).mobile == citizen.mobile


def test_operator_who_changes_many_numbers_in_a_day_is_stopped(
    operator: Browser, open_agencies: Agencies, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(number_change, "CHANGES", 1)
    citizen = person(open_agencies.citizen.person_id)
    operator.post("/front-desk/intake", at_desk(open_agencies, citizen, saw_card="on"))

    stopped = operator.post("/front-desk/intake", at_desk(open_agencies, citizen, saw_card="on", mobile="09351112234"))

    assert stopped.status_code == 429
    assert person(citizen.id).mobile == "+989351112233"
