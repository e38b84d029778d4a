"""What a browser may decide of a page by itself: conditions and values over answers that it reads as the server does.

Everything else waits for the server, which also decides again when the page is sent: its word counts."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from forms.definition import Field, FieldType, Form, Item, Json
from forms.paths import root_of
from forms.values.numbers import plain_number

#: (type of field) -> whether a browser reads the answer exactly as `forms.answers` does
_READABLE = frozenset({FieldType.RADIO, FieldType.SELECT, FieldType.CHECKLIST, FieldType.CHECKBOX, FieldType.NUMBER})
#: The office's clock and its calendar are the server's.
_OF_THE_SERVER = frozenset({"today", "now", "miz"})


@dataclass(frozen=True, slots=True)
class Live:
    """The questions of a form whose answers a browser reads, and the names that only the server knows."""

    keys: frozenset[str]
    others: frozenset[str]

    def decides(self, expression: str) -> bool:
        """Whether nothing in the expression needs the server."""
        return self.others.isdisjoint(words_in(expression))

    def rules_of(self, item: Item) -> tuple[str, ...]:
        """The conditions of the item that a browser decides because they follow answers on the page."""
        return tuple(rule for rule in item.hides if self.decides(rule) and not self.keys.isdisjoint(words_in(rule)))


def words_in(text: str) -> frozenset[str]:
    """All words of an expression; among them are the names that it uses."""
    return frozenset(re.findall(r"\w+", text))


def live_part(form: Form, known: Mapping[str, object]) -> Live:
    """What of the form lives in the browser, in addition to data of the case that the page doesn't ask for."""
    readable = {f.key for f in form.asked if f.type in _READABLE and not f.as_text and "." not in f.key}
    unread = {root_of(f.key) for f in form.fields if f.key not in readable}
    others = _OF_THE_SERVER | (set(map(root_of, known)) - readable) | unread
    for question in (f for f in form.computed if "." not in f.key):  # each may use those above it
        if Live(frozenset(readable), frozenset(others)).decides(question.expression or ""):
            readable.add(question.key)
            others -= {question.key}
    return Live(frozenset(readable), frozenset(others))


def reading_of(question: Field) -> dict[str, Json]:
    """How a browser reads the answer to a question in `_READABLE`."""
    return _READINGS[question.type](question)


def _options(question: Field) -> dict[str, Json]:
    return {option.posted: option.value for option in question.options}


def _json_number(bound: Decimal | None) -> Json:
    if bound is None:
        return None
    return int(bound) if bound == bound.to_integral_value() else float(bound)


_READINGS: dict[FieldType, Callable[[Field], dict[str, Json]]] = {
    FieldType.RADIO: lambda question: {"as": "choice", "values": _options(question)},
    FieldType.SELECT: lambda question: {"as": "choice", "values": _options(question)},
    FieldType.CHECKLIST: lambda question: {"as": "choices", "values": _options(question)},
    FieldType.CHECKBOX: lambda question: {"as": "tick", "needed": question.required},
    FieldType.NUMBER: lambda question: {
        "as": question.kind,
        "least": _json_number(question.limits.minimum),
        "most": _json_number(question.limits.maximum),
        "decimals": question.limits.decimals,
        "step": plain_number(question.limits.step) if question.limits.step else None,
    },
}
