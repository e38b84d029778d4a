"""Dotted keys: a question `address.street` is the entry `street` of the context `address`, and `owners.2.name` the
entry `name` of the second context in the list `owners`.

Forms work on flat keys; contexts are what comes in from a case and what goes out to it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from forms.definition import DynamicList, Field, Form, Json

T = TypeVar("T")
#: what evaluates FEEL: (expression, names) -> something
Evaluate = Callable[[str, Mapping[str, object]], T]


def root_of(key: str) -> str:
    """The variable that a key belongs to."""
    return key.partition(".")[0]


def flatten(form: Form, values: Mapping[str, object]) -> dict[str, Any]:
    """The values with those contexts and lists taken apart that the form's keys belong to; flat ones stay as they are.
    Other contexts and lists stay whole, whatever they hold."""
    if not form.roots:
        return dict(values)
    keys = frozenset(question.key for question in form.fields)
    found: dict[str, Any] = {}
    for name, value in values.items():
        if root_of(name) in form.roots:
            _take_apart(name, value, form, keys, found)
        else:
            found[name] = value
    return found


def _take_apart(name: str, value: object, form: Form, keys: frozenset[str], found: dict[str, Any]) -> None:
    """A question's own value stays whole, whatever it is: the boxes of a date are a mapping too."""
    entries: Iterable[tuple[str, object]] = ()
    if name in form.contexts and name not in keys:
        if isinstance(value, Mapping):
            entries = value.items()
        elif name in form.lists_at and isinstance(value, list | tuple):
            entries = ((str(number), one) for number, one in enumerate(value, 1))
    if not entries or not value:
        found.setdefault(name, value)
    for inner, one in entries:
        _take_apart(f"{name}.{inner}", one, form, keys, found)


def nest(values: Mapping[str, object]) -> dict[str, Any]:
    """The values with every dotted key as an entry of its context; other entries of the context stay. Numbers in keys
    count the entries of a list, from 1; one that none counts is an empty context."""
    found: dict[str, Any] = {key: value for key, value in values.items() if "." not in key}
    made: dict[str, dict[str, Any]] = {"": found}
    for key in (key for key in values if "." in key):
        outer, _, last = key.rpartition(".")
        if key not in made:
            _context(outer, made)[last] = values[key]
    for path, inside in sorted(made.items(), key=lambda one: -one[0].count(".")):
        if path and inside and all(map(str.isdigit, inside)):
            outer, _, last = path.rpartition(".")
            made[outer][last] = [inside.get(str(number), {}) for number in range(1, max(map(int, inside)) + 1)]
    return found


def _context(path: str, made: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The context of that name, a copy of our own, made with all those around it."""
    if path not in made:
        outer, _, last = path.rpartition(".")
        around = _context(outer, made)
        inner = around.get(last)
        if isinstance(inner, list) and inner:
            inner = {str(number): one for number, one in enumerate(inner, 1)}
        made[path] = around[last] = dict(inner) if isinstance(inner, Mapping) else {}
    return made[path]


def over_contexts(form: Form, evaluate: Evaluate[T]) -> Evaluate[T]:
    """The evaluation with dotted keys as contexts and lists, as the case will have them. Names that were evaluated over
    once must not be changed afterwards."""
    if not form.roots or isinstance(evaluate, _OverContexts):
        return evaluate
    return _OverContexts(evaluate, form.lists)


class _OverContexts(Generic[T]):
    """Evaluates over contexts. The same names are put in order once, however many expressions ask for them."""

    def __init__(self, evaluate: Evaluate[T], lists: Sequence[DynamicList]) -> None:
        self._evaluate, self._places = evaluate, places_of_entries(lists)
        self._lists = [each.path for each in lists]
        self._names: Mapping[str, object] | None = None
        self._nested: Mapping[str, object] = {}

    def __call__(self, expression: str, names: Mapping[str, object]) -> T:
        if names is not self._names:
            self._names, self._nested = names, nest(self._there(names))
        return self._evaluate(expression, self._nested)

    def _there(self, names: Mapping[str, object]) -> Mapping[str, object]:
        """The names and the places of entries, but for all that is in lists which are null because they don't apply."""
        whole = {**self._places, **names}
        gone = tuple(f"{path}." for path in self._lists if path in names and names[path] is None)
        return {key: value for key, value in whole.items() if not key.startswith(gone)} if gone else whole


def places_of_entries(lists: Iterable[DynamicList]) -> dict[str, Any]:
    """What keeps every entry of these lists in its place, whatever is known of it: an empty context for each."""
    found: dict[str, Any] = {}
    for each in lists:
        if each.entries is not None:
            found |= {f"{each.path}.{number}": {} for number in range(1, len(each.entries) + 1)} or {each.path: []}
    return found


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
    return value_at(question.key, answers)


def keys_of(form: Form) -> frozenset[str]:
    """The keys under which what was typed stands: of questions, and of lists as wholes."""
    return frozenset(f.key for f in form.asked) | {each.path for each in form.lists}


def value_at(key: str, values: object) -> Any:
    """What stands under a dotted key, whether contexts are taken apart or not; None where nothing does."""
    if isinstance(values, list | tuple):
        number, _, rest = key.partition(".")
        there = number.isdigit() and 0 < int(number) <= len(values)
        inner = values[int(number) - 1] if there else None
        return value_at(rest, inner) if rest else inner
    if not isinstance(values, Mapping):
        return None
    if key in values:
        return values[key]
    parts = key.split(".")
    for end in range(len(parts) - 1, 0, -1):
        if (name := ".".join(parts[:end])) in values:
            return value_at(".".join(parts[end:]), values[name])
    return None
