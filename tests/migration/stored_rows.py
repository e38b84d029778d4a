"""Databases that an older release wrote: the rows of all their tables, stored as JSON, put back as they were.

Values that JSON doesn't have are marked: `{"uuid": …}`, `{"moment": …}`, `{"bytes": …}`, `{"json": …}`. Names that
begin with # say what is what."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, MetaData, create_engine

STORED = Path(__file__).parent / "stored"


def read(name: str) -> dict[str, Any]:
    """The rows by table, and the names."""
    stored: dict[str, Any] = json.loads((STORED / f"{name}.json").read_text(encoding="utf-8"))
    return stored


def put_back(url: str, stored: dict[str, Any]) -> None:
    """Write the rows into the tables at `url`, which are those of the release that stored them."""
    engine = create_engine(url)
    tables = MetaData()
    tables.reflect(engine)
    with engine.begin() as connection:
        _leave_references(connection)
        for name, rows in stored.items():
            if not name.startswith("#"):
                made = [{column: _value(value, connection) for column, value in row.items()} for row in rows]
                connection.execute(tables.tables[name].insert(), made)
    engine.dispose()


def _leave_references(connection: Connection) -> None:
    """Rows come in any order; SQLite looks at references only when told to."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")


def _value(value: Any, connection: Connection) -> Any:
    if not isinstance(value, dict):
        return value
    ((kind, plain),) = value.items()
    is_sqlite = connection.dialect.name == "sqlite"
    match kind:
        case "uuid":
            return UUID(plain).hex if is_sqlite else UUID(plain)
        case "moment":
            moment = datetime.fromisoformat(plain)
            return moment.replace(tzinfo=None) if is_sqlite else moment
        case "bytes":
            return plain.encode()
        case _:
            return plain
