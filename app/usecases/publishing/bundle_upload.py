"""Taking in a bundle as a zip, unjudged but readable, until it is published or discarded."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from app.data.errors import NotFound
from app.data.files.inspection import clean_file_name
from app.data.integrations import gateways
from app.data.services import bundle_drafts, service_store
from app.data.services.bundle_zips import read_zip, write_zip
from app.policy import access
from app.policy.access import Permission
from app.policy.actors import Actor
from app.policy.errors import NotPermitted
from app.usecases.publishing.bundle_check import SERVICE_ID, check_bundle, named_agency
from app.usecases.publishing.errors import BadServiceId, BundleOfOthers, NoSuchService, ServiceIdInUse
from app.usecases.publishing.service_versions import authored_agencies
from app.usecases.services.called_services import with_called_services

if TYPE_CHECKING:
    from app.data.models import BundleDraft, Service


@dataclass(frozen=True, slots=True)
class Uploaded:
    """An upload that was taken, and the names in the zip that are no part of a bundle."""

    draft_id: UUID
    left_out: tuple[str, ...]


def list_drafts(*, by: Actor) -> list["BundleDraft"]:
    """Uploads that wait for publication: one's own and those for one's agencies, latest first."""
    return list(bundle_drafts.list_drafts(agency_ids=authored_agencies(by), person_id=by.person_id))


def upload_bundle(
    *, service_id: str, is_new: bool, content: bytes, file_name: str, by: Actor, now: datetime
) -> Uploaded:
    """Take in a zip for a service, unjudged but readable. The same files twice are one upload.

    Raises BadServiceId, NoSuchService or ServiceIdInUse (the id), BadBundle or BundleOfOthers (the file)."""
    service = _service_for(service_id, is_new=is_new, by=by)
    unpacked = read_zip(content)
    agency = (
        service.agency
        if service is not None
        else named_agency(check_bundle(with_called_services(unpacked.files)).content)
    )
    if agency is not None and not access.may_author(by, agency_id=agency.id):
        raise BundleOfOthers(fa=agency.name_fa, en=agency.name_en)
    sha256 = gateways().files.put_bytes(write_zip(unpacked.files)).sha256
    draft = bundle_drafts.find_same(service_id, sha256=sha256, uploaded_by_id=by.person_id)
    if draft is None:
        draft = bundle_drafts.add_draft(
            service_id=service_id,
            sha256=sha256,
            file_name=clean_file_name(file_name),
            uploaded_by_id=by.person_id,
            uploaded_at=now,
            agency_id=agency.id if agency else None,
        )
    return Uploaded(draft.id, unpacked.left_out)


def discard_draft(draft_id: UUID, *, by: Actor) -> None:
    """Forget an upload that isn't published. Raises NotFound or NotPermitted."""
    draft = require_visible(bundle_drafts.get_for_update(draft_id), by=by)
    if draft.version_id is not None:
        raise NotFound
    bundle_drafts.remove_draft(draft)


def _service_for(service_id: str, *, is_new: bool, by: Actor) -> "Service | None":
    access.require(by, Permission.AUTHOR)
    if SERVICE_ID.fullmatch(service_id) is None:
        raise BadServiceId
    service = service_store.find_service(service_id)
    if is_new:
        if service is not None:
            raise ServiceIdInUse
        return None
    if service is None or not access.may_author(by, agency_id=service.agency_id):
        raise NoSuchService
    return service


def require_visible(draft: "BundleDraft", *, by: Actor) -> "BundleDraft":
    """The upload, if it is one's own or one for one's agencies. Raises NotPermitted."""
    access.require(by, Permission.AUTHOR)
    shared = draft.agency_id is not None and access.may_author(by, agency_id=draft.agency_id)
    if draft.uploaded_by_id != by.person_id and not shared:
        raise NotPermitted
    return draft
