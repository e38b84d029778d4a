"""`miz import` and `miz export`: units, front desks, people and roles as tables, by the same use case as the pages."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from app.data.database.transactions import reading, transaction
from app.data.files.errors import TableRefused
from app.data.organisation.errors import RecordMoved
from app.usecases.imports import sheets, table_export
from app.usecases.imports.plan import Plan
from app.usecases.imports.sheets import SHEETS
from app.usecases.imports.table_import import plan_import, write_plan
from app.wiring import connect
from config import Settings

#: so many findings are printed unless all of them are asked for
MOST_PRINTED = 300
#: others may change the organisation so often meanwhile
MOST_PLANS = 5


def add_import_options(parser: argparse.ArgumentParser) -> None:
    """What is brought in."""
    parser.add_argument("kind", choices=list(SHEETS))
    parser.add_argument("file", type=Path, help="XLSX or CSV with the columns of the template")
    parser.add_argument("--all-findings", action="store_true", help=f"print more than {MOST_PRINTED} findings")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and change nothing")


def add_export_options(parser: argparse.ArgumentParser) -> None:
    """What is given out."""
    parser.add_argument("kind", choices=list(SHEETS))
    parser.add_argument("file", type=Path, help="a new file that ends in .xlsx or .csv")
    parser.add_argument("--template", action="store_true", help="an empty table to be filled in")
    parser.add_argument("--language", choices=("fa", "en"), default="fa", help="of the headings (default fa)")


def run_import(options: argparse.Namespace, settings: Settings) -> int:
    """Bring a table in, all of it or nothing; returns the exit code."""
    content = options.file.read_bytes()
    now = datetime.now(UTC)
    with connect(settings).app_context():
        try:
            plan = _planned_and_written(options, content, now)
        except TableRefused as refused:
            sys.stderr.write(f"{refused.message.en}\n")
            return 1
    if plan.findings.total:
        _print_findings(plan, plan.findings.total if options.all_findings else MOST_PRINTED)
        return 1
    done = "would be" if options.dry_run else "were"
    print(f"{plan.new} rows {done} added, {plan.changed} changed; {plan.same} say what is there already.")
    return 0


def run_export(options: argparse.Namespace, settings: Settings) -> int:
    """Write a table into a new file; returns the exit code."""
    sheet, language = SHEETS[options.kind], options.language
    is_csv = options.file.suffix.lower() == ".csv"
    if not is_csv and options.file.suffix.lower() != ".xlsx":
        sys.stderr.write("The file must end in .xlsx or .csv\n")
        return 2
    with options.file.open("xb") as file, connect(settings).app_context(), reading():
        if options.template:
            file.write((sheets.template_csv if is_csv else sheets.template_xlsx)(sheet, language))
        elif is_csv:
            file.writelines(table_export.export_csv(sheet.kind, language, by=None))
        else:
            file.write(table_export.export_xlsx(sheet.kind, language, by=None))
    print(options.file)
    return 0


def _planned_and_written(options: argparse.Namespace, content: bytes, now: datetime) -> Plan:
    """Plan, and write unless it is a dry run or something is wrong; again where somebody was faster."""
    kind = SHEETS[options.kind].kind
    for left in reversed(range(MOST_PLANS)):
        with reading():
            plan = plan_import(kind, content, by=None, now=now, progress=_tell)
        if options.dry_run or plan.findings.total:
            break
        try:
            with transaction():
                write_plan(plan, by=None, now=now)
            break
        except RecordMoved:
            if not left:
                raise
    return plan


def _tell(done: int, rows: int) -> None:
    """How far it is, at a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done or rows} of {rows} rows" if done else f"\r{rows} rows read")


def _print_findings(plan: Plan, limit: int) -> None:
    for one in plan.findings.in_order()[:limit]:
        column = f", {one.column.en}" if one.column else ""
        given = f" «{one.given}»" if one.given else ""
        sys.stderr.write(f"row {one.row}{column}{given}: {one.text.en} / {one.text.fa}\n")
    if plan.findings.total > limit:
        sys.stderr.write(f"… and {plan.findings.total - limit} more; --all-findings prints them\n")
    sys.stderr.write("Nothing was written.\n")
