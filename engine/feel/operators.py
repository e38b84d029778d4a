"""Closures of operators: arithmetic, comparison, three-valued logic, `between`, `instance of`."""

from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from engine.feel import nodes
from engine.feel.arithmetic import calculate, negate
from engine.feel.compiler import compile_node, compiles
from engine.feel.errors import Undefined
from engine.feel.scope import Evaluate, Run, Scope
from engine.feel.types import belongs
from engine.feel.values import Value, equal, less, less_or_equal

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
        for operand in operands:
            value = operand(scope)
            if value is decisive:
                return decisive
            if value is result or result is None:
                continue
            result = None
        return result

    return decide


def _ordered(left: Value, right: Value, run: Run) -> bool | None:
    try:
        return less_or_equal(left, right)
    except Undefined as why:
        run.null(why)
        return None


@compiles(nodes.Between)
def _between(node: nodes.Between) -> Evaluate:
    value, low, high = compile_node(node.value), compile_node(node.low), compile_node(node.high)

    def compare(scope: Scope) -> Value:
        """`low <= value and value <= high`, in three-valued logic."""
        middle = value(scope)
        above = _ordered(low(scope), middle, scope.run)
        below = _ordered(middle, high(scope), scope.run)
        if above is None or below is None:
            return False if above is False or below is False else None
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
