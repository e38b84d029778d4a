"""The manager's journey: the report of a chosen period, narrowed, compared, and taken away."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.conftest import Visit
from tests.journeys.steps import press

pytestmark = pytest.mark.browser

MANAGER = "کیان فتحی"


def test_manager_reads_narrows_and_downloads_the_report(visit: Visit) -> None:
    manager = visit(MANAGER)
    page = manager.go("/reports")
    manager.check()

    page.get_by_label("سطرها").select_option("province")
    page.get_by_label("محل ارائه").select_option("line")
    press(page, "نمایش گزارش")

    assert "by=province" in page.url
    tables = page.get_by_role("table")
    assert tables.count() == 2
    assert "تهران" in tables.first.inner_text()
    manager.check()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="دریافت CSV").click()
    lines = list(csv.reader(Path(waiting.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    assert sum(int(line[3]) for line in lines[1:-1]) == int(lines[-1][3]) > 0


def test_file_that_takes_long_is_told_of_while_it_is_made(visit: Visit) -> None:
    page = visit(MANAGER).go("/reports")
    held: list[Route] = []
    page.route("**/report.xlsx*", lambda route: held.append(route))  # noqa: PLW0108 - Playwright takes no method of C
    link = page.get_by_role("link", name="دریافت XLSX")

    with page.expect_download() as waiting:
        link.click()
        expect(page.get_by_text("فایل آماده می‌شود…")).to_be_visible()
        link.click()  # no second one meanwhile
        assert len(held) == 1
        held[0].continue_()

    assert waiting.value.suggested_filename == "report.xlsx"
    assert Path(waiting.value.path()).read_bytes()[:2] == b"PK"
    expect(page.get_by_text("فایل آماده می‌شود…")).to_have_count(0)


def test_wrong_date_is_answered_at_its_box_and_kept(visit: Visit) -> None:
    manager = visit(MANAGER, lang="en")
    page = manager.go("/reports")

    page.get_by_label("From").fill("yesterday")
    press(page, "Show the report")

    assert page.get_by_label("From").input_value() == "yesterday"
    assert "Write the date as year, month and day" in page.get_by_role("alert").inner_text()
    manager.check()


def test_anybody_reads_how_long_a_service_takes(visit: Visit) -> None:
    guest = visit(None)
    page = guest.go("/services/business-licence/performance")

    assert "نیمی از درخواست‌ها" in page.get_by_role("main").inner_text()
    guest.check()


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_pages_of_a_manager_are_accessible(visit: Visit, lang: str) -> None:
    manager = visit(MANAGER, lang=lang)
    rows = [f"by={by}" for by in ("service", "unit", "place", "province", "channel", "month")]
    for query in ("", *rows, "from=1380/01/01&to=1380/01/01", "from=1405/02/01&to=1405/01/01", "service=nothing"):
        manager.go(f"/reports?{query}")
        manager.check()
