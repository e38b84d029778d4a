"""What is wrong with decision tables before anyone decides: gaps, overlaps, rules that never count, wrong types.

Each finding carries an example, values of the inputs that show it. Bounded for tables of any size."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce
from itertools import accumulate, chain, islice
from operator import or_, xor

from engine.dmn.columns import Column, columns_of, judged
from engine.dmn.elements import Decision
from engine.dmn.model import DecisionModel
from engine.dmn.refused_outputs import refused_outputs
from engine.dmn.table import Table
from engine.dmn.work import TooMuchWork, Work
from engine.feel.names import KnownNames
from engine.feel.text import text_of
from engine.feel.values import Value, kind_of

#: Findings told of one table; what is wrong more often is wrong everywhere.
MAX_FINDINGS = 50
#: Places looked at in one search; a table in which that isn't enough is left unjudged.
MAX_STEPS = 20_000


#: For each column and sample, the rules that accept it, as bits.
_Masks = list[list[int]]


class Fault(StrEnum):
    """What can be wrong with a table."""

    #: Values that no rule accepts.
    GAP = "gap"
    #: Values that two rules accept, where the hit policy allows one (UNIQUE) or one answer (ANY).
    OVERLAP = "overlap"
    #: A rule that is never the one that counts.
    UNREACHABLE = "unreachable"
    #: A test whose constant is of another kind than its column.
    TYPE = "type"
    #: An output that its column or decision does not have: the decision has no result where the rule counts.
    REFUSED = "refused"
    #: The table is too large, or has too many different values: gaps, overlaps and unreachable rules weren't looked for
    #: to the end.
    UNJUDGED = "unjudged"


@dataclass(frozen=True, slots=True)
class TableFinding:
    """One fault of one table."""

    table: str
    fault: Fault
    #: Numbers of the rules from 1; none for a gap.
    rules: tuple[int, ...]
    #: FEEL text of values by input column that shows it; for a wrong type, the cell's text.
    example: Mapping[str, str]


def check_tables(model: DecisionModel) -> tuple[TableFinding, ...]:
    """All faults of the model's decision tables. Cells that depend on other variables are not judged; what is too much
    work is told as `UNJUDGED`."""
    names, work = KnownNames(model.names), Work()
    decisions = {decision.name: decision for decision in model.decisions.values() if decision.outputs}
    found = (_check(table, decisions.get(table.owner), names, work) for table in model.tables)
    return tuple(chain.from_iterable(islice(findings, MAX_FINDINGS) for findings in found))


def _check(table: Table, decision: Decision | None, names: KnownNames, work: Work) -> Iterator[TableFinding]:
    try:
        columns = columns_of(table, names, work)
        wrong = list(islice(_wrong_types(table, columns), MAX_FINDINGS))
        wrong += _refused(table, decision, names)
        yield from wrong
        if not wrong:
            columns = [judged(column, work) for column in columns]
            masks = _masks(_open(columns), work)
            for search in (_gaps, _overlaps, _unreachable):
                yield from search(table, columns, masks, work)
    except TooMuchWork:
        yield TableFinding(table.owner, Fault.UNJUDGED, (), {})


def _wrong_types(table: Table, columns: Sequence[Column]) -> Iterator[TableFinding]:
    for place, column in enumerate(columns):
        wanted = column.kind or _first_kind(column)
        for rule, constants in zip(table.rules, column.constants, strict=True):
            if any(kind_of(value) != wanted for value in constants):
                yield TableFinding(table.owner, Fault.TYPE, (rule.number,), {column.label: rule.texts[place]})


def _refused(table: Table, decision: Decision | None, names: KnownNames) -> Iterator[TableFinding]:
    for each in islice(refused_outputs(table, decision, names), MAX_FINDINGS):
        yield TableFinding(table.owner, Fault.REFUSED, (each.rule,), {each.output.label: each.text})


def _first_kind(column: Column) -> str | None:
    return next((kind_of(value) for constants in column.constants for value in constants), None)


@dataclass(slots=True)
class _Search:
    """A walk over all combinations of samples, one column after the other, that asks which rules remain."""

    columns: Sequence[Column]
    masks: _Masks
    work: Work
    steps: int = 0
    seen: set[tuple[int, int]] = field(default_factory=set)

    def uncovered(self, rules: int, within: Sequence[int], place: int = 0) -> Iterator[tuple[Value, ...]]:
        """Combinations inside the box `within` (samples by column, as bits) that none of the rules accepts."""
        if not rules:
            rest = zip(self.columns[place:], within[place:], strict=True)
            yield tuple([column.samples[_lowest(bits)] for column, bits in rest])
            return
        if place == len(self.columns) or (place, rules) in self.seen:
            return
        self.seen.add((place, rules))
        for bit in _bits(within[place]):
            self.steps += 1
            self.work.spend(1, rules.bit_length())
            if self.steps > MAX_STEPS:
                raise TooMuchWork
            for others in self.uncovered(rules & self.masks[place][bit], within, place + 1):
                yield (self.columns[place].samples[bit], *others)


def _masks(columns: Sequence[Column], work: Work) -> _Masks:
    """Which rules accept what. Raises `TooMuchWork`."""
    return [_masks_of(column, work) for column in columns]


def _masks_of(column: Column, work: Work) -> list[int]:
    """Goes from sample to sample; only where a rule begins or ceases to accept does anything change."""
    changes = [0] * (len(column.samples) + 1)
    for rule, accepted in enumerate(column.accepted):
        bits = accepted or 0
        for place in _bits(bits ^ (bits << 1)):
            work.spend(1, len(column.accepted) + len(column.samples))
            changes[place] ^= 1 << rule
    work.spend(len(column.samples), len(column.accepted))
    return list(accumulate(changes[:-1], xor))


def _bits(bits: int) -> Iterator[int]:
    """The places of the bits that are set."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _certain(columns: Sequence[Column], rule: int) -> bool:
    return all(column.accepted[rule] is not None for column in columns)


