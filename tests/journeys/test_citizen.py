"""The citizen's journey: find, read, log in, apply, get code and receipt, follow, move an appointment, track."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from sqlalchemy import select

from app.data.models import Attendance, Case, Letter, Person, Question, WorkItem
from app.vocabulary import ItemAudience, ItemState
from tests.databases import ROOT
from tests.journeys.conftest import Visit
from tests.journeys.live import NARROW, LiveDesk
from tests.journeys.steps import apply_for_certificate, fill_certificate, follow, leave_by, press

pytestmark = pytest.mark.browser


def test_citizen_logs_in_by_a_code_and_comes_back_to_the_service(visit: Visit, desk: LiveDesk) -> None:
    guest = visit(None, width=NARROW)
    page = guest.go("/services?q=سوء پيشينه")
    leave_by(page.get_by_role("link", name="گواهی عدم سوءپیشینه کیفری"))
    guest.check()
    follow(page, "ورود و آغاز درخواست")
    person = desk.person("حسین صالحی")
    page.get_by_label("کد ملی").fill(person.national_id)
    page.get_by_label("شمارهٔ همراه").fill("0" + (person.mobile or "").removeprefix("+98"))
    guest.check()
    press(page, "فرستادن کد")
    guest.check()

    outbox = visit(None, lang="en").go("/development/outbox")
    code = re.search(r"login code: (\d{6})", outbox.inner_text("main"))
    assert code is not None
    page.get_by_label("کد ورود").fill(code[1])
    press(page, "ورود")

    assert "/services/no-criminal-record" in page.url
    assert page.get_by_role("button", name="آغاز درخواست").is_visible()


def test_citizen_applies_once_and_gets_code_promise_and_receipt(visit: Visit) -> None:
    citizen = visit("ریحانه شکوری")
    page = citizen.go("/services/no-criminal-record")
    press(page, "آغاز درخواست")
    press(page, "ادامه")
    citizen.check()
    assert page.locator("#error-summary a").count() >= 1

    fill_certificate(page)
    press(page, "ادامه")
    citizen.check()
    press(page, "ثبت درخواست")
    citizen.check()
    code = page.locator(".confirmation-code").inner_text().strip()
    assert re.fullmatch(r"[A-Z2-9]{3}-[A-Z2-9]{3}-[A-Z2-9]{3}-[A-Z2-9]", code)
    assert page.get_by_text("زمان پاسخ:").is_visible()

    with page.expect_download() as download:
        page.get_by_role("link", name="دریافت رسید (PDF)").click()
    text = PdfReader(BytesIO(download.value.path().read_bytes())).pages[0].extract_text()
    assert code in text

    page.go_back()
    page.go_back()
    citizen.go("/cases")
    citizen.check()
    assert page.get_by_text(code).count() == 1


def test_citizen_sees_the_appointment_and_takes_another_time(visit: Visit) -> None:
    citizen = visit("داوود طاهری", width=NARROW)
    apply_for_certificate(citizen)
    page = citizen.page
    assert page.get_by_role("heading", name="حضور شما لازم است").is_visible()
    leave_by(page.get_by_role("link", name="زمان یا محل دیگر"))
    citizen.check()
    another_day = page.locator(".day-links a").nth(3)
    day = another_day.inner_text().strip()
    leave_by(another_day)
    citizen.check()
    chosen = page.locator(".slot-grid .form-check").nth(5)
    hour = chosen.inner_text().strip()
    chosen.get_by_role("radio").check()
    press(page, "گرفتن این زمان")
    expect(page.locator("main dl.summary").first).to_contain_text(f"{day}، ساعت {hour}")


def test_request_is_tracked_without_login_by_code_and_number(visit: Visit, desk: LiveDesk) -> None:
    code = apply_for_certificate(visit("نازنین مولوی"))
    stranger = visit(None, lang="en", width=NARROW)
    page = stranger.go("/track")
    page.get_by_label("Tracking code").fill(code.lower())
    page.get_by_label("Last four digits").fill("0000")
    press(page, "Show the status")
    assert page.get_by_role("link", name="No request matches this code and number.").is_visible()

    page.get_by_label("Last four digits").fill((desk.person("نازنین مولوی").mobile or "")[-4:])
    press(page, "Show the status")
    stranger.check()
    assert page.get_by_role("heading", name="Stages").is_visible()
    assert page.get_by_text("نازنین").count() == 0


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_public_pages_are_accessible(visit: Visit, lang: str) -> None:
    guest = visit(None, lang=lang)
    for path in ("/", "/services", "/services/building-permit", "/login", "/track", "/verify", "/verify/ABC", "/help"):
        guest.go(path)
        guest.check()
    for path in ("/front-desks", "/accessibility", "/services?q=xyzzy", "/no-such-page", "/development/outbox"):
        guest.go(path)
        guest.check()


def test_citizen_applies_with_a_document_and_without_javascript(browser: Browser, desk: LiveDesk) -> None:
    with script_free(browser, desk, "علی رضایی") as page:
        page.goto(f"{desk.url}/services/utility-connection")
        press(page, "آغاز درخواست")
        page.locator("#q-ownership_document").set_input_files(ROOT / "deploy" / "demo" / "paper.pdf")
        leave_by(page.get_by_role("button", name=re.compile("^بارگذاری")))
        assert page.url.endswith("#q-ownership_document")
        assert page.locator("#q-ownership_document-documents bdi").inner_text() == "paper.pdf"

        page.locator("input[name=utility_kind][value=power]").check()
        press(page, "ادامه")
        fill_connection(page)
        press(page, "ادامه")
        assert page.get_by_role("heading", name="پاسخ‌های خود را بازبینی کنید").is_visible()
        press(page, "ثبت درخواست")
        assert page.get_by_role("heading", name="درخواست شما پذیرفته شد").is_visible()


def test_code_on_the_letter_leads_to_the_page_that_proves_it(visit: Visit, desk: LiveDesk) -> None:
    with desk.session() as session:
        query = select(Letter, Person.name).join(Case, Letter.case_id == Case.id)
        letter, name = session.execute(query.join(Person, Case.applicant_id == Person.id).limit(1)).one()
    citizen = visit(name, width=NARROW)
    page = citizen.go(f"/cases/{letter.case_id}")
    citizen.check()
    with page.expect_download() as download:
        page.get_by_role("link", name="دریافت نامه (PDF)").first.click()

    address = qr_of(download.value.path())

    assert address == f"{desk.url}/verify/{letter.verification_code}"
    guest = visit(None, lang="en", width=NARROW)
    guest.go(address.removeprefix(desk.url))
    guest.check()
    assert guest.page.get_by_role("heading", name="The letter is genuine").is_visible()
    assert guest.page.get_by_text(letter.number).is_visible()


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_own_pages_are_accessible(visit: Visit, desk: LiveDesk, lang: str) -> None:
    citizen = visit("فاطمه حسینی", lang=lang, width=NARROW)
    with desk.session() as session:
        person = desk.person("فاطمه حسینی")
        cases = session.scalars(select(Case).where(Case.applicant_id == person.id)).all()
        visits = session.scalars(select(Attendance).where(Attendance.case_id.in_([c.id for c in cases]))).all()
    paths = ["/", "/cases", *(f"/cases/{v.case_id}/attendances/{v.id}" for v in visits)]
    paths += [f"/cases/{case.id}{tail}" for case in cases for tail in ("", "/answers", "/messages", "/who-looked")]
    for path in paths:
        citizen.go(path)
        citizen.check()


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_application_and_refusals_are_accessible(visit: Visit, desk: LiveDesk, lang: str) -> None:
    words = {"fa": ("آغاز درخواست", "ادامه"), "en": ("Start now", "Continue")}[lang]
    citizen = visit("حسین صالحی", lang=lang, width=NARROW)
    page = citizen.go("/services/utility-connection")
    press(page, words[0])
    citizen.check()
    draft = page.url.removeprefix(desk.url)
    press(page, words[1])
    citizen.check()
    with desk.session() as session:
        foreign = session.scalars(select(Case).where(Case.applicant_id != desk.person("حسین صالحی").id)).first()
    assert foreign is not None
    for path in (f"{draft}/check", f"{draft}/delete", "/cases", f"/cases/{foreign.id}", "/worklist"):
        citizen.go(path)
        citizen.check()


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_question_and_correction_are_accessible(visit: Visit, desk: LiveDesk, lang: str) -> None:
    with desk.session() as session:
        query = select(Question, Person.name).join(Case, Question.case_id == Case.id)
        asked = session.execute(query.join(Person, Case.applicant_id == Person.id).limit(4)).all()
        query = select(WorkItem, Person.name).join(Case, WorkItem.case_id == Case.id)
        query = query.join(Person, Case.applicant_id == Person.id)
        theirs = (WorkItem.audience == ItemAudience.APPLICANT, WorkItem.state == ItemState.OPEN)
        to_do = session.execute(query.where(*theirs).limit(3)).all()
    assert to_do, "the demo leaves something to do for applicants"
    paths = [(name, f"/cases/{question.case_id}/questions/{question.id}") for question, name in asked]
    paths += [(name, f"/cases/{item.case_id}/items/{item.id}") for item, name in to_do]
    for name, path in paths:
        citizen = visit(name, lang=lang, width=NARROW)
        citizen.go(path)
        citizen.check()


def test_file_that_is_too_large_is_said_at_its_question_and_nothing_is_lost(visit: Visit, tmp_path: Path) -> None:
    film = tmp_path / "film.pdf"
    with film.open("wb") as out:
        out.truncate(26 * 1024 * 1024)
    citizen = visit("محمد کاظمی", width=NARROW)
    page = citizen.go("/services/utility-connection")
    press(page, "آغاز درخواست")
    page.locator("#q-site_address").fill("تهران، خیابان نمونه")
    page.locator("#q-ownership_document").set_input_files(film)
    page.get_by_role("button", name=re.compile("^بارگذاری")).click()

    expect(page.locator(".upload-failed")).to_contain_text("۲۵ مگابایت")
    citizen.check()
    assert page.locator("#q-site_address").input_value() == "تهران، خیابان نمونه"

    page.locator("#q-ownership_document").set_input_files(ROOT / "deploy" / "demo" / "paper.pdf")
    page.get_by_role("button", name=re.compile("^بارگذاری")).click()
    expect(page.locator("#q-ownership_document-documents")).to_contain_text("paper.pdf")
    assert page.locator(".upload-failed").count() == 0
    assert page.locator("#q-site_address").input_value() == "تهران، خیابان نمونه"


@contextmanager
def script_free(browser: Browser, desk: LiveDesk, name: str) -> Iterator[Page]:
    """A browser that runs no scripts, in which somebody is logged in."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": NARROW, "height": 800})
    context.add_cookies([{"name": "miz_session", "value": desk.login_token(name), "url": desk.url}])
    yield context.new_page()
    context.close()


def fill_connection(page: Page) -> None:
    """Answer what the application for a connection asks; what the profile knows already stands there."""
    facts = {"first_name": "علی", "last_name": "رضایی", "mobile": "۰۹۱۲۱۲۳۴۵۶۷", "household_units": "۳"}
    facts |= {"site_postal_code": "۱۲۳۴۵۶۷۸۹۱", "building_permit_number": "۱۴۰۵/۲۰۱/۸۸"}
    for key, value in (facts | {"site_address": "تهران، خیابان نمونه، کوچه بهار، پلاک ۱۲"}).items():
        if not page.locator(f"#q-{key}").input_value():
            page.locator(f"#q-{key}").fill(value)
    page.locator("input[name=consumption][value=home]").check()
    page.locator("#q-power_capacity").select_option("3x25")


def qr_of(file: Path) -> str:
    """What the QR on a paper says, as a camera reads it."""
    drawn = subprocess.run(
        ["pdftoppm", "-r", "150", "-png", "-singlefile", str(file)], check=True, capture_output=True
    ).stdout
    (found,) = zxingcpp.read_barcodes(Image.open(BytesIO(drawn)))
    return str(found.text)
