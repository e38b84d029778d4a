"""How an engine is made, and what it does when a connection is opened, begins, rests or writes.

On SQLite a writer stands in a queue (`write_queue`) and takes the lock at once (`BEGIN IMMEDIATE`), since a reader
that turns writer would fail instead of waiting. On PostgreSQL a reader opens no transaction at all, which spares two
round trips and keeps prepared statements, since the driver forgets them at each rollback."""

import sqlite3
import time
from functools import partial
from pathlib import Path
from typing import Any, cast

import orjson
from sqlalchemy import URL, Connection, Dialect, Engine, event, make_url
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from app.data.database.announcements import UnannouncedWrite, Writes, announced, is_at_one_moment
from app.data.database.canonical_json import to_json
from app.data.database.write_queue import QueueingConnection, WriteQueue

#: a pooled connection is asked whether it still lives after it has rested for so many seconds
PING_AFTER_SECONDS = 1.0
#: a writer that isn't let in for so many seconds is told that the database is too busy
PATIENCE_SECONDS = 10.0
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={PATIENCE_SECONDS * 1000:.0f}",
)
_ANNOUNCED, _RESTS = "announced", "rests"
_WRITES = ("INSERT", "UPDATE", "DELETE")


def engine_options(url: str) -> dict[str, Any]:
    """With which options `create_engine` makes an engine for the database at `url`."""
    options: dict[str, Any] = {
        "json_serializer": to_json,
        "json_deserializer": orjson.loads,
        "pool_size": 40,
        "max_overflow": 20,
        "pool_use_lifo": True,
    }
    if url.startswith("sqlite"):
        options["connect_args"] = {"factory": QueueingConnection}
    return options


def absolute(url: str) -> URL:
    """The address with the embedded database's file named in full: a relative one stands in the working directory,
    for Alembic as for the desk, and Flask-SQLAlchemy would look for it elsewhere."""
    parsed = make_url(url)
    if not url.startswith("sqlite") or not parsed.database:
        return parsed
    return parsed.set(database=str(Path(parsed.database).absolute()))


def listen(engine: Engine) -> None:
    """Let a new engine act as this module says. It must have been made with `engine_options`."""
    if engine.dialect.name == "sqlite":
        _listen_on_sqlite(engine)
    else:
        _listen_on_postgres(engine)
    event.listen(engine, "before_cursor_execute", _refuse_unannounced)


def _listen_on_sqlite(engine: Engine) -> None:
    queue = WriteQueue(Path(engine.url.database or ""))
    event.listen(engine, "connect", partial(_set_up_sqlite, queue))
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "engine_disposed", lambda _engine: queue.close())


def _listen_on_postgres(engine: Engine) -> None:
    event.listen(engine, "begin", _begin_postgres)
    event.listen(engine, "checkin", _rests)
    event.listen(engine, "checkout", partial(_ping_after_rest, engine.dialect))


def _set_up_sqlite(queue: WriteQueue, connection: QueueingConnection, _record: object) -> None:
    connection.queue = queue
    connection.isolation_level = None  # SQLAlchemy's begin event opens transactions, not the driver
    for pragma in SQLITE_PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    how = connection.info[_ANNOUNCED] = announced()
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
    how = connection.info[_ANNOUNCED] = announced()
    driver: Any = connection.connection.driver_connection
    at_one_moment = is_at_one_moment()
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
