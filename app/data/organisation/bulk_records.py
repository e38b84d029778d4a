"""Records of the organisation by the thousand: read as plain columns, written in batches, each change noted."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, func, select, text, update

from app.data.database import bulk
from app.data.database.session import db
from app.data.models import Membership, OrganisationChange, Person
from app.data.organisation import record_store
from app.data.organisation.errors import RecordMoved
from app.vocabulary import RecordKind

#: rows of one statement
_BATCH: Final = 500
Columns = dict[str, Any]


def read_all(kind: RecordKind) -> list[Columns]:
    """All records of a kind."""
    table = record_store.TABLES[kind].__table__
    return [dict(row) for row in db.session.execute(select(table)).mappings()]


def read_people(national_ids: Collection[str]) -> dict[str, Columns]:
    """The persons of these national ids who are known, by id."""
    found: dict[str, Columns] = {}
    for some in _batches(national_ids):
        query = select(Person.__table__).where(Person.national_id.in_(some))
        found.update({row["national_id"]: dict(row) for row in db.session.execute(query).mappings()})
    return found


def read_people_of(person_ids: Collection[UUID]) -> list[Columns]:
    """These persons, by national id."""
    found: list[Columns] = []
    for some in _batches(person_ids):
        query = select(Person.__table__).where(Person.id.in_(some))
        found += (dict(row) for row in db.session.execute(query).mappings())
    return sorted(found, key=lambda person: str(person["national_id"]))


def read_memberships(person_ids: Collection[UUID]) -> list[Columns]:
    """All memberships of these persons, ended ones too."""
    found: list[Columns] = []
    for some in _batches(person_ids):
        query = select(Membership.__table__).where(Membership.person_id.in_(some))
        found += (dict(row) for row in db.session.execute(query).mappings())
    return found


def whole(kind: RecordKind, values: Mapping[str, Any]) -> Columns:
    """All columns of a new record: `values`, and what the table has where nothing is said."""
    return record_store.columns_of(record_store.TABLES[kind](**values)) | dict(values)


def number_of_changes() -> int:
    """How many lines the history of the organisation has: rows are added only, so that it is the same as long as
    nothing was changed."""
    return db.session.scalar(select(func.count()).select_from(OrganisationChange)) or 0


def lock_records(kind: RecordKind, ids: Collection[UUID]) -> None:
    """Nobody else changes these records until the end of this transaction. Before `lock_changes`: a page locks its
    record before it notes the change, too."""
    table = record_store.TABLES[kind]
    for some in _batches(sorted(ids)):
        query = select(table.id).where(table.id.in_(some)).order_by(table.id)
        db.session.execute(query.with_for_update(key_share=True, of=table))


def lock_changes() -> None:
    """Nobody else changes the organisation until the end of this transaction; whoever does, waits."""
    if not db.is_sqlite:  # which has one writer at a time anyway
        db.session.execute(text("LOCK TABLE organisation_changes IN SHARE ROW EXCLUSIVE MODE"))


def add_many(kind: RecordKind, rows: Sequence[Columns]) -> None:
    """New records with all their columns, in this order."""
    for some in _batches(rows):
        bulk.add_rows(record_store.TABLES[kind].__table__, some)


def change_many(kind: RecordKind, changed: Sequence[tuple[UUID, int, Columns]]) -> None:
    """(id, revision that was read, columns that differ) of records of a kind. Raises RecordMoved."""
    table = record_store.TABLES[kind].__table__
    alike: dict[tuple[str, ...], list[Columns]] = defaultdict(list)
    for record_id, revision, columns in changed:
        alike[tuple(sorted(columns))].append({**columns, "_id": record_id, "_revision": revision})
    for names, rows in alike.items():
        statement = update(table).where(table.c.id == bindparam("_id"), table.c.revision == bindparam("_revision"))
        values: Columns = {name: bindparam(name) for name in names}
        statement = statement.values(values | {"revision": table.c.revision + 1})
        for some in _batches(rows):
            if db.session.connection().execute(statement, some).rowcount not in (len(some), -1):
                raise RecordMoved


def note_many(lines: Sequence[Columns]) -> None:
    """Lines of the history."""
    for some in _batches(lines):
        bulk.add_rows(OrganisationChange.__table__, some)


def _batches(things: Collection[Any]) -> Iterator[list[Any]]:
    left = iter(things)
    while some := list(islice(left, _BATCH)):
        yield some
