"""What is given out comes in again unchanged, whatever it holds; a template is a table of its own kind."""

from io import BytesIO

import openpyxl
import pytest

from app.data.database.transactions import reading, transaction
from app.data.files.spreadsheets import Language
from app.data.organisation import record_store
from app.policy.actors import Actor
from app.usecases.imports.sheets import SHEETS, template_csv, template_xlsx
from app.usecases.imports.table_export import export_csv, export_xlsx
from app.vocabulary import RecordKind
from tests import factories
from tests.integration.imports import tables
from tests.integration.imports.conftest import Offices
from tests.integration.imports.tables import csv_of, desks, found, taken, units

KINDS = [sheet.kind for sheet in SHEETS.values()]
DANGEROUS = "=HYPERLINK(0)"


@pytest.fixture
def full(offices: Offices) -> Offices:
    taken(
        RecordKind.UNIT,
        units({"slug": "a", "county": "-1+2", "valid_until": "1420/1/1"}, {"slug": "b", "parent_id": "a"}),
    )
    taken(
        RecordKind.FRONT_DESK,
        desks(
            {"slug": "d", "unit_id": offices.line, "latitude": "-29.6", "longitude": "52.5", "address_fa": "یک\nدو"},
            {"slug": "p", "kind": "pishkhan", "agency_id": "", "phone": "02112345678"},
        ),
    )
    person = {"national_id": factories.national_id(80_001), "mobile": "09121234567", "name": "@سارا"}
    rows = [
        person | {"role": "clerk", "unit_id": offices.line, "last_day": "1405/12/1", "front_desk_id": ""},
        person | {"role": "expert", "unit_id": offices.line},
        person | {"role": "front-desk", "front_desk_id": "d"},
    ]
    taken(RecordKind.MEMBERSHIP, csv_of(rows))
    other = [person | {"role": "manager", "unit_id": offices.foreign}]
    taken(RecordKind.MEMBERSHIP, csv_of(other))
    with transaction():
        unit = record_store.find_by_slug(RecordKind.UNIT, "b")
        assert unit is not None
        unit.name_fa = DANGEROUS
    return offices


def given_out(kind: RecordKind, language: Language, by: Actor | None) -> list[bytes]:
    with reading():
        return [export_xlsx(kind, language, by=by), b"".join(export_csv(kind, language, by=by))]


@pytest.mark.parametrize("kind", KINDS)
def test_export_comes_in_again_and_changes_nothing(full: Offices, kind: RecordKind) -> None:
    before = tables.changes()
    for by in (None, full.administrator, full.of_line):
        for file in (*given_out(kind, "fa", by), *given_out(kind, "en", by)):
            plan = taken(kind, file, by)
            assert plan.rows == plan.same > 0
    assert tables.changes() == before


def test_export_has_what_is_administered_only(full: Offices) -> None:
    everything, own = (given_out(RecordKind.UNIT, "fa", by)[1].decode() for by in (None, full.of_line))
    assert full.foreign in everything
    assert full.line in own
    assert full.headquarters not in own
    roles = given_out(RecordKind.MEMBERSHIP, "en", full.stranger)[1].decode()
    assert "manager" in roles
    assert "expert" not in roles


def test_text_of_an_export_never_becomes_a_formula(full: Offices) -> None:
    book, plain = given_out(RecordKind.UNIT, "fa", None)
    assert f"'{DANGEROUS}".encode() in plain
    sheet = openpyxl.load_workbook(BytesIO(book)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == DANGEROUS]
    assert [cell.data_type for cell in cells] == ["s"]


@pytest.mark.parametrize("word", SHEETS)
@pytest.mark.parametrize("language", ["fa", "en"])
def test_template_has_every_column_its_hints_and_an_example_that_can_be_read(
    offices: Offices, word: str, language: Language
) -> None:
    sheet = SHEETS[word]
    for template in (template_xlsx(sheet, language), template_csv(sheet, language)):
        assert found(sheet.kind, template) == [(1, "")]  # nothing but names of columns
    book = openpyxl.load_workbook(BytesIO(template_xlsx(sheet, language)))
    about, words = book.worksheets[1], book.worksheets[2]
    rows = list(about.iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == [column.name for column in sheet.columns]
    example = {str(row[0]): str(row[6] or "") for row in rows}
    places = {"shiraz-office", "registry-hq"}
    if word != "units":
        taken(RecordKind.UNIT, units(*({"slug": slug} for slug in places)))
    else:
        taken(RecordKind.UNIT, units({"slug": "registry-hq", "level": "headquarters"}))
    assert found(sheet.kind, csv_of([example])) == []
    allowed = {str(row[1]) for row in words.iter_rows(min_row=2, values_only=True)}
    assert allowed >= {value for column in sheet.columns for value, _ in column.choices}
