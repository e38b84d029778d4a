"""The engine and the session: the one place that knows which database is in use.

A unit of work either reads (the default) or is announced by `writing()`. What isn't announced can't write: on SQLite a
writer stands in a queue (`write_queue`) and takes the lock at once (`BEGIN IMMEDIATE`), since a reader that turns
writer would fail instead of waiting; on PostgreSQL a reader opens no transaction at all, which spares two round trips
and keeps prepared statements, since the driver forgets them at each rollback."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum, auto
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar, cast

import orjson
from sqlalchemy import (
    Connection,
    Dialect,
    Engine,
    Executable,
    FromClause,
    Insert,
    Table,
    create_engine,
    event,
    insert,
    make_url,
)
from sqlalchemy.exc import DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, scoped_session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from app.data.database.write_queue import QueueingConnection, WriteQueue


class Writes(Enum):
    """What a transaction was announced as."""

    #: it only reads
    NOTHING = auto()
    #: what it commits survives a power cut
    DURABLY = auto()
    #: what it commits survives a crash of the desk, and a power cut from about a second later on
    LIGHTLY = auto()


#: the database went away, or is too busy to take us: nothing was written, and trying again makes sense
UNREACHABLE: tuple[type[Exception], ...] = (OperationalError, InterfaceError, PoolTimeout)

_writing: ContextVar[Writes] = ContextVar("writing", default=Writes.NOTHING)
_at_one_moment: ContextVar[bool] = ContextVar("at_one_moment", default=False)

T = TypeVar("T")
#: so many rows are sent one by one
FEW_ROWS = 3
#: a pooled connection is asked whether it still lives after it has rested for so many seconds
PING_AFTER_SECONDS = 1.0
#: what another process has changed of a remembered fact counts here after at most so many seconds
REMEMBERED_SECONDS = 5.0
#: so many things made of unchanging rows are kept
MOST_KEPT = 60

#: a writer that isn't let in for so many seconds is told that the database is too busy
PATIENCE_SECONDS = 10.0
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={PATIENCE_SECONDS * 1000:.0f}",
)


class Database:
    """Engine and thread-bound session of the running application."""

    def __init__(self) -> None:
        self._engine: Engine | None = None
        self._remembered: dict[str, tuple[float, Any]] = {}
        self._kept: dict[str, Any] = {}
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

    def recall(self, name: str, read: Callable[[], T]) -> T:
        """A small fact that every step asks and that changes seldom, as `read` found it at most a moment ago."""
        known = self._remembered.get(name)
        if known is None or time.monotonic() - known[0] > REMEMBERED_SECONDS:
            known = self._remembered[name] = time.monotonic(), read()
        found: T = known[1]
        return found

    def forget(self, name: str) -> None:
        """Read this fact anew next time: it was changed here."""
        self._remembered.pop(name, None)

    def keep(self, name: str, make: Callable[[], T]) -> T:
        """What was made of rows that never change: made once, and kept as long as this database is connected. The
        eldest goes where there are too many."""
        if name not in self._kept:
            self._kept[name] = make()
            if len(self._kept) > MOST_KEPT:
                self._kept.pop(next(iter(self._kept)), None)
        found: T = self._kept[name]
        return found

    def connect(self, url: str) -> None:
        """Use the database at `url` from now on; an earlier one is let go."""
        self.disconnect()
        self._engine = _engine_for(url)
        self.session.configure(bind=self._engine)

    def disconnect(self) -> None:
        """Close the session of this thread and every pooled connection."""
        self.session.remove()
        self._remembered.clear()
        self._kept.clear()
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None


db = Database()


class UnannouncedWrite(RuntimeError):
    """This unit of work was not announced as one that writes."""


@contextmanager
def writing(how: Writes = Writes.DURABLY) -> Iterator[None]:
    """Announce that the unit of work will write. What was read before is over: it held no lock."""
    if _writing.get() is Writes.NOTHING and db.session().in_transaction():
        db.session.commit()  # a rollback would empty the objects that were read
    with _announced(how):
        yield


@contextmanager
def _announced(how: Writes) -> Iterator[None]:
    token = _writing.set(how)
    try:
        yield
    finally:
        _writing.reset(token)


@contextmanager
def at_one_moment() -> Iterator[None]:
    """All that is read inside stood in the database at one moment, whatever others commit meanwhile. Reads only; what
    was read before is over. Inside a unit of work that writes, that one decides."""
    if _at_one_moment.get() or _writing.get() is not Writes.NOTHING:
        yield
        return
    db.session.commit()
    token = _at_one_moment.set(True)
    try:
        yield
        db.session.commit()  # as in `writing`: nothing was changed
    finally:
        _at_one_moment.reset(token)


@contextmanager
def writing_aside(how: Writes = Writes.DURABLY) -> Iterator[Connection]:
    """A short writing transaction of its own, beside the session: what was read there stays as it was."""
    with _announced(how), db.engine.begin() as connection:
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


def is_passing(error: BaseException) -> bool:
    """Whether the database couldn't be asked just now (away, too busy, a deadlock resolved): nothing is wrong with what
    was asked."""
    return isinstance(error, UNREACHABLE)


@contextmanager
def reading() -> Iterator[Session]:
    """One look outside a request: takes no write lock, changes nothing."""
    try:
        yield db.session()
    finally:
        db.session.remove()


def add_row(table: FromClause, **columns: Any) -> None:
    """Insert a row that this transaction doesn't change again. No object is made of it: that costs a tenth of one."""
    run_for_each(_insert_into(table), [columns])


