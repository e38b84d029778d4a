"""Publishing a service: the gate first, then a new version; running cases stay on theirs."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import engine
from app.data.organisation import places
from app.data.services import service_store
from app.policy import access
from app.policy.access import Permission
from app.policy.actors import Actor
from app.usecases.errors import BundleUnreadable, PublishingError
from app.usecases.services.content import MANDATORY, ServiceContent, bilingual, missing_headings, read_content
from forms.digits import fold_persian
from forms.errors import FormError

if TYPE_CHECKING:
    from app.data.models import ServiceVersion

SERVICE_ID = re.compile(r"(?=.{2,60}$)[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
#: the Organization's id of a service
OFFICIAL_ID = re.compile(r"[0-9]{11}", re.ASCII)
#: what the columns of cases, items and effects hold of the diagram
LONGEST_ID, LONGEST_NAME = 80, 300
LONG_ID = engine.Text(
    "شناسهٔ این جزء، یا شناسهٔ فرم، مرحله، خط کار یا اتصالی که نام می‌برد، از ۸۰ نویسه بلندتر است؛ آن را کوتاه کنید.",
    "The id of this element, or of the form, stage, lane or connector that it names, is longer than 80 characters; "
    "shorten it.",
)
LONG_NAME = engine.Text(
    "نام این جزء از ۳۰۰ نویسه بلندتر است؛ آن را کوتاه کنید و توضیح را در documentation بنویسید.",
    "The name of this element is longer than 300 characters; shorten it and explain in its documentation.",
)
LONG_STAGE = engine.Text(
    "نام یکی از مراحل از ۳۰۰ نویسه بلندتر است؛ آن را کوتاه کنید.",
    "The name of a stage is longer than 300 characters; shorten it.",
)
#: what the catalogue's columns hold
LENGTHS = {"title_fa": 300, "title_en": 300, "summary_fa": 1000, "summary_en": 1000, "category": 80}


class GateRefused(PublishingError):
    """The gate found errors; repair them and upload the bundle again."""

    code = "gate_refused"
    fa = "بازبینی خطا یافت؛ آن‌ها را برطرف و بسته را دوباره بارگذاری کنید."

    def __init__(self, findings: tuple[engine.Finding, ...] = ()) -> None:
        super().__init__()
        self.findings = findings


class OtherAgency(PublishingError):
    """This service belongs to the agency “{agency}”; package.yaml names another one."""

    code = "other_agency"
    fa = "این خدمت از آن دستگاه «{agency}» است، ولی package.yaml دستگاه دیگری را نام می‌برد."


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
    """What the gate says of a bundle: the engine's rules, and what the information package must hold (I8)."""
    findings = engine.lint({path: text.encode() for path, text in files.items()}, publishing=True)
    try:
        content = read_content(files)
    except (engine.EngineError, PublishingError, FormError) as error:
        known = any(f.severity is engine.Severity.ERROR for f in findings)
        return Checked(files, findings if known else (*findings, _unreadable(error)), None)
    own = (*_package_findings(content), *_length_findings(content), *_long_in_diagram(content))
    return Checked(files, (*findings, *own), content)


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
    agency = places.find_agency(str(content.package.get("agency") or ""))
    if agency is None or SERVICE_ID.fullmatch(service_id) is None:
        raise BundleUnreadable(what="package.yaml: agency" if agency is None else service_id)
    if by is not None:
        access.require_author(by, agency_id=agency.id)
    columns = _catalogue_columns(content)
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


def _catalogue_columns(content: ServiceContent) -> dict[str, Any]:
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
        name: engine.Text(
            f"سرفصل «{name}» در بستهٔ اطلاع‌رسانی خالی است؛ آن را در package.yaml بنویسید.",
            f"The package has no “{name}”; write it in package.yaml.",
        )
        for name in MANDATORY
    }
    found = [
        engine.Finding("package.yaml", None, "package-heading", engine.Severity.ERROR, texts[name])
        for name in missing_headings(content.package)
    ]
    letters = {a.letter for a in content.facts.activities if a.letter} - set(content.letters)
    notices = {a.notice for a in content.facts.activities if a.notice} - set(content.notices)
    for name in sorted(letters):
        said = engine.Text(f"نامهٔ «{name}» در بسته نیست.", f"The bundle has no letters/{name}.yaml.")
        found.append(engine.Finding("process.bpmn", None, "missing-letter", engine.Severity.ERROR, said))
    for name in sorted(notices):
        said = engine.Text(f"پیام «{name}» در notices.yaml نیست.", f"notices.yaml has no “{name}”.")
        found.append(engine.Finding("process.bpmn", None, "missing-notice", engine.Severity.ERROR, said))
    return found


def _length_findings(content: ServiceContent) -> list[engine.Finding]:
    """What the catalogue has no room for."""
    columns = _catalogue_columns(content)
    found = []
    for name, limit in LENGTHS.items():
        if len(columns[name] or "") > limit:
            path = name.rsplit("_", 1)[0] if name[-3:] in ("_fa", "_en") else name
            said = engine.Text(
                f"«{path}» در package.yaml از {limit} نویسه بلندتر است؛ آن را کوتاه کنید.",
                f"“{path}” in package.yaml is longer than {limit} characters; shorten it.",
            )
            found.append(engine.Finding("package.yaml", None, "package-length", engine.Severity.ERROR, said))
    if columns["official_id"] and OFFICIAL_ID.fullmatch(columns["official_id"]) is None:
        said = engine.Text(
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
    # what can't be read names its file in front; the engine's own errors are about the diagram
    what = str(error.values["what"]) if isinstance(error, BundleUnreadable) else ""
    return engine.Finding(
        what.partition(":")[0] or "process.bpmn", None, "unreadable", engine.Severity.ERROR, engine.Text(fa, str(error))
    )
