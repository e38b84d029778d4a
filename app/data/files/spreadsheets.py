"""Tables for spreadsheets: XLSX with the direction of its language, and CSV as a stream.

A cell is what it says: no text ever becomes a formula, in either format. Digits stay ASCII, to be counted with."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from math import isfinite
from typing import Final, Literal
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from app.data.files.errors import TooManyRows

Language = Literal["fa", "en"]
Cell = str | int | float | Decimal | date | datetime | timedelta | bool | None

_ZONE: Final = ZoneInfo("Asia/Tehran")
#: above this a sheet is written row by row, so that memory doesn't grow with it
_MANY_ROWS: Final = 5_000
_SAMPLED_ROWS: Final = 200
#: the limits of the format: rows of a worksheet, characters in a cell and in a title
_MOST_ROWS: Final = 1_048_576
_LONGEST_TEXT: Final = 32_767
_LONGEST_TITLE: Final = 31
_NARROWEST, _WIDEST = 8, 60
_ACCENT: Final = "#0B6E69"
#: what a spreadsheet program takes for the beginning of a formula or of a second cell
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_FORBIDDEN_IN_TITLES: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, kw_only=True)
class BarChart:
    """A bar chart beneath the table: one column names the bars, each of the others is a series (columns from 0)."""

    title: str
    categories: int
    values: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One table with its heading row. `notes` stand below it: what was counted, in which period, when."""

    title: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    notes: tuple[str, ...] = ()
    chart: BarChart | None = None


@dataclass(frozen=True)
class _Styles:
    head: Format
    text: Format
    number: Format
    fraction: Format
    day: Format
    moment: Format
    duration: Format
    note: Format


def write_xlsx(sheets: Sequence[Sheet], *, language: Language) -> bytes:
    """A workbook with one worksheet per sheet, right to left in Persian; titles are made unique and short enough.

    Moments are written in the desk's zone, durations as hours and minutes. Raises TooManyRows."""
    if any(len(sheet.rows) + len(sheet.notes) + 2 > _MOST_ROWS for sheet in sheets):
        raise TooManyRows
    output = BytesIO()
    options = {
        "in_memory": True,
        "constant_memory": any(len(sheet.rows) > _MANY_ROWS for sheet in sheets),
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(output, options) as workbook:
        styles = _styles(workbook, language)
        taken: set[str] = set()
        for sheet in sheets:
            _write_sheet(workbook, sheet, _free_title(sheet.title, taken), styles, language)
    return output.getvalue()


def _styles(workbook: Workbook, language: Language) -> _Styles:
    reading = {
        "font_name": "Vazirmatn",
        "font_size": 11,
        "valign": "vcenter",
        "reading_order": 2 if language == "fa" else 1,
    }
    head = {"bold": True, "font_color": "white", "bg_color": _ACCENT, "text_wrap": True, "border": 1}

    def style(**more: object) -> Format:
        return workbook.add_format({**reading, **more})

    return _Styles(
        head=style(**head),
        text=style(),
        number=style(num_format="#,##0"),
        fraction=style(num_format="#,##0.0"),
        day=style(num_format="yyyy-mm-dd"),
        moment=style(num_format="yyyy-mm-dd hh:mm"),
        duration=style(num_format="[h]:mm"),
        note=style(font_color="#51626B", italic=False),
    )


def _write_sheet(workbook: Workbook, sheet: Sheet, title: str, styles: _Styles, language: Language) -> None:
    """Header, rows, notes, then what hangs on their size; cells strictly downwards, as constant memory demands."""
    page = workbook.add_worksheet(title)
    if language == "fa":
        page.right_to_left()
    page.freeze_panes(1, 0)
    for column, width in enumerate(_widths(sheet)):
        page.set_column(column, column, width)
    for column, label in enumerate(sheet.header):
        page.write_string(0, column, label, styles.head)
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            _write_cell(page, number, column, cell, styles)
    for number, note in enumerate(sheet.notes, start=len(sheet.rows) + 2):
        page.write_string(number, 0, note, styles.note)
    if sheet.header:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.header) - 1)
    if sheet.chart and sheet.rows:
        _draw_chart(workbook, page, sheet, sheet.chart, language)


