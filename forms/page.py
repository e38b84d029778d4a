"""A form as one page shows it: the items that apply, each question with what its box holds and what is wrong with it.

Templates write this down and decide nothing."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from engine import Bilingual
from forms.answers import is_blank
from forms.component import COLUMNS
from forms.definition import (
    DocumentList,
    DynamicList,
    Field,
    FieldType,
    Form,
    Group,
    HtmlBlock,
    Item,
    Json,
    Picture,
    Separator,
    Spacer,
    Table,
    TextBlock,
)
from forms.describe import show_answer
from forms.lists.opened import opened
from forms.lists.shown import Listing, listing
from forms.live import Live, live_part, reading_of, words_in
from forms.paths import flatten, over_contexts, root_of
from forms.posted import BOXES
from forms.problems import Problem
from forms.resolve import resolve
from forms.settle import NOTHING, Compute, Hidden, Seen, compute_fields, fixed_answers, never, nothing_computed, settle
from forms.values.date_times import TIME_BOX, moment_parts
from forms.values.dates import jalali_parts
from forms.values.digits import normalise_digits
from forms.values.identity import show_phone
from forms.values.kinds import AUTOCOMPLETE, KINDS, Kind
from forms.values.markdown import Block, read_markdown
from forms.values.numbers import plain_number

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
    #: year, month and day of a date, and the time where that is asked too
    boxes: Mapping[str, str]
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    #: the answer in words, for facts that are shown and not asked
    words: Bilingual
    #: whether other questions appear or vanish with its answer
    steers: bool
    #: how a browser reads the answer, where conditions that it decides ask for it
    reading: Mapping[str, Json] | None = None
    #: the expression of a value that the browser keeps up to date
    computes: str | None = None
    #: of a fact of the person: where it comes from
    source: Bilingual | None = None

    @property
    def id(self) -> str:
        """The id of its box, or of its group of boxes."""
        return f"q-{self.field.key}"

    @property
    def target(self) -> str:
        """The id of its first box."""
        if self.field.is_date or self.field.is_moment:
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
    def lacks_options(self) -> bool:
        """Whether data have brought nothing yet that could be chosen."""
        return self.field.options_from is not None and not self.field.options

    @property
    def autocomplete(self) -> str | None:
        """The browser's word for this fact about the citizen; none for dates, which browsers know as Gregorian."""
        return AUTOCOMPLETE.get(self.field.profile or "")


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """A text between questions, as blocks in each language."""

    fa: tuple[Block, ...]
    en: tuple[Block, ...]

    def in_language(self, language: str) -> tuple[Block, ...]:
        """The blocks of that language."""
        return self.en if language == "en" else self.fa


