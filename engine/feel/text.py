"""FEEL's own text of a value, as `string()` gives it. What shares parts with itself is as long as it is written out, so
the characters are counted before they are put together."""

from collections.abc import Callable
from decimal import Decimal

from engine.feel.errors import BudgetExceeded, Limit
from engine.feel.scope import DEFAULT
from engine.feel.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
from engine.feel.temporal_text import format_temporal
from engine.feel.values import Context, Range, Value, kind_of

#: Lists and contexts inside each other.
MAX_DEPTH = 100
#: Characters that are written for a message.
_SHOWN = 10_000


def text_of(value: Value, limit: int = DEFAULT.string_size) -> str:
    """FEEL's `string()` of a value; a string inside a list or context is quoted.

    Raises `BudgetExceeded` where that has more characters than `limit`; a lone string is given back as it is."""
    return value if isinstance(value, str) else _Writing(limit).text(value, 0)


def shown(value: Value) -> str:
    """The beginning of the value's text, for a message; the kind of one that is too large to be written."""
    try:
        return text_of(value, _SHOWN)[:100]
    except BudgetExceeded:
        return f"a {kind_of(value)}"


class _Writing:
    """One text that is being written, and how many characters it may still have."""

    __slots__ = ("left", "limit")

    def __init__(self, limit: int) -> None:
        self.left = self.limit = limit

    def text(self, value: Value, depth: int) -> str:
        """The value's text; what it consists of is so deep inside. Raises `BudgetExceeded`."""
        if depth > MAX_DEPTH:
            raise BudgetExceeded("the value is nested too deeply to be written out", Limit.NESTING)
        if isinstance(value, str):
            return self._quoted(value)
        within = _WITHIN.get(type(value))
        if within is not None:
            return within(self, value, depth + 1)
        write = _WRITERS.get(type(value))
        return self._taken(write(value) if write else kind_of(value))

    def _take(self, characters: int) -> None:
        self.left -= characters
        if self.left < 0:
            raise BudgetExceeded(f"the text of the value has more than {self.limit} characters", Limit.TEXT)

    def _taken(self, text: str) -> str:
        self._take(len(text))
        return text

    def _quoted(self, value: str) -> str:
        self._take(len(value) + 2)
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def _key(self, key: str) -> str:
        """A key as a context literal spells it: bare where it is a single word, else quoted."""
        return self._taken(key) if key.isidentifier() else self._quoted(key)

    def list(self, value: tuple[Value, ...], depth: int) -> str:
        """A list's text."""
        self._take(max(2, 2 * len(value)))
        return "[" + ", ".join([self.text(item, depth) for item in value]) + "]"

    def context(self, value: Context, depth: int) -> str:
        """A context's text."""
        self._take(max(2, 4 * len(value)))
        return "{" + ", ".join([f"{self._key(key)}: {self.text(item, depth)}" for key, item in value.items()]) + "}"

    def range(self, value: Range, depth: int) -> str:
        """A range's text, a comparison where it has one end only."""
        self._take(4)
        start = "" if value.start is None else self.text(value.start, depth)
        end = "" if value.end is None else self.text(value.end, depth)
        return _range_text(value, start, end)


def _range_text(value: Range, start: str, end: str) -> str:
    opening = "[" if value.start_included else "("
    closing = "]" if value.end_included else ")"
    if not start:
        return f"({'<=' if value.end_included else '<'} {end})"
    if not end:
        return f"({'>=' if value.start_included else '>'} {start})"
    return f"{opening}{start}..{end}{closing}"


_WITHIN: dict[type, Callable[..., str]] = {
    tuple: _Writing.list,
    Context: _Writing.context,
    Range: _Writing.range,
}
_WRITERS: dict[type, Callable[..., str]] = {
    type(None): lambda _value: "null",
    bool: lambda value: "true" if value else "false",
    Decimal: lambda value: format(value, "f"),
    **dict.fromkeys((Date, Time, DateTime, DaysDuration, MonthsDuration), format_temporal),
}
