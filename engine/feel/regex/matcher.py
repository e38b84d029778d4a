"""Run regular expressions: a backtracking machine that remembers the states which led nowhere.

So a match without back references takes at most pattern times text steps; with them the caller's budget ends it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from engine.feel.errors import Undefined
from engine.feel.regex import syntax

if TYPE_CHECKING:
    from engine.feel.scope import Run

#: Instructions of one program; repeats are written out. Parts that are written out are counted too, as not each of them
#: gives an instruction: `(?:(?:){9}){9}` has none.
MAX_PROGRAM = 4000
MAX_WRITTEN = 4 * MAX_PROGRAM
#: Patterns kept compiled.
CACHE_SIZE = 128
#: Instructions that are compiled for a step, as a power of two.
_COMPILED = 2
#: Instructions between two payments; each costs a step, and one that copies the spans of many groups more.
_BATCH = 256
_COPIED = 4
#: Steps that each search costs to begin with.
_SEARCH_COST = 20
Charge = Callable[[int], None]
#: Start and end of the match and of each group, None where a group took no part.
Spans = tuple[int | None, ...]


class Op(Enum):
    """What an instruction does."""

    #: Take one character that passes the test.
    CHAR = auto()
    #: Go on at the first target; if that fails, at the second.
    SPLIT = auto()
    #: Go on at the target.
    JUMP = auto()
    #: Remember the position.
    SAVE = auto()
    #: Go on only at an anchor's place.
    ANCHOR = auto()
    #: Take the text of a group again.
    AGAIN = auto()
    #: The end of the pattern.
    DONE = auto()


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction; what `test`, `target` and `other` mean depends on the operation."""

    op: Op
    test: Callable[..., bool] | None = None
    target: int = 0
    other: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled regular expression."""

    program: tuple[Step, ...]
    groups: int
    remembers: bool

    def search(self, text: str, start: int, charge: Charge) -> Spans | None:
        """Spans of the first match from `start` on. Raises `BudgetExceeded` through `charge`."""
        charge(_SEARCH_COST)
        visited: set[int] | None = set() if self.remembers else None
        for begin in range(start, len(text) + 1):
            spans = _run(self, text, begin, charge, visited)
            if spans is not None:
                return spans
        return None


def _run(pattern: Pattern, text: str, begin: int, charge: Charge, visited: set[int] | None) -> Spans | None:
    """Match at exactly this place."""
    size = len(text)
    program = pattern.program
    waiting: list[tuple[int, int, Spans]] = [(0, begin, (begin, None) + (None, None) * pattern.groups)]
    count = 0
    price = _BATCH if visited is not None else 2 * _BATCH  # a back reference copies text
    while waiting:
        at, position, spans = waiting.pop()
        while at >= 0:
            count += 1
            if count >= _BATCH:
                charge(price)
                count -= _BATCH
            step = program[at]
            if step.op is Op.CHAR:
                passed = position < size and step.test is not None and step.test(text[position])
                at, position = (at + 1, position + 1) if passed else (-1, position)
            elif step.op is Op.SPLIT:
                if visited is not None:
                    state = at * (size + 1) + position
                    if state in visited:
                        break
                    visited.add(state)
                waiting.append((step.other, position, spans))
                at = step.target
            elif step.op is Op.DONE:
                charge(count)
                return (begin, position, *spans[2:])
            else:
                at, position, spans = _rare(step, at, position, spans, text)
                count += len(spans) >> _COPIED
    charge(count + 1)
    return None


def _rare(step: Step, at: int, position: int, spans: Spans, text: str) -> tuple[int, int, Spans]:
    """The instructions beside CHAR and SPLIT; the place -1 means that this way failed."""
    if step.op is Op.JUMP:
        return step.target, position, spans
    if step.op is Op.SAVE:
        return at + 1, position, (*spans[: step.target], position, *spans[step.target + 1 :])
    if step.op is Op.ANCHOR:
        passed = step.test is not None and step.test(text, position)
        return (at + 1 if passed else -1), position, spans
    start, end = spans[step.target * 2], spans[step.target * 2 + 1]
    again = "" if start is None or end is None else text[start:end]
    return (at + 1 if text.startswith(again, position) else -1), position + len(again), spans


def _anchor_test(anchor: syntax.Anchor) -> Callable[[str, int], bool]:
    if anchor.sign == "^":
        if anchor.every_line:
            return lambda text, at: at == 0 or (text[at - 1] == "\n" and at < len(text))
        return lambda _text, at: at == 0
    if anchor.every_line:
        return lambda text, at: at == len(text) or text[at] == "\n"
    return lambda text, at: at == len(text)


class TooLarge(Undefined):
    """The regular expression is too large."""

    def __init__(self) -> None:
        super().__init__("the regular expression is too large")


class _Writer:
    """Writes a tree out as a program."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self._written = 0

    def emit(self, step: Step) -> int:
        if len(self.steps) >= MAX_PROGRAM:
            raise TooLarge
        self.steps.append(step)
        return len(self.steps) - 1

    def write(self, tree: syntax.Tree) -> None:
        self._written += 1
        if self._written > MAX_WRITTEN:
            raise TooLarge
        match tree:
            case syntax.Char():
                self.emit(Step(Op.CHAR, tree.test))
            case syntax.Anchor():
                self.emit(Step(Op.ANCHOR, _anchor_test(tree)))
            case syntax.BackReference():
                self.emit(Step(Op.AGAIN, target=tree.group))
            case syntax.Sequence():
                for part in tree.parts:
                    self.write(part)
            case syntax.Group():
                self.emit(Step(Op.SAVE, target=tree.number * 2))
                self.write(tree.part)
                self.emit(Step(Op.SAVE, target=tree.number * 2 + 1))
            case syntax.Choice():
                self._choice(tree.alternatives)
            case syntax.Repeat():
                self._repeat(tree)

    def _choice(self, alternatives: tuple[syntax.Tree, ...]) -> None:
        jumps = []
        for alternative in alternatives[:-1]:
            split = self.emit(Step(Op.SPLIT))
            self.write(alternative)
            jumps.append(self.emit(Step(Op.JUMP)))
            self._split(split, split + 1, len(self.steps), lazy=False)
        self.write(alternatives[-1])
        for jump in jumps:
            self.steps[jump] = Step(Op.JUMP, target=len(self.steps))

    def _repeat(self, tree: syntax.Repeat) -> None:
        for _ in range(tree.low):
            self.write(tree.part)
        if tree.high is None:
            split = self.emit(Step(Op.SPLIT))
            self.write(tree.part)
            self.emit(Step(Op.JUMP, target=split))
            self._split(split, split + 1, len(self.steps), lazy=tree.lazy)
            return
        splits = []
        for _ in range(tree.high - tree.low):
            splits.append(self.emit(Step(Op.SPLIT)))
            self.write(tree.part)
        for split in splits:
            self._split(split, split + 1, len(self.steps), lazy=tree.lazy)

    def _split(self, at: int, into: int, past: int, *, lazy: bool) -> None:
        target, other = (past, into) if lazy else (into, past)
        self.steps[at] = Step(Op.SPLIT, target=target, other=other)