def add_rows(table: FromClause, rows: Sequence[dict[str, Any]]) -> None:
    """Insert such rows, all with the same columns."""
    run_for_each(_insert_into(table), rows)


def run_for_each(statement: Executable, rows: Sequence[dict[str, Any]]) -> None:
    """Run a statement with the values of each row, if there is any. A few rows are no batch: PostgreSQL's driver takes
    three round trips for one, however many rows it has."""
    connection = db.session.connection() if rows else None
    if connection is None:
        return
    for values in rows if len(rows) <= FEW_ROWS else [rows]:
        connection.execute(statement, values)


@cache
def _insert_into(table: FromClause) -> Insert:
    """Built once: the hot path pays for each construction anew."""
    return insert(cast("Table", table))


def to_json(value: object) -> str:
    """Compact JSON with sorted keys, so that equal values are equal text (the history chain hashes it)."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def _engine_for(url: str) -> Engine:
    of_this_kind = _sqlite_engine if url.startswith("sqlite") else _postgres_engine
    engine = of_this_kind(
        url,
        json_serializer=to_json,
        json_deserializer=orjson.loads,
        pool_size=40,
        max_overflow=20,
        pool_use_lifo=True,
    )
    event.listen(engine, "before_cursor_execute", _refuse_unannounced)
    return engine


def _sqlite_engine(url: str, **options: Any) -> Engine:
    engine = create_engine(url, connect_args={"factory": QueueingConnection}, **options)
    queue = WriteQueue(Path(make_url(url).database or ""))
    event.listen(engine, "connect", partial(_set_up_sqlite, queue))
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "engine_disposed", lambda _engine: queue.close())
    return engine


def _postgres_engine(url: str, **options: Any) -> Engine:
    engine = create_engine(url, **options)
    event.listen(engine, "begin", _begin_postgres)
    event.listen(engine, "checkin", _rests)
    event.listen(engine, "checkout", partial(_ping_after_rest, engine.dialect))
    return engine


def _set_up_sqlite(queue: WriteQueue, connection: QueueingConnection, _record: object) -> None:
    connection.queue = queue
    connection.isolation_level = None  # SQLAlchemy's begin event opens transactions, not the driver
    for pragma in SQLITE_PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    how = connection.info[_ANNOUNCED] = _writing.get()
    driver = cast("QueueingConnection", connection.connection.driver_connection)
    if how is Writes.NOTHING:
        driver.execute("BEGIN")
        return
    # a writer says each time: the connection may come from one who wrote otherwise
    driver.execute(f"PRAGMA synchronous={'FULL' if how is Writes.DURABLY else 'NORMAL'}")
    try:
        driver.begin_writing(seconds=PATIENCE_SECONDS)
    except (TimeoutError, sqlite3.OperationalError) as error:
        raise OperationalError("BEGIN IMMEDIATE", None, error) from error  # as SQLAlchemy tells of other statements


def _begin_postgres(connection: Connection) -> None:
    how = connection.info[_ANNOUNCED] = _writing.get()
    driver: Any = connection.connection.driver_connection
    at_one_moment = _at_one_moment.get()
    alone = how is Writes.NOTHING and not at_one_moment
    if driver.autocommit != alone:
        driver.autocommit = alone
    if at_one_moment:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
    if how is Writes.LIGHTLY:
        connection.exec_driver_sql("SET LOCAL synchronous_commit TO OFF")


def _refuse_unannounced(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
    if statement.startswith(_WRITES) and connection.info[_ANNOUNCED] is Writes.NOTHING:
        raise UnannouncedWrite(statement)


def _rests(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info[_RESTS] = time.monotonic()


def _ping_after_rest(dialect: Dialect, connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
    """What rested may have been cut off meanwhile; asking each time would cost every request two round trips."""
    if time.monotonic() - record.info.get(_RESTS, 0.0) > PING_AFTER_SECONDS:
        try:
            dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error  # the pool opens another


_ANNOUNCED, _RESTS = "announced", "rests"
_WRITES = ("INSERT", "UPDATE", "DELETE")
