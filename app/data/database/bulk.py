"""Rows written without an object each."""

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Executable, FromClause, Insert, Table, insert

from app.data.database.session import db

#: so many rows are sent one by one
FEW_ROWS = 3


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
