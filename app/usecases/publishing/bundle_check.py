"""The gate before publishing: the engine's rules for this desk, and what keeps forms from being shown.

What it says of an upload or a published version is remembered: equal files, called services and desk, equal result."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

import engine
from app.data.integrations import gateways
from app.data.organisation import places
from app.data.services import service_store
from app.data.services.bundle_zips import read_zip
from app.usecases.errors import BundleUnreadable, PublishingError
from app.usecases.publishing.desk import desk_of
from app.usecases.services.called_services import called_services, with_called_services
from app.usecases.services.content import (
    ServiceContent,
    agency_in,
    bilingual,
    read_content,
)
from forms import find_faults
from forms.errors import FormError
from forms.values.digits import fold_persian

if TYPE_CHECKING:
    from app.data.models import Agency

SERVICE_ID = re.compile(r"(?=.{2,60}$)[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True)
class Checked:
    """A bundle after the gate: its findings, and its content if it could be read."""

    files: Mapping[str, str]
    findings: tuple[engine.Finding, ...]
    content: ServiceContent | None

    @property
    def ok(self) -> bool:
        """Whether it may be published."""
        return self.content is not None and all(f.severity is not engine.Severity.ERROR for f in self.findings)


def check_bundle(files: Mapping[str, str]) -> Checked:
    """What the gate says of a bundle, the same as on the command line where it is given this desk."""
    return check_for(files, _desk_for(files))


def check_for(files: Mapping[str, str], desk: engine.Desk) -> Checked:
    """What the gate says of a bundle that is to run at `desk`; asks no database."""
    bundle = {path: text.encode() for path, text in files.items()}
    findings = engine.lint(bundle, publishing=True, desk=desk, judges=[find_faults])
    try:
        content = read_content(files)
    except (engine.EngineError, PublishingError, FormError) as error:
        known = any(f.severity is engine.Severity.ERROR for f in findings)
        return Checked(files, findings if known else (*findings, _unreadable(error)), None)
    return Checked(files, findings, content)


def _desk_for(files: Mapping[str, str]) -> engine.Desk:
    return desk_of(places.find_agency(agency_in(files)))


def catalogue_columns(content: ServiceContent) -> dict[str, Any]:
    """What a row of the catalogue holds of a bundle, by column."""
    package = content.package
    summary, keywords = bilingual(package.get("summary")), package.get("keywords")
    ids = (str(package.get(name) or "") for name in ("service_id", "local_code"))
    words = [*content.title, *summary, *map(str, keywords if isinstance(keywords, list) else ()), *ids]
    return {
        "title_fa": content.title.fa,
        "title_en": content.title.en or content.title.fa,
        "summary_fa": summary.fa,
        "summary_en": summary.en or summary.fa,
        "category": str(package.get("category") or "other"),
        "search_text": fold_persian(" ".join(words)),
        "official_id": str(package["service_id"]) if package.get("service_id") else None,
    }


def _unreadable(error: Exception) -> engine.Finding:
    fa = getattr(error, "message_fa", str(error))
    # the engine's own errors are about the diagram
    file = error.file if isinstance(error, BundleUnreadable) else "process.bpmn"
    return engine.Finding(file, None, "unreadable", engine.Severity.ERROR, engine.Bilingual(fa, str(error)))


def named_agency(content: ServiceContent | None) -> "Agency | None":
    """The agency that the package names, if there is one of that name."""
    return places.find_agency(str(content.package.get("agency") or "")) if content is not None else None


def checked_upload(sha256: str) -> Checked:
    """What the gate says of stored files and the services that they call: equal content and desk, equal verdict."""
    files = _uploaded(sha256)
    called = called_services(files)
    return _checked_with(sha256, tuple(service.version_id for service in called), _desk_for(files))


@lru_cache(maxsize=16)
def _uploaded(sha256: str) -> Mapping[str, str]:
    return read_zip(gateways().files.read(sha256)).files


@lru_cache(maxsize=16)
def _checked_with(sha256: str, _versions: tuple[UUID, ...], desk: engine.Desk) -> Checked:
    return check_for(with_called_services(_uploaded(sha256)), desk)


def checked_version(version_id: UUID) -> Checked:
    """What the gate says of a published version, which never changes; the desk may."""
    files = service_store.files_of(version_id)
    return _checked_version(version_id, _desk_for(files))


@lru_cache(maxsize=16)
def _checked_version(version_id: UUID, desk: engine.Desk) -> Checked:
    return check_for(service_store.files_of(version_id), desk)
