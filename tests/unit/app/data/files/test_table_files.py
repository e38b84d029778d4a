"""Files as people's spreadsheet programs write them, and files made to do harm."""

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from app.data.files.errors import TableOutdated, TableRefused, TableTooLarge, TableUnreadable
from app.data.files.spreadsheets import write_csv
from app.data.files.table_files import MOST_COLUMNS, MOST_MEGABYTES, MOST_ROWS, Cell, CellFault, read_table

WORDS = ("شناسه", "نام")


def suits(cells: Sequence[Cell]) -> int:
    return sum(cell in WORDS for cell in cells)


def rows(content: bytes) -> list[tuple[int, list[Cell]]]:
    return [(row.number, list(row.cells)) for row in read_table(content, is_header=suits)]


def workbook(*lines: Sequence[Any], more: bool = False) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append(list(line))
    if more:
        book.create_sheet("second").append(["not", "read"])
    output = BytesIO()
    book.save(output)
    return output.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_in_every_encoding_and_with_every_separator(encoding: str, separator: str) -> None:
    lines = [["شناسه", "نام"], ["shiraz", "اداره، شیراز; یک"], ["yazd", 'ادارهٔ "یزد"']]
    text = "\r\n".join(separator.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in line) for line in lines)
    assert rows(text.encode(encoding)) == [(number, line) for number, line in enumerate(lines, 1)]


def test_csv_in_windows_1256_is_read() -> None:
    text = "شناسه;نام\nshiraz;اداره كل شيراز\n"
    assert rows(text.replace("ی", "ي").encode("cp1256")) == [(1, ["شناسه", "نام"]), (2, ["shiraz", "اداره كل شيراز"])]


def test_csv_with_another_separator_inside_of_the_names_is_split_where_the_headings_are() -> None:
    content = "شناسه;نام;a,b,c,d,e\nx;y;z\n".encode()
    assert rows(content)[1] == (2, ["x", "y", "z"])
    assert rows(b"sep=;\nx;y\n") == [(2, ["x", "y"])]


def test_rows_keep_their_numbers_beside_empty_ones_and_lines_in_cells() -> None:
    content = 'شناسه,نام\n,,\n"a\nb",c\n\nd\n'.encode()
    assert [number for number, _ in rows(content)] == [1, 3, 5]


def test_our_own_csv_comes_back_as_it_was() -> None:
    cells = ("+989121234567", "-12.5", "@home", "'quoted'", "plain")
    content = b"".join(write_csv([cells], ("a", "b", "c", "d", "e")))
    assert rows(content)[1] == (2, list(cells))


def test_formulas_are_no_text() -> None:
    assert rows("نام\n=1+1\n".encode())[1] == (2, [CellFault.FORMULA])
    book = openpyxl.load_workbook(BytesIO(workbook(["نام"], ["=1+1"], ["#N/A"])))
    sheet = book.active
    assert sheet is not None
    sheet["A3"].data_type = "e"
    output = BytesIO()
    book.save(output)
    assert rows(output.getvalue())[1:] == [(2, [CellFault.FORMULA]), (3, [CellFault.ERROR])]


def test_workbook_has_numbers_days_and_text_as_somebody_would_type_them() -> None:
    lines = (
        ["شناسه", "نام"],
        [84575948, 29.6],
        [date(2026, 12, 3), datetime(2026, 12, 3, 8, 30)],  # noqa: DTZ001 - a sheet knows no zone
        [None, None],
        [True, " ۱۴۰۵/۹/۱۲ ", None],
    )
    assert rows(workbook(*lines, more=True))[1:] == [
        (2, ["84575948", "29.6"]),
        (3, ["2026-12-03", "2026-12-03 08:30:00"]),
        (5, ["true", " ۱۴۰۵/۹/۱۲ "]),
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 no zip",
        b"%PDF-1.7\n\x00\x01\x02\x03",
        bytes(range(256)),
        'نام\n"open'.encode(),
        b"\xff\xfe\x00",
    ],
)
def test_file_that_is_no_table_is_told_so(content: bytes) -> None:
    with pytest.raises(TableUnreadable):
        rows(content)


def test_zip_that_is_no_workbook_is_told_so() -> None:
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(TableUnreadable):
        rows(output.getvalue())


def test_locked_or_old_workbook_says_how_to_save_it() -> None:
    with pytest.raises(TableOutdated):
        rows(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def harmful(part: str, content: bytes) -> bytes:
    """A workbook with another content of one part."""
    output = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(workbook(["a"]))) as source,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in source.namelist():
            made.writestr(name, content if name == part else source.read(name))
    return output.getvalue()


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    sheet = "xl/worksheets/sheet1.xml"
    entities = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    with pytest.raises(TableUnreadable):
        rows(harmful(sheet, entities))
    with pytest.raises(TableUnreadable):
        rows(harmful(sheet, entities.decode().encode("utf-16")))
    with pytest.raises(TableTooLarge):
        rows(harmful(sheet, b"<worksheet>" + b" " * (200 * 1024 * 1024)))


def test_row_that_claims_to_be_far_below_or_right_costs_little() -> None:
    far = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="999999999"><c r="XFD999999999" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
    )
    assert rows(harmful("xl/worksheets/sheet1.xml", far)) == []


def test_size_is_bounded() -> None:
    with pytest.raises(TableTooLarge):
        rows(b"a" * (MOST_MEGABYTES * 1024 * 1024 + 1))
    with pytest.raises(TableTooLarge):
        rows(b"\n".join([b"a,b"] * (MOST_ROWS + 2)))
    with pytest.raises(TableTooLarge) as refused:
        rows(b",".join([b"a"] * (MOST_COLUMNS + 1)))
    assert isinstance(refused.value, TableRefused)
    assert str(MOST_ROWS) in refused.value.message.fa
    assert len(rows(b"\n".join([b"a,b"] * (MOST_ROWS + 1)))) == MOST_ROWS + 1
