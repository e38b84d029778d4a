"""Decision tables: which rules match, and what their hit policy makes of them (DMN chapter 8).

A table is one closure over a scope; what goes wrong becomes a reason of the run, and null."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from engine.dmn.run import DecisionRun
from engine.dmn.types import ItemType, Types, passes
from engine.feel.errors import Undefined
from engine.feel.library import LIBRARY
from engine.feel.scope import Evaluate, Scope
from engine.feel.text import shown
from engine.feel.unary import Test
from engine.feel.values import Context, Value, same

#: hit policies that give what each matching rule says, unless it is aggregated
LISTING = frozenset({"COLLECT", "RULE ORDER", "OUTPUT ORDER"})
#: hit policies that go by the order of the output values
ORDERING = frozenset({"PRIORITY", "OUTPUT ORDER"})


@dataclass(frozen=True, slots=True)
class Input:
    """One input column."""

    label: str
    value: Evaluate
    type: ItemType | None
    allowed: Test | None
    allowed_text: str | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """One output column; `order` evaluates the output values from the most important one on."""

    name: str
    label: str
    type: ItemType | None
    allowed: Test | None
    order: Evaluate | None
    default: Evaluate | None
    allowed_text: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: the tests that are no `-` with their column, and the outputs."""

    number: int
    tests: tuple[tuple[int, Test], ...]
    outputs: tuple[Evaluate, ...]
    #: The cells as written, inputs first.
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table."""

    owner: str
    policy: str
    aggregation: str | None
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    types: Types
    #: Steps that it costs to find the rules that match.
    cost: int = field(init=False)

    def __post_init__(self) -> None:
        """Count the cells once."""
        cells = sum(len(rule.tests) for rule in self.rules)
        object.__setattr__(self, "cost", len(self.rules) + (cells >> 3))

    def evaluate(self, scope: Scope) -> Value:
        """The table's result."""
        try:
            return self._decide(scope)
        except Undefined as why:
            return scope.run.null(f"{self.owner}: {why}")

    def _decide(self, scope: Scope) -> Value:
        values = [self._input_value(column, scope) for column in self.inputs]
        matched = self._matching(values, scope)
        if isinstance(scope.run, DecisionRun):
            scope.run.matched[self.owner] = tuple(rule.number for rule in matched)
        if not matched:
            return self._without_match(scope)
        return POLICIES[self.policy](self, matched, scope)

    def _input_value(self, column: Input, scope: Scope) -> Value:
        value = self.types.accept(column.value(scope), column.type, scope, from_text=True)
        if column.allowed is not None and not passes(column.allowed, scope, value):
            raise Undefined(f"{shown(value)} is not among the values of input {column.label}")
        return value

    def _matching(self, values: Sequence[Value], scope: Scope) -> list[Rule]:
        run = scope.run
        run.charge(self.cost)
        reasons = len(run.reasons)
        first_only = self.policy == "FIRST"
        matched: list[Rule] = []
        for rule in self.rules:
            for column, test in rule.tests:
                if test(scope, values[column]) is not True:
                    break
            else:
                matched.append(rule)
                if first_only:
                    break
        if matched:
            del run.reasons[reasons:]  # why the other rules did not match is of no interest
        return matched

    def _without_match(self, scope: Scope) -> Value:
        if any(column.default for column in self.outputs):
            defaults = [column.default(scope) if column.default else None for column in self.outputs]
            return self._combined(tuple(defaults))
        if self.policy == "COLLECT" and self.aggregation == "COUNT":
            return LIBRARY["count"].call(scope.run, ((),))
        if self.policy in LISTING and self.aggregation is None:
            return ()
        raise Undefined("no rule matches")

    def _combined(self, values: tuple[Value, ...]) -> Value:
        """One output is its value, several are a context."""
        if len(self.outputs) == 1:
            return values[0]
        return Context(zip((column.name for column in self.outputs), values, strict=True))

    def result(self, rule: Rule, scope: Scope) -> Value:
        """The outputs of one rule. Raises `Undefined` for a value that its column does not have."""
        scope.run.charge(len(self.outputs))
        return self._combined(self.output_values(rule, scope))

    def output_values(self, rule: Rule, scope: Scope) -> tuple[Value, ...]:
        """The values of one rule's outputs by column."""
        pairs = zip(self.outputs, rule.outputs, strict=True)
        return tuple([self.output_value(column, cell(scope), scope) for column, cell in pairs])

    def output_value(self, column: Output, value: Value, scope: Scope) -> Value:
        """The value as one of the output. Raises `Undefined` where the column does not have it."""
        value = self.types.accept(value, column.type, scope, from_text=False)
        if column.allowed is not None and value is not None and not passes(column.allowed, scope, value):
            raise Undefined(f"{shown(value)} is not among the values of output {column.label}")
        return value

    def by_priority(self, rules: Sequence[Rule], scope: Scope) -> list[Rule]:
        """The rules, those first whose outputs come first in the lists of output values."""
        orders = [_listed(column.order(scope)) if column.order else () for column in self.outputs]

        def rank(rule: Rule) -> tuple[int, ...]:
            values = self.output_values(rule, scope)
            return tuple(_rank(value, order, scope) for value, order in zip(values, orders, strict=True))

        return sorted(rules, key=rank)


def _listed(values: Value) -> tuple[Value, ...]:
    return values if isinstance(values, tuple) else (values,)


def _rank(value: Value, order: tuple[Value, ...], scope: Scope) -> int:
    for place, candidate in enumerate(order):
        if same(value, candidate, scope.run.charge):
            return place
    return len(order)


def _unique(table: Table, rules: Sequence[Rule], scope: Scope) -> Value:
    if len(rules) > 1:
        numbers = ", ".join(str(rule.number) for rule in rules)
        raise Undefined(f"rules {numbers} match at once, but the hit policy is UNIQUE")
    return table.result(rules[0], scope)


def _any(table: Table, rules: Sequence[Rule], scope: Scope) -> Value:
    results = [table.result(rule, scope) for rule in rules]
    if not all(same(results[0], result, scope.run.charge) for result in results):
        numbers = ", ".join(str(rule.number) for rule in rules)
        raise Undefined(f"rules {numbers} match with different outputs, but the hit policy is ANY")
    return results[0]


def _first(table: Table, rules: Sequence[Rule], scope: Scope) -> Value:
    return table.result(rules[0], scope)


def _priority(table: Table, rules: Sequence[Rule], scope: Scope) -> Value:
    return table.result(table.by_priority(rules, scope)[0], scope)


def _rule_order(table: Table, rules: Sequence[Rule], scope: Scope) -> Value:
    return tuple([table.result(rule, scope) for rule in rules])


def _output_order(table: Table, rules: Sequence[Rule], scope: Scope) -> Value:
    return tuple([table.result(rule, scope) for rule in table.by_priority(rules, scope)])


def _collect(table: Table, rules: Sequence[Rule], scope: Scope) -> Value:
    results = _rule_order(table, rules, scope)
    if table.aggregation is None:
        return results
    return LIBRARY[table.aggregation.lower()].call(scope.run, (results,))


#: What each hit policy makes of the rules that match, of which there is one at least.
POLICIES: dict[str, Callable[[Table, Sequence[Rule], Scope], Value]] = {
    "UNIQUE": _unique,
    "ANY": _any,
    "FIRST": _first,
    "PRIORITY": _priority,
    "COLLECT": _collect,
    "RULE ORDER": _rule_order,
    "OUTPUT ORDER": _output_order,
}
AGGREGATIONS = frozenset({"SUM", "MIN", "MAX", "COUNT"})
