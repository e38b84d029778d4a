"""Rows of the outbox: effects to deliver, written with the step that caused them.

`claim_*` takes a lease by pushing the row's moment forward, so that any node may die while it works (ADR 4)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from app.data.database.bulk import add_rows
from app.data.database.session import db
from app.data.errors import NotFound
from app.data.models import Effect
from app.data.outbox import dispatch
from app.data.outbox.dispatch import DueWork, WorkKind
from app.vocabulary import EffectState, FailureCode

#: what a row of the outbox begins with
_FRESH = {
    "case_id": None,
    "task_id": None,
    "element": None,
    "state": EffectState.WAITING,
    "tries": 0,
    "done_at": None,
    "code": None,
    "error": None,
}


def add_effect(**columns: Any) -> None:
    """A new outbox row. Its key is unique: the same effect written twice raises IntegrityError."""
    add_effects([columns])


def add_effects(rows: Sequence[dict[str, Any]]) -> None:
    """New outbox rows, each under a key of its own; raises IntegrityError as `add_effect`."""
    add_rows(Effect.__table__, [{**_FRESH, **row} for row in rows])
    for row in rows:
        _announce(row["key"], row["next_at"], row.get("case_id"))


def postpone_effect(effect: Effect, *, until: datetime) -> None:
    """Not before this moment."""
    effect.next_at = until
    _announce(effect.key, until, effect.case_id)


def _announce(key: str, at: datetime, case_id: UUID | None) -> None:
    dispatch.announce(DueWork(WorkKind.EFFECT, key, at, str(case_id) if case_id else None))


def claim_effect(key: str, *, due: datetime, lease: datetime) -> Effect | None:
    """One outbox row, leased to the caller until `lease`; None if it is done, or not due (any more)."""
    query = select(Effect).where(Effect.key == key, Effect.state == EffectState.WAITING, Effect.next_at <= due)
    effect = db.session.scalar(query.with_for_update(skip_locked=True))
    if effect is not None:
        _lease(effect, lease)
    return effect


def claim_effects(*, due: datetime, lease: datetime, limit: int = 20) -> Sequence[Effect]:
    """Outbox rows that were due at `due`, leased to the caller until `lease`. Commit before working on them."""
    query = select(Effect).where(Effect.state == EffectState.WAITING, Effect.next_at <= due)
    query = query.order_by(Effect.next_at).limit(limit).with_for_update(skip_locked=True)
    claimed = db.session.scalars(query).all()
    for effect in claimed:
        _lease(effect, lease)
    return claimed


def _lease(effect: Effect, until: datetime) -> None:
    effect.next_at = until
    effect.tries += 1


def has_due_effects(*, now: datetime) -> bool:
    """Whether any outbox row is due."""
    query = select(Effect.id).where(Effect.state == EffectState.WAITING, Effect.next_at <= now)
    return db.session.scalar(query.limit(1)) is not None


def get_effect_for_update(effect_id: UUID) -> Effect:
    """The outbox row, locked. Raises NotFound."""
    query = select(Effect).where(Effect.id == effect_id).with_for_update()
    effect = db.session.scalar(query.execution_options(populate_existing=True))
    if effect is None:
        raise NotFound
    return effect


def list_effects(case_id: UUID) -> Sequence[Effect]:
    """All outbox rows of a case, oldest first."""
    return db.session.scalars(select(Effect).where(Effect.case_id == case_id).order_by(Effect.made_at)).all()


def revive_effects(case_id: UUID, *, code: FailureCode, now: datetime) -> None:
    """Deliver outbox rows of a case again that were given up for this reason."""
    query = select(Effect).where(Effect.case_id == case_id, Effect.state == EffectState.FAILED, Effect.code == code)
    for effect in db.session.scalars(query):
        effect.state, effect.tries = EffectState.WAITING, 0
        postpone_effect(effect, until=now)


def oldest_due() -> datetime | None:
    """The earliest moment that any outbox row waits for."""
    waiting = select(Effect.next_at).where(Effect.state == EffectState.WAITING)
    return db.session.scalar(waiting.order_by(Effect.next_at).limit(1))


def payloads_of(keys: Collection[str]) -> dict[str, dict[str, Any]]:
    """What the outbox rows of these keys hold, by key."""
    found = db.session.execute(select(Effect.key, Effect.payload).where(Effect.key.in_(keys)))
    return {row.key: row.payload for row in found}


def remove(keys: Collection[str]) -> None:
    """Remove the outbox rows of these keys."""
    db.session.execute(delete(Effect).where(Effect.key.in_(keys)))