def compile_pattern(pattern: str, flags: str, charge: Charge) -> Pattern:
    """Compile a regular expression of XPath; it is paid for as if none were kept. Raises `Undefined` for a wrong one,
    and `BudgetExceeded` through `charge`."""
    charge(len(pattern) >> _COMPILED)
    try:
        compiled = _compile(pattern, flags)
    except TooLarge:
        charge(MAX_PROGRAM >> _COMPILED)
        raise
    charge(len(compiled.program) >> _COMPILED)
    return compiled


@lru_cache(maxsize=CACHE_SIZE)
def _compile(pattern: str, flags: str) -> Pattern:
    tree, groups = syntax.parse(pattern, flags)
    writer = _Writer()
    writer.write(tree)
    writer.emit(Step(Op.DONE))
    remembers = not any(step.op is Op.AGAIN for step in writer.steps)
    return Pattern(tuple(writer.steps), groups, remembers)


def _matches(pattern: Pattern, text: str, charge: Charge) -> Iterator[Spans]:
    """All matches one after the other. Raises `Undefined` where the pattern matches nothing at all (FORX0003)."""
    if pattern.search("", 0, charge) is not None:
        raise Undefined("the regular expression matches the empty string")
    position = 0
    while (spans := pattern.search(text, position, charge)) is not None:
        yield spans
        position = max(_place(spans[1]), position + 1)


