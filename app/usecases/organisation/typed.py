"""Texts of an administrator's form, or of a row of a spreadsheet, read into the values of a record."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from app.data.organisation import record_store
from app.usecases.organisation.columns import Column, columns_of
from app.vocabulary import RecordKind
from engine import Bilingual
from forms import Refusal, normalise_text
from forms.problems import Problem

#: (kind, code, values read so far) → the id of that record, or None
Find = Callable[[RecordKind, str, Mapping[str, Any]], UUID | None]


def find_record(kind: RecordKind, code: str, values: Mapping[str, Any]) -> UUID | None:
    """The stored record of this code; registered services have theirs within the agency."""
    within = (
        {"agency_id": values["agency_id"]} if kind is RecordKind.REGISTERED_SERVICE and "agency_id" in values else {}
    )
    record = record_store.find_by_slug(kind, code, **within)
    return None if record is None else UUID(str(record.id))


def read(
    kind: RecordKind, typed: Mapping[str, str], *, new: bool, find: Find = find_record
) -> tuple[dict[str, Any], dict[str, Bilingual]]:
    """The values of a record by column, and what has to be put right by column."""
    return read_columns(columns_of(kind, new=new), typed, find=find)


def read_columns(
    columns: Iterable[Column], typed: Mapping[str, str], *, find: Find = find_record
) -> tuple[dict[str, Any], dict[str, Bilingual]]:
    """The values by column, and what has to be put right by column. An empty box has the column's empty value."""
    values: dict[str, Any] = {}
    faults: dict[str, Bilingual] = {}
    for column in columns:
        text = normalise_text(typed.get(column.name, ""), lines=column.lines)
        try:
            values[column.name] = _value(column, text, values, find)
        except Refusal as refusal:
            faults[column.name] = refusal.problem.text
    return values, faults


def shown(kind: RecordKind, record: Any) -> dict[str, str]:
    """What stands in each box of a record."""
    found: dict[str, str] = {}
    for column in columns_of(kind):
        value = getattr(record, column.name)
        if value is None or value == "":
            found[column.name] = ""
        elif column.refers is not None:
            found[column.name] = record_store.get_record(column.refers, value).slug
        else:
            found[column.name] = column.show(value)
    return found


def _value(column: Column, text: str, values: Mapping[str, Any], find: Find) -> Any:
    if not text:
        if column.required:
            raise Refusal(_missing(column))
        return column.empty
    value = column.read(text)
    if column.refers is None:
        return value
    found = find(column.refers, value, values)
    if found is None:
        raise Refusal(_unknown(column, value))
    return found


def _missing(column: Column) -> Problem:
    return Problem("missing", Bilingual(f"{column.label.fa} را بنویسید.", f"Enter: {column.label.en}."))


def _unknown(column: Column, code: str) -> Problem:
    return Problem(
        "unknown",
        Bilingual(
            f"{column.label.fa}: با شناسهٔ «{code}» چیزی نیست.", f"{column.label.en}: nothing has the code {code}."
        ),
    )
