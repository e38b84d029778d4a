"""Words of SpiffArena's modeler that don't run here: each is named, or refused with its reason, by gate and engine."""

import re
from pathlib import Path

import pytest

import engine
from engine import DefinitionError
from engine.dialect import Loss, read_diagram
from engine.dialect.spiffworkflow import READERS, SILENT
from engine.lint import lint
from engine.model import Severity
from tests.unit.engine.dialect.modelers import extended, ignored, refused
from tests.unit.engine.dialect.spiff_library import (
    choice,
    message_event,
    operator,
    script_task,
    scripts,
    spiff,
    timer,
    word,
)

PROPERTY = word("properties", '<spiffworkflow:property name="b" value="1"/>')
METADATA = word("taskMetadataValues", '<spiffworkflow:taskMetadataValue name="a" value="1"/>')


@pytest.mark.parametrize(
    ("elements", "name"),
    [
        (extended("userTask", word("instructionsForEndUser", "Hi {{ n }}")), "instructionsForEndUser"),
        (extended("userTask", word("allowGuest", "true")), "allowGuest"),
        (extended("userTask", word("guestConfirmation", "Bye")), "guestConfirmation"),
        (extended("userTask", word("signalButtonLabel", "Go")), "signalButtonLabel"),
        (extended("manualTask", METADATA), "taskMetadataValues"),
        (extended("task", word("laneOwners", "x")), "laneOwners"),
        (extended("task", word("scriptsOnEnter")), "scriptsOnEnter"),
        (extended("task", word("calledDecisionId", "x")), "calledDecisionId"),
        (extended("task", operator({})), "serviceTaskOperator"),
        (extended("exclusiveGateway", scripts("x = 1")), "preScript"),
        (extended("scriptTask", scripts("", "x = 1"), more="<script>y = 1</script>"), "postScript"),
        (extended("userTask", PROPERTY), "property b"),
        ('<task id="a" spiffworkflow:colour="red"/>', "colour"),
        ('<dataObject id="d" spiffworkflow:type="json"/><task id="a"/>', "type"),
    ],
)
def test_what_has_no_counterpart_is_named(elements: str, name: str) -> None:
    diagram = spiff(elements)
    assert ignored(diagram) == [f"spiffworkflow:{name}"]
    named = [one for one in lint({"process.bpmn": diagram}) if one.rule == "modeler-attribute"]
    assert [one.severity for one in named] == [Severity.WARNING]
    assert name in named[0].message.fa


def test_what_stands_outside_of_processes_is_named_too() -> None:
    roots = f'<message id="m" name="paid"><extensionElements>{word("colour")}</extensionElements></message>'
    found = lint({"process.bpmn": spiff('<receiveTask id="a" messageRef="m"/>', roots=roots)})
    assert [(one.element, one.rule) for one in found] == [("m", "modeler-attribute")]


@pytest.mark.parametrize(
    "elements",
    [script_task("lane_owners = {'clerk': ['sara']}"), extended("task", scripts("lane_owners = {}"))],
)
def test_a_variable_that_hands_out_lanes_is_named(elements: str) -> None:
    assert ignored(spiff(elements)) == ["lane_owners"]


SYNCED = (
    '<multiInstanceLoopCharacteristics spiffworkflow:isOutputSynced="true"><loopCardinality>1</loopCardinality>'
    "</multiInstanceLoopCharacteristics>"
)
CATEGORY = f'<dataObject id="d"><extensionElements>{word("category", "x")}</extensionElements></dataObject>'


@pytest.mark.parametrize(
    "elements",
    [
        extended("task", word("unitTests", '<spiffworkflow:unitTest id="t"/>')),
        extended("userTask", word("allowGuest", "false")),
        extended("userTask", word("instructionsForEndUser")),
        CATEGORY + '<task id="a"/>',
        extended("task", "", more=SYNCED),
    ],
)
def test_what_means_nothing_for_a_run_is_not_told(elements: str) -> None:
    assert lint({"process.bpmn": spiff(elements)}) == ()


PAID = '<message id="m" name="paid"/>'
GO = '<signal id="g" name="go">{}</signal>'
THROWN = '<intermediateThrowEvent id="a"><signalEventDefinition signalRef="g"/></intermediateThrowEvent>'
EVENT_SUB_PROCESS = (
    '<task id="a"/><subProcess id="x" triggeredByEvent="true">'
    f"<extensionElements>{scripts('n = 1')}</extensionElements>"
    '<startEvent id="i"><signalEventDefinition signalRef="g"/></startEvent><endEvent id="j"/>'
    '<sequenceFlow id="k" sourceRef="i" targetRef="j"/></subProcess>'
)
START = message_event("startEvent", word("messageVariable", "v"), id_="s2") + '<task id="a"/>'


def signal(name: str) -> bytes:
    """A signal with a word on its data."""
    return spiff(THROWN, roots=GO.format(f"<extensionElements>{word(name, 'x')}</extensionElements>"))


def sent(payload: str) -> bytes:
    """A message with that content."""
    return spiff(extended("sendTask", word("messagePayload", payload), 'messageRef="m"'), roots=PAID)


def received(inside: str) -> bytes:
    """A task that waits for a message."""
    return spiff(extended("receiveTask", inside, 'messageRef="m"'), roots=PAID)


