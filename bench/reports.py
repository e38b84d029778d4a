"""Measure the manager's report over many cases (DESIGN §9: a report over 1,000,000 cases in less than a second).

    python -m bench.reports [--cases N]

An embedded database with all tables is filled by bulk insert; the cases carry no snapshots, which a report never reads.
Each line is the median of several runs of one whole report: rows, total and the period before."""

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import insert

from app.data.db import db, writing
from app.data.models import Base, Case
from app.policy.actors import Actor, Seat
from app.policy.reporting import Period, local_day
from app.usecases.reporting import GroupBy, Wish, make_report
from app.vocabulary import CaseResult, CaseStatus, Channel, Level, Role
from tests import factories

GOAL_MS = 1000.0
ROUNDS = 3
BATCH = 20_000
DAYS = 365
NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
PROVINCES = ("tehran", "isfahan", "fars", "khorasan-razavi", "gilan", "yazd")


def fill(count: int) -> Actor:
    """`count` cases of one service in several units over a year; returns a manager who may read about them."""
    with writing():
        agency = factories.make_agency()
        units = [
            factories.make_unit(agency, level=Level.LINE if number else Level.HEADQUARTERS, province=province)
            for number, province in enumerate(PROVINCES)
        ]
        version = factories.publish_library_card()
        citizen = factories.make_person()
        db.session.commit()
    with writing():
        connection = db.session.connection()
        rows = _rows(count, version.id, citizen.id, [(u.id, u.level, u.province) for u in units])
        batch: list[dict[str, object]] = []
        for row in rows:
            batch.append(row)
            if len(batch) == BATCH:
                connection.execute(insert(Case), batch)
                batch = []
        if batch:
            connection.execute(insert(Case), batch)
        db.session.commit()
    return Actor(citizen.id, "manager", (Seat(Role.MANAGER, units[0].id, None, agency.id),))


def _rows(
    count: int, version_id: UUID, person_id: UUID, units: list[tuple[UUID, Level, str]]
) -> Iterator[dict[str, object]]:
    chance = random.Random(1405)
    for number in range(count):
        accepted = NOW - timedelta(days=DAYS * (1 - number / count))
        took = timedelta(hours=chance.expovariate(1 / 200))
        answered = accepted + took if accepted + took < NOW else None
        unit_id, level, province = chance.choice(units)
        yield {
            "id": uuid4(),
            "service_id": factories.LIBRARY_CARD,
            "version_id": version_id,
            "tracking_code": f"{number:010}",
            "applicant_id": person_id,
            "submitted_by_id": person_id,
            "channel": Channel.PORTAL,
            "unit_id": unit_id,
            "level": level,
            "province": province,
            "status": CaseStatus.ANSWERED if answered else CaseStatus.IN_REVIEW,
            "accepted_at": accepted,
            "submission_key": str(number),
            "snapshot": b"",
            "active_elements": [],
            "promised_at": accepted + timedelta(days=14),
            "answered_at": answered,
            "closed_at": answered,
            "result": chance.choice((CaseResult.GRANTED, CaseResult.REFUSED)) if answered else None,
        }


def measure(name: str, wish: Wish, manager: Actor) -> None:
    """Print one line."""
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        report = make_report(wish, by=manager, now=NOW)
        times.append((time.perf_counter() - begin) * 1000)
        db.session.rollback()
    value = statistics.median(times)
    sys.stderr.write(f"{name}: {report.total.counted.accepted} cases in {len(report.rows)} rows\n")
    line = {"name": name, "value": round(value, 1), "unit": "ms", "versus": {}, "ratio": None, "goal": GOAL_MS}
    print(json.dumps({**line, "reached": value <= GOAL_MS}), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.reports", description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000, help="how many cases there are")
    count = parser.parse_args().cases
    with tempfile.TemporaryDirectory() as folder:
        db.connect(f"sqlite:///{Path(folder) / 'bench.db'}")
        Base.metadata.create_all(db.engine)
        manager = fill(count)
        today = local_day(NOW)
        for days, name in ((30, "month"), (DAYS, "year")):
            period = Period(today - timedelta(days=days), today)
            for by in (GroupBy.PROVINCE, GroupBy.MONTH):
                measure(f"reports.{name}_by_{by.value}_of_{count}_cases", Wish(period=period, by=by), manager)
        db.disconnect()


if __name__ == "__main__":
    main()
