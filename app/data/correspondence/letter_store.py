"""Letters: signed answers, added once and never changed."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.data.database.session import db
from app.data.errors import NotFound
from app.data.models import Case, Letter


def add_letter(**columns: Any) -> Letter:
    """An answer letter, flushed."""
    letter = Letter(**columns)
    db.session.add(letter)
    db.session.flush()
    return letter


def get_letter(letter_id: UUID) -> Letter:
    """The letter with its case. Raises NotFound."""
    query = select(Letter).where(Letter.id == letter_id).options(*_letter_parts())
    letter = db.session.scalar(query)
    if letter is None:
        raise NotFound
    return letter


def find_letter_by_code(code: str) -> Letter | None:
    """The letter that a verification code belongs to."""
    return db.session.scalar(select(Letter).where(Letter.verification_code == code).options(*_letter_parts()))


def list_letters_of(case_ids: Collection[UUID]) -> Sequence[Letter]:
    """The letters of these cases, oldest first."""
    if not case_ids:
        return []
    query = select(Letter).where(Letter.case_id.in_(case_ids))
    return db.session.scalars(query.order_by(Letter.issued_at, Letter.id)).all()


def list_letters(case_id: UUID) -> Sequence[Letter]:
    """The letters of a case, oldest first."""
    return db.session.scalars(select(Letter).where(Letter.case_id == case_id).order_by(Letter.issued_at)).all()


def _letter_parts() -> tuple[Any, ...]:
    return (
        joinedload(Letter.case).joinedload(Case.service),
        joinedload(Letter.case).joinedload(Case.applicant),
        joinedload(Letter.case).joinedload(Case.unit),
    )
