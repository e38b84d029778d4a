"""Everything a form may have, at all three doors: what a citizen, an operator and a clerk see, type and get back."""

from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from PIL import Image

from app.data.cases import case_store
from app.data.correspondence import letter_store
from app.data.database.session import db
from app.data.services.bundle_pictures import picture_text
from tests.factories import LIBRARY_CARD
from tests.integration import form_service
from tests.integration.agencies import Agencies, Browser
from tests.integration.form_service import Office, SignIn, summary, tree
from tests.integration.frontdesk import desk_steps
from tests.integration.portal.page_reader import ask

Component = dict[str, Any]
TWO = [{"label": "آری", "value": "yes"}, {"label": "نه", "value": "no"}]


def en(text: str) -> dict[str, str]:
    return {"suffixEn": text}


PARTS: list[Component] = [
    {"type": "number", "key": "price", "label": "بها", "increment": 5, "serializeToString": True}
    | {"appearance": {"prefixAdorner": "$", "suffixAdorner": "واحد"}, "properties": en("units")},
    {"type": "number", "key": "weight", "label": "وزن"},
    {"type": "number", "key": "area", "label": "مساحت", "decimalDigits": 2},
    {"type": "datetime", "subtype": "time", "key": "visit_time", "timeLabel": "ساعت مراجعه", "timeInterval": 30}
    | {"properties": {"timeLabelEn": "Time"}},
    {"type": "radio", "key": "late", "label": "دیرتر؟", "values": TWO},
    {"type": "textfield", "key": "why", "label": "چرا", "conditional": {"hide": '=late != "yes"'}}
    | {"validate": {"required": True}},
    {"type": "textfield", "key": "fixed", "label": "ثابت", "readonly": "=weight > 100", "defaultValue": "پیش‌فرض"},
    {"type": "textfield", "key": "off", "label": "خاموش", "disabled": '=late = "yes"'},
    {"type": "number", "key": "bound", "label": "کران", "validate": {"min": "=weight", "max": "=weight * 2"}},
    {"type": "textfield", "key": "code", "label": "رمز"}
    | {"validate": {"pattern": '=if late = "yes" then "[A-Z]+" else "[0-9]+"'}},
    {"type": "group", "label": "نشانی", "path": "address", "showOutline": True}
    | {"components": [{"type": "textfield", "key": "street", "id": "s", "label": "خیابان", "layout": {"row": "r"}}]},
    {"type": "html", "content": "<p>سلام <b>{{ address.street }}</b></p>", "properties": {"contentEn": "<p>Hello</p>"}},
    {"type": "image", "source": "images/a.png", "alt": "نشان", "properties": {"altEn": "Mark"}},
    {"type": "text", "text": "متن {{ weight }}"},
]
APPLICATION = [{"id": f"c{number}", **part} for number, part in enumerate(PARTS)]
DECISION: list[Component] = [
    {"type": "number", "key": "again", "id": "d1", "label": "دوباره", "increment": 5, "defaultValue": "=weight + 2"}
    | {"appearance": {"suffixAdorner": "واحد"}, "properties": en("units")},
    {"type": "number", "key": "price", "id": "d2", "label": "بها", "serializeToString": True, "readonly": True}
    | {"appearance": {"suffixAdorner": "واحد"}, "properties": en("units")},
    {"type": "text", "id": "d3", "text": "{{ price }} {{ visit_time }} {{ address.street }}"},
]
LETTER = (
    'title: {fa: "کارت", en: "Card"}\nbody: {fa: "{{ price }} {{ weight }} {{ visit_time }} {{ address.street }}", '
    'en: "{{ price }} {{ weight }}"}\nsigner: {fa: "مدیر", en: "Head"}\n'
)
ASKED = ["branch", "price", "weight", "area", "visit_time", "late", "why", "fixed", "off", "bound", "code"]
ASKED += ["address.street"]
TYPED: dict[str, Any] = {
    "branch": "ونک",
    "price": "۱۲٬۳۴۵",
    "weight": "۲٫۵",
    "area": "۱۲٫۲۵",
    "visit_time": "۸:۳۰",
    "late": "yes",
    "why": "راه دور",
    "fixed": "نو",
    "bound": "5",
    "code": "ABC",
    "address.street": "ولیعصر",
    "_asked": ASKED,
}
STORED: dict[str, Any] = {
    "branch": "ونک",
    "price": "12345",
    "weight": 2.5,
    "area": 12.25,
    "visit_time": "08:30",
    "late": "yes",
    "why": "راه دور",
    "fixed": "نو",
    "bound": 5,
    "code": "ABC",
    "address": {"street": "ولیعصر"},
}
SHOWN = {
    "بها": "$ ۱۲٬۳۴۵ واحد",
    "وزن": "۲٫۵",
    "مساحت": "۱۲٫۲۵",
    "ساعت مراجعه": "۰۸:۳۰",
    "دیرتر؟": "آری",
    "چرا": "راه دور",
    "ثابت": "نو",
    "کران": "۵",
    "رمز": "ABC",
    "خیابان": "ولیعصر",
}
#: what is typed, the key at which it is refused, and what is said
REFUSED = [
    ({"price": "7"}, "price", "نزدیک‌ترین مقدارهای پذیرفتنی ۵ و ۱۰ است"),
    ({"price": "$10"}, "price", "یک عدد بنویسید"),
    ({"weight": "12,5"}, "weight", "سه‌تا سه‌تا"),
    ({"area": "1,2,3"}, "area", "سه‌تا سه‌تا"),
    ({"area": "123,.,12"}, "area", "یک عدد بنویسید"),
    ({"area": "1.234"}, "area", "۲ رقم اعشار"),
    ({"visit_time": "08:17"}, "visit_time", "۰۸:۰۰ و ۰۸:۳۰"),
    ({"why": ""}, "why", "«چرا» را بنویسید"),
    ({"bound": "2"}, "bound", "از ۲٫۵ کمتر نباشد"),
    ({"bound": "5.5"}, "bound", "از ۵ بیشتر نباشد"),
    ({"code": "12"}, "code", "به شکلی که خواسته شده نیست"),
]


