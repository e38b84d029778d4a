"""A form together with the values that decide how many entries its lists have; what adds an entry and removes one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from engine import Bilingual
from forms.definition import DynamicList, Form
from forms.lists.entries import Counting, grow, has_templates, with_entries
from forms.lists.numbered import ORIGIN, fold
from forms.paths import flatten, nest, places_of_entries, root_of, value_at
from forms.problems import Problem
from forms.values.digits import persian_digits

#: the code of the problem that a list has no room for all its entries
TOO_MANY = "too_many_entries"
NOTHING: Mapping[str, object] = MappingProxyType({})
NOT_A_LIST = Problem(
    "list",
    Bilingual(
        "این بخش به شکل درستی فرستاده نشده است؛ فهرستی از مجموعه‌ها لازم است.",
        "This was not sent in the right form: a list of contexts is needed.",
    ),
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A form with the entries that these values give it, the values by its keys, and what is wrong with its lists."""

    form: Form
    raw: dict[str, Any]
    #: what the case knows, entry by entry beside those of `raw`
    known: dict[str, Any]
    problems: Mapping[str, Problem] = field(default_factory=dict)


def opened(form: Form, raw: Mapping[str, object], known: Mapping[str, object] = NOTHING) -> Opened:
    """The form for what was typed (`raw`) and what the case knows. Entries that can be added and removed are those of
    `raw`; all others, and those of a list that `raw` lacks, are those that are known, else as many as the form says."""
    if not has_templates(form):
        return Opened(form, dict(raw), dict(known))
    raw = fold(form, raw)
    counting = Counting(lambda one, path: _how_many(one, value_at(path, raw), value_at(path, known)))
    grown = grow(form, counting.counts(form.items))
    typed = _within_room(grown, flatten(grown, raw), counting.cut)
    return Opened(grown, typed, flatten(grown, _beside(grown, raw, known)), _problems(grown, raw, counting.cut))


def _within_room(form: Form, typed: dict[str, Any], cut: set[str]) -> dict[str, Any]:
    """What was typed but for entries that their list has no room for; its problem says so."""
    if not cut:
        return typed
    starts, there = tuple(f"{path}." for path in cut), tuple(f"{path}." for path in places_of_entries(form.lists))
    return {key: value for key, value in typed.items() if not key.startswith(starts) or f"{key}.".startswith(there)}


def answers_only(form: Form, raw: Mapping[str, object]) -> dict[str, Any]:
    """What was typed in the questions, without what only tells the entries."""
    if not form.lists:
        return dict(raw)
    places = {each.path for each in form.lists} | places_of_entries(form.lists).keys()
    return {key: value for key, value in raw.items() if key not in places and not key.endswith(f".{ORIGIN}")}


def _how_many(one: DynamicList, typed: object, known: object) -> int:
    if one.grows and isinstance(typed, list):
        return len(typed)
    return len(known) if isinstance(known, list) else one.first


def typed_from(form: Form, known: Mapping[str, object]) -> dict[str, Any]:
    """What is known as if somebody had typed it: each entry remembers which one it is."""
    grown = with_entries(form, known)
    if grown is form:
        return dict(known)
    numbers = {
        f"{path}.{ORIGIN}": int(path.rpartition(".")[2])
        for path, place in places_of_entries(grown.lists).items()
        if place == {} and value_at(path, known) is not None
    }
    roots = {root_of(each.path) for each in grown.lists}
    inside_lists = {key: value for key, value in flatten(grown, known).items() if root_of(key) in roots}
    return dict(known) | nest({**inside_lists, **numbers})


def without_asked(form: Form, known: Mapping[str, object]) -> dict[str, object]:
    """What is known without what the form asks anew: an earlier round must not answer this one. What it may show and
    not ask stays; of a list of which something stays, every entry."""
    grown = with_entries(form, known)
    asked = {question.key for question in grown.asked if not question.may_be_fixed}
    kept = {key: value for key, value in flatten(grown, known).items() if key not in asked}
    places = places_of_entries(each for each in grown.lists if any(key.startswith(f"{each.path}.") for key in kept))
    return nest({**places, **kept})


def _beside(form: Form, raw: Mapping[str, object], known: Mapping[str, object]) -> Mapping[str, object]:
    """What is known, with the entries of each list that grows in the places that they have in `raw`."""
    beside = dict(known)
    for each in form.lists:
        typed, there = value_at(each.path, raw), value_at(each.path, beside)
        if not each.grows or not isinstance(typed, list) or not isinstance(there, list):
            continue
        kept = [_origin(entry, there) for entry in typed]
        flat = {key: v for key, v in flatten(form, beside).items() if not key.startswith(f"{each.path}.")}
        flat.pop(each.path, None)
        beside = nest({**flat, **{f"{each.path}.{number}": entry for number, entry in enumerate(kept, 1)}})
    return beside


def _origin(entry: object, there: list[Any]) -> object:
    number = entry.get(ORIGIN) if isinstance(entry, Mapping) else None
    return there[number - 1] if type(number) is int and 0 < number <= len(there) else {}


def _problems(form: Form, raw: Mapping[str, object], cut: set[str]) -> dict[str, Problem]:
    """What is wrong with the lists themselves, by path."""
    found = {}
    for each in form.lists:
        typed = value_at(each.path, raw)
        number = len(each.entries or ())
        if typed is not None and not (isinstance(typed, list) and all(isinstance(one, Mapping) for one in typed)):
            found[each.path] = NOT_A_LIST
        elif each.path in cut:
            found[each.path] = _too_many(each)
        elif number < each.least:
            found[each.path] = _too_few(each)
    return found


def _too_many(each: DynamicList) -> Problem:
    number = len(each.entries or ())
    fa, en = (each.entry.in_language(language) for language in ("fa", "en"))
    return Problem(
        TOO_MANY,
        Bilingual(
            persian_digits(f"«{fa}»: بیش از {number} تا پذیرفته نیست؛ بقیه کنار گذاشته شد."),
            f"“{en}”: no more than {number} are accepted; the others were left out.",
        ),
    )


def _too_few(each: DynamicList) -> Problem:
    fa, en = (each.entry.in_language(language) for language in ("fa", "en"))
    return Problem(
        "too_few_entries",
        Bilingual(
            persian_digits(f"«{fa}»: دست‌کم {each.least} تا لازم است؛ بیفزایید."),
            f"“{en}”: at least {each.least} needed; add what is missing.",
        ),
    )
