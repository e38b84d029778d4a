"""A form as one page shows it: the items that apply, each question with what its box holds and what is wrong with it.

Templates write this down and decide nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from forms.compile import Hidden, Seen, never, settle
from forms.dates import jalali_parts
from forms.definition import Field, FieldType, Form, Group, Item, Separator, TextBlock
from forms.describe import show_answer
from forms.identity import show_phone
from forms.kinds import KINDS, PROFILE_FIELDS, Kind
from forms.markdown import Block, read_markdown
from forms.posted import BOXES
from forms.problems import Problem
from forms.reading import is_blank
from forms.texts import Bilingual

NOTHING: Mapping[str, object] = MappingProxyType({})
_CHOICE_IDS = frozenset({FieldType.RADIO, FieldType.CHECKLIST})


class Document(NamedTuple):
    """An uploaded document that a question already has."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question on the page. `id` prefixes the ids of its elements; `target` is where a link to it leads."""

    field: Field
    #: what a single box holds
    value: str
    #: the posted values of chosen options
    chosen: frozenset[str]
    #: year, month and day of a date
    boxes: Mapping[str, str]
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    #: the answer in words, for facts that are shown and not asked
    words: Bilingual
    #: whether other questions appear or vanish with its answer
    steers: bool

    @property
    def id(self) -> str:
        """The id of its box, or of its group of boxes."""
        return f"q-{self.field.key}"

    @property
    def target(self) -> str:
        """The id of its first box."""
        if self.field.is_date:
            return f"{self.id}-day"
        return f"{self.id}-1" if self.field.type in _CHOICE_IDS else self.id

    @property
    def kind(self) -> Kind | None:
        """How a browser should ask for it; None for choices, ticks, plain numbers and documents."""
        return KINDS.get(self.field.kind)

    @property
    def hint(self) -> Bilingual | None:
        """What to tell before the answer: the form's words, else those of the kind."""
        return self.field.description or (self.kind.hint if self.kind else None)

    @property
    def autocomplete(self) -> str | None:
        """The browser's word for this fact about the citizen; none for dates, which browsers know as Gregorian."""
        return PROFILE_FIELDS.get(self.field.profile or "")


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """A text between questions, as blocks in each language."""

    fa: tuple[Block, ...]
    en: tuple[Block, ...]

    def in_language(self, language: str) -> tuple[Block, ...]:
        """The blocks of that language."""
        return self.en if language == "en" else self.fa


@dataclass(frozen=True, slots=True)
class Section:
    """Questions under one heading."""

    id: str
    label: Bilingual
    items: tuple["Shown", ...]


Shown = Question | Paragraphs | Separator | Section


class Fault(NamedTuple):
    """A line of the error summary; `target` is None where no question is to blame."""

    target: str | None
    text: Bilingual


@dataclass(frozen=True, slots=True)
class Page:
    """What a template writes down."""

    items: tuple[Shown, ...]
    faults: tuple[Fault, ...]
    #: whether its HTML form must be `multipart/form-data`
    takes_files: bool


def build_page(
    form: Form,
    values: Mapping[str, object],
    *,
    errors: Mapping[str, tuple[Problem, ...] | Bilingual] = MappingProxyType({}),
    hidden: Hidden = never,
    known: Mapping[str, object] = NOTHING,
    document_names: Mapping[str, str] = MappingProxyType({}),
) -> Page:
    """The page of a form. `values` is what was typed or prefilled, `known` the case's data (for read-only facts)."""
    seen = settle(form, values, hidden=hidden, known=known)
    problems = {key: _problems(found) for key, found in errors.items()}
    builder = _Builder(form, {**known, **values}, problems, seen, document_names)
    items = tuple(builder.items(form.items))
    questions = tuple(_questions(items))
    faults = [Fault(q.target, problem.text) for q in questions for problem in q.problems]
    shown = {q.field.key for q in questions}
    faults += [Fault(None, problem.text) for key, found in problems.items() if key not in shown for problem in found]
    return Page(items, tuple(faults), any(q.field.is_document for q in questions))


def _problems(found: tuple[Problem, ...] | Bilingual) -> tuple[Problem, ...]:
    """Use cases that refuse an answer say only a sentence."""
    return (Problem("refused", found),) if isinstance(found, Bilingual) else found


def _questions(items: tuple[Shown, ...]) -> list[Question]:
    found: list[Question] = []
    for item in items:
        if isinstance(item, Question):
            found.append(item)
        elif isinstance(item, Section):
            found += _questions(item.items)
    return found


class _Builder:
    """Turns the items of one form into what is shown of them."""

    def __init__(
        self,
        form: Form,
        values: Mapping[str, object],
        errors: Mapping[str, tuple[Problem, ...]],
        seen: Seen,
        document_names: Mapping[str, str],
    ) -> None:
        self._values, self._errors, self._seen, self._names = values, errors, seen, document_names
        self._words_of_rules = {word for rule in form.rules for word in re.findall(r"\w+", rule)}
        self._sections = 0

    def items(self, items: tuple[Item, ...]) -> list[Shown]:
        shown = [self._item(item) for item in items if not self._seen.is_hidden(item)]
        return [item for item in shown if not (isinstance(item, Section) and not item.items)]

    def _item(self, item: Item) -> Shown:
        match item:
            case Group():
                self._sections += 1
                return Section(f"section-{self._sections}", item.label, tuple(self.items(item.items)))
            case TextBlock():
                fa, en = (read_markdown(item.text.in_language(language)) for language in ("fa", "en"))
                return Paragraphs(fa, en)
            case Separator():
                return item
            case Field():
                return self._question(item)

    def _question(self, field: Field) -> Question:
        value = self._values.get(field.key)
        given = [] if is_blank(value) else list(value) if isinstance(value, list | tuple) else [value]
        return Question(
            field=field,
            value=_box_text(field, value),
            chosen=frozenset(str(v).lower() if isinstance(v, bool) else str(v) for v in given),
            boxes=_boxes(field, value),
            documents=tuple(Document(str(v), self._names.get(str(v), "")) for v in given if field.is_document),
            problems=tuple(self._errors.get(field.key, ())),
            words=_words(field, value, self._names),
            steers=field.key in self._words_of_rules,
        )


def _words(field: Field, value: object, names: Mapping[str, str]) -> Bilingual:
    if is_blank(value):
        return Bilingual("—", "—")
    return Bilingual(show_answer(field, value, "fa", names), show_answer(field, value, "en", names))


def _box_text(field: Field, value: object) -> str:
    """A stored or typed value as somebody would have typed it."""
    if value is None or isinstance(value, Mapping | list | tuple):
        return ""
    if isinstance(value, bool):
        return "on" if value else ""
    return show_phone(str(value), "en") if field.kind in {"mobile", "phone"} else str(value)


def _boxes(field: Field, value: object) -> Mapping[str, str]:
    if not field.is_date:
        return {}
    if isinstance(value, Mapping):
        return {box: str(value.get(box) or "") for box in BOXES}
    return jalali_parts(value)
