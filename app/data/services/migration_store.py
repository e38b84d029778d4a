"""Transfers of running cases and the verdict of each: made, taken up case by case, read by pages."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, literal, select
from sqlalchemy.orm import joinedload

from app.data.database.session import db
from app.data.errors import NotFound
from app.data.models import Case, Transfer, TransferCase
from app.data.outbox import dispatch
from app.data.outbox.dispatch import DueWork, WorkKind
from app.vocabulary import MigrationVerdict, TransferState

AT_WORK = (TransferState.CHECKING, TransferState.MOVING)


def add_transfer(*, now: datetime, **columns: Any) -> Transfer:
    """A new transfer of every case that runs on its `from_version_id`."""
    transfer = Transfer(made_at=now, **columns)
    db.session.add(transfer)
    db.session.flush()
    running = select(
        literal(transfer.id, TransferCase.transfer_id.type),
        Case.id,
        literal(MigrationVerdict.UNCHECKED, TransferCase.verdict.type),
        literal([], TransferCase.reasons.type),
    ).where(Case.version_id == transfer.from_version_id, Case.closed_at.is_(None))
    db.session.execute(insert(TransferCase).from_select(["transfer_id", "case_id", "verdict", "reasons"], running))
    announce(transfer, at=now)
    return transfer


def announce(transfer: Transfer, *, at: datetime) -> None:
    """There is work to do on it."""
    dispatch.announce(DueWork(WorkKind.TRANSFER, str(transfer.id), at, lock=str(transfer.id)))


def get_transfer(transfer_id: UUID) -> Transfer:
    """The transfer with both versions. Raises NotFound."""
    query = select(Transfer).where(Transfer.id == transfer_id)
    both = (joinedload(Transfer.from_version), joinedload(Transfer.to_version))
    transfer = db.session.scalar(query.options(*both).execution_options(populate_existing=True))
    if transfer is None:
        raise NotFound
    return transfer


def get_for_update(transfer_id: UUID) -> Transfer:
    """The transfer, locked. Raises NotFound."""
    query = select(Transfer).where(Transfer.id == transfer_id).with_for_update()
    transfer = db.session.scalar(query.execution_options(populate_existing=True))
    if transfer is None:
        raise NotFound
    return transfer


def list_at_work() -> list[UUID]:
    """Ids of the transfers that have something left to do."""
    return list(db.session.scalars(select(Transfer.id).where(Transfer.state.in_(AT_WORK)).limit(20)))


def list_left(transfer: Transfer, *, limit: int) -> list[UUID]:
    """The next cases whose turn it is: to be checked, or to be moved."""
    verdict = MigrationVerdict.UNCHECKED if transfer.state is TransferState.CHECKING else MigrationVerdict.CAN
    query = select(TransferCase.case_id).where(TransferCase.transfer_id == transfer.id, TransferCase.verdict == verdict)
    return list(db.session.scalars(query.order_by(TransferCase.case_id).limit(limit)))


def get_case_for_update(transfer_id: UUID, case_id: UUID) -> TransferCase:
    """How one case stands in a transfer, locked. Raises NotFound."""
    query = select(TransferCase).where(TransferCase.transfer_id == transfer_id, TransferCase.case_id == case_id)
    row = db.session.scalar(query.with_for_update().execution_options(populate_existing=True))
    if row is None:
        raise NotFound
    return row


def count_verdicts(transfer_id: UUID) -> Mapping[MigrationVerdict, int]:
    """How many cases stand how."""
    query = select(TransferCase.verdict, func.count().label("number")).where(TransferCase.transfer_id == transfer_id)
    found = {row.verdict: row.number for row in db.session.execute(query.group_by(TransferCase.verdict))}
    return {verdict: found.get(verdict, 0) for verdict in MigrationVerdict}


def list_cases(
    transfer_id: UUID, verdict: MigrationVerdict, *, after: UUID | None, size: int
) -> Sequence[TransferCase]:
    """The cases of one verdict; at most `size` + 1."""
    query = select(TransferCase).where(TransferCase.transfer_id == transfer_id, TransferCase.verdict == verdict)
    if after is not None:
        query = query.where(TransferCase.case_id > after)
    query = query.options(joinedload(TransferCase.case)).order_by(TransferCase.case_id).limit(size + 1)
    return db.session.scalars(query).all()


def list_of_service(service_id: str) -> Sequence[Transfer]:
    """The latest transfers of a service."""
    query = select(Transfer).where(Transfer.service_id == service_id)
    both = (joinedload(Transfer.from_version), joinedload(Transfer.to_version))
    return db.session.scalars(query.options(*both).order_by(Transfer.made_at.desc()).limit(20)).all()


def count_active(version_id: UUID) -> dict[str, int]:
    """At which elements the running cases of a version are, each with how many."""
    counts: dict[str, int] = {}
    query = select(Case.active_elements).where(Case.version_id == version_id, Case.closed_at.is_(None))
    for elements in db.session.scalars(query):
        for element in elements:
            counts[element] = counts.get(element, 0) + 1
    return counts
