"""The catalogue and the information package (I8): what the diagram and the forms know is derived, never typed again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import engine
from app.data.services import service_store
from app.usecases.services.content import ServiceContent, bilingual
from app.usecases.services.versions import current_content
from engine import Bilingual
from forms.definition import Form
from forms.lists.entries import with_one_entry
from forms.resolve import resolve
from forms.values.digits import fold_persian

if TYPE_CHECKING:
    from app.data.models import Service

MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Visit:
    """One attendance of the citizen: why, and what to bring (P3)."""

    name: Bilingual
    reason: Bilingual
    bring: tuple[Bilingual, ...]


@dataclass(frozen=True)
class Package:
    """The information package of a service, ready to be shown."""

    #: None in the preview of a bundle that isn't published yet
    service: "Service | None"
    content: ServiceContent
    stages: tuple[Bilingual, ...]
    #: documents that the application form asks to upload
    uploads: tuple[Bilingual, ...]
    #: documents that package.yaml adds
    documents: tuple[tuple[Bilingual, Bilingual], ...]
    #: systems and agencies that are asked instead of the citizen
    inquiries: tuple[Bilingual, ...]
    visits: tuple[Visit, ...]
    #: titles of the forms that the applicant fills in
    forms: tuple[Bilingual, ...]

    def text(self, name: str) -> Bilingual:
        """A text of package.yaml."""
        return bilingual(self.content.package.get(name))

    def texts(self, name: str) -> tuple[Bilingual, ...]:
        """A list of texts of package.yaml."""
        return tuple(bilingual(entry) for entry in _list(self.content.package, name))

    @property
    def fee(self) -> tuple[int | None, Bilingual]:
        """The fee in rial (None where package.yaml gives no amount) and its note."""
        raw = self.content.package.get("fee")
        if not isinstance(raw, Mapping):
            return None, bilingual(raw)
        amount = raw.get("amount")
        return (amount if isinstance(amount, int) else None), bilingual(raw.get("note"))

    @property
    def responsible(self) -> Mapping[str, Bilingual]:
        """Unit, contact and telephone of those responsible."""
        raw = self.content.package.get("responsible")
        return {key: bilingual(value) for key, value in raw.items()} if isinstance(raw, Mapping) else {}

    @property
    def faq(self) -> tuple[tuple[Bilingual, Bilingual], ...]:
        """Questions and answers."""
        entries = _list(self.content.package, "faq")
        return tuple((bilingual(e.get("q")), bilingual(e.get("a"))) for e in entries if isinstance(e, Mapping))


def search(typed: str, *, category: str | None = None) -> Sequence["Service"]:
    """Services that hold every typed word, folded as Persian is: ي/ی, ك/ک, ZWNJ, digits."""
    words = fold_persian(typed[:200]).split()[:MOST_WORDS]
    return service_store.list_services(words=words, category=category)


def package_of(service_id: str) -> Package:
    """The package of a service's current version. Raises NotFound or ServiceNotOffered."""
    _, content = current_content(service_id)
    return _package(service_store.get_service(service_id), content)


def preview_of(content: ServiceContent) -> Package:
    """The package as it would be if this content were published."""
    return _package(None, content)


def _package(service: "Service | None", content: ServiceContent) -> Package:
    facts = content.facts
    applicant_forms = [facts.start_form, *(a.form for a in facts.activities if a.audience is engine.Audience.APPLICANT)]
    forms: list[Form] = [content.forms[f] for f in dict.fromkeys(applicant_forms) if f and f in content.forms]
    extra = [e for e in _list(content.package, "documents") if isinstance(e, Mapping)]
    return Package(
        service=service,
        content=content,
        stages=tuple(_both(stage.name) for stage in facts.stages),
        uploads=tuple(f.label for f in resolve(with_one_entry(forms[0]), {}).asked if f.is_document) if forms else (),
        documents=tuple((bilingual(e.get("name")), bilingual(e.get("note"))) for e in extra),
        inquiries=_inquiries(content),
        visits=tuple(_visit(a) for a in facts.attendances if a.attendance is not None),
        forms=tuple(f.title for f in forms if f.title is not None),
    )


def _inquiries(content: ServiceContent) -> tuple[Bilingual, ...]:
    drawn = [_both(a.name) for a in content.facts.activities if a.connector]
    typed = [bilingual(entry) for entry in _list(content.package, "inquiries")]
    return tuple(dict.fromkeys([*drawn, *typed]))


def _visit(activity: engine.Activity) -> Visit:
    asked = activity.attendance
    if asked is None:
        raise ValueError(activity.id)
    return Visit(_both(activity.name), _both(asked.reason), tuple(_both(text) for text in asked.bring))


def _both(text: engine.Bilingual) -> Bilingual:
    return Bilingual(text.fa, text.en or text.fa)


def _list(package: Mapping[str, Any], name: str) -> list[Any]:
    raw = package.get(name)
    return raw if isinstance(raw, list) else []
