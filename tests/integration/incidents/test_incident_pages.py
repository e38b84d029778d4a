"""The pages of incidents: the count in the header, list, cause in words, and each of the forms, hostile posts too."""

from collections.abc import Callable, Mapping
from uuid import UUID

import pytest

from app.data.cases import incident_store
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.outbox import effect_store
from app.policy.actors import Actor
from app.usecases.cases import case_steps
from app.vocabulary import Role
from tests import factories
from tests.factories import NOW
from tests.integration import small_services
from tests.integration.agencies import Agencies, Browser
from tests.integration.incidents.test_incidents import ASKS

SignIn = Callable[..., Browser]


@pytest.fixture
def staff(open_agencies: Agencies) -> tuple[Actor, Actor, Actor]:
    """A supervisor and an administrator of an agency with a service that fails, and a supervisor of another one."""
    with transaction():
        agency = factories.make_agency()
        unit = factories.make_unit(agency)
        small_services.publish("fails", ASKS, agency_id=agency.id)
        return (
            factories.make_clerk(unit, role=Role.SUPERVISOR),
            factories.make_clerk(unit, role=Role.ADMINISTRATOR),
            open_agencies.supervisor,
        )


@pytest.fixture
def incident_id(staff: object, open_agencies: Agencies) -> UUID:
    """A call that was given up."""
    return fail(open_agencies.citizen)


def fail(citizen: Actor) -> UUID:
    case_id = small_services.begin("fails", citizen)
    with transaction():
        (task_id,) = [str(effect.task_id) for effect in effect_store.list_effects(case_id) if effect.task_id]
        case_steps.fail_call(
            case_id=case_id, task_id=task_id, code="CONNECTOR_UNREACHABLE", message="timed out", now=NOW
        )
        (incident,) = incident_store.list_open_incidents(case_id=case_id)
        return incident.id


def test_list_and_count_are_of_those_who_may_mend(
    staff: tuple[Actor, Actor, Actor], incident_id: UUID, sign_in: SignIn, open_agencies: Agencies
) -> None:
    supervisor, administrator, stranger = staff
    for who in (supervisor, administrator):
        page = sign_in(who).get("/worklist/incidents").text
        assert f"/worklist/incidents/{incident_id}" in page
        assert 'رخدادها <span class="count">۱</span>' in page
    page = sign_in(stranger).get("/worklist/incidents").text
    assert (str(incident_id) in page, 'class="count">' in page.split("</header>")[0]) == (False, False)
    assert sign_in(stranger).get(f"/worklist/incidents/{incident_id}").status_code == 403
    for nobody in (open_agencies.clerk, open_agencies.citizen):
        assert sign_in(nobody).get("/worklist/incidents").status_code == 403


@pytest.mark.parametrize(
    ("lang", "words"), [("fa", "سامانهٔ دیگر پاسخ نداد"), ("en", "The other system did not answer")]
)
def test_page_tells_the_cause_in_words_and_asks_for_the_answer_by_name(
    staff: tuple[Actor, Actor, Actor], incident_id: UUID, sign_in: SignIn, lang: str, words: str
) -> None:
    page = sign_in(staff[0], lang=lang).get(f"/worklist/incidents/{incident_id}").text
    assert words in page
    assert "CONNECTOR_UNREACHABLE: timed out" in page
    assert 'name="name" maxlength="80" value="person"' in page


def test_answer_by_hand_is_read_as_json_and_the_case_goes_on(
    staff: tuple[Actor, Actor, Actor], incident_id: UUID, sign_in: SignIn
) -> None:
    browser = sign_in(staff[0])
    here = f"/worklist/incidents/{incident_id}"
    given = {"name": ["person", ""], "value": ['{"name": "سارا"}', ""], "reason": "تلفنی"}
    assert browser.post(f"{here}/resolve", given).status_code == 303
    assert "به این رخداد رسیدگی شده است" in browser.get(here).text
    with transaction():
        case_id = incident_store.get_incident(incident_id).case_id
    assert '"owner":"سارا"' in small_services.data_of(case_id)
    db.session.rollback()
    assert browser.post(f"{here}/retry").status_code == 409


@pytest.mark.parametrize(
    "given",
    [
        {"name": ["person"], "value": ["{}"], "reason": ""},
        {"name": [""], "value": ["x"], "reason": "x"},
        {"name": ["n" * 81], "value": ["x"], "reason": "x"},
        {"name": ["person"], "value": ["x" * 4001], "reason": "x"},
    ],
)
def test_a_faulty_answer_comes_back_as_it_was_typed(
    staff: tuple[Actor, Actor, Actor], incident_id: UUID, sign_in: SignIn, given: Mapping[str, object]
) -> None:
    answer = sign_in(staff[0]).post(f"/worklist/incidents/{incident_id}/resolve", given)
    assert (answer.status_code, "field-error" in answer.text) == (422, True)


def test_giving_up_needs_a_reason_that_sends_nobody_inside(
    staff: tuple[Actor, Actor, Actor], incident_id: UUID, sign_in: SignIn
) -> None:
    browser, address = sign_in(staff[1]), f"/worklist/incidents/{incident_id}/give-up"
    assert browser.post(address, {"ending": "lapsed", "reason": " "}).status_code == 422
    assert browser.post(address, {"ending": "lapsed", "reason": "به اتاق ۱۲ مراجعه کنید"}).status_code == 422
    assert browser.post(address, {"ending": "granted", "reason": "چون"}).status_code == 422
    assert browser.post(address, {"ending": "none", "reason": "چون"}).status_code == 400
    assert browser.post(address, {"ending": "lapsed", "reason": "سامانهٔ ثبت برچیده شد."}).status_code == 303
    assert browser.post(address, {"ending": "lapsed", "reason": "دوباره"}).status_code == 409


def test_all_that_failed_alike_are_tried_again_at_once(
    staff: tuple[Actor, Actor, Actor], incident_id: UUID, sign_in: SignIn, open_agencies: Agencies
) -> None:
    others = [fail(open_agencies.citizen) for _ in range(2)]
    browser = sign_in(staff[0])
    page = browser.get(f"/worklist/incidents?like={incident_id}").text
    assert all(str(one) in page for one in (incident_id, *others))
    assert browser.post(f"/worklist/incidents/{incident_id}/retry-alike").status_code == 303
    assert "۳ پرونده به راه افتاد" in browser.get("/worklist/incidents").text


@pytest.mark.parametrize("query", ["days=x", "like=1", "after=1", "room=2", "days=-1", "service=" + "s" * 81])
def test_an_address_that_means_nothing_is_not_found(
    staff: tuple[Actor, Actor, Actor], sign_in: SignIn, query: str
) -> None:
    assert sign_in(staff[0]).get(f"/worklist/incidents?{query}").status_code == 404
