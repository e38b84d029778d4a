"""The report as pages and downloads: who may, what hostile filters get, and what the files hold when opened again."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO

import openpyxl
import pytest
from flask.testing import FlaskClient

from tests.factories import LIBRARY_CARD
from tests.integration.agencies import Browser
from tests.integration.reports.registry import PERIOD, Registry

SignIn = Callable[..., Browser]


def test_manager_sees_tables_with_caption_total_and_chart(registry: Registry, sign_in: SignIn) -> None:
    page = sign_in(registry.manager).get(f"/reports?{PERIOD}").text

    assert page.count("<caption") == 2
    assert "Mordad 1405" in page
    assert "Library card" in page
    assert "<tfoot>" in page
    assert "4 days" in page
    assert "67% <span" in page
    assert "data-chart" in page


def test_persian_page_has_persian_digits(registry: Registry, sign_in: SignIn) -> None:
    page = sign_in(registry.manager, lang="fa").get("/reports?from=۱۴۰۵/۵/۱&to=۱۴۰۵/۵/۳۱").text

    assert "مرداد ۱۴۰۵" in page
    assert "۳ بیشتر (دورهٔ پیش: ۱)" in page


@pytest.mark.parametrize("path", ["/reports", "/reports/report.csv", "/reports/report.xlsx"])
def test_clerk_and_stranger_are_kept_out(registry: Registry, sign_in: SignIn, client: FlaskClient, path: str) -> None:
    assert sign_in(registry.clerk).get(path).status_code == 403
    assert client.get(path).status_code == 303


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("from=x&to=1405/5/31", "from", "Write the date as year, month and day"),
        ("from=1405/13/1&to=1405/5/31", "from", "The month must be from 1 to 12."),
        ("from=1404/12/30&to=1405/5/31", "from", "Esfand 1404 has the days 1 to 29."),
        ("from=1405/5/31&to=1405/5/1", "to", "The period ends before it begins"),
        ("from=1200/1/1&to=1599/1/1", "to", "ten years long at most"),
        ("from=1405/5/1", "to", "Write both dates."),
        ("service=no-such-service", "service", "Choose one of the options."),
        ("service=' OR 1=1 --", "service", "Choose one of the options."),
        ("unit=00000000-0000-0000-0000-000000000000", "unit", "Choose one of the options."),
        ("unit=x", "unit", "Choose one of the options."),
        ("province=atlantis", "province", "Choose one of the options."),
        ("by=everything", "by", "Choose one of the options."),
        ("level=9", "level", "Choose one of the options."),
        ("channel=pigeon", "channel", "Choose one of the options."),
        ("sort=colour", "sort", "Choose one of the options."),
    ],
)
@pytest.mark.parametrize("path", ["/reports", "/reports/report.csv", "/reports/report.xlsx"])
def test_hostile_filters_are_answered_at_the_field(
    registry: Registry, sign_in: SignIn, path: str, query: str, field: str, message: str
) -> None:
    answer = sign_in(registry.manager).get(f"{path}?{query}")

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert message in answer.text
    assert "Traceback" not in answer.text


def test_unknown_filter_and_foreign_unit_are_refused(registry: Registry, sign_in: SignIn) -> None:
    manager = sign_in(registry.manager)

    assert manager.get("/reports?limit=1").status_code == 422
    assert manager.get(f"/reports?unit={registry.other_unit.id}").status_code == 422


def test_empty_page_says_which_period_has_data(registry: Registry, sign_in: SignIn) -> None:
    page = sign_in(registry.manager).get("/reports?from=1390/1/1&to=1390/2/1").text

    assert "21 Jul 2026 to 27 Jul 2026" in page
    assert "from=1405/04/30" in page


def test_csv_opened_again_has_ascii_digits_and_iso_dates(registry: Registry, sign_in: SignIn) -> None:
    answer = sign_in(registry.manager, lang="fa").get(f"/reports/report.csv?{PERIOD}&by=place")

    lines = list(csv.reader(StringIO(answer.data.decode("utf-8-sig"))))
    assert [len(line) for line in lines] == [20] * 4
    assert lines[1][:9] == ["2026-07-23", "2026-08-22", "صف", "3", "2", "2", "1", "1", "7.0"]
    assert lines[-1][2:11] == ["همه", "4", "3", "4", "1", "1", "4.0", "8.8", "5.3"]


@pytest.mark.parametrize(("lang", "title"), [("fa", "گزارش عملکرد"), ("en", "Performance report")])
def test_workbook_opened_again_says_the_same(registry: Registry, sign_in: SignIn, lang: str, title: str) -> None:
    answer = sign_in(registry.manager, lang=lang).get(f"/reports/report.xlsx?{PERIOD}&by=place&level=line")

    book = openpyxl.load_workbook(BytesIO(answer.data))
    page = book[title]
    assert bool(page.sheet_view.rightToLeft) is (lang == "fa")
    assert [cell.value for cell in page[2]][1:7] == [3, 2, 2, 1, 1, 7]
    notes = [row[0].value for row in page.iter_rows(min_row=4) if row[0].value]
    assert notes[:2] == (["مرداد ۱۴۰۵", "صف"] if lang == "fa" else ["Mordad 1405", "Line units"])


def test_performance_page_is_public(registry: Registry, client: FlaskClient) -> None:
    page = client.get(f"/services/{LIBRARY_CARD}/performance?lang=en")

    assert page.status_code == 200
    assert "3 days and 12 hours" in page.text
    assert "75%" in page.text
    assert client.get("/services/no-such-service/performance").status_code == 404
