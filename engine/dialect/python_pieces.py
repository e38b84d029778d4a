"""FEEL text for parts of Python expressions: exactly Python's value of JSON data, or null where Python would stop with
an error (Python 3 reference, chapter 6; FEEL: DMN chapter 10).

Knows what is alike and what isn't: truth of any value, equality across kinds, membership, length."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

#: how tightly an operator of FEEL binds, from the loosest on
OR, AND, COMPARISON, SUM, PRODUCT, POWER, ATOM = range(1, 8)


class Kind(Enum):
    """What is known of a value before anything runs."""

    ANY = auto()
    TRUTH = auto()
    NUMBER = auto()
    TEXT = auto()
    LIST = auto()
    CONTEXT = auto()
    NULL = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an expression in FEEL."""

    text: str
    kind: Kind = Kind.ANY
    binds: int = ATOM
    #: a quotient or a root: it may have more digits than a number of case data
    endless: bool = False
    #: 0, 1, True and False, which Python takes for equal in pairs
    twin: str = ""

    def within(self, binds: int) -> str:
        """The text as an operand of an operator that binds as tightly as that."""
        return self.text if self.binds > binds else f"({self.text})"

    @property
    def whole(self) -> str:
        """The text as an operand of anything."""
        return self.within(POWER)


#: 0 is False and 1 is True in Python; in FEEL they are of different kinds
TWINS = {"0": "false", "1": "true", "false": "0", "true": "1"}
_TRUTH = 'not(list contains([null, false, 0, "", [], {{}}], {0}))'
_LENGTH = (
    "(if {0} instance of string then string length({0}) else if {0} instance of list<Any> then count({0}) "
    "else if {0} instance of context<> then count(get entries({0})) else null)"
)
_LENGTHS = {Kind.TEXT: "string length({0})", Kind.LIST: "count({0})", Kind.CONTEXT: "count(get entries({0}))"}
_MEMBER = (
    "(if {1} instance of string then contains({1}, {0}) else if {1} instance of list<Any> then list contains({1}, {0}) "
    "else if {1} instance of context<> then list contains(get entries({1}).key, {0}) else null)"
)
_MEMBERS = {
    Kind.TEXT: "contains({1}, {0})",
    Kind.LIST: "list contains({1}, {0})",
    Kind.CONTEXT: "list contains(get entries({1}).key, {0})",
}
_WRITTEN = (
    "(if {0} instance of string or {0} instance of number then string({0}) "
    'else if {0} instance of boolean then (if {0} then "True" else "False") else if {0} = null then "None" else null)'
)
_WRITINGS = {
    Kind.TEXT: "{0}",
    Kind.NUMBER: "string({0})",
    Kind.TRUTH: '(if {0} then "True" else "False")',
    Kind.NULL: '"None"',
}
_ITEM = (
    "(if {0} instance of list<Any> then {0}[{1}] else if {0} instance of string then substring({0}, {1}, 1) else null)"
)


