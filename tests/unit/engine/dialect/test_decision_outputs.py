"""`miz:result="*"`: every output of a decision becomes a variable of its own, as SpiffWorkflow merges them."""

import pytest

import engine
from engine import DefinitionError
from engine.lint import lint
from tests.unit.engine.dialect.modelers import extended, ignored, play, saved
from tests.unit.engine.dialect.spiff_library import Library, scripts, spiff, word

CALL = word("calledDecisionId", "fees")


def table(outputs: str, *rules: tuple[str, ...], policy: str = "UNIQUE") -> bytes:
    """A decision `fees` over `kind`; each rule is its test and its outputs."""
    columns = "".join(f'<output id="o{number}" {names}/>' for number, names in enumerate(outputs.split(";")))
    rows = "".join(
        f'<rule id="r{number}"><inputEntry id="i{number}"><text>{test}</text></inputEntry>'
        + "".join(f'<outputEntry id="c{number}-{n}"><text>{cell}</text></outputEntry>' for n, cell in enumerate(cells))
        + "</rule>"
        for number, (test, *cells) in enumerate(rules)
    )
    asked = '<input id="in"><inputExpression id="ie"><text>kind</text></inputExpression></input>'
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="d">'
        f'<decision id="fees" name="Fees"><decisionTable id="t" hitPolicy="{policy}">{asked}{columns}{rows}'
        "</decisionTable></decision></definitions>"
    ).encode()


ONE = table('name="fee"', ('"a"', "5"), ('"b"', '"free"'))
TWO = table('name="fee";name="reason"', ('"a"', "5", '"x"'), ('"b"', "7", '"y"'))
NESTED = table('name="fee.sum"', ('"a"', "5"), ('"b"', "7"))
LABELLED = table('label="fee"', ('"a"', "5"), ('"b"', "7"))
LISTED = table('name="fee"', ('"a"', "5"), ('"a"', "7"), ('"b"', "9"), policy="COLLECT")
LISTED_TWO = table('name="fee";name="reason"', ('"a"', "5", '"x"'), ('"a"', "7", '"y"'), policy="COLLECT")


_TRIED = [(dmn, kind) for dmn in (ONE, TWO, NESTED, LABELLED, LISTED) for kind in ("a", "b")]


@pytest.mark.parametrize(("dmn", "kind"), [*_TRIED, (LISTED_TWO, "a")])
def test_outputs_become_the_variables_that_the_library_makes_of_them(dmn: bytes, kind: str) -> None:
    diagram = spiff(extended("businessRuleTask", CALL + scripts("n = 1", "n = n + 1")))
    data: dict[str, object] = {"kind": kind, "fee": {"old": 1}} if dmn is NESTED else {"kind": kind}
    assert play(diagram, data, more={"fees.dmn": dmn}).data == Library(diagram, data, dmn=dmn).data
    assert ignored(diagram) == []


@pytest.mark.parametrize("dmn", [LISTED, LISTED_TWO])
def test_where_no_rule_of_a_list_matches_the_variables_stay(dmn: bytes) -> None:
    diagram = spiff(extended("businessRuleTask", CALL))
    data: dict[str, object] = {"kind": "z", "fee": [1], "reason": "old"}
    assert play(diagram, data, more={"fees.dmn": dmn}).data == Library(diagram, data, dmn=dmn).data == data


def test_where_no_rule_of_one_answer_matches_the_case_waits_for_a_person() -> None:
    run = play(spiff(extended("businessRuleTask", CALL)), {"kind": "z"}, more={"fees.dmn": ONE})
    assert [incident.element for incident in run.last.incidents] == ["a"]
    assert run.amend(kind="a").retry().data == {"kind": "a", "fee": 5}


def test_each_instance_of_a_loop_has_outcomes_of_its_own() -> None:
    loop = (
        '<multiInstanceLoopCharacteristics isSequential="true"><loopDataInputRef>kinds</loopDataInputRef>'
        '<loopDataOutputRef>fees</loopDataOutputRef><inputDataItem id="kind"/><outputDataItem id="fee"/>'
        "</multiInstanceLoopCharacteristics>"
    )
    diagram = spiff(extended("businessRuleTask", CALL, more=loop))
    assert play(diagram, {"kinds": ["a", "b"]}, more={"fees.dmn": ONE}).data == {
        "kinds": ["a", "b"],
        "fees": [5, "free"],
    }


MINE = 'xmlns:miz="urn:miz:1.0" miz:decision="fees" miz:result="{}"'


def test_it_is_a_word_of_the_dialect() -> None:
    diagram = saved(extended("businessRuleTask", "", MINE.format("*")))
    assert play(diagram, {"kind": "a"}, more={"fees.dmn": TWO}).data == {"kind": "a", "fee": 5, "reason": "x"}


def test_a_result_of_ones_own_stays() -> None:
    diagram = spiff(extended("businessRuleTask", CALL, MINE.format("all")))
    run = play(diagram, {"kind": "a"}, more={"fees.dmn": TWO})
    assert run.data == {"kind": "a", "all": {"fee": 5, "reason": "x"}}


LITERAL = (
    b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="d">'
    b'<decision id="fees" name="Fees"><literalExpression><text>1</text></literalExpression></decision></definitions>'
)


@pytest.mark.parametrize("dmn", [LITERAL, table('name="a fee"', ('"a"', "5")), table("", ('"a"', "5"))])
def test_outputs_without_names_for_variables_are_refused(dmn: bytes) -> None:
    bundle = {"process.bpmn": spiff(extended("businessRuleTask", CALL)), "fees.dmn": dmn}
    with pytest.raises(DefinitionError, match="write miz:result") as error:
        engine.parse(bundle)
    assert error.value.element == "a"
    assert any(one.element == "a" and one.rule == "unsupported" for one in lint(bundle))


def test_decision_that_is_not_there_is_told_as_such() -> None:
    with pytest.raises(DefinitionError, match="no decision “fees”"):
        engine.parse({"process.bpmn": spiff(extended("businessRuleTask", CALL))})


def test_the_gate_knows_the_variables_that_outputs_become() -> None:
    way = '<sequenceFlow id="y" sourceRef="a" targetRef="e"><conditionExpression>{} = 5</conditionExpression>'
    for name, told in (("reason", []), ("reasons", ["y"])):
        diagram = spiff(extended("businessRuleTask", CALL) + f"{way.format(name)}</sequenceFlow>", "s->a")
        found = lint({"process.bpmn": diagram, "fees.dmn": TWO})
        assert [one.element for one in found if one.rule == "unknown-variable"] == told
