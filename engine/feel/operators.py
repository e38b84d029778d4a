"""Closures of operators: arithmetic, comparison, three-valued logic, `between`, `in`, unary tests, `instance of`."""

from collections.abc import Callable
from typing import TypeAlias

from engine.feel import nodes
from engine.feel.arithmetic import calculate, negate
from engine.feel.compiler import compile_node, compiles
from engine.feel.errors import Undefined
from engine.feel.scope import Evaluate, Run, Scope
from engine.feel.types import belongs
from engine.feel.values import Range, Value, contains, equal, less, less_or_equal, same

Relation: TypeAlias = Callable[[Value, Value, Run], bool]
#: A compiled test of a value: true, false, or None where it can't be told.
Test: TypeAlias = Callable[[Scope, Value], Value]

RELATIONS: dict[str, Relation] = {
    "=": lambda left, right, run: equal(left, right, run.charge),
    "!=": lambda left, right, run: not equal(left, right, run.charge),
    "<": lambda left, right, _run: less(left, right),
    "<=": lambda left, right, _run: less_or_equal(left, right),
    ">": lambda left, right, _run: less(right, left),
    ">=": lambda left, right, _run: less_or_equal(right, left),
}


@compiles(nodes.Comparison)
def _comparison(node: nodes.Comparison) -> Evaluate:
    left, right = compile_node(node.left), compile_node(node.right)
    relation = RELATIONS[node.operator]

    def compare(scope: Scope) -> Value:
        try:
            return relation(left(scope), right(scope), scope.run)
        except Undefined as why:
            return scope.run.null(why)

    return compare


@compiles(nodes.Arithmetic)
def _arithmetic(node: nodes.Arithmetic) -> Evaluate:
    first = compile_node(node.first)
    rest = [(operator, compile_node(operand)) for operator, operand in node.rest]

    def compute(scope: Scope) -> Value:
        value = first(scope)
        try:
            for operator, operand in rest:
                value = calculate(operator, value, operand(scope))
                if operator == "**":
                    scope.run.charge(50)
                elif type(value) is str:
                    scope.run.checked(value)
        except Undefined as why:
            return scope.run.null(why)
        return value

    return compute


@compiles(nodes.Negation)
def _negation(node: nodes.Negation) -> Evaluate:
    operand = compile_node(node.operand)

    def compute(scope: Scope) -> Value:
        try:
            return negate(operand(scope))
        except Undefined as why:
            return scope.run.null(why)

    return compute


@compiles(nodes.Logical)
def _logical(node: nodes.Logical) -> Evaluate:
    operands = [compile_node(operand) for operand in node.operands]
    decisive = node.operator == "or"

    def decide(scope: Scope) -> Value:
        result: Value = not decisive
        for operand in operands:
            value = operand(scope)
            if value is decisive:
                return decisive
            if value is result or result is None:
                continue
            result = None
        return result

    return decide


@compiles(nodes.Between)
def _between(node: nodes.Between) -> Evaluate:
    value, low, high = compile_node(node.value), compile_node(node.low), compile_node(node.high)

    def compare(scope: Scope) -> Value:
        middle, bottom, top = value(scope), low(scope), high(scope)
        try:
            above, below = less_or_equal(bottom, middle), less_or_equal(middle, top)
        except Undefined as why:
            return scope.run.null(why)
        return above and below

    return compare


@compiles(nodes.InstanceOf)
def _instance_of(node: nodes.InstanceOf) -> Evaluate:
    value = compile_node(node.value)

    def check(scope: Scope) -> Value:
        try:
            return belongs(value(scope), node.type)
        except Undefined as why:
            return scope.run.null(why)

    return check


@compiles(nodes.In)
def _in(node: nodes.In) -> Evaluate:
    value = compile_node(node.value)
    test = compile_tests(node.tests)
    return lambda scope: test(scope, value(scope))


def compile_tests(tests: nodes.Tests) -> Test:
    """The closure of unary tests: three-valued `or` over the alternatives, negated if so written."""
    alternatives = [_compile_test(test) for test in tests.alternatives]
    negated = tests.negated

    def check(scope: Scope, value: Value) -> Value:
        result: Value = not alternatives
        for alternative in alternatives:
            outcome = alternative(scope, value)
            if outcome is True:
                return not negated
            if outcome is None:
                result = None
        return (not result) if negated and result is not None else result

    if len(alternatives) == 1 and not negated:
        return alternatives[0]
    return check


def _compile_test(test: nodes.OperatorTest | nodes.ValueTest) -> Test:
    if isinstance(test, nodes.OperatorTest):
        return _operator_test(test)
    if test.uses_input:
        expression = compile_node(test.expression)
        return lambda scope, value: expression(scope.child({"?": value}))
    if isinstance(test.expression, nodes.Literal):
        return _constant_test(test.expression.value)
    return _value_test(compile_node(test.expression))


def _operator_test(test: nodes.OperatorTest) -> Test:
    relation = RELATIONS[test.operator]
    operand = compile_node(test.operand)

    def check(scope: Scope, value: Value) -> Value:
        try:
            return relation(value, operand(scope), scope.run)
        except Undefined as why:
            return scope.run.null(why)

    return check


def _constant_test(constant: Value) -> Test:
    kind = type(constant)

    def check(scope: Scope, value: Value) -> Value:
        if type(value) is kind:
            return value == constant
        return matches(value, constant, scope.run)

    return check


def _value_test(expression: Evaluate) -> Test:
    return lambda scope, value: matches(value, expression(scope), scope.run)


def matches(value: Value, expected: Value, run: Run) -> Value:
    """Whether the value is the expected one, or in the expected range or list; an expected true always holds."""
    if expected is True and not isinstance(value, bool):
        return True
    try:
        if isinstance(expected, Range) and not isinstance(value, Range):
            return contains(expected, value)
        if isinstance(expected, tuple):
            return _in_list(value, expected, run)
        return equal(value, expected, run.charge)
    except Undefined as why:
        return run.null(why)


def _in_list(value: Value, expected: tuple[Value, ...], run: Run) -> bool:
    run.charge(len(expected))
    if same(value, expected, run.charge):
        return True
    return any(_is_or_covers(item, value, run) for item in expected)


def _is_or_covers(item: Value, value: Value, run: Run) -> bool:
    if isinstance(item, Range) and not isinstance(value, Range):
        try:
            return contains(item, value)
        except Undefined:
            return False
    return same(value, item, run.charge)
