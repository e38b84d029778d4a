"""What is wrong with a table: one finding for each thing to put right, with its row, its column, what stands there and
what to do about it."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.data.files.spreadsheets import Language, write_csv
from engine import Bilingual

#: so many are shown on a page, and so many are in the file with all of them
MOST_SHOWN: Final = 300
MOST_KEPT: Final = 200_000
LONGEST_GIVEN: Final = 60
_HEADER: Final = (
    Bilingual("ردیف", "Row"),
    Bilingual("ستون", "Column"),
    Bilingual("نوشته", "Given"),
    Bilingual("چه باید کرد", "What to do"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right. The row is counted as a spreadsheet does; without a column it is about the whole row."""

    row: int
    column: Bilingual | None
    given: str
    text: Bilingual


class Findings:
    """All findings of a table: counted without a limit, kept up to one."""

    def __init__(self) -> None:
        self.kept: list[Finding] = []
        self.total = 0

    def add(self, row: int, column: Bilingual | None, given: str, text: Bilingual) -> None:
        """One more."""
        self.total += 1
        if len(self.kept) < MOST_KEPT:
            self.kept.append(Finding(row, column, given[:LONGEST_GIVEN], text))

    def in_order(self) -> list[Finding]:
        """Those that are kept, by their rows."""
        return sorted(self.kept, key=lambda one: one.row)


def as_json(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as they are stored."""
    return [
        {
            "row": one.row,
            "column": [one.column.fa, one.column.en] if one.column else None,
            "given": one.given,
            "text": [one.text.fa, one.text.en],
        }
        for one in findings
    ]


def from_json(stored: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """Stored findings."""
    return [
        Finding(one["row"], Bilingual(*one["column"]) if one["column"] else None, one["given"], Bilingual(*one["text"]))
        for one in stored
    ]


def packed(findings: Sequence[Finding]) -> bytes:
    """All findings as a file for each language, compressed."""
    both = (b"".join(_csv(findings, "fa")), b"".join(_csv(findings, "en")))
    return zlib.compress(b"\0".join(both))


def unpacked(stored: bytes, language: Language) -> bytes:
    """The CSV in a language out of what was packed."""
    both = zlib.decompress(stored).split(b"\0")
    return both[1 if language == "en" else 0]


def _csv(findings: Sequence[Finding], language: Language) -> Iterable[bytes]:
    rows = (
        (one.row, one.column.in_language(language) if one.column else "", one.given, one.text.in_language(language))
        for one in findings
    )
    return write_csv(rows, [name.in_language(language) for name in _HEADER])
