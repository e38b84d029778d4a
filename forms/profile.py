"""Nothing is asked twice (I1): answers that are already known go into a form, and new ones come out of it.

Values travel as the forms store them: ISO dates, E.164 numbers, ASCII digits."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType

from forms.answers import is_blank, read_answer
from forms.choices import offered
from forms.definition import Field, Form, Group, Item, Json
from forms.lists.numbered import ORIGIN, fold
from forms.lists.opened import opened
from forms.paths import flatten, over_contexts, places_of_entries, value_at
from forms.problems import Refusal
from forms.settle import Compute, default_of, nothing_computed


def prefill(
    form: Form,
    known: Mapping[str, object],
    *,
    compute: Compute = nothing_computed,
    data: Mapping[str, object] = MappingProxyType({}),
) -> dict[str, Json]:
    """First answers of a form: what the profile knows (profile field → value), else the form's own defaults.

    `compute` evaluates FEEL in defaults over the `data` of the case and the answers above. A known value that the
    question wouldn't take is left out: the citizen is asked instead."""
    entered = opened(form, {}, data)
    grown, there = entered.form, data
    compute, data = over_contexts(grown, compute), flatten(grown, entered.known)
    given: dict[str, Json] = {}
    for one in grown.asked:
        question = offered(one, {**data, **given}, compute)
        value = _from_profile(question, known)
        if value is None:
            value = default_of(question, {**data, **given}, compute)
        if value is not None:
            given[question.key] = value
    return given if grown is form else fold(form, {**_places(grown, there), **given})


def _places(form: Form, data: Mapping[str, object]) -> dict[str, Json]:
    """Every entry of the form's lists, with which one of the case's it is."""
    places: dict[str, Json] = places_of_entries(form.lists)
    there = (path for path, place in places.items() if place == {} and value_at(path, data) is not None)
    return places | {f"{path}.{ORIGIN}": int(path.rpartition(".")[2]) for path in there}


def _from_profile(question: Field, known: Mapping[str, object]) -> Json:
    value = known.get(question.profile) if question.profile else None
    try:
        return None if is_blank(value) else read_answer(question, value)
    except Refusal:
        return None


def fixed_by(form: Form, facts: Mapping[str, object]) -> dict[str, Json]:
    """The answers that facts give by themselves (profile field → value), by key. A fact that its question wouldn't take
    is left out: it is asked for, as if it weren't known."""
    given = {question.key: _from_profile(question, facts) for question in form.asked}
    return {key: value for key, value in given.items() if value is not None}


def shown_only(form: Form, keys: Collection[str]) -> Form:
    """The form in which these questions are shown and not asked."""
    told = hashlib.sha256(repr(sorted(keys)).encode()).hexdigest()
    return replace(form, items=_fixed(form.items, keys), content_hash=f"{form.content_hash}:{told}") if keys else form


def _fixed(items: tuple[Item, ...], keys: Collection[str]) -> tuple[Item, ...]:
    found: list[Item] = []
    for item in items:
        if isinstance(item, Field) and item.key in keys:
            found.append(replace(item, readonly=True, default=None))
        elif isinstance(item, Group):
            found.append(replace(item, items=_fixed(item.items, keys)))
        else:
            found.append(item)
    return tuple(found)


def profile_values(form: Form, answers: Mapping[str, Json]) -> dict[str, Json]:
    """What these answers say of the citizen, by profile field; questions left blank say nothing."""
    answers = flatten(form, answers)
    return {
        question.profile: answers[question.key]
        for question in form.asked
        if question.profile and not is_blank(answers.get(question.key))
    }
