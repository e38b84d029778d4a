"""Tables that were sent in: kept, taken up by one worker at a time, and dropped when their time is over.

A worker has a lease; whoever takes a table up later has a higher number of tries, by which the slower one is told
apart."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import undefer

from app.data.database.session import db
from app.data.database.transactions import writing_aside
from app.data.errors import NotFound
from app.data.models import TableImport
from app.vocabulary import ImportState

AT_WORK: Final = (ImportState.CHECKING, ImportState.WRITING)


def add_import(**columns: Any) -> TableImport:
    """A new one, flushed."""
    row = TableImport(**columns)
    db.session.add(row)
    db.session.flush()
    return row


def get_import(import_id: UUID) -> TableImport:
    """The import as it stands now. Raises NotFound."""
    query = select(TableImport).where(TableImport.id == import_id).execution_options(populate_existing=True)
    row = db.session.scalar(query)
    if row is None:
        raise NotFound
    return row


def get_for_update(import_id: UUID) -> TableImport:
    """The import, locked. Raises NotFound."""
    query = select(TableImport).where(TableImport.id == import_id).with_for_update(of=TableImport)
    row = db.session.scalar(query.execution_options(populate_existing=True))
    if row is None:
        raise NotFound
    return row


def report_of(import_id: UUID) -> bytes | None:
    """The packed file with all findings."""
    return db.session.scalar(select(TableImport.report).where(TableImport.id == import_id))


def list_of(person_id: UUID, *, limit: int) -> Sequence[TableImport]:
    """The latest of a person."""
    query = select(TableImport).where(TableImport.made_by_id == person_id)
    return db.session.scalars(query.order_by(TableImport.made_at.desc(), TableImport.id).limit(limit)).all()


def has_work(*, now: datetime) -> bool:
    """Whether one waits that nobody works on."""
    return db.session.scalar(select(TableImport.id).where(*_free(now)).limit(1)) is not None


def claim(*, now: datetime, lease: datetime) -> TableImport | None:
    """The one that waits longest, with its content, leased to the caller until `lease`."""
    query = select(TableImport).where(*_free(now)).order_by(TableImport.made_at, TableImport.id).limit(1)
    query = query.options(undefer(TableImport.content)).with_for_update(skip_locked=True, of=TableImport)
    row = db.session.scalar(query.execution_options(populate_existing=True))
    if row is not None:
        row.leased_until, row.tries = lease, row.tries + 1
    return row


def note_progress(import_id: UUID, tries: int, *, done: int, rows: int, lease: datetime) -> None:
    """How far it is, told at once, beside the open session; the lease is renewed."""
    statement = update(TableImport).where(TableImport.id == import_id, TableImport.tries == tries)
    with writing_aside() as connection:
        connection.execute(statement.values(done=done, rows=rows, leased_until=lease))


def drop(import_id: UUID) -> None:
    """Forget it."""
    db.session.execute(delete(TableImport).where(TableImport.id == import_id))


def drop_before(moment: datetime) -> None:
    """Forget those made before a moment, unless they are at work."""
    db.session.execute(delete(TableImport).where(TableImport.made_at < moment, TableImport.state.not_in(AT_WORK)))


def _free(now: datetime) -> tuple[Any, Any]:
    idle = or_(TableImport.leased_until.is_(None), TableImport.leased_until < now)
    return TableImport.state.in_(AT_WORK), idle
