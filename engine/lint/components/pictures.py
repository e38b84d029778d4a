"""Pictures of forms: files of the bundle, with words for those who don't see them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from engine.lint.registry import Problem, service_rule
from engine.lint.service import FormFile, Service
from engine.model import Bilingual

Component = Mapping[str, Any]

_SOURCE = re.compile(r"images/[A-Za-z0-9][A-Za-z0-9._-]{0,100}\.(?:png|jpe?g|webp)", re.ASCII | re.IGNORECASE)
_REMEDY = Bilingual(
    "تصویر را با نام images/….png (یا jpg و webp) در بسته بگذارید و همان را در source بنویسید",
    "put the picture into the bundle as images/….png (or .jpg, .webp) and write that name",
)
LANGUAGES = {"fa": ("alt", "فارسی", "Persian"), "en": ("properties.altEn", "انگلیسی", "English")}


@service_rule("form-picture")
def check_pictures(service: Service) -> Iterator[Problem]:
    """Pictures that aren't files of the bundle, or that have no words."""
    languages = sorted(service.desk.languages) if service.desk is not None else ["en", "fa"]
    for form in service.forms.values():
        for component in form.components():
            if component.get("type") == "image":
                fault = _fault_of_source(component, service.files)
                if fault is not None:
                    yield _problem(form, component, Bilingual(f"{fault.fa}؛ {_REMEDY.fa}", f"{fault.en}; {_REMEDY.en}"))
                yield from _without_words(form, component, languages)


def _fault_of_source(component: Component, files: frozenset[str]) -> Bilingual | None:
    source = str(component.get("source") or "").strip()
    shown = source[:80]
    if _SOURCE.fullmatch(source):
        lacks = Bilingual(f"تصویر «{shown}» در بسته نیست", f"The picture “{shown}” isn't in the bundle")
        return None if source in files else lacks
    if not source:
        return Bilingual("تصویر source ندارد", "The picture has no source")
    if source.startswith("=") or "{{" in source:
        return Bilingual("«source» FEEL است و هر نشانی‌ای می‌تواند باشد", "“source” is FEEL, which could be any address")
    if source.lower().startswith("data:"):
        return Bilingual("«source» خود تصویر (data:) است", "“source” is the picture itself (data:)")
    if re.match(r"[a-z][a-z0-9+.-]*:|//", source, re.IGNORECASE):
        return Bilingual(
            f"«source» به بیرون («{shown}») می‌رود و هر بازدید را به دیگری خبر می‌دهد",
            f"“source” leads outside (“{shown}”) and would tell others of each visit",
        )
    return Bilingual(f"«source» («{shown}») نام تصویری از بسته نیست", f"“source” (“{shown}”) names no picture")


def _without_words(form: FormFile, component: Component, languages: list[str]) -> Iterator[Problem]:
    properties = component.get("properties")
    inner = properties if isinstance(properties, Mapping) else {}
    said = {"fa": component.get("alt"), "en": inner.get("altEn")}
    for language in languages:
        if not str(said[language] or "").strip():
            path, fa, en = LANGUAGES[language]
            yield _problem(
                form,
                component,
                Bilingual(
                    f"تصویر «{path}» ندارد: کسی که نمی‌بیند باید به {fa} بخواند چه نشان می‌دهد؛ آن را بنویسید",
                    f"The picture has no “{path}”: who doesn't see it must read in {en} what it shows; write it",
                ),
            )


def _problem(form: FormFile, component: Component, why: Bilingual) -> Problem:
    place = str(component.get("key") or component.get("id") or component.get("type") or "?")
    return Problem(None, f"{why.fa}.", f"{why.en}.", file=form.file, place=place)
