"""Outputs of decision tables that are refused whenever their rule counts: the decision then has no result.

Only constants are tried, by what an evaluation does with them (DMN 1.3, 7.3.2 and 8.3.3)."""

from collections.abc import Iterator
from typing import NamedTuple

from engine.dmn.columns import constant_of, is_certain
from engine.dmn.elements import Decision
from engine.dmn.table import Output, Table
from engine.dmn.types import ItemType
from engine.feel.errors import FeelError
from engine.feel.names import KnownNames
from engine.feel.scope import Budget, Run, Scope
from engine.feel.values import Value

_BUDGET = Budget(steps=2000)


class Refused(NamedTuple):
    """A cell of an output that is never given."""

    rule: int
    output: Output
    text: str


def refused_outputs(table: Table, decision: Decision | None, names: KnownNames) -> Iterator[Refused]:
    """The constants of the table's outputs that their column refuses, or the decision whose body the table is."""
    result = _type_of_result(table, decision)
    first = len(table.inputs)
    for place, output in enumerate(table.outputs, first):
        if not _is_judged(table, output, result, names):
            continue
        told: dict[str, bool] = {}
        for rule in table.rules:
            text = rule.texts[place]
            if text not in told:
                told[text] = _is_refused(table, output, result, constant_of(text, names))
            if told[text]:
                yield Refused(rule.number, output, text)


def _is_judged(table: Table, output: Output, result: ItemType | None, names: KnownNames) -> bool:
    """Whether something limits the output, and no limit depends on the data."""
    if output.type is None and output.allowed is None and result is None:
        return False
    limits = (output.allowed_text, *table.types.limits(output.type), *table.types.limits(result))
    return all(is_certain(text, names) for text in limits if text)


def _type_of_result(table: Table, decision: Decision | None) -> ItemType | None:
    """The type of the decision where its value is the only output of one rule."""
    if decision is None or decision.lists or table.aggregation is not None or len(table.outputs) != 1:
        return None
    return decision.type


def _is_refused(table: Table, output: Output, result: ItemType | None, value: Value) -> bool:
    if value is None:
        return False
    scope = Scope({}, Run(_BUDGET, None))
    try:
        given = table.output_value(output, value, scope)
        table.types.accept(given, result, scope, from_text=False)
    except FeelError:
        return True
    return False
