"""The tick: APScheduler in memory calls the runner; it stores nothing and may tick twice (ADR 4)."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from apscheduler.schedulers.background import BackgroundScheduler

from app.jobs import distributed, import_runner, runner
from app.jobs.runner import Context

UPKEEP_MINUTES = 30
#: reports count themselves what isn't added up yet, so that this decides about their speed alone
ADDING_UP_SECONDS = 60
#: a table that was sent in waits so long at most
IMPORT_SECONDS = 2


class Working(Protocol):
    """Work that goes on in the background of this process until it is stopped."""

    def stop(self) -> None:
        """End it; what is in hand is finished or left to others."""


class Ticking:
    """Something called again and again, each time in a context of its own."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._scheduler = BackgroundScheduler(timezone=UTC)
        # a tick left out because the last one still runs is as it should be, and no news in the log
        logging.getLogger("apscheduler").setLevel(logging.ERROR)

    def every(self, do: Callable[[datetime], object], *, seconds: float) -> None:
        """Call `do` with the present moment; a call that comes while the last one runs is left out."""
        once = {"coalesce": True, "max_instances": 1, "misfire_grace_time": 60}
        self._scheduler.add_job(lambda: self._call(do), "interval", seconds=seconds, **once)

    def _call(self, do: Callable[[datetime], object]) -> None:
        with self._context():
            do(datetime.now(UTC))

    def start(self) -> None:
        """Begin."""
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more, once what is in hand is done. The process may also be ended: nothing is lost."""
        self._scheduler.shutdown(wait=True)


class Together:
    """Several works that stop together."""

    def __init__(self, *works: Working) -> None:
        self._works = works

    def stop(self) -> None:
        """End them all."""
        for work in self._works:
            work.stop()


def _present() -> datetime:
    return datetime.now(UTC)


def start_embedded(*, context: Context, tick_seconds: float, lease: timedelta = runner.LEASE) -> Working:
    """Look for due rows of the database in this process, again and again."""
    ticking = Ticking(context)
    ticking.every(lambda _now: runner.run_until_idle(_present, lease=lease), seconds=tick_seconds)
    ticking.every(runner.run_upkeep, seconds=UPKEEP_MINUTES * 60)
    ticking.every(runner.add_up, seconds=ADDING_UP_SECONDS)
    ticking.every(import_runner.run_imports, seconds=IMPORT_SECONDS)
    ticking.start()
    return ticking


def start_distributed(
    database_url: str, *, context: Context, jobs_at_once: int, lease: timedelta = runner.LEASE
) -> Working:
    """Take jobs of the common queue in this process, and sweep up what was lost."""
    worker = distributed.Worker(database_url, context=context, jobs_at_once=jobs_at_once, lease=lease)
    ticking = Ticking(context)
    ticking.every(lambda now: distributed.sweep(database_url, now=now, lease=lease), seconds=lease.total_seconds() / 2)
    ticking.every(runner.run_upkeep, seconds=UPKEEP_MINUTES * 60)
    ticking.every(runner.add_up, seconds=ADDING_UP_SECONDS)
    ticking.every(import_runner.run_imports, seconds=IMPORT_SECONDS)
    worker.start()
    ticking.start()
    return Together(worker, ticking)
