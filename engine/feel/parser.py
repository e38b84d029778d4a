"""Read FEEL text into an AST: a Pratt parser over tokens (DMN 10.3.1.2, grammar rules 1-53).

Chains of one precedence become one flat node, so the tree is as deep as the brackets, and that is bounded."""

from collections.abc import Iterable
from typing import Literal as Choice
from typing import cast

from engine.feel import nodes
from engine.feel.errors import FeelSyntaxError
from engine.feel.names import KnownNames
from engine.feel.nodes import Node
from engine.feel.primaries import negative, parse_arguments, parse_interval_end, parse_primary
from engine.feel.stream import TokenStream
from engine.feel.syntax_faults import SyntaxFault
from engine.feel.tokens import Kind
from engine.feel.type_parser import parse_type

#: Brackets inside brackets, and links of one chain such as `a.b.c`.
MAX_NESTING = 100
COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
_OR, _AND, _COMPARE, ADDITIVE, _MULTIPLY, _POWER, _NEGATE, _INSTANCE = range(1, 9)
_ARITHMETIC = {"+": ADDITIVE, "-": ADDITIVE, "*": _MULTIPLY, "/": _MULTIPLY, "**": _POWER}
_LEVELS = {"or": _OR, "and": _AND, "between": _COMPARE, "in": _COMPARE, "instance": _INSTANCE}
_LEVELS |= _ARITHMETIC | dict.fromkeys(COMPARISONS, _COMPARE)
#: After a `[` that follows an interval's end, these say that the bracket closed the interval.
_AFTER_INTERVAL = frozenset({")", "]", "}", ",", *_LEVELS, "then", "else", "return", "satisfies"})


def parse_expression(text: str, names: Iterable[str] | KnownNames = ()) -> Node:
    """The AST of an expression; `names` are known names with blanks or signs. Raises `FeelSyntaxError`."""
    parser = Parser(TokenStream(text, names))
    node = parser.expression()
    parser.stream.expect_end()
    return node


def parse_unary_tests(text: str, names: Iterable[str] | KnownNames = ()) -> nodes.Tests:
    """The AST of a decision table's cell (rules 7, 14-17). Raises `FeelSyntaxError`."""
    parser = Parser(TokenStream(text, names))
    stream = parser.stream
    if stream.at_sign("-") and stream.peek(1).kind is Kind.END:
        return nodes.Tests(())
    if stream.at_word("not") and stream.peek(1).text == "(":
        stream.advance(2)
        tests = parser.tests()
        if stream.accept_sign(")") and stream.current.kind is Kind.END:
            return nodes.Tests(tests, negated=True)
        stream.index = 0  # `not(a) and b` is an expression
    tests = parser.tests()
    stream.expect_end()
    return nodes.Tests(tests)


