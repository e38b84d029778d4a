"""A list of owners, each with a deed and heirs: from the citizen's page to the clerk's, without scripts."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest

from app.data.cases import case_store
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.usecases.casework import questions
from app.usecases.intake import submission
from app.usecases.notices import formatting
from engine import Bilingual
from tests.factories import LIBRARY_CARD, NOW
from tests.integration import agencies, foreign_documents, form_service
from tests.integration.agencies import Agencies, Browser
from tests.integration.form_service import Office, SignIn, tree

OWNERS: dict[str, Any] = {
    "type": "dynamiclist",
    "id": "l1",
    "label": "مالکان",
    "path": "owners",
    "allowAddRemove": True,
    "defaultRepetitions": 1,
    "properties": {"entry": "مالک", "entryEn": "Owner", "least": 1, "most": 7},
    "components": [
        {"type": "textfield", "key": "name", "id": "f1", "label": "نام", "validate": {"required": True}},
        {"type": "number", "key": "share", "id": "f2", "label": "سهم", "defaultValue": 1},
        {"type": "filepicker", "key": "deed", "id": "f3", "label": "سند", "multiple": True}
        | {"conditional": {"hide": "=this.share = 0"}, "properties": {"most": 2}},
        {
            "type": "dynamiclist",
            "id": "l2",
            "label": "وارثان",
            "path": "heirs",
            "allowAddRemove": True,
            "defaultRepetitions": 0,
            "properties": {"entry": "وارث", "entryEn": "Heir"},
            "components": [{"type": "textfield", "key": "name", "id": "f4", "label": "نام وارث"}],
        },
    ],
}
SUM = {"type": "expression", "key": "shares", "id": "f5", "label": "جمع سهم‌ها", "expression": "=sum(owners.share)"}
CHECKED: list[dict[str, Any]] = [
    {
        "type": "dynamiclist",
        "id": "c1",
        "label": "رسیدگی به مالکان",
        "path": "owners",
        "properties": {"entry": "مالک", "entryEn": "Owner"},
        "components": [
            {"type": "textfield", "key": "name", "id": "c2", "label": "نام مالک", "readonly": True},
            {"type": "checkbox", "key": "verified", "id": "c3", "label": "سند {{ this.name }} درست است"},
        ],
    }
]

pytestmark = pytest.mark.usefixtures("open_agencies")


@pytest.fixture
def office() -> Office:
    return form_service.open_office([OWNERS, SUM], CHECKED)


def post(browser: Browser, path: str, more: Mapping[str, object]) -> Any:
    """Send the form that the page at `path` shows, as a browser does, with other values where `more` says so."""
    return browser.post(path, {**fields_of(tree(browser.get(path))), **more})


def fields_of(page: Any) -> dict[str, Any]:
    (form,) = [one for one in page.xpath("//form[@method='post']") if one.xpath(".//*[@name='_asked']")]
    found: dict[str, list[str]] = {}
    for control in form.xpath(".//input[not(@type='file')] | .//textarea"):
        if control.get("type") not in ("checkbox", "radio") or control.get("checked") is not None:
            found.setdefault(control.get("name"), []).append(control.get("value") or control.text or "")
    return dict(found)


def answers_of(case_id: UUID) -> list[dict[str, Any]]:
    db.session.rollback()
    return [dict(one) for one in case_store.list_answers(case_id)]


def keys_of(page: Any) -> list[str]:
    found: list[str] = page.xpath("//*[@data-question]/@data-question")
    return found


def deed() -> tuple[BytesIO, str]:
    return BytesIO(agencies.paper()), "سند.pdf"


def with_two_owners(citizen: Browser) -> str:
    """A draft with two owners, each with a deed."""
    draft = form_service.begin(citizen)
    post(
        citizen,
        draft,
        {"branch": "ونک", "owners.1.name": "مریم", "owners.1.deed-file": deed(), "_upload": "owners.1.deed"},
    )
    post(citizen, draft, {"_add": "owners"})
    second = {
        "owners.2.name": "رضا",
        "owners.2.share": "۲",
        "owners.2.deed-file": (BytesIO(agencies.paper()), "دوم.pdf"),
    }
    post(citizen, draft, second | {"_upload": "owners.2.deed"})
    return draft


def test_entries_are_added_and_removed_by_buttons_and_nothing_typed_is_lost(office: Office, sign_in: SignIn) -> None:
    citizen = sign_in(office.citizen)
    draft = form_service.begin(citizen)
    assert keys_of(tree(citizen.get(draft)))[1:4] == ["owners.1.name", "owners.1.share", "owners.1.deed"]

    added = post(citizen, draft, {"owners.1.name": "مریم", "owners.1.share": "دو", "_add": "owners"})
    assert (added.status_code, added.location) == (303, f"{draft}#q-owners.2")
    page = tree(citizen.get(draft))
    assert page.xpath("//input[@name='owners.1.share']/@value") == ["دو"], "what can't be read yet stays as typed"
    assert page.xpath("//input[@name='owners.2.share']/@value") == ["۱"], "a new entry has the form's defaults"
    assert page.xpath("//legend[@class='form-entry-name']/text()") == ["مالک ۱", "مالک ۲"]

    post(citizen, draft, {"owners.2.name": "رضا", "_add": "owners.2.heirs"})
    post(citizen, draft, {"owners.2.heirs.1.name": "سارا"})
    dropped = post(citizen, draft, {"_drop": "owners.1"})
    assert dropped.location == f"{draft}#q-owners"
    page = tree(citizen.get(draft))
    assert page.xpath("//input[@name='owners.1.name']/@value") == ["رضا"]
    assert page.xpath("//input[@name='owners.1.heirs.1.name']/@value") == ["سارا"]
    assert not page.xpath("//button[@name='_drop'][@value='owners.1']"), "the last one needed stays"
    post(citizen, draft, {"_drop": "owners.1"})
    assert "owners.1.name" in keys_of(tree(citizen.get(draft)))


def test_list_goes_through_the_whole_case(office: Office, sign_in: SignIn) -> None:
    citizen, clerk = sign_in(office.citizen), sign_in(office.clerk)
    draft = with_two_owners(citizen)
    page = tree(citizen.get(draft))
    (first,) = page.xpath("//input[@name='owners.1.deed']/@value")
    (second,) = page.xpath("//input[@name='owners.2.deed']/@value")
    assert post(citizen, draft, {}).location == f"{draft}/check"
    checked = tree(citizen.get(f"{draft}/check"))
    assert [one.text for one in checked.xpath("//h2")][:2] == ["مالک ۱", "مالک ۲"]
    assert "دوم.pdf" in checked.text_content()
    assert checked.xpath("//a[contains(@href, '#q-owners.2.name')]")

    case_id = form_service.case_of(citizen.post(f"{draft}/submit").location)
    owners = [
        {"name": "مریم", "share": 1, "deed": [first], "heirs": []},
        {"name": "رضا", "share": 2, "deed": [second], "heirs": []},
    ]
    assert answers_of(case_id) == [{"branch": "ونک", "owners": owners, "shares": 3}]
    assert foreign_documents.case_of(UUID(second)) == case_id
    item_id = office.claimed_item(case_id)
    page = tree(clerk.get(f"/worklist/cases/{case_id}"))
    assert [one.text_content().strip() for one in page.xpath("//*[contains(@data-question, '.name')]//dd")] == [
        "مریم",
        "رضا",
    ]
    assert "سند رضا درست است" in page.text_content()
    assert page.xpath("//a[contains(., 'دوم.pdf')]"), "the clerk opens the deed of each owner"
    assert not page.xpath("//button[@name='_add']"), "this list only shows the entries that there are"

    complete = f"/worklist/cases/{case_id}/items/{item_id}/complete"
    typed = fields_of(page) | {"card_decision": "yes", "owners.2.verified": "on"}
    assert clerk.post(complete, typed | {"owners.2.name": "جعلی"}).status_code == 422
    assert clerk.post(complete, typed).status_code == 303
    (decided,) = [one for one in answers_of(case_id) if "card_decision" in one]
    assert decided["owners"] == [owners[0] | {"verified": False}, owners[1] | {"verified": True}]
    told = citizen.get(f"/cases/{case_id}/answers").text
    assert "دوم.pdf" in told
    assert "مالک ۲" in told


def test_front_desk_fills_in_a_list_for_somebody(office: Office, sign_in: SignIn, open_agencies: Agencies) -> None:
    operator = sign_in(open_agencies.operator)
    with transaction():
        found = submission.start_draft_for(
            service_id=LIBRARY_CARD,
            applicant_id=office.citizen.person_id,
            desk_id=open_agencies.desk_id,
            by=open_agencies.operator,
            now=NOW,
        )
    draft = f"/front-desk/drafts/{found.id}"
    post(operator, draft, {"branch": "ونک", "owners.1.name": "مریم", "_add": "owners"})
    assert post(operator, draft, {"owners.2.name": "رضا"}).location == f"{draft}/check"
    checked = tree(operator.get(f"{draft}/check"))
    assert [one.text for one in checked.xpath("//h2")][:2] == ["مالک ۱", "مالک ۲"]


def test_letter_names_every_entry() -> None:
    text = Bilingual("مالکان: {{ for o in owners return o.name }}", "{{ count(owners) }} owners")
    owners = [{"name": "مریم", "share": 1}, {"name": "رضا", "share": 2}]
    assert formatting.filled(text, {"owners": owners}, now=NOW) == Bilingual("مالکان: مریم، رضا", "2 owners")


def test_correction_keeps_what_others_know_of_an_entry_that_moved(office: Office, sign_in: SignIn) -> None:
    citizen = sign_in(office.citizen)
    draft = with_two_owners(citizen)
    post(citizen, draft, {})
    case_id = form_service.case_of(citizen.post(f"{draft}/submit").location)
    office.claimed_item(case_id)
    with transaction():
        asked = questions.ask_applicant(case_id=case_id, text="؟", wants_correction=True, by=office.clerk, now=NOW)
        address = f"/cases/{case_id}/questions/{asked.id}"
    page = tree(citizen.get(address))
    assert page.xpath("//input[@name='_entry']/@value") == ["owners.1:1", "owners.2:2"]
    assert page.xpath("//input[@name='owners.2.name']/@value") == ["رضا"]

    dropped = tree(citizen.post(address, fields_of(page) | {"_drop": "owners.1"}))
    assert dropped.xpath("//input[@name='_entry']/@value") == ["owners.1:2"]
    added = tree(citizen.post(address, fields_of(dropped) | {"_add": "owners"}))
    sent = fields_of(added) | {"owners.2.name": "سارا", "_page_text": "درست شد"}
    assert citizen.post(address, sent).status_code == 303

    (corrected,) = [one for one in answers_of(case_id) if one["owners"][-1]["name"] == "سارا"]
    assert [(one["name"], len(one["deed"])) for one in corrected["owners"]] == [("رضا", 1), ("سارا", 0)]


#: questions with a condition that the page has shown, so that it needn't come again for them
SHOWN = {"_asked": [f"owners.{number}.deed" for number in range(1, 10)]}


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"_entry": [f"owners.{number}" for number in range(1, 9)]}, "بیش از ۷ تا پذیرفته نیست"),
        ({"_entry": [f"owners.{number}" for number in range(1, 10_001)]}, "بیش از ۷ تا پذیرفته نیست"),
        ({"owners.-1.name": "الف"}, "این فرم چنین پرسشی ندارد"),
        ({"owners.0.name": "الف"}, "این فرم چنین پرسشی ندارد"),
        ({"owners.۱.name": "الف"}, "این فرم چنین پرسشی ندارد"),
        ({"owners.01.name": "الف"}, "این فرم چنین پرسشی ندارد"),
        ({"owners.1.owner": "الف"}, "این فرم چنین پرسشی ندارد"),
        ({"owners.99999999999.name": "الف"}, "این فرم چنین پرسشی ندارد"),
        ({"_entry": ["owners.1", "owners.3"]}, "مالک ۲: «نام» را بنویسید"),
        ({"_entry": ["owners.1", "owners.1"], "owners.1.name": ["الف", "ب"], "_x": "x"}, "این فرم چنین پرسشی ندارد"),
    ],
    ids=lambda given: str(given)[:40],
)
def test_what_no_page_of_ours_sends_is_refused_in_words(
    office: Office, sign_in: SignIn, posted: dict[str, Any], said: str
) -> None:
    citizen = sign_in(office.citizen)
    draft = form_service.begin(citizen)
    sent = citizen.post(
        draft, {"branch": "ونک", "owners.1.name": "مریم", "_list": ["owners"], "_entry": ["owners.1"]} | SHOWN | posted
    )
    assert (sent.status_code, said in sent.text) == (422, True)


def test_document_of_somebody_else_is_refused_in_an_entry(office: Office, sign_in: SignIn) -> None:
    citizen = sign_in(office.citizen)
    draft = with_two_owners(citizen)
    post(citizen, draft, {"owners.2.deed": str(foreign_documents.of_a_stranger())})
    assert foreign_documents.SECRET not in citizen.get(draft).text
    refused = citizen.post(f"{draft}/submit")
    assert (refused.status_code, "مالک ۲: این فایل پیدا نشد" in refused.text) == (422, True)
