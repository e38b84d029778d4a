"""A form definition as frozen values: fields, and the layout that shows them in order.

A field is what is asked; groups, separators and text blocks only arrange. Nothing here reads or checks an answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from engine import Bilingual, MarkupElement
from forms.templates import expressions_in
from forms.values.date_times import Serializing

#: an answer as it is stored
Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

#: a part of HTML: words or an element
MarkupNode = str | MarkupElement


class FieldType(StrEnum):
    """How a field is asked: the form-js component types that Miz supports."""

    #: one line of text
    TEXTFIELD = "textfield"
    #: several lines of text
    TEXTAREA = "textarea"
    #: a number
    NUMBER = "number"
    #: yes or no
    CHECKBOX = "checkbox"
    #: one option, all in sight
    RADIO = "radio"
    #: one option, from a list
    SELECT = "select"
    #: any number of options
    CHECKLIST = "checklist"
    #: a date (Jalali boxes), a time, or both
    DATETIME = "datetime"
    #: uploaded documents
    FILEPICKER = "filepicker"
    #: nothing is asked: the answer is computed from others
    EXPRESSION = "expression"


CHOICES = frozenset({FieldType.RADIO, FieldType.SELECT, FieldType.CHECKLIST})


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a radio, select or checklist."""

    value: str | int | float | bool
    label: Bilingual

    @property
    def posted(self) -> str:
        """The value as an HTML form sends it."""
        return str(self.value).lower() if isinstance(self.value, bool) else str(self.value)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of an answer; None where the form is silent. `pattern` is a regular expression for the whole text."""

    min_length: int | None = None
    max_length: int | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    pattern: str | None = None
    #: digits after the decimal point of a number; None: as many as are typed
    decimals: int | None = None
    #: the number, or the minutes of a time since midnight, are a whole multiple of this
    step: Decimal | None = None
    #: how many documents a field takes
    most_documents: int = 1
    no_past: bool = False
    no_future: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `hides` are FEEL expressions (its own and those of its groups): one that is true hides it."""

    key: str
    type: FieldType
    kind: str
    label: Bilingual
    description: Bilingual | None = None
    required: bool = False
    limits: Limits = Limits()
    options: tuple[Option, ...] = ()
    #: the FEEL that yields the options, where data bring them in (`forms.choices`)
    options_from: str | None = None
    #: the canonical citizen field it asks for (I1)
    profile: str | None = None
    #: a fact that is shown, never asked
    readonly: bool = False
    #: nothing at all is kept of it: neither an answer nor what the form says by itself
    disabled: bool = False
    hides: tuple[str, ...] = ()
    multiple: bool = False
    #: how a date with its time is stored
    serializing: Serializing = Serializing.NO_TIMEZONE
    #: of a date with its time: what the date's boxes are called, and the time's
    date_label: Bilingual | None = None
    time_label: Bilingual | None = None
    #: a number is kept as text, with all its digits
    as_text: bool = False
    #: a list of options is long, and worth a search
    searchable: bool = False
    #: file endings that a document field takes, without dot; empty means all that the desk takes
    accept: tuple[str, ...] = ()
    #: shown before the box, as in «+۹۸»
    prefix: Bilingual | None = None
    #: unit shown after the box, as in «متر مربع»
    suffix: Bilingual | None = None
    #: the answer that the form gives beforehand; text may hold FEEL
    default: Json = None
    #: the FEEL expression that computes the answer, where it isn't asked
    expression: str | None = None
    #: properties whose value is FEEL, by their form-js names: readonly, disabled, required, min, max, minLength,
    #: maxLength, pattern (`forms.resolve` puts what they yield in their place)
    feel: tuple[tuple[str, str], ...] = ()
    #: the entry of a list that it is asked in, as in «مالک ۲»
    entry: Bilingual | None = None

    @property
    def is_document(self) -> bool:
        """Whether its answer is a list of ids of uploaded documents."""
        return self.kind == "document"

    @property
    def is_date(self) -> bool:
        """Whether it is asked in three boxes."""
        return self.kind == "jalali-date"

    @property
    def is_moment(self) -> bool:
        """Whether it is asked in the three boxes of a date and one for the time."""
        return self.kind == "date-time"

    @property
    def may_be_fixed(self) -> bool:
        """Whether answers decide if it is asked or read-only."""
        return any(name in ("readonly", "disabled") for name, _ in self.feel)

    @property
    def texts(self) -> tuple[Bilingual, ...]:
        """The texts that may hold FEEL."""
        own = (self.label, self.description, self.prefix, self.suffix, self.date_label, self.time_label)
        return tuple(text for text in own if text)


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph between questions, in a little Markdown (`forms.values.markdown`)."""

    text: Bilingual
    hides: tuple[str, ...] = ()
    #: in Persian and English: what stands in the places (`forms.values.markdown.PLACE`) of the text, in their order
    values: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    #: whether it may have links: not where data could bring them in
    links: bool = True


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """HTML between questions, of elements that a page of the desk shows (`engine.read_markup`)."""

    #: in Persian and English
    nodes: tuple[tuple[MarkupNode, ...], tuple[MarkupNode, ...]]
    #: the FEEL whose values stand in the places of each, in their order
    expressions: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    hides: tuple[str, ...] = ()

    def in_language(self, language: str) -> tuple[MarkupNode, ...]:
        """The nodes of that language ("fa" or "en")."""
        return self.nodes[1] if language == "en" else self.nodes[0]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the bundle, and what it shows in words."""

    #: its name in the bundle
    source: str
    alt: Bilingual
    hides: tuple[str, ...] = ()
    #: by which the desk finds its content (`forms.shown.pictures`); empty where the bundle doesn't have it
    address: str = ""


