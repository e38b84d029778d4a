"""The kinds of a form's answers: what each question stores, and the values that it can give."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from engine.feel.values import Value
from engine.lint.service import FormFile
from engine.lint.types.kinds import BOOLEAN, DATA, NUMBER, TEXT, Kind, choices, context, listing, union, written

Component = Mapping[str, Any]
#: what `properties.kind` makes of a value
_KINDS: Mapping[str, Kind] = {
    "money": NUMBER,
    "number": NUMBER,
    "yes-no": BOOLEAN,
    "jalali-date": written("date"),
    "time": written("time"),
    "date-time": written("date and time"),
    "choices": listing(TEXT),
    "text": TEXT,
}
_DATES: Mapping[str, Kind] = {
    "date": written("date"),
    "time": written("time"),
    "datetime": written("date and time"),
}
_TYPES: Mapping[str, Kind] = {
    "textfield": TEXT,
    "textarea": TEXT,
    "number": NUMBER,
    "checkbox": BOOLEAN,
    "filepicker": listing(Kind(TEXT.names, spells=frozenset())),
}
_CHOICES = frozenset({"radio", "select"})
_SEVERAL = frozenset({"checklist", "taglist"})
#: components with a path that repeat what is in them
_REPEATING = frozenset({"dynamiclist"})
#: components with a path of their own inside
_HOLDING = frozenset({"group", *_REPEATING})
MAX_DEPTH = 20


def answers_of(form: FormFile) -> dict[str, Kind]:
    """The kinds of what the form stores, by variable. What it only shows is any data."""
    return {} if form.content is None else _nested(_fields(form.content, 0))


def _fields(component: Component, depth: int) -> Iterator[tuple[tuple[str, ...], Kind]]:
    """The path and kind of every answer below a component."""
    inner = component.get("components")
    if depth > MAX_DEPTH or not isinstance(inner, list):
        return
    for child in inner:
        if not isinstance(child, Mapping):
            continue
        kind, path = str(child.get("type")), _steps(child.get("path"))
        if kind in _REPEATING and path:
            yield path, listing(context(_nested(_fields(child, depth + 1))))
        elif kind in _HOLDING or isinstance(child.get("components"), list):
            yield from (((*path, *keys), found) for keys, found in _fields(child, depth + 1))
        elif key := _steps(child.get("key")):
            yield key, kind_of_answer(child)


def _steps(path: object) -> tuple[str, ...]:
    return tuple(part for part in str(path or "").split(".") if part)


def _nested(fields: Iterator[tuple[tuple[str, ...], Kind]]) -> dict[str, Kind]:
    """Variables of these paths: what has several steps is an entry of a context."""
    plain: dict[str, Kind] = {}
    deeper: dict[str, list[tuple[tuple[str, ...], Kind]]] = {}
    for (head, *rest), kind in fields:
        if rest:
            deeper.setdefault(head, []).append((tuple(rest), kind))
        else:
            plain[head] = union(plain[head], kind) if head in plain else kind
    for head, parts in deeper.items():
        plain[head] = DATA if head in plain else context(_nested(iter(parts)))
    return plain


def kind_of_answer(component: Component) -> Kind:
    """What one question stores; any data for what is only shown, computed, or not known here."""
    type_ = str(component.get("type"))
    if is_shown_only(component):
        return DATA
    if type_ in _CHOICES | _SEVERAL:
        return _chosen(component) if type_ in _CHOICES else listing(_chosen(component))
    named = _KINDS.get(str(properties_of(component).get("kind") or ""))
    if type_ in ("expression", "textfield") and named is not None:
        return named
    if type_ == "datetime":
        return named or _DATES.get(str(component.get("subtype") or "date"), DATA)
    return TEXT if component.get("serializeToString") is True else _TYPES.get(type_, DATA)


def properties_of(component: Component) -> Component:
    """The custom properties of a component."""
    properties = component.get("properties")
    return properties if isinstance(properties, Mapping) else {}


def is_shown_only(component: Component) -> bool:
    """Whether the component only shows what something else gave."""
    said = (properties_of(component).get("readonly"), component.get("readonly"), component.get("disabled"))
    return any(str(value).lower() == "true" for value in said)


def _chosen(component: Component) -> Kind:
    """A choice among the options; any data where they are not written in the form."""
    options = component.get("values")
    if not isinstance(options, list) or not options:
        return DATA
    values = [option.get("value") if isinstance(option, Mapping) else option for option in options]
    if not all(isinstance(value, str | bool | int | float) for value in values):
        return DATA
    return choices([_as_feel(value) for value in values])


def _as_feel(value: object) -> Value:
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(str(value)) if plain else value
