"""Tables of units, front desks, people and roles that administrators sent in, and how each stands."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from app.data.models.base import Base, Id, Line, enum_column
from app.vocabulary import ImportState, RecordKind

_AT_WORK = text("state IN ('checking', 'writing')")


class TableImport(Base):
    """A file on its way: checked, confirmed, written. What it held is kept only until it is written or refused."""

    __tablename__ = "table_imports"
    __table_args__ = (
        CheckConstraint("state NOT IN ('checking', 'checked', 'writing') OR content IS NOT NULL", name="has_content"),
        Index("ix_table_imports_at_work", "made_at", sqlite_where=_AT_WORK, postgresql_where=_AT_WORK),
        Index("ix_table_imports_made_by", "made_by_id", "made_at"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    kind: Mapped[RecordKind] = mapped_column(enum_column(RecordKind, "kind"))
    file_name: Mapped[Line]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    made_at: Mapped[datetime]
    state: Mapped[ImportState] = mapped_column(enum_column(ImportState, "state"), default=ImportState.CHECKING)
    #: rows of the file, and how many of them are done
    rows: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    #: rows that add a record, and those that change one
    new: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    #: the first findings; all of them are in the report
    findings: Mapped[list[Any]] = mapped_column(default_factory=list)
    findings_total: Mapped[int] = mapped_column(default=0)
    report: Mapped[bytes | None] = mapped_column(LargeBinary, default=None, deferred=True)
    #: somebody works on it until then, and how often somebody began to
    leased_until: Mapped[datetime | None] = mapped_column(default=None)
    tries: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None] = mapped_column(default=None)
