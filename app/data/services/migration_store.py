"""Migrations of running cases to a newer version, and the verdict of each: made, taken up case by case, read."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, literal, select
from sqlalchemy.orm import joinedload

from app.data.database.session import db
from app.data.errors import NotFound
from app.data.models import Case, CaseMigration, MigrationCase
from app.data.outbox import dispatch
from app.data.outbox.dispatch import DueWork, WorkKind
from app.vocabulary import MigrationState, MigrationVerdict

AT_WORK = (MigrationState.CHECKING, MigrationState.MOVING)


def add_migration(*, now: datetime, **columns: Any) -> CaseMigration:
    """A new migration of every case that runs on its `from_version_id`."""
    migration = CaseMigration(made_at=now, **columns)
    db.session.add(migration)
    db.session.flush()
    running = select(
        literal(migration.id, MigrationCase.migration_id.type),
        Case.id,
        literal(MigrationVerdict.UNCHECKED, MigrationCase.verdict.type),
        literal([], MigrationCase.reasons.type),
    ).where(Case.version_id == migration.from_version_id, Case.closed_at.is_(None))
    db.session.execute(insert(MigrationCase).from_select(["transfer_id", "case_id", "verdict", "reasons"], running))
    announce(migration, at=now)
    return migration


def announce(migration: CaseMigration, *, at: datetime) -> None:
    """There is work to do on it."""
    dispatch.announce(DueWork(WorkKind.MIGRATION, str(migration.id), at, lock=str(migration.id)))


def get_migration(migration_id: UUID) -> CaseMigration:
    """The migration with both versions. Raises NotFound."""
    query = select(CaseMigration).where(CaseMigration.id == migration_id)
    both = (joinedload(CaseMigration.from_version), joinedload(CaseMigration.to_version))
    migration = db.session.scalar(query.options(*both).execution_options(populate_existing=True))
    if migration is None:
        raise NotFound
    return migration


def get_for_update(migration_id: UUID) -> CaseMigration:
    """The migration, locked. Raises NotFound."""
    query = select(CaseMigration).where(CaseMigration.id == migration_id).with_for_update()
    migration = db.session.scalar(query.execution_options(populate_existing=True))
    if migration is None:
        raise NotFound
    return migration


def list_at_work() -> list[UUID]:
    """Ids of the migrations that have something left to do."""
    return list(db.session.scalars(select(CaseMigration.id).where(CaseMigration.state.in_(AT_WORK)).limit(20)))


def list_left(migration: CaseMigration, *, limit: int) -> list[UUID]:
    """The next cases whose turn it is: to be checked, or to be moved."""
    verdict = MigrationVerdict.UNCHECKED if migration.state is MigrationState.CHECKING else MigrationVerdict.CAN
    query = select(MigrationCase.case_id).where(
        MigrationCase.migration_id == migration.id, MigrationCase.verdict == verdict
    )
    return list(db.session.scalars(query.order_by(MigrationCase.case_id).limit(limit)))


def get_case_for_update(migration_id: UUID, case_id: UUID) -> MigrationCase:
    """How one case stands in a migration, locked. Raises NotFound."""
    query = select(MigrationCase).where(MigrationCase.migration_id == migration_id, MigrationCase.case_id == case_id)
    row = db.session.scalar(query.with_for_update().execution_options(populate_existing=True))
    if row is None:
        raise NotFound
    return row


def count_verdicts(migration_id: UUID) -> Mapping[MigrationVerdict, int]:
    """How many cases stand how."""
    query = select(MigrationCase.verdict, func.count().label("number")).where(
        MigrationCase.migration_id == migration_id
    )
    found = {row.verdict: row.number for row in db.session.execute(query.group_by(MigrationCase.verdict))}
    return {verdict: found.get(verdict, 0) for verdict in MigrationVerdict}


def list_cases(
    migration_id: UUID, verdict: MigrationVerdict, *, after: UUID | None, size: int
) -> Sequence[MigrationCase]:
    """The cases of one verdict; at most `size` + 1."""
    query = select(MigrationCase).where(MigrationCase.migration_id == migration_id, MigrationCase.verdict == verdict)
    if after is not None:
        query = query.where(MigrationCase.case_id > after)
    query = query.options(joinedload(MigrationCase.case)).order_by(MigrationCase.case_id).limit(size + 1)
    return db.session.scalars(query).all()


def list_of_service(service_id: str) -> Sequence[CaseMigration]:
    """The latest migrations of a service."""
    query = select(CaseMigration).where(CaseMigration.service_id == service_id)
    both = (joinedload(CaseMigration.from_version), joinedload(CaseMigration.to_version))
    return db.session.scalars(query.options(*both).order_by(CaseMigration.made_at.desc()).limit(20)).all()


def count_active(version_id: UUID) -> dict[str, int]:
    """At which elements the running cases of a version are, each with how many."""
    counts: dict[str, int] = {}
    query = select(Case.active_elements).where(Case.version_id == version_id, Case.closed_at.is_(None))
    for elements in db.session.scalars(query):
        for element in elements:
            counts[element] = counts.get(element, 0) + 1
    return counts
