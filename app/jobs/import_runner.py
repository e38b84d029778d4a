"""Check and write tables that administrators sent in, one at a time, beside the tick: one may take a minute."""

import time
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from app.data.database.transactions import is_passing, reading, transaction
from app.data.organisation import import_store
from app.data.organisation.errors import RecordMoved
from app.usecases.imports import runs
from app.usecases.imports.runs import Claimed

log = structlog.get_logger(__name__)

#: a worker that tells nothing for so long is taken for dead
LEASE = timedelta(seconds=60)
#: progress is told so often
PACE_SECONDS = 1.0
#: others may change the organisation so often while one is planned
MOST_PLANS = 5


def run_imports(now: datetime) -> int:
    """Do what waits, the oldest first; how many tables were taken up."""
    taken = 0
    while _run_one(now):
        taken += 1
    return taken


def _run_one(now: datetime) -> bool:
    with reading():
        if not import_store.has_work(now=now):
            return False
    with transaction():
        claimed = runs.claim(now=now, lease=now + LEASE)
    if claimed is None:
        return False
    try:
        _carry_out(claimed, now)
    except Exception as error:
        log.exception("a table could not be taken in", import_id=str(claimed.import_id))
        if is_passing(error):
            return False
        with transaction():
            runs.note_fault(claimed, now=now)
    return True


def _carry_out(claimed: Claimed, now: datetime) -> None:
    """Plan and settle; again where somebody changed the organisation in between."""
    progress = _Progress(claimed.import_id, claimed.tries, now)
    for left in reversed(range(MOST_PLANS)):
        with reading():
            plan = runs.plan_of(claimed, now=now, progress=progress)
        try:
            with transaction():
                runs.settle(claimed, plan, now=now)
            return
        except RecordMoved:
            if not left:
                raise


class _Progress:
    """Tells about once a second how far a table is."""

    def __init__(self, import_id: UUID, tries: int, now: datetime) -> None:
        self._import_id, self._tries, self._now = import_id, tries, now
        self._begun = self._told = time.monotonic()

    def __call__(self, done: int, rows: int) -> None:
        """So many of the rows are done."""
        moment = time.monotonic()
        if moment - self._told < PACE_SECONDS:
            return
        self._told = moment
        lease = self._now + timedelta(seconds=moment - self._begun) + LEASE
        try:
            import_store.note_progress(self._import_id, self._tries, done=done, rows=rows, lease=lease)
        except Exception as error:
            if not is_passing(error):
                raise
