"""Measure the import of tables; the goal is less than a minute for 50,000 rows.

    python -m bench.organisation_import [--rows 50000] [--kinds sqlite postgresql]

Each table is read, checked and written as the job does it: units below each other as XLSX and as CSV, then people
with a role each. The same file a second time changes nothing. Beside it: one wrong row among all, and the export."""

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from app.data.database.transactions import reading, transaction
from app.data.files.spreadsheets import Sheet, write_csv, write_xlsx
from app.usecases.imports.table_export import export_xlsx
from app.usecases.imports.table_import import plan_import, write_plan
from app.vocabulary import RecordKind
from bench._desk import KINDS, line, open_desk
from tests import factories

GOAL_SECONDS = 60.0
NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
#: units below one unit
FAN = 12
UNIT = ("agency_id", "slug", "name_fa", "name_en", "level", "parent_id", "province", "county", "valid_from")
ROLE = ("national_id", "name", "mobile", "role", "unit_id", "first_day")
Rows = list[tuple[str, ...]]


def units(count: int) -> Rows:
    """Units of one agency, each below another one."""
    return [
        (
            "bench",
            f"bench-{number}",
            f"ادارهٔ شمارهٔ {number}",
            f"Office {number}",
            "line",
            f"bench-{number // FAN}" if number else "",
            "فارس",
            "شيراز",
            "۱۴۰۵/۰۱/۱۵",
        )
        for number in range(count)
    ]


def roles(count: int) -> Rows:
    """People with a role in one of these units each."""
    return [
        (
            factories.national_id(number + 100_000),
            f"کارمند شمارهٔ {number}",
            f"0912{number:07d}",
            "clerk",
            f"bench-{number % 5_000}",
            "1405/02/01",
        )
        for number in range(count)
    ]


def xlsx(header: Sequence[str], rows: Rows) -> bytes:
    """A workbook."""
    return write_xlsx([Sheet(title="rows", header=tuple(header), rows=rows)], language="fa")


def csv(header: Sequence[str], rows: Rows) -> bytes:
    """CSV."""
    return b"".join(write_csv(rows, header))


def measure(kind: str, count: int) -> Iterator[dict[str, Any]]:
    """The lines of one kind of database."""
    with open_desk(kind):
        with transaction():
            factories.make_unit(factories.make_agency("bench"))
        title = f"import, {kind}, {count:,} rows"
        tables = units(count), roles(count)
        books = xlsx(UNIT, tables[0]), xlsx(ROLE, tables[1])
        steps = (
            ("units, XLSX", RecordKind.UNIT, books[0]),
            ("the same again, CSV", RecordKind.UNIT, csv(UNIT, tables[0])),
            ("people and roles, XLSX", RecordKind.MEMBERSHIP, books[1]),
        )
        for name, what, content in steps:
            yield _measured(f"{title}: {name}", what, content)
        wrong = [*tables[0][:-1], (*tables[0][-1][:5], "nowhere", *tables[0][-1][6:])]
        begun = time.perf_counter()
        with reading():
            plan = plan_import(RecordKind.UNIT, csv(UNIT, wrong), by=None, now=NOW)
        spent = time.perf_counter() - begun
        assert plan.findings.total == 1
        yield line(f"{title}: one row wrong, CSV", spent, "s", {"findings": 1.0}, GOAL_SECONDS)
        begun = time.perf_counter()
        with reading():
            size = len(export_xlsx(RecordKind.MEMBERSHIP, "fa", by=None))
        versus = {"megabytes": size / 1e6}
        yield line(f"{title}: roles given out, XLSX", time.perf_counter() - begun, "s", versus, GOAL_SECONDS)


def _measured(title: str, what: RecordKind, content: bytes) -> dict[str, Any]:
    begun, cpu = time.perf_counter(), time.process_time()
    with reading():
        plan = plan_import(what, content, by=None, now=NOW)
    planned = time.perf_counter()
    with transaction():
        write_plan(plan, by=None, now=NOW)
    ended = time.perf_counter()
    assert plan.findings.total == 0, plan.findings.kept[:3]
    versus = {
        "checked": planned - begun,
        "written": ended - planned,
        "processor time here": time.process_time() - cpu,
        "new": float(plan.new),
        "megabytes": len(content) / 1e6,
    }
    return line(title, ended - begun, "s", versus, GOAL_SECONDS)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--kinds", nargs="+", default=KINDS, choices=KINDS)
    options = parser.parse_args()
    for kind in options.kinds:
        for measured in measure(kind, options.rows):
            print(json.dumps(measured, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
