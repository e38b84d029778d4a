"""A cursor over tokens that also knows how FEEL spells names of several words."""

from collections.abc import Iterable

from engine.feel.errors import FeelSyntaxError
from engine.feel.names import RESERVED, STOP_WORDS, KnownNames, match_built_in, normalize
from engine.feel.syntax_faults import SyntaxFault
from engine.feel.tokens import Kind, Token, tokenize

#: Longest text that is read at all, in characters.
MAX_TEXT = 8192
#: Signs that a declared name may contain (rule 30, additional name symbols).
_NAME_SIGNS = frozenset({".", "/", "-", "'", "+", "*", "**"})


class TokenStream:
    """The tokens of one text, the place reached, and the names known there."""

    def __init__(self, text: str, names: Iterable[str] | KnownNames = ()) -> None:
        if len(text) > MAX_TEXT:
            raise FeelSyntaxError(SyntaxFault.TOO_LONG, MAX_TEXT, limit=MAX_TEXT)
        self.text = text
        self.tokens = tokenize(text)
        self.index = 0
        self.known = KnownNames(names)

    @property
    def current(self) -> Token:
        """The token that is read next."""
        return self.tokens[self.index]

    def peek(self, ahead: int) -> Token:
        """A later token, the end token where there are no more."""
        return self.tokens[min(self.index + ahead, len(self.tokens) - 1)]

    def advance(self, count: int = 1) -> Token:
        """Go on; returns the token that was current."""
        token = self.tokens[self.index]
        self.index = min(self.index + count, len(self.tokens) - 1)
        return token

    def at_sign(self, sign: str) -> bool:
        token = self.tokens[self.index]
        return token.kind is Kind.SIGN and token.text == sign

    def at_word(self, word: str) -> bool:
        token = self.tokens[self.index]
        return token.kind is Kind.WORD and token.text == word

    def accept_sign(self, sign: str) -> bool:
        """Step over the sign if it is next."""
        found = self.at_sign(sign)
        self.index += found
        return found

    def accept_word(self, word: str) -> bool:
        """Step over the word if it is next."""
        found = self.at_word(word)
        self.index += found
        return found

    def expect_sign(self, sign: str) -> None:
        if not self.accept_sign(sign):
            raise self.error(SyntaxFault.EXPECTED, wanted=sign)

    def expect_word(self, word: str) -> None:
        if not self.accept_word(word):
            raise self.error(SyntaxFault.EXPECTED, wanted=word)

    def expect_end(self) -> None:
        if self.current.kind is not Kind.END:
            raise self.error(SyntaxFault.UNEXPECTED, found=self.text[self.current.start : self.current.end])

    def error(self, fault: SyntaxFault, **parameters: object) -> FeelSyntaxError:
        """A syntax error at the current token."""
        return FeelSyntaxError(fault, self.current.start, at_end=self.current.kind is Kind.END, **parameters)

    def known_name(self) -> str | None:
        """Step over a known name of several tokens, or one of the language's own; None if none is here."""
        found = self.known.match(self.tokens, self.index)
        if found is None:
            found = match_built_in(self.tokens, self.index)
            if found is not None and self.peek(found[1]).text != "(":
                found = None
        if found is None:
            return None
        self.advance(found[1])
        return found[0]

    def name(self, *, after_dot: bool = False) -> str:
        """Step over a name: a known one, else all words up to an operator, bracket or reserved word."""
        known = self.known_name()
        if known is not None:
            return known
        first = self.current
        if first.kind is not Kind.WORD or (first.text in RESERVED and not after_dot):
            raise self.error(SyntaxFault.NAME_OR_VALUE_EXPECTED)
        self.advance()
        words = [first.text]
        while self._continues_name():
            words.append(self.advance().text)
        return " ".join(words)

    def _continues_name(self) -> bool:
        token = self.current
        if token.kind is Kind.NUMBER:
            return token.text.isdigit()
        if token.kind is not Kind.WORD or token.text in STOP_WORDS:
            return False
        return not (token.text == "instance" and self.peek(1).text == "of")

    def declared_name(self, ends: tuple[str, ...]) -> str | None:
        """Step over everything up to one of `ends` and give it as a name; None, standing still, if it is none."""
        start = self.index
        while self.current.text not in ends or self.current.kind is Kind.STRING:
            token = self.current
            if token.kind is Kind.STRING or token.kind is Kind.END:
                break
            if token.kind is Kind.SIGN and token.text not in _NAME_SIGNS:
                break
            self.index += 1
        if self.index == start or self.current.text not in ends or self.tokens[start].kind is not Kind.WORD:
            self.index = start
            return None
        return normalize(self.text[self.tokens[start].start : self.tokens[self.index - 1].end])
