"""Drafts: forms begun and not yet submitted. One row a draft; nothing here decides who may see it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.data.database.session import db
from app.data.models import Draft, ServiceVersion


def add_draft(**columns: Any) -> Draft:
    """A new draft, flushed."""
    draft = Draft(**columns)
    db.session.add(draft)
    db.session.flush()
    return draft


def find_draft(draft_id: UUID) -> Draft | None:
    """The draft with its version, locked in a writing transaction."""
    query = (
        select(Draft)
        .where(Draft.id == draft_id)
        .options(joinedload(Draft.version).joinedload(ServiceVersion.service), joinedload(Draft.person))
    )
    return db.session.scalar(query.with_for_update(of=Draft).execution_options(populate_existing=True))


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
    db.session.delete(draft)
