"""Hit policies of tables with several outputs, orders of output values, defaults, and what a run tells (DMN 8.2.8)."""

import pytest

from engine.dmn import WrongModel, parse_decisions
from engine.feel import to_json
from tests.unit.engine.dmn.models import decision, model, table
from tests.unit.engine.dmn.test_tables import decide


def test_unique_rule_gives_its_own_outputs() -> None:
    rules = [["< 5", "1"], ["[5..9]", "2"], ["> 9", "3"]]
    body = table("UNIQUE", ["x"], ["y"], rules)
    assert [decide(body, x=x) for x in (4, 5, 10)] == [(1, (), (1,)), (2, (), (2,)), (3, (), (3,))]


def test_two_rules_are_too_many_for_unique() -> None:
    body = table("UNIQUE", ["x"], ["y"], [["1", "1"], ["1", "1"]])
    assert decide(body, x=1) == (None, ("d: rules 1, 2 match at once, but the hit policy is UNIQUE",), (1, 2))


@pytest.mark.parametrize(
    ("rules", "value"),
    [
        ([["1", "7"], ["1", "7"], ["1", "7"]], 7),
        ([["1", "7"], ["1", "8"]], None),
        ([["1", "7"], ["1", "7"], ["1", "8"]], None),
        ([["1", "null"], ["1", "null"]], None),
    ],
)
def test_any_asks_for_equal_outputs_of_all_rules(rules: list[list[str]], value: object) -> None:
    found, messages, _ = decide(table("ANY", ["x"], ["y"], rules), x=1)
    assert found == value
    assert bool(messages) == (rules[0][1] != rules[-1][1])


@pytest.mark.parametrize(
    ("policy", "value"),
    [
        ("PRIORITY", {"y": "b", "z": 1}),
        ("OUTPUT ORDER", [{"y": "b", "z": 1}, {"y": "b", "z": 2}, {"y": "a", "z": 1}, {"y": "c", "z": 9}]),
        ("RULE ORDER", [{"y": "c", "z": 9}, {"y": "a", "z": 1}, {"y": "b", "z": 2}, {"y": "b", "z": 1}]),
        ("FIRST", {"y": "c", "z": 9}),
    ],
)
def test_outputs_are_ordered_by_the_lists_of_their_columns_from_left_to_right(policy: str, value: object) -> None:
    rules = [["-", '"c"', "9"], ["-", '"a"', "1"], ["-", '"b"', "2"], ["-", '"b"', "1"]]
    body = table(policy, ["x"], ["y", "z"], rules, values='"b", "a", "c"')
    body = body.replace('<output name="z">', '<output name="z"><outputValues><text>1, 2, 9</text></outputValues>')
    assert decide(body, x=1)[0] == value


@pytest.mark.parametrize("policy", ["PRIORITY", "OUTPUT ORDER"])
@pytest.mark.parametrize("values", [{}, {"values": "< 5"}, {"values": "-"}, {"values": ""}])
def test_order_of_output_values_needs_output_values(policy: str, values: dict[str, str]) -> None:
    xml = model(decision("d", table(policy, ["x"], ["y"], [["-", "3"], ["-", "1"]], **values)))

    with pytest.raises(WrongModel, match="orders the rules by the output values, and no output lists any"):
        parse_decisions(xml)
    lenient = parse_decisions(xml, strict=False)
    assert [problem.element for problem in lenient.problems] == ["decision d"]
    assert lenient.decide("d", {"x": 1}).value is None


def test_outputs_without_values_take_no_part_in_the_order() -> None:
    rules = [["-", '"a"', "1"], ["-", '"b"', "2"], ["-", '"a"', "3"]]
    body = table("OUTPUT ORDER", ["x"], ["y", "z"], rules, values='"b", "a"')
    assert decide(body, x=1)[0] == [{"y": "b", "z": 2}, {"y": "a", "z": 1}, {"y": "a", "z": 3}]


@pytest.mark.parametrize(
    ("aggregation", "type_", "sound"),
    [
        ("SUM", "string", False),
        ("SUM", "boolean", False),
        ("SUM", "date", False),
        ("SUM", "integer", True),
        ("SUM", "days and time duration", True),
        ("SUM", "Any", True),
        ("MAX", "string", True),
        ("COUNT", "string", True),
    ],
)
def test_only_numbers_and_durations_are_summed(aggregation: str, type_: str, sound: bool) -> None:
    body = table("COLLECT", ["x"], ["y"], [["-", "null"]], aggregation=aggregation)
    xml = model(decision("d", body.replace('<output name="y">', f'<output name="y" typeRef="{type_}">')))
    problems = parse_decisions(xml, strict=False).problems
    assert [problem.message for problem in problems] == (
        [] if sound else [f"the output is of type {type_}, of which there is no sum"]
    )


