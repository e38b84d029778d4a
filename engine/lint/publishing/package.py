"""The information package of a service and its notices: what they must say, and what the desk has room for (I8)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from engine.dialect import Element, miz
from engine.dialect.names import extensions
from engine.form_files.words import PROFILE_FIELDS
from engine.lint.diagram import Diagram
from engine.lint.publishing.yaml_files import pairs_in, read_yaml, text_pair
from engine.lint.registry import Problem, service_rule
from engine.lint.service import Service
from engine.lint.types.texts import UnreadableTexts
from engine.model import Bilingual
from engine.package_words import LONGEST_ID, LONGEST_NAME, LONGEST_NOTICE, PACKAGE_HEADINGS, PACKAGE_LENGTHS

PACKAGE, NOTICES = "package.yaml", "notices.yaml"
#: the Organization's id of a service
_OFFICIAL_ID = re.compile(r"[0-9]{11}", re.ASCII)
#: headings that may be one text instead of `{fa, en}`
_TEXTS = ("title", "summary", "description", "eligibility", "place", "hours", "complaint")
#: where the package cites others, or speaks of them
CITED = ("laws", "responsible", "agency")
_HOLE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_CODE = re.compile(r"\s*\{\{\s*tracking_code\s*\}\}")
#: what a notice may tell of nobody: fields of a profile, but where somebody lives
_PERSONAL = re.compile(
    r"\b(applicant_national_id|applicant_name|"
    rf"{'|'.join(name for name in PROFILE_FIELDS if name not in ('province', 'city'))})\b"
)


@service_rule("package-unreadable")
def find_unreadable_package(service: Service) -> Iterator[Problem]:
    """A `package.yaml` that is no YAML of keys and values."""
    try:
        _package(service)
    except UnreadableTexts as error:
        yield Problem(
            None,
            f"بستهٔ اطلاع‌رسانی خوانده نمی‌شود ({error.text.fa})؛ آن را درست کنید.",
            f"The information package can't be read ({error.text.en}); correct it.",
            file=PACKAGE,
        )


@service_rule("package-heading", publishing=True)
def require_headings(service: Service) -> Iterator[Problem]:
    """Headings that a package must have (I8). Without any package that alone is told."""
    package = read_package(service)
    if package is None:
        return
    for name in PACKAGE_HEADINGS if package else ():
        if not package.get(name):
            yield Problem(
                None,
                f"سرفصل «{name}» در بستهٔ اطلاع‌رسانی خالی است؛ آن را در package.yaml بنویسید.",
                f"The package has no “{name}”; write it in package.yaml.",
                file=PACKAGE,
            )
    if not package and "process.bpmn" in service.files:
        yield Problem(
            None,
            "بستهٔ اطلاع‌رسانی نیست و مردم چیزی از خدمت نمی‌خوانند؛ package.yaml را بیفزایید.",
            "There is no information package, so that people can read nothing of the service; add package.yaml.",
            file=PACKAGE,
        )


@service_rule("package-length")
def find_long_texts(service: Service) -> Iterator[Problem]:
    """Texts of the package that the catalogue has no room for."""
    package = read_package(service) or {}
    for name, limit in PACKAGE_LENGTHS.items():
        if any(len(side) > limit for side in text_pair(package.get(name))):
            yield Problem(
                None,
                f"«{name}» در package.yaml از {limit} نویسه بلندتر است؛ آن را کوتاه کنید.",
                f"“{name}” in package.yaml is longer than {limit} characters; shorten it.",
                file=PACKAGE,
            )


@service_rule("package-service-id")
def check_official_id(service: Service) -> Iterator[Problem]:
    """The Organization's id of the service has eleven digits, where there is one."""
    written = (read_package(service) or {}).get("service_id")
    if written and _OFFICIAL_ID.fullmatch(str(written)) is None:
        yield Problem(
            None,
            "شناسهٔ خدمت (service_id) در package.yaml باید ۱۱ رقم باشد، یا null.",
            "service_id in package.yaml must have 11 digits, or be null.",
            file=PACKAGE,
        )


@service_rule("notice-missing", publishing=True)
def find_missing_notices(service: Service) -> Iterator[Problem]:
    """Notices that an element sends and `notices.yaml` lacks."""
    try:
        known = read_yaml(service.texts.get(NOTICES, b""))
    except UnreadableTexts:
        return
    for diagram in service.diagrams:
        for element in diagram.with_dialect:
            notice = (element.get(miz("notice")) or "").strip()
            if notice and notice not in known:
                yield Problem(
                    element,
                    f"پیام «{notice}» در notices.yaml نیست؛ آن را بنویسید یا نام را درست کنید.",
                    f"sends the notice “{notice}”, which notices.yaml lacks; write it, or correct the name.",
                    file=diagram.file,
                )


