"""Date and time in one question, from the citizen's page over the clerk's to the letter; corrected on the way."""

from typing import Any
from uuid import UUID

import pytest

from app.data.cases import case_store
from app.data.correspondence import letter_store
from app.data.database.session import db
from tests.integration import form_service
from tests.integration.agencies import Browser
from tests.integration.form_service import Office, SignIn, summary, tree
from tests.integration.portal.page_reader import ask

VISIT: dict[str, Any] = {
    "type": "datetime",
    "subtype": "datetime",
    "key": "visit_at",
    "id": "f1",
    "dateLabel": "روز بازدید",
    "timeLabel": "ساعت بازدید",
    "properties": {"dateLabelEn": "Day of the visit", "timeLabelEn": "Time of the visit"},
    "timeSerializingFormat": "utc_offset",
    "timeInterval": 30,
    "disallowPassedDates": True,
    "validate": {"required": True},
}
SEEN: list[dict[str, Any]] = [
    {**VISIT, "properties": {**VISIT["properties"], "readonly": "true"}, "label": "بازدید"},
    {"type": "text", "id": "d1", "text": "{{ visit_at }}"},
    {"type": "datetime", "subtype": "datetime", "key": "answer_at", "id": "d2", "label": "پاسخ"},
]
LETTER = {
    "letters/card.yaml": 'title: {fa: "کارت", en: "Card"}\n'
    'body: {fa: "بازدید {{ date and time(visit_at) }}، پاسخ {{ date and time(answer_at) }}", '
    'en: "Visit {{ date and time(visit_at) }}, answer {{ date and time(answer_at) }}"}\n'
    'signer: {fa: "مدیر", en: "Head"}\n'
}
DAY = {"visit_at-year": "۱۴۰۵", "visit_at-month": "۲", "visit_at-day": "۱۴"}
TYPED: dict[str, Any] = {"branch": "ونک", **DAY, "visit_at-time": "۱۰:۳۰", "_asked": ["branch", "visit_at"]}
WORDS = "دوشنبه ۱۴ اردیبهشت ۱۴۰۵، ساعت ۱۰:۳۰"
LABEL = "روز بازدید و ساعت بازدید"

pytestmark = pytest.mark.usefixtures("open_agencies")


@pytest.fixture
def office() -> Office:
    return form_service.open_office([VISIT], SEEN, files=LETTER)


def applied(citizen: Browser) -> UUID:
    draft = form_service.begin(citizen)
    citizen.post(draft, TYPED)
    return form_service.case_of(citizen.post(f"{draft}/submit").location)


def answers_of(case_id: UUID) -> list[dict[str, object]]:
    db.session.rollback()
    return [dict(one) for one in case_store.list_answers(case_id)]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"visit_at-time": ""}, "ساعت را هم بنویسید"),
        ({"visit_at-day": ""}, "روز را هم بنویسید"),
        ({"visit_at-time": "۱۰:۴۰"}, "نزدیک‌ترین ساعت پذیرفتنی ۱۰:۳۰ و ۱۱:۰۰ است"),
        ({"visit_at-day": "۱۱"}, "این تاریخ گذشته است"),
        ({"visit_at-year": "", "visit_at-month": "", "visit_at-day": "", "visit_at-time": ""}, f"«{LABEL}» را بنویسید"),
    ],
)
def test_what_is_wrong_with_it_is_told_and_what_was_typed_stays(
    office: Office, sign_in: SignIn, typed: dict[str, str], told: str
) -> None:
    citizen = sign_in(office.citizen)
    draft = form_service.begin(citizen)
    refused = citizen.post(draft, TYPED | typed)
    page = tree(refused)
    assert (refused.status_code, told in refused.text) == (422, True)
    assert page.xpath("//*[@id='error-summary']//a/@href") == ["#q-visit_at-day"]
    for name, value in (TYPED | typed).items():
        if name.startswith("visit_at-"):
            assert page.xpath(f"string(//input[@name='{name}']/@value)") == value


def test_boxes_have_the_labels_of_the_form(office: Office, sign_in: SignIn) -> None:
    citizen = sign_in(office.citizen, lang="en")
    page = tree(citizen.get(form_service.begin(citizen)))
    (asked,) = page.xpath("//fieldset[@id='q-visit_at']")
    assert asked.xpath("string(.//label[@for='q-visit_at-time'])") == "Time of the visit"
    assert asked.xpath("string(legend)").strip() == "Day of the visit and Time of the visit"
    group = asked.xpath(".//*[@role='group']/@aria-labelledby")
    assert [asked.xpath(f"string(.//*[@id='{one}'])") for one in group] == ["Day of the visit"]


def test_moment_goes_through_the_whole_case(office: Office, sign_in: SignIn) -> None:
    citizen, clerk = sign_in(office.citizen), sign_in(office.clerk)
    draft = form_service.begin(citizen)
    assert citizen.post(draft, TYPED).location == f"{draft}/check"
    assert summary(citizen.get(f"{draft}/check"))[LABEL] == WORDS
    case_id = form_service.case_of(citizen.post(f"{draft}/submit").location)
    assert answers_of(case_id) == [{"branch": "ونک", "visit_at": "2026-05-04T10:30:00+03:30"}]

    item_id = office.claimed_item(case_id)
    page = tree(clerk.get(f"/worklist/cases/{case_id}"))
    assert page.xpath("//*[@data-question='visit_at']//dd")[0].text_content().strip() == WORDS
    assert WORDS in page.xpath("string(//*[contains(@class, 'form-text-block')])")
    done = {"card_decision": "yes", "answer_at-year": "1405", "answer_at-month": "2", "answer_at-day": "12"}
    done |= {"answer_at-time": "9:05", "visit_at-time": "12:00"}
    address = f"/worklist/cases/{case_id}/items/{item_id}/complete"
    assert clerk.post(address, done).status_code == 422, "a fact is not for the clerk to change"
    del done["visit_at-time"]
    assert clerk.post(address, done).status_code == 303
    (decided,) = [one for one in answers_of(case_id) if "card_decision" in one]
    assert decided["answer_at"] == "2026-05-02T09:05:00"
    (letter,) = letter_store.list_letters(case_id)
    assert letter.texts["body"]["fa"] == f"بازدید {WORDS}، پاسخ شنبه ۱۲ اردیبهشت ۱۴۰۵، ساعت ۰۹:۰۵"
    assert WORDS in citizen.get(f"/cases/{case_id}/answers").text


def test_citizen_corrects_the_time_alone(office: Office, sign_in: SignIn) -> None:
    citizen = sign_in(office.citizen)
    case_id = applied(citizen)
    office.claimed_item(case_id)
    address = f"/cases/{case_id}/questions/{ask(case_id, by=office.clerk, correction=True)}"
    page = tree(citizen.get(address))
    boxes = [page.xpath(f"string(//input[@name='visit_at-{box}']/@value)") for box in ("day", "month", "year", "time")]
    assert boxes == ["۱۴", "۲", "۱۴۰۵", "۱۰:۳۰"]

    sent = citizen.post(address, TYPED | {"visit_at-time": "۱۱:۰۰", "_page_text": "ساعت را درست کردم."})

    assert sent.status_code == 303
    assert {one["visit_at"] for one in answers_of(case_id)} == {
        "2026-05-04T10:30:00+03:30",
        "2026-05-04T11:00:00+03:30",
    }
