"""Names of more than one token: which are known, and where a run of tokens spells one (DMN 10.3.1.2, rule 25 ff.)."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeAlias

from engine.feel.errors import FeelSyntaxError
from engine.feel.tokens import Kind, Token, tokenize

#: Words that end a name of several words, as they can follow an operand.
STOP_WORDS = frozenset({"and", "or", "in", "between", "then", "else", "return", "satisfies", "external"})
#: Words that begin something else than a name.
RESERVED = STOP_WORDS | {"if", "for", "some", "every", "function", "true", "false", "null", "instance"}
#: Names of the language that contain a stop word; a bracket after them makes them a function.
_BUILT_IN = ("date and time", "years and months duration", "days and time duration", "get or else")


def normalize(name: str) -> str:
    """The name with single spaces, the form in which contexts are asked for it."""
    return " ".join(name.split())


#: The tokens of a name, each with whether it joins the one before without a blank: `a-b` isn't `a - b`.
Spelling: TypeAlias = tuple[tuple[str, bool], ...]


def _spelling(tokens: Sequence[Token]) -> Spelling:
    joined = (one.end == other.start for one, other in pairwise(tokens))
    return tuple((token.text, join) for token, join in zip(tokens, (False, *joined), strict=True))


class KnownNames:
    """Names that plain reading would break up, such as `rate-a` or `income and assets`; the longest one wins."""

    def __init__(self, names: "Iterable[str] | KnownNames" = ()) -> None:
        self._by_first: dict[str, tuple[tuple[Spelling, str], ...]] = {}
        if isinstance(names, KnownNames):
            self._by_first = names._by_first.copy()
            return
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Learn a name; one that is a single word, or no name at all, is passed over."""
        if name.isidentifier():
            return
        try:
            tokens = tokenize(name)[:-1]
        except FeelSyntaxError:
            return
        if len(tokens) < 2 or tokens[0].kind is not Kind.WORD or any(token.kind is Kind.STRING for token in tokens):
            return
        spelling, first = _spelling(tokens), tokens[0].text
        others = tuple(entry for entry in self._by_first.get(first, ()) if entry[0] != spelling)
        entries = (*others, (spelling, normalize(name)))
        self._by_first[first] = tuple(sorted(entries, key=lambda entry: -len(entry[0])))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KnownNames) and self._by_first == other._by_first

    def __hash__(self) -> int:
        return hash(frozenset(self._by_first.items()))

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def match(self, tokens: list[Token], index: int) -> tuple[str, int] | None:
        """The longest known name that begins at the token, and how many tokens it takes."""
        for spelling, name in self._by_first.get(tokens[index].text, ()):
            if _spelling(tokens[index : index + len(spelling)]) == spelling:
                return name, len(spelling)
        return None


_LANGUAGE = KnownNames(_BUILT_IN)


def match_built_in(tokens: list[Token], index: int) -> tuple[str, int] | None:
    """A name of the language with `and` inside that begins at the token."""
    return _LANGUAGE.match(tokens, index)
