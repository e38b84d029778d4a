"""One expression of JUEL as FEEL that gives the same for values of any type (JSR 245, Expression Language 2.2).

JUEL converts what its operators are given: null is false and 0, `"5"` equals 5. Where the text shows of what kind the
operands are, FEEL's own operators say the same; elsewhere the functions `miz.juel …` do (`engine/feel/library`)."""

import re
from collections.abc import Callable, Mapping

from engine.dialect.descent import FEEL_WORDS, NoCounterpart, tokens_of
from engine.dialect.languages.context_variables import ContextDescent
from engine.dialect.languages.juel_words import CONTEXTS, FIGURES, RESERVED, TOKEN
from engine.dialect.python_pieces import AND, ATOM, COMPARISON, OR, POWER, PRODUCT, SUM, Kind, Piece, quoted

_LEVELS: tuple[Mapping[str, str], ...] = (
    {"||": "or", "or": "or"},
    {"&&": "and", "and": "and"},
    {"==": "=", "eq": "=", "!=": "!=", "ne": "!="},
    {"<": "<", "lt": "<", ">": ">", "gt": ">", "<=": "<=", "le": "<=", ">=": ">=", "ge": ">="},
    {"+": "+", "-": "-"},
    {"*": "*", "/": "/", "div": "/", "%": "%", "mod": "%"},
)
_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
#: comparisons as functions, with the operands as written or turned round
_ORDERS = {"<": ("less", False), ">": ("less", True), "<=": ("at most", False), ">=": ("at most", True)}
_METHODS: dict[tuple[str, int], tuple[str, Kind]] = {
    ("equals", 1): ("miz.juel same({0}, {1})", Kind.TRUTH),
    ("equalsIgnoreCase", 1): ("(lower case({0}) = lower case({1}))", Kind.TRUTH),
    ("isEmpty", 0): ("(miz.juel size({0}) <= 0)", Kind.TRUTH),
    ("contains", 1): (
        "(if {0} instance of string then contains({0}, {1}) else list contains({0}, {1}))",
        Kind.TRUTH,
    ),
    ("size", 0): ("miz.juel size({0})", Kind.NUMBER),
    ("length", 0): ("string length({0})", Kind.NUMBER),
    ("toLowerCase", 0): ("lower case({0})", Kind.TEXT),
    ("toUpperCase", 0): ("upper case({0})", Kind.TEXT),
    ("startsWith", 1): ("starts with({0}, {1})", Kind.TRUTH),
    ("endsWith", 1): ("ends with({0}, {1})", Kind.TRUTH),
    ("toString", 0): ("string({0})", Kind.TEXT),
}
_CONSTANTS = {"true": Kind.TRUTH, "false": Kind.TRUTH, "null": Kind.NULL}
#: what FEEL text may have (docs/feel.md, Budget), with room for what is put around it
_MAX_FEEL = 8_000
_NUMERIC = re.compile(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*|")


def expression_of(code: str) -> Piece:
    """The value of what stands in `${…}`. Raises `NoCounterpart`."""
    piece = _Juel(tokens_of(code, TOKEN)).all()
    if len(piece.text) > _MAX_FEEL:
        raise NoCounterpart
    return piece


def truth(piece: Piece) -> Piece:
    """The value as true or false."""
    if piece.kind is Kind.TRUTH:
        return piece
    return Piece(f"miz.juel truth({piece.text})", Kind.TRUTH)


def number(piece: Piece) -> Piece:
    """The value as a number."""
    return piece if piece.kind is Kind.NUMBER else Piece(f"miz.juel number({piece.text})", Kind.NUMBER)


def text(piece: Piece) -> Piece:
    """The value as text."""
    if piece.kind is Kind.TEXT:
        return piece
    return Piece(f"{'string' if piece.kind is Kind.NUMBER else 'miz.juel text'}({piece.text})", Kind.TEXT)


def _logic(sign: str, left: Piece, right: Piece) -> Piece:
    binds = OR if sign == "or" else AND
    return Piece(f"{truth(left).within(binds - 1)} {sign} {truth(right).within(binds)}", Kind.TRUTH, binds)


def _equality(sign: str, left: Piece, right: Piece) -> Piece:
    kinds = {left.kind, right.kind}
    if Kind.NULL in kinds or (len(kinds) == 1 and left.kind in (Kind.TRUTH, Kind.NUMBER, Kind.TEXT)):
        return Piece(f"{left.within(COMPARISON)} {sign} {right.within(COMPARISON)}", Kind.TRUTH, COMPARISON)
    equal = f"miz.juel equal({left.text}, {right.text})"
    return Piece(equal if sign == "=" else f"not({equal})", Kind.TRUTH)


def _order(sign: str, left: Piece, right: Piece) -> Piece:
    if left.kind is right.kind is Kind.NUMBER:
        return Piece(f"{left.within(COMPARISON)} {sign} {right.within(COMPARISON)}", Kind.TRUTH, COMPARISON)
    name, turned = _ORDERS[sign]
    first, second = (right, left) if turned else (left, right)
    return Piece(f"miz.juel {name}({first.text}, {second.text})", Kind.TRUTH)


def _sum(sign: str, left: Piece, right: Piece) -> Piece:
    one, other = _added(left), _added(right)
    return Piece(f"{one.within(SUM - 1)} {sign} {other.within(SUM)}", Kind.NUMBER, SUM)


def _added(piece: Piece) -> Piece:
    """An operand of a sum or product. A written text that is no number is an error there: JUEL's `+` joins no texts."""
    if piece.kind is Kind.TEXT and piece.text[0] == '"' and not _NUMERIC.fullmatch(piece.text[1:-1]):
        raise NoCounterpart
    return number(piece)


def _product(sign: str, left: Piece, right: Piece) -> Piece:
    one, other = _added(left), _added(right)
    if sign == "*":
        return Piece(f"{one.within(PRODUCT - 1)} * {other.within(PRODUCT)}", Kind.NUMBER, PRODUCT)
    if sign == "/" and Kind.NUMBER in (left.kind, right.kind):
        return Piece(f"{one.within(PRODUCT - 1)} / {other.within(PRODUCT)}", Kind.NUMBER, PRODUCT)
    name = "quotient" if sign == "/" else "remainder"
    return Piece(f"miz.juel {name}({left.text}, {right.text})", Kind.NUMBER)


_MAKERS: tuple[Callable[[str, Piece, Piece], Piece], ...] = (_logic, _logic, _equality, _order, _sum, _product)


class _Juel(ContextDescent):
    """A recursive descent that knows the kinds of what it has read."""

    def all(self) -> Piece:
        """The whole expression. Raises `NoCounterpart`."""
        piece = self._choice()
        if self.tokens[self.at][0] != "end":
            raise NoCounterpart
        return piece

    def expression(self) -> str:
        """What stands between brackets and commas."""
        return self._choice().text

    def _choice(self) -> Piece:
        """`a ? b : c`, or what is tighter."""
        with self.deeper():
            condition = self._operators(0)
            if self.take("?") is None:
                return condition
            yes = self._choice()
            self.expect(":")
            no = self._choice()
            kind = yes.kind if yes.kind is no.kind else Kind.ANY
            return Piece(f"(if {truth(condition).text} then {yes.text} else {no.text})", kind)

    def _operators(self, level: int) -> Piece:
        if level == len(_LEVELS):
            return self._signed()
        signs, make = _LEVELS[level], _MAKERS[level]
        left = self._operators(level + 1)
        compared = False
        while (taken := self.take(*signs)) is not None:
            if compared and signs[taken] in _COMPARISONS:
                raise NoCounterpart  # of a chain of comparisons the authors mean something else than it says
            compared = True
            left = make(signs[taken], left, self._operators(level + 1))
        return left

    def _signed(self) -> Piece:
        with self.deeper():
            sign = self.take("!", "not", "-", "empty")
            if sign is None:
                return self._value()
            inner = self._signed()
            if sign == "empty":
                return Piece(f"miz.juel empty({inner.text})", Kind.TRUTH)
            if sign == "-":
                return Piece(f"-{_added(inner).whole}", Kind.NUMBER, POWER)
            return Piece(f"not({truth(inner).text})", Kind.TRUTH)

    def _value(self) -> Piece:
        kind, token = self.next()
        if kind == "number":
            return self._path(Piece(token, Kind.NUMBER))
        if kind == "text":
            return self._path(Piece(quoted(re.sub(r"\\(.)", r"\1", token[1:-1])), Kind.TEXT))
        if (kind, token) == ("sign", "("):
            inner = self._choice()
            self.expect(")")
            return self._path(Piece(inner.whole, inner.kind, ATOM))
        if kind != "name" or token in RESERVED | FEEL_WORDS:
            raise NoCounterpart
        if token in _CONSTANTS:
            return Piece(token, _CONSTANTS[token])
        if token in CONTEXTS:
            token = self.variable_name()
            if token in RESERVED | FEEL_WORDS:
                raise NoCounterpart
        elif self.tokens[self.at][1] == "(":
            raise NoCounterpart
        known = Kind.NUMBER if token in FIGURES else Kind.ANY
        return self._path(Piece(FIGURES.get(token, token), known))

    def _path(self, piece: Piece) -> Piece:
        while True:
            if self.take(".") is not None:
                kind, name = self.next()
                if kind != "name":
                    raise NoCounterpart
                piece = self._method(piece, name) if self.take("(") is not None else _entry(piece, name)
            elif self.take("[") is not None:
                key = self._choice()
                self.expect("]")
                piece = _part(piece, key)
            else:
                return piece

    def _method(self, piece: Piece, name: str) -> Piece:
        arguments = self.arguments()
        pattern = _METHODS.get((name, len(arguments)))
        if pattern is None:
            raise NoCounterpart
        return Piece(pattern[0].format(piece.whole, *arguments), pattern[1])


def _entry(piece: Piece, name: str) -> Piece:
    if name in FEEL_WORDS:
        return Piece(f"get value({piece.text}, {quoted(name)})")
    return Piece(f"{piece.whole}.{name}")


def _part(piece: Piece, key: Piece) -> Piece:
    """`piece[key]`; a written name is an entry."""
    name = key.text[1:-1] if key.kind is Kind.TEXT and key.text[0] == '"' else ""
    return _entry(piece, name) if name.isidentifier() else Piece(f"miz.juel item({piece.text}, {key.text})")