@service_rule("notice-text")
def check_notices(service: Service) -> Iterator[Problem]:
    """Notices go out as short messages: they begin with the tracking code, are short, and tell nothing personal."""
    try:
        notices = read_yaml(service.texts.get(NOTICES, b""))
    except UnreadableTexts:
        return
    for name, value in notices.items():
        notice = text_pair(value)
        for fault, said in (
            (len(_HOLE.sub("", notice.fa).strip()) > LONGEST_NOTICE, _TOO_LONG),
            (any(text.strip() and not _CODE.match(text) for text in notice), _WITHOUT_CODE),
            (any(_PERSONAL.search(hole) for text in notice for hole in _HOLE.findall(text)), _TELLS_PERSONAL),
        ):
            if fault:
                yield Problem(None, *said, file=NOTICES, place=str(name))


@service_rule("diagram-length", publishing=True)
def find_long_names(service: Service) -> Iterator[Problem]:
    """Ids and names of the diagram for which a case has no room; those of called services bear its id in front."""
    for diagram in (*service.diagrams, *service.called):
        before = len(diagram.file.split("/")[1]) + 1 if diagram in service.called else 0
        for element in (*diagram.nodes, *diagram.of("lane")):
            yield from _long(diagram, element, before)
        for process in diagram.of("process"):
            for stage in extensions(process, "stage"):
                if max(len(stage.get("name") or ""), len(stage.get("en") or "")) > LONGEST_NAME:
                    yield Problem(process, *_LONG_STAGE, file=diagram.file)


def _long(diagram: Diagram, element: Element, before: int) -> Iterator[Problem]:
    ids = (element.get(name) for name in ("id", miz("form"), miz("stage"), miz("connector")))
    if any(id_ and before + len(id_) > LONGEST_ID for id_ in ids):
        yield Problem(element, *_LONG_ID, file=diagram.file)
    if max(len(element.get("name") or ""), len(element.get(miz("en")) or "")) > LONGEST_NAME:
        yield Problem(element, *_LONG_NAME, file=diagram.file)


def read_package(service: Service) -> Mapping[str, Any] | None:
    """What `package.yaml` says, empty where there is none; None where it can't be read."""
    try:
        return _package(service)
    except UnreadableTexts:
        return None


def texts_of_files(service: Service) -> Iterator[tuple[str, str, Bilingual]]:
    """Every text for people in package, letters and notices: its file, its place there, and what it says without its
    expressions, which are no words; one of expressions alone serves for every language."""
    for name, value in (read_package(service) or {}).items():
        if name in _TEXTS and not isinstance(value, Mapping):
            yield PACKAGE, name, text_pair(value)
        else:
            yield from ((PACKAGE, place, text) for place, text in pairs_in(value, str(name)))
    for file, data in service.texts.items():
        try:
            content = read_yaml(data)
        except UnreadableTexts:
            continue
        names = content if file == NOTICES else ("title", "body", "signer")
        for name in names:
            yield file, str(name), Bilingual(*(_HOLE.sub(" … ", side) for side in text_pair(content.get(name))))


def _package(service: Service) -> Mapping[str, Any]:
    if "package" not in service.memo:
        service.memo["package"] = read_yaml(service.package)
    found = service.memo["package"]
    return found if isinstance(found, Mapping) else {}


_TOO_LONG = (
    f"بی مقدارها هم از {LONGEST_NOTICE} نویسه بلندتر است؛ آن را کوتاه کنید.",
    f"is longer than {LONGEST_NOTICE} characters in Persian even without its values; shorten it.",
)
_WITHOUT_CODE = (
    "با کد رهگیری آغاز نمی‌شود؛ {{ tracking_code }} را در آغاز آن بنویسید.",
    "doesn't begin with the tracking code; write {{ tracking_code }} first.",
)
_TELLS_PERSONAL = (
    "دادهٔ شخصی متقاضی را در پیام می‌آورد؛ آن را بردارید، گیرنده با کد آن را در درگاه می‌بیند.",
    "tells personal data in a message; remove them: whoever has the code sees them on the portal.",
)
_LONG_ID = (
    "شناسهٔ این جزء، یا شناسهٔ فرم، مرحله، خط کار یا اتصالی که نام می‌برد، از ۸۰ نویسه بلندتر است؛ آن را کوتاه کنید.",
    "has an id, or names a form, stage or connector of an id, that is longer than 80 characters; shorten it.",
)
_LONG_NAME = (
    "نام این جزء از ۳۰۰ نویسه بلندتر است؛ آن را کوتاه کنید و توضیح را در documentation بنویسید.",
    "has a name that is longer than 300 characters; shorten it and explain in its documentation.",
)
_LONG_STAGE = (
    "نام یکی از مراحل از ۳۰۰ نویسه بلندتر است؛ آن را کوتاه کنید.",
    "has a stage whose name is longer than 300 characters; shorten it.",
)
