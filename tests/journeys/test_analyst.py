"""The analyst's journey: a faulty bundle is refused with its findings on the diagram, the repaired one is published."""

import zipfile
from pathlib import Path

import pytest

from tests.databases import ROOT
from tests.journeys.conftest import Visit
from tests.journeys.steps import press

pytestmark = pytest.mark.browser
SERVICE = "complaint"


def bundle(target: Path, *, diagram: tuple[str, str]) -> Path:
    """The complaint service as a zip, with one replacement in its diagram."""
    processes, forms = ROOT / "processes" / SERVICE, ROOT / "forms" / SERVICE
    with zipfile.ZipFile(target, "w") as archive:
        for path in [p for p in processes.rglob("*") if p.is_file() and "walks" not in p.parts]:
            text = path.read_text(encoding="utf-8")
            if path.name == "process.bpmn":
                assert diagram[0] in text
                text = text.replace(*diagram, 1)
            archive.writestr(path.relative_to(processes).as_posix(), text)
        for path in forms.glob("*.form"):
            archive.writestr(f"forms/{path.name}", path.read_text(encoding="utf-8"))
    return target


def test_analyst_repairs_what_the_gate_found_and_publishes(visit: Visit, tmp_path: Path) -> None:
    analyst = visit("سارا محمدی")
    page = analyst.go("/studio/services")
    analyst.check()
    faulty = bundle(tmp_path / "faulty.zip", diagram=('miz:form="application"', 'miz:form="nowhere"'))
    page.get_by_role("main").get_by_role("link", name="بارگذاری بسته").click()
    analyst.check()
    page.locator("#service").select_option(SERVICE)
    page.set_input_files("#bundle", faulty)
    press(page, "بارگذاری و بازبینی")
    page.locator(".diagram svg").first.wait_for()
    analyst.check()
    assert page.get_by_role("cell", name="form-missing").first.is_visible()
    assert page.get_by_role("button", name="انتشار نسخهٔ ۲").count() == 0

    repaired = bundle(tmp_path / "repaired.zip", diagram=('miz:clock="working"', 'miz:clock="calendar"'))
    analyst.go("/studio/upload")
    page.locator("#service").select_option(SERVICE)
    page.set_input_files("#bundle", repaired)
    press(page, "بارگذاری و بازبینی")
    press(page, "انتشار نسخهٔ ۲")
    analyst.check()
    assert page.get_by_text("نسخهٔ ۲ منتشر شد.").is_visible()


def test_stranger_to_the_studio_is_refused(visit: Visit) -> None:
    page = visit("مریم احمدی").go("/studio/services")
    assert page.get_by_text("شما به این بخش دسترسی ندارید.").is_visible()
