"""An analyst's way from a zip to a published version: upload, review, publish, take back.

A bundle is judged anew at each look, and publishing goes by the version that was compared, so that of two analysts at
once the second is told. Running cases stay on the version they began with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

import engine
from app.data.errors import NotFound
from app.data.files.inspection import clean_file_name
from app.data.integrations import gateways
from app.data.organisation import places
from app.data.services import bundle_drafts, service_store
from app.data.services.bundle_zips import read_zip, write_zip
from app.policy import access
from app.policy.access import Permission
from app.policy.actors import Actor
from app.policy.errors import NotPermitted
from app.usecases.errors import PublishingError
from app.usecases.publishing import publication
from app.usecases.publishing.bundle_changes import FactChange, FileChange, changed_facts, changed_files
from app.usecases.publishing.publication import SERVICE_ID, Checked, check_bundle, content_hash
from app.usecases.services.called_services import called_services, with_called_services
from app.usecases.services.content import ServiceContent, bilingual

if TYPE_CHECKING:
    from app.data.models import Agency, BundleDraft, Service, ServiceVersion


class BadServiceId(PublishingError):
    """A service id has small Latin letters, digits and single hyphens, begins with a letter: library-card."""

    code = "bad_service_id"
    fa = "شناسهٔ خدمت از حروف کوچک لاتین، رقم و خط تیرهٔ تکی ساخته می‌شود و با حرف آغاز می‌شود؛ مانند library-card."


class NoSuchService(PublishingError):
    """There is no service of this id among those of your agency."""

    code = "no_such_service"
    fa = "در میان خدمت‌های دستگاه شما خدمتی با این شناسه نیست."


class ServiceIdInUse(PublishingError):
    """A service of this id is there already. Choose it from the list, or take another id."""

    code = "service_id_in_use"
    fa = "خدمتی با این شناسه هست. آن را از فهرست برگزینید یا شناسهٔ دیگری بنویسید."


class BundleOfOthers(PublishingError):
    """The bundle belongs to {en}, for which you are not an analyst; package.yaml says so under “agency”."""

    code = "bundle_of_others"
    fa = "این بسته از آن {fa} است و شما تحلیلگر آن دستگاه نیستید؛ package.yaml زیر agency چنین می‌گوید."


class NothingChanged(PublishingError):
    """This bundle is the same as the current version; there is nothing to publish."""

    code = "nothing_changed"
    fa = "این بسته با نسخهٔ جاری یکی است؛ چیزی برای انتشار نیست."


class VersionMoved(PublishingError):
    """A colleague has published another version in the meantime. Compare with it, then publish again."""

    code = "version_moved"
    fa = "در این میان همکار شما نسخهٔ دیگری منتشر کرده است. با آن مقایسه و سپس دوباره منتشر کنید."


@dataclass(frozen=True, slots=True)
class Offer:
    """A service as its authors see it: its versions in use, and how many cases run on each."""

    service: "Service"
    version: "ServiceVersion | None"
    #: (version number, running cases), latest version first
    running: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PastVersion:
    """A line of a service's history."""

    version: "ServiceVersion"
    #: None: the installation itself
    published_by: str | None
    cases: int
    running: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Uploaded:
    """An upload that was taken, and the names in the zip that are no part of a bundle."""

    draft_id: UUID
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Review:
    """A bundle with everything an author wants to know before it is published, or afterwards."""

    service_id: str
    files: Mapping[str, str]
    #: errors first
    findings: tuple[engine.Finding, ...]
    content: ServiceContent | None
    #: the version it is compared with; None: the service is new
    base: "ServiceVersion | None"
    base_content: ServiceContent | None
    changes: tuple[FileChange, ...]
    #: (version number, running cases), latest version first
    running: tuple[tuple[int, int], ...]
    draft: "BundleDraft | None" = None
    version: "ServiceVersion | None" = None

    @property
    def errors(self) -> int:
        """How many findings forbid publishing."""
        return sum(finding.severity is engine.Severity.ERROR for finding in self.findings)

    @property
    def is_same(self) -> bool:
        """Whether it says nothing that the version it is compared with doesn't say."""
        return self.base is not None and not self.changes

    @property
    def may_publish(self) -> bool:
        """Whether the button does something."""
        return self.content is not None and not self.errors and not self.is_same

    @property
    def facts_changed(self) -> tuple[FactChange, ...]:
        """What citizens and staff will notice; empty for a bundle that can't be read."""
        return changed_facts(self.base_content, self.content) if self.content is not None else ()


