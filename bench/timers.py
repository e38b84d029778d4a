"""Waiting timers cost nothing until they are due; those due at once are drained, and those due one after the other are
not late.

    python -m bench.timers [--waiting 100000] [--due 10000] [--rate 100] [--runners 2] [--kinds postgresql sqlite]

The idle tick is compared with one over no timer at all. Drains and the stream run in as many processes as an
installation has web workers, each of which ticks."""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update

from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.models import Case, Effect, Timer
from app.jobs import runner
from app.vocabulary import EffectState
from app.wiring import connect
from bench._desk import KEPT, KINDS, Fixture, copy_case, line, open_desk, play_case
from bench._server import cpu_seconds_of_postgres
from config import Settings

TICKS = 200
DRAIN_GOAL_SECONDS, LAG_GOAL_SECONDS = 60, 2
STREAM_SECONDS = 20
FAR = timedelta(days=300)
#: more than the five working days after which the diagram warns, whatever holidays fall among them
LONG_AGO, FIRST_DAYS = timedelta(days=30), timedelta(days=4)


def fill(waiting: int) -> None:
    """As many cases that wait for a survey, with a timer that warns of its delay and has run out: what is moved in the
    tables only would be put back where the engine has it."""
    now = datetime.now(UTC)
    if waiting:
        begun = now - LONG_AGO
        case_id = play_case("utility-connection", at=begun, until=begun + FIRST_DAYS, steps=1)
        runner.drain(begun + FIRST_DAYS)  # the receipt's message, and whatever else the play left
        copy_case(case_id, waiting - 1)
    with transaction() as session:
        session.execute(update(Timer).values(due_at=now + FAR))
        session.execute(update(Case).values(wake_at=now + FAR))
        session.execute(update(Effect).where(Effect.state == EffectState.WAITING).values(next_at=now + FAR))


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
    with open_desk(kind, Fixture("waiting0", lambda: fill(0))):
        none = idle_tick(now)
    waiting, due = options.waiting, options.due
    with open_desk(kind, Fixture(f"waiting{waiting}", lambda: fill(waiting))) as environment:
        many = idle_tick(now)
        name = f"timers, {kind}, {waiting:,} waiting: idle tick"
        yield line(name, many, "ms", {"none waiting": none}, round(none * 1.5 + 0.2, 3))
        runners = [Runner(environment) for _ in range(options.runners)]
        try:
            yield from _drained(f"timers, {kind}, {due:,} due at once of {waiting:,}", due, runners)
            yield from _streamed(f"timers, {kind}, {options.rate} due a second", options.rate, runners)
        finally:
            for one in runners:
                one.stop()


def _drained(name: str, due: int, runners: "list[Runner]") -> Iterator[dict[str, Any]]:
    make_due(due, datetime.now(UTC), spread=timedelta(0))
    database, begin = cpu_seconds_of_postgres(KEPT / "postgres"), time.perf_counter()
    reports = work_together(runners, until_idle=True)
    took = time.perf_counter() - begin
    fired, messages = sum(r["timers"] for r in reports), sum(r["effects"] for r in reports)
    if fired != due:
        raise RuntimeError(f"{fired} of {due} timers fired")
    if messages < due:
        raise RuntimeError(f"{due} timers fired, but only {messages} applicants were told of the delay")
    cpu = sum(r["cpu"] for r in reports) * 1000 / due
    versus = {"timers alone, s": max(r["timers_done"] for r in reports), "messages": float(messages)}
    yield line(f"{name}: drained with their messages", took, "s", versus, DRAIN_GOAL_SECONDS * due / 10_000)
    used = (cpu_seconds_of_postgres(KEPT / "postgres") - database) * 1000 / due
    yield line(f"{name}: processor time of one timer and its messages", cpu, "ms", {"database, ms": used}, None)
    grown = max(r["grown"] for r in reports)
    yield line(f"{name}: memory of a runner grew by", grown, "MB", {"MB at first": reports[0]["size"]}, None)


def _streamed(name: str, rate: int, runners: "list[Runner]") -> Iterator[dict[str, Any]]:
    wanted = rate * STREAM_SECONDS
    make_due(wanted, datetime.now(UTC) + timedelta(seconds=1), spread=timedelta(seconds=STREAM_SECONDS))
    reports = work_together(runners, until_idle=False)
    lags = sorted(lag for report in reports for lag in report["lags"])
    if len(lags) != wanted:
        raise RuntimeError(f"{len(lags)} of {wanted} timers fired")
    p99 = statistics.quantiles(lags, n=100)[98]
    yield line(f"{name}: lag, p99", p99, "s", {"p50": statistics.median(lags)}, LAG_GOAL_SECONDS)


