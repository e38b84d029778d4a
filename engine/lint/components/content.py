"""Texts of forms: whatever a page of the desk would not show as it is written is named, with what to write instead."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.form_files.markdown import unshown_in_markdown
from engine.form_files.markup import MAX_CHARACTERS, MAX_DEPTH, FaultKind, MarkupFault, read_markup
from engine.lint.registry import Problem, service_rule
from engine.lint.service import FormFile, Service
from engine.model import Bilingual

Component = Mapping[str, Any]
#: where the texts of a component stand
_SIDES = {"html": ("content", "contentEn"), "text": ("text", "textEn")}
_REMEDIES = {
    "script": Bilingual("نمایش و پنهان کردن را با conditional.hide بنویسید", "show and hide by conditional.hide"),
    "iframe": Bilingual("متن آن را در فرم بنویسید", "write its text into the form"),
    "img": Bilingual("جزء image را به کار برید", "use an image component"),
    "button": Bilingual("دکمه‌های صفحه کافی است", "the page has its own buttons"),
    "style": Bilingual("رنگ و اندازه از میز است", "colours and sizes are the desk's"),
    "class": Bilingual("رنگ و اندازه از میز است", "colours and sizes are the desk's"),
    "h1": Bilingual("صفحه عنوان خود را دارد؛ h2 بنویسید", "the page has its own title; write h2"),
    "input": Bilingual("پرسش را جزئی از فرم کنید", "make the question a component"),
}
_ELSE = Bilingual("آن را بردارید", "remove it")


@service_rule("form-content")
def find_unshown_content(service: Service) -> Iterator[Problem]:
    """HTML and Markdown in a form that a page of the desk would leave out or show otherwise."""
    for form in service.forms.values():
        for component in form.components():
            type_ = str(component.get("type"))
            for path, text in _texts(component, type_):
                faults = read_markup(text).faults if type_ == "html" else unshown_in_markdown(text)
                for fault in faults:
                    yield _problem(form, component, path, told(fault, type_))
            if type_ == "html" and not any(_texts(component, type_)):
                empty = Bilingual("خالی است؛ متن را بنویسید یا جزء را بردارید", "is empty; write it or remove it")
                yield _problem(form, component, "content", empty)


def told(fault: MarkupFault, type_: str) -> Bilingual:
    """What a fault of a text means and what to do about it."""
    name, of = fault.name, fault.of
    remedy = _REMEDIES.get(name, _ELSE)
    match fault.kind:
        case FaultKind.ELEMENT if type_ == "text" and name not in _REMEDIES:
            return Bilingual(
                f"عنصر <{name}> دارد که در متن Markdown نشان داده نمی‌شود؛ جزء html را به کار برید",
                f"has the element <{name}>, which Markdown of the desk doesn't show; use an html component",
            )
        case FaultKind.ELEMENT:
            return Bilingual(
                f"عنصر <{name}> دارد که نشان داده نمی‌شود؛ {remedy.fa}",
                f"has the element <{name}>, which isn't shown; {remedy.en}",
            )
        case FaultKind.ATTRIBUTE:
            return Bilingual(
                f"ویژگی «{name}» در <{of}> پذیرفته نیست؛ {remedy.fa}",
                f"has the attribute “{name}” on <{of}>, which isn't kept; {remedy.en}",
            )
        case FaultKind.ADDRESS:
            return Bilingual(
                f"پیوند به «{name}» دنبال نمی‌شود؛ نشانی باید با https:، http:، mailto:، tel: یا / آغاز شود",
                f"links to “{name}”, which isn't followed; an address begins with https:, http:, mailto:, tel: or /",
            )
        case FaultKind.MARKDOWN:
            return Bilingual(
                f"از Markdown «{name}» دارد که خوانده نمی‌شود؛ ساده‌تر بنویسید یا جزء html را به کار برید",
                f"has “{name}” of Markdown, which isn't read; write it plainly or use an html component",
            )
    return _of_structure(fault)


def _of_structure(fault: MarkupFault) -> Bilingual:
    name, of = fault.name, fault.of
    match fault.kind:
        case FaultKind.MISPLACED:
            inside = of or "…"
            return Bilingual(
                f"«{name}» درون <{inside}> جایی ندارد و مرورگر آن را جابه‌جا می‌کند؛ بیرون بگذارید",
                f"has “{name}” within <{inside}>, where browsers move it away; put it outside",
            )
        case FaultKind.UNCLOSED:
            return Bilingual(
                f"«{name}» باز مانده یا نابجا بسته شده است؛ هر عنصر را همان‌جا ببندید",
                f"has “{name}” unfinished, or closed where it isn't open; close each element in its place",
            )
        case FaultKind.FEEL if name == "=":
            return Bilingual(
                "سراسر FEEL است و HTML آن خوانده نمی‌شد؛ HTML را بنویسید و داده را با {{ … }} در آن بگذارید",
                "is FEEL as a whole, whose HTML would not be read; write the HTML with {{ … }} for data",
            )
        case FaultKind.FEEL:
            return Bilingual(
                f"در «{name}» FEEL دارد که پر نمی‌شود؛ آن را در متن یا href بنویسید",
                f"has FEEL in “{name}”, where none is filled in; write it in the text or in an href",
            )
    return Bilingual(
        f"بیش از {MAX_CHARACTERS} نویسه یا {MAX_DEPTH} عنصر در هم دارد؛ آن را کوتاه کنید",
        f"has more than {MAX_CHARACTERS} characters, or {MAX_DEPTH} elements in each other; shorten it",
    )


def _texts(component: Component, type_: str) -> Iterator[tuple[str, str]]:
    paths = _SIDES.get(type_)
    if paths is None:
        return
    properties = component.get("properties")
    english = properties.get(paths[1]) if isinstance(properties, Mapping) else None
    for path, text in ((paths[0], component.get(paths[0])), (f"properties.{paths[1]}", english)):
        if isinstance(text, str) and text.strip():
            yield path, text


def _problem(form: FormFile, component: Component, path: str, why: Bilingual) -> Problem:
    place = str(component.get("key") or component.get("id") or component.get("type") or "?")
    return Problem(None, f"«{path}» {why.fa}.", f"“{path}” {why.en}.", file=form.file, place=place)
