"""A service speaks the languages of its desk: nobody who has chosen one reads the other, or nothing."""

from collections.abc import Iterator

from engine.lint.publishing.package import texts_of_files
from engine.lint.publishing.wording import ReadText, diagram_texts, form_texts, missing_languages
from engine.lint.registry import Problem, service_rule
from engine.lint.service import Service

_NAMES = {"fa": ("فارسی", "Persian"), "en": ("انگلیسی", "English")}


@service_rule("language-missing", publishing=True)
def require_languages(service: Service) -> Iterator[Problem]:
    """Texts of the diagram, the forms, letters, notices and the package that lack a language of the desk."""
    if service.desk is None:
        return
    for diagram in service.diagrams:
        for read in diagram_texts(diagram):
            yield from _lacking(read, service.desk.languages, diagram.file)
    for form in service.forms.values():
        for read in form_texts(form):
            yield from _lacking(read, service.desk.languages, form.file)
    for file, place, text in texts_of_files(service):
        for language in missing_languages(text, service.desk.languages):
            fa, en = _NAMES[language]
            yield Problem(
                None,
                f"به {fa} نوشته نشده است و این میز به آن زبان هم خوانده می‌شود؛ آن را بنویسید.",
                f"has no {en}, and the desk is read in that language as well; write it.",
                file=file,
                place=place,
            )


def _lacking(read: ReadText, languages: frozenset[str], file: str) -> Iterator[Problem]:
    component = read.component
    place = None if component is None else str(component.get("key") or component.get("id") or component.get("type"))
    for language in missing_languages(read.text, languages):
        fa, en = _NAMES[language]
        yield Problem(
            read.element,
            f"{read.what.fa} به {fa} نوشته نشده است و این میز به آن زبان هم خوانده می‌شود؛ آن را بنویسید.",
            f"has no {en} for the {read.what.en}, and the desk is read in that language as well; write it.",
            file=file,
            place=place,
        )