def _place(position: int | None) -> int:
    return 0 if position is None else position


def split(pattern: Pattern, text: str, charge: Charge) -> list[str]:
    """The parts between the matches; none of the empty text. Raises `Undefined`, `BudgetExceeded`."""
    if not text:
        return []
    parts: list[str] = []
    position = 0
    for spans in _matches(pattern, text, charge):
        parts.append(text[position : _place(spans[0])])
        position = _place(spans[1])
    return [*parts, text[position:]]


def found(pattern: Pattern, text: str, charge: Charge) -> list[str]:
    """The matches one after the other. Raises `Undefined`, `BudgetExceeded`."""
    return [text[_place(spans[0]) : _place(spans[1])] for spans in _matches(pattern, text, charge)]


def replace(pattern: Pattern, text: str, replacement: str, run: "Run", *, literal: bool = False) -> str:
    """The text with all matches replaced; `$1` is the first group, unless the replacement is taken literally.

    Raises `Undefined`, `BudgetExceeded`."""
    template: Sequence[str | int] = [replacement] if literal else _read_template(replacement, pattern.groups)
    parts: list[str] = []
    position = size = 0
    for spans in _matches(pattern, text, run.charge):
        length = _place(spans[0]) - position + sum(_length(piece, spans) for piece in template)
        size += length
        run.fits(size)
        run.charge(len(template) + (length >> _COPIED))
        parts.append(text[position : _place(spans[0])])
        parts += [piece if isinstance(piece, str) else text[slice(*_group(piece, spans))] for piece in template]
        position = _place(spans[1])
    return "".join(parts) + text[position:]


def _group(number: int, spans: Spans) -> tuple[int, int]:
    return _place(spans[number * 2]), _place(spans[number * 2 + 1])


def _length(piece: str | int, spans: Spans) -> int:
    """How many characters the piece of a replacement gives."""
    if isinstance(piece, str):
        return len(piece)
    start, end = _group(piece, spans)
    return end - start


def _read_template(replacement: str, groups: int) -> Sequence[str | int]:
    """The parts of a replacement: text, and numbers of groups."""
    pieces: list[str | int] = []
    index = 0
    while index < len(replacement):
        char, following = replacement[index], replacement[index + 1 : index + 2]
        if char == "$" and following.isdecimal():
            number, index = _group_number(replacement, index + 1, groups)
            pieces.append(number if number <= groups else "")
            continue
        if char == "$" or (char == "\\" and following not in ("\\", "$")):
            raise Undefined(f"{char!r} in a replacement must be written as '\\{char}'")
        pieces.append(following if char == "\\" else char)
        index += 2 if char == "\\" else 1
    return _merged(pieces)


def _merged(pieces: Sequence[str | int]) -> Sequence[str | int]:
    """The same parts, of which none is text behind text."""
    merged: list[str | int] = []
    for kind, parts in groupby(pieces, type):
        run = list(parts)
        merged += ["".join(map(str, run))] if kind is str else run
    return merged


def _group_number(text: str, index: int, groups: int) -> tuple[int, int]:
    number = int(text[index])
    index += 1
    while index < len(text) and text[index].isdecimal() and number * 10 + int(text[index]) <= groups:
        number = number * 10 + int(text[index])
        index += 1
    return number, index
