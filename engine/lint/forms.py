"""The forms of a bundle: readable, in words the desk knows, and asking nothing that may not or need not be asked (I1).

The desk compiles forms itself; the names here are the ones it knows."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from engine.dialect import flow_of, miz
from engine.dialect.names import extensions
from engine.form_files.properties import expressions_in
from engine.form_files.words import PROFILE_FIELDS, TYPE_KINDS, VALUE_KINDS
from engine.lint.messages.feel_slips import Repair, repair_of
from engine.lint.registry import ERROR, WARNING, Problem, service_rule
from engine.lint.service import FormFile, Service
from engine.lint.types.messages import nearest
from engine.model import Audience, Bilingual

_LETTER = re.compile(r"letters/.+\.yaml")
ARRANGING = frozenset(
    {"text", "html", "image", "documentPreview", "table", "group", "dynamiclist", "separator", "spacer"}
)
ASKING = frozenset(
    {"textfield", "textarea", "number", "checkbox", "radio", "select", "checklist", "taglist", "datetime", "filepicker"}
)
COMPUTING = frozenset({"expression"})
KINDS = frozenset({*VALUE_KINDS, *TYPE_KINDS})
_IDENTITY = re.compile(
    r"کارت\s*(هوشمند\s*)?ملی|شناسنامه|کارت\s*شناسایی|national\s+(identity\s+|id\s+)?card|identity\s+card|id\s+card"
    r"|birth\s+certificate",
    re.IGNORECASE,
)


@service_rule("form-unreadable")
def find_unreadable_forms(service: Service) -> Iterator[Problem]:
    """Forms that aren't form-js JSON."""
    for form in service.forms.values():
        if form.content is None:
            yield _of_form(
                form,
                None,
                f"این فرم خوانده نمی‌شود ({form.fault.fa})؛ آن را در ویرایشگر فرم دوباره ذخیره کنید.",
                f"This form can't be read ({form.fault.en}); save it again from the form editor.",
            )


@service_rule("form-refused")
def refuse_forms(service: Service) -> Iterator[Problem]:
    """Told by whoever shows the forms, a judge of `lint`: components that can't be asked as they are written."""
    yield from ()


@service_rule("form-component")
def find_unknown_components(service: Service) -> Iterator[Problem]:
    """Component types that the desk doesn't render."""
    for form in service.forms.values():
        for component in form.components():
            type_ = component.get("type")
            known = ", ".join(sorted(ASKING | COMPUTING))
            if type_ not in ASKING | COMPUTING | ARRANGING and type_ != "button":
                yield _of_form(
                    form,
                    component,
                    f"نوع «{type_}» در فرم‌های میز نیست؛ یکی از این‌ها را بگذارید: {known}.",
                    f"the desk has no component “{type_}”; choose one of: {known}.",
                )


@service_rule("form-key")
def check_keys(service: Service) -> Iterator[Problem]:
    """Every question has a key, and no two of one form the same."""
    for form in service.forms.values():
        keys = Counter(str(question.get("key") or "") for question in _questions(form))
        for key, count in keys.items():
            if not key:
                yield _of_form(
                    form,
                    None,
                    "یکی از پرسش‌ها کلید (key) ندارد؛ کلیدی به آن بدهید.",
                    "A question has no key; give it one.",
                )
            elif count > 1:
                yield _of_form(
                    form,
                    {"key": key},
                    "این کلید در فرم دو بار آمده است و یک پاسخ دیگری را پاک می‌کند؛ کلید یکی را عوض کنید.",
                    "is the key of two questions, so that one answer would replace the other; change one.",
                )


@service_rule("form-kind")
def check_kinds(service: Service) -> Iterator[Problem]:
    """Kinds and profile fields that the desk knows."""
    for form in service.forms.values():
        for question in _questions(form):
            for name, known in (("kind", KINDS), ("profile", PROFILE_FIELDS)):
                value = _properties(question).get(name)
                if value and str(value) not in known:
                    yield _of_form(
                        form,
                        question,
                        f"{name} «{value}» شناخته نیست؛ یکی از این‌ها را بنویسید: {', '.join(sorted(known))}.",
                        f"has the unknown {name} “{value}”; write one of: {', '.join(sorted(known))}.",
                        changes=_near(str(value), known),
                    )


@service_rule("form-feel")
def check_form_conditions(service: Service) -> Iterator[Problem]:
    """Conditions, computed values, and FEEL in texts, limits and switches of a component."""
    for form in service.forms.values():
        for component in form.components():
            if component.get("type") in COMPUTING and not component.get("expression"):
                yield _not_feel(form, component, "expression", _EMPTY, "")
            for path, text in expressions_in(component):
                repair = Repair(_BLOCK_FAULT) if text.startswith(("#", "/")) else repair_of(text) if text else _EMPTY
                if repair is not None:
                    yield _not_feel(form, component, path, repair, text)


