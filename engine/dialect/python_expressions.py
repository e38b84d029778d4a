"""One Python expression as FEEL: the same value for the same JSON data. What can't be said so raises `Unsayable`, and
nothing is guessed.

Nothing of it is ever run: the text is parsed to Python's syntax tree, and that is written down in FEEL."""

import ast
import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Any

from engine.dialect import python_pieces as pieces
from engine.dialect.descent import FEEL_WORDS, MAX_DEPTH, MAX_LENGTH
from engine.dialect.python_pieces import POWER, SUM, Kind, Piece, quoted
from engine.dialect.python_reasons import OF_CALLS, Unsayable, Why

#: what FEEL text may have (docs/feel.md, Budget), with room for what is put around it
MAX_FEEL = 8_000
#: longer code is nobody's condition or assignment
MAX_CODE = 8_000
#: names that FEEL would take for its own words
_WORDS = FEEL_WORDS | {"then", "external", "instance", "of", "true", "false", "null"}
_ARITHMETIC: Mapping[type[ast.operator], Callable[[Piece, Piece, bool], Piece]] = {
    ast.Sub: pieces.difference,
    ast.Mult: pieces.product,
    ast.Div: pieces.quotient,
    ast.FloorDiv: pieces.whole_quotient,
    ast.Mod: pieces.remainder,
    ast.Pow: pieces.power,
}
_FUNCTIONS: Mapping[str, Callable[[Piece], Piece]] = {
    "len": pieces.length,
    "bool": pieces.truth,
    "abs": pieces.absolute,
    **{name: partial(pieces.over, name) for name in pieces.OVER_LISTS},
}
_ORDER: Mapping[type[ast.cmpop], str] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_LARGEST = 10**34
#: methods of texts without arguments, and with one
_METHODS = {("lower", 0): "lower case({0})", ("upper", 0): "upper case({0})", ("strip", 0): "trim({0})"}
_TESTS = {("startswith", 1): "starts with({0}, {1})", ("endswith", 1): "ends with({0}, {1})"}


def parsed(text: str) -> ast.expr | None:
    """The syntax tree of a Python expression; None where the text is none, or too long to be looked at."""
    if len(text) > MAX_CODE:
        return None
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def value_of(node: ast.expr, renamed: Mapping[str, str] | None = None) -> Piece:
    """The value of an expression; `renamed` variables are called otherwise in FEEL. Raises `Unsayable`."""
    return _Translation(renamed or {}).value(node)


def condition_of(node: ast.expr) -> str:
    """FEEL that yields true exactly where Python counts the expression as true. Raises `Unsayable`."""
    return _Translation({}).holds(node).text


