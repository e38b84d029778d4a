"""Business rule tasks: a decision of the bundle, its result as case data."""

import pytest

from engine import CaseState, DefinitionError
from tests.unit.engine.case_player import Play, diagram

DMN = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="d">
<decision id="fee" name="fee"><variable name="fee" typeRef="number"/><decisionTable hitPolicy="UNIQUE">
<input><inputExpression><text>area</text></inputExpression></input><output name="fee"/>
<rule><inputEntry><text>&lt; 100</text></inputEntry><outputEntry><text>10</text></outputEntry></rule>
<rule><inputEntry><text>&gt;= {limit}</text></inputEntry><outputEntry><text>area * 0.5</text></outputEntry></rule>
</decisionTable></decision></definitions>"""
TASK = '<startEvent id="start"/><endEvent id="end"/><businessRuleTask id="r" miz:decision="fee" miz:result="price"/>'


def decided(area: object, limit: int = 100) -> Play:
    xml = diagram(TASK, "start->r, r->end")
    return Play(xml, {"area": area}, more={"fees.dmn": DMN.replace("{limit}", str(limit)).encode()})


@pytest.mark.parametrize(("area", "price"), [(50, 10), (301, 150.5)])
def test_decision_result_becomes_the_named_variable(area, price):
    assert decided(area).data["price"] == price


def test_two_rules_where_only_one_may_match_are_an_incident():
    play = decided(70, limit=60)
    assert (play.state, play.last.incidents[0].expression) == (CaseState.INCIDENT, "fee")


def test_a_decision_that_is_not_in_the_bundle_is_refused():
    with pytest.raises(DefinitionError) as refused:
        Play(diagram(TASK, "start->r, r->end"))
    assert refused.value.element == "r"


LIBRARY = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="l" name="l" namespace="urn:lib">
<decision id="base" name="base"><variable name="base"/>
<literalExpression><text>{text}</text></literalExpression></decision>
</definitions>"""
IMPORTER = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d">
<import name="lib" namespace="urn:lib" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>
<decision id="fee" name="fee"><variable name="fee"/>
<informationRequirement><requiredDecision href="urn:lib#base"/></informationRequirement>
<literalExpression><text>lib.base + area</text></literalExpression></decision></definitions>"""


def test_a_decision_file_may_import_another_of_the_bundle():
    files = {"a.dmn": IMPORTER.encode(), "z.dmn": LIBRARY.format(text="100").encode()}
    assert Play(diagram(TASK, "start->r, r->end"), {"area": 5}, more=files).data["price"] == 105
    with pytest.raises(DefinitionError, match=r"^a\.dmn: "):
        Play(diagram(TASK, "start->r, r->end"), more={"a.dmn": IMPORTER.encode()})
