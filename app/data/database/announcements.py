"""How the running unit of work uses the database, as it was announced; the engine's events act by it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum, auto


class Writes(Enum):
    """What a transaction was announced as."""

    #: it only reads
    NOTHING = auto()
    #: what it commits survives a power cut
    DURABLY = auto()
    #: what it commits survives a crash of the desk, and a power cut from about a second later on
    LIGHTLY = auto()


class UnannouncedWrite(RuntimeError):
    """This unit of work was not announced as one that writes."""


_writing: ContextVar[Writes] = ContextVar("writing", default=Writes.NOTHING)
_at_one_moment: ContextVar[bool] = ContextVar("at_one_moment", default=False)


def announced() -> Writes:
    """What the transactions of this unit of work are announced as."""
    return _writing.get()


def is_at_one_moment() -> bool:
    """Whether everything read now is to be of one moment."""
    return _at_one_moment.get()


@contextmanager
def announce(how: Writes) -> Iterator[None]:
    """Transactions that begin inside write so."""
    token = _writing.set(how)
    try:
        yield
    finally:
        _writing.reset(token)


@contextmanager
def announce_one_moment() -> Iterator[None]:
    """Transactions that begin inside read what stood in the database at one moment."""
    token = _at_one_moment.set(True)
    try:
        yield
    finally:
        _at_one_moment.reset(token)
