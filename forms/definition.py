"""A form definition as frozen values: fields, and the layout that shows them in order.

A field is what is asked; groups, separators and text blocks only arrange. Nothing here reads or checks an answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from engine import Bilingual

#: an answer as it is stored
Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


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
    #: a date (Jalali boxes) or a time
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
    #: the number is a whole multiple of this
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
    #: the canonical citizen field it asks for (I1)
    profile: str | None = None
    #: a fact that is shown, never asked
    readonly: bool = False
    hides: tuple[str, ...] = ()
    multiple: bool = False
    #: file endings that a document field takes, without dot; empty means all that the desk takes
    accept: tuple[str, ...] = ()
    #: unit shown after the box, as in «متر مربع»
    suffix: Bilingual | None = None
    default: Json = None
    #: the FEEL expression that computes the answer, where it isn't asked
    expression: str | None = None

    @property
    def is_document(self) -> bool:
        """Whether its answer is a list of ids of uploaded documents."""
        return self.kind == "document"

    @property
    def is_date(self) -> bool:
        """Whether it is asked in three boxes."""
        return self.kind == "jalali-date"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph between questions, in a little Markdown (`forms.markdown`)."""

    text: Bilingual
    hides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Separator:
    """A line between questions."""

    hides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading."""

    label: Bilingual
    items: tuple["Item", ...]
    hides: tuple[str, ...] = ()


Item = Field | TextBlock | Separator | Group


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A whole form; two forms of one content hash are the same form."""

    id: str
    title: Bilingual | None
    items: tuple[Item, ...]
    #: SHA-256 of the definition in canonical JSON
    content_hash: str
    fields: tuple[Field, ...] = field(init=False)
    #: every FEEL condition that hides something, in order
    rules: tuple[str, ...] = field(init=False)
    #: names whose values it may need and doesn't ask for: facts that it shows, and every word of its conditions
    reads: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", tuple(_fields(self.items)))
        object.__setattr__(self, "rules", tuple(dict.fromkeys(_rules(self.items))))
        words = {word for rule in self.rules for word in re.findall(r"\w+", rule)}
        names = words.union(f.key for f in self.fields)
        object.__setattr__(self, "reads", frozenset(names.difference(f.key for f in self.asked)))

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


def sections(form: Form) -> Iterator[tuple[Bilingual | None, Field]]:
    """Every field in order with the heading it stands under, None outside any group."""
    yield from _sections(form.items, None)


def _sections(items: tuple[Item, ...], heading: Bilingual | None) -> Iterator[tuple[Bilingual | None, Field]]:
    for item in items:
        if isinstance(item, Field):
            yield heading, item
        elif isinstance(item, Group):
            yield from _sections(item.items, item.label if any(item.label) else heading)


def _fields(items: tuple[Item, ...]) -> Iterator[Field]:
    for item in items:
        if isinstance(item, Field):
            yield item
        elif isinstance(item, Group):
            yield from _fields(item.items)


def _rules(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        yield from item.hides
        if isinstance(item, Group):
            yield from _rules(item.items)