#: form-js's own blocks in texts
_BLOCK_FAULT = Bilingual(
    "`{{#if}}` و `{{#loop}}` در میز نیست؛ `{{ if … then … else … }}` بنویسید",
    "the desk has no `{{#if}}` and `{{#loop}}`; write `{{ if … then … else … }}`",
)
_EMPTY = Repair(Bilingual("خالی است", "it is empty"))


def _not_feel(form: FormFile, component: Mapping[str, Any], path: str, repair: Repair, text: str) -> Problem:
    told = repair.told()
    problem = _of_form(
        form,
        component,
        f"«{path}» FEEL درستی نیست: {told.fa}. آن را درست کنید.",
        f"“{path}” is not FEEL: {told.en}. Correct it.",
    )
    return replace(problem, changes=repair.changes(text))


@service_rule("identity-copy")
def find_identity_copies(service: Service) -> Iterator[Problem]:
    """Uploads of a national card or birth certificate: forbidden, since identity is asked of the registry."""
    for form in service.forms.values():
        for question in _questions(form):
            if _is_document(question) and _IDENTITY.search(_label(question)):
                yield _of_form(
                    form,
                    question,
                    "تصویر مدرک هویتی می‌خواهد که گرفتن آن از مردم ممنوع است؛ هویت را استعلام کنید و پرسش را بردارید.",
                    "asks for a copy of an identity document, which may not be asked of citizens; check identity by "
                    "inquiry and remove the question.",
                )


@service_rule("asked-twice")
def find_repeated_questions(service: Service) -> Iterator[Problem]:
    """Questions to the applicant whose answer the case already has, from an earlier form or an inquiry."""
    known: dict[str, str] = {}
    for source, form in _applicant_forms(service):
        if form is None:
            known.update(dict.fromkeys(source, "استعلام / an inquiry"))
            continue
        asked = {
            name: form.id for question in _questions(form) for name in _meanings(question) if not _readonly(question)
        }
        for question in _questions(form):
            earlier = next((known[n] for n in _meanings(question) if known.get(n, form.id) != form.id), None)
            if earlier is not None and not _readonly(question):
                yield _of_form(
                    form,
                    question,
                    f"پاسخ این پرسش پیش‌تر داده شده است ({earlier})؛ پرسش را بردارید یا readonly کنید.",
                    f"is already answered ({earlier}); remove the question or show the answer as readonly.",
                )
        for name, id_ in asked.items():
            known.setdefault(name, id_)


@service_rule("form-missing", publishing=True)
def find_missing_forms(service: Service) -> Iterator[Problem]:
    """Forms that the diagram names and the bundle lacks; user tasks of people that name none."""
    for diagram in service.diagrams:
        for element in diagram.of("startEvent", "userTask"):
            form = (element.get(miz("form")) or "").strip()
            if form and form not in service.forms:
                yield Problem(
                    element,
                    f"فرم «{form}» در بسته نیست؛ فایل forms/{form}.form را بیفزایید یا نام را درست کنید."
                    f"{_or_fa(form, service.forms)}",
                    f"shows the form “{form}”, which the bundle lacks; add forms/{form}.form or correct the name."
                    f"{_or_en(form, service.forms)}",
                    file=diagram.file,
                    changes=_near(form, service.forms),
                )
            elif not form and diagram.kind[element] == "userTask" and diagram.runs(element):
                yield Problem(
                    element,
                    "فرم ندارد و انجام آن چیزی ثبت نمی‌کند؛ miz:form را بنویسید.",
                    "has no form, so that doing it records nothing; write miz:form.",
                    WARNING,
                    file=diagram.file,
                )


@service_rule("form-unused", WARNING, publishing=True)
def find_unused_forms(service: Service) -> Iterator[Problem]:
    """Forms of the bundle that nothing shows, as far as every diagram can be read; those that a misspelt name means are
    told there."""
    if service.unreadable:
        return
    used = {e.get(miz("form")) for d in service.diagrams for e in d.of("startEvent", "userTask", "manualTask")}
    meant = {nearest(name, service.forms) for name in used if name and name not in service.forms}
    for form in service.forms.values():
        if form.id not in used | meant:
            yield _of_form(
                form, None, "هیچ کاری این فرم را نشان نمی‌دهد؛ آن را پاک کنید.", "No task shows this form; remove it."
            )


@service_rule("form-id", WARNING)
def find_ids_that_differ(service: Service) -> Iterator[Problem]:
    """Forms whose own id is another than the name of their file, by which the diagram names them. An error where the
    diagram means a form by the id that it has inside."""
    named = {e.get(miz("form")) for d in service.diagrams for e in d.of("startEvent", "userTask", "manualTask")}
    for form in service.forms.values():
        own = (form.content or {}).get("id")
        if isinstance(own, str) and own and own != form.id:
            is_meant = own in named and own not in service.forms
            yield Problem(
                None,
                f"شناسهٔ درون فرم «{own}» است و نام فایل «{form.id}»؛ نمودار فرم را با نام فایل می‌شناسد. هر دو را یکی "
                f"کنید{f'؛ نام فایل را forms/{own}.form بگذارید' if is_meant else ''}.",
                f"The form calls itself “{own}” and its file “{form.id}”; the diagram knows it by its file's name. "
                f"Make them one{f': call the file forms/{own}.form' if is_meant else ''}.",
                ERROR if is_meant else None,
                file=form.file,
            )


