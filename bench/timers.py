"""Waiting timers cost nothing until they are due; those due at once are drained.

    python -m bench.timers [--waiting 100000] [--due 10000] [--kinds postgresql sqlite]

The idle tick is compared with one over no timer at all; the drain runs in one process, as one runner does it."""

import argparse
import json
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update

from app.data.db import transaction
from app.data.models import Case, Timer
from app.jobs import runner
from bench._desk import KINDS, copy_case, line, open_desk, play_case

TICKS = 200
DRAIN_GOAL_SECONDS, GOAL_DUE = 60, 10_000


def idle_tick(now: datetime) -> float:
    """Median milliseconds of a tick that finds nothing due. Raises RuntimeError if it found something."""
    times = []
    for _ in range(TICKS):
        begin = time.perf_counter()
        done = runner.run_due(now)
        times.append((time.perf_counter() - begin) * 1000)
        if done != runner.Tick(0, 0):
            raise RuntimeError("the tick wasn't idle")
    return statistics.median(times)


def measure(kind: str, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """The lines of one kind of database."""
    now = datetime.now(UTC)
    with open_desk(kind):
        # accepted and checked: the survey waits, with a timer that warns of its delay
        case_id = play_case("utility-connection", at=now - timedelta(days=5), until=now, steps=1)
        runner.drain(now + timedelta(seconds=1))  # the receipt's message, and whatever else the play left
        with transaction() as session:
            kept = session.execute(select(Timer.task_id, Timer.element, Timer.due_at)).one()
            session.execute(delete(Timer))
        none = idle_tick(now)
        with transaction() as session:
            session.add(Timer(case_id=case_id, task_id=kept.task_id, element=kept.element, due_at=kept.due_at))
        copy_case(case_id, options.waiting - 1)
        _put_off(now)
        many = idle_tick(now)
        name = f"timers, {kind}, {options.waiting:,} waiting: idle tick"
        yield line(name, many, "ms", {"none waiting": none}, round(none * 1.5 + 0.2, 3), less=True)
        _make_due(options.due, now)
        begin = time.perf_counter()
        fired = runner.drain(now, most_rounds=100_000)
        took = time.perf_counter() - begin
        if fired.timers != options.due:
            raise RuntimeError(f"{fired.timers} of {options.due} timers fired")
    goal = DRAIN_GOAL_SECONDS * options.due / GOAL_DUE
    name = f"timers, {kind}, {options.due:,} due at once of {options.waiting:,}: drained, {fired.effects:,} messages"
    yield line(name, took, "s", {"tick over nothing, ms": many}, goal, less=True)


def _put_off(now: datetime) -> None:
    with transaction() as session:
        session.execute(update(Timer).values(due_at=now + timedelta(days=3)))
        session.execute(update(Case).values(wake_at=now + timedelta(days=3)))


def _make_due(count: int, now: datetime) -> None:
    with transaction() as session:
        chosen = session.scalars(select(Timer.case_id).limit(count)).all()
        for start in range(0, count, 500):
            part = chosen[start : start + 500]
            session.execute(update(Timer).where(Timer.case_id.in_(part)).values(due_at=now))
            session.execute(update(Case).where(Case.id.in_(part)).values(wake_at=now))
        if session.scalar(select(func.count()).select_from(Timer).where(Timer.due_at <= now)) != count:
            raise RuntimeError("not as many timers are due as wanted")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--waiting", type=int, default=100_000)
    parser.add_argument("--due", type=int, default=2_000, help=f"the design's number is {GOAL_DUE:,}")
    parser.add_argument("--kinds", nargs="+", default=KINDS, choices=KINDS)
    options = parser.parse_args()
    for kind in options.kinds:
        for measured in measure(kind, options):
            print(json.dumps(measured, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