def make_due(count: int, first: datetime, *, spread: timedelta) -> None:
    """Let as many timers be due, one after the other over `spread`."""
    with transaction() as session:
        chosen = session.scalars(select(Timer.case_id).where(Timer.due_at > first + spread).limit(count)).all()
        for number, case_id in enumerate(chosen):
            due_at = first + spread * number / count
            session.execute(update(Timer).where(Timer.case_id == case_id).values(due_at=due_at))
            session.execute(update(Case).where(Case.id == case_id).values(wake_at=due_at))
        if session.scalar(select(func.count()).select_from(Timer).where(Timer.due_at <= first + spread)) != count:
            raise RuntimeError("not as many timers are due as wanted")


class Runner:
    """A process that ticks as a web worker's scheduler does; each line it is sent is one order."""

    def __init__(self, environment: dict[str, str]) -> None:
        command = [sys.executable, "-m", "bench.timers", "--runner", json.dumps(environment)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def order(self, *, until_idle: bool) -> None:
        """Begin to tick."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"until_idle": until_idle}) + "\n")
        self._process.stdin.flush()

    def report(self) -> dict[str, Any]:
        """What it did, once it is done."""
        assert self._process.stdout is not None
        found: dict[str, Any] = json.loads(self._process.stdout.readline())
        return found

    def stop(self) -> None:
        """End it."""
        self._process.communicate(timeout=60)


def work_together(runners: list[Runner], *, until_idle: bool) -> list[dict[str, Any]]:
    """All runners at once."""
    for one in runners:
        one.order(until_idle=until_idle)
    return [one.report() for one in runners]


def _obey(environment: dict[str, str]) -> None:
    """A runner's own life."""
    with connect(Settings.from_environment(environment)).app_context():
        for order in sys.stdin:
            seconds = 0.0 if json.loads(order)["until_idle"] else STREAM_SECONDS + LAG_GOAL_SECONDS + 3
            print(json.dumps(_ticked(seconds)), flush=True)


def _ticked(seconds: float) -> dict[str, Any]:
    """Tick each second: until a tick finds nothing, but for at least so long."""
    size, cpu, begin = _megabytes(), time.process_time(), time.monotonic()
    done, timers_done, lags = runner.Tick(0, 0), 0.0, list[float]()
    while True:
        started = time.monotonic()
        tick = _rounds(lags, measuring=bool(seconds))
        done += tick
        if tick.timers:
            timers_done = time.monotonic() - begin
        if tick == runner.Tick(0, 0) and time.monotonic() - begin >= seconds:
            break
        if seconds:
            time.sleep(max(0.0, 1.0 - (time.monotonic() - started)))
    return {
        "timers": done.timers,
        "effects": done.effects,
        "timers_done": timers_done,
        "lags": lags,
        "cpu": time.process_time() - cpu,
        "size": size,
        "grown": _megabytes() - size,
    }


def _rounds(lags: list[float], *, measuring: bool) -> runner.Tick:
    """One tick, round by round. What was due when a round began was done when it ended, messages and all, here or by
    a neighbour: no timer was later than that."""
    done, end = runner.Tick(0, 0), time.monotonic() + runner.LONGEST_TICK_SECONDS
    while time.monotonic() < end:
        now = datetime.now(UTC)
        due = _due_moments(now) if measuring else []
        tick = runner.run_due(now)
        if tick == runner.Tick(0, 0):
            break
        ended = datetime.now(UTC)
        lags += [(ended - moment).total_seconds() for moment in due[: tick.timers]]
        done += tick
    return done


def _due_moments(now: datetime) -> list[datetime]:
    found = db.session.scalars(select(Timer.due_at).where(Timer.due_at <= now).order_by(Timer.due_at)).all()
    db.session.remove()
    return list(found)


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--waiting", type=int, default=100_000)
    parser.add_argument("--due", type=int, default=10_000)
    parser.add_argument("--rate", type=int, default=100)
    parser.add_argument("--runners", type=int, default=2)
    parser.add_argument("--kinds", nargs="+", default=KINDS, choices=KINDS)
    parser.add_argument("--runner", type=json.loads, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.runner:
        _obey(options.runner)
        return
    for kind in options.kinds:
        for measured in measure(kind, options):
            print(json.dumps(measured, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
