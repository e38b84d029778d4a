"""How slips are told: names of kinds, and pieces of an expression, for people."""

import re
from collections.abc import Iterable
from decimal import Decimal
from difflib import get_close_matches

from engine.feel import nodes
from engine.feel.nodes import Node
from engine.feel.text import text_of
from engine.feel.values import Value
from engine.lint.types.kinds import DATA_NAMES, TEMPORAL, Kind

_FA = {
    "string": "متن",
    "number": "عدد",
    "boolean": "درست یا نادرست",
    "list": "فهرست",
    "context": "مجموعهٔ چند مقدار",
    "date": "تاریخ",
    "time": "ساعت",
    "date and time": "تاریخ و ساعت",
    "days and time duration": "مدت",
    "years and months duration": "مدت به سال و ماه",
    "range": "بازه",
    "function": "تابع",
    "null": "تهی",
}
_EN = {
    "string": "a text",
    "number": "a number",
    "boolean": "true or false",
    "list": "a list",
    "context": "a context",
    "date": "a date",
    "time": "a time",
    "date and time": "a date and time",
    "days and time duration": "a duration",
    "years and months duration": "a duration of years and months",
    "range": "a range",
    "function": "a function",
    "null": "null",
}
#: names shorter than this are alike by accident
SHORT = 4
#: names of about that length that are compared with it
MOST_ALIKE = 300
#: how many values of a list are told
MAX_TOLD = 8
LONGEST = 60


def kind_fa(kind: Kind) -> str:
    """The kind in Persian."""
    if kind.names == DATA_NAMES:
        return "دادهٔ پرونده (JSON)"
    return " یا ".join(_FA.get(name, name) for name in _ordered(kind)) or "هر چیز"


def kind_en(kind: Kind) -> str:
    """The kind in English."""
    if kind.names == DATA_NAMES:
        return "a value of the case (JSON)"
    return " or ".join(_EN.get(name, name) for name in _ordered(kind)) or "anything"


def _ordered(kind: Kind) -> list[str]:
    names = kind.names
    if names == {"string"} and kind.spells and not kind.values:
        names = kind.spells & TEMPORAL
    return [name for name in _EN if name in names]


def value_text(value: Value) -> str:
    """A constant as FEEL writes it."""
    return f'"{value}"' if isinstance(value, str) else text_of(value)


def values_text(kind: Kind, comma: str) -> str:
    """The values that a kind has, as FEEL writes them."""
    told = sorted(value_text(value) for value in kind.values or ())
    return comma.join(told[:MAX_TOLD]) + ("…" if len(told) > MAX_TOLD else "")


def shown(node: Node) -> str:
    """A piece of an expression in short; "…" where that would be long."""
    text = _text(node)
    return text if len(text) <= LONGEST else "…"


def _text(node: Node) -> str:  # noqa: PLR0911 - one line a kind of syntax
    match node:
        case nodes.Name(name=name):
            return name
        case nodes.Path(source=source, name=name):
            return f"{_text(source)}.{name}"
        case nodes.Literal(value=str() | bool() | Decimal() | None as value):
            return value_text(value)
        case nodes.Literal(value=value):
            return f'@"{text_of(value)}"'
        case nodes.Call(callee=callee, arguments=arguments):
            return f"{_text(callee)}({', '.join(map(_text, arguments))})"
        case nodes.Comparison(operator=operator, left=left, right=right):
            return f"{_text(left)} {operator} {_text(right)}"
        case nodes.Arithmetic(first=first, rest=rest):
            return " ".join([_text(first), *(f"{sign} {_text(operand)}" for sign, operand in rest)])
        case nodes.Listing(items=items):
            return f"[{', '.join(map(_text, items))}]"
    return "…"


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that is meant, most likely; "" where none is near."""
    plain = _plain(name)
    alike = [other for other in known if other and other != name and abs(len(other) - len(name)) <= len(name) // 3 + 1]
    same = next((other for other in alike if _plain(other) == plain), "")
    if same or len(name) < SHORT:
        return same
    near = get_close_matches(name, alike[:MOST_ALIKE], 1, 0.8)
    return near[0] if near else ""


def _plain(name: str) -> str:
    """The name without what people spell one way or the other."""
    return name.casefold().replace(" ", "").replace("_", "").replace("-", "")


def with_piece(text: str, old: str, new: str) -> str:
    """The expression with a name (or a text in quotes) replaced wherever it stands by itself; as it was where it
    doesn't. Names within strings are left alone."""
    if old == text:
        return new
    if old.startswith('"'):
        return text.replace(old, new) if text.count(old) == 1 else text
    name = re.compile(rf"(?<![\w.]){re.escape(old)}(?!\w)")
    parts = re.split(r'("(?:[^"\\]|\\.)*")', text)
    return "".join(part if number % 2 else name.sub(lambda _: new, part) for number, part in enumerate(parts))
