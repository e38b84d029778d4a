"""Running cases on their way to a newer version of their service: the plan, and how each of them stands."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.data.models.base import Base, Id, Short, enum_column
from app.data.models.cases import Case
from app.data.models.services import ServiceVersion
from app.vocabulary import MigrationState, MigrationVerdict

_AT_WORK = text("state IN ('checking', 'moving')")


class CaseMigration(Base):
    """What an analyst asked for: from which version to which, by which mapping of elements, and why."""

    __tablename__ = "transfers"
    __table_args__ = (
        CheckConstraint("state IN ('checking', 'checked') OR reason <> ''", name="moved_for_a_reason"),
        Index("ix_transfers_at_work", "state", sqlite_where=_AT_WORK, postgresql_where=_AT_WORK),
        Index("ix_transfers_service", "service_id", "made_at"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    service_id: Mapped[Short] = mapped_column(ForeignKey("services.id"))
    from_version_id: Mapped[UUID] = mapped_column(ForeignKey("service_versions.id"))
    to_version_id: Mapped[UUID] = mapped_column(ForeignKey("service_versions.id"))
    #: elements whose id has changed: old id → new id
    mapping: Mapped[dict[str, Any]]
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    made_at: Mapped[datetime]
    state: Mapped[MigrationState] = mapped_column(enum_column(MigrationState, "state"), default=MigrationState.CHECKING)
    reason: Mapped[str] = mapped_column(String(1000), default="")
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    from_version: Mapped[ServiceVersion] = relationship(init=False, viewonly=True, foreign_keys=[from_version_id])
    to_version: Mapped[ServiceVersion] = relationship(init=False, viewonly=True, foreign_keys=[to_version_id])


class MigrationCase(Base):
    """One case of a migration and what the dry run, or the move, said of it."""

    __tablename__ = "transfer_cases"
    __table_args__ = (Index("ix_transfer_cases_verdict", "transfer_id", "verdict", "case_id"),)

    migration_id: Mapped[UUID] = mapped_column("transfer_id", ForeignKey("transfers.id"), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    verdict: Mapped[MigrationVerdict] = mapped_column(
        enum_column(MigrationVerdict, "verdict"), default=MigrationVerdict.UNCHECKED
    )
    #: why it can't move: [{"element", "fa", "en"}]
    reasons: Mapped[list[Any]] = mapped_column(default_factory=list)
    case: Mapped[Case] = relationship(init=False, viewonly=True)
