"""What each hit policy makes of the rules that match."""

import json

import pytest

from engine.dmn import WrongModel, parse_decisions
from engine.feel import to_json
from tests.unit.engine.dmn.models import decision, model, table

OVERLAPPING = [["< 10", '"low"'], ["[5..20]", '"mid"'], ["> 15", '"high"'], [">= 5", '"mid"']]
VALUES = '"high", "mid", "low"'


def decide(body: str, **context: object) -> tuple[object, tuple[str, ...], tuple[int, ...]]:
    result = parse_decisions(model(decision("d", body))).decide("d", context)
    return to_json(result.value), result.messages, result.matched_rules


@pytest.mark.parametrize(
    ("policy", "x", "expected", "matched"),
    [
        ("UNIQUE", 1, "low", (1,)),
        ("FIRST", 17, "mid", (2,)),
        ("PRIORITY", 17, "high", (2, 3, 4)),
        ("ANY", 12, "mid", (2, 4)),
        ("COLLECT", 7, ["low", "mid", "mid"], (1, 2, 4)),
        ("RULE ORDER", 17, ["mid", "high", "mid"], (2, 3, 4)),
        ("OUTPUT ORDER", 17, ["high", "mid", "mid"], (2, 3, 4)),
    ],
)
def test_hit_policy(policy: str, x: int, expected: object, matched: tuple[int, ...]) -> None:
    value, messages, rules = decide(table(policy, ["x"], ["y"], OVERLAPPING, values=VALUES), x=x)

    assert (value, messages, rules) == (expected, (), matched)


@pytest.mark.parametrize(("policy", "x"), [("UNIQUE", 7), ("ANY", 7)])
def test_rules_that_contradict_give_null_and_their_numbers(policy: str, x: int) -> None:
    value, messages, rules = decide(table(policy, ["x"], ["y"], OVERLAPPING), x=x)

    assert value is None
    assert rules == (1, 2, 4)
    assert "d: rules 1, 2, 4 match" in messages[0]


@pytest.mark.parametrize(("aggregation", "expected"), [("SUM", 9), ("MIN", 2), ("MAX", 4), ("COUNT", 3)])
def test_collected_outputs_are_aggregated(aggregation: str, expected: int) -> None:
    rules = [["> 0", "2"], ["> 1", "3"], ["> 2", "4"], ["> 9", "100"]]

    value, _, _ = decide(table("COLLECT", ["x"], ["y"], rules, aggregation=aggregation), x=5)

    assert value == expected


def test_several_outputs_are_a_context() -> None:
    value, _, _ = decide(table("FIRST", ["x"], ["fee", "days"], [["-", "x * 2", "3"]]), x=5)

    assert value == {"fee": 10, "days": 3}


def test_no_match_gives_the_default() -> None:
    assert decide(table("UNIQUE", ["x"], ["y"], [["1", "2"]], default="0"), x=5)[0] == 0


def test_no_match_without_default_is_null_with_a_message() -> None:
    value, messages, rules = decide(table("UNIQUE", ["x"], ["y"], [["1", "2"]]), x=5)

    assert (value, messages, rules) == (None, ("d: no rule matches",), ())


@pytest.mark.parametrize("policy", ["COLLECT", "RULE ORDER", "OUTPUT ORDER"])
def test_no_match_is_an_empty_list_where_lists_are_given(policy: str) -> None:
    assert decide(table(policy, ["x"], ["y"], [["1", "2"]], values="2"), x=5) == ([], (), ())


def test_output_outside_of_its_values_is_null_with_a_message() -> None:
    value, messages, _ = decide(table("UNIQUE", ["x"], ["y"], [["-", '"other"']], values=VALUES), x=1)

    assert value is None
    assert "other is not among the values of output y" in messages[0]


def test_input_outside_of_its_values_is_null_with_a_message() -> None:
    body = table("UNIQUE", ["x"], ["y"], [["-", "1"]]).replace(
        "</inputExpression>", "</inputExpression><inputValues><text>1, 2</text></inputValues>"
    )

    assert decide(body, x=2)[0] == 1
    assert decide(body, x=3)[0] is None


def test_a_list_has_the_values_of_its_column_where_each_element_does() -> None:
    body = table("UNIQUE", ["x"], ["y"], [["-", "x"]], values=VALUES)
    asked = body.replace("</inputExpression>", f"</inputExpression><inputValues><text>{VALUES}</text></inputValues>")
    first, second = json.loads(f"[{VALUES}]")[:2]

    for written in (body, asked):
        assert decide(written, x=[first, second])[0] == [first, second]
        assert decide(written, x=[first, "other"])[0] is None


def test_typed_input_reads_dates_out_of_text() -> None:
    body = table("UNIQUE", ["born"], ["adult"], [['< date("2008-01-01")', "true"], ["-", "false"]])
    body = body.replace("<inputExpression>", '<inputExpression typeRef="date">').replace("UNIQUE", "FIRST")

    assert decide(body, born="1990-05-01")[0] is True
    assert decide(body, born="2015-05-01")[0] is False


@pytest.mark.parametrize(
    "body",
    [
        table("SOMETIMES", ["x"], ["y"], [["1", "2"]]),
        table("FIRST", ["x"], ["y"], [["1", "2"]], aggregation="SUM"),
        table("COLLECT", ["x"], ["y", "z"], [["1", "2", "3"]], aggregation="SUM"),
        table("COLLECT", ["x"], [], [["1"]]),
        table("UNIQUE", ["x"], ["y"], [["1"]]),
    ],
)
def test_table_without_meaning_is_refused_by_name(body: str) -> None:
    with pytest.raises(WrongModel, match=r"decision d|decisionTable"):
        parse_decisions(model(decision("d", body)))
