"""What somebody administers as a table with the columns of the import: brought in again, it changes nothing."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from app.data.files.spreadsheets import Language, Sheet, write_csv, write_xlsx
from app.data.organisation import bulk_records
from app.policy.actors import Actor
from app.policy.administration import AdministrationScope
from app.usecases.imports.sheets import SheetKind, header_of, sheet_of
from app.usecases.organisation import records
from app.usecases.organisation.columns import PERSON, Column
from app.vocabulary import RecordKind

Cells = tuple[str, ...]
#: id → code, of the records that columns refer to
Codes = Mapping[UUID, str]


def export_xlsx(kind: RecordKind, language: Language, *, by: Actor | None) -> bytes:
    """A workbook of all that `by` administers (None: of all), by code."""
    sheet = sheet_of(kind)
    rows = list(_rows(sheet, by))
    return write_xlsx(
        [Sheet(title=sheet.title.in_language(language), header=header_of(sheet, language), rows=rows)],
        language=language,
    )


def export_csv(kind: RecordKind, language: Language, *, by: Actor | None) -> Iterator[bytes]:
    """The same as CSV, a row at a time."""
    sheet = sheet_of(kind)
    return write_csv(_rows(sheet, by), header_of(sheet, language))


def _rows(sheet: SheetKind, by: Actor | None) -> Iterator[Cells]:
    scope = records.scope_of(by)
    places = {kind: bulk_records.read_all(kind) for kind in (RecordKind.UNIT, RecordKind.FRONT_DESK)}
    if sheet.kind in places:
        found = _own_places(sheet.kind, places[sheet.kind], scope)
    else:
        found = _own_people(sheet.kind, places, scope)
    named = (*bulk_records.read_all(RecordKind.AGENCY), *(one for rows in places.values() for one in rows))
    codes = {one["id"]: one["slug"] for one in named}
    return (tuple(_shown(column, values, codes) for column in sheet.columns) for values in found)


def _own_places(
    kind: RecordKind, rows: list[dict[str, Any]], scope: AdministrationScope
) -> Iterator[Mapping[str, Any]]:
    for one in sorted(rows, key=lambda row: str(row["slug"])):
        unit_id = one["id"] if kind is RecordKind.UNIT else one["unit_id"]
        if scope.has_unit(unit_id, agency_id=one["agency_id"]):
            yield one


def _own_people(
    kind: RecordKind, places: Mapping[RecordKind, list[dict[str, Any]]], scope: AdministrationScope
) -> Iterator[Mapping[str, Any]]:
    """Who has or had a role that is theirs to give, or each such role; by national id."""
    units = {one["id"]: (one["id"], one["agency_id"]) for one in places[RecordKind.UNIT]}
    desks = {one["id"]: (one["unit_id"], one["agency_id"]) for one in places[RecordKind.FRONT_DESK]}
    held: dict[UUID, list[Mapping[str, Any]]] = {}
    for one in bulk_records.read_all(RecordKind.MEMBERSHIP):
        place = units.get(one["unit_id"]) or desks.get(one["front_desk_id"])
        unit, agency = place or (None, None)
        if scope.may_give(one["role"], unit, agency_id=agency):
            held.setdefault(one["person_id"], []).append(one)
    for person in bulk_records.read_people_of(held):
        roles = held[person["id"]]
        if kind is RecordKind.PERSON:
            yield person
        else:
            ordered = sorted(roles, key=lambda one: (str(one["role"]), str(one["first_day"]), str(one["id"])))
            details = {column.name: person[column.name] for column in PERSON}
            yield from ({**one, **details} for one in ordered)


def _shown(column: Column, values: Mapping[str, Any], codes: Codes) -> str:
    value = values[column.name]
    if value is None or value == "":
        return ""
    return codes[value] if column.refers is not None else column.show(value)
