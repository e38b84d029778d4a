"""The evaluator's journey: from the list of services to a worksheet with a remark, and its PDF."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.journeys.conftest import Visit
from tests.journeys.steps import leave_by, press

pytestmark = pytest.mark.browser

EVALUATOR = "پریسا نجفی"
REMARK = "در بازدید ۲ آذر دیده شد."


def test_evaluator_checks_a_worksheet_remarks_and_takes_it_away(visit: Visit) -> None:
    evaluator = visit(EVALUATOR)
    page = evaluator.go("/worksheets")
    evaluator.check()

    leave_by(page.get_by_role("link", name="پروانه ساختمانی"))
    assert page.locator("tbody tr").count() == 13
    evaluator.check()

    leave_by(page.locator("#I5 a"))
    evaluator.check()
    page.get_by_label("توضیح شما").fill(REMARK)
    press(page, "ذخیره")
    assert "دیده شد" in page.locator("#I5").inner_text()

    with page.expect_download() as waiting:
        page.get_by_role("link", name="دریافت PDF").click()
    assert len(PdfReader(Path(waiting.value.path())).pages) >= 1


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_pages_of_an_evaluator_are_accessible(visit: Visit, lang: str) -> None:
    evaluator = visit(EVALUATOR, lang=lang)
    sheets = [
        "",
        "?from=1380/01/01&to=1380/01/01",
        "?from=yesterday&to=1405/01/01",
        "/no-criminal-record",
        "/complaint",
    ]
    for path in (*sheets, "/building-permit?from=1380/01/01&to=1380/01/01", "/building-permit/remarks/I7"):
        evaluator.go(f"/worksheets{path}")
        evaluator.check()