@dataclass(frozen=True, slots=True)
class DocumentList:
    """Documents of the case, shown with links and never asked."""

    label: Bilingual
    #: the FEEL that yields their ids
    source: str
    hides: tuple[str, ...] = ()
    #: the ids, once its FEEL is evaluated
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Separator:
    """A line between questions."""

    hides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spacer:
    """Room between questions, in pixels."""

    height: int
    hides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the entry of each row that it shows, and its heading."""

    key: str
    label: Bilingual


@dataclass(frozen=True, slots=True)
class Table:
    """A list of the data, shown and never asked: one row for each of its entries."""

    label: Bilingual
    #: the FEEL that yields the list
    source: str
    columns: tuple[Column, ...]
    #: the FEEL that yields the columns, where they aren't written in the form
    columns_from: str | None = None
    hides: tuple[str, ...] = ()
    #: the cells in words, once its FEEL is evaluated
    rows: tuple[tuple[Bilingual, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading, or side by side in one row."""

    label: Bilingual
    items: tuple["Item", ...]
    hides: tuple[str, ...] = ()
    #: whether a frame shows what belongs together
    outlined: bool = False
    #: a row: how wide each item is, in sixteenths, None for an equal share of the rest; empty: one item below the other
    columns: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class DynamicList:
    """Questions that are asked once for each entry of a list. Until `forms.lists.entries` has put the entries in, the
    keys of its `items` have `ENTRY` in place of a number (`owners.*.name`); then they stand in `entries`, with it
    (`owners.2.name`)."""

    path: str
    label: Bilingual
    #: what one entry is called, as in «مالک»
    entry: Bilingual
    items: tuple["Item", ...]
    hides: tuple[str, ...] = ()
    #: how many entries there are before anybody adds one
    first: int = 1
    #: whether entries can be added and removed
    grows: bool = False
    least: int = 0
    most: int = 0
    outlined: bool = False
    #: how many entries are always in sight; None: all
    in_sight: int | None = None
    entries: tuple[Group, ...] | None = None


#: what stands for the number of an entry in the keys of a list's questions
ENTRY = "*"

