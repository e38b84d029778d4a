"""The names that FEEL has within an entry of a list, as in form-js: `this` is the entry, `parent` what is around it,
`i` lists the numbers of the entries around it and its own, the outermost first.

An expression that uses them becomes one of its own for each entry, which needs nothing but the case's data."""

import re
from dataclasses import dataclass

from engine import Bilingual
from forms.templates import HOLE, expression_of, is_expression

_NAMES = re.compile(r"(?<![\w.])(this|parent|i)(?!\w)")
_OF_PARENT = re.compile(r"\b(?:parent|this)\s*\.\s*(?!(?:parent|this|i)\b)(\w+)")
_ANSWER = re.compile(r"this\s*\.\s*([A-Za-z]\w*(?:\s*\.\s*[A-Za-z]\w*)*)", re.ASCII)


_IN_SCOPE = re.compile(r"\{this: .*, value: \((.*)\)\}\.value", re.DOTALL)


def as_written(text: str) -> str:
    """An expression as its author wrote it, without what binds it to an entry."""
    bound = _IN_SCOPE.fullmatch(text)
    return bound[1] if bound else text


@dataclass(frozen=True, slots=True)
class Scope:
    """One entry: its key, as in `owners.2`, the keys that are asked in it, and the scope around it."""

    key: str
    keys: frozenset[str] = frozenset()
    outer: "Scope | None" = None

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of the entries that it stands in, the outermost first."""
        around = self.outer.numbers if self.outer else ()
        return (*around, self.key.rpartition(".")[2])

    def expression(self, text: str) -> str:
        """The expression as it reads in this entry; as it is where it doesn't ask for the entry."""
        if not _NAMES.search(text):
            return text
        words = dict.fromkeys(_OF_PARENT.findall(text))
        parent = f"parent: {self._parent(tuple(words))}, " if "parent" in text else ""
        return f"{{this: {self._this}, {parent}i: [{', '.join(self.numbers)}], value: ({text})}}.value"

    def text(self, text: str) -> str:
        """A text whose FEEL reads as in this entry."""
        if is_expression(text):
            return f"={self._shown(expression_of(text))}"
        return HOLE.sub(lambda hole: f"{{{{ {self._shown(hole[1].strip())} }}}}", text)

    def pair(self, pair: Bilingual) -> Bilingual:
        """The same for both languages."""
        return Bilingual(self.text(pair.fa), self.text(pair.en))

    @property
    def _this(self) -> str:
        return re.sub(r"\.(\d+)", r"[\1]", self.key)

    def _shown(self, expression: str) -> str:
        """An answer alone is shown in its own words: it keeps its key."""
        alone = _ANSWER.fullmatch(expression)
        key = f"{self.key}.{''.join(alone[1].split())}" if alone else ""
        return key if key in self.keys else self.expression(expression)

    def _parent(self, words: tuple[str, ...]) -> str:
        """What is around the entry as a context of those of its entries that are asked for."""
        if self.outer is None:
            whole = ", ".join(f"{word}: {word}" for word in words)
            return f"{{{whole}, this: {{{whole}}} , i: []}}" if whole else "{i: []}"
        numbers, around = ", ".join(self.outer.numbers), self.outer._parent(words)
        # an entry of a context sees those before it: what is around comes first, and `this` is read from then on
        entries = "".join(f", {word}: this.{word}" for word in words)
        return f"{{parent: {around} , this: {self.outer._this}, i: [{numbers}]{entries}}} "
