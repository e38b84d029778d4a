"""What is asked of the texts of a bundle besides what the engine's gate judges of letters and notices: both languages,
no other window, and what a notice may say."""

import re
from collections.abc import Iterable, Iterator, Mapping

import engine
from app.usecases.services.content import ServiceContent, bilingual
from engine import Bilingual, Finding, Severity

#: headings that may be one text instead of `{fa, en}`
_TEXTS = ("title", "summary", "description", "eligibility", "place", "hours", "complaint")
#: where the package cites others, or speaks of them
_CITED = ("laws", "responsible", "agency")
_LANGUAGES = {"fa": ("فارسی", "Persian"), "en": ("انگلیسی", "English")}
#: what a notice may hold in Persian, and what it may not tell of anybody
LONGEST_NOTICE = 140
_HOLE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_CODE = re.compile(r"\s*\{\{\s*tracking_code\s*\}\}")
_PERSONAL = re.compile(
    r"\b(applicant_national_id|applicant_name|"
    rf"{'|'.join(name for name in engine.PROFILE_FIELDS if name not in ('province', 'city'))})\b"
)


def text_findings(content: ServiceContent, languages: Iterable[str]) -> Iterator[Finding]:
    """Texts that lack a language of the desk, that send their reader elsewhere, and notices that say too much."""
    for file, place, text in _texts(content):
        for language in engine.missing_languages(text, tuple(languages)):
            yield _finding(file, "language-missing", Severity.ERROR, place, _lacking(language))
        if engine.sends_elsewhere(text) and not (file == "package.yaml" and place.split(".")[0] in _CITED):
            yield _finding(file, "sent-elsewhere", Severity.WARNING, place, _SENT)
    for name, notice in content.notices.items():
        if "." not in name:  # those of called services were looked at with their own
            yield from _notice(name, notice)


def _notice(name: str, notice: Bilingual) -> Iterator[Finding]:
    for fault, said in (
        (len(_HOLE.sub("", notice.fa).strip()) > LONGEST_NOTICE, _TOO_LONG),
        (any(text.strip() and not _CODE.match(text) for text in notice), _WITHOUT_CODE),
        (any(_PERSONAL.search(hole) for text in notice for hole in _HOLE.findall(text)), _TELLS_PERSONAL),
    ):
        if fault:
            yield _finding("notices.yaml", "notice-text", Severity.ERROR, name, said)


def _texts(content: ServiceContent) -> Iterator[tuple[str, str, Bilingual]]:
    """Every text for people: its file, its place in it, and what it says."""
    for name, value in content.package.items():
        if name in _TEXTS and not isinstance(value, Mapping):
            yield "package.yaml", name, bilingual(value)
        else:
            yield from (("package.yaml", place, text) for place, text in _pairs(value, str(name)))
    for id_, letter in content.letters.items():
        for part in ("title", "body", "signer"):
            yield f"letters/{id_}.yaml", part, _without_holes(getattr(letter, part))
    for name, notice in content.notices.items():
        if "." not in name:
            yield "notices.yaml", name, _without_holes(notice)


def _pairs(value: object, place: str) -> Iterator[tuple[str, Bilingual]]:
    """The texts `{fa, en}` inside of a value; a package is never deep."""
    if isinstance(value, Mapping):
        if {"fa", "en"} & set(value):
            yield place, bilingual(value)
        else:
            for name, inner in value.items():
                yield from _pairs(inner, f"{place}.{name}")
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _pairs(inner, f"{place}.{number}")


def _without_holes(text: Bilingual) -> Bilingual:
    """A template without its expressions, which are no words; one of expressions alone serves for every language."""
    return Bilingual(*(_HOLE.sub(" … ", part) for part in text))


def _lacking(language: str) -> Bilingual:
    fa, en = _LANGUAGES[language]
    return Bilingual(
        f"به {fa} نوشته نشده است و این میز به آن زبان هم خوانده می‌شود؛ آن را بنویسید.",
        f"has no {en}, and the desk is read in that language as well; write it.",
    )


def _finding(file: str, rule: str, severity: Severity, place: str, said: Bilingual) -> Finding:
    return Finding(file, None, rule, severity, Bilingual(f"«{place}»: {said.fa}", f"“{place}” {said.en}"))


_SENT = Bilingual(
    "متقاضی را به سامانه یا جای دیگری می‌فرستد؛ هر خدمت تنها از یک پنجره داده می‌شود (I1). این گام را از همین درگاه "
    "بدهید.",
    "sends the applicant to another system or place, but a service is given through one window only (I1); do that step "
    "from here.",
)
_TOO_LONG = Bilingual(
    f"بی مقدارها هم از {LONGEST_NOTICE} نویسه بلندتر است؛ آن را کوتاه کنید.",
    f"is longer than {LONGEST_NOTICE} characters in Persian even without its values; shorten it.",
)
_WITHOUT_CODE = Bilingual(
    "با کد رهگیری آغاز نمی‌شود؛ {{ tracking_code }} را در آغاز آن بنویسید.",
    "doesn't begin with the tracking code; write {{ tracking_code }} first.",
)
_TELLS_PERSONAL = Bilingual(
    "دادهٔ شخصی متقاضی را در پیام می‌آورد؛ آن را بردارید، گیرنده با کد آن را در درگاه می‌بیند.",
    "tells personal data in a message; remove them: whoever has the code sees them on the portal.",
)
