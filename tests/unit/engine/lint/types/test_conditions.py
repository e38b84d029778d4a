"""Conditions that are there and empty."""

import pytest

from tests.unit.engine.lint.diagrams import process
from tests.unit.engine.lint.findings import ERROR, WARNING, told

EMPTY = '<sequenceFlow id="c" sourceRef="a" targetRef="e"><conditionExpression>{}</conditionExpression></sequenceFlow>'


@pytest.mark.parametrize(("condition", "told_of"), [("", True), ("  ", True), ("x &gt; 1", False)])
def test_empty_condition_out_of_an_activity_is_refused(condition: str, told_of: bool) -> None:
    nodes = f"s:start <task id='a' name='a' default='a_b'/>\nb:task e:end {EMPTY.format(condition)}"
    diagram = process(nodes.replace("e:end <", "e:end\n<"), "s>a a>b b>e")
    assert told("condition-missing", diagram) == ({"c": ERROR} if told_of else {})
    drawn = diagram.replace(b'isExecutable="true"', b"")
    assert told("condition-missing", drawn) == ({"c": WARNING} if told_of else {})


def test_empty_condition_on_the_default_is_none() -> None:
    nodes = f"s:start <task id='a' name='a' default='c'/>\nb:task e:end\n{EMPTY.format('')}"
    assert told("condition-missing", process(nodes, "s>a a>b[x] b>e")) == {}
