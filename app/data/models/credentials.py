"""What members of staff show beyond a code by SMS: passwords, authenticator apps, recovery codes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.data.models.base import Base


class Password(Base):
    """The hash of somebody's password (`app/policy/passwords.py`)."""

    __tablename__ = "passwords"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    hash: Mapped[str] = mapped_column(String(300))
    changed_at: Mapped[datetime]


class Authenticator(Base):
    """The app that somebody has set up. Its secret is worked out of `secret_id` (`app/policy/totp.py`)."""

    __tablename__ = "authenticators"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    secret_id: Mapped[UUID]
    enrolled_at: Mapped[datetime]
    #: the time step whose code was shown last: neither it nor an earlier one is taken again
    last_step: Mapped[int] = mapped_column(BigInteger)


class RecoveryCode(Base):
    """The hash of a code that stands in for the app, once; used ones are removed."""

    __tablename__ = "recovery_codes"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
