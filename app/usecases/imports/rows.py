"""A file as the rows of a known table: the column of each cell, and what is wrong before any rule is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from app.data.files.table_files import LONGEST_CELL, Cell, CellFault, TableRow, read_table
from app.usecases.imports.findings import Findings
from app.usecases.imports.sheets import SheetKind, named_columns, suitability
from app.usecases.organisation.columns import Column
from app.usecases.organisation.typed import Find, read_columns
from engine import Bilingual
from forms import KINDS, Refusal, normalise_text

#: told of how many rows of all are done
Progress = Callable[[int, int], None]
#: so many rows between two of these
PACE: Final = 1_000

_NO_HEADER: Final = Bilingual(
    "سطر اول باید نام ستون‌ها باشد. الگو را بارگیری کنید و در آن بنویسید.",
    "The first row must name the columns. Download the template and write into it.",
)
_UNKNOWN: Final = Bilingual(
    "چنین ستونی نیست؛ نام آن را مانند الگو بنویسید یا ستون را پاک کنید.",
    "There is no such column; write its name as the template has it, or remove the column.",
)
_TWICE: Final = Bilingual("این ستون دو بار آمده است؛ یکی را پاک کنید.", "This column stands here twice; remove one.")
_MISSING: Final = Bilingual("این ستون نیست؛ آن را بیفزایید.", "This column is missing; add it.")
_OUTSIDE: Final = Bilingual(
    "این خانه زیر هیچ ستونی نیست؛ آن را پاک کنید یا ستونش را نام ببرید.",
    "This cell is below no column; remove it, or name its column.",
)
_EMPTY: Final = Bilingual("جدول جز نام ستون‌ها چیزی ندارد.", "The table has nothing but names of columns.")
_LONG: Final = Bilingual("این متن بیش از اندازه بلند است.", "This text is too long.")
_FAULTS: Final = {
    CellFault.FORMULA: Bilingual("به جای فرمول، مقدار آن را بنویسید.", "Write the value instead of a formula."),
    CellFault.ERROR: Bilingual(
        "فرمول این خانه خطا دارد؛ مقدار درست را بنویسید.", "The formula of this cell failed; write the right value."
    ),
}
#: how many digits a number has whose leading zero a spreadsheet drops
_DIGITS: Final = {"national_id": 10, "phone": 11}


@dataclass(slots=True)
class Row:
    """A row with the text of each column that the file has; the columns of `faulty` have a finding already."""

    number: int
    texts: Mapping[str, str]
    faulty: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, and the columns that it has."""

    columns: tuple[Column, ...]
    rows: list[Row]
    #: whether every column is there that has to be filled in
    complete: bool


def read_rows(content: bytes, sheet: SheetKind, findings: Findings, progress: Progress) -> Table:
    """The table of a file. Raises TableRefused where it can't be read at all."""
    lines = read_table(content, is_header=lambda cells: suitability(sheet, cells))
    header = next(lines, None)
    named = _checked_header(sheet, header, findings)
    rows: list[Row] = []
    for line in lines if named else ():
        rows.append(_row(line, named, findings))
        if len(rows) % PACE == 0:
            progress(0, len(rows))
    if named and not rows:
        findings.add(1, None, "", _EMPTY)
    complete = all(column in named for column in sheet.columns if column.required)
    return Table(tuple(column for column in named if column is not None), rows, complete)


def read_values(row: Row, columns: tuple[Column, ...], findings: Findings, find: Find) -> tuple[dict[str, Any], bool]:
    """The values of a row and whether all of them could be read; what couldn't is a finding."""
    values, faults = read_columns(columns, row.texts, find=find)
    by_name = {column.name: column for column in columns}
    for name, text in faults.items():
        if name not in row.faulty:
            add_fault(row, by_name[name], text, findings)
    return values, not row.faulty


def add_fault(row: Row, column: Column | None, text: Bilingual, findings: Findings) -> None:
    """A finding in a row, at a column or about all of it."""
    row.faulty.add(column.name if column else "")
    findings.add(row.number, column.label if column else None, row.texts.get(column.name, "") if column else "", text)


def _checked_header(sheet: SheetKind, header: TableRow | None, findings: Findings) -> list[Column | None]:
    """The column of each heading; empty where the file has no heading row."""
    named = named_columns(sheet, header.cells) if header else []
    if header is None or not any(named):
        findings.add(header.number if header else 1, None, "", _NO_HEADER)
        return []
    for place, column in enumerate(named):
        if column is None and header.cells[place] != "":
            findings.add(header.number, None, _shown(header.cells[place]), _UNKNOWN)
        elif column is not None and column in named[:place]:
            findings.add(header.number, column.label, _shown(header.cells[place]), _TWICE)
    for column in sheet.columns:
        if column.required and column not in named:
            findings.add(header.number, column.label, "", _MISSING)
    return named


def _row(line: TableRow, named: list[Column | None], findings: Findings) -> Row:
    texts: dict[str, str] = {}
    row = Row(line.number, texts)
    for place, cell in enumerate(line.cells):
        column = named[place] if place < len(named) else None
        if column is None:
            if place >= len(named) and cell != "":
                findings.add(row.number, None, _shown(cell), _OUTSIDE)
                row.faulty.add("")
            continue
        texts[column.name] = cell if isinstance(cell, str) else ""
        fault = _cell_fault(column, cell)
        if fault is not None:
            add_fault(row, column, fault, findings)
    return row


def _cell_fault(column: Column, cell: Cell) -> Bilingual | None:
    if isinstance(cell, CellFault):
        return _FAULTS[cell]
    if len(cell) > LONGEST_CELL:
        return _LONG
    digits = _DIGITS.get(column.name)
    return _lost_zero(cell, digits) if digits else None


def _lost_zero(cell: str, digits: int) -> Bilingual | None:
    """A number that a spreadsheet may have taken the zero from is asked about: nobody guesses whose number it is."""
    typed = normalise_text(cell)
    lost = digits - len(typed)
    if not (typed.isascii() and typed.isdigit() and 1 <= lost <= 2) or (digits == 11 and (lost > 1 or typed[0] == "0")):
        return None
    meant = typed.zfill(digits)
    if digits == 10 and not _is_national_id(meant):
        return None
    return Bilingual(
        f"گویا صفر اول آن افتاده است. اگر {meant} درست است همان را بنویسید، و قالب ستون را «متن» کنید.",
        f"It seems to have lost its leading zero. If {meant} is right write that, in a column of the format “text”.",
    )


def _is_national_id(text: str) -> bool:
    try:
        KINDS["national-id"].read(text)
    except Refusal:
        return False
    return True


def _shown(cell: Cell) -> str:
    return cell if isinstance(cell, str) else ""
