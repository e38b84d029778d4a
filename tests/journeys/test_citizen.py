"""The citizen's journey: find, read, log in, apply, get code and receipt, follow, move an appointment, track."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys.conftest import Visit
from tests.journeys.live import NARROW, LiveDesk
from tests.journeys.steps import apply_for_certificate, fill_certificate, press

pytestmark = pytest.mark.browser


def test_citizen_logs_in_by_a_code_and_comes_back_to_the_service(visit: Visit, desk: LiveDesk) -> None:
    guest = visit(None, width=NARROW)
    page = guest.go("/services?q=سوء پيشينه")
    page.get_by_role("link", name="گواهی عدم سوءپیشینه کیفری").click()
    guest.check()
    page.get_by_role("link", name="ورود و آغاز درخواست").click()
    person = desk.person("حسین صالحی")
    page.get_by_label("شماره ملی").fill(person.national_id)
    page.get_by_label("شمارهٔ همراه").fill("0" + (person.mobile or "").removeprefix("+98"))
    guest.check()
    press(page, "فرستادن کد")
    guest.check()

    outbox = visit(None, lang="en").go("/development/outbox")
    code = re.search(r"login code: (\d{5})", outbox.inner_text("main"))
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
    page.get_by_role("link", name="زمان یا محل دیگر").click()
    citizen.check()
    chosen = page.locator(".slot-grid .form-check").nth(5)
    hour = chosen.inner_text().strip()
    chosen.get_by_role("radio").check()
    press(page, "گرفتن این زمان")
    expect(page.locator("main dl.summary").first).to_contain_text(hour)


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
