"""Texts whose holes make much of little, each with a part of what its author is told; nothing where it is filled."""

from collections.abc import Callable
from datetime import UTC, datetime

from engine.templates import BadTemplate, fill

NOW = datetime(2026, 5, 2, 12, tzinfo=UTC)
DATA = {"long": "ب" * 150_000, "rows": [{"number": number} for number in range(5_000)]}
PAIRS = "{{ for i in 1..60 return [partial[-1], partial[-1]] }}"

CASES: dict[str, tuple[str, Callable[[object], str] | None, str]] = {
    "a long value, many times": ("{{ long }}" * 10_000, None, "filled with more than 200000 characters"),
    "the same, shown": ("{{ long }}" * 10_000, str, "filled with more than 200000 characters"),
    "a value that is shown as more": ("{{ 1 }}" * 10, lambda _value: "x" * 30_000, "filled with more than 200000"),
    "a list that holds itself many times": (PAIRS, None, "has more than 200000 characters"),
    "the same, shown with others": (PAIRS, str, "too large to be shown"),
    "lists inside each other": ("{{ for i in 1..400 return [partial[-1]] }}", None, "nested too deeply"),
    "lists inside each other, shown": ("{{ for i in 1..400 return [partial[-1]] }}", str, "too large"),
    "long sums, many times": ("{{ sum(for i in 1..9000 return i) }}" * 1_000, None, "takes too many steps"),
    "the data, a thousand times": ("{{ count(rows) }}" * 1_000, None, ""),
    "braces that nobody closes": ("{{" * 1_000_000, None, ""),
    "braces that nobody opens": ("}}" * 1_000_000, None, ""),
}


def outcome_of(name: str) -> str:
    """What the author is told of the text of that name."""
    text, show, _ = CASES[name]
    try:
        fill(text, DATA, now=NOW, show=show)
    except BadTemplate as error:
        return str(error)
    return ""
