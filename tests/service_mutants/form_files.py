"""Mistakes in a form: keys, what must be answered, kinds, options, limits, when a field is hidden."""

import json
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from tests.service_mutants.edit import Edit, Words, misspelt
from tests.service_mutants.expressions import mistakes

Component = dict[str, Any]
_Draft = tuple[str, str, str, Callable[[Component], object]]


def edits(file: str, data: bytes, words: Words) -> Iterator[Edit]:
    """All mistakes in the fields of a form."""
    form = json.loads(data)
    for number, component in enumerate(_components(form)):
        for kind, was, now, change in _drafts(component, words):
            place = str(component.get("key") or component.get("id"))
            yield Edit(kind, file, place, was, now, _maker(form, number, change))


def _maker(form: Component, number: int, change: Callable[[Component], object]) -> Callable[[], bytes]:
    def make() -> bytes:
        copy = deepcopy(form)
        change(list(_components(copy))[number])
        _sweep(copy)
        return json.dumps(copy, ensure_ascii=False).encode()

    return make


def _components(form: Component) -> Iterator[Component]:
    for component in form.get("components", ()):
        yield component
        yield from _components(component)


def _sweep(form: Component) -> None:
    """Take out what was marked as dropped."""
    form["components"] = [c for c in form.get("components", ()) if not c.get("dropped")]
    for component in form["components"]:
        if "components" in component:
            _sweep(component)


def _drafts(component: Component, words: Words) -> Iterator[_Draft]:
    if "key" in component:
        yield from _key(str(component["key"]), words)
    checks = component.get("validate", {})
    for name, value in checks.items():
        yield from _check(name, value)
    for name in component.get("properties", {}):
        value = component["properties"][name]
        if name in ("kind", "profile", "most"):
            yield f"form: {name}", f"{name}={value}", "", _within("properties", _without(name))
            yield f"form: {name}", f"{name}={value}", "misspelt", _within("properties", _put(name, misspelt(value)))
        else:
            yield "form: property", name, "", _within("properties", _without(name))
    yield from _options(component, words)
    hide = component.get("conditional", {}).get("hide")
    if hide:
        yield "form: hide", hide, "", _without("conditional")
        for _, now in mistakes(hide[1:], words):
            yield "form: hide", hide, now, _within("conditional", _put("hide", f"={now}"))
    for name in ("decimalDigits", "accept", "multiple", "subtype", "readonly", "disabled", "expression"):
        if name in component:
            yield "form: property", f"{name}={component[name]}", "", _without(name)


def _key(key: str, words: Words) -> Iterator[_Draft]:
    yield "form: field dropped", key, "", _put("dropped", value=True)
    yield "form: key", key, misspelt(key), _put("key", misspelt(key))
    if (other := words.other_name(key)) is not None:
        yield "form: key", key, other, _put("key", other)


def _check(name: str, value: Any) -> Iterator[_Draft]:
    kind = "form: required" if name == "required" else "form: limit"
    yield kind, f"{name}={value}", "", _within("validate", _without(name))
    if isinstance(value, int) and not isinstance(value, bool):
        yield kind, f"{name}={value}", str(value * 10 + 1), _within("validate", _put(name, value * 10 + 1))
        yield kind, f"{name}={value}", str(value + 1), _within("validate", _put(name, value + 1))


def _options(component: Component, words: Words) -> Iterator[_Draft]:
    for number, option in enumerate(component.get("values", ())):
        value = str(option["value"])
        yield "form: option", value, "", _without_option(number)
        yield "form: option", value, misspelt(value), _option(number, misspelt(value))
        if (other := words.other_option(value)) is not None:
            yield "form: option", value, other, _option(number, other)


def _without_option(number: int) -> Callable[[Component], object]:
    return lambda component: component["values"].pop(number)


def _without(name: str) -> Callable[[Component], object]:
    return lambda component: component.pop(name)


def _option(number: int, value: str) -> Callable[[Component], object]:
    return lambda component: component["values"][number].update(value=value)


def _put(name: str, value: object) -> Callable[[Component], object]:
    return lambda component: component.update({name: value})


def _within(part: str, change: Callable[[Component], object]) -> Callable[[Component], object]:
    return lambda component: change(component[part])


def options_of(form: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The values of each question that has options."""
    for component in _components(dict(form)):
        if component.get("values"):
            yield tuple(str(option["value"]) for option in component["values"])


def keys_of(form: Mapping[str, Any]) -> Iterator[str]:
    """The keys of all questions."""
    return (str(component["key"]) for component in _components(dict(form)) if component.get("key"))