def quoted(text: str) -> str:
    """A FEEL string of that text, whatever signs it has."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(sign if sign.isprintable() else _escaped(sign) for sign in escaped) + '"'


def _escaped(sign: str) -> str:
    code = ord(sign)
    return f"\\u{code:04X}" if code < 0x10000 else sign


def truth(piece: Piece) -> Piece:
    """Whether Python counts a value as true: all but None, False, 0 and what is empty."""
    return piece if piece.kind is Kind.TRUTH else Piece(_TRUTH.format(piece.whole), Kind.TRUTH)


def certain(piece: Piece) -> Piece:
    """A comparison that says no, not null, where the kinds differ."""
    return Piece(f"{piece.within(COMPARISON)} = true", Kind.TRUTH, COMPARISON)


def denied(piece: Piece, unsure: bool) -> Piece:
    """The contrary of an equality: yes where the kinds differ."""
    if not unsure:
        return Piece(f"not({piece.text})", Kind.TRUTH)
    return Piece(f"{piece.within(COMPARISON)} != true", Kind.TRUTH, COMPARISON)


def compared(left: Piece, sign: str, right: Piece) -> Piece:
    """`=`, `<` and their like as FEEL has them: null where the kinds differ."""
    return Piece(f"{left.within(COMPARISON)} {sign} {right.within(COMPARISON)}", Kind.TRUTH, COMPARISON)


def equal(left: Piece, right: Piece) -> tuple[Piece, bool]:
    """`==`, and whether it may be null where Python says False: where the kinds differ."""
    for one, other in ((left, right), (right, left)):
        if other.twin and one.kind is not other.kind and one.kind in (Kind.ANY, Kind.TRUTH, Kind.NUMBER):
            return member_of(one, [other]), False
    return compared(left, "=", right), True


def member(item: Piece, around: Piece) -> Piece:
    """`item in around`: part of a text, element of a list, key of a context."""
    return Piece(_MEMBERS.get(around.kind, _MEMBER).format(item.whole, around.whole), Kind.TRUTH)


def member_of(item: Piece, listed: Sequence[Piece]) -> Piece:
    """`item in [a, b]`, with 0 and False, 1 and True taken for the same."""
    texts = dict.fromkeys(text for one in listed for text in (one.text, one.twin) if text)
    return Piece(f"list contains([{', '.join(texts)}], {item.text})", Kind.TRUTH)


def length(piece: Piece) -> Piece:
    """`len()`."""
    return Piece(_LENGTHS.get(piece.kind, _LENGTH).format(piece.whole), Kind.NUMBER)


def absolute(piece: Piece) -> Piece:
    """`abs()`."""
    return Piece(f"abs({piece.text})", Kind.NUMBER, ATOM, piece.endless)


def written(piece: Piece) -> Piece:
    """`str()` of a text, number, truth value or None; null for lists and contexts."""
    return Piece(_WRITINGS.get(piece.kind, _WRITTEN).format(piece.whole), Kind.TEXT)


#: functions over the elements of a list; null for everything else
_OVER = {
    "sum": "(if {0} = [] then 0 else sum({0}))",
    "min": "min({0})",
    "max": "max({0})",
    "all": '(every one in {0} satisfies not(list contains([null, false, 0, "", [], {{}}], one)))',
    "any": '(some one in {0} satisfies not(list contains([null, false, 0, "", [], {{}}], one)))',
}
OVER_LISTS = frozenset(_OVER)
_OVER_KINDS = {"sum": Kind.NUMBER, "all": Kind.TRUTH, "any": Kind.TRUTH}


def over(name: str, piece: Piece) -> Piece:
    """`sum()`, `min()`, `max()`, `all()` or `any()` of a list."""
    text = _OVER[name].format(piece.whole)
    if piece.kind is not Kind.LIST:
        text = f"(if {piece.whole} instance of list<Any> then {text} else null)"
    return Piece(text, _OVER_KINDS.get(name, Kind.ANY), ATOM, piece.endless)


def item(piece: Piece, place: int) -> Piece:
    """The element of a list, or sign of a text, at a place that Python counts from 0, or from the end."""
    return Piece(_ITEM.format(piece.whole, place if place < 0 else place + 1))


def chosen(condition: Piece, yes: Piece, no: Piece) -> Piece:
    """`yes if condition else no`; `condition` is a truth value."""
    kind = yes.kind if yes.kind is no.kind else Kind.ANY
    return Piece(f"(if {condition.text} then {yes.text} else {no.text})", kind, ATOM, yes.endless or no.endless)


def joined(pieces: Sequence[Piece], word: str) -> Piece:
    """Truth values with `and` or `or` between them."""
    binds = AND if word == "and" else OR
    return Piece(f" {word} ".join(piece.within(binds) for piece in pieces), Kind.TRUTH, binds)


def concatenated(left: Piece, right: Piece) -> Piece:
    """`left + right` of two lists; null where one of them is none."""
    whole = f"concatenate({left.text}, {right.text})"
    unsure = [piece.whole for piece in (left, right) if piece.kind is not Kind.LIST]
    tests = " and ".join(f"{text} instance of list<Any>" for text in unsure)
    return Piece(f"(if {tests} then {whole} else null)" if tests else whole, Kind.LIST)


def added(left: Piece, right: Piece) -> Piece:
    """`left + right`: numbers, texts or lists."""
    kinds = {left.kind, right.kind}
    if Kind.LIST in kinds:
        return concatenated(left, right)
    plain = Piece(f"{left.within(SUM - 1)} + {right.within(SUM)}", Kind.ANY, SUM, left.endless or right.endless)
    for kind in (Kind.NUMBER, Kind.TEXT):
        if kind in kinds:
            return Piece(plain.text, kind, SUM, plain.endless)
    tests = " and ".join(f"{piece.whole} instance of list<Any>" for piece in (left, right))
    return Piece(f"(if {tests} then concatenate({left.text}, {right.text}) else {plain.text})", Kind.ANY)


def difference(left: Piece, right: Piece, endless: bool) -> Piece:
    """`left - right`."""
    return Piece(f"{left.within(SUM - 1)} - {right.within(SUM)}", Kind.NUMBER, SUM, endless)


def product(left: Piece, right: Piece, endless: bool) -> Piece:
    """`left * right`."""
    return Piece(f"{left.within(PRODUCT - 1)} * {right.within(PRODUCT)}", Kind.NUMBER, PRODUCT, endless)


def quotient(left: Piece, right: Piece, endless: bool) -> Piece:
    """`left / right`."""
    return Piece(f"{left.within(PRODUCT - 1)} / {right.within(PRODUCT)}", Kind.NUMBER, PRODUCT, endless)


def whole_quotient(left: Piece, right: Piece, endless: bool) -> Piece:
    """`left // right`: rounded downwards in both languages."""
    return Piece(f"floor({quotient(left, right, endless).text})", Kind.NUMBER)


def remainder(left: Piece, right: Piece, endless: bool) -> Piece:
    """`left % right`: with the sign of `right` in both languages."""
    return Piece(f"modulo({left.text}, {right.text})", Kind.NUMBER, ATOM, endless)


def power(left: Piece, right: Piece, endless: bool) -> Piece:
    """`left ** right`."""
    return Piece(f"{left.whole} ** {right.whole}", Kind.NUMBER, POWER, endless)
