"""The values by which tables are judged: one for each stretch between two constants, of every kind of value."""

import pytest

from engine.dmn import Fault, check_tables, parse_decisions
from engine.dmn.checks import MAX_FINDINGS
from tests.unit.engine.dmn.models import decision, model, table
from tests.unit.engine.dmn.test_checks import findings, typed


def gaps(*cells: str, type_: str = "") -> list[str]:
    """Where a table of these cells has gaps, by example."""
    body = table("UNIQUE", ["x"], ["y"], [[cell, "1"] for cell in cells])
    found = findings(typed(body, type_) if type_ else body)
    assert {fault for fault, _, _ in found} <= {Fault.GAP}
    return [example["x"] for _, _, example in found]


@pytest.mark.parametrize(
    ("cells", "examples"),
    [
        # numbers: before, between and behind
        (("5",), ["4", "6"]),
        (("< 5",), ["5", "6"]),
        (("<= 5",), ["6"]),
        (("> 5",), ["4", "5"]),
        (("5", "9"), ["4", "7", "10"]),
        (("5", "7"), ["4", "6", "8"]),
        (("5", "6"), ["4", "5.5", "7"]),
        (("[1..5)", "(5..9]"), ["0", "5", "10"]),
        (("5, 6, 7",), ["4", "5.5", "6.5", "8"]),
        # dates have nothing between two days that follow each other
        (('@"2026-05-01"', '@"2026-05-02"'), ["2026-04-30", "2026-05-03"]),
        (('@"2026-05-01"', '@"2026-05-03"'), ["2026-04-30", "2026-05-02", "2026-05-04"]),
        # times end with the day
        (('< @"12:00:00"',), ["12:00:00", "23:59:59.999999999"]),
        (('> @"12:00:00"',), ["00:00:00", "12:00:00"]),
        (('@"10:00:00"', '@"12:00:00"'), ["00:00:00", "11:00:00", "23:59:59.999999999"]),
        (('>= @"00:00:00"',), []),
        (('@"2026-05-01T12:00:00"',), ["2026-04-30T12:00:00", "2026-05-02T12:00:00"]),
        (
            ('@"2026-05-01T12:00:00"', '@"2026-05-01T14:00:00"'),
            ["2026-04-30T12:00:00", "2026-05-01T13:00:00", "2026-05-02T14:00:00"],
        ),
        (('@"P1D"', '@"P3D"'), ["PT0S", "P2D", "P4D"]),
        (('@"P1M"', '@"P3M"'), ["P0M", "P2M", "P4M"]),
        (('@"P1M"', '@"P2M"'), ["P0M", "P3M"]),
        # texts: others, and where they are compared what comes behind each
        (('"a"', '"b"'), ['"…"']),
        (('>= "a"',), ['""']),
        (("true",), ["false"]),
        (("true", "false"), []),
    ],
)
def test_examples_of_gaps_lie_in_each_stretch_that_no_rule_covers(cells: tuple[str, ...], examples: list[str]) -> None:
    assert gaps(*cells) == examples


@pytest.mark.parametrize(
    ("type_", "example"),
    [
        ("number", "1"),
        ("date", "2026-01-01"),
        ("time", "12:00:00"),
        ("days and time duration", "P1D"),
        ("years and months duration", "P1M"),
    ],
)
def test_column_that_asks_only_for_null_has_a_typical_value(type_: str, example: str) -> None:
    assert gaps("null", type_=type_) == [example]
    assert gaps("not(null)", type_=type_) == ["null"]


@pytest.mark.parametrize(
    "cell", ["now() > ?", "> date(now())", "today()", "< today()", "limit", "x", "[limit..9]", "f(1)"]
)
def test_cell_that_depends_on_more_than_its_value_is_not_judged(cell: str) -> None:
    assert gaps(cell) == []


def test_cell_that_is_no_feel_is_not_judged() -> None:
    body = table("UNIQUE", ["x"], ["y"], [["5 +", "1"], ["7", "2"]])
    lenient = parse_decisions(model(decision("d", body)), strict=False)
    assert check_tables(lenient) == ()
    assert lenient.problems


def test_outputs_are_judged_where_they_are_constants() -> None:
    body = table("UNIQUE", ["x"], ["y"], [["-", "1"], ["5", "x + 1"], ["6", "null"]])
    body = body.replace('name="y"', 'name="y" typeRef="string"').replace("UNIQUE", "COLLECT")
    assert findings(body) == [(Fault.REFUSED, (1,), {"y": "1"})]


def test_column_of_no_type_is_held_against_its_first_constant() -> None:
    rules = [["-", "1"], ["5", "1"], ['"a"', "1"], ["true", "1"]]
    found = findings(table("COLLECT", ["x"], ["y"], rules))
    assert [(fault, numbers) for fault, numbers, _ in found] == [(Fault.TYPE, (3,)), (Fault.TYPE, (4,))]


def test_fifty_findings_of_one_table_are_told() -> None:
    assert MAX_FINDINGS == 50
    for rules, count in ((49, 50), (60, 50), (10, 11)):
        cells = [[str(number * 2), "1"] for number in range(rules)]
        assert len(findings(table("UNIQUE", ["x"], ["y"], cells))) == count
    wrong = [["5", "1"], *([f'"{number}"', "1"] for number in range(60))]
    assert len(findings(table("UNIQUE", ["x"], ["y"], wrong))) == 50


@pytest.mark.parametrize("policy", ["COLLECT", "RULE ORDER", "OUTPUT ORDER"])
def test_lists_have_neither_gaps_nor_overlaps(policy: str) -> None:
    assert findings(table(policy, ["x"], ["y"], [["< 5", "1"], ["< 9", "2"]], values="1, 2")) == []


def test_default_closes_all_gaps() -> None:
    assert findings(table("UNIQUE", ["x"], ["y"], [["< 5", "1"]], default="0")) == []


def test_overlap_in_two_columns_needs_both() -> None:
    rules = [["<= 5", '"a"', "1"], [">= 5", '"a"', "2"], ["-", '"b"', "3"], ["-", 'not("a", "b")', "4"]]
    found = findings(table("UNIQUE", ["x", "s"], ["y"], rules))
    assert found == [(Fault.OVERLAP, (1, 2), {"x": "5", "s": '"a"'})]


def test_rule_under_first_is_unreachable_only_where_all_of_it_was_taken() -> None:
    rules = [["< 5", "1"], ["< 9", "2"], ["[2..8]", "3"], ["[2..9]", "4"], ["-", "5"]]
    found = findings(table("FIRST", ["x"], ["y"], rules))
    assert [(fault, numbers) for fault, numbers, _ in found] == [(Fault.UNREACHABLE, (3,))]
    # where all rules count, one that lies within another is reached
    assert findings(table("COLLECT", ["x"], ["y"], rules)) == []