def picture() -> str:
    out = BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    return picture_text("images/a.png", out.getvalue())


@pytest.fixture
def office(open_agencies: Agencies) -> Office:
    files = {"images/a.png": picture(), "letters/card.yaml": LETTER}
    return form_service.open_office(APPLICATION, DECISION, files=files)


@pytest.fixture(params=["portal", "desk"])
def door(
    request: pytest.FixtureRequest, office: Office, open_agencies: Agencies, sign_in: SignIn
) -> tuple[Browser, str]:
    """A browser with a draft open: the citizen's own, or one that an operator fills in for somebody."""
    if request.param == "portal":
        citizen = sign_in(office.citizen)
        return citizen, form_service.begin(citizen)
    operator = sign_in(open_agencies.operator)
    begun = operator.post("/front-desk/intake", desk_steps.present(open_agencies, service=LIBRARY_CARD))
    return operator, desk_steps.draft_path(begun.location)


def answers_of(case_id: UUID) -> list[dict[str, object]]:
    db.session.rollback()
    return [dict(one) for one in case_store.list_answers(case_id)]


@pytest.mark.parametrize(("typed", "key", "told"), REFUSED)
def test_what_does_not_fit_is_told_at_its_question(
    door: tuple[Browser, str], typed: dict[str, str], key: str, told: str
) -> None:
    browser, draft = door
    refused = browser.post(draft, TYPED | typed)
    page = tree(refused)
    assert refused.status_code == 422
    assert page.xpath("//*[@id='error-summary']//a/@href") == [f"#q-{key}"]
    assert told in page.xpath(f"string(//*[@id='q-{key}-error'])")


def test_form_is_shown_and_checked_in_words(door: tuple[Browser, str]) -> None:
    browser, draft = door
    assert browser.post(draft, TYPED).status_code == 303
    page = tree(browser.get(draft))
    assert page.xpath("string(//*[@id='q-price-prefix'])") == "$"
    assert page.xpath("string(//label[@for='q-visit_time'])").strip().startswith("ساعت مراجعه")
    assert page.xpath("//img/@alt") == ["نشان"]
    texts = [" ".join(one.text_content().split()) for one in page.xpath("//*[contains(@class, 'form-text-block')]")]
    assert texts == ["سلام ولیعصر", "متن ۲٫۵"]
    assert not page.xpath("//input[@name='off']")
    lines = summary(browser.get(f"{draft}/check"))
    assert {label: lines.get(label) for label in SHOWN} == SHOWN


def test_hidden_read_only_and_disabled_answers_are_not_taken(door: tuple[Browser, str]) -> None:
    browser, draft = door
    sent = TYPED | {"late": "no", "weight": "200", "bound": "300", "code": "12", "off": "روشن"}
    browser.post(draft, {**sent, "_asked": [*ASKED]})
    lines = summary(browser.get(f"{draft}/check"))
    assert "چرا" not in lines
    assert (lines["ثابت"], lines["خاموش"]) == ("پیش‌فرض", "روشن")


def test_answers_go_to_history_clerk_letter_and_correction(office: Office, sign_in: SignIn) -> None:
    citizen, clerk = sign_in(office.citizen), sign_in(office.clerk)
    draft = form_service.begin(citizen)
    citizen.post(draft, TYPED)
    case_id = form_service.case_of(citizen.post(f"{draft}/submit").location)
    assert answers_of(case_id) == [STORED]
    for page in (citizen.get(f"/cases/{case_id}/answers"), clerk.get(f"/worklist/cases/{case_id}")):
        text = " ".join(tree(page).text_content().split())
        assert [words for words in SHOWN.values() if words not in text] == []

    address = f"/cases/{case_id}/questions/{ask(case_id, by=office.clerk, correction=True)}"
    citizen.post(address, TYPED | {"weight": "3", "bound": "6", "_page_text": "وزن را درست کردم."})
    assert {one["weight"] for one in answers_of(case_id)} == {2.5, 3}

    item_id = office.claimed_item(case_id)
    page = tree(clerk.get(f"/worklist/cases/{case_id}"))
    assert page.xpath("string(//input[@id='q-again']/@value)") == "۵"
    assert page.xpath("//*[@data-question='price']//dd")[0].text_content().strip() == "۱۲٬۳۴۵ واحد"
    texts = page.xpath("//*[contains(@class, 'form-text-block')]")
    assert texts[-1].text_content().split() == ["۱۲٬۳۴۵", "واحد", "۰۸:۳۰", "ولیعصر"]
    complete = f"/worklist/cases/{case_id}/items/{item_id}/complete"
    done = {"card_decision": "yes", "_asked": ["card_decision", "again"]}
    assert clerk.post(complete, done | {"again": "3"}).status_code == 422
    assert clerk.post(complete, done | {"again": "5"}).status_code == 303
    (letter,) = letter_store.list_letters(case_id)
    assert letter.texts["body"]["fa"] == "12345 ۳ 08:30 ولیعصر"