class Parser:
    """One reading of one text."""

    def __init__(self, stream: TokenStream) -> None:
        self.stream = stream
        self._depth = 0
        self._ends_interval = False

    def expression(self, minimum: int = _OR) -> Node:
        """An expression whose operators bind at least as tightly as `minimum`."""
        self._depth += 1
        self._refuse_depth(self._depth)
        node = self._operators(self._prefix(), minimum)
        self._depth -= 1
        return node

    def inner(self) -> Node:
        """An expression inside brackets of its own, where no interval waits for its end."""
        return self._with_interval(open_=False, minimum=_OR)

    def interval_end(self) -> Node:
        """The end of an interval, which a following `[` may close."""
        return self._with_interval(open_=True, minimum=ADDITIVE)

    def test(self) -> nodes.OperatorTest | nodes.ValueTest:
        """One positive unary test (rule 7)."""
        token = self.stream.current
        if token.kind is Kind.SIGN and token.text in COMPARISONS:
            self.stream.advance()
            return nodes.OperatorTest(token.text, self.expression(ADDITIVE))
        return _value_test(self.inner())

    def tests(self) -> tuple[nodes.OperatorTest | nodes.ValueTest, ...]:
        """Positive unary tests between commas."""
        tests = [self.test()]
        while self.stream.accept_sign(","):
            tests.append(self.test())
        return tuple(tests)

    def _with_interval(self, *, open_: bool, minimum: int) -> Node:
        outer, self._ends_interval = self._ends_interval, open_
        node = self.expression(minimum)
        self._ends_interval = outer
        return node

    def _refuse_depth(self, depth: int) -> None:
        if depth > MAX_NESTING:
            raise FeelSyntaxError(SyntaxFault.TOO_DEEP, self.stream.current.start)

    def _operators(self, left: Node, minimum: int) -> Node:
        links = 0
        while (level := self._level()) >= minimum:
            left = self._infix(left, level)
            links += 1
            self._refuse_depth(links)
        return left

    def _level(self) -> int:
        token = self.stream.current
        if token.kind is Kind.SIGN or token.kind is Kind.WORD:
            return _LEVELS.get(token.text, 0)
        return 0

    def _infix(self, left: Node, level: int) -> Node:
        operator = self.stream.current.text
        if level in (_OR, _AND):
            return self._logical(left, cast("Choice['and', 'or']", operator), level)
        if operator in _ARITHMETIC:
            return self._arithmetic(left, level)
        self.stream.advance()
        if operator == "between":
            low = self.expression(ADDITIVE)
            self.stream.expect_word("and")
            return nodes.Between(left, low, self.expression(ADDITIVE))
        if operator == "in":
            return nodes.In(left, nodes.Tests(self._in_tests()))
        if operator == "instance":
            self.stream.expect_word("of")
            return nodes.InstanceOf(left, parse_type(self.stream))
        return nodes.Comparison(operator, left, self.expression(ADDITIVE))

    def _logical(self, first: Node, operator: Choice["and", "or"], level: int) -> Node:
        operands = [first]
        while self.stream.accept_word(operator):
            operands.append(self.expression(level + 1))
        return nodes.Logical(operator, tuple(operands))

    def _arithmetic(self, first: Node, level: int) -> Node:
        rest: list[tuple[str, Node]] = []
        while self._level() == level:
            operator = self.stream.advance().text
            rest.append((operator, self.expression(level + 1)))
        return nodes.Arithmetic(first, tuple(rest))

    def _in_tests(self) -> tuple[nodes.OperatorTest | nodes.ValueTest, ...]:
        stream = self.stream
        if stream.current.text in COMPARISONS and stream.current.kind is Kind.SIGN:
            return (self.test(),)
        if not stream.accept_sign("("):
            return (_value_test(self.expression(ADDITIVE)),)
        first = self.test()
        if isinstance(first, nodes.ValueTest) and stream.at_sign(".."):
            interval = parse_interval_end(self, first.expression, start_included=False)
            return (_value_test(self._operators(self._postfixes(interval), ADDITIVE)),)
        rest = self.tests() if stream.accept_sign(",") else ()
        stream.expect_sign(")")
        if isinstance(first, nodes.ValueTest) and not rest:
            return (_value_test(self._operators(self._postfixes(first.expression), ADDITIVE)),)
        return (first, *rest)

    def _prefix(self) -> Node:
        if not self.stream.accept_sign("-"):
            return self._postfixes(parse_primary(self))
        if self.stream.current.kind is Kind.NUMBER:  # a numeric literal includes its sign (rule 37)
            return self._postfixes(negative(parse_primary(self)))
        return nodes.Negation(self.expression(_NEGATE))

    def _postfixes(self, node: Node) -> Node:
        links = 0
        while self._at_postfix():
            node = self._postfix(node)
            links += 1
            self._refuse_depth(links)
        return node

    def _at_postfix(self) -> bool:
        token = self.stream.current
        if token.kind is not Kind.SIGN or token.text not in (".", "(", "["):
            return False
        return not (token.text == "[" and self._ends_interval and self._closes_interval())

    def _closes_interval(self) -> bool:
        following = self.stream.peek(1)
        return following.kind is Kind.END or (following.kind is not Kind.STRING and following.text in _AFTER_INTERVAL)

    def _postfix(self, node: Node) -> Node:
        sign = self.stream.advance().text
        if sign == ".":
            return nodes.Path(node, self.stream.name(after_dot=True))
        if sign == "(":
            return parse_arguments(self, node)
        predicate = self.inner()
        self.stream.expect_sign("]")
        return nodes.Filter(node, predicate)


def _value_test(expression: Node) -> nodes.ValueTest:
    return nodes.ValueTest(expression, uses_input=nodes.mentions(expression, "?"))
