"""The engine and the session: the one place that knows which database is in use.

A unit of work either reads (the default) or is announced by `writing()`; on SQLite a writer takes the lock at once
(`BEGIN IMMEDIATE`), since a reader that turns writer would fail instead of waiting."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, cast

import orjson
from sqlalchemy import Connection, Engine, FromClause, Insert, Table, create_engine, event, insert
from sqlalchemy.orm import Session, scoped_session, sessionmaker

_writing: ContextVar[bool] = ContextVar("writing", default=False)

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
)


class Database:
    """Engine and thread-bound session of the running application."""

    def __init__(self) -> None:
        self._engine: Engine | None = None
        #: small facts of this database that are read often and change seldom: name → (when read, what)
        self.remembered: dict[str, tuple[float, Any]] = {}
        self.session: scoped_session[Session] = scoped_session(sessionmaker(autoflush=True, expire_on_commit=False))

    @property
    def engine(self) -> Engine:
        """The engine in use. Raises RuntimeError before `connect`."""
        if self._engine is None:
            raise RuntimeError("no database is connected")
        return self._engine

    @property
    def is_sqlite(self) -> bool:
        """Whether the embedded database is in use (no row locks, one writer at a time)."""
        return self.engine.dialect.name == "sqlite"

    def connect(self, url: str) -> None:
        """Use the database at `url` from now on; an earlier one is let go."""
        self.disconnect()
        self._engine = _engine_for(url)
        self.session.configure(bind=self._engine)

    def disconnect(self) -> None:
        """Close the session of this thread and every pooled connection."""
        self.session.remove()
        self.remembered.clear()
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None


db = Database()


@contextmanager
def writing() -> Iterator[None]:
    """Announce that the unit of work will write."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


@contextmanager
def transaction() -> Iterator[Session]:
    """One writing transaction outside a request: commits at the end, rolls back and re-raises on any error."""
    with writing():
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


def add_row(table: FromClause, **columns: Any) -> None:
    """Insert a row that nobody changes afterwards. No object is made of it: that costs a tenth of one."""
    db.session.connection().execute(_insert_into(table), columns)


@cache
def _insert_into(table: FromClause) -> Insert:
    """Built once: the hot path pays for each construction anew."""
    return insert(cast("Table", table))


def to_json(value: object) -> str:
    """Compact JSON with sorted keys, so that equal values are equal text (the history chain hashes it)."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def _engine_for(url: str) -> Engine:
    sqlite = url.startswith("sqlite")
    options: dict[str, Any] = {} if sqlite else {"pool_size": 40, "max_overflow": 20, "pool_pre_ping": True}
    engine = create_engine(url, json_serializer=to_json, json_deserializer=orjson.loads, **options)
    if sqlite:
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's begin event opens transactions, not the driver
    for pragma in SQLITE_PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
