"""How far somebody is known: by told numbers, codes that came back, and a card that an operator held."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.people import person_store, proof_store
from app.policy.actors import Actor
from app.policy.errors import NotPermitted
from app.usecases.identity import assurance
from app.usecases.identity.assurance import Reached
from app.vocabulary import Assurance
from tests import factories
from tests.factories import NOW
from tests.integration.agencies import Agencies, Browser
from tests.integration.frontdesk.desk_steps import consent_code, present, written
from tests.integration.portal.page_reader import Guest, last_code

SignIn = Callable[..., Browser]
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def person_id(desk: object) -> UUID:
    with transaction():
        return factories.make_person().id


@pytest.fixture
def at_desk(desk: object) -> tuple[Actor, UUID]:
    with transaction():
        place = factories.make_desk()
        return factories.make_operator(place), place.id


def level(person_id: UUID) -> Assurance:
    return assurance.level_of(person_store.get_person(person_id))


def code_came_back(person_id: UUID, *, now: object = NOW) -> None:
    with transaction():
        assurance.note_mobile_reached(person_store.get_person(person_id), now=now)  # type: ignore[arg-type]


def card_seen(person_id: UUID, at_desk: tuple[Actor, UUID]) -> None:
    with transaction():
        assurance.note_seen(person_store.get_person(person_id), desk_id=at_desk[1], by=at_desk[0], now=NOW)


def number_changes(person_id: UUID, mobile: str | None) -> None:
    with transaction():
        person_store.get_person(person_id).mobile = mobile


def test_whoever_only_told_their_numbers_is_known_by_nothing(person_id: UUID) -> None:
    assert level(person_id) is Assurance.TOLD


def test_best_proof_counts_whatever_comes_later(person_id: UUID, at_desk: tuple[Actor, UUID]) -> None:
    card_seen(person_id, at_desk)
    code_came_back(person_id, now=LATER)

    assert level(person_id) is Assurance.SEEN
    reached = assurance.reached_by(person_store.get_person(person_id))
    assert [one.level for one in reached] == [Assurance.SEEN, Assurance.MOBILE]
    assert (reached[0].by, reached[0].at, reached[0].source) == (at_desk[0].name, NOW, "original-card")


def test_code_that_comes_back_again_is_the_same_proof_confirmed(person_id: UUID) -> None:
    code_came_back(person_id)
    code_came_back(person_id, now=LATER)

    (proof,) = proof_store.list_proofs(person_id)
    assert (proof.at, proof.confirmed_at) == (NOW, LATER)


def test_proofs_of_one_number_say_nothing_of_another(person_id: UUID, at_desk: tuple[Actor, UUID]) -> None:
    card_seen(person_id, at_desk)
    code_came_back(person_id)
    number_changes(person_id, "+989351112233")
    assert level(person_id) is Assurance.TOLD

    code_came_back(person_id)

    assert level(person_id) is Assurance.MOBILE


def test_card_of_somebody_without_a_number_proves_nothing_of_the_number_told_later(
    person_id: UUID, at_desk: tuple[Actor, UUID]
) -> None:
    number_changes(person_id, None)
    card_seen(person_id, at_desk)
    assert level(person_id) is Assurance.SEEN

    number_changes(person_id, "+989351112233")

    assert level(person_id) is Assurance.TOLD


def test_withdrawn_proof_counts_no_more(person_id: UUID, at_desk: tuple[Actor, UUID]) -> None:
    card_seen(person_id, at_desk)
    with transaction():
        proof_store.withdraw(proof_store.list_proofs(person_id)[0], at=LATER)

    assert level(person_id) is Assurance.TOLD


def test_operator_vouches_only_at_their_own_desk_and_never_for_themself(
    person_id: UUID, at_desk: tuple[Actor, UUID]
) -> None:
    operator, desk_id = at_desk
    with transaction():
        other = factories.make_desk().id
    for who, where in ((person_id, other), (operator.person_id, desk_id)):
        with pytest.raises(NotPermitted):
            card_seen(who, (operator, where))
        db.session.rollback()
    assert level(person_id) is level(operator.person_id) is Assurance.TOLD


def test_login_by_code_is_written_down_once_for_each_number(app: Flask, open_agencies: Agencies) -> None:
    guest = Guest(app.test_client())
    guest.post("/login", {"national_id": "0498000117", "mobile": "09121112233"})
    assert guest.post("/login/code", {"code": last_code()}).status_code == 303

    page = guest.get("/account/identity").text

    assert "تلفن همراه پاسخ داده است" in page
    assert "با کدی که به این شماره پیامک شد" in page
    assert "۰۴۹۸۰۰۰۱۱۷" in page
    assert "اصل کارت ملی" in page, "how to be known better"


def reached_of(national_id: str) -> list[Reached]:
    db.session.rollback()
    person = person_store.find_by_national_id(national_id)
    assert person is not None
    return assurance.reached_by(person)


def test_operator_who_ticks_the_card_raises_the_person_present(open_agencies: Agencies, sign_in: SignIn) -> None:
    operator = sign_in(open_agencies.operator)
    taken = present(open_agencies)
    assert operator.post("/front-desk/intake", taken).status_code == 303
    assert reached_of(taken["national_id"]) == []

    assert operator.post("/front-desk/intake", {**taken, "saw_card": "on"}).status_code == 303

    (reached,) = reached_of(taken["national_id"])
    assert (reached.level, reached.by) == (Assurance.SEEN, open_agencies.operator.name)


def test_person_seen_at_a_desk_reads_where_and_by_whom(open_agencies: Agencies, sign_in: SignIn) -> None:
    operator = sign_in(open_agencies.operator)
    citizen = person_store.get_person(open_agencies.citizen.person_id)
    taken = present(
        open_agencies, national_id=citizen.national_id, mobile=citizen.mobile or "", name=citizen.name, saw_card="on"
    )
    assert operator.post("/front-desk/intake", taken).status_code == 303

    page = sign_in(open_agencies.citizen, lang="en").get("/account/identity").text

    assert "Original card seen at a front desk" in page
    assert open_agencies.operator.name in page
    assert "How to be known better" not in page


def test_consent_by_code_proves_the_number(open_agencies: Agencies, sign_in: SignIn) -> None:
    operator = sign_in(open_agencies.operator)
    draft = written(operator, open_agencies)
    consent = {"way": "code", "code": consent_code(operator, draft)}
    assert operator.post(f"{draft}/submit", consent).status_code == 303

    (reached,) = reached_of(present(open_agencies)["national_id"])
    assert (reached.level, reached.source) == (Assurance.MOBILE, "sms-code")
