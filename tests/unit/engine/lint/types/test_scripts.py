"""Scripts without effect, assignments that compare, targets with dots, conditions that are there and empty."""

import pytest

from engine.lint import lint
from tests.unit.engine.lint.diagrams import process
from tests.unit.engine.lint.findings import ERROR, WARNING, told
from tests.unit.engine.lint.types.services import about, service
from tests.unit.engine.lint.types.value_cases import scripted


@pytest.mark.parametrize(
    ("script", "result", "said"),
    [
        ("{x: 1}", "", None),
        ("1", "x", None),
        ("x = 1", "y", None),
        ("answer", "", None),  # a context of the case, whose entries become variables
        ("context merge([{a: 1}, {b: 2}])", "", None),
        ("if x then {a: 1} else {a: 2}", "", None),
        ('throw error("E")', "", None),
        ('if x then throw error("E") else null', "", None),
        ("x = 1", "", "Write `{x: 1}`"),
        ("x = 1", "x", "Write `{x: 1}`"),
        ('x.y = "a"', "", 'Write `{x: context put(x, "y", "a")}`'),
        ("a = b = 1", "", "Write `{name: value}`"),
        ("1 + 1", "", "a number, is kept nowhere"),
        ('"done"', "", "a text, is kept nowhere"),
        ("count(x) &gt; 1", "", "true or false, is kept nowhere"),
        ("[1, 2]", "", "a list, is kept nowhere"),
        ("null", "", "is kept nowhere"),
        ("import time", "", "does nothing"),
        ("del amount", "", "does nothing"),
    ],
)
def test_value_of_a_script_is_kept(script: str, result: str, said: str | None) -> None:
    # the language is named, so that no other tool's assignments are meant
    diagram = scripted(script, result).replace(b"<scriptTask ", b'<scriptTask scriptFormat="feel" ')
    found = [each for each in lint({"process.bpmn": diagram}) if each.rule == "script-unused"]
    assert [(each.element, each.severity) for each in found] == ([] if said is None else [("a", ERROR)])
    assert all(str(said) in each.message.en for each in found)


def test_script_whose_kind_the_service_knows_is_judged_by_it() -> None:
    for script, told_of in {"trees": True, "name": True, "answer": False}.items():
        node = f'<scriptTask id="c" scriptFormat="feel"><script>{script}</script></scriptTask>'
        assert bool(about(service(node), "script-unused")) is told_of, script


@pytest.mark.parametrize(
    ("name", "fits"),
    [("x", True), ("x.y", True), ("x.y.z", True), ("x..y", False), (".y", False), ("x.", False), ("x.1", False)],
)
def test_target_with_dots_leads_to_an_entry(name: str, fits: bool) -> None:
    assert told("target-path", scripted("1", name)) == ({} if fits else {"a": ERROR})


@pytest.mark.parametrize(("name", "fits"), [("trees.x", False), ("other.x", True)])
def test_target_in_something_that_a_form_asks_would_replace_it(name: str, fits: bool) -> None:
    node = f'<scriptTask id="c" miz:result="{name}"><script>1</script></scriptTask>'
    found = about(service(node), "target-path")
    assert [each.severity for each in found] == ([] if fits else [ERROR])
    assert fits or "“trees” is a number and would be lost" in found[0].message.en


def test_entry_that_a_dotted_target_sets_can_be_read() -> None:
    node = (
        '<serviceTask id="i" miz:connector="http"><extensionElements><miz:output name="out.y" value="status"/>'
        "</extensionElements></serviceTask>"
    )
    assert about(service(node, condition="out.y = 7"), "unknown-variable", "value-kind", "never-equal") == []


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