def list_offers(*, by: Actor) -> list[Offer]:
    """The services that `by` may publish, each with its running cases by version. Raises NotPermitted."""
    found = bundle_drafts.list_services_of(_agencies(by))
    uses = bundle_drafts.uses_of_versions([service.id for service, _ in found])
    return [Offer(service, version, _running(service.id, uses)) for service, version in found]


def list_agencies(*, by: Actor) -> list["Agency"]:
    """The agencies for which `by` may publish, by name. Raises NotPermitted."""
    mine = _agencies(by)
    return [agency for agency in places.list_agencies() if agency.id in mine]


def list_drafts(*, by: Actor) -> list["BundleDraft"]:
    """Uploads that wait for publication: one's own and those for one's agencies, latest first."""
    return list(bundle_drafts.list_drafts(agency_ids=_agencies(by), person_id=by.person_id))


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
        else _named_agency(check_bundle(with_called_services(unpacked.files)).content)
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


def review_draft(draft_id: UUID, *, by: Actor) -> Review:
    """An upload against the current version. Raises NotFound or NotPermitted."""
    draft = _visible(bundle_drafts.get_draft(draft_id), by=by)
    checked = _checked_upload(draft.sha256)
    service = service_store.find_service(draft.service_id)
    base_id = service.current_version_id if service else None
    findings = (*checked.findings, *_agency_findings(checked.content, service, by))
    return _review(draft.service_id, checked, findings, base_id, draft=draft)


def review_version(version_id: UUID, *, by: Actor) -> Review:
    """A published version against the current one. Raises NotFound or NotPermitted."""
    version = service_store.get_version(version_id)
    access.require_author(by, agency_id=version.service.agency_id)
    checked = _checked_version(version_id)
    base_id = version.service.current_version_id
    return _review(version.service_id, checked, checked.findings, base_id, version=version)


def publish_draft(draft_id: UUID, *, base_id: UUID | None, note: str, by: Actor, now: datetime) -> "ServiceVersion":
    """Publish an upload that was compared with version `base_id`; a second time gives the same version.

    Raises VersionMoved, NothingChanged, GateRefused, NotFound or NotPermitted."""
    draft = _visible(bundle_drafts.get_for_update(draft_id), by=by)
    if draft.version_id is not None:
        return service_store.get_version(draft.version_id)
    files = _checked_upload(draft.sha256).files
    version = _publish(draft.service_id, files, base_id=base_id, note=note, by=by, now=now)
    draft.version_id = version.id
    return version


def republish(version_id: UUID, *, base_id: UUID | None, note: str, by: Actor, now: datetime) -> "ServiceVersion":
    """Publish an earlier version anew, as the next one: a slip is undone, and no version ever changes.

    Raises VersionMoved, NothingChanged, GateRefused, NotFound or NotPermitted."""
    version = service_store.get_version(version_id)
    access.require_author(by, agency_id=version.service.agency_id)
    files = with_called_services(service_store.files_of(version_id))
    return _publish(version.service_id, files, base_id=base_id, note=note, by=by, now=now)


def discard_draft(draft_id: UUID, *, by: Actor) -> None:
    """Forget an upload that isn't published. Raises NotFound or NotPermitted."""
    draft = _visible(bundle_drafts.get_for_update(draft_id), by=by)
    if draft.version_id is not None:
        raise NotFound
    bundle_drafts.remove_draft(draft)


def history_of(service_id: str, *, by: Actor) -> tuple["Service", list[PastVersion]]:
    """A service with all its versions, latest first. Raises NotFound or NotPermitted."""
    service = service_store.get_service(service_id)
    access.require_author(by, agency_id=service.agency_id)
    versions = service_store.list_versions(service_id)
    uses = bundle_drafts.uses_of_versions([service_id])
    names = bundle_drafts.names_of_persons([v.published_by_id for v in versions if v.published_by_id])
    nothing = bundle_drafts.VersionUse()
    return service, [
        PastVersion(
            version=version,
            published_by=names.get(version.published_by_id) if version.published_by_id else None,
            cases=uses.get(version.id, nothing).cases,
            running=uses.get(version.id, nothing).running,
            is_current=version.id == service.current_version_id,
        )
        for version in versions
    ]


