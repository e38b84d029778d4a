"""Lists of forms (`dynamiclist`) that can't be asked: without a place for their entries, without questions, with
numbers that contradict each other. The desk reads them by the same limits (`forms.lists`)."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.lint.registry import Problem, service_rule
from engine.lint.service import EACH, FormFile, Service

Component = Mapping[str, Any]
#: entries of one list
MOST_ENTRIES = 100
#: lists within each other
MOST_LISTS = 3
_NUMBERS = ("defaultRepetitions", "nonCollapsedItems", "properties.least", "properties.most")


@service_rule("form-list")
def check_lists(service: Service) -> Iterator[Problem]:
    """Lists without a path or questions, with numbers that can't be, or that ask for the applicant's profile."""
    for form in service.forms.values():
        keys = [str(component.get("key")) for component in form.components()]
        for component in form.components():
            if component.get("type") == "dynamiclist":
                for fa, en in (*_structure(component), *_numbers(component)):
                    yield _told(form, component, fa, en)
            elif f".{EACH}." in str(component.get("key")) and _part(component, "properties.profile"):
                yield _told(
                    form,
                    component,
                    "در فهرست پرسیده می‌شود و profile دارد؛ profile فقط خود متقاضی است. آن را بردارید.",
                    "is asked in a list and has a profile field, which is the applicant's alone; remove it.",
                )
        for key in keys:
            if key.count(f".{EACH}.") > MOST_LISTS:
                yield _told(
                    form,
                    {"key": key},
                    f"در بیش از {MOST_LISTS} فهرست تودرتو است؛ فرم را ساده‌تر کنید.",
                    f"is in more than {MOST_LISTS} lists within each other; make the form simpler.",
                )
                break


def _structure(component: Component) -> Iterator[tuple[str, str]]:
    inner = component.get("components")
    if not component.get("path"):
        yield (
            "path ندارد و پاسخ‌هایش جایی ندارد؛ نامی برای فهرست بنویسید.",
            ("has no path, so that its answers have no place; write a name for the list."),
        )
    if not isinstance(inner, list) or not any(isinstance(one, Mapping) and _asks(one) for one in inner):
        yield "چیزی نمی‌پرسد؛ دست‌کم یک پرسش در آن بگذارید.", "asks nothing; put at least one question in it."
    if component.get("isRepeating") not in (None, True):
        yield (
            "isRepeating همیشه true است؛ اگر تکرار نمی‌شود به جای آن group بگذارید.",
            ("repeats always (isRepeating); use a group for what doesn't."),
        )


def _asks(component: Component) -> bool:
    inner = component.get("components")
    below = inner if isinstance(inner, list) else []
    return bool(component.get("key")) or any(isinstance(one, Mapping) and _asks(one) for one in below)


def _numbers(component: Component) -> Iterator[tuple[str, str]]:
    given = {path: _part(component, path) for path in _NUMBERS}
    wrong = [path for path, value in given.items() if value not in (None, "") and _whole(value) is None]
    for path in wrong:
        yield (
            f"{path} عدد درستی از ۰ تا {MOST_ENTRIES} نیست.",
            f"has a {path} that is no whole number 0 … {MOST_ENTRIES}.",
        )
    first, least, most = (_whole(given[path]) for path in ("defaultRepetitions", "properties.least", "properties.most"))
    least, most = least or 0, MOST_ENTRIES if most is None else most
    grows = component.get("allowAddRemove") is True
    if not wrong and grows and not (least <= most and (1 if first is None else first) <= most):
        yield (
            f"دست‌کم {least}، در آغاز {first}، حداکثر {most}: این عددها با هم نمی‌خوانند.",
            f"has numbers that contradict each other: least {least}, defaultRepetitions {first}, most {most}.",
        )


def _whole(value: object) -> int | None:
    text = str(value)
    right = not isinstance(value, bool) and text.isascii() and text.isdigit() and int(text[:5]) <= MOST_ENTRIES
    return int(text) if right else None


def _part(component: Component, path: str) -> object:
    outer, _, inner = path.partition(".")
    holder = component.get(outer)
    return (holder.get(inner) if isinstance(holder, Mapping) else None) if inner else holder


def _told(form: FormFile, component: Component, fa: str, en: str) -> Problem:
    place = component.get("key") or component.get("path") or component.get("id") or component.get("label") or "?"
    return Problem(None, fa, en, file=form.file, place=str(place))
