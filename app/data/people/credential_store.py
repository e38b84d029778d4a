"""Passwords, authenticator apps and recovery codes."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update

from app.data.database.session import db
from app.data.models import Authenticator, LoginSession, Password, RecoveryCode


def find_password(person_id: UUID) -> Password | None:
    """What is kept of somebody's password."""
    return db.session.get(Password, person_id)


def keep_password(person_id: UUID, *, hashed: str, at: datetime) -> None:
    """Somebody has this password from now on."""
    db.session.merge(Password(person_id=person_id, hash=hashed, changed_at=at))


def find_authenticator(person_id: UUID, *, for_update: bool = False) -> Authenticator | None:
    """The app that somebody has set up."""
    query = select(Authenticator).where(Authenticator.person_id == person_id)
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(query)


def keep_authenticator(person_id: UUID, *, secret_id: UUID, step: int, at: datetime) -> None:
    """Somebody has this app from now on, and no other; the code of `step` was shown."""
    row = Authenticator(person_id=person_id, secret_id=secret_id, enrolled_at=at, last_step=step)
    db.session.merge(row)


def keep_recovery_codes(person_id: UUID, hashes: Iterable[str]) -> None:
    """These recovery codes, and none of those before."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    db.session.add_all([RecoveryCode(person_id=person_id, code_hash=one) for one in hashes])


def use_recovery_code(person_id: UUID, code_hash: str) -> bool:
    """Remove a recovery code; whether it was there."""
    query = delete(RecoveryCode).where(RecoveryCode.person_id == person_id, RecoveryCode.code_hash == code_hash)
    return db.session.execute(query.returning(RecoveryCode.code_hash)).first() is not None


def count_recovery_codes(person_id: UUID) -> int:
    """How many are left."""
    query = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.person_id == person_id)
    return db.session.scalars(query).one()


def forget_factor(person_id: UUID) -> bool:
    """Remove app and recovery codes; whether there was an app."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    gone = delete(Authenticator).where(Authenticator.person_id == person_id)
    return db.session.execute(gone.returning(Authenticator.person_id)).first() is not None


def forget_password(person_id: UUID) -> bool:
    """Remove a password; whether there was one."""
    gone = delete(Password).where(Password.person_id == person_id)
    return db.session.execute(gone.returning(Password.person_id)).first() is not None


def note_factor_shown(token_hash: str, *, at: datetime) -> None:
    """A second factor was shown in this session."""
    db.session.execute(update(LoginSession).where(LoginSession.token_hash == token_hash).values(factor_at=at))
