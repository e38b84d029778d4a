"""Measure the manager's report over many cases; the goal is less than a second over 1,000,000 cases (ADR 12).

    python -m bench.reports [--cases 1000000] [--kinds sqlite postgresql]

The cases are spread over a year, 48 units and two results, and made inside the database; each carries a snapshot,
which a report never reads; every twentieth is open, every fifth has an opinion. Each line is the median of several runs
of one whole report: rows, total and the period before; next to it one run before anything was added up."""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import select, text

from app.data.database.session import db
from app.data.database.transactions import transaction, writing
from app.data.models import Case, Membership, Unit
from app.jobs import runner
from app.policy.actors import Actor, Seat
from app.policy.days import local_day
from app.policy.reporting import Period
from app.usecases.cases.tracking import answered_lately
from app.usecases.evaluation.worksheets import worksheet_of
from app.usecases.reports import tallies
from app.usecases.reports.performance import GroupBy, ReportCriteria, make_report, service_performance
from app.usecases.reports.report_export import report_csv, report_xlsx
from app.vocabulary import CaseResult, CaseStatus, Channel, Level, Role
from bench._desk import KINDS, Fixture, line, open_desk
from tests import factories

GOAL_MS = 1000.0
ROUNDS = 5
DAYS = 365
NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
PROVINCES = ("tehran", "isfahan", "fars", "khorasan-razavi", "gilan", "yazd")
UNITS_EACH = 8
#: bytes of a snapshot of five tasks
SNAPSHOT = 1500
#: what the copy number `i` changes; an answer takes up to 40 days, most far less
_COPIED = {
    "id": ("printf('%032x', i)", "CAST(lpad(to_hex(i), 32, '0') AS UUID)"),
    "tracking_code": ("'R' || i", "'R' || i"),
    "submission_key": ("'R' || i", "'R' || i"),
    "accepted_at": (
        "strftime('%Y-%m-%d %H:%M:%f000', o.accepted_at, (i * {step}) || ' seconds')",
        "o.accepted_at + i * {step} * interval '1 second'",
    ),
    "promised_at": (
        "strftime('%Y-%m-%d %H:%M:%f000', o.promised_at, (i * {step}) || ' seconds')",
        "o.promised_at + i * {step} * interval '1 second'",
    ),
    "answered_at": (
        "iif(i % 20, strftime('%Y-%m-%d %H:%M:%f000', o.answered_at, (i * {step} + {took}) || ' seconds'), NULL)",
        "CASE WHEN i % 20 > 0 THEN o.answered_at + (i * {step} + {took}) * interval '1 second' END",
    ),
    "closed_at": (
        "iif(i % 20, strftime('%Y-%m-%d %H:%M:%f000', o.closed_at, (i * {step} + {took}) || ' seconds'), NULL)",
        "CASE WHEN i % 20 > 0 THEN o.closed_at + (i * {step} + {took}) * interval '1 second' END",
    ),
    "result": ("CASE WHEN i % 20 = 0 THEN NULL WHEN i % 4 = 1 THEN 'refused' ELSE 'granted' END",) * 2,
    "status": ("CASE WHEN i % 20 = 0 THEN 'in-review' ELSE 'answered' END",) * 2,
    "unit_id": ("u.id", "u.id"),
    "level": ("u.level", "u.level"),
    "province": ("u.province", "u.province"),
}
#: on every fifth case
_OPINIONS = (
    "INSERT INTO opinions (case_id, at, overall, items, remark) SELECT id, answered_at, 1 + number % 5, '{}', '' FROM "
    "(SELECT id, answered_at, CAST(substr(tracking_code, 2) AS INTEGER) AS number FROM cases) AS numbered "
    "WHERE answered_at IS NOT NULL AND number % 5 = 1"
)
_TOOK = "((i * 7919) % 1859) * ((i * 104729) % 1861)"


def fill(count: int) -> None:
    """`count` answered cases of one service in several units over a year, and their manager."""
    with writing():
        agency = factories.make_agency()
        for number, province in enumerate(PROVINCES * UNITS_EACH):
            level = Level.LINE if number else Level.HEADQUARTERS
            unit = factories.make_unit(agency, level=level, province=province)
        version = factories.publish_library_card()
        person = factories.make_clerk(unit, role=Role.MANAGER)
        accepted = NOW - timedelta(days=DAYS)
        db.session.add(_first(version.id, person.person_id, unit, accepted))
        db.session.commit()
    step = DAYS * 86_400 / count
    columns = [column.name for column in Case.metadata.tables["cases"].columns]
    which = 0 if db.is_sqlite else 1
    made = (_COPIED[name][which].format(step=step, took=_TOOK) if name in _COPIED else f"o.{name}" for name in columns)
    statement = (
        "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < :count), "  # noqa: S608 - our own names
        "u AS (SELECT units.*, row_number() OVER (ORDER BY units.slug) - 1 AS place FROM units "
        "JOIN services ON services.agency_id = units.agency_id WHERE services.id = :service) "
        f"INSERT INTO cases ({', '.join(columns)}) SELECT {', '.join(made)} FROM n "
        "JOIN u ON u.place = n.i % 48 CROSS JOIN cases AS o WHERE o.submission_key = 'first'"
    )
    with writing(), db.engine.connect() as connection:
        connection.execute(text(statement), {"count": count - 1, "service": factories.LIBRARY_CARD})
        connection.execute(text(_OPINIONS))
        connection.commit()
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


