"""Dotted keys: a question `address.street` is the entry `street` of the context `address`.

Forms work on flat keys; contexts are what comes in from a case and what goes out to it."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from forms.definition import Field, Form, Json

T = TypeVar("T")
#: contexts within contexts
MOST_PARTS = 8
#: what evaluates FEEL: (expression, names) -> something
Evaluate = Callable[[str, Mapping[str, object]], T]


def root_of(key: str) -> str:
    """The variable that a key belongs to."""
    return key.partition(".")[0]


def flatten(form: Form, values: Mapping[str, object]) -> dict[str, Any]:
    """The values with those contexts taken apart that the form's dotted keys belong to; flat ones stay as they are."""
    if not form.roots:
        return dict(values)
    keys = frozenset(question.key for question in form.fields)
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name in form.roots:
            _take_apart(name, value, keys, found)
        else:
            found[name] = value
    return found


def _take_apart(name: str, value: object, keys: frozenset[str], found: dict[str, Any]) -> None:
    """A question's own value stays whole, whatever it is: the boxes of a date are a mapping too."""
    if isinstance(value, Mapping) and value and name not in keys and name.count(".") < MOST_PARTS:
        for inner, one in value.items():
            _take_apart(f"{name}.{inner}", one, keys, found)
    else:
        found.setdefault(name, value)


def nest(values: Mapping[str, object]) -> dict[str, Any]:
    """The values with every dotted key as an entry of its context; other entries of the context stay."""
    found: dict[str, Any] = {key: value for key, value in values.items() if "." not in key}
    for key in (key for key in values if "." in key):
        *way, last = key.split(".")
        inside = found
        for part in way:
            inner = inside.get(part)
            inside[part] = dict(inner) if isinstance(inner, Mapping) else {}
            inside = inside[part]
        inside[last] = values[key]
    return found


def over_contexts(form: Form, evaluate: Evaluate[T]) -> Evaluate[T]:
    """The evaluation with dotted keys as contexts, as the case will have them."""
    if not form.roots:
        return evaluate
    return lambda expression, names: evaluate(expression, nest(names))


def without_asked(form: Form, known: Mapping[str, object]) -> dict[str, object]:
    """What is known without what the form asks anew: an earlier round must not answer this one. What it may show and
    not ask stays."""
    asked = {question.key for question in form.asked if not question.may_be_fixed}
    return nest({key: value for key, value in flatten(form, known).items() if key not in asked})


def whole_contexts(form: Form, answers: Mapping[str, Json], known: Mapping[str, object], void: frozenset[str]) -> Any:
    """The answers as a case stores them. A context keeps what is `known` of it besides, but for the keys in `void`."""
    touched = {root_of(key) for key in (*answers, *void) if "." in key}
    kept = {
        key: value
        for key, value in flatten(form, known).items()
        if "." in key and root_of(key) in touched and key not in void
    }
    return nest({**kept, **answers})


def answer_to(question: Field, answers: Mapping[str, object]) -> object:
    """The answer to one question among stored or typed answers; None where there is none."""
    if question.key in answers:
        return answers[question.key]
    found: object = answers
    for part in question.key.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found
