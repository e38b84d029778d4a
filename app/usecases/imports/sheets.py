"""Which columns a table of each kind has, how their headings may be written, and what a template says of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.data.files.spreadsheets import Language, Sheet, write_csv, write_xlsx
from app.data.files.table_files import Cell
from app.usecases.organisation.columns import COLUMNS, PERSON, SEAT, Column
from app.vocabulary import RecordKind
from engine import Bilingual
from forms.values.digits import fold_persian


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A kind of table: its columns, the one that names a row, what the kind is called, and a row as an example."""

    kind: RecordKind
    columns: tuple[Column, ...]
    key: str
    title: Bilingual
    example: Mapping[str, str]


_UNIT: Final = {
    "agency_id": "registry",
    "slug": "shiraz-office",
    "name_fa": "ادارهٔ شیراز",
    "name_en": "Shiraz office",
    "level": "line",
    "parent_id": "registry-hq",
    "province": "fars",
    "county": "شیراز",
    "valid_from": "1405/01/15",
}
_DESK: Final = {
    "agency_id": "registry",
    "slug": "shiraz-desk",
    "name_fa": "میز خدمت شیراز",
    "name_en": "Shiraz desk",
    "kind": "operational",
    "unit_id": "shiraz-office",
    "province": "fars",
    "address_fa": "شیراز، خیابان نمونه، پلاک ۱۲",
    "address_en": "12 Sample Street, Shiraz",
    "phone": "07112345678",
    "counters": "3",
    "capacity": "4",
    "latitude": "29.6",
    "longitude": "52.53",
}
_PERSON: Final = {"national_id": "0084575948", "name": "سارا رستمی", "mobile": "09121234567"}
_MEMBERSHIP: Final = {**_PERSON, "role": "clerk", "unit_id": "shiraz-office", "first_day": "1405/02/01"}
_KNOWN_HINT: Final = Bilingual(
    "برای کسی که از پیش هست می‌تواند خالی بماند.", "May be blank for somebody who is known already."
)


def _of_people(columns: Sequence[Column]) -> tuple[Column, ...]:
    return tuple(replace(column, hint=_KNOWN_HINT) if column.name != "national_id" else column for column in columns)


#: by the word that stands in addresses and on the command line
SHEETS: Final[Mapping[str, SheetKind]] = {
    "units": SheetKind(RecordKind.UNIT, COLUMNS[RecordKind.UNIT], "slug", Bilingual("واحدها", "Units"), _UNIT),
    "desks": SheetKind(
        RecordKind.FRONT_DESK, COLUMNS[RecordKind.FRONT_DESK], "slug", Bilingual("میزهای خدمت", "Front desks"), _DESK
    ),
    "people": SheetKind(RecordKind.PERSON, _of_people(PERSON), "national_id", Bilingual("اشخاص", "People"), _PERSON),
    "memberships": SheetKind(
        RecordKind.MEMBERSHIP,
        (*_of_people(PERSON), *SEAT),
        "national_id",
        Bilingual("نقش‌های کارکنان", "Roles of staff"),
        _MEMBERSHIP,
    ),
}
WORDS: Final = {sheet.kind: word for word, sheet in SHEETS.items()}
_YES, _NO = Bilingual("بله", "yes"), Bilingual("خیر", "no")
_ABOUT: Final = (
    Bilingual("ستون", "Column"),
    Bilingual("نام فارسی", "Persian heading"),
    Bilingual("نام انگلیسی", "English heading"),
    Bilingual("باید پر باشد", "Required"),
    Bilingual("راهنما", "Hint in Persian"),
    Bilingual("راهنمای انگلیسی", "Hint in English"),
    Bilingual("نمونه", "Example"),
)


def sheet_of(kind: RecordKind) -> SheetKind:
    """The table of a kind of record."""
    return SHEETS[WORDS[kind]]


def named_columns(sheet: SheetKind, header: Sequence[Cell]) -> list[Column | None]:
    """The column that each heading names, in Persian, in English or by the name of the column; None for no column."""
    known = {_folded(word): column for column in sheet.columns for word in _headings(column)}
    return [known.get(_folded(cell)) if isinstance(cell, str) else None for cell in header]


def suitability(sheet: SheetKind, header: Sequence[Cell]) -> int:
    """How many headings of a row name a column."""
    return sum(column is not None for column in named_columns(sheet, header))


def header_of(sheet: SheetKind, language: Language) -> tuple[str, ...]:
    """The headings in a language."""
    return tuple(column.label.in_language(language) for column in sheet.columns)


def template_xlsx(sheet: SheetKind, language: Language) -> bytes:
    """An empty table to be filled in, with a sheet about its columns and one of the words that they allow."""
    return write_xlsx(
        [
            Sheet(title=sheet.title.in_language(language), header=header_of(sheet, language), rows=()),
            Sheet(
                title=Bilingual("ستون‌ها و نمونه", "Columns and example").in_language(language),
                header=tuple(name.in_language(language) for name in _ABOUT),
                rows=[_about(sheet, column, language) for column in sheet.columns],
            ),
            Sheet(
                title=Bilingual("واژه‌های مجاز", "Allowed words").in_language(language),
                header=_word_header(language),
                rows=list(_words(sheet)),
            ),
        ],
        language=language,
    )


def template_csv(sheet: SheetKind, language: Language) -> bytes:
    """The heading row alone."""
    return b"".join(write_csv((), header_of(sheet, language)))


def _about(sheet: SheetKind, column: Column, language: Language) -> tuple[str, ...]:
    hint = column.hint or Bilingual("", "")
    if column.refers is not None and column.hint is None:
        hint = Bilingual("شناسهٔ آن", "Its code")
    return (
        column.name,
        column.label.fa,
        column.label.en,
        (_YES if column.required else _NO).in_language(language),
        hint.fa,
        hint.en,
        sheet.example.get(column.name, ""),
    )


def _word_header(language: Language) -> tuple[str, ...]:
    words = (Bilingual("ستون", "Column"), Bilingual("واژه", "Word"), *_ABOUT[1:3])
    return tuple(word.in_language(language) for word in words)


def _words(sheet: SheetKind) -> Iterator[tuple[str, ...]]:
    for column in sheet.columns:
        for value, name in column.choices:
            yield column.name, value, name.fa, name.en


def _headings(column: Column) -> tuple[str, ...]:
    return column.name, column.label.fa, column.label.en


def _folded(text: str) -> str:
    return fold_persian(text).replace("_", " ").strip(" *:")
