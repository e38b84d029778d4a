"""Do everything that is due now: each case and each outbox row in a transaction of its own.

Several runners may work at once, in threads, processes or machines: claims are leases, steps are fenced by row locks,
and a runner that dies leaves its rows to the next one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from app.data import mailbox, outbox, people
from app.data.db import is_passing, reading, transaction
from app.data.due_work import WorkKind
from app.usecases import delivering, due, keeping, passing_on
from app.usecases.keeping import Kept

log = structlog.get_logger(__name__)

#: how long a runner has for one piece of work before it is taken for dead; longer than any neighbour may take
LEASE = timedelta(seconds=30)
BATCH = 20
UPKEEP_BATCH = 200


@dataclass(frozen=True, slots=True)
class Tick:
    """How much one round did."""

    timers: int
    effects: int
    messages: int = 0


def run_due(now: datetime, *, late_by: timedelta = timedelta(0), lease: timedelta = LEASE) -> Tick:
    """Fire due timers, deliver due outbox rows and pass messages on, a batch of each, or only those that are `late_by`
    so much; failures are logged and come up again."""
    before = now - late_by
    return Tick(
        timers=_fire_timers(now, before),
        effects=_deliver(now, before, lease),
        messages=_pass_messages(now, before),
    )


def run_one(kind: WorkKind, reference: str, *, now: datetime, lease: timedelta = LEASE) -> bool:
    """Do one piece of work that was handed out. False if it is done already or not due: that is no failure."""
    if kind is WorkKind.TIMERS:
        return _fire(UUID(reference), now)
    if kind is WorkKind.MESSAGE:
        return _pass_one(UUID(reference), now)
    with transaction():
        effect_id = outbox.claim_effect(reference, due=now, lease=now + lease)
    return effect_id is not None and _deliver_one(effect_id, now)


def drain(now: datetime, *, most_rounds: int = 1000) -> Tick:
    """Work until nothing is due at `now`: for tests, demo data and the command line."""
    done = Tick(0, 0)
    for _ in range(most_rounds):
        tick = run_due(now)
        if tick == Tick(0, 0):
            break
        done = Tick(done.timers + tick.timers, done.effects + tick.effects, done.messages + tick.messages)
    return done


def keep_house(now: datetime) -> Kept:
    """Upkeep, a little of everything: remove what only had to live for a while, check some histories."""
    with transaction():
        people.forget_old_counts(now=now)
    with reading():
        overdue = keeping.list_overdue(now=now, most=UPKEEP_BATCH)
    anonymised = sum(_anonymise(case_id, now) for case_id in overdue)
    with transaction():
        drafts = keeping.drop_drafts(now=now, most=UPKEEP_BATCH)
    with transaction():
        histories = keeping.check_histories(now=now, most=UPKEEP_BATCH)
    return Kept(anonymised, drafts, histories)


def _anonymise(case_id: UUID, now: datetime) -> bool:
    try:
        with transaction():
            return keeping.anonymise_case(case_id=case_id, now=now)
    except Exception:
        log.exception("a case could not be anonymised", case_id=str(case_id))
        return False


def _fire_timers(now: datetime, before: datetime) -> int:
    with reading():
        cases = outbox.list_due_cases(now=before, most=BATCH)
    return sum(_fire(case_id, now) for case_id in cases)


def _fire(case_id: UUID, now: datetime) -> bool:
    try:
        with transaction():
            return due.fire_due_timers(case_id=case_id, now=now)
    except Exception as error:
        log.exception("timer failed", case_id=str(case_id))
        _note(error, lambda fault: due.note_fault(case_id=case_id, fault=fault, now=now))
        return False


def _note(error: Exception, note: Callable[[str], None]) -> None:
    """Leave a fault to a person, unless it passes by itself."""
    if is_passing(error):
        return
    try:
        with transaction():
            note(f"{type(error).__name__}: {error}"[:500])
    except Exception:
        log.exception("a fault could not be noted")


def _deliver(now: datetime, before: datetime, lease: timedelta) -> int:
    with reading():  # an idle tick must not make anybody wait
        if not outbox.has_due_effects(now=before):
            return 0
    with transaction():
        claimed = outbox.claim_effects(due=before, lease=now + lease, most=BATCH)
    return sum(_deliver_one(effect_id, now) for effect_id in claimed)


def _deliver_one(effect_id: UUID, now: datetime) -> bool:
    try:
        with transaction():
            errand = delivering.read_errand(effect_id)
        if errand is None:
            return False
        asked = delivering.run_errand(errand)
        with transaction():
            delivering.record_errand(errand, asked, now=now)
    except Exception as error:
        log.exception("delivery failed", effect_id=str(effect_id))
        _note(error, lambda fault: delivering.note_fault(effect_id, fault=fault, now=now))
        return False
    return True


def _pass_messages(now: datetime, before: datetime) -> int:
    with reading():
        if not mailbox.has_due_messages(now=before):
            return 0
    with transaction():
        claimed = mailbox.claim_messages(due=before, lease=now + LEASE, most=BATCH)
    return sum(_pass_on(row_id, now) for row_id in claimed)


def _pass_one(row_id: UUID, now: datetime) -> bool:
    with transaction():
        claimed = mailbox.claim_message(row_id, due=now, lease=now + LEASE)
    return claimed and _pass_on(row_id, now)


def _pass_on(row_id: UUID, now: datetime) -> bool:
    try:
        with transaction():
            passing_on.pass_on(row_id=row_id, now=now)
    except Exception:
        log.exception("message failed", message=str(row_id))
        return False
    return True
