"""Operands of FEEL: literals, names, lists, contexts, intervals, `if`, `for`, `some`, `every`, functions, arguments."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, DecimalException
from typing import TYPE_CHECKING, TypeVar

from engine.feel import nodes
from engine.feel.errors import Undefined
from engine.feel.nodes import Node
from engine.feel.syntax_faults import SyntaxFault
from engine.feel.temporal_text import parse_temporal
from engine.feel.tokens import Kind
from engine.feel.type_parser import parse_type
from engine.feel.values import DECIMAL128

if TYPE_CHECKING:
    from engine.feel.parser import Parser

Item = TypeVar("Item")
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_RANGE_TESTS = frozenset({"=", "<", "<=", ">", ">="})


def parse_primary(parser: Parser) -> Node:
    """The operand at the cursor, without what follows it. Raises `FeelSyntaxError`."""
    token = parser.stream.current
    if token.kind is Kind.WORD:
        return _word(parser)
    if token.kind is Kind.NUMBER:
        parser.stream.advance()
        return _number(token.text)
    if token.kind is Kind.STRING:
        parser.stream.advance()
        return nodes.Literal(token.text)
    read = _BY_SIGN.get(token.text) if token.kind is Kind.SIGN else None
    if read is None:
        raise parser.stream.error(SyntaxFault.VALUE_EXPECTED)
    parser.stream.advance()
    return read(parser)


def _word(parser: Parser) -> Node:
    stream = parser.stream
    known = stream.known_name()
    if known is not None:
        return nodes.Name(known)
    word = stream.current.text
    if word in _CONSTANTS:
        stream.advance()
        return nodes.Literal(_CONSTANTS[word])
    read = _BY_WORD.get(word)
    if read is None:
        return nodes.Name(stream.name())
    stream.advance()
    return read(parser)


def _number(text: str) -> Node:
    try:
        return nodes.Literal(DECIMAL128.create_decimal(text))
    except DecimalException:
        return nodes.Nothing(f"{text} is beyond all numbers")


def negative(number: Node) -> Node:
    """A number read by `parse_primary`, with a minus sign in front; zero has none."""
    if isinstance(number, nodes.Literal) and isinstance(number.value, Decimal) and number.value:
        return nodes.Literal(number.value.copy_negate())
    return number


def _temporal(parser: Parser) -> Node:
    token = parser.stream.advance()
    if token.kind is not Kind.STRING:
        raise parser.stream.error(SyntaxFault.AT_LITERAL)
    try:
        return nodes.Literal(parse_temporal(token.text))
    except Undefined as why:
        return nodes.Nothing(str(why))


def _brackets(parser: Parser) -> Node:
    """`[` begins a list or a closed interval."""
    if parser.stream.accept_sign("]"):
        return nodes.Listing(())
    first = parser.inner()
    if parser.stream.at_sign(".."):
        return parse_interval_end(parser, first, start_included=True)
    rest = _separated(parser, parser.inner) if parser.stream.accept_sign(",") else ()
    parser.stream.expect_sign("]")
    return nodes.Listing((first, *rest))


def _parentheses(parser: Parser) -> Node:
    """`(` begins a grouped expression, an open interval, or an interval by comparison such as `(< 5)`."""
    token = parser.stream.current
    if token.kind is Kind.SIGN and token.text in _RANGE_TESTS:
        parser.stream.advance()
        end = parser.inner()
        parser.stream.expect_sign(")")
        return _half_open(token.text, end)
    node = parser.inner()
    if parser.stream.at_sign(".."):
        return parse_interval_end(parser, node, start_included=False)
    parser.stream.expect_sign(")")
    return node


def _half_open(operator: str, end: Node) -> Node:
    if operator == "=":
        return nodes.Interval(end, end, start_included=True, end_included=True)
    if operator in ("<", "<="):
        return nodes.Interval(None, end, start_included=False, end_included=operator == "<=")
    return nodes.Interval(end, None, start_included=operator == ">=", end_included=False)


def _open_interval(parser: Parser) -> Node:
    return parse_interval_end(parser, parser.inner(), start_included=False)


def parse_interval_end(parser: Parser, start: Node, *, start_included: bool) -> nodes.Interval:
    """The rest of an interval from `..` on, its closing bracket included."""
    stream = parser.stream
    stream.expect_sign("..")
    end = parser.interval_end()
    if stream.accept_sign("]"):
        return nodes.Interval(start, end, start_included, end_included=True)
    if stream.accept_sign(")") or stream.accept_sign("["):
        return nodes.Interval(start, end, start_included, end_included=False)
    raise stream.error(SyntaxFault.INTERVAL_END)


def _context(parser: Parser) -> Node:
    if parser.stream.accept_sign("}"):
        return nodes.ContextOf(())
    entries = _separated(parser, lambda: _entry(parser))
    parser.stream.expect_sign("}")
    return nodes.ContextOf(entries)


def _entry(parser: Parser) -> tuple[str, Node]:
    stream = parser.stream
    quoted = stream.current.kind is Kind.STRING
    name = stream.advance().text if quoted else stream.declared_name((":",))
    if name is None:
        raise stream.error(SyntaxFault.ENTRY_EXPECTED)
    stream.expect_sign(":")
    value = parser.inner()
    stream.known.add(name)
    return name, value


def _if(parser: Parser) -> Node:
    branches: list[tuple[Node, Node]] = []
    while True:
        condition = parser.expression()
        parser.stream.expect_word("then")
        value = parser.expression()
        parser.stream.expect_word("else")
        branches.append((condition, value))
        if not parser.stream.accept_word("if"):
            return nodes.If(tuple(branches), parser.expression())


def _for(parser: Parser) -> Node:
    iterations = _separated(parser, lambda: _iteration(parser))
    parser.stream.expect_word("return")
    return nodes.For(iterations, parser.expression())


def _some(parser: Parser) -> Node:
    iterations = _separated(parser, lambda: _iteration(parser))
    parser.stream.expect_word("satisfies")
    return nodes.Quantified("some", iterations, parser.expression())


def _every(parser: Parser) -> Node:
    iterations = _separated(parser, lambda: _iteration(parser))
    parser.stream.expect_word("satisfies")
    return nodes.Quantified("every", iterations, parser.expression())


def _iteration(parser: Parser) -> nodes.Iteration:
    stream = parser.stream
    name = stream.known_name() or stream.declared_name(("in", ":"))
    if name is None:
        raise stream.error(SyntaxFault.VARIABLE_EXPECTED)
    if stream.accept_sign(":"):
        parse_type(stream)
    stream.expect_word("in")
    source = parser.expression()
    until = parser.expression() if stream.accept_sign("..") else None
    stream.known.add(name)
    return nodes.Iteration(name, source, until)


def _function(parser: Parser) -> Node:
    stream = parser.stream
    stream.expect_sign("(")
    parameters: tuple[tuple[str, nodes.Type | None], ...] = ()
    if not stream.accept_sign(")"):
        parameters = _separated(parser, lambda: _parameter(parser))
        stream.expect_sign(")")
    if stream.at_word("external"):
        raise stream.error(SyntaxFault.EXTERNAL_FUNCTION)
    return nodes.FunctionOf(parameters, parser.expression())


def _parameter(parser: Parser) -> tuple[str, nodes.Type | None]:
    stream = parser.stream
    name = stream.declared_name((":", ",", ")"))
    if name is None:
        raise stream.error(SyntaxFault.PARAMETER_EXPECTED)
    stream.known.add(name)
    return name, parse_type(stream) if stream.accept_sign(":") else None


def parse_arguments(parser: Parser, callee: Node) -> Node:
    """A call from behind its opening bracket, with arguments by place or by name (rules 38-42)."""
    stream = parser.stream
    if stream.accept_sign(")"):
        return nodes.Call(callee, ())
    start = stream.index
    by_name = stream.declared_name((":", ",", ")")) is not None and stream.at_sign(":")
    stream.index = start
    node: Node
    if by_name:
        node = nodes.NamedCall(callee, _separated(parser, lambda: _named_argument(parser)))
    else:
        node = nodes.Call(callee, _separated(parser, parser.inner))
    stream.expect_sign(")")
    return node


def _named_argument(parser: Parser) -> tuple[str, Node]:
    name = parser.stream.declared_name((":",))
    if name is None:
        raise parser.stream.error(SyntaxFault.PARAMETER_EXPECTED)
    parser.stream.expect_sign(":")
    return name, parser.inner()


def _separated(parser: Parser, read: Callable[[], Item]) -> tuple[Item, ...]:
    items = [read()]
    while parser.stream.accept_sign(","):
        items.append(read())
    return tuple(items)


_BY_SIGN: dict[str, Callable[[Parser], Node]] = {
    "[": _brackets,
    "(": _parentheses,
    "]": _open_interval,
    "{": _context,
    "@": _temporal,
}
_BY_WORD: dict[str, Callable[[Parser], Node]] = {
    "if": _if,
    "for": _for,
    "some": _some,
    "every": _every,
    "function": _function,
}
