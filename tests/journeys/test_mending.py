"""The journeys of those who mend: an analyst moves running cases to a new version; a supervisor moves a case by hand,
meets the incident that comes of it, and settles it."""

import re
import zipfile
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.data.models import Case
from tests.databases import ROOT
from tests.journeys.conftest import Visit
from tests.journeys.live import LiveDesk
from tests.journeys.steps import leave_by, press
from tests.journeys.test_analyst import SARA, send

pytestmark = pytest.mark.browser
COMPLAINT, LALEH = "complaint", "لاله توکلی"


def renamed(target: Path) -> Path:
    """The complaint service with another id for its review, as a zip."""
    processes, forms = ROOT / "processes" / COMPLAINT, ROOT / "forms" / COMPLAINT
    with zipfile.ZipFile(target, "w") as archive:
        for path in [p for p in processes.rglob("*") if p.is_file() and "walks" not in p.parts]:
            text = path.read_text(encoding="utf-8").replace("review_complaint", "study_complaint")
            archive.writestr(path.relative_to(processes).as_posix(), text)
        for path in forms.glob("*.form"):
            archive.writestr(f"forms/{path.name}", path.read_text(encoding="utf-8"))
    return target


def running_complaint(desk: LiveDesk) -> UUID:
    """A complaint that waits for a member of staff."""
    with desk.session() as session:
        cases = session.scalars(select(Case).where(Case.service_id == COMPLAINT, Case.closed_at.is_(None))).all()
        waiting = ("register_complaint", "review_complaint", "study_complaint", "approve_reply")
        return next(case.id for case in cases if [*case.active_elements] in [[one] for one in waiting])


def test_supervisor_moves_a_case_by_hand_and_settles_what_comes_of_it(visit: Visit, desk: LiveDesk) -> None:
    case_id = running_complaint(desk)
    supervisor = visit(LALEH)
    page = supervisor.go(f"/worklist/cases/{case_id}?part=diagram")
    leave_by(page.get_by_role("link", name=re.compile("جابه‌جایی به دست")))
    supervisor.check()
    page.locator("#target").select_option("reply_approved")
    press(page, "پیش‌نمایش")
    supervisor.check()
    expect(page.get_by_text("باز هم انجام نمی‌شود")).to_be_visible()
    press(page, "جابه‌جا کن")
    supervisor.check()
    page.locator("#reason").fill("پاسخ را مدیر تلفنی تأیید کرد")
    press(page, "جابه‌جا کن")
    supervisor.check()

    leave_by(page.get_by_role("banner").get_by_role("link", name=re.compile("رخدادها")))
    supervisor.check()
    leave_by(page.get_by_role("link", name="تأیید شد؟").first)
    supervisor.check()
    english = visit(LALEH, lang="en")
    english.go(page.url.removeprefix(desk.url))
    english.check()
    expect(english.page.get_by_text("None of the conditions to go on holds")).to_be_visible()

    press(page, "ثبت و ادامه")
    supervisor.check()
    page.locator("#value-1").fill("return")
    page.locator("#reason").fill("مدیر تلفنی گفت")
    press(page, "ثبت و ادامه")
    expect(page.get_by_text("رفع شد؛ پرونده به راه خود ادامه می‌دهد.")).to_be_visible()
    supervisor.check()


def test_analyst_moves_running_cases_to_the_new_version(visit: Visit, tmp_path: Path) -> None:
    analyst = visit(SARA)
    page = analyst.go("/studio/upload")
    send(page, renamed(tmp_path / "complaint.zip"), service=COMPLAINT)
    leave_by(page.get_by_role("link", name=re.compile("انتشار نسخهٔ")))
    press(page, page.get_by_role("main").get_by_role("button", name=re.compile("انتشار نسخهٔ")).inner_text())

    analyst.check()
    leave_by(page.get_by_role("link", name=re.compile("انتقال پرونده‌ها")).first)
    analyst.check()
    page.locator('select[name="map:review_complaint"]').select_option("study_complaint")
    press(page, "اجرای آزمایشی")
    expect(page.get_by_text("اجرای آزمایشی تمام شد")).to_be_visible()
    analyst.check()
    english = visit(SARA, lang="en")
    english.go(page.url.partition("?")[0].removeprefix(analyst.desk.url))
    english.check()
    page.locator("#reason").fill("نام گام رسیدگی عوض شد")
    press(page, page.get_by_role("main").get_by_role("button", name=re.compile("انتقال")).inner_text())
    expect(page.get_by_text("انتقال تمام شد")).to_be_visible()
    analyst.check()
    expect(page.locator('.tab-links a[aria-current="page"]')).to_contain_text("رفت")
