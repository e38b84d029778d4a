"""Read a regular expression into a tree. Raises `Undefined` for what XPath does not know, such as look-ahead."""

from dataclasses import dataclass
from typing import TypeAlias

from engine.feel.errors import Undefined
from engine.feel.regex.characters import CharTest, any_but_line_end, escape_class, ignoring_case, read_class, single

MAX_PATTERN = 1000
MAX_DEPTH = 40
MAX_REPEAT = 1000


@dataclass(frozen=True, slots=True)
class Char:
    """One character that passes the test."""

    test: CharTest


@dataclass(frozen=True, slots=True)
class Anchor:
    """`^` or `$`; at any line's start or end with the flag m."""

    sign: str
    every_line: bool


@dataclass(frozen=True, slots=True)
class BackReference:
    """The same text as a group matched."""

    group: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """One part after the other."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The first alternative that leads to a match."""

    alternatives: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A captured part."""

    number: int
    part: "Tree"


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part several times; as often as possible, or as seldom where lazy."""

    part: "Tree"
    low: int
    high: int | None
    lazy: bool


Tree: TypeAlias = Char | Anchor | BackReference | Sequence | Choice | Group | Repeat


def parse(pattern: str, flags: str) -> tuple[Tree, int]:
    """The tree and the number of groups. Raises `Undefined` for a bad pattern or flag."""
    if set(flags) - set("smixq"):
        raise Undefined(f"{flags!r} are not flags of regular expressions")
    if len(pattern) > MAX_PATTERN:
        raise Undefined("the regular expression is too long")
    if "q" in flags:
        return Sequence(tuple(_char(char, flags) for char in pattern)), 0
    reader = _Reader(_without_blanks(pattern) if "x" in flags else pattern, flags)
    tree = reader.choice(0)
    if reader.position < len(reader.pattern):
        raise reader.fault("a bracket is closed that was not opened")
    return tree, reader.groups


def _without_blanks(pattern: str) -> str:
    kept: list[str] = []
    inside = 0
    for index, char in enumerate(pattern):
        escaped = len(pattern[:index]) - len(pattern[:index].rstrip("\\"))
        if escaped % 2 == 0:
            inside += (char == "[") - (char == "]")
        if inside or char not in "\t\n\r ":
            kept.append(char)
    return "".join(kept)


def _char(char: str, flags: str) -> Char:
    test = single(char)
    return Char(ignoring_case(test) if "i" in flags else test)


class _Reader:
    """One reading of one pattern."""

    def __init__(self, pattern: str, flags: str) -> None:
        self.pattern = pattern
        self.flags = flags
        self.position = 0
        self.groups = 0
        self._closed: set[int] = set()

    def fault(self, message: str) -> Undefined:
        return Undefined(f"the regular expression {self.pattern!r} is wrong: {message}")

    def choice(self, depth: int) -> Tree:
        """Alternatives between bars, up to a closing bracket or the end."""
        if depth > MAX_DEPTH:
            raise self.fault("its brackets are nested too deeply")
        alternatives = [self._sequence(depth)]
        while self._accept("|"):
            alternatives.append(self._sequence(depth))
        return alternatives[0] if len(alternatives) == 1 else Choice(tuple(alternatives))

    def _peek(self) -> str:
        return self.pattern[self.position : self.position + 1]

    def _accept(self, text: str) -> bool:
        found = self.pattern.startswith(text, self.position)
        self.position += len(text) if found else 0
        return found

    def _sequence(self, depth: int) -> Tree:
        parts: list[Tree] = []
        while self._peek() not in ("", "|", ")"):
            parts.append(self._quantified(self._atom(depth)))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _atom(self, depth: int) -> Tree:
        char = self._peek()
        self.position += 1
        if char == "(":
            return self._group(depth)
        if char in "^$":
            return Anchor(char, "m" in self.flags)
        if char == "\\" and self._peek().isdecimal() and self._peek() != "0":
            return self._back_reference()
        if char in "?*+{}])":
            raise self.fault(f"{char!r} stands at the wrong place")
        return Char(self._char_test(char))

    def _char_test(self, char: str) -> CharTest:
        if char == ".":
            return (lambda _char: True) if "s" in self.flags else any_but_line_end
        if char == "[":
            test, self.position = read_class(self.pattern, self.position)
        elif char == "\\":
            test, self.position = escape_class(self.pattern, self.position)
        else:
            test = single(char)
        return ignoring_case(test) if "i" in self.flags else test

    def _group(self, depth: int) -> Tree:
        number = 0
        if self._accept("?"):
            if not self._accept(":"):
                raise self.fault("'(?' is only known as '(?:'")
        else:
            self.groups += 1
            number = self.groups
        part = self.choice(depth + 1)
        if not self._accept(")"):
            raise self.fault("a bracket is not closed")
        self._closed.add(number)
        return Group(number, part) if number else part

    def _back_reference(self) -> Tree:
        number = int(self._peek())
        self.position += 1
        while self._peek().isdecimal() and number * 10 + int(self._peek()) <= self.groups:
            number = number * 10 + int(self._peek())
            self.position += 1
        if number not in self._closed:
            raise self.fault(f"there is no group {number} before it is referred to")
        return BackReference(number)

    def _quantified(self, part: Tree) -> Tree:
        if self._peek() not in ("?", "*", "+", "{"):
            return part
        bounds = {"?": (0, 1), "*": (0, None), "+": (1, None)}.get(self._peek())
        self.position += 1
        low, high = bounds if bounds is not None else self._counts()
        return Repeat(part, low, high, lazy=self._accept("?"))

    def _counts(self) -> tuple[int, int | None]:
        inside, closed, _ = self.pattern[self.position :].partition("}")
        low, comma, high = inside.partition(",")
        if not closed or not low.isdecimal() or (high and not high.isdecimal()):
            raise self.fault("the number of times is unclear")
        self.position += len(inside) + 1
        least = int(low)
        limit = int(high) if high else None if comma else least
        if least > MAX_REPEAT or (limit is not None and not least <= limit <= MAX_REPEAT):
            raise self.fault(f"the number of times must rise and stay under {MAX_REPEAT}")
        return least, limit