class _Translation:
    """One expression."""

    def __init__(self, renamed: Mapping[str, str]) -> None:
        self.renamed = renamed
        self.depth = 0

    @contextmanager
    def _deeper(self, node: ast.AST) -> Iterator[None]:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unsayable(Why.LONG)
        yield
        self.depth -= 1

    def holds(self, node: ast.expr) -> Piece:
        """True where the value counts as true; else false or null."""
        with self._deeper(node):
            match node:
                case ast.BoolOp(op=op, values=values):
                    return pieces.joined([self.holds(one) for one in values], _word(op))
                case ast.Compare():
                    return self._comparison(node, certain=False)
                case _:
                    return pieces.truth(self.value(node))

    def value(self, node: ast.expr) -> Piece:
        """Exactly the value, or null where Python would stop."""
        with self._deeper(node):
            piece = self._value(node)
        if len(piece.text) > MAX_FEEL:
            raise Unsayable(Why.LONG, node)
        return piece

    def _value(self, node: ast.expr) -> Piece:
        read = _READERS.get(type(node))
        if read is None:
            raise Unsayable(Why.VALUE, node)
        return read(self, node)

    def _variable(self, node: ast.Name) -> Piece:
        return Piece(self.renamed.get(node.id) or feel_name(node, node.id))

    def _attribute(self, node: ast.Attribute) -> Piece:
        return Piece(f"{self.value(node.value).whole}.{feel_name(node, node.attr)}")

    def _list(self, node: ast.List) -> Piece:
        found = [self.value(one) for one in node.elts]
        return Piece(f"[{', '.join(one.text for one in found)}]", Kind.LIST, endless=any(one.endless for one in found))

    def _choice(self, node: ast.IfExp) -> Piece:
        return pieces.chosen(self.holds(node.test), self.value(node.body), self.value(node.orelse))

    def _part(self, node: ast.Subscript) -> Piece:
        around, key = self.value(node.value), literal(node.slice)
        if isinstance(key, str):
            return Piece(f"get value({around.text}, {quoted(key)})")
        if isinstance(key, int) and not isinstance(key, bool) and abs(key) < _LARGEST:
            return pieces.item(around, key)
        raise Unsayable(Why.PLACE, node)

    def _context(self, node: ast.Dict) -> Piece:
        """A dict. In FEEL an entry sees those before it: where it would, the context is put together otherwise."""
        keys = [_key(node, key) for key in node.keys]
        values = [self.value(one) for one in node.values]
        if len(set(keys)) < len(keys) or sum(len(value.text) for value in values) > MAX_FEEL:
            raise Unsayable(Why.VALUE if len(set(keys)) < len(keys) else Why.LONG, node)
        endless = any(value.endless for value in values)
        pairs = list(zip(keys, values, strict=True))
        if not _sees_its_entries(keys, node.values):
            entries = ", ".join(f"{quoted(key)}: {value.text}" for key, value in pairs)
            return Piece(f"{{{entries}}}", Kind.CONTEXT, endless=endless)
        puts = "".join(f", {quoted(key)}, {value.text})" for key, value in pairs)
        return Piece("context put(" * len(pairs) + "{}" + puts, Kind.CONTEXT, endless=endless)

    def _logic(self, node: ast.BoolOp) -> Piece:
        """`and` and `or` give one of their operands."""
        values = [self.value(one) for one in node.values]
        if all(value.kind is Kind.TRUTH for value in values):
            return pieces.joined(values, _word(node.op))
        result = values[-1]
        for value in reversed(values[:-1]):
            pair = (value, result) if isinstance(node.op, ast.Or) else (result, value)
            result = pieces.chosen(pieces.truth(value), *pair)
            if len(result.text) > MAX_FEEL:
                raise Unsayable(Why.LONG)
        return result

    def _signed(self, node: ast.UnaryOp) -> Piece:
        if isinstance(node.op, ast.Not):
            return self._negated(node.operand)
        if not isinstance(node.op, ast.USub):
            raise Unsayable(Why.OPERATOR, node)
        piece = self.value(node.operand)
        _require_numbers(node, piece)
        return Piece(f"-{piece.whole}", Kind.NUMBER, POWER, piece.endless)

    def _negated(self, operand: ast.expr) -> Piece:
        match operand:
            case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
                return self._compared(operand, ast.NotEq(), left, right)[0]
            case _:
                return Piece(f"not({pieces.truth(self.value(operand)).text})", Kind.TRUTH)

    def _arithmetic(self, node: ast.BinOp) -> Piece:
        left, right = self.value(node.left), self.value(node.right)
        if isinstance(node.op, ast.Add):
            _require_alike(node, left, right)
            return pieces.added(left, right)
        sign = _ARITHMETIC.get(type(node.op))
        if sign is None:
            raise Unsayable(Why.OPERATOR, node)
        _require_numbers(node, left, right)
        endless = isinstance(node.op, ast.Div) or (isinstance(node.op, ast.Pow) and not _is_count(node.right))
        return sign(left, right, endless or left.endless or right.endless)

    def _compare(self, node: ast.Compare) -> Piece:
        return self._comparison(node, certain=True)

    def _comparison(self, node: ast.Compare, *, certain: bool) -> Piece:
        """One comparison, or a chain of them: each neighbour with the next."""
        nodes = [node.left, *node.comparators]
        pairs = zip(node.ops, pairwise(nodes), strict=True)
        found = [self._compared(node, op, left, right) for op, (left, right) in pairs]
        each = [pieces.certain(one) if unsure and certain else one for one, unsure in found]
        return each[0] if len(each) == 1 else pieces.joined(each, "and")

    def _compared(self, node: ast.Compare, op: ast.cmpop, left: ast.expr, right: ast.expr) -> tuple[Piece, bool]:
        """A comparison, and whether it may be null where Python says False."""
        one = self.value(left)
        if isinstance(op, ast.In | ast.NotIn):
            found = self._member(one, right)
            return (Piece(f"not({found.text})", Kind.TRUTH), False) if isinstance(op, ast.NotIn) else (found, False)
        other = self.value(right)
        if type(op) in _ORDER:
            _require_ordered(node, one, other)
            return pieces.compared(one, _ORDER[type(op)], other), False
        if isinstance(op, ast.Is | ast.IsNot) and not any(literal(right) is one for one in (None, True, False)):
            raise Unsayable(Why.OPERATOR, node)
        if Kind.NULL in (one.kind, other.kind):
            return pieces.compared(one, "=" if isinstance(op, ast.Eq | ast.Is) else "!=", other), False
        identity = isinstance(op, ast.Is | ast.IsNot)
        found, unsure = (pieces.compared(one, "=", other), True) if identity else pieces.equal(one, other)
        return (found, unsure) if isinstance(op, ast.Eq | ast.Is) else (pieces.denied(found, unsure), False)

    def _member(self, one: Piece, around: ast.expr) -> Piece:
        if isinstance(around, ast.List | ast.Tuple | ast.Set):
            return pieces.member_of(one, [self.value(each) for each in around.elts])
        return pieces.member(one, self.value(around))

    def _filled(self, node: ast.JoinedStr) -> Piece:
        """An f-string without formats."""
        texts = []
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                if part.conversion != -1 or part.format_spec is not None:
                    raise Unsayable(Why.VALUE, part)
                texts.append(self._written(part, self.value(part.value)).whole)
            else:
                texts.append(self.value(part).text)
        return Piece(" + ".join(texts) or '""', Kind.TEXT, SUM if len(texts) > 1 else pieces.ATOM)

    def _written(self, node: ast.AST, piece: Piece) -> Piece:
        if piece.endless or piece.kind in (Kind.LIST, Kind.CONTEXT):
            raise Unsayable(Why.VALUE, node)
        return pieces.written(piece)

    def _call(self, node: ast.Call) -> Piece:
        if node.keywords or any(isinstance(one, ast.Starred) for one in node.args):
            raise Unsayable(Why.CALL, node)
        match node.func:
            case ast.Name(id=name):
                return self._function(node, name, [self.value(one) for one in node.args])
            case ast.Attribute(value=around, attr=name):
                return self._method(node, self.value(around), name, node.args)
        raise Unsayable(Why.CALL, node)

    def _function(self, node: ast.Call, name: str, arguments: list[Piece]) -> Piece:
        if name in ("min", "max") and len(arguments) > 1:
            text = f"{name}({', '.join(one.text for one in arguments)})"
            return Piece(text, Kind.ANY, pieces.ATOM, any(one.endless for one in arguments))
        if len(arguments) != 1 or name not in (*_FUNCTIONS, "str"):
            raise Unsayable(OF_CALLS.get(name, Why.CALL), node)
        if name == "abs":
            _require_numbers(node, *arguments)
        return self._written(node, arguments[0]) if name == "str" else _FUNCTIONS[name](arguments[0])

    def _method(self, node: ast.Call, around: Piece, name: str, arguments: list[ast.expr]) -> Piece:
        if name == "get" and len(arguments) in (1, 2) and isinstance(literal(arguments[0]), str):
            key = self.value(arguments[0])
            found = Piece(f"get value({around.text}, {key.text})")
            if len(arguments) == 1:
                return found
            known = pieces.member(key, replace(around, kind=Kind.CONTEXT))
            return pieces.chosen(known, found, self.value(arguments[1]))
        for table, kind in ((_METHODS, Kind.TEXT), (_TESTS, Kind.TRUTH)):
            pattern = table.get((name, len(arguments)))
            if pattern is not None:
                return Piece(pattern.format(around.text, *(self.value(one).text for one in arguments)), kind)
        raise Unsayable(Why.CALL, node)


