"""What an author sees of a bundle: its findings and how it differs from the current version, judged at each look."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

import engine
from app.data.services import bundle_drafts, service_store
from app.policy import access
from app.policy.actors import Actor
from app.usecases.publishing.bundle_changes import FactChange, FileChange, changed_facts, changed_files
from app.usecases.publishing.bundle_check import Checked, checked_upload, checked_version, named_agency
from app.usecases.publishing.bundle_upload import require_visible
from app.usecases.publishing.errors import BundleOfOthers, OtherAgency
from app.usecases.publishing.service_versions import running_by_version
from app.usecases.services.content import ServiceContent, bilingual

if TYPE_CHECKING:
    from app.data.models import BundleDraft, Service, ServiceVersion


@dataclass(frozen=True)
class Review:
    """A bundle with everything an author wants to know before it is published, or afterwards."""

    service_id: str
    files: Mapping[str, str]
    #: worst first, as on the command line
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


def review_draft(draft_id: UUID, *, by: Actor) -> Review:
    """An upload against the current version. Raises NotFound or NotPermitted."""
    draft = require_visible(bundle_drafts.get_draft(draft_id), by=by)
    checked = checked_upload(draft.sha256)
    service = service_store.find_service(draft.service_id)
    base_id = service.current_version_id if service else None
    findings = (*checked.findings, *_agency_findings(checked.content, service, by))
    return _review(draft.service_id, checked, findings, base_id, draft=draft)


def review_version(version_id: UUID, *, by: Actor) -> Review:
    """A published version against the current one. Raises NotFound or NotPermitted."""
    version = service_store.get_version(version_id)
    access.require_author(by, agency_id=version.service.agency_id)
    checked = checked_version(version_id)
    base_id = version.service.current_version_id
    return _review(version.service_id, checked, checked.findings, base_id, version=version)


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
        findings=engine.worst_first(findings),
        content=checked.content,
        base=base,
        base_content=checked_version(base.id).content if base else None,
        changes=changed_files(before, checked.files),
        running=running_by_version(service_id, bundle_drafts.uses_of_versions([service_id])),
        draft=draft,
        version=version,
    )


def _agency_findings(
    content: ServiceContent | None, service: "Service | None", by: Actor
) -> tuple[engine.Finding, ...]:
    """What only the database knows: whether the agency that the package names is there, and this service's."""
    if content is None:
        return ()
    agency = named_agency(content)
    slug = bilingual(content.package.get("agency"))
    if agency is None:
        said = engine.Bilingual(
            f"دستگاهی به نام «{slug.fa}» نیست؛ agency را در package.yaml درست کنید.",
            f"There is no agency “{slug.en}”; correct agency in package.yaml.",
        )
    elif service is not None and service.agency_id != agency.id:
        refusal = OtherAgency(agency=service.agency.slug)
        said = engine.Bilingual(refusal.message_fa, refusal.message_en)
    elif not access.may_author(by, agency_id=agency.id):
        other = BundleOfOthers(fa=agency.name_fa, en=agency.name_en)
        said = engine.Bilingual(other.message_fa, other.message_en)
    else:
        return ()
    return (engine.Finding("package.yaml", None, "package-agency", engine.Severity.ERROR, said),)