@pytest.mark.parametrize(
    ("diagram", "element"),
    [
        (spiff(extended("manualTask", scripts("print(1)"))), "a"),
        (spiff(extended("manualTask", scripts("", "if x:\n  y = 1"))), "a"),
        (spiff(extended("manualTask", scripts("x = = 1"))), "a"),
        (spiff(extended("manualTask", scripts("{x: 1}"))), "a"),
        (spiff(extended("subProcess", scripts("x = load()"), more='<task id="i"/>')), "a"),
        (spiff(script_task("import time")), "a"),
        (spiff(script_task("x = total / 3")), "a"),
        (spiff(script_task("x = 1\nprint(x)", attributes='scriptFormat="python"')), "a"),
        (choice("load(x)"), "y"),
        (choice("x.lower() in names[i]"), "y"),
        (spiff(extended("userTask", word("variableName", "x"))), "a"),
        (spiff(extended("userTask", word("processModelToStartOnTaskAvailable", "x"))), "a"),
        (spiff(extended("serviceTask", operator({"p": "load()"}))), "a"),
        (spiff(extended("serviceTask", operator({"p": ""}))), "a"),
        (spiff(extended("serviceTask", operator({"p": "a b"}))), "a"),
        (spiff(extended("serviceTask", operator({"p": "n / 3"}))), "a"),
        (spiff(extended("serviceTask", operator({"": "n"}))), "a"),
        (signal("payloadExpression"), "g"),
        (signal("variableName"), "g"),
        (spiff(EVENT_SUB_PROCESS, roots=GO.format("")), "x"),
        (spiff(START, "s->a, s2->a, a->e", roots=PAID), "s2"),
        (received(word("messageVariable", "a.b")), "a"),
        (received(word("processVariableCorrelation")), "a"),
        (sent("order"), "a"),
        (sent("{'a': b, 'b': a}"), "a"),
        (sent("{'a b': 1}"), "a"),
        (sent("{'a': n / 3}"), "a"),
        (sent("{**order}"), "a"),
        (spiff(timer("wait(3)")), "a"),
        (spiff(timer("timedelta(days=n)")), "a"),
        (spiff(timer("timedelta(months=1)")), "a"),
    ],
)
def test_what_would_run_otherwise_is_refused_by_the_gate_and_by_the_engine(diagram: bytes, element: str) -> None:
    assert refused(diagram) == {(element, "unsupported")}
    with pytest.raises(DefinitionError) as error:
        engine.parse({"process.bpmn": diagram})
    assert error.value.element == element


@pytest.mark.parametrize("script", ["import time", "x = load()", "print(x)", "if x:\n  y = 1", "x = y = load()"])
def test_code_in_files_of_nobody_in_particular_is_refused(script: str) -> None:
    diagram = spiff(script_task(script)).replace(b"spiffworkflow.org", b"example.org")
    assert refused(diagram) == {("a", "unsupported")}


def test_a_file_of_nothing_but_code_is_not_read_to_its_end() -> None:
    script = "\n".join(f"a_variable_with_a_name_{number} = y + {number}" for number in range(200))
    tasks = "".join(f'<scriptTask id="t{number}"><script>{script}</script></scriptTask>' for number in range(40))
    remarks = read_diagram(spiff(tasks + '<task id="a"/>')).remarks
    assert 5 < len(remarks) < 40
    assert all(remark.reason is not None and "too much code" in remark.reason.en for remark in remarks)


def test_what_is_only_drawn_is_a_warning_and_can_be_played() -> None:
    diagram = spiff(extended("task", scripts("print(1)"))).replace(b'isExecutable="true"', b'isExecutable="false"')
    found = [one for one in lint({"process.bpmn": diagram}) if one.rule == "unsupported"]
    assert [one.severity for one in found] == [Severity.WARNING]
    engine.parse({"process.bpmn": diagram})


def test_what_another_process_of_the_file_says_does_not_matter() -> None:
    other = (
        f'<process id="other" isExecutable="true"><startEvent id="o"/>{extended("task", scripts("print(1)"))}</process>'
    )
    diagram = spiff('<task id="b"/>', "s->b, b->e", roots=other)
    assert engine.parse({"process.bpmn": diagram}, process="case").process_id == "case"
    with pytest.raises(DefinitionError):
        engine.parse({"process.bpmn": diagram}, process="other")


def test_refusal_tells_the_line_and_what_to_write_in_both_languages() -> None:
    diagram = spiff(extended("task", scripts("x = 1\ny = round(x, 2)")))
    (finding,) = [one for one in lint({"process.bpmn": diagram}) if one.rule == "unsupported"]
    assert "line 2, “round(x, 2)”" in finding.message.en
    assert "round half even(x, 2)" in finding.message.en
    assert "سطر ۲، «round(x, 2)»" in finding.message.fa


def test_remarks_keep_apart_what_is_left_out_and_what_changes_the_run() -> None:
    diagram = spiff(extended("userTask", scripts("print(1)") + word("allowGuest", "true")))
    losses = {remark.word: remark.loss for remark in read_diagram(diagram).remarks}
    assert losses == {"spiffworkflow:preScript": Loss.CHANGED, "spiffworkflow:allowGuest": Loss.IGNORED}


def test_page_of_modelers_tells_each_word_that_is_read() -> None:
    page = (Path(__file__).parents[4] / "docs" / "modelers.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(\w+)", page.partition("## SpiffArena")[2].partition("### Python")[0]))
    assert {*READERS, *SILENT} <= told
