"""Two ways in which one form was filled in, side by side: where they differ, in words. Nothing is decided here."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from forms.answers import is_blank, read_answer
from forms.definition import Field, Form
from forms.describe import NOT_GIVEN, show_answer
from forms.lists.entries import with_entries
from forms.paths import flatten
from forms.posted import BOXES
from forms.problems import Refusal
from forms.values.date_times import TIME_BOX


class Difference(NamedTuple):
    """A question that was answered otherwise here than there, with both answers in words."""

    key: str
    label: str
    here: str
    there: str


def differing(
    form: Form,
    here: Mapping[str, object],
    there: Mapping[str, object],
    language: str,
    *,
    document_names: Mapping[str, str] = MappingProxyType({}),
) -> list[Difference]:
    """The questions whose answers mean something else `here` than `there` (typed values by key), in the form's order.

    «۱۲» and «12» are the same. The texts are in `language` ("fa" or "en"); `document_names` are file names by id."""
    form = with_entries(form, here, there)
    here, there = flatten(form, here), flatten(form, there)
    found = []
    for question in form.asked:
        both = [_words(question, typed.get(question.key), language, document_names) for typed in (here, there)]
        if both[0] != both[1]:
            found.append(Difference(question.key, _named(question, language), *both))
    return found


def _named(question: Field, language: str) -> str:
    """The question, with the entry of a list that it is asked in."""
    label = question.label.in_language(language)
    return f"{question.entry.in_language(language)}: {label}" if question.entry else label


def _words(question: Field, typed: object, language: str, names: Mapping[str, str]) -> str:
    if is_blank(typed) or typed is False:
        return NOT_GIVEN.in_language(language)
    try:
        return show_answer(question, read_answer(question, typed), language, names)
    except Refusal:
        return show_answer(question, _as_typed(typed), language, names)


def _as_typed(typed: object) -> object:
    """What can't be read, as somebody would have written it: the boxes of a date in one line."""
    if isinstance(typed, Mapping):
        day = "/".join(str(typed.get(box) or "—") for box in BOXES)
        return f"{day} {typed[TIME_BOX] or '—'}" if TIME_BOX in typed else day
    return typed
