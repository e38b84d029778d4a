"""Drafts: forms begun and not yet submitted. One row a draft; nothing here decides who may see it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import bindparam, select
from sqlalchemy.orm import SessionTransaction, joinedload

from app.data.database.session import db
from app.data.models import Draft, ServiceVersion

_HELD: WeakKeyDictionary[SessionTransaction, dict[UUID, Draft]] = WeakKeyDictionary()
_LOCKED = (
    select(Draft)
    .where(Draft.id == bindparam("id"))
    .options(joinedload(Draft.version).joinedload(ServiceVersion.service), joinedload(Draft.person))
    .with_for_update(of=Draft)
    .execution_options(populate_existing=True)
)


def add_draft(**columns: Any) -> Draft:
    """A new draft, flushed."""
    draft = Draft(**columns)
    db.session.add(draft)
    db.session.flush()
    return draft


def find_draft(draft_id: UUID) -> Draft | None:
    """The draft with its version and person, locked in a writing transaction: read once in each, since nobody else can
    change it then."""
    held = _held()
    if draft_id not in held:
        found = db.session.scalar(_LOCKED, {"id": draft_id})
        if found is None:
            return None
        held[draft_id] = found
    return held[draft_id]


def _held() -> dict[UUID, Draft]:
    """The drafts that the open transaction has read by their id; forgotten with it."""
    session = db.session()
    return _HELD.setdefault(session.get_transaction() or session.begin(), {})


def list_drafts(person_id: UUID) -> Sequence[Draft]:
    """A citizen's own drafts, latest first."""
    query = select(Draft).where(Draft.person_id == person_id, Draft.operator_id.is_(None))
    query = query.options(joinedload(Draft.version).joinedload(ServiceVersion.service))
    return db.session.scalars(query.order_by(Draft.updated_at.desc()).limit(50)).all()


def list_operator_drafts(operator_id: UUID) -> Sequence[Draft]:
    """What an operator is filling in for people present, latest first."""
    query = select(Draft).where(Draft.operator_id == operator_id)
    query = query.options(joinedload(Draft.version).joinedload(ServiceVersion.service), joinedload(Draft.person))
    return db.session.scalars(query.order_by(Draft.updated_at.desc()).limit(50)).all()


def remove_draft(draft: Draft) -> None:
    """The draft became a case, or was given up."""
    _held().pop(draft.id, None)
    db.session.delete(draft)
