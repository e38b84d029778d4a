"""Move a desk from SQLite to PostgreSQL, in one transaction of the latter: tables, rows, references, and the proof that
nothing is missing. Whatever fails, the new database is left empty, and the old one is never changed.

Proof: the number of rows of each table, a sum over the contents of all rows, the references, and the chains of all
histories. While it runs nobody writes in the old database."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import orjson
from alembic import command
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    NullPool,
    Table,
    create_engine,
    event,
    func,
    insert,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError

from app.data.cases import audit_log
from app.data.database.canonical_json import to_json
from app.data.models import Base, CaseEvent
from deploy.commands import schema

BATCH: Final = 500
_STREAMED: Final = {"yield_per": BATCH}
#: sums of digests are kept this short
_MODULUS: Final = 2**256
_FOREIGN_KEYS: Final = """
SELECT c.conrelid::regclass::text AS "table", quote_ident(c.conname) AS name, pg_get_constraintdef(c.oid) AS definition
FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
WHERE c.contype = 'f' AND n.nspname = current_schema()
"""
_ANYTHING: Final = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
ORDER BY c.relname LIMIT 5
"""
#: told of each table with its rows
Tell = Callable[[str, int], None]


class MoveFailed(Exception):
    """The desk could not be moved; the new database is as it was."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a table holds: how many rows, and a sum over their contents that doesn't depend on their order."""

    rows: int
    digest: int


def move(source: str, target: str, *, tell: Tell) -> int:
    """Bring all that the SQLite at `source` holds into the empty PostgreSQL at `target`; how many rows. `tell` hears of
    each table. Raises MoveFailed, and what the databases raise."""
    old, new = _sqlite(source), _postgres(target)
    with _reading(old) as before, _opened(new) as after:
        _require_release(before)
        _require_empty(after)
        config = schema.configuration(new.url.render_as_string(hide_password=True))
        config.attributes["connection"] = after
        command.upgrade(config, "head")
        moved = _copy(before, after, tell)
        _check(before, after, moved)
    return sum(contents.rows for contents in moved.values())


def shown(url: str) -> str:
    """An address without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "that address"


def _sqlite(address: str) -> Engine:
    url = make_url(address)
    if not url.drivername.startswith("sqlite"):
        raise MoveFailed("The desk isn't on SQLite: look at MIZ_DATABASE_URL")
    if not url.database or not Path(url.database).is_file():
        raise MoveFailed(f"{url.database} isn't there")
    engine = create_engine(url, poolclass=NullPool, json_deserializer=orjson.loads)
    event.listen(engine, "connect", _hand_over_transactions)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _hand_over_transactions(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout=10000")


def _postgres(address: str) -> Engine:
    try:
        url = make_url(address)
    except ArgumentError:
        raise MoveFailed("--to is no address such as postgresql://miz@localhost/miz") from None
    if not url.drivername.startswith(("postgresql", "postgres")):
        raise MoveFailed("--to must begin with postgresql://")
    driver: URL = url.set(drivername="postgresql+psycopg")
    return create_engine(driver, poolclass=NullPool, json_serializer=to_json, json_deserializer=orjson.loads)


@contextmanager
def _reading(engine: Engine) -> Iterator[Connection]:
    """A look at one moment that keeps writers out, and writes nothing itself."""
    with engine.connect() as connection:
        try:
            yield connection
        finally:
            connection.rollback()


@contextmanager
def _opened(engine: Engine) -> Iterator[Connection]:
    """One transaction for everything."""
    with engine.begin() as connection:
        yield connection


def _require_release(source: Connection) -> None:
    current = MigrationContext.configure(source).get_current_revision()
    newest = ScriptDirectory.from_config(schema.configuration("")).get_current_head()
    if current != newest:
        raise MoveFailed(f"The tables are of release {current or 'none'}, not {newest}: run `miz upgrade` first")


def _require_empty(target: Connection) -> None:
    found = target.execute(text(_ANYTHING)).scalars().all()
    if found:
        raise MoveFailed(f"The new database isn't empty ({', '.join(found)}): give the address of one without tables")


def _copy(source: Connection, target: Connection, tell: Tell) -> dict[str, Contents]:
    """All rows of all tables, what they held by table. References are taken away meanwhile and made again at the end,
    which checks them: rows may name rows that come later."""
    references = target.execute(text(_FOREIGN_KEYS)).mappings().all()
    for one in references:
        target.exec_driver_sql(f"ALTER TABLE {one['table']} DROP CONSTRAINT {one['name']}")
    moved: dict[str, Contents] = {}
    for table in Base.metadata.sorted_tables:
        moved[table.name] = _copy_table(source, target, table)
        tell(table.name, moved[table.name].rows)
    for one in references:
        target.exec_driver_sql(f"ALTER TABLE {one['table']} ADD CONSTRAINT {one['name']} {one['definition']}")
    return moved


def _copy_table(source: Connection, target: Connection, table: Table) -> Contents:
    rows = digest = 0
    result = source.execute(select(table), execution_options=_STREAMED)
    for some in result.mappings().partitions(BATCH):
        target.execute(insert(table), [dict(row) for row in some])
        rows += len(some)
        digest = (digest + sum(_digest(row) for row in some)) % _MODULUS
    return Contents(rows, digest)


def _contents(connection: Connection, table: Table) -> Contents:
    rows = digest = 0
    result = connection.execute(select(table), execution_options=_STREAMED)
    for some in result.mappings().partitions(BATCH):
        rows += len(some)
        digest = (digest + sum(_digest(row) for row in some)) % _MODULUS
    return Contents(rows, digest)


def _digest(row: Any) -> int:
    parts = repr([(name, _canonical(value)) for name, value in sorted(row.items())])
    return int.from_bytes(hashlib.sha256(parts.encode()).digest())


def _canonical(value: Any) -> Any:
    """A value in the one form that it has on both databases."""
    match value:
        case dict():
            return [(key, _canonical(one)) for key, one in sorted(value.items())]
        case list() | tuple():
            return [_canonical(one) for one in value]
        case float() if value.is_integer():
            return int(value)  # JSON of PostgreSQL has one kind of number
        case datetime() if value.tzinfo is not None:
            return value.timestamp()
        case memoryview():
            return bytes(value)
        case _:
            return value


def _check(source: Connection, target: Connection, moved: dict[str, Contents]) -> None:
    """Raises MoveFailed unless the new database holds what the old one does."""
    for table in Base.metadata.sorted_tables:
        counted = source.scalar(select(func.count()).select_from(table))
        there = _contents(target, table)
        if (counted, moved[table.name]) != (there.rows, there):
            raise MoveFailed(f"{table.name}: {counted} rows, and {there.rows} in the new database, which differ")
    broken = _broken_chains(target) - _broken_chains(source)
    if broken:
        raise MoveFailed(f"{len(broken)} histories would be broken, such as that of case {min(broken)}")


def _broken_chains(connection: Connection) -> set[str]:
    """The cases whose history isn't intact."""
    table = CaseEvent.__table__
    query = select(table).order_by(table.c.case_id, table.c.number)
    rows = connection.execute(query, execution_options=_STREAMED)
    return {
        str(case_id)
        for case_id, lines in groupby(rows, key=lambda row: row.case_id)
        if not audit_log.lines_are_chained(lines)
    }