def _example(columns: Sequence[Column], values: Sequence[Value]) -> dict[str, str]:
    pairs = zip(columns, values, strict=True)
    return {column.label: f'"{value}"' if isinstance(value, str) else text_of(value) for column, value in pairs}


def _open(columns: Sequence[Column]) -> list[Column]:
    """The columns that any rule looks at."""
    return [column for column in columns if column.samples]


def _gaps(table: Table, columns: Sequence[Column], masks: _Masks, work: Work) -> Iterator[TableFinding]:
    """Combinations that no rule accepts, unless there is a default or the result is a list."""
    lists = table.policy in ("COLLECT", "RULE ORDER", "OUTPUT ORDER")
    sure = all(_certain(columns, rule) for rule in range(len(table.rules)))
    if lists or not sure or any(output.default for output in table.outputs):
        return
    asked = _open(columns)
    everything = [(1 << len(column.samples)) - 1 for column in asked]
    search = _Search(asked, masks, work)
    for values in search.uncovered((1 << len(table.rules)) - 1, everything):
        yield TableFinding(table.owner, Fault.GAP, (), _example(asked, values))


def _overlaps(table: Table, columns: Sequence[Column], masks: _Masks, work: Work) -> Iterator[TableFinding]:
    """Pairs of rules that accept one combination."""
    if table.policy not in ("UNIQUE", "ANY"):
        return
    asked = _open(columns)
    boxes, alike = _boxes(table, columns), _alike(table)
    later = reduce(or_, (1 << rule for rule in boxes), 0)
    for first, box in boxes.items():
        later &= ~(1 << first)
        others = later & ~alike[first]
        for mask, bits in zip(masks, box, strict=True):
            work.spend(bits.bit_count(), len(table.rules))
            others &= reduce(or_, (mask[bit] for bit in _bits(bits)), 0)
        for second in _bits(others):
            common = [one & two for one, two in zip(box, boxes[second], strict=True)]
            values = [column.samples[_lowest(bits)] for column, bits in zip(asked, common, strict=True)]
            yield TableFinding(table.owner, Fault.OVERLAP, (first + 1, second + 1), _example(asked, values))


def _alike(table: Table) -> list[int]:
    """For each rule those that give the same, as bits; none where the hit policy takes only one rule."""
    if table.policy != "ANY":
        return [0] * len(table.rules)
    inputs, groups = len(table.inputs), dict[tuple[str, ...], int]()
    for place, rule in enumerate(table.rules):
        groups[rule.texts[inputs:]] = groups.get(rule.texts[inputs:], 0) | 1 << place
    return [groups[rule.texts[inputs:]] for rule in table.rules]


def _boxes(table: Table, columns: Sequence[Column]) -> dict[int, list[int]]:
    """What each rule that can be judged accepts, by column that is asked at all."""
    sure = (rule for rule in range(len(table.rules)) if _certain(columns, rule))
    return {rule: [column.accepted[rule] or 0 for column in _open(columns)] for rule in sure}


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1


def _unreachable(table: Table, columns: Sequence[Column], masks: _Masks, work: Work) -> Iterator[TableFinding]:
    """Rules that accept nothing, or under FIRST only what earlier rules accept."""
    asked, earlier = _open(columns), 0
    for rule, box in _boxes(table, columns).items():
        search = _Search(asked, masks, work)
        free = all(box) and next(search.uncovered(earlier, box), None) is not None
        if not free:
            place = next((place for place, bits in enumerate(box) if not bits), 0)
            cell = {asked[place].label: table.rules[rule].texts[columns.index(asked[place])]} if asked else {}
            yield TableFinding(table.owner, Fault.UNREACHABLE, (rule + 1,), cell)
        if table.policy == "FIRST":
            earlier |= 1 << rule
