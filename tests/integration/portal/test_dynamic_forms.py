"""FEEL in a form's texts, limits and switches on the pages of citizens and clerks."""

from typing import Any
from uuid import UUID

import pytest

from app.data.cases import case_store
from app.data.database.session import db
from tests.integration import form_service
from tests.integration.form_service import Office, SignIn, summary, tree

AREA = {"type": "number", "key": "area", "id": "f1", "label": "مساحت"}
BUILT = {
    "type": "number",
    "key": "built",
    "id": "f2",
    "label": "زیربنا (حداکثر {{ area * 2 }})",
    "validate": {"max": "=area * 2", "required": "=area > 100"},
}
NAME = {
    "type": "textfield",
    "key": "holder",
    "id": "f3",
    "label": "دارنده",
    "readonly": "=area = 7",
    "defaultValue": "الف",
}
NOTE = {"type": "text", "id": "f4", "text": "سلام **{{ branch }}**"}
APPLICATION = [AREA, BUILT, NAME, NOTE]
OFFERED: list[dict[str, Any]] = [
    {"type": "text", "id": "d1", "text": "شعبهٔ {{ branch }} با {{ area }} متر"},
    {"type": "textfield", "key": "holder", "id": "d2", "label": "دارنده", "readonly": "=area < 50"},
    {"type": "number", "key": "fee", "id": "d3", "label": "بها", "defaultValue": "=area * 10"},
]
ASKED = ["branch", "area", "built", "holder"]
TYPED = {"branch": "ونک", "area": "۱۲۰", "built": "۲۴۰", "holder": "ب", "_asked": ASKED}

pytestmark = pytest.mark.usefixtures("open_agencies")


@pytest.fixture
def office() -> Office:
    return form_service.open_office(APPLICATION, OFFERED)


def test_limits_of_the_application_follow_what_is_typed(office: Office, sign_in: SignIn) -> None:
    citizen = sign_in(office.citizen)
    draft = form_service.begin(citizen)
    assert tree(citizen.get(draft)).xpath("string(//input[@id='q-holder']/@value)") == "الف"

    refused = citizen.post(draft, TYPED | {"built": "۲۴۱"})
    assert refused.status_code == 422
    assert "از ۲۴۰ بیشتر نباشد" in refused.text
    assert "زیربنا (حداکثر ۲۴۰)" in refused.text
    assert tree(refused).xpath("string(//div[contains(@class, 'form-text-block')]//strong)") == "ونک"
    missing = citizen.post(draft, TYPED | {"built": ""})
    assert (missing.status_code, "را بنویسید" in missing.text) == (422, True)

    assert citizen.post(draft, TYPED).location == f"{draft}/check"
    checked = summary(citizen.get(f"{draft}/check"))
    assert checked["زیربنا (حداکثر ۲۴۰)"] == "۲۴۰"


def test_posted_answer_of_a_question_that_became_read_only_is_not_taken(office: Office, sign_in: SignIn) -> None:
    citizen = sign_in(office.citizen)
    draft = form_service.begin(citizen)

    citizen.post(draft, {"branch": "ونک", "area": "7", "holder": "جعلی"})
    sent = citizen.post(f"{draft}/submit")

    (submitted,) = case_store.list_submissions(form_service.case_of(sent.location))
    assert submitted.answers["holder"] == "الف"
    db.session.rollback()
    page = citizen.get(sent.location.partition("?")[0] + "/answers").text
    assert "جعلی" not in page


def test_clerk_reads_the_case_in_the_form_and_begins_with_its_defaults(office: Office, sign_in: SignIn) -> None:
    citizen, clerk = sign_in(office.citizen), sign_in(office.clerk)
    draft = form_service.begin(citizen)
    citizen.post(draft, TYPED)
    case_id = form_service.case_of(citizen.post(f"{draft}/submit").location)
    item_id = office.claimed_item(case_id)

    page = tree(clerk.get(f"/worklist/cases/{case_id}"))

    assert "شعبهٔ ونک با ۱۲۰ متر" in page.text_content()
    assert page.xpath("string(//input[@id='q-fee']/@value)") == "۱۲۰۰"
    assert page.xpath("string(//input[@id='q-holder']/@value)") == "", "an earlier round doesn't answer this one"
    done = clerk.post(
        f"/worklist/cases/{case_id}/items/{item_id}/complete",
        {"card_decision": "yes", "fee": "1200", "holder": "پ", "_asked": ["card_decision", "fee", "holder"]},
    )
    assert done.status_code == 303
    assert decided(case_id)["holder"] == "پ"


def test_clerk_cannot_change_what_the_data_make_read_only(office: Office, sign_in: SignIn) -> None:
    citizen, clerk = sign_in(office.citizen), sign_in(office.clerk)
    draft = form_service.begin(citizen)
    citizen.post(draft, TYPED | {"area": "40", "built": "1"})
    case_id = form_service.case_of(citizen.post(f"{draft}/submit").location)
    item_id = office.claimed_item(case_id)

    page = tree(clerk.get(f"/worklist/cases/{case_id}"))
    assert page.xpath("//*[@data-question='holder']//dd")[0].text_content().strip() == "ب"
    clerk.post(
        f"/worklist/cases/{case_id}/items/{item_id}/complete",
        {"card_decision": "yes", "fee": "1", "holder": "جعلی", "_asked": ["card_decision", "fee"]},
    )

    assert decided(case_id) == {"card_decision": "yes", "fee": 1}


def decided(case_id: UUID) -> dict[str, object]:
    """What the clerk's form answered."""
    db.session.rollback()
    (answers,) = [one for one in case_store.list_answers(case_id) if "card_decision" in one]
    return dict(answers)
