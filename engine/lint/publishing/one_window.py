"""One window (I1): the applicant isn't sent to another system, carries no number or paper back from there, and isn't
asked to bring what the desk has.

Words are looked at, not meanings, so all of it is a warning: a person decides."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from engine.dialect import Element, miz
from engine.dialect.names import extensions
from engine.lint.publishing.package import CITED, PACKAGE, texts_of_files
from engine.lint.publishing.wording import form_texts, plain
from engine.lint.registry import WARNING, Problem, service_rule
from engine.lint.service import FormFile, Service
from engine.model import Audience, Bilingual

#: an address in the net, unless it is of an e-mail
_ADDRESS = re.compile(r"https?://|\bwww\.|(?<![@\w.-])[a-z0-9-]+(\.[a-z0-9-]+)*\.(ir|com|org|net|gov)\b", re.IGNORECASE)
_SENT_FA = re.compile(
    r"(?:به|در|از|وارد) (?:سامانه|سایت|وب ?سایت|وب ?گاه|تارنما|پورتال|اپلیکیشن|بانک|شعبه|دفتر|اداره|سازمان)\b"
    r"(?! (?:این|همین|ما|خود))(?:(?!این |همین )[^.؛!؟]){0,60}?"
    r"\b(?:مراجعه|بروید|رجوع|ثبت ?نام|ثبت کنید|وارد شوید|واریز|بپردازید|پرداخت کنید|بگیرید|دریافت کنید|پیگیری)"
)
_PAID_FA = re.compile(r"(?:از|با) (?:هر )?(?:راه|طریق|درگاه)(?: های)? (?:بانکی?|عابر)|به حساب\b.{0,40}\bواریز")
_SENT_EN = re.compile(
    r"\b(?:go to|visit(?! you\b)|log ?in (?:to|at|on)|sign ?(?:in|up) (?:to|at|on)|register (?:at|on|with|in)|"
    r"apply (?:at|on|in)|pay (?:at|by|on|through|in|into|to)|ask at|get .{0,30} from|follow .{0,30} on)\b"
    r"(?:(?!\bthis\b)[^.;!?]){0,40}?\b(?:web ?site|site|system|portal|app|bank|office|branch)\b",
    re.IGNORECASE,
)
#: people are received at front desks only (P2)
_CALLED_IN = re.compile(
    r"به (?:اتاق|طبقه|واحد|کارشناس)\b[^.؛!؟]{0,40}?\b(?:مراجعه|بیایید|بروید|رجوع)|"
    r"\bcome to (?:the |our )?(?:room|office|unit|floor|expert)\b|\b(?:at|to|in) room \d",
    re.IGNORECASE,
)
#: numbers that another system gives
_NUMBER = re.compile(
    r"شماره (?:ی )?(?:فیش|رسید|پیگیری|ارجاع|مرجع|تراکنش|پرداخت|سند پرداخت|قبض|حواله|استعلام)|"
    r"شناسه (?:ی )?(?:پرداخت|واریز|قبض|مرجع)|کد (?:ی )?(?:پیگیری|رهگیری|مرجع|استعلام)|"
    r"\b(?:receipt|reference|transaction|payment|invoice|bill|tracking|confirmation|inquiry) "
    r"(?:number|no\b|id\b|identifier|code)",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\bفیش|\bرسید|\bقبض|برگه? (?:ی )?(?:استعلام|پرداخت|واریز)|\b(?:receipt|pay(?:ment|ing)[ -]slip|invoice|bill)\b",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(r"\bاصل\b|\boriginals?\b", re.IGNORECASE)
_WHY = re.compile(r"[(:—–]| برای | تا | چون | زیرا |\b(?:for|to|because|so that)\b", re.IGNORECASE)
#: what says of a document only that it is a picture of one
_PICTURE = re.compile(
    r"\b(?:تصویر|تصاویر|اسکن|فایل|رونوشت|کپی|عکس از|نسخه|اصل|بارگذاری|مدرک|مدارک|و|یا|"
    r"pictures?|scan|scanned|copy|copies|file|upload|uploaded|image|original|the|a|an|of|your|and|or)\b|\([^)]*\)",
    re.IGNORECASE,
)


@service_rule("sent-elsewhere", WARNING, publishing=True)
def find_ways_elsewhere(service: Service) -> Iterator[Problem]:
    """Forms of the applicant that send them to another system or office, or ask for a number or paper from there."""
    for form in _forms_of_applicant(service):
        for read in form_texts(form):
            if sends_elsewhere(read.text):
                yield _problem(
                    form,
                    read.component,
                    "متقاضی را به سامانه یا جای دیگری می‌فرستد؛ هر خدمت تنها از یک پنجره داده می‌شود (I1). این گام را "
                    "از همین درگاه بدهید، مثلاً با یک رابط.",
                    "sends the applicant to another system or place, but a service is given through one window only "
                    "(I1); do that step from here, by a connector for example.",
                )
        for question in form.components():
            if _brings_back(question):
                yield _problem(
                    form,
                    question,
                    "شماره یا برگه‌ای را می‌خواهد که سامانهٔ دیگری به متقاضی می‌دهد (I1)؛ آن را با استعلام یا رابط بگیرید.",
                    "asks for a number or paper that another system gives to the applicant (I1); get it by an inquiry "
                    "or a connector.",
                )
    for file, place, text in texts_of_files(service):
        if sends_elsewhere(text) and not (file == PACKAGE and place.partition(".")[0] in CITED):
            yield Problem(
                None,
                "متقاضی را به سامانه یا جای دیگری می‌فرستد؛ هر خدمت تنها از یک پنجره داده می‌شود (I1). این گام را از "
                "همین درگاه بدهید.",
                "sends the applicant to another system or place, but a service is given through one window only (I1); "
                "do that step from here.",
                file=file,
                place=place,
            )


@service_rule("attendance-uploaded", WARNING, publishing=True)
def find_uploads_to_bring(service: Service) -> Iterator[Problem]:
    """What the applicant has uploaded is asked for again at the front desk; the original may be, if it says why."""
    uploaded = {
        text: label
        for form in _forms_of_applicant(service)
        for question in form.components()
        if question.get("type") == "filepicker" and not _is_shown_only(question)
        for label in _labels(question)
        if len(text := _document(label)) > 2
    }
    for task, item, file in _to_bring(service):
        names = [item.get("name") or "", item.get("en") or ""]
        found = next((uploaded[text] for text in uploaded if any(_is_same(text, name) for name in names)), None)
        told = all(_ORIGINAL.search(name) and _WHY.search(name) for name in map(plain, names) if name)
        if found is not None and not told:
            yield Problem(
                task,
                f"«{names[0]}» را همراه می‌خواهد، که متقاضی پیش‌تر بارگذاری کرده است («{found}»)؛ آن را بردارید، یا اگر "
                "اصل آن باید دیده شود بنویسید اصل آن برای چه.",
                f"asks to bring “{names[1] or names[0]}”, which the applicant has uploaded (“{found}”); remove it, or "
                "say that the original must be seen and why.",
                file=file,
            )


def sends_elsewhere(text: Bilingual) -> bool:
    """Whether a text seems to send its reader to another system, bank, office or inside unit by its words."""
    fa, en = plain(text.fa), plain(text.en)
    return any(
        pattern.search(words)
        for pattern, words in (
            (_ADDRESS, f"{fa} {en}"),
            (_CALLED_IN, f"{fa} . {en}"),
            (_SENT_FA, fa),
            (_PAID_FA, fa),
            (_SENT_EN, en),
        )
    )


def _brings_back(question: Mapping[str, Any]) -> bool:
    if _is_shown_only(question):
        return False
    pattern = {"textfield": _NUMBER, "number": _NUMBER, "filepicker": _PAPER}.get(str(question.get("type")))
    own = _properties(question).get("kind") == "tracking-code"  # of a request at this desk
    return pattern is not None and not own and any(pattern.search(plain(label)) for label in _labels(question))


def _is_same(uploaded: str, brought: str) -> bool:
    wanted = _document(brought)
    return len(wanted) > 2 and (f" {uploaded} " in f" {wanted} " or f" {wanted} " in f" {uploaded} ")


def _document(label: str) -> str:
    """Which document a label means, without the words for pictures of it."""
    return " ".join(_PICTURE.sub(" ", plain(label)).casefold().split())


def _to_bring(service: Service) -> Iterator[tuple[Element, Element, str]]:
    for diagram in service.diagrams:
        for task in filter(diagram.runs, diagram.of("userTask")):
            for attendance in extensions(task, "attendance"):
                for item in attendance.iterchildren(miz("bring")):
                    yield task, item, diagram.file


def _forms_of_applicant(service: Service) -> Iterator[FormFile]:
    named = {
        (task.get(miz("form")) or "").strip(): None
        for diagram in service.diagrams
        for task in diagram.of("startEvent", "userTask")
        if diagram.kind[task] == "startEvent" or task.get(miz("audience")) == Audience.APPLICANT
    }
    return (service.forms[id_] for id_ in named if id_ in service.forms)


def _labels(question: Mapping[str, Any]) -> list[str]:
    return [text for text in (question.get("label"), _properties(question).get("labelEn")) if isinstance(text, str)]


def _properties(question: Mapping[str, Any]) -> Mapping[str, Any]:
    properties = question.get("properties")
    return properties if isinstance(properties, Mapping) else {}


def _is_shown_only(question: Mapping[str, Any]) -> bool:
    values = (_properties(question).get("readonly"), question.get("readonly"), question.get("disabled"))
    return any(str(value).lower() == "true" for value in values)


def _problem(form: FormFile, component: Mapping[str, Any] | None, fa: str, en: str) -> Problem:
    names = () if component is None else (component.get("key"), component.get("id"), component.get("type"))
    return Problem(None, fa, en, file=form.file, place=next((str(name) for name in names if name), None))
