"""Due work on any number of machines: Procrastinate, a queue inside our PostgreSQL (ADR 11).

A job is enqueued in the transaction that makes the work due, and names it only: the rows of timers and outbox stay the
truth. So a job that comes twice, late or for nothing does no harm, and one that is lost is found by the sweep."""

import asyncio
import threading
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import procrastinate
import psycopg
import structlog

from app.data.outbox import dispatch
from app.data.outbox.dispatch import DueWork, WorkKind
from app.jobs import runner
from app.jobs.runner import Context

log = structlog.get_logger(__name__)

TASK: Final = "miz.due"
#: beats of its heart in the time after which a worker not heard of is dead, and its jobs are given to others
BEATS = 3
#: the queue tells of new jobs at once, but not of one whose time has come or whose case has become free
POLL_SECONDS = 0.5
PATIENCE_SECONDS = 10.0
#: any number that no other advisory lock of the database has
_SCHEMA_LOCK = 4_915_001


class Dispatcher:
    """Enqueues what a transaction makes due, on the connection and in the transaction that does."""

    def __init__(self, database_url: str) -> None:
        self._app = _app(procrastinate.SyncPsycopgConnector(conninfo=_conninfo(database_url)))

    def dispatch(self, connection: "psycopg.Connection[Any]", works: Sequence[DueWork]) -> None:
        """One job for each work; rolled back with the transaction."""
        for work in works:
            task = self._app.configure_task(TASK, lock=work.lock, schedule_at=work.at, connection=connection)
            task.defer(kind=work.kind.value, reference=work.reference)


class Worker:
    """Takes jobs in a thread of its own until it is stopped; each is done in a context of its own."""

    def __init__(
        self, database_url: str, *, context: Context, jobs_at_once: int, lease: timedelta = runner.LEASE
    ) -> None:
        self._app = _app(procrastinate.PsycopgConnector(conninfo=_conninfo(database_url)), context, lease)
        self._jobs_at_once = jobs_at_once
        self._silence = lease.total_seconds()
        self._loop = asyncio.new_event_loop()
        self._task: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._run, name="miz-worker", daemon=True)

    def start(self) -> None:
        """Begin to take jobs."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the jobs in hand, or leave them to others after a while."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._cancel)
            self._thread.join(timeout=PATIENCE_SECONDS * 2)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._task = self._loop.create_task(self._work())
        try:
            self._loop.run_until_complete(self._task)
        except asyncio.CancelledError:
            log.info("worker stopped")
        finally:
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
            self._loop.close()

    async def _work(self) -> None:
        """Work until cancelled; a database that went away is asked again."""
        while True:
            try:
                await self._take_jobs()
            except (procrastinate.exceptions.ConnectorException, psycopg.Error, OSError):
                log.exception("the queue can't be reached")
            await asyncio.sleep(1)

    async def _take_jobs(self) -> None:
        async with self._app.open_async():
            await self._app.run_worker_async(
                concurrency=self._jobs_at_once,
                fetch_job_polling_interval=POLL_SECONDS,
                update_heartbeat_interval=self._silence / BEATS,
                stalled_worker_timeout=self._silence,
                shutdown_graceful_timeout=PATIENCE_SECONDS,
                install_signal_handlers=False,
                delete_jobs=procrastinate.jobs.DeleteJobCondition.ALWAYS,
            )


def connect(database_url: str) -> None:
    """Enqueue from now on whatever this process makes due; the queue's tables are made where they are absent. A
    database that is away for the moment stops no start: an earlier one has made them."""
    try:
        prepare(database_url)
    except psycopg.OperationalError:
        log.warning("the queue can't be reached yet", exc_info=True)
    dispatch.hand_to(Dispatcher(database_url))


def prepare(database_url: str) -> None:
    """Make the queue's tables where they are absent, also while other processes do."""
    with psycopg.connect(_conninfo(database_url)) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_SCHEMA_LOCK,))
        found = connection.execute("SELECT to_regclass('procrastinate_jobs')").fetchone()
        if found is not None and found[0] is None:
            connection.execute(procrastinate.schema.SchemaManager.get_schema())


def sweep(database_url: str, *, now: datetime, lease: timedelta = runner.LEASE) -> None:
    """Give the jobs of dead workers to others, and do what is so late that its job must have been lost."""
    asyncio.run(_revive(database_url, now, lease))
    runner.run_due(now, late_by=lease, lease=lease)


async def _revive(database_url: str, now: datetime, lease: timedelta) -> None:
    app = _app(procrastinate.PsycopgConnector(conninfo=_conninfo(database_url), min_size=1, max_size=1))
    async with app.open_async():
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=lease.total_seconds()):
            log.warning("job of a dead worker", job=job.id)
            await app.job_manager.retry_job(job, retry_at=now)


def _app(connector: Any, context: Context = nullcontext, lease: timedelta = runner.LEASE) -> procrastinate.App:
    app = procrastinate.App(connector=connector)

    @app.task(name=TASK)
    def do(kind: str, reference: str) -> None:
        with context():
            runner.run_one(WorkKind(kind), reference, now=datetime.now(UTC), lease=lease)

    return app


def _conninfo(database_url: str) -> str:
    """The address as PostgreSQL's own library reads it, without SQLAlchemy's name of the driver."""
    scheme, _, rest = database_url.partition("://")
    return f"{scheme.partition('+')[0]}://{rest}"