Item = Field | TextBlock | HtmlBlock | Picture | DocumentList | Separator | Spacer | Table | Group | DynamicList


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A whole form; two forms of one content hash are the same form."""

    id: str
    title: Bilingual | None
    items: tuple[Item, ...]
    #: SHA-256 of the definition in canonical JSON
    content_hash: str
    #: whether its FEEL was evaluated already (`forms.resolve`); what data brought in is never read as FEEL
    is_resolved: bool = False
    fields: tuple[Field, ...] = field(init=False)
    #: the contexts that dotted keys belong to (`forms.paths`)
    roots: frozenset[str] = field(init=False)
    #: all contexts that its keys are entries of, by their whole names, and those of them that are entries of lists
    contexts: frozenset[str] = field(init=False)
    lists_at: frozenset[str] = field(init=False)
    #: its lists, those within lists included
    lists: tuple[DynamicList, ...] = field(init=False)
    #: every FEEL condition that hides something, in order
    rules: tuple[str, ...] = field(init=False)
    #: names whose values it may need and doesn't ask for: facts that it shows, and every word of its FEEL
    reads: frozenset[str] = field(init=False)
    #: whether it has FEEL besides conditions and computed values
    is_dynamic: bool = field(init=False)

    def __post_init__(self) -> None:
        every = tuple(walk(self.items))
        object.__setattr__(self, "fields", tuple(item for item in every if isinstance(item, Field)))
        object.__setattr__(self, "rules", tuple(dict.fromkeys(rule for item in every for rule in item.hides)))
        dynamic = [expression for item in every for expression in _feel(item)]
        object.__setattr__(self, "is_dynamic", bool(dynamic) and not self.is_resolved)
        roots = frozenset(f.key.partition(".")[0] for f in self.fields if "." in f.key)
        object.__setattr__(self, "lists", tuple(item for item in every if isinstance(item, DynamicList)))
        roots |= {each.path.partition(".")[0] for each in self.lists}
        object.__setattr__(self, "roots", roots)
        contexts = frozenset(outer for f in self.fields if "." in f.key for outer in _contexts(f.key))
        object.__setattr__(self, "contexts", contexts)
        at = {outer.rpartition(".")[0] for outer in contexts if outer.rpartition(".")[2].isdigit()}
        object.__setattr__(self, "lists_at", frozenset(at))
        names = {word for text in (*self.rules, *dynamic) for word in re.findall(r"\w+", text)}
        names.update(f.key for f in self.fields if "." not in f.key)
        asked = {f.key for f in self.asked if not f.may_be_fixed}
        object.__setattr__(self, "reads", frozenset(names.difference(asked) | roots))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Form) and self.content_hash == other.content_hash

    def __hash__(self) -> int:
        return hash(self.content_hash)

    def find(self, key: str) -> Field | None:
        """The field of that key, or None."""
        return next((f for f in self.fields if f.key == key), None)

    @property
    def computed(self) -> tuple[Field, ...]:
        """The fields that are computed from others, in order."""
        return tuple(f for f in self.fields if f.expression is not None)

    @property
    def asked(self) -> tuple[Field, ...]:
        """The fields that take an answer."""
        return tuple(f for f in self.fields if not f.readonly)


def document_fields(form: Form) -> tuple[Field, ...]:
    """The fields that ask for documents: what a service's package lists by itself (I8)."""
    return tuple(f for f in form.asked if f.is_document)


def inside(item: DynamicList) -> tuple[Item, ...]:
    """The entries of a list; what each of them has where there are none yet."""
    return item.items if item.entries is None else item.entries


def walk(items: tuple[Item, ...]) -> Iterator[Item]:
    """All items of a form, each before those inside it."""
    for item in items:
        yield item
        if isinstance(item, Group):
            yield from walk(item.items)
        elif isinstance(item, DynamicList):
            yield from walk(inside(item))


def _contexts(key: str) -> Iterator[str]:
    return (key[: dot.start()] for dot in re.finditer(r"\.", key))


def _feel(item: Item) -> Iterator[str]:
    """All FEEL of an item but conditions and computed values."""
    match item:
        case Field():
            yield from (expression for _, expression in item.feel)
            yield from filter(None, [item.options_from])
            defaults = [item.default] if isinstance(item.default, str) else []
            for text in (*(side for pair in item.texts for side in pair), *defaults):
                yield from expressions_in(text)
        case HtmlBlock():
            yield from (expression for side in item.expressions for expression in side)
        case TextBlock(text=pair) | Picture(alt=pair):
            yield from _in_texts(pair)
        case Group(label=pair) | DynamicList(label=pair) | Table(label=pair) | DocumentList(label=pair):
            yield from _in_texts(pair)
    if isinstance(item, Table):
        yield from filter(None, (item.source, item.columns_from))
    if isinstance(item, DocumentList):
        yield item.source


def _in_texts(pair: Bilingual) -> Iterator[str]:
    return (expression for side in pair for expression in expressions_in(side))
