"""Nothing in an extension goes unread: each word is read, means nothing, or is named."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from engine.dialect import read_diagram
from engine.dialect.camunda import CAMUNDA, FOX
from engine.dialect.other_tools.extension_words import EXTENSIONS
from engine.dialect.other_tools.foreign_words import METADATA
from engine.dialect.other_tools.jbpm import DROOLS, NAMED, READERS, REFUSED, SILENT, SILENT_DATA
from engine.dialect.spiffworkflow import SPIFFWORKFLOW
from engine.dialect.zeebe import ZEEBE
from engine.lint import lint
from tests.unit.engine.dialect.asked_attributes import asked
from tests.unit.engine.dialect.modelers import ignored, play, refused, saved

NAMESPACES = {"camunda": CAMUNDA[0], "zeebe": ZEEBE, "spiffworkflow": SPIFFWORKFLOW, "drools": DROOLS}
OTHERS = {"activiti": CAMUNDA[1], "flowable": CAMUNDA[2], "operaton": CAMUNDA[3], "fox": FOX}
#: where the element has a meaning, if not on a service task
PLACES = {
    **dict.fromkeys(("formDefinition", "assignmentDefinition", "taskSchedule", "priorityDefinition"), "userTask"),
    **dict.fromkeys(("in", "out", "calledElement"), "callActivity"),
    "properties": "userTask",
    "calledDecision": "businessRuleTask",
    "calledDecisionId": "businessRuleTask",
    "script": "scriptTask",
    "subscription": "message",
}
#: attributes in the table that nothing asks for: they only tell the other engine how to read what stands beside
MEANINGLESS = {
    *(("script", "scriptFormat"), ("versionTag", "value"), ("parameter", "type"), ("parameter", "name")),
    *(("import", "name"), ("global", "type"), ("onEntry-script", "scriptFormat"), ("onExit-script", "scriptFormat")),
}
#: values with which an attribute leads the reader on
VALUES = {"bindingType": "deployment", "key": "k", "retries": "3"}


def words() -> Iterator[tuple[str, str]]:
    return ((tool, name) for tool, table in EXTENSIONS.items() for name in table)


def parents(tool: str, name: str) -> list[str]:
    """The elements around this one, the outermost first."""
    around = next((outer for outer, one in EXTENSIONS[tool].items() if name in one.parts and outer != name), None)
    return [] if around is None else [*parents(tool, around), around]


def written(tool: str, name: str, attributes: str = "", inside: str = "") -> bytes:
    """A file in which the element stands where it has a meaning."""
    around = parents(tool, name)
    outer = (around or [name])[0]
    kind = PLACES.get(outer, "serviceTask")
    open_, close = "".join(f"<x:{one}>" for one in around), "".join(f"</x:{one}>" for one in reversed(around))
    open_ = open_.replace("<x:serviceTaskOperator>", '<x:serviceTaskOperator id="o">')
    open_ = open_.replace("<x:inputParameter>", '<x:inputParameter name="v">')
    text = f"{open_}<x:{name} {attributes}>{inside}</x:{name}>{close}"
    element = f'<{kind} id="a" xmlns:x="{NAMESPACES[tool]}"><extensionElements>{text}</extensionElements></{kind}>'
    return saved("", "s->e", roots=element) if kind == "message" else saved(element)


@pytest.mark.parametrize(("tool", "name"), list(words()), ids=str)
def test_attributes_of_the_table_are_asked_for_and_not_named(tool: str, name: str) -> None:
    attributes = {one: f'{one}="{VALUES.get(one, "x")}"' for one in EXTENSIONS[tool][name].attributes}
    with asked() as found:
        read_diagram(written(tool, name, " ".join(attributes.values())))
        for attribute in attributes.values():
            read_diagram(written(tool, name, attribute))
    named = set(ignored(written(tool, name, " ".join(attributes.values()))))
    for attribute, values in EXTENSIONS[tool][name].attributes.items():
        assert (name, attribute) in found | MEANINGLESS or values is not None
        assert f"{tool}:{name} {attribute}" not in named or (name, attribute) in found


def test_of_some_attributes_other_values_are_named() -> None:
    assert ignored(written("zeebe", "formDefinition", 'formId="f" bindingType="versionTag"')) == [
        "zeebe:formDefinition bindingType"
    ]
    assert ignored(written("zeebe", "formDefinition", 'formId="f" bindingType="latest"')) == []


@pytest.mark.parametrize(("tool", "name"), list(words()), ids=str)
def test_a_word_that_no_table_has_is_named(tool: str, name: str) -> None:
    assert f"{tool}:{name} made-up" in ignored(written(tool, name, 'made-up="1"'))
    assert f"{tool}:{name} invented" in ignored(written(tool, name, "", "<x:invented/>"))


@pytest.mark.parametrize("tool", [*NAMESPACES, *OTHERS])
def test_unknown_words_of_a_known_namespace_are_named(tool: str) -> None:
    namespace = {**NAMESPACES, **OTHERS}[tool]
    task = f'<task id="a" xmlns:x="{namespace}" x:odd="1"><extensionElements><x:odder/></extensionElements></task>'
    assert sorted(ignored(saved(task))) == [f"{tool}:odd", f"{tool}:odder"]


KINDS = ("task", "exclusiveGateway", "intermediateThrowEvent", "scriptTask", "userTask", "subProcess")
#: read together with another element, or for a modeler's eyes alone
WITHOUT_EFFECT = {
    *("userTask", "versionTag", "category", "import", "metaData", "preScript", "postScript", "messagePayload"),
    *("messageVariable", "onEntry-script", "onExit-script", "list", "map", "entry", "value", "script", "connectorId"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("tool", "name"), [w for w in words() if not parents(*w)], ids=str)
def test_a_known_word_has_an_effect_or_is_named_wherever_it_stands(tool: str, name: str, kind: str) -> None:
    if name in WITHOUT_EFFECT or (name, kind) == ("taskDefinition", "intermediateThrowEvent"):
        return  # such an event sends its message in any case
    filled = " ".join(f'{one}="{VALUES.get(one, "x")}"' for one in EXTENSIONS[tool][name].attributes)
    parts = {"taskHeaders": '<x:header key="h" value="x"/>', "properties": '<x:property name="p" value="x"/>'}
    parts |= {"ioMapping": '<x:input source="=1" target="v"/>', "connector": "<x:connectorId>c</x:connectorId>"}
    parts |= {"inputOutput": '<x:inputParameter name="v">1</x:inputParameter>', "failedJobRetryTimeCycle": "R3/PT1M"}
    parts |= {"calledDecisionId": "d"}
    text = f"<x:{name} {filled}>{parts.get(name, '')}</x:{name}>"
    open_ = f'<{kind} id="a" xmlns:x="{NAMESPACES[tool]}"><extensionElements>'
    reading = read_diagram(saved(f"{open_}{text}</extensionElements></{kind}>"))
    plain = read_diagram(saved(f"{open_}</extensionElements></{kind}>"))
    for element in list(reading.root.iter(f"{{{NAMESPACES[tool]}}}*")):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    same = etree.tostring(reading.root, method="c14n2") == etree.tostring(plain.root, method="c14n2")
    assert reading.remarks or not same


@pytest.mark.parametrize("namespace", [one for one in METADATA if "BPMN/20100524" not in one])
def test_metadata_of_other_tools_are_left_alone(namespace: str) -> None:
    task = f'<task id="a" xmlns:x="{namespace}" x:y="1"><extensionElements><x:z><x:q/></x:z></extensionElements></task>'
    assert ignored(saved(task)) == []


def test_an_unknown_namespace_is_told_once_for_its_elements_and_once_for_its_attributes() -> None:
    tasks = "".join(
        f'<task id="t{n}" xmlns:x="urn:other:1" x:w{n}="1"><extensionElements><x:e{n}/></extensionElements></task>'
        for n in range(100)
    )
    links = "s->t0, " + ", ".join(f"t{n}->t{n + 1}" for n in range(99)) + ", t99->e"
    found = sorted(ignored(saved(tasks, links)))
    assert found == ["e0, e1, e2, e3, e4 … (urn:other:1)", "w0, w1, w2, w3, w4 … (urn:other:1)"]
    assert len([f for f in lint({"d.bpmn": saved(tasks, links)}) if f.rule == "modeler-attribute"]) == 2


def test_an_unknown_namespace_is_told_where_it_may_run() -> None:
    drawn = '<process id="q"><task id="d" xmlns:x="urn:other:1" x:w="1"/></process>'
    runs = '<task id="a" xmlns:x="urn:other:1" x:w="1"/>'
    found = [f.element for f in lint({"d.bpmn": saved(runs, roots=drawn)}) if f.rule == "modeler-attribute"]
    assert found == ["a"]
    assert [f for f in lint({"d.bpmn": saved('<task id="a"/>', roots=drawn)}) if f.rule == "modeler-attribute"] == []


def test_what_has_no_namespace_in_an_extension_is_told() -> None:
    task = '<bpmn:task xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="a"><bpmn:extensionElements>'
    task += '<setting xmlns="" who="clerk"/></bpmn:extensionElements></bpmn:task>'
    assert ignored(saved(task)) == ["setting (no namespace)"]


def test_documentation_may_hold_what_it_likes() -> None:
    task = '<task id="a"><documentation><b xmlns="urn:html">text</b></documentation></task>'
    assert ignored(saved(task)) == []


def test_retries_of_the_older_camunda_namespace_count() -> None:
    task = (
        f'<serviceTask id="a" xmlns:fox="{FOX}" xmlns:miz="urn:miz:1.0" miz:connector="c"><extensionElements>'
        "<fox:failedJobRetryTimeCycle>R2/PT5M</fox:failedJobRetryTimeCycle></extensionElements></serviceTask>"
    )
    assert ignored(saved(task)) == []
    (call,) = play(saved(task)).last.calls
    assert (call.retries, call.backoff) == (2, "PT5M")


def jbpm(element: str) -> bytes:
    return saved(element.replace('id="a"', f'id="a" xmlns:drools="{DROOLS}"', 1))


@pytest.mark.parametrize(
    "element",
    [
        '<task id="a" drools:taskName="Email"/>',
        '<businessRuleTask id="a" drools:ruleFlowGroup="discounts"/>',
        '<callActivity id="a" calledElement="case" drools:waitForCompletion="false"/>',
    ],
)
def test_work_items_rules_and_calls_that_do_not_wait_are_refused(element: str) -> None:
    assert ("a", "unsupported") in refused(jbpm(element))


def test_ad_hoc_process_of_jbpm_is_refused() -> None:
    diagram = saved('<task id="a"/>', process=f'xmlns:drools="{DROOLS}" drools:adHoc="true"')
    assert ("case", "unsupported") in refused(diagram)


def test_what_jbpm_writes_on_everything_is_no_news() -> None:
    inside = "<extensionElements>" + "".join(
        f"<drools:metaData name='{name}'><drools:metaValue>{value}</drools:metaValue></drools:metaData>"
        for name, value in (("elementname", "a"), ("customAutoStart", "false"), ("isAutoConnection.source", "true"))
    )
    task = f'<userTask id="a" name="a" drools:selectable="true">{inside}</extensionElements></userTask>'
    assert ignored(jbpm(task)) == []


def test_scripts_and_deadlines_of_jbpm_are_named_with_what_to_do() -> None:
    inside = (
        '<drools:onEntry-script scriptFormat="http://www.java.com/java"><drools:script>f();</drools:script>'
        '</drools:onEntry-script><drools:metaData name="customSLADueDate"><drools:metaValue>2d</drools:metaValue>'
        "</drools:metaData>"
    )
    task = f'<userTask id="a" name="a"><extensionElements>{inside}</extensionElements></userTask>'
    found = [f.message.en for f in lint({"d.bpmn": jbpm(task)}) if f.rule == "modeler-attribute"]
    assert ["script task" in one for one in found] == [True, False]
    assert "miz:due" in found[1]


def test_page_of_modelers_tells_each_word_of_jbpm() -> None:
    page = (Path(__file__).parents[5] / "docs" / "modelers.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`([\w-]+)", page.partition("## jBPM")[2].partition("## Other tools")[0]))
    assert {*READERS, *REFUSED, *NAMED, *SILENT, *SILENT_DATA} <= told


def test_what_stands_in_an_element_of_the_dialect_is_told_too() -> None:
    stage = '<m:stage xmlns:m="urn:miz:1.0" id="s" name="s" xmlns:x="urn:x" x:y="1"><x:z/></m:stage>'
    task = f'<task id="a"><extensionElements>{stage}</extensionElements></task>'
    assert sorted(ignored(saved(task))) == ["y (urn:x)", "z (urn:x)"]
