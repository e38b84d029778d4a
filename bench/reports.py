"""Measure the manager's report over many cases (DESIGN §9: a report over 1,000,000 cases in less than a second).

    python -m bench.reports [--cases 1000000] [--kinds sqlite postgresql]

The cases are spread over a year, six units and two results, and made inside the database; each carries a snapshot,
which a report never reads. Each line is the median of several runs of one whole report: rows, total and the period
before."""

import argparse
import json
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, text

from app.data.db import db, writing
from app.data.models import Case, Membership, Unit
from app.policy.actors import Actor, Seat
from app.policy.reporting import Period, local_day
from app.usecases.reporting import GroupBy, Wish, make_report
from app.vocabulary import CaseResult, CaseStatus, Channel, Level, Role
from bench._desk import KINDS, Fixture, line, open_desk
from tests import factories

GOAL_MS = 1000.0
ROUNDS = 5
DAYS = 365
NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
PROVINCES = ("tehran", "isfahan", "fars", "khorasan-razavi", "gilan", "yazd")
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
        "strftime('%Y-%m-%d %H:%M:%f000', o.answered_at, (i * {step} + {took}) || ' seconds')",
        "o.answered_at + (i * {step} + {took}) * interval '1 second'",
    ),
    "closed_at": (
        "strftime('%Y-%m-%d %H:%M:%f000', o.closed_at, (i * {step} + {took}) || ' seconds')",
        "o.closed_at + (i * {step} + {took}) * interval '1 second'",
    ),
    "result": ("CASE WHEN i % 4 = 0 THEN 'refused' ELSE 'granted' END",) * 2,
    "unit_id": ("u.id", "u.id"),
    "level": ("u.level", "u.level"),
    "province": ("u.province", "u.province"),
}
_TOOK = "((i * 7919) % 1859) * ((i * 104729) % 1861)"


def fill(count: int) -> None:
    """`count` answered cases of one service in several units over a year, and their manager."""
    with writing():
        agency = factories.make_agency()
        for number, province in enumerate(PROVINCES):
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
        "JOIN u ON u.place = n.i % 6 CROSS JOIN cases AS o WHERE o.submission_key = 'first'"
    )
    with db.engine.connect() as connection:
        connection.execute(text(statement), {"count": count - 1, "service": factories.LIBRARY_CARD})
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
    """The lines of one kind of database."""
    with open_desk(kind, Fixture(f"reports{count}", lambda: fill(count)), as_kept=True):
        unit = select(Case.unit_id).where(Case.submission_key == "first").scalar_subquery()
        seat = select(Membership).where(Membership.role == Role.MANAGER, Membership.unit_id == unit)
        found = db.session.scalars(seat.limit(1)).one()
        agency_id = found.unit.agency_id if found.unit else None
        manager = Actor(found.person_id, "manager", (Seat(Role.MANAGER, found.unit_id, None, agency_id),))
        db.session.rollback()
        today = local_day(NOW)
        for days, name in ((30, "month"), (DAYS, "year")):
            period = Period(today - timedelta(days=days), today)
            for by in (GroupBy.PROVINCE, GroupBy.MONTH):
                yield _timed(
                    f"reports, {kind}, {count:,} cases: {name} by {by.value}", Wish(period=period, by=by), manager
                )


def _timed(name: str, wish: Wish, manager: Actor) -> dict[str, Any]:
    times, used = [], []
    for _ in range(ROUNDS):
        begin, cpu = time.perf_counter(), time.process_time()
        report = make_report(wish, by=manager, now=NOW)
        times.append((time.perf_counter() - begin) * 1000)
        used.append((time.process_time() - cpu) * 1000)
        db.session.rollback()
    versus = {"processor time here": statistics.median(used), "cases": float(report.total.counted.accepted)}
    return line(name, statistics.median(times), "ms", versus, GOAL_MS)


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
