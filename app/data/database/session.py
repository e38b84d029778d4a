"""The session and the engine in use. The web layer makes them, by Flask-SQLAlchemy, and hands them in here, so that
whoever asks the database needs to know neither Flask nor the settings."""

from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session, scoped_session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from app.data.database.memo import memo

NOBODY = "no database is connected"


class Database:
    """The database of the running application. Its session belongs to the application context in which it is asked
    for, and ends with that: there is one for each request, each tick of a job and each command."""

    def __init__(self) -> None:
        self._engine: Engine | None = None
        #: an attribute, since it is asked for with every statement
        self.session: scoped_session[Session] = _no_session()

    @property
    def engine(self) -> Engine:
        """The engine in use. Raises RuntimeError before `connect`."""
        if self._engine is None:
            raise RuntimeError(NOBODY)
        return self._engine

    @property
    def is_sqlite(self) -> bool:
        """Whether the embedded database is in use (no row locks, one writer at a time)."""
        return self.engine.dialect.name == "sqlite"

    def connect(self, engine: Engine, session: "scoped_session[Any]") -> None:
        """Use this engine, and the sessions on it, from now on; an earlier one is let go."""
        self.disconnect()
        self._engine, self.session = engine, session

    def disconnect(self) -> None:
        """Close every connection that rests in the pool; one that is in use is closed when it comes back."""
        memo.clear()
        if self._engine is not None:
            event.listen(self._engine, "checkin", _close)
            self._engine.dispose()
        self._engine, self.session = None, _no_session()


def _close(_connection: object, record: ConnectionPoolEntry) -> None:
    record.invalidate()


def _no_session() -> scoped_session[Session]:
    def refuse() -> None:
        raise RuntimeError(NOBODY)

    return scoped_session(sessionmaker(), scopefunc=refuse)


db = Database()
