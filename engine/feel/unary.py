"""Unary tests: what follows `in`, and the cells of decision tables (DMN 10.3.1.2, rules 7 and 14-17)."""

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from engine.feel import nodes
from engine.feel.compiler import compile_node, compiles, constant_range
from engine.feel.date_coercion import read_beside
from engine.feel.errors import Undefined
from engine.feel.operators import NUMBER_RELATIONS, RELATIONS, related
from engine.feel.scope import Evaluate, Run, Scope
from engine.feel.values import Range, Value, contains, equal, same

#: A compiled test of a value: true, false, or None where it can't be told.
Test: TypeAlias = Callable[[Scope, Value], Value]

#: Kinds whose equality is Python's.
_PLAIN = frozenset({bool, Decimal, str})


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
    interval = constant_range(test.expression)
    if interval is not None:
        return _range_test(interval)
    return _value_test(compile_node(test.expression))


def _operator_test(test: nodes.OperatorTest) -> Test:
    relation = RELATIONS[test.operator]
    operand = compile_node(test.operand)

    def check(scope: Scope, value: Value) -> Value:
        return related(relation, value, operand(scope), scope.run)

    if isinstance(test.operand, nodes.Literal) and isinstance(test.operand.value, Decimal):
        return _number_test(NUMBER_RELATIONS[test.operator], test.operand.value, check)
    return check


def _number_test(relation: Callable[[Decimal, Decimal], bool], number: Decimal, otherwise: Test) -> Test:
    """The short way for the most frequent cells: a number against a number."""

    def check(scope: Scope, value: Value) -> Value:
        return relation(value, number) if type(value) is Decimal else otherwise(scope, value)

    return check


def _constant_test(constant: Value) -> Test:
    kind = type(constant)

    def check(scope: Scope, value: Value) -> Value:
        return value == constant if type(value) is kind else matches(value, constant, scope.run)

    return check if kind in _PLAIN else lambda scope, value: matches(value, constant, scope.run)


def _range_test(interval: Range) -> Test:
    """The short way for a range of numbers."""
    start, end = interval.start, interval.end
    if not (isinstance(start, Decimal) and isinstance(end, Decimal)):
        return lambda scope, value: matches(value, interval, scope.run)
    low, high = start, end
    above = operator.ge if interval.start_included else operator.gt
    below = operator.le if interval.end_included else operator.lt

    def check(scope: Scope, value: Value) -> Value:
        if type(value) is Decimal:
            return above(value, low) and below(value, high)
        return matches(value, interval, scope.run)

    return check


def _value_test(expression: Evaluate) -> Test:
    return lambda scope, value: matches(value, expression(scope), scope.run)


def matches(value: Value, expected: Value, run: Run) -> Value:
    """Whether the value is the expected one, or in the expected range or list; an expected true always holds."""
    if expected is True and not isinstance(value, bool):
        return True
    if run.dates_as_text:
        value = read_beside(value, expected)
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