@dataclass(frozen=True, slots=True)
class Documents:
    """Documents of the case that the page shows: those alone whose names it was given."""

    label: Bilingual
    listed: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Questions under one heading."""

    id: str
    label: Bilingual
    items: tuple["Shown", ...]
    outlined: bool = False


class Cell(NamedTuple):
    """Something in a row, and its width in sixteenths."""

    item: "Shown"
    columns: int


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side where the screen is wide enough."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Conditional:
    """Something that a browser shows and hides by itself, by these FEEL conditions, of which one that is true hides."""

    item: "Shown"
    hides: tuple[str, ...]
    is_hidden: bool


Shown = (
    Question
    | Paragraphs
    | HtmlBlock
    | Documents
    | Picture
    | Separator
    | Spacer
    | Table
    | Section
    | Row
    | Listing["Shown"]
    | Conditional
)


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
    compute: Compute = nothing_computed,
    known: Mapping[str, object] = NOTHING,
    document_names: Mapping[str, str] = MappingProxyType({}),
    sources: Mapping[str, Bilingual] = MappingProxyType({}),
) -> Page:
    """What a template needs of a form: questions in their groups, with what was typed, problems and visibility.

    `values` is what was typed or prefilled, by key; `known` the case's data, which read-only fields show; `errors` what
    has to be put right, by key (`Checked.errors`, or one text); `hidden` and `compute` evaluate FEEL; `document_names`
    are file names by id; `sources` where facts come from, by key. Raises nothing: values that don't fit their question
    are shown as they were typed."""
    entered = opened(form, values, known)
    form = entered.form
    values, known = flatten(form, entered.raw), flatten(form, entered.known)
    hidden, compute = over_contexts(form, hidden), over_contexts(form, compute)
    seen = settle(form, values, hidden=hidden, compute=compute, known=known)
    problems = {key: _problems(found) for key, found in errors.items()}
    named_values = {**known, **seen.answers}
    computed = compute_fields(form, named_values, compute, without=seen.keys)
    current = resolve(form, named_values | computed, compute)
    facts = {key: value for key, value in known.items() if (question := current.find(key)) is None or question.readonly}
    said = fixed_answers(current, known, named_values, compute, keys=seen.fixed)
    shown_values = {**facts, **values, **said, **computed}
    builder = _Builder(current, shown_values, problems, seen, document_names, live_part(current, known), sources)
    items = tuple(builder.items(current.items))
    blamed = list(_blamed(items))
    faults = [Fault(one.target, _named(one, problem)) for one in blamed for problem in one.problems]
    shown = {one.key if isinstance(one, Listing) else one.field.key for one in blamed}
    faults += [Fault(None, problem.text) for key, found in problems.items() if key not in shown for problem in found]
    return Page(items, tuple(faults), any(q.field.is_document for q in _questions(items, even_hidden=True)))


def _problems(found: tuple[Problem, ...] | Bilingual) -> tuple[Problem, ...]:
    """Use cases that refuse an answer say only a sentence."""
    return (Problem("refused", found),) if isinstance(found, Bilingual) else found


def _questions(items: tuple[Shown, ...], *, even_hidden: bool = False) -> list[Question]:
    return [one for one in _blamed(items, even_hidden=even_hidden) if isinstance(one, Question)]


def _blamed(items: tuple[Shown, ...], *, even_hidden: bool = False) -> Iterator[Question | Listing[Shown]]:
    """What can have something to put right."""
    for item in items:
        if isinstance(item, Question | Listing):
            yield item
        if isinstance(item, Section):
            yield from _blamed(item.items, even_hidden=even_hidden)
        elif isinstance(item, Row):
            yield from _blamed(tuple(cell.item for cell in item.cells), even_hidden=even_hidden)
        elif isinstance(item, Listing):
            inner = (entry.items for entry in (*item.entries, *item.folded))
            yield from (one for items in inner for one in _blamed(items, even_hidden=even_hidden))
        elif isinstance(item, Conditional) and (even_hidden or not item.is_hidden):
            yield from _blamed((item.item,), even_hidden=even_hidden)


def _named(blamed: Question | Listing[Shown], problem: Problem) -> Bilingual:
    """The problem as the summary tells it: with the entry of a list that it is in."""
    entry = blamed.field.entry if isinstance(blamed, Question) else None
    if entry is None:
        return problem.text
    fa, en = (f"{entry.in_language(name)}: {problem.text.in_language(name)}" for name in ("fa", "en"))
    return Bilingual(fa, en)


class _Builder:
    """Turns the items of one form into what is shown of them."""

    def __init__(
        self,
        form: Form,
        values: Mapping[str, object],
        errors: Mapping[str, tuple[Problem, ...]],
        seen: Seen,
        document_names: Mapping[str, str],
        live: Live,
        sources: Mapping[str, Bilingual],
    ) -> None:
        self._sources = sources
        self._values, self._errors, self._seen, self._names = values, errors, seen, document_names
        self._words_of_rules = words_in(" ".join((*form.rules, *(f.options_from or "" for f in form.fields))))
        self._live = live
        self._words_of_live = words_in(" ".join(text for text in _expressions(form) if live.decides(text)))
        self._sections = 0

    def items(self, items: tuple[Item, ...], outer: frozenset[str] = frozenset()) -> list[Shown]:
        """What is shown of the items; `outer` are the conditions of the groups around them."""
        shown = (self._conditional(item, outer) for item in items)
        return [item for item in shown if item is not None]

    def _conditional(self, item: Item, outer: frozenset[str]) -> Shown | None:
        """The item; one that the browser can hide or show is there in any case, one that the server hides is not."""
        rules = tuple(rule for rule in self._live.rules_of(item) if rule not in outer)
        by_server = set(item.hides).difference(rules, outer)
        if not self._seen.rules.isdisjoint(by_server):
            return None
        shown = self._item(item, outer.union(rules))
        if (isinstance(shown, Section) and not shown.items) or (isinstance(shown, Row) and not shown.cells):
            return None
        return Conditional(shown, rules, self._seen.is_hidden(item)) if rules else shown

    def _item(self, item: Item, outer: frozenset[str]) -> Shown:
        match item:
            case Group(columns=columns) if columns:
                return self._row(item, outer)
            case DynamicList():
                return listing(item, lambda inner: self.items(inner, outer), self._values, self._errors)
            case Group():
                self._sections += 1
                name = f"section-{self._sections}"
                return Section(name, item.label, tuple(self.items(item.items, outer)), item.outlined)
            case Field():
                return self._question(item)
        return self._never_asked(item)

    def _never_asked(self, item: TextBlock | Separator | Spacer | Table | HtmlBlock | Picture | DocumentList) -> Shown:
        match item:
            case TextBlock():
                sides = zip(("fa", "en"), item.values, strict=True)
                fa, en = (
                    read_markdown(item.text.in_language(name), values, links=item.links) for name, values in sides
                )
                return Paragraphs(fa, en)
            case DocumentList():
                there = tuple(Document(one, self._names[one]) for one in item.ids if one in self._names)
                return Documents(item.label, there)
        return item

    def _row(self, row: Group, outer: frozenset[str]) -> Row:
        """The row with what is shown of it; what has no width of its own shares what is left."""
        cells = [(self._conditional(item, outer), width) for item, width in zip(row.items, row.columns, strict=True)]
        shown = [(item, width) for item, width in cells if item is not None]
        sharing = sum(width is None for _, width in shown)
        left = COLUMNS - sum(width or 0 for _, width in shown)
        share = max(left, 0) // sharing if sharing else 0
        return Row(tuple(Cell(item, width or share or COLUMNS) for item, width in shown))

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
            steers=root_of(field.key) in self._words_of_rules,
            reading=reading_of(field) if field.key in self._words_of_live and not field.readonly else None,
            computes=field.expression if field.key in self._live.keys else None,
            source=self._sources.get(field.key),
        )


def _expressions(form: Form) -> Iterable[str]:
    return (*form.rules, *(field.expression or "" for field in form.computed))


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
    if isinstance(value, float) and math.isfinite(value):
        return plain_number(value)
    text = str(value) if field.kind == "text" else normalise_digits(str(value))
    return show_phone(text, "en") if field.kind in {"mobile", "phone"} else text


def _boxes(field: Field, value: object) -> Mapping[str, str]:
    if not (field.is_date or field.is_moment):
        return {}
    if isinstance(value, Mapping):
        return {box: str(value.get(box) or "") for box in (*BOXES, TIME_BOX)}
    return moment_parts(value) if field.is_moment else jalali_parts(value)
