"""What is wrong with decision tables before anyone decides: gaps, overlaps, rules that never count, wrong types.

Each finding carries an example, values of the inputs that show it. Bounded for tables of any size."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from engine.dmn.columns import Column, columns_of, constant_of
from engine.dmn.model import DecisionModel
from engine.dmn.table import Table
from engine.feel.names import KnownNames
from engine.feel.text import text_of
from engine.feel.values import Value, kind_of

#: Findings told of one table; what is wrong more often is wrong everywhere.
MAX_FINDINGS = 50
#: Places looked at in one search; a larger table is left unjudged.
MAX_STEPS = 20_000


class Fault(StrEnum):
    """What can be wrong with a table."""

    #: Values that no rule accepts.
    GAP = "gap"
    #: Values that two rules accept, where the hit policy allows one (UNIQUE) or one answer (ANY).
    OVERLAP = "overlap"
    #: A rule that is never the one that counts.
    UNREACHABLE = "unreachable"
    #: A cell whose constant is of another kind than its column.
    TYPE = "type"


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
    """All faults of the model's decision tables. Cells that depend on other variables are not judged."""
    names = KnownNames(model.names)
    return tuple(finding for table in model.tables for finding in _check(table, names))


def _check(table: Table, names: KnownNames) -> list[TableFinding]:
    columns = columns_of(table, names)
    wrong = list(_wrong_types(table, columns, names))
    if wrong:
        return wrong[:MAX_FINDINGS]
    findings = [*_gaps(table, columns), *_overlaps(table, columns), *_unreachable(table, columns)]
    return findings[:MAX_FINDINGS]


def _wrong_types(table: Table, columns: Sequence[Column], names: KnownNames) -> Iterator[TableFinding]:
    for place, column in enumerate(columns):
        wanted = column.kind or _first_kind(column)
        for rule, constants in zip(table.rules, column.constants, strict=True):
            if any(kind_of(value) != wanted for value in constants):
                yield TableFinding(table.owner, Fault.TYPE, (rule.number,), {column.label: rule.texts[place]})
    for place, output in enumerate(table.outputs, len(columns)):
        kind = table.types.kind(output.type)
        for rule in table.rules:
            value = constant_of(rule.texts[place], names)
            if kind is not None and value is not None and kind_of(value) != kind:
                yield TableFinding(table.owner, Fault.TYPE, (rule.number,), {output.label: rule.texts[place]})


def _first_kind(column: Column) -> str | None:
    return next((kind_of(value) for constants in column.constants for value in constants), None)


@dataclass(slots=True)
class _Search:
    """A walk over all combinations of samples, one column after the other, that asks which rules remain."""

    columns: Sequence[Column]
    #: For each column and sample, the rules that accept it, as bits.
    masks: list[list[int]]
    steps: int = 0
    seen: set[tuple[int, int]] = field(default_factory=set)

    def uncovered(self, rules: int, within: Sequence[int], place: int = 0) -> Iterator[tuple[Value, ...]]:
        """Combinations inside the box `within` (samples by column, as bits) that none of the rules accepts."""
        if not rules:
            rest = zip(self.columns[place:], within[place:], strict=True)
            yield tuple([column.samples[_lowest(bits)] for column, bits in rest])
            return
        if place == len(self.columns) or (place, rules) in self.seen or self.steps > MAX_STEPS:
            return
        self.seen.add((place, rules))
        for bit, sample in enumerate(self.columns[place].samples):
            self.steps += 1
            if within[place] >> bit & 1:
                for others in self.uncovered(rules & self.masks[place][bit], within, place + 1):
                    yield (sample, *others)


def _masks(columns: Sequence[Column]) -> list[list[int]]:
    """For each column and sample, the rules that accept it, as bits."""
    masks = [[0] * len(column.samples) for column in columns]
    for column, found in zip(columns, masks, strict=True):
        for rule, accepted in enumerate(column.accepted):
            bits = accepted or 0
            while bits:
                found[_lowest(bits)] |= 1 << rule
                bits &= bits - 1
    return masks


def _certain(columns: Sequence[Column], rule: int) -> bool:
    return all(column.accepted[rule] is not None for column in columns)


def _example(columns: Sequence[Column], values: Sequence[Value]) -> dict[str, str]:
    pairs = zip(columns, values, strict=True)
    return {column.label: f'"{value}"' if isinstance(value, str) else text_of(value) for column, value in pairs}


def _open(columns: Sequence[Column]) -> list[Column]:
    """The columns that any rule looks at."""
    return [column for column in columns if column.samples]


def _gaps(table: Table, columns: Sequence[Column]) -> Iterator[TableFinding]:
    """Combinations that no rule accepts, unless there is a default or the result is a list."""
    lists = table.policy in ("COLLECT", "RULE ORDER", "OUTPUT ORDER")
    sure = all(_certain(columns, rule) for rule in range(len(table.rules)))
    if lists or not sure or any(output.default for output in table.outputs):
        return
    asked = _open(columns)
    everything = [(1 << len(column.samples)) - 1 for column in asked]
    for values in _Search(asked, _masks(asked)).uncovered((1 << len(table.rules)) - 1, everything):
        yield TableFinding(table.owner, Fault.GAP, (), _example(asked, values))


def _overlaps(table: Table, columns: Sequence[Column]) -> Iterator[TableFinding]:
    """Pairs of rules that accept one combination."""
    if table.policy not in ("UNIQUE", "ANY"):
        return
    asked = _open(columns)
    boxes = _boxes(table, columns)
    for first, box in boxes.items():
        for second, other in boxes.items():
            common = [one & two for one, two in zip(box, other, strict=True)]
            if second > first and all(common) and not _agree(table, first, second):
                values = [column.samples[_lowest(bits)] for column, bits in zip(asked, common, strict=True)]
                yield TableFinding(table.owner, Fault.OVERLAP, (first + 1, second + 1), _example(asked, values))


def _boxes(table: Table, columns: Sequence[Column]) -> dict[int, list[int]]:
    """What each rule that can be judged accepts, by column that is asked at all."""
    sure = (rule for rule in range(len(table.rules)) if _certain(columns, rule))
    return {rule: [column.accepted[rule] or 0 for column in _open(columns)] for rule in sure}


def _agree(table: Table, first: int, second: int) -> bool:
    """Whether the hit policy is ANY and the outputs are written alike."""
    inputs = len(table.inputs)
    return table.policy == "ANY" and table.rules[first].texts[inputs:] == table.rules[second].texts[inputs:]


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1


def _unreachable(table: Table, columns: Sequence[Column]) -> Iterator[TableFinding]:
    """Rules that accept nothing, or under FIRST only what earlier rules accept."""
    asked, earlier = _open(columns), 0
    masks = _masks(asked)
    for rule, box in _boxes(table, columns).items():
        search = _Search(asked, masks)
        free = all(box) and next(search.uncovered(earlier, box), None) is not None
        if not free and search.steps <= MAX_STEPS:
            place = next((place for place, bits in enumerate(box) if not bits), 0)
            cell = {asked[place].label: table.rules[rule].texts[columns.index(asked[place])]} if asked else {}
            yield TableFinding(table.owner, Fault.UNREACHABLE, (rule + 1,), cell)
        if table.policy == "FIRST":
            earlier |= 1 << rule
