"""Uploaded bundles that wait to be published, and how many cases run on which version of a service."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from app.data.database.session import db
from app.data.errors import NotFound
from app.data.models import BundleDraft, Case, Person, Service, ServiceVersion

MOST_DRAFTS = 50


@dataclass(frozen=True, slots=True)
class VersionUse:
    """How many cases a version has, and how many of them still run."""

    cases: int = 0
    running: int = 0


def add_draft(**columns: Any) -> BundleDraft:
    """A new upload, flushed."""
    draft = BundleDraft(**columns)
    db.session.add(draft)
    db.session.flush()
    db.session.refresh(draft)
    return draft


def get_draft(draft_id: UUID) -> BundleDraft:
    """The upload. Raises NotFound."""
    draft = db.session.get(BundleDraft, draft_id)
    if draft is None:
        raise NotFound
    return draft


def get_for_update(draft_id: UUID) -> BundleDraft:
    """The upload, held until the end of the transaction. Raises NotFound."""
    query = select(BundleDraft).where(BundleDraft.id == draft_id).with_for_update(of=BundleDraft)
    draft = db.session.scalar(query.execution_options(populate_existing=True))
    if draft is None:
        raise NotFound
    return draft


def find_same(service_id: str, *, sha256: str, uploaded_by_id: UUID) -> BundleDraft | None:
    """What this person uploaded for this service with the same files and didn't publish yet."""
    query = select(BundleDraft).where(
        BundleDraft.service_id == service_id,
        BundleDraft.sha256 == sha256,
        BundleDraft.uploaded_by_id == uploaded_by_id,
        BundleDraft.version_id.is_(None),
    )
    return db.session.scalar(query.order_by(BundleDraft.uploaded_at.desc()).limit(1))


def list_drafts(*, agency_ids: Collection[UUID], person_id: UUID) -> Sequence[BundleDraft]:
    """Open uploads for these agencies, and this person's own; latest first."""
    mine = or_(BundleDraft.agency_id.in_(agency_ids), BundleDraft.uploaded_by_id == person_id)
    query = select(BundleDraft).where(BundleDraft.version_id.is_(None), mine)
    return db.session.scalars(query.order_by(BundleDraft.uploaded_at.desc()).limit(MOST_DRAFTS)).unique().all()


def remove_draft(draft: BundleDraft) -> None:
    """Forget an upload; its files stay in the store, where other uploads may share them."""
    db.session.delete(draft)


def list_services_of(agency_ids: Collection[UUID]) -> Sequence[tuple[Service, ServiceVersion | None]]:
    """The services of these agencies with their current versions, by agency and title."""
    query = select(Service, ServiceVersion).outerjoin(ServiceVersion, ServiceVersion.id == Service.current_version_id)
    query = query.where(Service.agency_id.in_(agency_ids)).order_by(Service.agency_id, Service.title_fa, Service.id)
    return [(service, version) for service, version in db.session.execute(query).unique()]


def lock_service(service_id: str) -> Service | None:
    """The service, if it is known, held until the end of the transaction: two versions never get one number."""
    query = select(Service).where(Service.id == service_id).with_for_update(of=Service)
    return db.session.scalar(query.execution_options(populate_existing=True))


def uses_of_versions(service_ids: Collection[str]) -> dict[UUID, VersionUse]:
    """Cases by version of these services; versions without a case are absent."""
    running = func.count().filter(Case.closed_at.is_(None))
    query = select(Case.version_id, func.count(), running).where(Case.service_id.in_(service_ids))
    rows = db.session.execute(query.group_by(Case.version_id))
    return {version_id: VersionUse(cases, open_) for version_id, cases, open_ in rows}


def names_of_persons(person_ids: Collection[UUID]) -> dict[UUID, str]:
    """Names by id."""
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(person_ids)))
    return {row.id: row.name for row in rows}
