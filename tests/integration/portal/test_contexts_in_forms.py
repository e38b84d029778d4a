"""Groups with a path, dotted keys and options out of data, from the citizen's page to the clerk's."""

from io import BytesIO
from typing import Any
from uuid import UUID

import pytest

from app.data.cases import case_store
from app.data.database.session import db
from tests.integration import agencies, form_service
from tests.integration.form_service import Office, SignIn, summary, tree

PROVINCES = [{"label": "قم", "value": "qom"}, {"label": "یزد", "value": "yazd"}]
CITIES = '=if home.province = "qom" then ["قم"] else if home.province = "yazd" then ["یزد", "میبد"] else null'
HOME = {
    "type": "group",
    "id": "g1",
    "label": "نشانی",
    "path": "home",
    "components": [
        {"type": "select", "key": "province", "id": "f1", "label": "استان", "values": PROVINCES},
        {"type": "radio", "key": "city", "id": "f2", "label": "شهر", "valuesExpression": CITIES}
        | {"validate": {"required": True}},
        {"type": "filepicker", "key": "deed.copy", "id": "f3", "label": "سند خانه"},
    ],
}
CHECKED: list[dict[str, Any]] = [
    {"type": "textfield", "key": "home.city", "id": "d1", "label": "شهر خانه", "readonly": True},
    {"type": "textfield", "key": "home.zone", "id": "d2", "label": "ناحیه"},
    {"type": "select", "key": "seen", "id": "d3", "label": "شهر دیده‌شده", "valuesExpression": "=[home.city]"},
]
ASKED = ["branch", "home.province", "home.city", "home.deed.copy"]
TYPED = {"branch": "ونک", "home.province": "yazd", "home.city": "میبد", "_asked": ASKED}

pytestmark = pytest.mark.usefixtures("open_agencies")


@pytest.fixture
def office() -> Office:
    return form_service.open_office([HOME], CHECKED)


def answers_of(case_id: UUID) -> list[dict[str, object]]:
    db.session.rollback()
    return [dict(one) for one in case_store.list_answers(case_id)]


def test_options_come_with_the_answer_that_brings_them(office: Office, sign_in: SignIn) -> None:
    citizen = sign_in(office.citizen)
    draft = form_service.begin(citizen)
    first = tree(citizen.get(draft))
    assert "هنوز گزینه‌ای" in first.xpath("string(//*[@data-question='home.city'])")

    sent = citizen.post(draft, {"branch": "ونک", "home.province": "yazd", "_asked": ["branch", "home.province"]})

    assert sent.location == draft, "the page comes again with the new question"
    again = tree(citizen.get(draft))
    assert again.xpath("//input[@name='home.city']/@value") == ["یزد", "میبد"]
    wrong = citizen.post(draft, TYPED | {"home.province": "qom"})
    assert (wrong.status_code, "یکی از گزینه‌های این پرسش" in wrong.text) == (422, True)
    assert 'href="#q-home.city-1"' in wrong.text


def test_context_goes_through_the_whole_case(office: Office, sign_in: SignIn) -> None:
    citizen, clerk = sign_in(office.citizen), sign_in(office.clerk)
    draft = form_service.begin(citizen)
    citizen.post(draft, TYPED | {"home.deed.copy-file": (BytesIO(agencies.paper()), "deed.pdf")})
    (document,) = tree(citizen.get(draft)).xpath("//input[@name='home.deed.copy']/@value")
    assert citizen.post(draft, TYPED | {"home.deed.copy": document}).location == f"{draft}/check"
    checked = summary(citizen.get(f"{draft}/check"))
    assert (checked["استان"], checked["شهر"], checked["سند خانه"]) == ("یزد", "میبد", "deed.pdf")

    case_id = form_service.case_of(citizen.post(f"{draft}/submit").location)
    home = {"province": "yazd", "city": "میبد", "deed": {"copy": [document]}}
    assert answers_of(case_id) == [{"branch": "ونک", "home": home}]
    item_id = office.claimed_item(case_id)
    page = tree(clerk.get(f"/worklist/cases/{case_id}"))
    assert page.xpath("//*[@data-question='home.city']//dd")[0].text_content().strip() == "میبد"
    assert page.xpath("//select[@name='seen']/option/@value") == ["", "میبد"]
    assert "deed.pdf" in page.text_content()

    typed = {"card_decision": "yes", "home.zone": "۳", "home.city": "جعلی", "seen": "میبد", "_asked": ["seen"]}
    assert clerk.post(f"/worklist/cases/{case_id}/items/{item_id}/complete", typed).status_code == 422
    del typed["home.city"]
    assert clerk.post(f"/worklist/cases/{case_id}/items/{item_id}/complete", typed).status_code == 303
    (decided,) = [one for one in answers_of(case_id) if "card_decision" in one]
    assert decided["home"] == home | {"zone": "3"}, "what the citizen said of it stays"
    answers = citizen.get(f"/cases/{case_id}/answers").text
    assert "میبد" in answers
    assert "deed.pdf" in answers