def _write_cell(page: Worksheet, row: int, column: int, cell: Cell, styles: _Styles) -> None:
    """One cell in the type that a spreadsheet can count with."""
    match cell:
        case _ if cell is None or _is_no_number(cell):
            page.write_blank(row, column, None, styles.text)
        case bool():
            page.write_boolean(row, column, cell, styles.text)
        case int():
            page.write_number(row, column, cell, styles.number)
        case float() | Decimal():
            page.write_number(row, column, float(cell), styles.fraction)
        case datetime():
            page.write_datetime(row, column, _local(cell), styles.moment)
        case date():
            page.write_datetime(row, column, cell, styles.day)
        case timedelta():
            page.write_datetime(row, column, cell, styles.duration)
        case _:
            page.write_string(row, column, _fitting(cell), styles.text)


def _fitting(text: str) -> str:
    """What a cell can hold; a longer text ends visibly instead of being dropped."""
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"


def _is_no_number(cell: Cell) -> bool:
    """NaN or infinite: the mean of nothing, shown as nothing."""
    return isinstance(cell, float | Decimal) and not isfinite(cell)


def _local(moment: datetime) -> datetime:
    """The wall clock at the desk; a spreadsheet knows no zones."""
    return moment.astimezone(_ZONE).replace(tzinfo=None)


def _draw_chart(workbook: Workbook, page: Worksheet, sheet: Sheet, wanted: BarChart, language: Language) -> None:
    """A column chart under the notes, its first bar at the side where reading begins."""
    chart = workbook.add_chart({"type": "column"})
    last = len(sheet.rows)
    colours = (_ACCENT, "#C58B2B", "#5B6C8F", "#9A4F50")
    for number, column in enumerate(wanted.values):
        chart.add_series(
            {
                "name": [page.get_name(), 0, column],
                "categories": [page.get_name(), 1, wanted.categories, last, wanted.categories],
                "values": [page.get_name(), 1, column, last, column],
                "fill": {"color": colours[number % len(colours)]},
            }
        )
    chart.set_title({"name": wanted.title, "name_font": {"name": "Vazirmatn", "size": 12}})
    chart.set_x_axis({"reverse": language == "fa", "num_font": {"name": "Vazirmatn"}})
    chart.set_legend({"none": True} if len(wanted.values) == 1 else {"position": "bottom"})
    chart.set_size({"width": 720, "height": 360})
    page.insert_chart(last + len(sheet.notes) + 3, 0, chart, {"description": wanted.title})


def _widths(sheet: Sheet) -> list[int]:
    """As wide as the longest of the first rows, within reason."""
    sample = sheet.rows[:_SAMPLED_ROWS]
    return [
        min(max(_NARROWEST, len(label) + 4, *(_shown_length(row, column) + 2 for row in sample), 0), _WIDEST)
        for column, label in enumerate(sheet.header)
    ]


def _shown_length(row: Sequence[Cell], column: int) -> int:
    if column >= len(row) or row[column] is None:
        return 0
    cell = row[column]
    return 16 if isinstance(cell, datetime) else len(str(cell))


def _free_title(title: str, taken: set[str]) -> str:
    """A worksheet name that a spreadsheet accepts: at most 31 characters, none of []:*?/\\, unlike the others."""
    clean = title.translate(_FORBIDDEN_IN_TITLES).strip(" '") or "-"
    name, number = clean[:_LONGEST_TITLE], 1
    while name.casefold() in taken:
        number += 1
        mark = f" ({number})"
        name = clean[: _LONGEST_TITLE - len(mark)] + mark
    taken.add(name.casefold())
    return name


def write_csv(rows: Iterable[Sequence[Cell]], header: Sequence[str]) -> Iterator[bytes]:
    """UTF-8 lines (RFC 4180) behind a byte order mark, one chunk a row: a million rows take no memory.

    A text that a spreadsheet would run as a formula gets an apostrophe before it; moments are ISO 8601 in
    the desk's zone."""
    yield b"\xef\xbb\xbf" + _line(header)
    for row in rows:
        yield _line(row)


def _line(row: Sequence[Cell]) -> bytes:
    buffer = StringIO(newline="")
    csv.writer(buffer).writerow([_plain(cell) for cell in row])
    return buffer.getvalue().encode()


def _plain(cell: Cell) -> str | int | float | Decimal:
    """The cell as CSV has it: numbers as they are, a duration in hours, a suspicious text defused."""
    match cell:
        case _ if cell is None or _is_no_number(cell):
            return ""
        case bool():
            return str(cell).lower()
        case int() | float() | Decimal():
            return cell
        case date():
            return (
                cell.astimezone(_ZONE).isoformat(timespec="seconds") if isinstance(cell, datetime) else cell.isoformat()
            )
        case timedelta():
            return round(cell.total_seconds() / 3600, 2)
        case _:
            return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA_STARTS) else cell
