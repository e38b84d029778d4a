"""Faults of decision tables are found with an example, and the example is true when the table is asked."""

import pytest

from engine.dmn import Fault, check_tables, parse_decisions
from tests.unit.engine.dmn.models import decision, model, table

AGES = [["< 18", '"child"'], ["[18..65)", '"adult"'], [">= 65", '"senior"']]
TYPES = """<itemDefinition name="tColor"><typeRef>string</typeRef><allowedValues><text>"red", "blue"</text>
</allowedValues></itemDefinition>"""


def findings(body: str) -> list[tuple[Fault, tuple[int, ...], dict[str, str]]]:
    found = check_tables(parse_decisions(model(TYPES, decision("d", body))))
    return [(each.fault, each.rules, dict(each.example)) for each in found]


def typed(body: str, *types: str) -> str:
    for type_ in types:
        body = body.replace("<inputExpression>", f'<inputExpression typeRef="{type_}">', 1)
    return body


def test_complete_table_has_no_fault() -> None:
    assert findings(table("UNIQUE", ["x"], ["y"], AGES)) == []


@pytest.mark.parametrize(
    ("policy", "rules", "expected"),
    [
        ("UNIQUE", [["< 18", "1"], ["> 18", "2"]], [(Fault.GAP, (), {"x": "18"})]),
        ("UNIQUE", [["<= 18", "1"], [">= 18", "2"]], [(Fault.OVERLAP, (1, 2), {"x": "18"})]),
        ("ANY", [["<= 18", "1"], [">= 18", "1"]], []),
        ("ANY", [["<= 18", "1"], [">= 18", "2"]], [(Fault.OVERLAP, (1, 2), {"x": "18"})]),
        ("FIRST", [["< 18", "1"], ["-", "2"], ["> 60", "3"]], [(Fault.UNREACHABLE, (3,), {"x": "> 60"})]),
        ("FIRST", [["< 18", "1"], ["[18..20]", "2"], ["[10..19]", "3"], ["-", "4"]], None),
        ("UNIQUE", [["[9..5]", "1"], ["-", "2"]], [(Fault.UNREACHABLE, (1,), {"x": "[9..5]"})]),
        ("UNIQUE", [["< 5", "1"], ['"a"', "2"], ["-", "3"]], [(Fault.TYPE, (2,), {"x": '"a"'})]),
        ("UNIQUE", [["true", "1"]], [(Fault.GAP, (), {"x": "false"})]),
        ("UNIQUE", [['"a"', "1"]], [(Fault.GAP, (), {"x": '"…"'})]),
        ("UNIQUE", [["not(5)", "1"], ["5", "1"]], []),
        ("UNIQUE", [["limit", "1"]], []),
        ("UNIQUE", [["? * ? > 9", "1"]], []),
        ("COLLECT", [["< 5", "1"], ["< 9", "2"]], []),
        ("UNIQUE", [["null", "1"], ["not(null)", "2"]], []),
        ("UNIQUE", [["null", "1"], ["< 5", "2"], [">= 5", "3"]], []),
        ("UNIQUE", [['< "m"', "1"], ['>= "m"', "2"]], []),
        ("UNIQUE", [['< "m"', "1"], ['> "m"', "2"]], [(Fault.GAP, (), {"x": '"m"'})]),
        ("UNIQUE", [['< @"P1D"', "1"], ['> @"P1D"', "2"]], [(Fault.GAP, (), {"x": "P1D"})]),
        ("UNIQUE", [['< @"12:00:00"', "1"], ['>= @"12:00:00"', "2"]], []),
        (
            "UNIQUE",
            [['< date("2026-01-01")', "1"], ['> date("2026-01-01")', "2"]],
            [(Fault.GAP, (), {"x": "2026-01-01"})],
        ),
    ],
)
def test_faults_of_one_column(policy: str, rules: list[list[str]], expected: object) -> None:
    found = findings(table(policy, ["x"], ["y"], rules))

    assert found == ([(Fault.UNREACHABLE, (3,), {"x": "[10..19]"})] if expected is None else expected)


def test_rule_for_anything_but_null_overlaps_the_others() -> None:
    found = findings(table("UNIQUE", ["x"], ["y"], [["null", "1"], ["< 5", "2"], ["not(null)", "3"]]))

    assert (Fault.OVERLAP, (2, 3), {"x": "4"}) in found
    assert (Fault.OVERLAP, (1, 3)) not in [each[:2] for each in found]


@pytest.mark.parametrize("tag", ["allowedValues", "typeConstraint"])
def test_values_of_the_type_that_a_type_is_based_on_count(tag: str) -> None:
    types = f"""<itemDefinition name="tBase"><typeRef>string</typeRef><{tag}><text>"a", "b"</text></{tag}>
    </itemDefinition><itemDefinition name="tSide"><typeRef>tBase</typeRef></itemDefinition>"""
    body = typed(table("UNIQUE", ["side"], ["y"], [['"a"', "1"], ['"b"', "2"]]), "tSide")

    assert check_tables(parse_decisions(model(types, decision("d", body)))) == ()


def test_values_of_the_type_are_all_that_must_be_covered() -> None:
    body = table("UNIQUE", ["color"], ["y"], [['"red"', "1"]])

    assert findings(typed(body, "tColor")) == [(Fault.GAP, (), {"color": '"blue"'})]


def test_cells_are_held_against_the_type() -> None:
    body = typed(table("UNIQUE", ["color"], ["y"], [["7", "1"]]), "tColor")
    wrong_output = table("UNIQUE", ["x"], ["y"], [["-", '"a"']]).replace('name="y"', 'name="y" typeRef="number"')

    assert findings(body) == [(Fault.TYPE, (1,), {"color": "7"})]
    assert findings(wrong_output) == [(Fault.REFUSED, (1,), {"y": '"a"'})]


def test_gap_of_two_columns() -> None:
    rules = [["< 10", "true", "1"], ["< 10", "false", "2"], [">= 10", "true", "3"]]

    assert findings(table("UNIQUE", ["x", "b"], ["y"], rules)) == [(Fault.GAP, (), {"x": "10", "b": "false"})]


def test_large_table_is_judged_within_bounds() -> None:
    rules = [[f"[{n}..{n + 1})", f"> {n}", f"< {n * 7}", f'"k{n}"', "1"] for n in range(150)]

    assert len(findings(table("UNIQUE", ["a", "b", "c", "d"], ["y"], rules))) <= 50
