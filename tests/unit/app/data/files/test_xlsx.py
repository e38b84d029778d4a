"""Workbooks as a spreadsheet program opens them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from app.data.files import spreadsheets
from app.data.files.errors import TooManyRows
from app.data.files.spreadsheets import BarChart, Language, Sheet, write_xlsx

SERVICES = Sheet(
    title="عملکرد خدمات",
    header=("خدمت", "پذیرفته", "میانگین (روز)", "از", "آخرین", "میانه"),
    rows=(
        ("پروانهٔ ساختمانی", 1318, Decimal("7.8"), date(2026, 3, 21), datetime(2026, 6, 1, 6, 0, tzinfo=UTC), None),
        ("=1+1", 12, 2.5, date(2026, 3, 22), None, timedelta(hours=30, minutes=15)),
    ),
    notes=("دوره: بهار ۱۴۰۵",),
    chart=BarChart(title="درخواست‌ها به تفکیک خدمت", categories=0, values=(1,)),
)


def opened(*sheets: Sheet, language: Language = "fa") -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(write_xlsx(sheets, language=language)))


def page_of(sheet: Sheet, *, language: Language = "fa") -> Worksheet:
    return opened(sheet, language=language).worksheets[0]


def test_cells_come_back_in_their_types() -> None:
    page = page_of(SERVICES)

    assert [cell.value for cell in page[1]] == list(SERVICES.header)
    first = [cell.value for cell in page[2]]
    assert first == ["پروانهٔ ساختمانی", 1318, 7.8, datetime(2026, 3, 21), datetime(2026, 6, 1, 9, 30), None]  # noqa: DTZ001
    assert page["F3"].value == timedelta(hours=30, minutes=15)
    assert page["A5"].value == "دوره: بهار ۱۴۰۵"


@pytest.mark.parametrize(
    "text", ["=1+1", "=HYPERLINK('http://x')", "+1", "-1", "@SUM(A1)", "{=1}", "http://x.ir", "007"]
)
def test_a_text_stays_a_text(text: str) -> None:
    cell = page_of(Sheet(title="t", header=("h",), rows=((text,),)))["A2"]

    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.hyperlink is None


@pytest.mark.parametrize(("language", "right_to_left"), [("fa", True), ("en", False)])
def test_the_sheet_reads_in_the_direction_of_its_language(language: Language, right_to_left: bool) -> None:
    page = page_of(SERVICES, language=language)

    assert bool(page.sheet_view.rightToLeft) is right_to_left


def test_the_table_has_a_kept_heading_a_filter_and_readable_columns() -> None:
    page = page_of(SERVICES)

    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:F3"
    assert page["A1"].font.bold
    assert page.column_dimensions["A"].width >= len("پروانهٔ ساختمانی")
    assert page["B2"].number_format == "#,##0"


def test_a_chart_draws_the_asked_columns() -> None:
    page = page_of(SERVICES)

    (chart,) = page._charts  # openpyxl has no public way to list them
    (series,) = chart.series
    assert series.val.numRef.f.endswith("!$B$2:$B$3")
    assert series.cat.strRef.f.endswith("!$A$2:$A$3")


def test_an_empty_table_is_still_a_workbook() -> None:
    page = page_of(Sheet(title="empty", header=("a", "b"), rows=(), chart=SERVICES.chart))

    assert page.max_row == 1


def test_titles_are_made_short_unique_and_legal() -> None:
    long = "گزارش: عملکرد/خدمات [شهرداری] در فصل بهار"
    sheets = [Sheet(title=title, header=("a",), rows=()) for title in (long, long, "", "A", "a")]

    names = opened(*sheets).sheetnames

    assert len({name.casefold() for name in names}) == 5
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_a_text_too_long_for_a_cell_ends_visibly() -> None:
    page = page_of(Sheet(title="t", header=("h",), rows=(("x" * 40_000,),)))

    assert str(page["A2"].value).endswith("x…")


def test_a_large_sheet_is_written_row_by_row_and_complete() -> None:
    rows = [(f"case {number}", number) for number in range(6_000)]

    page = opened(Sheet(title="many", header=("case", "n"), rows=rows), SERVICES)["many"]

    assert page.max_row == 6_001
    assert page["A6001"].value == "case 5999"


def test_more_rows_than_the_format_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "_MOST_ROWS", 3)

    with pytest.raises(TooManyRows):
        write_xlsx([SERVICES], language="fa")


def test_what_is_no_number_leaves_its_cell_empty() -> None:
    page = page_of(Sheet(title="t", header=("h",), rows=((float("nan"),), (float("inf"),))))

    assert [page["A2"].value, page["A3"].value] == [None, None]
