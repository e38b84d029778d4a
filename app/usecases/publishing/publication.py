"""Publishing a service: the gate first, then a new version; running cases stay on theirs.

An upload is published by the version that it was compared with, so that of two analysts at once the second is told."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from app.data.services import bundle_drafts, service_store
from app.policy import access
from app.policy.access import Permission
from app.policy.actors import Actor
from app.usecases.errors import BundleUnreadable
from app.usecases.publishing.bundle_check import (
    SERVICE_ID,
    catalogue_columns,
    check_bundle,
    checked_upload,
    named_agency,
)
from app.usecases.publishing.bundle_upload import require_visible
from app.usecases.publishing.errors import GateRefused, NothingChanged, OtherAgency, VersionMoved
from app.usecases.services.called_services import with_called_services
from app.usecases.services.content import ServiceContent

if TYPE_CHECKING:
    from app.data.models import ServiceVersion


def publish(
    *,
    service_id: str,
    files: Mapping[str, str],
    note: str,
    by: Actor | None,
    now: datetime,
    only_new: bool = False,
) -> "ServiceVersion":
    """Publish a bundle as the next version; with `only_new` as the first one. `by` None is the installation itself.

    Raises GateRefused with the findings, PublishingError for a bad id or agency, NotPermitted, or ServiceIdTaken where
    the service has come to be while a new one was checked."""
    if by is not None:
        access.require(by, Permission.AUTHOR)
    checked = check_bundle(files)
    if checked.content is None or not checked.ok:
        raise GateRefused(checked.findings)
    return _store(service_id, checked.content, files, note=note, by=by, now=now, only_new=only_new)


def content_hash(files: Mapping[str, str]) -> str:
    """SHA-256 of a bundle."""
    return hashlib.sha256(json.dumps(dict(files), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _store(
    service_id: str,
    content: ServiceContent,
    files: Mapping[str, str],
    *,
    note: str,
    by: Actor | None,
    now: datetime,
    only_new: bool,
) -> "ServiceVersion":
    agency = named_agency(content)
    if agency is None or SERVICE_ID.fullmatch(service_id) is None:
        raise BundleUnreadable(what="package.yaml: agency" if agency is None else service_id, file="package.yaml")
    if by is not None:
        access.require_author(by, agency_id=agency.id)
    columns = catalogue_columns(content)
    service = None if only_new else service_store.find_service(service_id)
    if service is not None and service.agency_id != agency.id:
        raise OtherAgency(agency=service.agency.slug)
    if service is None:
        service = service_store.add_service(id=service_id, agency_id=agency.id, **columns)
    else:
        for name, value in columns.items():
            setattr(service, name, value)
    return service_store.add_version(
        service,
        content_hash=content_hash(files),
        files=dict(files),
        published_at=now,
        published_by_id=by.person_id if by else None,
        note=note,
    )


def publish_draft(draft_id: UUID, *, base_id: UUID | None, note: str, by: Actor, now: datetime) -> "ServiceVersion":
    """Publish an upload that was compared with version `base_id`; a second time gives the same version.

    Raises VersionMoved, NothingChanged, GateRefused, NotFound or NotPermitted."""
    draft = require_visible(bundle_drafts.get_for_update(draft_id), by=by)
    if draft.version_id is not None:
        return service_store.get_version(draft.version_id)
    files = checked_upload(draft.sha256).files
    version = _publish(draft.service_id, files, base_id=base_id, note=note, by=by, now=now)
    draft.version_id = version.id
    return version


def republish(version_id: UUID, *, base_id: UUID | None, note: str, by: Actor, now: datetime) -> "ServiceVersion":
    """Publish an earlier version again, as the next one: a slip is undone, and no version ever changes.

    Raises VersionMoved, NothingChanged, GateRefused, NotFound or NotPermitted."""
    version = service_store.get_version(version_id)
    access.require_author(by, agency_id=version.service.agency_id)
    files = with_called_services(service_store.files_of(version_id))
    return _publish(version.service_id, files, base_id=base_id, note=note, by=by, now=now)


def _publish(
    service_id: str, files: Mapping[str, str], *, base_id: UUID | None, note: str, by: Actor, now: datetime
) -> "ServiceVersion":
    service = bundle_drafts.lock_service(service_id)
    current = service.current_version_id if service else None
    if current != base_id:
        raise VersionMoved
    if current is not None and service_store.get_version(current).content_hash == content_hash(files):
        raise NothingChanged
    only_new = service is None
    return publish(service_id=service_id, files=files, note=note, by=by, now=now, only_new=only_new)
