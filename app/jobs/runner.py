"""Do everything that is due now: each case and each outbox row in a transaction of its own.

Several runners may work at once, in threads, processes or machines: claims are leases, steps are fenced by row locks,
and a runner that dies leaves its rows to the next one."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

import structlog

from app.data.database.announcements import Writes
from app.data.database.transactions import is_passing, reading, transaction
from app.data.outbox import effect_store, mailbox, timer_store
from app.data.outbox.dispatch import WorkKind
from app.data.services import migration_store
from app.usecases.background import login_upkeep, message_correlation, outbox, retention
from app.usecases.background.outbox import Delivery
from app.usecases.background.retention import Upkeep
from app.usecases.cases import case_steps
from app.usecases.cases.case_steps import Fault
from app.usecases.imports import runs
from app.usecases.publishing import case_migration
from app.usecases.reports import tallies
from app.vocabulary import EffectKind

log = structlog.get_logger(__name__)

#: opens what a piece of work needs around it: a session of its own, which ends with it
Context = Callable[[], AbstractContextManager[object]]
#: how long a runner has for one piece of work before it is taken for dead; longer than any neighbour may take
LEASE = timedelta(seconds=30)
BATCH = 20
UPKEEP_BATCH = 200
TALLY_BATCH = 1000
#: adding up goes on for at most so long; the next time goes on
LONGEST_ADDING_SECONDS = 10.0
#: timers need no lease, so that many may be looked up at once
MANY_TIMERS = 200
#: a tick goes on for at most so long; stopping the scheduler waits for it
LONGEST_TICK_SECONDS = 3.0
ALL_CASES = 1_000_000


@dataclass(frozen=True, slots=True)
class Tick:
    """How much one round did."""

    timers: int
    effects: int
    messages: int = 0
    #: cases checked or moved for migrations
    migrated: int = 0

    def __add__(self, other: "Tick") -> "Tick":
        return Tick(*(mine + more for mine, more in zip(astuple(self), astuple(other), strict=True)))


def run_due(now: datetime, *, late_by: timedelta = timedelta(0), lease: timedelta = LEASE) -> Tick:
    """Fire due timers, deliver due outbox rows and pass messages on, a batch of each, or only those that are `late_by`
    so much; failures are logged and come up again."""
    before = now - late_by
    return Tick(
        timers=_fire_timers(now, before),
        effects=_deliver(now, before, lease),
        messages=_pass_messages(now, before),
        migrated=_migrate_cases(now),
    )


def run_until_idle(clock: Callable[[], datetime], *, lease: timedelta = LEASE) -> Tick:
    """Rounds until nothing more can be done, or for `LONGEST_TICK_SECONDS`: the next tick goes on."""
    done, end = Tick(0, 0), time.monotonic() + LONGEST_TICK_SECONDS
    while time.monotonic() < end:
        tick = run_due(clock(), lease=lease)
        if tick == Tick(0, 0):
            break
        done += tick
    return done


def run_one(kind: WorkKind, reference: str, *, now: datetime, lease: timedelta = LEASE) -> bool:
    """Do one piece of work that was handed out. False if it is done already or not due: that is no failure."""
    if kind is WorkKind.TIMERS:
        return _fire(UUID(reference), now, wait=True)
    if kind is WorkKind.MESSAGE:
        return _pass_one(UUID(reference), now)
    if kind is WorkKind.MIGRATION:
        return _migrate(UUID(reference), now, limit=ALL_CASES) > 0
    with transaction():
        claimed = outbox.claim_delivery(reference, due=now, lease=now + lease)
    return claimed is not None and _run(claimed, now)


def drain(now: datetime, *, most_rounds: int = 1000) -> Tick:
    """Work until nothing is due at `now`: for tests, demo data and the command line."""
    done = Tick(0, 0)
    for _ in range(most_rounds):
        tick = run_due(now)
        if tick == Tick(0, 0):
            break
        done += tick
    return done


def run_upkeep(now: datetime) -> Upkeep:
    """Upkeep, a little of everything: remove what only had to live for a while, check some histories."""
    with transaction():
        login_upkeep.forget_ended(now=now, limit=UPKEEP_BATCH)
        runs.forget_old(now=now)
    with reading():
        overdue = retention.list_overdue(now=now, limit=UPKEEP_BATCH)
    anonymised = sum(_anonymise(case_id, now) for case_id in overdue)
    with transaction():
        drafts = retention.drop_drafts(now=now, limit=UPKEEP_BATCH)
    with transaction():
        histories = retention.check_histories(now=now, limit=UPKEEP_BATCH)
    with transaction():
        tallies.check_a_day(now=now, chance=Random())  # noqa: S311 - which day is checked is no secret
    return Upkeep(anonymised, drafts, histories)


def add_up(now: datetime) -> int:
    """Add what is settled to the tallies, a batch at a time, until all is there or some seconds are over; how many
    cases and opinions. Between two batches others can write for as long as one took."""
    added, end = 0, time.monotonic() + LONGEST_ADDING_SECONDS
    with reading():  # most times there is little to do, and often nothing
        left = tallies.is_anything_settled()
    while left and time.monotonic() < end:
        begun = time.monotonic()
        with transaction():
            done = tallies.tally_some(now=now, limit=TALLY_BATCH)
        added, left = added + done, done >= TALLY_BATCH
        if left:
            time.sleep(time.monotonic() - begun)
    if left:
        log.info("adding up closed cases for the reports; more are left", added=added)
    return added


def _anonymise(case_id: UUID, now: datetime) -> bool:
    try:
        with transaction():
            return retention.anonymise_case(case_id=case_id, now=now)
    except Exception:
        log.exception("a case could not be anonymised", case_id=str(case_id))
        return False


def _fire_timers(now: datetime, before: datetime) -> int:
    with reading():
        cases = timer_store.list_due_cases(now=before, limit=MANY_TIMERS)
    return sum(_fire(case_id, now, wait=False) for case_id in cases)


def _fire(case_id: UUID, now: datetime, *, wait: bool) -> bool:
    """A step that a power cut undoes is done again: nothing of it has been sent before a claim, which is durable,
    and whatever was committed before a durable commit is durable as well. So no timer waits for the disk."""
    try:
        with transaction(Writes.LIGHTLY):
            return case_steps.fire_due_timers(case_id=case_id, now=now, wait=wait)
    except Exception as error:
        log.exception("timer failed", case_id=str(case_id))
        _note(error, lambda fault: case_steps.note_fault(case_id=case_id, fault=fault, now=now))
        return False


def _note(error: Exception, note: Callable[[Fault], None]) -> None:
    """Leave a fault to a person, unless it passes by itself."""
    if is_passing(error):
        return
    try:
        with transaction():
            note(Fault(type(error).__name__, str(error)[:500]))
    except Exception:
        log.exception("a fault could not be noted")


def _deliver(now: datetime, before: datetime, lease: timedelta) -> int:
    with reading():  # an idle tick must not make anybody wait
        if not effect_store.has_due_effects(now=before):
            return 0
    with transaction():
        deliveries = outbox.claim_deliveries(due=before, lease=now + lease, limit=BATCH)
    ends = time.monotonic() + lease.total_seconds() / 2
    # where the first ones took long, somebody else may have the rest soon: it is left to them
    return sum(_run(delivery, now) for delivery in deliveries if time.monotonic() < ends)


def _run(delivery: Delivery, now: datetime) -> bool:
    try:
        attempt = outbox.attempt_delivery(delivery)
        # a notice of which a power cut takes the record is sent again under its key, as after any crash
        with transaction(Writes.LIGHTLY if delivery.kind is EffectKind.NOTICE else Writes.DURABLY):
            outbox.record_delivery(delivery, attempt, now=now)
    except Exception as error:
        log.exception("delivery failed", effect_id=str(delivery.effect_id))
        _note(error, lambda fault: outbox.note_fault(delivery.effect_id, fault=fault, now=now))
        return False
    return True


def _pass_messages(now: datetime, before: datetime) -> int:
    with reading():
        if not mailbox.has_due_messages(now=before):
            return 0
    with transaction():
        claimed = mailbox.claim_messages(due=before, lease=now + LEASE, limit=BATCH)
    return sum(_pass_on(row_id, now) for row_id in claimed)


def _pass_one(row_id: UUID, now: datetime) -> bool:
    with transaction():
        claimed = mailbox.claim_message(row_id, due=now, lease=now + LEASE)
    return claimed and _pass_on(row_id, now)


def _pass_on(row_id: UUID, now: datetime) -> bool:
    try:
        with transaction():
            message_correlation.pass_on(row_id=row_id, now=now)
    except Exception as error:
        log.exception("message failed", message=str(row_id))
        _note(error, lambda fault: message_correlation.note_fault(row_id=row_id, fault=fault, now=now))
        return False
    return True


def _migrate_cases(now: datetime) -> int:
    with reading():
        at_work = migration_store.list_at_work()
    return sum(_migrate(migration_id, now, limit=BATCH) for migration_id in at_work)


def _migrate(migration_id: UUID, now: datetime, *, limit: int) -> int:
    """Check or move up to `most` cases, each in its own transaction; how many were taken."""
    taken = 0
    while taken < limit:
        with transaction():
            left = case_migration.next_cases(migration_id, limit=BATCH, now=now)
        if not left:
            break
        for case_id in left:
            if not _take(migration_id, case_id, now):
                return taken  # it comes up again, whole
            taken += 1
    return taken


def _take(migration_id: UUID, case_id: UUID, now: datetime) -> bool:
    try:
        with transaction():
            case_migration.take_case(migration_id=migration_id, case_id=case_id, now=now)
    except Exception as error:
        log.exception("migration failed", case_id=str(case_id))
        _note(error, lambda fault: case_migration.note_fault(migration_id=migration_id, case_id=case_id, fault=fault))
        return False
    return True
