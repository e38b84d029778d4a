"""Values, ids, references and names in a diagram: which are right, and how many findings are told."""

import pytest

from engine.lint import lint
from engine.lint.gate import MAX_FINDINGS
from tests.unit.engine.lint.diagrams import definitions, process
from tests.unit.engine.lint.findings import ERROR, told

LINE = "s>a a>e"


def test_two_hundred_findings_of_one_rule_are_told() -> None:
    assert MAX_FINDINGS == 200
    for count, expected in ((199, 199), (200, 200), (201, 200)):
        tasks = "".join(f'<userTask id="n{n}"/>' for n in range(count))
        found = lint({"d.bpmn": process(f"s:start e:end {tasks}", "s>e")})
        assert sum(finding.rule == "unnamed" for finding in found) == expected


@pytest.mark.parametrize(
    ("attribute", "value", "fits"),
    [
        ("isForCompensation", "true", True),
        ("isForCompensation", "0", True),
        ("isForCompensation", "yes", False),
        ("startQuantity", "1", True),
        ("startQuantity", "-2", True),
        ("startQuantity", "1.5", False),
        ("startQuantity", "", False),
    ],
)
def test_values_are_those_of_the_schema(attribute: str, value: str, fits: bool) -> None:
    diagram = process(f's:start <task id="a" {attribute}="{value}"/>\ne:end', LINE)
    assert told("schema-value", diagram) == ({} if fits else {"a": ERROR})


@pytest.mark.parametrize(
    ("id_", "fits"),
    [("a", True), ("_a", True), ("کار", True), ("a-1.b", True), ("1a", False), ("a b", False), ("x:y", False)],
)
def test_ids_are_names_of_xml(id_: str, fits: bool) -> None:
    found = told("invalid-id", definitions(f'<process id="p"><task id="{id_}"/></process>'))
    assert found == ({} if fits else {id_: ERROR})


TASK_WITH_INPUT = (
    '<userTask id="{0}" name="{0}"><ioSpecification><dataInput id="in{0}"/><inputSet/><outputSet/></ioSpecification>{1}'
    "</userTask>"
)
INTO = "<dataInputAssociation id='x'><sourceRef>d</sourceRef><targetRef>{}</targetRef></dataInputAssociation>"


def associated(target: str) -> bytes:
    """A diagram whose task `a` fills that data input."""
    tasks = f"{TASK_WITH_INPUT.format('a', INTO.format(target))}\n{TASK_WITH_INPUT.format('b', '')}"
    data = '<dataObject id="o"/>\n<dataObjectReference id="d" dataObjectRef="o"/>'
    diagram = process(f"s:start {tasks}\n{data}\ne:end", "s>a a>b b>e")
    return diagram.replace(b"<definitions ", b'<definitions xmlns:own="urn:test" ', 1)


@pytest.mark.parametrize(
    ("target", "rule", "where"),
    [
        ("ina", "data-association", {}),
        ("inb", "data-association", {"x": ERROR}),
        ("own:inb", "data-association", {"x": ERROR}),  # a prefix of this file changes nothing
        ("own:ina", "data-association", {}),
        ("d", "data-association", {}),
        ("nowhere", "data-association", {}),
        ("nowhere", "dangling-reference", {"x": ERROR}),
        ("own:ina", "dangling-reference", {}),
    ],
)
def test_input_that_is_filled_is_the_elements_own(target: str, rule: str, where: object) -> None:
    assert told(rule, associated(target)) == where


@pytest.mark.parametrize(
    ("known", "used", "told_of"),
    [
        ("applicant", "aplicant", True),
        ("applicant", "applicant", False),
        ("applicant", "weather", False),
        ("citys", "city", True),  # four letters are enough to be meant
        ("ages", "age", False),  # three are alike by accident
    ],
)
def test_name_that_is_nearly_a_known_one_is_told(known: str, used: str, told_of: bool) -> None:
    script = f'<scriptTask id="a" miz:result="{known}"><script>1</script></scriptTask>'
    diagram = process(f"s:start {script}\ng:xor b:task e:end", f"s>a a>g g>b[{used} > 1] g>e[{used} = 1] b>e")
    found = [f for f in lint({"d.bpmn": diagram}) if f.rule == "unknown-variable"]
    assert bool(found) is told_of
    assert all(f"Did you mean “{known}”?" in finding.message.en for finding in found)
