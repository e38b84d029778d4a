"""Units of work. One either reads (the default) or is announced by `writing()`; what isn't announced can't write."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from app.data.database.announcements import Writes, announce, announce_one_moment, announced, is_at_one_moment
from app.data.database.session import db

#: the database went away, or is too busy to take us: nothing was written, and trying again makes sense
UNREACHABLE: tuple[type[Exception], ...] = (OperationalError, InterfaceError, PoolTimeout)


@contextmanager
def writing(how: Writes = Writes.DURABLY) -> Iterator[None]:
    """Announce that the unit of work will write. What was read before is over: it held no lock."""
    if announced() is Writes.NOTHING and db.session().in_transaction():
        db.session.commit()  # a rollback would empty the objects that were read
    with announce(how):
        yield


@contextmanager
def at_one_moment() -> Iterator[None]:
    """All that is read inside stood in the database at one moment, whatever others commit meanwhile. Reads only; what
    was read before is over. Inside a unit of work that writes, that one decides."""
    if is_at_one_moment() or announced() is not Writes.NOTHING:
        yield
        return
    db.session.commit()
    with announce_one_moment():
        yield
        db.session.commit()  # as in `writing`: nothing was changed


@contextmanager
def writing_aside(how: Writes = Writes.DURABLY) -> Iterator[Connection]:
    """A short writing transaction of its own, beside the session: what was read there stays as it was."""
    with announce(how), db.engine.begin() as connection:
        yield connection


@contextmanager
def transaction(how: Writes = Writes.DURABLY) -> Iterator[Session]:
    """One writing transaction outside a request: commits at the end, rolls back and re-raises on any error."""
    with writing(how):
        try:
            yield db.session()
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
        finally:
            db.session.remove()


@contextmanager
def reading() -> Iterator[Session]:
    """One look outside a request: takes no write lock, changes nothing."""
    try:
        yield db.session()
    finally:
        db.session.remove()


def is_passing(error: BaseException) -> bool:
    """Whether the database couldn't be asked just now (away, too busy, a deadlock resolved): nothing is wrong with what
    was asked."""
    return isinstance(error, UNREACHABLE)