_READERS: Mapping[type[ast.expr], Callable[[_Translation, Any], Piece]] = {
    ast.Constant: lambda _, node: _constant(node, node.value),
    ast.Name: _Translation._variable,
    ast.Attribute: _Translation._attribute,
    ast.Subscript: _Translation._part,
    ast.List: _Translation._list,
    ast.Dict: _Translation._context,
    ast.BoolOp: _Translation._logic,
    ast.UnaryOp: _Translation._signed,
    ast.BinOp: _Translation._arithmetic,
    ast.Compare: _Translation._compare,
    ast.IfExp: _Translation._choice,
    ast.JoinedStr: _Translation._filled,
    ast.Call: _Translation._call,
}


def _sees_its_entries(keys: list[str], values: list[ast.expr]) -> bool:
    """Whether a value reads a variable that is called like an entry before it."""
    before: set[str] = set()
    for key, value in zip(keys, values, strict=True):
        if not before.isdisjoint(names_in(value)):
            return True
        before.add(key)
    return False


def names_in(node: ast.AST) -> set[str]:
    """The variables that an expression reads."""
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def _word(op: ast.boolop) -> str:
    return "or" if isinstance(op, ast.Or) else "and"


def feel_name(node: ast.AST, name: str) -> str:
    """A name that FEEL can say. Raises `Unsayable`."""
    if name in _WORDS:
        raise Unsayable(Why.NAME, node)
    return name


