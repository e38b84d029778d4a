"""The gate before publishing: the engine's rules, and what the information package must hold (I8).

What it says of an upload or a published version is remembered: equal files, called services and desk, equal result."""

import re
from collections.abc import Iterator, Mapping
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
from app.usecases.publishing.bundle_texts import text_findings
from app.usecases.publishing.desk import desk_of
from app.usecases.services.called_services import called_services, with_called_services
from app.usecases.services.content import (
    MANDATORY,
    ServiceContent,
    agency_in,
    bilingual,
    missing_headings,
    read_content,
)
from forms import find_faults
from forms.errors import FormError
from forms.values.digits import fold_persian

if TYPE_CHECKING:
    from app.data.models import Agency

SERVICE_ID = re.compile(r"(?=.{2,60}$)[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
#: the Organization's id of a service
OFFICIAL_ID = re.compile(r"[0-9]{11}", re.ASCII)
#: what the columns of cases, items and effects hold of the diagram
LONGEST_ID, LONGEST_NAME = 80, 300
LONG_ID = engine.Bilingual(
    "شناسهٔ این جزء، یا شناسهٔ فرم، مرحله، خط کار یا اتصالی که نام می‌برد، از ۸۰ نویسه بلندتر است؛ آن را کوتاه کنید.",
    "The id of this element, or of the form, stage, lane or connector that it names, is longer than 80 characters; "
    "shorten it.",
)
LONG_NAME = engine.Bilingual(
    "نام این جزء از ۳۰۰ نویسه بلندتر است؛ آن را کوتاه کنید و توضیح را در documentation بنویسید.",
    "The name of this element is longer than 300 characters; shorten it and explain in its documentation.",
)
LONG_STAGE = engine.Bilingual(
    "نام یکی از مراحل از ۳۰۰ نویسه بلندتر است؛ آن را کوتاه کنید.",
    "The name of a stage is longer than 300 characters; shorten it.",
)
#: what the catalogue's columns hold
LENGTHS = {"title_fa": 300, "title_en": 300, "summary_fa": 1000, "summary_en": 1000, "category": 80}


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
    """What the gate says of a bundle: the engine's rules for this desk, and what the package must hold (I8)."""
    return _check(files, _desk_for(files))


def _check(files: Mapping[str, str], desk: engine.Desk) -> Checked:
    bundle = {path: text.encode() for path, text in files.items()}
    findings = engine.lint(bundle, publishing=True, desk=desk, judges=[find_faults])
    try:
        content = read_content(files)
    except (engine.EngineError, PublishingError, FormError) as error:
        known = any(f.severity is engine.Severity.ERROR for f in findings)
        return Checked(files, findings if known else (*findings, _unreadable(error)), None)
    own = (*_package_findings(content), *_length_findings(content), *_long_in_diagram(content))
    return Checked(files, (*findings, *own, *text_findings(content, desk.languages)), content)


def _desk_for(files: Mapping[str, str]) -> engine.Desk:
    return desk_of(places.find_agency(agency_in(files)))


def catalogue_columns(content: ServiceContent) -> dict[str, Any]:
    """What a row of the catalogue holds of a bundle, by column."""
    package = content.package
    summary, keywords = bilingual(package.get("summary")), package.get("keywords") or []
    ids = (str(package.get(name) or "") for name in ("service_id", "local_code"))
    words = [*content.title, *summary, *map(str, keywords), *ids]
    return {
        "title_fa": content.title.fa,
        "title_en": content.title.en or content.title.fa,
        "summary_fa": summary.fa,
        "summary_en": summary.en or summary.fa,
        "category": str(package.get("category") or "other"),
        "search_text": fold_persian(" ".join(words)),
        "official_id": str(package["service_id"]) if package.get("service_id") else None,
    }


def _package_findings(content: ServiceContent) -> list[engine.Finding]:
    texts = {
        name: engine.Bilingual(
            f"سرفصل «{name}» در بستهٔ اطلاع‌رسانی خالی است؛ آن را در package.yaml بنویسید.",
            f"The package has no “{name}”; write it in package.yaml.",
        )
        for name in MANDATORY
    }
    found = [
        engine.Finding("package.yaml", None, "package-heading", engine.Severity.ERROR, texts[name])
        for name in missing_headings(content.package)
    ]
    notices = {a.notice for a in content.facts.activities if a.notice} - set(content.notices)
    for name in sorted(notices):
        said = engine.Bilingual(f"پیام «{name}» در notices.yaml نیست.", f"notices.yaml has no “{name}”.")
        element = next(a.id for a in content.facts.activities if a.notice == name)
        found.append(engine.Finding("process.bpmn", element, "missing-notice", engine.Severity.ERROR, said))
    return found


def _length_findings(content: ServiceContent) -> list[engine.Finding]:
    """What the catalogue has no room for."""
    columns = catalogue_columns(content)
    found = []
    for name, limit in LENGTHS.items():
        if len(columns[name] or "") > limit:
            path = name.rsplit("_", 1)[0] if name[-3:] in ("_fa", "_en") else name
            said = engine.Bilingual(
                f"«{path}» در package.yaml از {limit} نویسه بلندتر است؛ آن را کوتاه کنید.",
                f"“{path}” in package.yaml is longer than {limit} characters; shorten it.",
            )
            found.append(engine.Finding("package.yaml", None, "package-length", engine.Severity.ERROR, said))
    if columns["official_id"] and OFFICIAL_ID.fullmatch(columns["official_id"]) is None:
        said = engine.Bilingual(
            "شناسهٔ خدمت (service_id) در package.yaml باید ۱۱ رقم باشد، یا null.",
            "service_id in package.yaml must have 11 digits, or be null.",
        )
        found.append(engine.Finding("package.yaml", None, "package-service-id", engine.Severity.ERROR, said))
    return found


def _long_in_diagram(content: ServiceContent) -> Iterator[engine.Finding]:
    """Ids and names of the diagram for which a case has no room; elements of called services bear the service's id in
    front of theirs."""
    for one in engine.elements_of(content.definition):
        if any(len(id_ or "") > LONGEST_ID for id_ in (one.id, one.form, one.stage, one.lane, one.connector)):
            yield engine.Finding("process.bpmn", one.id, "diagram-length", engine.Severity.ERROR, LONG_ID)
        if max(len(one.name.fa), len(one.name.en)) > LONGEST_NAME:
            yield engine.Finding("process.bpmn", one.id, "diagram-length", engine.Severity.ERROR, LONG_NAME)
    if any(max(len(stage.name.fa), len(stage.name.en)) > LONGEST_NAME for stage in content.facts.stages):
        yield engine.Finding("process.bpmn", None, "diagram-length", engine.Severity.ERROR, LONG_STAGE)


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
    return _check(with_called_services(_uploaded(sha256)), desk)


def checked_version(version_id: UUID) -> Checked:
    """What the gate says of a published version, which never changes; the desk may."""
    files = service_store.files_of(version_id)
    return _checked_version(version_id, _desk_for(files))


@lru_cache(maxsize=16)
def _checked_version(version_id: UUID, desk: engine.Desk) -> Checked:
    return _check(service_store.files_of(version_id), desk)
