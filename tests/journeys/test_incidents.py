"""Journeys of those who repair: an analyst moves running cases to a new version; a supervisor moves a case by hand,
meets the incident that comes of it, and settles it."""

import re
import zipfile
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.data.models import Case, Membership, Person
from app.vocabulary import Role
from tests.databases import ROOT
from tests.journeys.conftest import Visit
from tests.journeys.live import LiveDesk
from tests.journeys.steps import leave_by, press
from tests.journeys.test_analyst import send

pytestmark = pytest.mark.browser
SERVICE, ADMINISTRATOR = "utility-connection", "مدیر سامانه"


def renamed(target: Path) -> Path:
    """The service with another id for its survey of the site, as a zip."""
    processes, forms = ROOT / "processes" / SERVICE, ROOT / "forms" / SERVICE
    with zipfile.ZipFile(target, "w") as archive:
        for path in [p for p in processes.rglob("*") if p.is_file() and "walks" not in p.parts]:
            text = path.read_text(encoding="utf-8")
            if path.suffix == ".bpmn":
                text = text.replace("field_survey", "site_survey")
            archive.writestr(path.relative_to(processes).as_posix(), text)
        for path in forms.glob("*.form"):
            archive.writestr(f"forms/{path.name}", path.read_text(encoding="utf-8"))
    return target


def surveyed_case(desk: LiveDesk) -> tuple[UUID, str]:
    """A case whose site is to be surveyed, and the name of a supervisor of its unit."""
    with desk.session() as session:
        cases = session.scalars(select(Case).where(Case.service_id == SERVICE, Case.closed_at.is_(None))).all()
        case = next(one for one in cases if one.active_elements in (["field_survey"], ["site_survey"]))
        supervisor = select(Person.name).join(Membership, Membership.person_id == Person.id)
        name = supervisor.where(Membership.role == Role.SUPERVISOR, Membership.unit_id == case.unit_id)
        return case.id, str(session.scalars(name).first())


def test_supervisor_moves_a_case_by_hand_and_settles_what_comes_of_it(visit: Visit, desk: LiveDesk) -> None:
    case_id, name = surveyed_case(desk)
    supervisor = visit(name)
    page = supervisor.go(f"/worklist/cases/{case_id}?part=diagram")
    leave_by(page.get_by_role("link", name=re.compile("جابه‌جایی دستی")))
    supervisor.check()
    page.locator("#target").select_option("cost_accepted")
    press(page, "پیش‌نمایش")
    supervisor.check()
    expect(page.get_by_text("انجام نخواهد شد")).to_be_visible()
    press(page, "جابه‌جایی پرونده")
    supervisor.check()
    page.locator("#reason").fill("متقاضی هزینه را حضوری پذیرفت")
    press(page, "جابه‌جایی پرونده")
    supervisor.check()

    leave_by(page.get_by_role("banner").get_by_role("link", name=re.compile("رخدادها")))
    supervisor.check()
    leave_by(page.get_by_role("link", name="پذیرفت؟").first)
    supervisor.check()
    english = visit(name, lang="en")
    english.go(page.url.removeprefix(desk.url))
    english.check()
    expect(english.page.get_by_text("None of the conditions to go on holds")).to_be_visible()

    press(page, "ثبت و ادامه")
    supervisor.check()
    page.locator("#value-1").fill("accept")
    page.locator("#reason").fill("رسید پرداخت دیده شد")
    press(page, "ثبت و ادامه")
    expect(page.get_by_text("رفع شد؛ پرونده به راه خود ادامه می‌دهد.")).to_be_visible()
    supervisor.check()


def test_analyst_moves_running_cases_to_the_new_version(visit: Visit, tmp_path: Path) -> None:
    analyst = visit(ADMINISTRATOR)
    page = analyst.go("/studio/upload")
    send(page, renamed(tmp_path / "service.zip"), service=SERVICE)
    leave_by(page.get_by_role("link", name=re.compile("انتشار نسخهٔ")))
    press(page, page.get_by_role("main").get_by_role("button", name=re.compile("انتشار نسخهٔ")).inner_text())

    analyst.check()
    leave_by(page.get_by_role("link", name=re.compile("انتقال پرونده‌ها")).first)
    analyst.check()
    page.locator('select[name="map:field_survey"]').select_option("site_survey")
    press(page, "اجرای آزمایشی")
    expect(page.get_by_text("اجرای آزمایشی تمام شد")).to_be_visible()
    analyst.check()
    english = visit(ADMINISTRATOR, lang="en")
    english.go(page.url.partition("?")[0].removeprefix(analyst.desk.url))
    english.check()
    page.locator("#reason").fill("نام گام بازدید عوض شد")
    press(page, page.get_by_role("main").get_by_role("button", name=re.compile("انتقال")).inner_text())
    expect(page.get_by_text("انتقال تمام شد")).to_be_visible()
    analyst.check()
    expect(page.locator('.tab-links a[aria-current="page"]')).to_contain_text("منتقل شد")