def literal(node: ast.expr) -> object:
    """The value of a literal, with its sign; `...` for what is none."""
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return ...


def _key(node: ast.Dict, key: ast.expr | None) -> str:
    found = None if key is None else literal(key)
    if not isinstance(found, str):
        raise Unsayable(Why.VALUE, node)
    return found


def _constant(node: ast.Constant, value: object) -> Piece:
    if value is None:
        return Piece("null", Kind.NULL)
    if isinstance(value, bool):
        text = "true" if value else "false"
        return Piece(text, Kind.TRUTH, twin=pieces.TWINS[text])
    if isinstance(value, str) and _is_whole(value) and len(value) <= MAX_LENGTH:
        return Piece(quoted(value), Kind.TEXT)
    if isinstance(value, int | float) and math.isfinite(value) and abs(value) < _LARGEST:
        text = str(value) if isinstance(value, int) else format(Decimal(repr(value)), "f")
        return Piece(text, Kind.NUMBER, twin=pieces.TWINS.get(text.removesuffix(".0"), ""))
    raise Unsayable(Why.VALUE, node)


def _is_whole(text: str) -> bool:
    """Whether no half of a character is in it."""
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def _is_count(node: ast.expr) -> bool:
    found = literal(node)
    return isinstance(found, int) and 0 <= found <= 100


def _require_numbers(node: ast.AST, *found: Piece) -> None:
    if any(piece.kind not in (Kind.ANY, Kind.NUMBER) for piece in found):
        raise Unsayable(Why.OPERATOR, node)


def _require_alike(node: ast.AST, left: Piece, right: Piece) -> None:
    known = {left.kind, right.kind} - {Kind.ANY}
    if len(known) > 1 or known - {Kind.NUMBER, Kind.TEXT, Kind.LIST}:
        raise Unsayable(Why.OPERATOR, node)


def _require_ordered(node: ast.AST, left: Piece, right: Piece) -> None:
    known = {left.kind, right.kind} - {Kind.ANY}
    if len(known) > 1 or known - {Kind.NUMBER, Kind.TEXT}:
        raise Unsayable(Why.OPERATOR, node)
