"""Tables out of files that people send: XLSX, and CSV in the encodings and with the separators of spreadsheet programs.
Bounded: rows, columns, characters of a cell, and bytes before and after decompression.

Cells come as text. No formula is worked out and no value taken from one: such a cell is a `CellFault`."""

import csv
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import Enum, auto
from io import BytesIO, StringIO
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils.exceptions import InvalidFileException

from app.data.files.errors import TableOutdated, TableTooLarge, TableUnreadable

MOST_ROWS: Final = 60_000
MOST_COLUMNS: Final = 60
MOST_MEGABYTES: Final = 20
#: characters of a cell; longer ones are cut here, and refused as too long by whoever reads them
LONGEST_CELL: Final = 4_000
#: bytes of a workbook when it is unpacked, and its parts
_UNPACKED, _MOST_PARTS = 160 * 1024 * 1024, 500
#: the last row that the format knows
_LAST_ROW: Final = 1_048_576
#: cells farther to the right are taken for decoration; those between the limit and here are refused
_LAST_COLUMN: Final = 120
_CHUNK: Final = 1 << 20
_SEPARATORS: Final = (",", ";", "\t")
#: control characters that no text has
_BINARY: Final = frozenset(map(chr, range(32))) - {"\t", "\n", "\r", "\f", "\v"}
#: what CSV of ours puts an apostrophe before
_GUARDED: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class CellFault(Enum):
    """Why a cell has no text."""

    FORMULA = auto()
    #: a formula that failed: #N/A
    ERROR = auto()


Cell = str | CellFault
_EMPTY: Final[Any] = EMPTY_CELL
#: by the type of a cell in the workbook
_NO_TEXT: Final = {"f": CellFault.FORMULA, "e": CellFault.ERROR}
#: whole numbers below are exact in a spreadsheet
_EXACT: Final = 1e15


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row that isn't empty, with its number as a spreadsheet shows it (from 1)."""

    number: int
    cells: Sequence[Cell]


def read_table(content: bytes, *, is_header: Callable[[Sequence[Cell]], int] = len) -> Iterator[TableRow]:
    """The rows of the first sheet, or of the CSV. `is_header` says how well a row of words suits as the heading: by it
    the separator of a CSV is chosen. Raises TableUnreadable, TableOutdated, TableTooLarge."""
    if len(content) > MOST_MEGABYTES * 1024 * 1024:
        raise _too_large()
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableOutdated
    rows = _workbook_rows(content) if content.startswith(b"PK\x03\x04") else _csv_rows(content, is_header)
    for count, row in enumerate(rows):
        if count > MOST_ROWS or len(row.cells) > MOST_COLUMNS:
            raise _too_large()
        yield row


def _too_large() -> TableTooLarge:
    return TableTooLarge(rows=MOST_ROWS, columns=MOST_COLUMNS, megabytes=MOST_MEGABYTES)


def _workbook_rows(content: bytes) -> Iterator[TableRow]:
    try:
        _check_parts(content)
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size may be wrong
        for number, cells in enumerate(sheet.iter_rows(max_row=_LAST_ROW, max_col=_LAST_COLUMN), 1):
            filled = [place for place, cell in enumerate(cells) if cell is not _EMPTY and cell.value is not None]
            texts = _trimmed([_text_of(cell) for cell in cells[: filled[-1] + 1]]) if filled else ()
            if texts:
                yield TableRow(number, texts)
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        ParseError,
        KeyError,
        ValueError,
        IndexError,
        TypeError,
        AttributeError,
        NotImplementedError,
        EOFError,
        OSError,
    ) as error:  # fmt: skip - whatever the library stumbles over in a broken workbook
        raise TableUnreadable from error


def _check_parts(content: bytes) -> None:
    """Raises TableTooLarge for what unpacks to too much, TableUnreadable for XML that declares entities."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _UNPACKED:
            raise _too_large()
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                _check_xml(archive, part)


def _check_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with archive.open(part) as stream:  # reads no more than the size that was counted above
        before = b""
        while chunk := stream.read(_CHUNK):
            if b"<!DOCTYPE" in before + chunk or b"<!ENTITY" in before + chunk or b"\0" in chunk:
                raise TableUnreadable
            before = chunk[-10:]


def _text_of(cell: Any) -> Cell:
    """The text of a cell as somebody would type it: whole numbers without a point, days as 2026-12-03."""
    if cell.data_type in _NO_TEXT:
        return _NO_TEXT[cell.data_type]
    match cell.value:
        case None:
            text = ""
        case bool(value):
            text = str(value).lower()
        case float(value) if value.is_integer() and abs(value) < _EXACT:
            text = str(int(value))
        case datetime() as value:
            text = value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case value:
            text = str(value)
    return text[: LONGEST_CELL + 1]


def _trimmed(cells: list[Cell]) -> list[Cell]:
    """Without the empty cells at the end."""
    while cells and (not cells[-1] or (isinstance(cells[-1], str) and not cells[-1].strip())):
        cells.pop()
    return cells


def _csv_rows(content: bytes, is_header: Callable[[Sequence[Cell]], int]) -> Iterator[TableRow]:
    text = _decoded(content)
    declared = text[:6].lower().startswith("sep=") and text[4:5] in _SEPARATORS
    separator = text[4] if declared else _separator(text, is_header)
    lines = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(lines, 1):
            texts = _trimmed([_plain(cell) for cell in cells])
            if texts and not (declared and number == 1):
                yield TableRow(number, texts)
    except csv.Error as error:
        raise TableUnreadable from error


def _decoded(content: bytes) -> str:
    """The text of a CSV: by its mark, else UTF-16 by its zeros, else UTF-8, else Windows-1256."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    if encoding is None and b"\0" in content[:1000]:
        even, odd = content[:1000:2].count(0), content[1:1000:2].count(0)
        encoding = "utf-16-be" if even > odd else "utf-16-le"
    try:
        text = _first_that_reads(content, (encoding,) if encoding else ("utf-8", "cp1256"))
    except UnicodeError as error:
        raise TableUnreadable from error
    if not _BINARY.isdisjoint(text):
        raise TableUnreadable
    return text


def _first_that_reads(content: bytes, encodings: Sequence[str]) -> str:
    for encoding in encodings[:-1]:
        try:
            return content.decode(encoding)
        except UnicodeError:
            continue
    return content.decode(encodings[-1])


def _separator(text: str, is_header: Callable[[Sequence[Cell]], int]) -> str:
    """The separator by which the first line is the best heading; a comma where none is."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=lambda one: (is_header(_split(first, one)), first.count(one)))


def _split(line: str, separator: str) -> list[Cell]:
    try:
        return [*next(csv.reader([line], delimiter=separator), [])]
    except csv.Error:
        return []


def _plain(cell: str) -> Cell:
    """The text of a cell, without the apostrophe that guards it from being run; a formula is none."""
    if cell.startswith("'") and cell[1:].lstrip(" ").startswith(_GUARDED):
        return cell[1:][: LONGEST_CELL + 1]
    if cell.lstrip().startswith("="):
        return CellFault.FORMULA
    return cell[: LONGEST_CELL + 1]
