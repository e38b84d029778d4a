"""Tables for tests, and what a desk has before and after them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from app.data.database.session import db
from app.data.database.transactions import reading, transaction
from app.data.models import OrganisationChange
from app.data.organisation import record_store
from app.policy.actors import Actor
from app.usecases.imports.plan import Plan
from app.usecases.imports.table_import import plan_import, write_plan
from app.vocabulary import RecordKind
from tests.factories import NOW

UNIT = {"agency_id": "registry", "level": "line", "province": "fars", "name_fa": "اداره", "name_en": "Office"}
DESK = {
    "agency_id": "registry", "kind": "operational", "province": "fars", "name_fa": "میز", "name_en": "Desk",
    "address_fa": "شیراز", "address_en": "Shiraz",
}  # fmt: skip


def csv_of(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """A table with the columns of all rows."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, *([str(row.get(name, "")) for name in names] for row in rows)]
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()


def units(*rows: Mapping[str, Any]) -> bytes:
    """A table of units; each row says what is its own."""
    return csv_of([{**UNIT, **row} for row in rows])


def desks(*rows: Mapping[str, Any]) -> bytes:
    """A table of front desks; each row says what is its own."""
    return csv_of([{**DESK, **row} for row in rows])


def plan(kind: RecordKind, content: bytes, by: Actor | None = None) -> Plan:
    """The plan of a file; nothing is written."""
    with reading():
        return plan_import(kind, content, by=by, now=NOW)


def taken(kind: RecordKind, content: bytes, by: Actor | None = None) -> Plan:
    """The plan of a file that has no finding, written."""
    with transaction():
        made = plan_import(kind, content, by=by, now=NOW)
        write_plan(made, by=by, now=NOW)
    assert made.findings.total == 0
    return made


def found(kind: RecordKind, content: bytes, by: Actor | None = None) -> list[tuple[int, str]]:
    """The row and the column (its English name) of each finding; nothing may be planned where there is one."""
    findings = plan(kind, content, by).findings.in_order()
    return [(one.row, one.column.en if one.column else "") for one in findings]


def count(kind: RecordKind) -> int:
    """How many records of a kind there are."""
    with reading():
        table = record_store.TABLES[kind]
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def changes() -> int:
    """How many lines the history has."""
    with reading():
        return db.session.scalar(select(func.count()).select_from(OrganisationChange)) or 0