@service_rule("decision-missing", publishing=True)
def find_missing_decisions(service: Service) -> Iterator[Problem]:
    """Decisions that the diagram names and no DMN file of the bundle holds, as far as all of them can be read."""
    if any(file.endswith(".dmn") for file in service.unreadable):
        return
    for diagram in service.diagrams:
        for task in diagram.of("businessRuleTask"):
            decision = (task.get(miz("decision")) or "").strip()
            if decision and decision not in service.decisions:
                yield Problem(
                    task,
                    f"تصمیم «{decision}» در هیچ فایل DMN بسته نیست؛ آن را بیفزایید یا شناسه را درست کنید."
                    f"{_or_fa(decision, service.decisions)}",
                    f"asks the decision “{decision}”, which no DMN file of the bundle holds; add it or correct the id."
                    f"{_or_en(decision, service.decisions)}",
                    file=diagram.file,
                    changes=_near(decision, service.decisions),
                )


@service_rule("letter-missing", publishing=True)
def find_missing_letters(service: Service) -> Iterator[Problem]:
    """Letters that an end event names and the bundle lacks."""
    letters = {name.removeprefix("letters/").removesuffix(".yaml") for name in service.files if _LETTER.match(name)}
    for diagram in service.diagrams:
        for event in diagram.of("endEvent"):
            letter = (event.get(miz("letter")) or "").strip()
            if letter and f"letters/{letter}.yaml" not in service.files:
                yield Problem(
                    event,
                    f"نامه «{letter}» در بسته نیست؛ letters/{letter}.yaml را بیفزایید.{_or_fa(letter, letters)}",
                    f"answers by the letter “{letter}”, which the bundle lacks; add letters/{letter}.yaml."
                    f"{_or_en(letter, letters)}",
                    file=diagram.file,
                    changes=_near(letter, letters),
                )


def _applicant_forms(service: Service) -> Iterator[tuple[tuple[str, ...], FormFile | None]]:
    """Along the flow: each form that the applicant fills in, and (with None) the names that each inquiry gives."""
    for diagram in service.diagrams:
        for process in diagram.of("process"):
            if not diagram.runs(process):
                continue
            flow = flow_of(process)
            for node in (flow.nodes[id_] for id_ in flow.order):
                kind, form = diagram.kind.get(node, ""), service.forms.get(node.get(miz("form")) or "")
                if kind == "serviceTask" and node.get(miz("connector")):
                    yield tuple(output.get("name", "") for output in extensions(node, "output")), None
                elif form is not None and (kind == "startEvent" or node.get(miz("audience")) == Audience.APPLICANT):
                    yield (), form


def _near(name: str, known: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The change to the one name that is meant, where there is one."""
    near = nearest(name, known)
    return ((name, near),) if near else ()


def _or_fa(name: str, known: Iterable[str]) -> str:
    return "".join(f" آیا «{near}» منظور است؟" for _, near in _near(name, known))


def _or_en(name: str, known: Iterable[str]) -> str:
    return "".join(f" Did you mean “{near}”?" for _, near in _near(name, known))


def _of_form(
    form: FormFile,
    component: Mapping[str, Any] | None,
    fa: str,
    en: str,
    changes: tuple[tuple[str, str], ...] = (),
) -> Problem:
    place = (
        None if component is None else str(component.get("key") or component.get("id") or component.get("type") or "?")
    )
    return Problem(None, fa, en, file=form.file, place=place, changes=changes)


def _questions(form: FormFile) -> Iterator[Mapping[str, Any]]:
    return (component for component in form.components() if component.get("type") in ASKING)


def _properties(component: Mapping[str, Any]) -> Mapping[str, Any]:
    properties = component.get("properties")
    return properties if isinstance(properties, Mapping) else {}


def _readonly(question: Mapping[str, Any]) -> bool:
    return any(
        str(value).lower() == "true"
        for value in (_properties(question).get("readonly"), question.get("readonly"), question.get("disabled"))
    )


def _meanings(question: Mapping[str, Any]) -> list[str]:
    """The names under which an answer may be known: its key, and the profile field it asks for."""
    return [str(name) for name in (question.get("key"), _properties(question).get("profile")) if name]


def _is_document(question: Mapping[str, Any]) -> bool:
    return question.get("type") == "filepicker" or _properties(question).get("kind") == "document"


def _label(question: Mapping[str, Any]) -> str:
    """Label and description in both languages, half-spaces and Arabic letters made alike."""
    texts = (question.get("label"), _properties(question).get("labelEn"), question.get("description"))
    joined = " ".join(str(text) for text in texts if text)
    return joined.replace("\u200c", " ").replace("ي", "ی").replace("ك", "ک")