def _first(version_id: Any, person_id: Any, unit: Unit, accepted: datetime) -> Case:
    return Case(
        service_id=factories.LIBRARY_CARD,
        version_id=version_id,
        tracking_code="R0",
        applicant_id=person_id,
        submitted_by_id=person_id,
        channel=Channel.PORTAL,
        unit_id=unit.id,
        level=unit.level,
        province=unit.province,
        status=CaseStatus.ANSWERED,
        accepted_at=accepted,
        submission_key="first",
        snapshot=bytes(SNAPSHOT),
        active_elements=[],
        promised_at=accepted + timedelta(days=14),
        answered_at=accepted,
        closed_at=accepted,
        result=CaseResult.GRANTED,
    )


def measure(kind: str, count: int) -> Iterator[dict[str, Any]]:
    """The lines of one kind of database: reports with nothing in the tallies, adding up, then all with all of it."""
    with open_desk(kind, Fixture(f"reports{count}", lambda: fill(count))):
        manager, evaluator = _reader(Role.MANAGER), _reader(Role.EVALUATOR)
        today = local_day(NOW)
        periods = {
            "month": Period(today - timedelta(days=30), today),
            "200 days": Period(today - timedelta(days=250), today - timedelta(days=51)),
            "year": Period(today - timedelta(days=DAYS), today),
            "ten years": Period(today - timedelta(days=3650), today),
        }
        queries = {
            f"{name} by {by.value}": ReportCriteria(period=period, by=by)
            for name, period in periods.items()
            for by in (GroupBy.UNIT, GroupBy.MONTH)
        }
        one_by_one = {
            name: _time(partial(make_report, query, by=manager, now=NOW), 1) for name, query in queries.items()
        }
        title = f"reports, {kind}, {count:,} cases"
        yield from _adding_up(title)
        for name, query in queries.items():
            spent = _time(partial(make_report, query, by=manager, now=NOW))
            versus = {"counted one by one": one_by_one[name].wall, "processor time here": spent.used}
            yield line(f"{title}: {name}", spent.wall, "ms", versus, GOAL_MS)
        year = periods["year"]
        report = make_report(ReportCriteria(period=year, by=GroupBy.UNIT), by=manager, now=NOW)
        others: dict[str, Callable[[], object]] = {
            "workbook of a year": lambda: report_xlsx(report, "fa", narrowed=""),
            "CSV of a year": lambda: list(report_csv(report, "fa")),
            "what everybody may know of a service": lambda: service_performance(factories.LIBRARY_CARD, NOW),
            "what people got lately": lambda: answered_lately(factories.LIBRARY_CARD),
            "worksheet of a year": lambda: worksheet_of(factories.LIBRARY_CARD, year, by=evaluator, now=NOW),
        }
        for name, do in others.items():
            spent = _time(do, 3)
            yield line(f"{title}: {name}", spent.wall, "ms", {"processor time here": spent.used}, GOAL_MS)


def _reader(role: Role) -> Actor:
    unit = select(Case.unit_id).where(Case.submission_key == "first").scalar_subquery()
    seat = select(Membership).where(Membership.role == Role.MANAGER, Membership.unit_id == unit)
    found = db.session.scalars(seat.limit(1)).one()
    agency_id = found.unit.agency_id if found.unit else None
    db.session.rollback()
    return Actor(found.person_id, role.value, (Seat(role, found.unit_id, None, agency_id),))


def _adding_up(title: str) -> Iterator[dict[str, Any]]:
    """Everything that is settled into the tallies, in the batches of the jobs; how fast, and the longest batch."""
    batches, added, begun, cpu = [0.0], 0, time.perf_counter(), time.process_time()
    while True:
        begin = time.perf_counter()
        with transaction():
            done = tallies.tally_some(now=NOW, limit=runner.TALLY_BATCH)
        if not done:
            break
        added += done
        batches.append((time.perf_counter() - begin) * 1000)
    spent, used = time.perf_counter() - begun, time.process_time() - cpu
    versus = {"seconds": spent, "processor time here": used, "cases and opinions": float(added)}
    yield line(f"{title}: adding up", added / spent, "a second", versus, None)
    yield line(f"{title}: longest batch", max(batches), "ms", {"median": statistics.median(batches)}, None)


class Spent(NamedTuple):
    """Medians of several runs, in milliseconds by the clock and of processor time."""

    wall: float
    used: float


def _time(do: Callable[[], object], rounds: int = ROUNDS) -> Spent:
    times, used = [], []
    for _ in range(rounds):
        begin, cpu = time.perf_counter(), time.process_time()
        do()
        times.append((time.perf_counter() - begin) * 1000)
        used.append((time.process_time() - cpu) * 1000)
        db.session.rollback()
    return Spent(statistics.median(times), statistics.median(used))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--kinds", nargs="+", default=KINDS, choices=KINDS)
    options = parser.parse_args()
    for kind in options.kinds:
        for measured in measure(kind, options.cases):
            print(json.dumps(measured, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
