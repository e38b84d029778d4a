"""The services on offer and their published versions. A version's bundle is data and never changes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.data.models.base import Base, Id, Line, Short
from app.data.models.people import Person
from app.data.models.places import Agency


class Service(Base):
    """What a citizen can ask for. Titles and search words are copied from the current version."""

    __tablename__ = "services"

    id: Mapped[Short] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id"), index=True)
    title_fa: Mapped[Line]
    title_en: Mapped[Line]
    summary_fa: Mapped[str] = mapped_column(String(1000))
    summary_en: Mapped[str] = mapped_column(String(1000))
    category: Mapped[Short]
    #: folded words (digits, letters, blanks) that the catalogue search looks through
    search_text: Mapped[str]
    #: the Organization's 11-digit id, where it has given one
    official_id: Mapped[str | None] = mapped_column(String(11), default=None)
    current_version_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("service_versions.id", use_alter=True), default=None
    )
    agency: Mapped[Agency] = relationship(init=False, viewonly=True, lazy="joined")
    current_version: Mapped["ServiceVersion | None"] = relationship(
        init=False, foreign_keys=[current_version_id], lazy="select", viewonly=True
    )


class ServiceVersion(Base):
    """One published bundle: relative path → text."""

    __tablename__ = "service_versions"
    __table_args__ = (UniqueConstraint("service_id", "number"),)

    id: Mapped[Id] = mapped_column(init=False)
    service_id: Mapped[Short] = mapped_column(ForeignKey("services.id"), index=True)
    number: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    files: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    published_at: Mapped[datetime]
    published_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"), default=None)
    note: Mapped[str] = mapped_column(String(500), default="")
    service: Mapped[Service] = relationship(init=False, viewonly=True, foreign_keys=[service_id], lazy="joined")


class BundleDraft(Base):
    """A bundle that was uploaded and isn't published yet. Its files lie in the file store, packed by the desk."""

    __tablename__ = "bundle_drafts"
    __table_args__ = (Index("ix_bundle_drafts_open", "service_id", "uploaded_at"),)

    id: Mapped[Id] = mapped_column(init=False)
    #: the service it is for; a new one has no row yet
    service_id: Mapped[Short]
    #: of the packed files
    sha256: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[Line]
    uploaded_by_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    uploaded_at: Mapped[datetime]
    #: None where neither service nor package names one that is known: then only its uploader sees it
    agency_id: Mapped[UUID | None] = mapped_column(ForeignKey("agencies.id"), default=None)
    #: set once it was published; it is then no longer in the way
    version_id: Mapped[UUID | None] = mapped_column(ForeignKey("service_versions.id"), default=None)
    uploaded_by: Mapped[Person] = relationship(init=False, viewonly=True, lazy="joined")
    agency: Mapped[Agency | None] = relationship(init=False, viewonly=True, lazy="joined")