def bundle_of_version(version_id: UUID, *, by: Actor) -> tuple[str, bytes]:
    """A file name and the zip of a published version. Raises NotFound or NotPermitted."""
    version = service_store.get_version(version_id)
    access.require_author(by, agency_id=version.service.agency_id)
    return f"{version.service_id}-{version.number}.zip", write_zip(service_store.files_of(version_id))


def _agencies(by: Actor) -> frozenset[UUID]:
    access.require(by, Permission.AUTHOR)
    return by.agencies(*access.ROLES[Permission.AUTHOR])


def _running(service_id: str, uses: Mapping[UUID, bundle_drafts.VersionUse]) -> tuple[tuple[int, int], ...]:
    versions = service_store.list_versions(service_id)
    return tuple((v.number, uses[v.id].running) for v in versions if v.id in uses and uses[v.id].running)


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


def _visible(draft: "BundleDraft", *, by: Actor) -> "BundleDraft":
    access.require(by, Permission.AUTHOR)
    shared = draft.agency_id is not None and access.may_author(by, agency_id=draft.agency_id)
    if draft.uploaded_by_id != by.person_id and not shared:
        raise NotPermitted
    return draft


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
    return publication.publish(service_id=service_id, files=files, note=note, by=by, now=now, only_new=only_new)


def _review(
    service_id: str,
    checked: Checked,
    findings: tuple[engine.Finding, ...],
    base_id: UUID | None,
    *,
    draft: "BundleDraft | None" = None,
    version: "ServiceVersion | None" = None,
) -> Review:
    base = service_store.get_version(base_id) if base_id else None
    before = service_store.files_of(base.id) if base else {}
    return Review(
        service_id=service_id,
        files=checked.files,
        findings=tuple(sorted(findings, key=_urgency)),
        content=checked.content,
        base=base,
        base_content=_checked_version(base.id).content if base else None,
        changes=changed_files(before, checked.files),
        running=_running(service_id, bundle_drafts.uses_of_versions([service_id])),
        draft=draft,
        version=version,
    )


def _urgency(finding: engine.Finding) -> tuple[bool, str, str]:
    return finding.severity is not engine.Severity.ERROR, finding.file, finding.element or ""


def _named_agency(content: ServiceContent | None) -> "Agency | None":
    return places.find_agency(str(content.package.get("agency") or "")) if content is not None else None


def _agency_findings(
    content: ServiceContent | None, service: "Service | None", by: Actor
) -> tuple[engine.Finding, ...]:
    """What only the database knows: whether the agency that the package names is there, and this service's."""
    if content is None:
        return ()
    agency = _named_agency(content)
    slug = bilingual(content.package.get("agency"))
    if agency is None:
        said = engine.Text(
            f"دستگاهی به نام «{slug.fa}» نیست؛ agency را در package.yaml درست کنید.",
            f"There is no agency “{slug.en}”; correct agency in package.yaml.",
        )
    elif service is not None and service.agency_id != agency.id:
        refusal = publication.OtherAgency(agency=service.agency.slug)
        said = engine.Text(refusal.message_fa, refusal.message_en)
    elif not access.may_author(by, agency_id=agency.id):
        other = BundleOfOthers(fa=agency.name_fa, en=agency.name_en)
        said = engine.Text(other.message_fa, other.message_en)
    else:
        return ()
    return (engine.Finding("package.yaml", None, "package-agency", engine.Severity.ERROR, said),)


def _checked_upload(sha256: str) -> Checked:
    """What the gate says of stored files and the services that they call: equal content, equal verdict."""
    called = called_services(_uploaded(sha256))
    return _checked_with(sha256, tuple(service.version_id for service in called))


@lru_cache(maxsize=16)
def _uploaded(sha256: str) -> Mapping[str, str]:
    return read_zip(gateways().files.read(sha256)).files


@lru_cache(maxsize=16)
def _checked_with(sha256: str, _versions: tuple[UUID, ...]) -> Checked:
    return check_bundle(with_called_services(_uploaded(sha256)))


@lru_cache(maxsize=16)
def _checked_version(version_id: UUID) -> Checked:
    """What the gate says of a published version, which never changes."""
    return check_bundle(service_store.files_of(version_id))