@pytest.mark.parametrize(("outputs", "reason"), [(["y", ""], "needs a name"), (["y", "z", " y "], "called “y”")])
def test_several_outputs_have_different_names(outputs: list[str], reason: str) -> None:
    body = table("UNIQUE", ["x"], outputs, [["-", *("1" for _ in outputs)]])
    with pytest.raises(WrongModel, match=reason):
        parse_decisions(model(decision("d", body)))


def test_single_output_needs_no_name() -> None:
    assert decide(table("UNIQUE", ["x"], [""], [["-", "1"]]), x=1)[0] == 1


def test_values_of_the_type_order_where_the_column_names_none() -> None:
    types = """<itemDefinition name="t"><typeRef>string</typeRef><allowedValues><text>"x", "y"</text></allowedValues>
    </itemDefinition>"""
    body = table("PRIORITY", ["x"], ["y"], [["-", '"y"'], ["-", '"x"']])
    body = body.replace('<output name="y">', '<output name="y" typeRef="t">')
    result = parse_decisions(model(types, decision("d", body))).decide("d", {"x": 1})
    assert to_json(result.value) == "x"


def test_default_of_one_output_stands_beside_null_of_the_others() -> None:
    body = table("UNIQUE", ["x"], ["y", "z"], [["1", "2", "3"]], default="0")
    assert decide(body, x=1) == ({"y": 2, "z": 3}, (), (1,))
    assert decide(body, x=5) == ({"y": 0, "z": None}, (), ())
    assert decide(table("COLLECT", ["x"], ["y"], [["1", "2"]], default="0"), x=5)[0] == 0


@pytest.mark.parametrize(("aggregation", "value"), [("COUNT", 0), ("SUM", None), ("MIN", None), ("MAX", None)])
def test_nothing_collected_is_counted_as_zero_and_has_no_sum(aggregation: str, value: object) -> None:
    body = table("COLLECT", ["x"], ["y"], [["1", "2"]], aggregation=aggregation)
    assert decide(body, x=5)[0] == value


def test_reasons_of_rules_that_did_not_match_are_told_only_where_none_did() -> None:
    rules = [["date(k) = ?", "1"], ["5", "2"]]
    found, messages, _ = decide(table("FIRST", ["x"], ["y"], rules), x=5, k="never")
    assert (found, messages) == (2, ())
    found, messages, _ = decide(table("FIRST", ["x"], ["y"], rules), x=6, k="never")
    assert found is None
    assert "never" in messages[0]
    assert messages[-1] == "d: no rule matches"


def test_null_is_among_the_values_of_every_output() -> None:
    body = table("UNIQUE", ["x"], ["y"], [["-", "null"]], values='"a"')
    assert decide(body, x=1) == (None, (), (1,))


def test_rule_has_one_cell_for_each_column() -> None:
    for rules in ([["1", "2", "3"]], [["1"]]):
        with pytest.raises(WrongModel, match="rule 1 has not one cell for each column"):
            parse_decisions(model(decision("d", table("UNIQUE", ["x"], ["y"], rules))))
    short_input = table("UNIQUE", ["x", "z"], ["y"], [["1", "1", "1"]]).replace("<inputEntry>", "<other>", 1)
    short_input = short_input.replace("</inputEntry>", "</other>", 1)
    with pytest.raises(WrongModel, match="rule 1"):
        parse_decisions(model(decision("d", short_input)))


def test_input_is_named_by_its_label_its_text_or_its_place() -> None:
    body = table("UNIQUE", ["x"], ["y"], [["-", "1"]])
    asked = body.replace("</inputExpression>", "</inputExpression><inputValues><text>1</text></inputValues>")
    assert decide(asked, x=5)[1] == ("d: 5 is not among the values of input x",)
    labelled = asked.replace("<input>", '<input label="Size">')
    assert decide(labelled, x=5)[1] == ("d: 5 is not among the values of input Size",)


def test_input_without_expression_is_refused_by_its_place() -> None:
    body = table("UNIQUE", ["x", "z"], ["y"], [["-", "-", "1"]])
    without = body.replace("<input><inputExpression><text>z</text></inputExpression></input>", "<input/>")
    with pytest.raises(WrongModel, match="input 2 has no expression"):
        parse_decisions(model(decision("d", without)))


@pytest.mark.parametrize(
    ("policy", "aggregation", "outputs", "allowed"),
    [
        ("COLLECT", "SUM", ["y"], True),
        ("COLLECT", "AVERAGE", ["y"], False),
        ("RULE ORDER", "SUM", ["y"], False),
        ("COLLECT", "SUM", ["y", "z"], False),
        ("COLLECT", None, ["y", "z"], True),
        ("COLLECT", None, [], False),
    ],
)
def test_one_output_of_collect_is_aggregated(
    policy: str, aggregation: str | None, outputs: list[str], allowed: bool
) -> None:
    extra = {"aggregation": aggregation} if aggregation else {}
    xml = model(decision("d", table(policy, ["x"], outputs, [["1", *("1" for _ in outputs)]], **extra)))
    if allowed:
        assert parse_decisions(xml).tables[0].policy == policy
    else:
        with pytest.raises(WrongModel):
            parse_decisions(xml)
