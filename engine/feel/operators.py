"""Closures of operators: arithmetic, comparison, three-valued logic, `between`, `instance of`."""

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from engine.feel import nodes
from engine.feel.arithmetic import calculate, negate
from engine.feel.compiler import compile_node, compiles
from engine.feel.date_coercion import read, read_beside
from engine.feel.errors import Undefined
from engine.feel.scope import Evaluate, Run, Scope
from engine.feel.types import belongs
from engine.feel.values import Value, equal, less, less_or_equal, no_truth

#: Steps that arithmetic costs beyond numbers, and powers.
_TEMPORAL_COST, _POWER_COST = 40, 150
Relation: TypeAlias = Callable[[Value, Value, Run], bool]

RELATIONS: dict[str, Relation] = {
    "=": lambda left, right, run: equal(left, right, run.charge),
    "!=": lambda left, right, run: not equal(left, right, run.charge),
    "<": lambda left, right, _run: less(left, right),
    "<=": lambda left, right, _run: less_or_equal(left, right),
    ">": lambda left, right, _run: less(right, left),
    ">=": lambda left, right, _run: less_or_equal(right, left),
}
#: The same for two numbers.
NUMBER_RELATIONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def related(relation: Relation, left: Value, right: Value, run: Run) -> Value:
    """The outcome of a comparison, null with a reason where the two can't be compared."""
    try:
        return relation(left, right, run)
    except Undefined as why:
        if run.dates_as_text:
            dated = read_beside(left, right), read_beside(right, left)
            if dated != (left, right):
                return related(relation, *dated, run)
        return run.null(why)


@compiles(nodes.Comparison)
def _comparison(node: nodes.Comparison) -> Evaluate:
    left, right = compile_node(node.left), compile_node(node.right)
    relation = RELATIONS[node.operator]
    quick = NUMBER_RELATIONS[node.operator]

    def compare(scope: Scope) -> Value:
        one, other = left(scope), right(scope)
        if type(one) is Decimal and type(other) is Decimal:
            return quick(one, other)
        return related(relation, one, other, scope.run)

    return compare


def _calculated(sign: str, left: Value, right: Value, run: Run) -> Value:
    try:
        return calculate(sign, left, right)
    except Undefined:
        if not run.dates_as_text or not (isinstance(left, str) or isinstance(right, str)):
            raise
        return calculate(sign, read(left), read(right))


@compiles(nodes.Arithmetic)
def _arithmetic(node: nodes.Arithmetic) -> Evaluate:
    first = compile_node(node.first)
    rest = [(sign, compile_node(operand)) for sign, operand in node.rest]

    def compute(scope: Scope) -> Value:
        value = first(scope)
        try:
            for sign, operand in rest:
                value = _calculated(sign, value, operand(scope), scope.run)
                if sign == "**":
                    scope.run.charge(_POWER_COST)
                elif type(value) is not Decimal:
                    scope.run.charge(_TEMPORAL_COST)
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
        unknown: Value = None
        for operand in operands:
            value = operand(scope)
            if value is decisive:
                return decisive
            if value is result or result is None:
                continue
            result, unknown = None, value
        return result if unknown is None else scope.run.null(no_truth(unknown))

    return decide


@compiles(nodes.Between)
def _between(node: nodes.Between) -> Evaluate:
    value, low, high = compile_node(node.value), compile_node(node.low), compile_node(node.high)

    def compare(scope: Scope) -> Value:
        """`low <= value and value <= high`, in three-valued logic."""
        middle = value(scope)
        above = related(RELATIONS["<="], low(scope), middle, scope.run)
        below = related(RELATIONS["<="], middle, high(scope), scope.run)
        if above is None or below is None:
            return False if above is False or below is False else None
        return above and below

    return compare


@compiles(nodes.InstanceOf)
def _instance_of(node: nodes.InstanceOf) -> Evaluate:
    value = compile_node(node.value)

    def check(scope: Scope) -> Value:
        try:
            return belongs(value(scope), node.type, scope.run)
        except Undefined as why:
            return scope.run.null(why)

    return check
