"""How many statements something sends to the database: a measure of its cost that no busy machine changes."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from app.data.database.session import db

#: what opens a transaction and says how it writes
_AROUND = ("BEGIN", "PRAGMA", "SET LOCAL")


@contextmanager
def sent() -> Iterator[list[str]]:
    """The statements sent meanwhile, without those that only open or close a transaction."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(_AROUND):
            found.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
