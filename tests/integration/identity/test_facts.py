"""What is known of a person stands in forms as a fact: with its source, not asked, and whatever is typed."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from app.data.cases import case_store
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.people import person_store, proof_store
from app.usecases.casework import work_items
from app.usecases.identity import assurance
from app.vocabulary import Assurance, FactSource, IdentityFactName
from tests.factories import NOW
from tests.integration.agencies import Agencies, Browser
from tests.integration.portal.page_reader import CERTIFICATE_FORM, begin

SignIn = Callable[..., Browser]
NAMES = dict(zip(IdentityFactName, ("زهرا", "راستین", "محمد", "1985-03-21"), strict=True))
#: as somebody writes who would rather be somebody else
FORGED = {
    "national_id": "0498000117",
    "first_name": "کاوه",
    "last_name": "جعلی",
    "father_name": "دیگری",
    "birth_date-day": "1",
}


@pytest.fixture
def known(open_agencies: Agencies) -> UUID:
    """The sample citizen, whom the registry knows."""
    person_id = open_agencies.citizen.person_id
    with transaction():
        person = person_store.get_person(person_id)
        assurance.note_mobile_reached(person, now=NOW)
        assurance.note(person, Assurance.MATCHED, source=FactSource.REGISTRY, now=NOW)
        proof_store.keep_facts(person_id, NAMES, source=FactSource.REGISTRY, at=NOW)
    return person_id


@pytest.fixture
def citizen(sign_in: SignIn, open_agencies: Agencies) -> Browser:
    return sign_in(open_agencies.citizen)


def answers_of(location: str) -> dict[str, object]:
    db.session.rollback()
    case = case_store.get_case(UUID(location.partition("?")[0].rpartition("/")[2]))
    return dict(work_items.known_answers(case.id))


def sent(citizen: Browser, draft: str, form: dict[str, object]) -> str:
    assert citizen.post(draft, form).location == f"{draft}/check"
    return citizen.post(f"{draft}/submit").location


def test_facts_are_shown_with_their_source_and_not_asked(citizen: Browser, known: UUID) -> None:
    page = citizen.get(begin(citizen)).text

    assert "از ثبت احوال" in page
    assert "پیامک‌ها به همین شماره فرستاده می‌شود" in page
    for name in ("first_name", "last_name", "father_name", "mobile"):
        assert f'id="q-{name}"' not in page
    assert 'name="birth_date-day"' not in page
    for value in ("زهرا", "راستین", "محمد"):
        assert value in page


def test_letter_would_carry_the_facts_whatever_was_typed(citizen: Browser, known: UUID) -> None:
    case = sent(citizen, begin(citizen), {**CERTIFICATE_FORM, **FORGED})

    answers = answers_of(case)
    mobile = person_store.get_person(known).mobile
    assert {name.value: answers[name.value] for name in NAMES} == {name.value: v for name, v in NAMES.items()}
    assert answers["mobile"] == mobile


def test_form_goes_through_as_the_browser_posts_it_without_the_facts(citizen: Browser, known: UUID) -> None:
    draft = begin(citizen)
    asked = {key: CERTIFICATE_FORM[key] for key in ("purpose", "receiving_body", "declaration")}

    assert citizen.post(draft, asked).location == f"{draft}/check"
    page = citizen.get(f"{draft}/check").text

    assert "راستین" in page
    assert f"{draft}#q-last_name" not in page, "there is nothing to change"
    assert f"{draft}#q-purpose" in page


def test_what_the_registry_learns_meanwhile_goes_before_what_was_typed(
    citizen: Browser, open_agencies: Agencies
) -> None:
    draft = begin(citizen)
    assert citizen.post(draft, CERTIFICATE_FORM).location == f"{draft}/check"
    with transaction():
        person = person_store.get_person(open_agencies.citizen.person_id)
        assurance.note(person, Assurance.MATCHED, source=FactSource.REGISTRY, now=NOW + timedelta(seconds=1))
        proof_store.keep_facts(person.id, NAMES, source=FactSource.REGISTRY, at=NOW)

    answers = answers_of(citizen.post(f"{draft}/submit").location)

    assert (answers["first_name"], answers["last_name"]) == ("زهرا", "راستین")


def test_whoever_is_only_told_writes_their_names_as_before(citizen: Browser) -> None:
    draft = begin(citizen)

    assert 'id="q-first_name"' in citizen.get(draft).text
    assert answers_of(sent(citizen, draft, dict(CERTIFICATE_FORM)))["first_name"] == CERTIFICATE_FORM["first_name"]


def test_facts_of_a_number_that_isnt_theirs_any_more_are_not_shown(citizen: Browser, known: UUID) -> None:
    with transaction():
        assurance.withdraw(person_store.get_person(known), Assurance.MATCHED, now=NOW)

    page = citizen.get(begin(citizen)).text

    assert "راستین" not in page
    assert 'id="q-last_name"' in page
    assert 'id="q-mobile"' not in page, "the number was still reached"


def test_fact_that_its_question_would_not_take_is_asked_for(citizen: Browser, known: UUID) -> None:
    with transaction():
        proof_store.keep_facts(known, {IdentityFactName.LAST_NAME: "ر" * 200}, source=FactSource.REGISTRY, at=NOW)

    assert 'id="q-last_name"' in citizen.get(begin(citizen)).text
