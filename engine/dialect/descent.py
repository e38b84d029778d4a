"""What the translations of other languages into FEEL have in common: a recursive descent over tokens, in which whatever
FEEL doesn't have ends the whole."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

#: longer or more deeply nested texts are nobody's simple condition
MAX_LENGTH = 2_000
MAX_DEPTH = 40
#: names that FEEL would take for its own words
FEEL_WORDS = frozenset(
    {"if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "between", "function"}
)

#: operators of one level and what FEEL calls them, from the loosest level to the tightest
Levels = Sequence[Mapping[str, str]]
#: FEEL says the remainder by a function
REMAINDER = "modulo"
_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})


class NoCounterpart(Exception):
    """The text holds something that FEEL doesn't have."""


def tokens_of(text: str, pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """(kind, text) of each token, closed by an empty one; the kind is the name of the group of `pattern` that matched.
    Raises `NoCounterpart`."""
    found: list[tuple[str, str]] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = pattern.match(text, at)
        if match is None:
            raise NoCounterpart
        found.append((match.lastgroup or "", match[match.lastgroup or 0]))
        at = match.end()
    return [*found, ("end", "")]


class Descent:
    """A recursive descent through one expression; every method of a translation returns FEEL text."""

    #: of the language
    levels: Levels = ()

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0
        self._depth = 0

    def whole(self) -> str:
        """The whole expression. Raises `NoCounterpart`."""
        text = self.expression()
        if self.tokens[self.at][0] != "end":
            raise NoCounterpart
        return text

    def expression(self) -> str:
        """An expression that may stand in brackets."""
        return self.binary()

    def unary(self) -> str:
        """What the tightest operators stand between."""
        raise NoCounterpart

    def take(self, *texts: str) -> str | None:
        """The next token if it is one of these."""
        kind, text = self.tokens[self.at]
        if text in texts and kind in ("sign", "name"):
            self.at += 1
            return text
        return None

    def expect(self, text: str) -> None:
        """The next token must be this. Raises `NoCounterpart`."""
        if self.take(text) is None:
            raise NoCounterpart

    def next(self) -> tuple[str, str]:
        """The next token, whatever it is."""
        token = self.tokens[self.at]
        self.at += 1
        return token

    def binary(self, level: int = 0) -> str:
        """Operators of this level and the tighter ones."""
        if level == len(self.levels):
            return self.unary()
        signs = self.levels[level]
        left = self.binary(level + 1)
        compared = False
        while (taken := self.take(*signs)) is not None:
            sign = signs[taken]
            if compared and sign in _COMPARISONS:
                raise NoCounterpart  # a chain of comparisons means something else in each language
            compared = True
            right = self.binary(level + 1)
            left = f"modulo({left}, {right})" if sign == REMAINDER else f"{left} {sign} {right}"
        return left

    def arguments(self) -> list[str]:
        """What stands between the brackets of a call, the first of which was taken."""
        found: list[str] = []
        if self.take(")") is None:
            found.append(self.expression())
            while self.take(",") is not None:
                found.append(self.expression())
            self.expect(")")
        return found

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """One more inside the other. Raises `NoCounterpart` for too many."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise NoCounterpart
        yield
        self._depth -= 1
