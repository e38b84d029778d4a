"""The analyst's journey: a new service is refused with its findings on the diagram, repaired, published and offered."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.databases import ROOT
from tests.journeys.conftest import Visit
from tests.journeys.steps import follow, leave_by, press

pytestmark = pytest.mark.browser
#: the diagrams, forms and texts that the new services are made of
PATTERN = "complaint"
SARA = "سارا محمدی"


def bundle(target: Path, title: str, *, diagram: tuple[str, str] = ("", "")) -> Path:
    """The complaint service under another title as a zip, with one replacement in its diagram."""
    processes, forms = ROOT / "processes" / PATTERN, ROOT / "forms" / PATTERN
    with zipfile.ZipFile(target, "w") as archive:
        for path in [p for p in processes.rglob("*") if p.is_file() and "walks" not in p.parts]:
            text = path.read_text(encoding="utf-8")
            if path.name == "process.bpmn":
                assert diagram[0] in text
                text = text.replace(*diagram, 1)
            if path.name == "package.yaml":
                text = text.replace("شکایت و اعتراض به پاسخ", title, 1)
            archive.writestr(path.relative_to(processes).as_posix(), text)
        for path in forms.glob("*.form"):
            archive.writestr(f"forms/{path.name}", path.read_text(encoding="utf-8"))
    return target


def send(page: Page, file: Path, *, button: str = "بارگذاری و بازبینی", new_id: str = "", service: str = "") -> None:
    """Fill in the upload page and send it."""
    if new_id:
        page.locator("#new_id").fill(new_id)
    if service:
        page.locator("#service").select_option(service)
    page.set_input_files("#bundle", file)
    press(page, button)


def test_analyst_repairs_what_the_gate_found_and_publishes(visit: Visit, tmp_path: Path) -> None:
    analyst = visit(SARA)
    page = analyst.go("/studio")
    analyst.check()
    leave_by(page.get_by_role("main").get_by_role("link", name="بارگذاری بسته"))
    analyst.check()
    faulty = bundle(tmp_path / "a.zip", "گزارش فضای سبز", diagram=('miz:form="application"', 'miz:form="nowhere"'))
    send(page, faulty, new_id="green-space")

    page.locator(".diagram .finding-error").first.wait_for()
    analyst.check()
    expect(page.get_by_text("این بسته هنوز قابل انتشار نیست")).to_be_visible()
    expect(page.get_by_role("link", name="انتشار نسخهٔ ۱")).to_have_count(0)
    page.locator("a[data-element]").first.click()
    expect(page.locator(".diagram .djs-element.selected")).to_have_count(1)
    leave_by(page.get_by_role("link", name="form-missing").first)
    analyst.check()

    analyst.go("/studio/upload")
    send(page, bundle(tmp_path / "b.zip", "گزارش فضای سبز"), new_id="green-space")
    page.locator(".diagram svg").first.wait_for()
    assert page.locator(".diagram .finding-error").count() == 0
    for side in ("تغییرها", "مراحل و مهلت‌ها", "بستهٔ اطلاع‌رسانی", "فرم‌ها", "نامه‌ها و پیام‌ها"):
        follow(page, side)
        analyst.check()
    leave_by(page.get_by_role("link", name="انتشار نسخهٔ ۱"))
    analyst.check()
    page.locator("#note").fill("نخستین نسخه")
    press(page, "انتشار نسخهٔ ۱")
    analyst.check()
    expect(page.get_by_text("نسخهٔ ۱ منتشر شد.")).to_be_visible()

    citizen = visit(None)
    shown = citizen.go("/services?q=فضای سبز")
    expect(shown.get_by_role("link", name="گزارش فضای سبز")).to_be_visible()


def test_slip_is_taken_back(visit: Visit, tmp_path: Path) -> None:
    analyst = visit(SARA, lang="en")
    page = analyst.go("/studio/upload")
    for number, title in ((1, "گزارش چالهٔ خیابان"), (2, "گزارش چاله")):
        file = bundle(tmp_path / f"{number}.zip", title)
        chosen = {"new_id": "pothole"} if number == 1 else {"service": "pothole"}
        send(page, file, button="Upload and review", **chosen)
        leave_by(page.get_by_role("link", name=f"Publish version {number}"))
        press(page, f"Publish version {number}")
        leave_by(page.get_by_role("main").get_by_role("link", name="Upload a new version"))
    analyst.go("/studio/services/pothole")
    leave_by(page.get_by_role("link", name="Take back 1"))
    analyst.check()
    press(page, "Publish version 3")
    expect(page.get_by_text("Version 3 is published.")).to_be_visible()
    offered = visit(None).go("/services/pothole")
    expect(offered.get_by_role("heading", name="گزارش چالهٔ خیابان", level=1)).to_be_visible()


def test_stranger_to_the_studio_is_refused(visit: Visit) -> None:
    page = visit("مریم احمدی").go("/studio/services")
    assert page.get_by_text("شما به این بخش دسترسی ندارید.").is_visible()
