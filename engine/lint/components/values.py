"""Values in the properties of a form's components that the desk can't honour, each told by its property."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from engine.lint.registry import Problem, service_rule
from engine.lint.service import FormFile, Service

Component = Mapping[str, Any]

#: what form-js knows, and the desk with it
SUBTYPES = ("date", "time", "datetime")
SERIALIZING = ("no_timezone", "utc_offset", "utc_normalized")
#: minutes of a day
DAY_MINUTES = 24 * 60


class Bad(NamedTuple):
    """A property whose value can't be honoured: of which components, when so, and what to write instead."""

    types: frozenset[str]
    path: str
    is_bad: Callable[[object], bool]
    fa: str
    en: str


def _is_interval(value: object) -> bool:
    try:
        minutes = float(str(value))
    except ValueError:
        return False
    return minutes == int(minutes) and 1 <= minutes <= DAY_MINUTES if minutes < float("inf") else False


_DATES = frozenset({"datetime"})
_PREVIEWS = frozenset({"documentPreview"})
BAD = (
    Bad(
        _DATES,
        "subtype",
        lambda value: value not in SUBTYPES,
        f"یکی از این‌ها باشد: {'، '.join(SUBTYPES)}",
        f"must be one of: {', '.join(SUBTYPES)}",
    ),
    Bad(
        _DATES,
        "timeSerializingFormat",
        lambda value: value not in SERIALIZING,
        f"یکی از این‌ها باشد: {'، '.join(SERIALIZING)}",
        f"must be one of: {', '.join(SERIALIZING)}",
    ),
    Bad(
        _DATES,
        "timeInterval",
        lambda value: not _is_interval(value),
        f"شمار دقیقه‌ها از ۱ تا {DAY_MINUTES} و بی اعشار باشد",
        f"must be a whole number of minutes from 1 to {DAY_MINUTES}",
    ),
    Bad(
        frozenset({"button"}),
        "action",
        lambda value: value not in ("submit", "reset"),
        "submit باشد یا دکمه برداشته شود: صفحه دکمه‌های خود را دارد و کار دیگری نمی‌کند؛ کار را در نمودار بکشید",
        "must be submit, or the button be removed: pages have buttons of their own that do nothing else; draw what "
        "it does in the diagram",
    ),
    Bad(
        _PREVIEWS,
        "endpointKey",
        lambda _: True,
        "برداشته شود: سندها از خود میز می‌آیند، نه از نشانی دیگر؛ شناسه‌هایشان را در dataSource بنویسید، مانند =deed",
        "must be removed: documents come from the desk itself, not from another address; write their ids into "
        "dataSource, as in =deed",
    ),
    Bad(
        _PREVIEWS,
        "dataSource",
        lambda value: not str(value or "").strip().removeprefix("=").strip(),
        "FEEL باشد که شناسهٔ سندها را می‌دهد، مانند =deed",
        "must be FEEL that yields the ids of documents, as in =deed",
    ),
)

#: that must be there
NEEDED = frozenset({"dataSource"})


@service_rule("form-value")
def find_bad_values(service: Service) -> Iterator[Problem]:
    """Values of properties of a form that the desk can't honour."""
    for form in service.forms.values():
        for component in form.components():
            for bad in BAD:
                value = component.get(bad.path)
                is_said = value not in (None, "") or bad.path in NEEDED
                if component.get("type") in bad.types and is_said and bad.is_bad(value):
                    yield told(form, component, bad.path, value, bad.fa, bad.en)


def told(form: FormFile, component: Component, path: str, value: object, fa: str, en: str) -> Problem:
    """The problem at that property of the component; `fa` and `en` say what it has to be."""
    place = str(component.get("key") or component.get("id") or component.get("type") or "?")
    shown = str(value)[:80]
    return Problem(
        None,
        f"«{path}» مقدار «{shown}» دارد؛ باید {fa}.",
        f"“{path}” is “{shown}”; it {en}.",
        file=form.file,
        place=place,
    )
