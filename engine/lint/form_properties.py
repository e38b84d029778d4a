"""Properties of forms that do nothing: unknown to the desk, or without meaning where they stand."""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from engine.form_files.properties import FORM_PROPERTIES, PROPERTIES, Use, properties_in
from engine.lint.registry import WARNING, Problem, service_rule
from engine.lint.service import FormFile, Service

Component = Mapping[str, Any]


class Idle(NamedTuple):
    """A property that is known and has no effect there: where that is so, and what to tell."""

    paths: tuple[str, ...]
    applies: Callable[[Component, object], bool]
    fa: str
    en: str


def _kind(component: Component) -> str:
    properties = component.get("properties")
    return str(properties.get("kind") or "") if isinstance(properties, Mapping) else ""


def _type(component: Component) -> str:
    return str(component.get("type"))


def _is_money(component: Component, _: object) -> bool:
    return _kind(component) == "money"


_RIALS = frozenset({"ریال", "rial", "rials", "irr"})
_LEN = ("validate.minLength", "validate.maxLength")
_ADORNERS = ("appearance.prefixAdorner", "appearance.suffixAdorner", "properties.prefixEn", "properties.suffixEn")
IDLE = (
    Idle(
        ("validate.min", "validate.max"),
        lambda one, _: _type(one) == "textfield" and _kind(one) != "money",
        "فقط در پرسش عددی و مبلغ معنا دارد؛ نوع پرسش را number بگذارید یا آن را بردارید.",
        "binds only numbers and amounts of money; make the question a number, or remove it.",
    ),
    Idle(
        _LEN,
        lambda one, _: _type(one) == "textfield" and _kind(one) == "money",
        "مبلغ طول ندارد؛ min و max بنویسید.",
        "means nothing for an amount of money; write min and max.",
    ),
    Idle(
        _ADORNERS,
        lambda one, value: _is_money(one, value) and str(value).strip().lower() not in _RIALS,
        "مبلغ همیشه به ریال پرسیده می‌شود؛ آن را بردارید.",
        "isn't shown: amounts are always asked in rials; remove it.",
    ),
    Idle(
        ("decimalDigits",),
        lambda one, value: _is_money(one, value) and value != 0,
        "مبلغ اعشار ندارد؛ آن را بردارید.",
        "means nothing: amounts are whole rials; remove it.",
    ),
    Idle(
        ("use24h",),
        lambda _, value: value is False,
        "ساعت در میز همیشه ۲۴ساعته است؛ آن را true کنید.",
        "has no effect: times are always asked in 24 hours; make it true.",
    ),
    Idle(
        ("timeSerializingFormat",),
        lambda one, value: one.get("subtype") == "time" and value != "no_timezone",
        "ساعتِ بی تاریخ بدون منطقهٔ زمانی و مانند ۱۴:۳۰ نگه داشته می‌شود؛ no_timezone بنویسید.",
        "has no effect: times without a day are kept as 14:30, without a zone; write no_timezone.",
    ),
    Idle(
        ("timeInterval", "timeSerializingFormat", "use24h", "timeLabel", "properties.timeLabelEn"),
        lambda one, _: one.get("subtype") in (None, "", "date"),
        "در پرسش تاریخ معنا ندارد؛ subtype را time بگذارید یا آن را بردارید.",
        "means nothing where a date is asked; make the subtype time, or remove it.",
    ),
    Idle(
        ("disallowPassedDates", "properties.when", "dateLabel", "properties.dateLabelEn"),
        lambda one, _: one.get("subtype") == "time" or (_type(one) == "textfield" and _kind(one) != "jalali-date"),
        "فقط در پرسش تاریخ معنا دارد؛ آن را بردارید.",
        "means something only where a date is asked; remove it.",
    ),
    Idle(
        ("properties.least", "properties.most"),
        lambda one, _: _type(one) == "dynamiclist" and one.get("allowAddRemove") is not True,
        "فقط در فهرستی معنا دارد که بتوان به آن افزود؛ allowAddRemove را true کنید یا آن را بردارید.",
        "binds only lists that entries can be added to; make allowAddRemove true, or remove it.",
    ),
    Idle(
        ("nonCollapsedItems",),
        lambda one, _: one.get("disableCollapse") is True,
        "با disableCollapse کاری نمی‌کند؛ یکی را بردارید.",
        "does nothing beside disableCollapse; remove one of them.",
    ),
    Idle(
        ("action",),
        lambda _, value: value == "reset",
        "صفحه دکمهٔ پاک کردن ندارد؛ دکمه را بردارید.",
        "has no effect: pages have no button that empties them; remove the button.",
    ),
    Idle(
        ("maxHeight",),
        lambda one, _: _type(one) == "documentPreview",
        "سند با پیوند باز می‌شود و در صفحه کادری ندارد؛ آن را بردارید.",
        "has no effect: documents are opened by their links, not within the page; remove it.",
    ),
    Idle(
        ("defaultValue",),
        lambda one, _: _type(one) == "filepicker",
        "سند پیش‌فرض ندارد؛ آن را بردارید.",
        "means nothing for documents; remove it.",
    ),
)


@service_rule("form-property", WARNING)
def check_properties(service: Service) -> Iterator[Problem]:
    """Properties of a form and of its components that nothing at the desk reads."""
    for form in service.forms.values():
        if form.content is not None:
            yield from _unknown(form, form.content, FORM_PROPERTIES)
        for component in form.components():
            uses = PROPERTIES.get(_type(component))
            if uses is not None:
                yield from _unknown(form, component, uses)
                yield from _idle(form, component)


def _unknown(form: FormFile, component: Component, uses: Mapping[str, Use]) -> Iterator[Problem]:
    for path, _ in properties_in(component):
        if path not in uses:
            near = get_close_matches(path, uses, 1, 0.75)
            meant_fa = f"آیا «{near[0]}» منظور است؟" if near else "آن را بردارید."
            meant_en = f"Did you mean “{near[0]}”?" if near else "Remove it."
            yield _told(
                form,
                component,
                f"ویژگی «{path}» را میز نمی‌شناسد و کاری نمی‌کند. {meant_fa}",
                f"has the property “{path}”, which the desk doesn't know and which does nothing. {meant_en}",
            )


def _idle(form: FormFile, component: Component) -> Iterator[Problem]:
    told = set()
    for path, value in properties_in(component):
        for idle in IDLE:
            if path in idle.paths and path not in told and idle.applies(component, value):
                told.add(path)
                yield _told(form, component, f"«{path}»: {idle.fa}", f"“{path}” {idle.en}")


def _told(form: FormFile, component: Component, fa: str, en: str) -> Problem:
    root = component is form.content
    place = None if root else str(component.get("key") or component.get("id") or component.get("type") or "?")
    return Problem(None, fa, en, file=form.file, place=place)
