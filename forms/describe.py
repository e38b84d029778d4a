"""Answers as people read them, for the check-answers page and the pages of a case: words, not codes."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from engine import Bilingual
from forms.answers import is_blank
from forms.definition import DynamicList, Field, FieldType, Form, Group, Item
from forms.lists.entries import with_entries
from forms.paths import flatten
from forms.values.date_times import show_moment
from forms.values.kinds import KINDS
from forms.values.money import show_money
from forms.values.numbers import show_number
from forms.values.words import NO, YES, show_date, show_text

_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
NOT_GIVEN = Bilingual("ارائه نشده", "Not provided")


class Line(NamedTuple):
    """One answer as shown; `is_code` asks the page for left-to-right isolation."""

    section: str
    label: str
    value: str
    key: str
    is_code: bool
    #: whether an answer was given at all
    given: bool
    #: whether it is the reader's to change: not what the form computes or knows by itself
    asked: bool = True


def describe(
    form: Form,
    answers: Mapping[str, object],
    language: str,
    *,
    document_names: Mapping[str, str] = MappingProxyType({}),
) -> list[Line]:
    """Every question that applied, with its answer in words of `language` ("fa" or "en"), under its group's heading.

    `form` is resolved (`forms.resolve`); `document_names` are file names by id. A conditional question that is absent
    from the answers did not apply and is
    left out, as is what the form only shows or computes without saying so."""
    form = with_entries(form, answers)
    answers = flatten(form, answers)
    lines = []
    for heading, question in sections(form):
        if isinstance(question, DynamicList):
            lines += _without_entries(question, answers, heading, language)
            continue
        answer = answers.get(question.key)
        given = not is_blank(answer)
        if question.expression is not None and not any(question.label):
            continue
        conditional = question.hides or question.may_be_fixed
        if not given and (question.readonly or (conditional and question.key not in answers)):
            continue
        value = show_answer(question, answer, language, document_names) if given else NOT_GIVEN.in_language(language)
        is_code = given and question.kind in KINDS and KINDS[question.kind].is_code
        section = heading.in_language(language) if heading else ""
        label = question.label.in_language(language)
        lines.append(Line(section, label, value, question.key, is_code, given, not question.readonly))
    return lines


def sections(form: Form) -> Iterator[tuple[Bilingual | None, Field | DynamicList]]:
    """Every field in order with the heading it stands under, None outside any group; a list without entries stands for
    itself. What is in an entry of a list has the entry's name before its heading."""
    yield from _sections(form.items, None, None)


def _sections(
    items: tuple[Item, ...], heading: Bilingual | None, entry: Bilingual | None
) -> Iterator[tuple[Bilingual | None, Field | DynamicList]]:
    for item in items:
        if isinstance(item, Field):
            yield heading, item
        elif isinstance(item, Group):
            yield from _sections(item.items, _within(entry, item.label) if any(item.label) else heading, entry)
        elif isinstance(item, DynamicList):
            for group in item.entries or ():
                inner = _within(entry, group.label)
                yield from _sections(group.items, inner, inner)
            if not item.entries:
                yield heading, item


def _within(outer: Bilingual | None, inner: Bilingual) -> Bilingual:
    if outer is None:
        return inner
    fa, en = ([side.in_language(name) for side in (outer, inner)] for name in ("fa", "en"))
    return Bilingual("، ".join(fa), ", ".join(en))


def _without_entries(
    item: DynamicList, answers: Mapping[str, object], heading: Bilingual | None, language: str
) -> list[Line]:
    """A list that applied and got no entries; nothing of one whose entries nobody may give."""
    applied = item.path in answers or not item.hides
    if not applied or not item.grows:
        return []
    section = heading.in_language(language) if heading else ""
    label = (item.label if any(item.label) else item.entry).in_language(language)
    return [Line(section, label, NOT_GIVEN.in_language(language), item.path, False, False)]


def show_answer(
    question: Field, answer: object, language: str, document_names: Mapping[str, str] = MappingProxyType({})
) -> str:
    """One answer in words of `language` ("fa" or "en"); several values are joined by commas.

    Whatever doesn't fit its question is shown as plain text; nothing is raised."""
    if isinstance(answer, list | tuple):
        each = [_show_one(question, part, language, document_names) for part in answer]
        return ("، " if language != "en" else ", ").join(each)
    return _show_one(question, answer, language, document_names)


def _show_one(question: Field, answer: object, language: str, document_names: Mapping[str, str]) -> str:
    if question.is_document:
        return document_names.get(str(answer), str(answer))
    for option in question.options:
        if option.value == answer and type(option.value) is type(answer):
            return option.label.in_language(language)
    if isinstance(answer, bool):
        return (YES if answer else NO).in_language(language)
    if isinstance(answer, int | float):
        return _show_number(question, answer, language)
    if question.as_text and _NUMBER.fullmatch(str(answer)):
        return _show_number(question, Decimal(str(answer)), language)
    return _show_text(question, str(answer), language)


def _show_number(question: Field, number: float | Decimal, language: str) -> str:
    if question.kind == "money":
        return show_money(str(number), language)
    return _adorned(question, show_number(number, language), language)


def _adorned(question: Field, shown: str, language: str) -> str:
    """The answer between what stands before and after its box."""
    sides = (question.prefix, question.suffix)
    before, after = (side.in_language(language) if side else "" for side in sides)
    return " ".join(part for part in (before, shown, after) if part)


def _show_text(question: Field, text: str, language: str) -> str:
    if question.is_date:
        return show_date(text, language)
    if question.is_moment:
        return show_moment(text, language)
    known = question.kind in KINDS and question.kind != "text"
    shown = KINDS[question.kind].show(text, language) if known else show_text(text, language)
    return _adorned(question, shown, language) if question.type is FieldType.TEXTFIELD else shown
