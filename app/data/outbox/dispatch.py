"""What a transaction makes due, told to a dispatcher inside that transaction.

The rows of timers and outbox stay the truth: a dispatcher only hands work out sooner or elsewhere. Without one (the
embedded runner, which looks for due rows itself) announcing costs nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from app.data.database.session import db

_ANNOUNCED = "due work"


class WorkKind(StrEnum):
    """What is to be done."""

    #: timers of a case may be due; the reference is the case's id
    TIMERS = "timers"
    #: an outbox row may be due; the reference is its key
    EFFECT = "effect"
    #: a message of the mailbox may be passed on; the reference is its row's id
    MESSAGE = "message"
    #: cases of a migration are to be checked or moved; the reference is its id
    MIGRATION = "transfer"  # as the jobs in the queue have it


@dataclass(frozen=True, slots=True)
class DueWork:
    """Something to do, not before `at`. Works of one `lock` are done one after the other."""

    kind: WorkKind
    reference: str
    at: datetime
    lock: str | None = None


class Dispatcher(Protocol):
    """Takes due work on the driver's own connection, in the transaction that caused it."""

    def dispatch(self, connection: Any, works: Sequence[DueWork]) -> None:
        """Hand the works out if, and only if, the transaction of `connection` commits."""


class _Announcer:
    """Collects what a session announces until it commits."""

    def __init__(self) -> None:
        self._dispatcher: Dispatcher | None = None

    def hand_to(self, dispatcher: Dispatcher | None) -> None:
        """Tell this one from now on; None: nobody."""
        self._dispatcher = dispatcher

    def announce(self, work: DueWork) -> None:
        """Tell the dispatcher when the current transaction commits; forgotten when it rolls back."""
        if self._dispatcher is not None:
            db.session().info.setdefault(_ANNOUNCED, []).append(work)

    def tell(self, session: Session) -> None:
        """The session is about to commit."""
        works = session.info.pop(_ANNOUNCED, None)
        if works and self._dispatcher is not None:
            self._dispatcher.dispatch(session.connection().connection.driver_connection, works)


_announcer = _Announcer()
announce = _announcer.announce
hand_to = _announcer.hand_to

# every session: those of the desk are made later, and anew with each database
event.listen(Session, "before_commit", _announcer.tell)


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, _transaction: SessionTransaction) -> None:
    session.info.pop(_ANNOUNCED, None)
