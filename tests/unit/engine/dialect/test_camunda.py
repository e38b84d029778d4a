"""Every `camunda:` attribute and element: it runs as Camunda 7 would run it, or it is named."""

import pytest

from engine.dialect import read_diagram
from engine.dialect.camunda import ATTRIBUTE_READERS, CAMUNDA, AttributeReader
from tests.unit.engine.dialect.asked_attributes import asked
from tests.unit.engine.dialect.modelers import extended, ignored, play, refused, saved
from tests.unit.engine.dialect.test_zeebe import CALLED, DMN


@pytest.mark.parametrize("form", ['formKey="embedded:app:forms/review.html"', 'formRef="review"', 'formKey="review"'])
def test_form(form: str) -> None:
    assert play(saved(f'<userTask id="a" camunda:{form}/>')).last.ready[0].form == "review"


@pytest.mark.parametrize(
    ("attributes", "people"),
    [
        ('camunda:assignee="sara"', ("sara",)),
        ('camunda:assignee="${boss}"', ("omid",)),
        ('camunda:candidateUsers="sara, omid" camunda:candidateGroups="clerks"', ("sara", "omid", "clerks")),
        ('camunda:candidateGroups="${teams}"', ("x", "y")),
    ],
)
def test_people(attributes: str, people: tuple[str, ...]) -> None:
    run = play(saved(f'<userTask id="a" {attributes}/>'), {"boss": "omid", "teams": ["x", "y"]})
    assert run.last.ready[0].candidates == people


def test_due_date_and_priority() -> None:
    task = '<userTask id="a" camunda:dueDate="${limit}" camunda:priority="80" camunda:followUpDate="2026-05-03"/>'
    run = play(saved(task), {"limit": "2026-05-09T10:00:00Z"})
    assert run.last.ready[0].priority == 80
    assert str(run.last.ready[0].due_at) == "2026-05-09 10:00:00+00:00"
    assert ignored(saved(task)) == ["camunda:followUpDate"]


@pytest.mark.parametrize(
    ("attributes", "connector"),
    [
        ('camunda:type="external" camunda:topic="charge"', "charge"),
        ('camunda:class="org.example.Charge"', "org.example.Charge"),
        ('camunda:delegateExpression="${charger}"', "charger"),
        ('camunda:expression="${charger.charge(execution)}"', "charger.charge"),
    ],
)
def test_what_a_service_task_calls_is_a_connector(attributes: str, connector: str) -> None:
    assert play(saved(f'<serviceTask id="a" {attributes}/>')).calls[0].name == connector


def test_expression_of_a_service_task_is_its_result() -> None:
    run = play(saved('<serviceTask id="a" camunda:expression="${x + 1}" camunda:resultVariable="y"/>'), {"x": 4})
    assert run.answer("a").data == {"x": 4, "y": 5}


def test_retry_cycle() -> None:
    cycle = "<camunda:failedJobRetryTimeCycle>R3/PT10M</camunda:failedJobRetryTimeCycle>"
    call = play(saved(extended("serviceTask", cycle, 'camunda:topic="t" camunda:asyncBefore="true"'))).calls[0]
    assert (call.retries, call.backoff) == (3, "PT10M")


def test_retry_without_waiting() -> None:
    cycle = "<camunda:failedJobRetryTimeCycle>R0/PT0S</camunda:failedJobRetryTimeCycle>"
    assert play(saved(extended("serviceTask", cycle, 'camunda:topic="t"'))).calls[0].retries == 0


def test_input_and_output_of_a_call() -> None:
    mapping = (
        '<camunda:inputOutput><camunda:inputParameter name="sum">${amount * 2}</camunda:inputParameter>'
        '<camunda:inputParameter name="text">Dear ${name}</camunda:inputParameter>'
        '<camunda:inputParameter name="list"><camunda:list><camunda:value>a</camunda:value>'
        "<camunda:value>${amount}</camunda:value></camunda:list></camunda:inputParameter>"
        '<camunda:inputParameter name="map"><camunda:map><camunda:entry key="k">v</camunda:entry></camunda:map>'
        '</camunda:inputParameter><camunda:outputParameter name="receipt">${code}</camunda:outputParameter>'
        "</camunda:inputOutput>"
    )
    run = play(saved(extended("serviceTask", mapping, 'camunda:topic="t"')), {"amount": 4, "name": "Sara"})
    assert run.calls[0].payload == {"sum": 8, "text": "Dear Sara", "list": ["a", 4], "map": {"k": "v"}}
    assert run.answer("a", code=6, noise=1).data == {"amount": 4, "name": "Sara", "receipt": 6}


PARAMETER = '<camunda:inputOutput><camunda:inputParameter name="x">{}</camunda:inputParameter></camunda:inputOutput>'
NUMBERS = "<camunda:list><camunda:value>${n}</camunda:value></camunda:list>"
SCRIPT = '<camunda:script scriptFormat="groovy">{}</camunda:script>'


@pytest.mark.parametrize(
    ("inside", "value"),
    [
        ("", None),
        (" text ", "text"),
        (SCRIPT.format("n + 1"), 5),
        (f"<camunda:list>{SCRIPT.format('n * 2')}<camunda:value>b</camunda:value></camunda:list>", [8, "b"]),
        (f'<camunda:map><camunda:entry key="k">{SCRIPT.format("n - 1")}</camunda:entry></camunda:map>', {"k": 3}),
        (f'<camunda:map><camunda:entry key="k">{NUMBERS}</camunda:entry></camunda:map>', {"k": [4]}),
    ],
)
def test_parameter_is_a_text_a_script_a_list_or_a_map(inside: str, value: object) -> None:
    call = extended("serviceTask", PARAMETER.format(inside), 'camunda:topic="t"')
    assert play(saved(call), {"n": 4}).calls[0].payload == {"x": value}


@pytest.mark.parametrize(
    "inside",
    [
        SCRIPT.format("load()"),
        '<camunda:script scriptFormat="groovy" resource="x.groovy">n</camunda:script>',
        f"<camunda:list>{SCRIPT.format('load()')}</camunda:list>",
        "<camunda:other/>",
    ],
)
def test_parameter_that_calls_code_is_refused(inside: str) -> None:
    call = extended("serviceTask", PARAMETER.format(inside), 'camunda:topic="t"')
    assert ("a", "unsupported") in refused(saved(call))


@pytest.mark.parametrize(
    ("cycle", "retries", "backoff"),
    [
        ("R1/PT5M", 1, "PT5M"),
        ("R100/P1D", 100, "P1D"),
        (" R7/PT0S ", 7, "PT1M"),
        ("R101/PT5M", None, None),
        ("PT5M,PT10M", None, None),
        ("3", None, None),
    ],
)
def test_cycle_says_how_often_and_how_soon_a_call_is_repeated(
    cycle: str, retries: int | None, backoff: str | None
) -> None:
    written = f"<camunda:failedJobRetryTimeCycle>{cycle}</camunda:failedJobRetryTimeCycle>"
    diagram = saved(extended("serviceTask", written, 'camunda:topic="t"'))
    call = play(diagram).calls[0]
    assert ignored(diagram) == ([] if retries is not None else ["camunda:failedJobRetryTimeCycle"])
    assert (call.retries, call.backoff) == ((5, "PT1M") if retries is None else (retries, backoff))


@pytest.mark.parametrize(("priority", "read"), [("0", True), ("1000", True), ("1001", False), ("-1", False)])
def test_priority_goes_up_to_a_thousand(priority: str, read: bool) -> None:
    diagram = saved(f'<userTask id="a" camunda:priority="{priority}"/>')
    assert ignored(diagram) == ([] if read else ["camunda:priority"])
    assert play(diagram).last.ready[0].priority == (int(priority) if read else 50)


def test_input_of_a_person_is_local_to_the_task() -> None:
    mapping = (
        '<camunda:inputOutput><camunda:inputParameter name="shown">${order.total}</camunda:inputParameter>'
        '<camunda:outputParameter name="sum">${shown + 2}</camunda:outputParameter></camunda:inputOutput>'
    )
    run = play(saved(extended("userTask", mapping)), {"order": {"total": 5}})
    assert run.last.ready[0].local == {"shown": 5}
    assert run.complete("a").data == {"order": {"total": 5}, "sum": 7}


def test_connector_of_a_service_task() -> None:
    connector = (
        "<camunda:connector><camunda:inputOutput>"
        '<camunda:inputParameter name="url">http://x</camunda:inputParameter></camunda:inputOutput>'
        "<camunda:connectorId>http-connector</camunda:connectorId></camunda:connector>"
    )
    call = play(saved(extended("serviceTask", connector))).calls[0]
    assert (call.name, call.payload) == ("http-connector", {"url": "http://x"})


def test_decision() -> None:
    task = (
        '<businessRuleTask id="a" camunda:decisionRef="fee" camunda:resultVariable="price" '
        'camunda:mapDecisionResult="singleEntry" camunda:decisionRefBinding="latest"/>'
    )
    assert play(saved(task), {"amount": 4}, more={"fee.dmn": DMN}).data == {"amount": 4, "price": 8}
    assert ignored(saved(task)) == []


def test_script_of_a_single_expression() -> None:
    attributes = 'scriptFormat="groovy" camunda:resultVariable="next"'
    task = f'<scriptTask id="a" {attributes}><script>amount + 1</script></scriptTask>'
    assert play(saved(task), {"amount": 4}).data == {"amount": 4, "next": 5}


def test_conditions_in_juel() -> None:
    gateway = '<exclusiveGateway id="g" default="g.e.2"/><task id="a"/>'
    diagram = saved(gateway, "s->g, g->a: ${amount > 3 && !done}, g->e, a->e")
    assert play(diagram, {"amount": 4, "done": False}).path == ["s", "g", "a", "e"]
    assert play(diagram, {"amount": 4, "done": True}).path == ["s", "g", "e"]


def test_multi_instance_over_a_collection() -> None:
    loop = '<multiInstanceLoopCharacteristics camunda:collection="${items}" camunda:elementVariable="item"/>'
    run = play(saved(f'<userTask id="a" camunda:assignee="${{item}}">{loop}</userTask>'), {"items": ["x", "y"]})
    assert [task.candidates for task in run.last.ready] == [("x",), ("y",)]


def test_number_of_instances_and_completion_in_juel() -> None:
    loop = (
        "<multiInstanceLoopCharacteristics><loopCardinality>${count}</loopCardinality>"
        "<completionCondition>${nrOfCompletedInstances / nrOfInstances >= 0.5}</completionCondition>"
        "</multiInstanceLoopCharacteristics>"
    )
    run = play(saved(f'<userTask id="a">{loop}</userTask>'), {"count": 4})
    assert run.open == ["a"] * 4
    assert run.complete("a").complete("a").open == []


def test_timer_in_juel() -> None:
    wait = (
        "<intermediateCatchEvent id='a'><timerEventDefinition><timeDuration>${span}</timeDuration>"
        "</timerEventDefinition></intermediateCatchEvent>"
    )
    assert play(saved(wait), {"span": "PT2H"}).wait(hours=2).path == ["s", "a", "e"]


@pytest.mark.parametrize("namespace", ["http://activiti.org/bpmn", "http://flowable.org/bpmn"])
def test_relatives_of_camunda_are_read_alike(namespace: str) -> None:
    diagram = saved('<userTask id="a" camunda:assignee="sara"/>').replace(
        b"http://camunda.org/schema/1.0/bpmn", namespace.encode()
    )
    assert play(diagram).last.ready[0].candidates == ("sara",)


@pytest.mark.parametrize(
    "element",
    [
        '<scriptTask id="a" scriptFormat="groovy" camunda:resource="classpath://x.groovy"><script>1</script></scriptTask>',
        '<scriptTask id="a" scriptFormat="groovy"><script>def x = load(); x.go()</script></scriptTask>',
        '<callActivity id="a" calledElement="${which}"/>',
        '<userTask id="a" camunda:formKey="${which}"/>',
        '<businessRuleTask id="a" camunda:decisionRef="${which}"/>',
        '<userTask id="a"><multiInstanceLoopCharacteristics camunda:collection="${bean.list()}"/></userTask>',
        extended(
            "userTask",
            '<camunda:inputOutput><camunda:inputParameter name="x">${b.x()}</camunda:inputParameter>'
            "</camunda:inputOutput>",
        ),
    ],
)
def test_code_is_refused(element: str) -> None:
    assert ("a", "unsupported") in refused(saved(element))


@pytest.mark.parametrize(
    ("element", "words"),
    [
        ('<userTask id="a" camunda:assignee="${bean.find()}"/>', ["camunda:assignee"]),
        ('<userTask id="a" camunda:dueDate="${dateTime().plusDays(2)}"/>', ["camunda:dueDate"]),
        ('<userTask id="a" camunda:priority="${p}"/>', ["camunda:priority"]),
        ('<startEvent id="a" camunda:initiator="who"/>', ["camunda:initiator"]),
        (
            extended("userTask", '<camunda:formData><camunda:formField id="x" type="string"/></camunda:formData>'),
            ["camunda:formData"],
        ),
        (extended("userTask", '<camunda:taskListener class="X" event="create"/>'), ["camunda:taskListener"]),
        (extended("userTask", '<camunda:executionListener class="X" event="start"/>'), ["camunda:executionListener"]),
        (extended("serviceTask", '<camunda:field name="x" stringValue="y"/>', 'camunda:class="X"'), ["camunda:field"]),
        (
            '<task id="a" camunda:jobPriority="3" camunda:asyncBefore="true" camunda:exclusive="false"/>',
            ["camunda:jobPriority"],
        ),
        (
            '<businessRuleTask id="a" camunda:decisionRef="d" camunda:decisionRefBinding="version"/>',
            ["camunda:decisionRefBinding"],
        ),
    ],
)
def test_what_has_no_counterpart_is_named(element: str, words: list[str]) -> None:
    assert ignored(saved(element)) == words


def test_attributes_of_the_process() -> None:
    diagram = saved('<task id="a"/>', process='camunda:historyTimeToLive="30" camunda:candidateStarterGroups="g"')
    assert ignored(diagram) == ["camunda:candidateStarterGroups"]


@pytest.mark.parametrize(
    ("mapping", "data"),
    [
        ("", {}),
        ('<camunda:in source="seen" target="given"/>', {}),
        (
            '<camunda:in source="seen" target="given"/><camunda:out source="out" target="y"/>',
            {"y": {"sees": None, "given": 1}},
        ),
        ('<camunda:in variables="all"/><camunda:out source="out" target="y"/>', {"y": {"sees": 1, "given": None}}),
        (
            '<camunda:in sourceExpression="${seen + 1}" target="given"/><camunda:out source="out" target="y"/>',
            {"y": {"sees": None, "given": 2}},
        ),
        ('<camunda:in variables="all"/><camunda:out variables="all"/>', {"out": {"sees": 1, "given": None}}),
    ],
)
def test_only_what_is_named_goes_into_a_called_process_and_comes_back(mapping: str, data: dict[str, object]) -> None:
    call = extended("callActivity", mapping, 'calledElement="inner" camunda:calledElementBinding="deployment"')
    assert play(saved(call, roots=CALLED), {"seen": 1}).data == {"seen": 1, **data}


def test_fixed_texts_and_variables_of_jbpm_are_assigned() -> None:
    inputs = (
        '<ioSpecification><dataInput id="i1" name="kind"/><dataInput id="i2" name="who"/><inputSet/><outputSet/>'
        "</ioSpecification>"
    )
    assigned = "".join(
        f"<dataInputAssociation><targetRef>{id_}</targetRef><assignment><from>{text}</from><to>{id_}</to></assignment>"
        "</dataInputAssociation>"
        for id_, text in (("i1", "Self evaluation (first)"), ("i2", "#{employee}"))
    )
    task = f'<userTask id="a" xmlns:drools="http://www.jboss.org/drools" drools:x="1">{inputs}{assigned}</userTask>'
    assert play(saved(task), {"employee": "sara"}).last.ready[0].local == {
        "kind": "Self evaluation (first)",
        "who": "sara",
    }


def test_feel_that_holds_such_a_string_stays_as_it_is() -> None:
    diagram = saved('<exclusiveGateway id="g" default="g.e.2"/><task id="a"/>', 's->g, g->a: x = "${y}", g->e, a->e')
    assert play(diagram, {"x": "${y}"}).path == ["s", "g", "a", "e"]


def test_time_with_a_variable_in_it() -> None:
    wait = (
        "<intermediateCatchEvent id='a'><timerEventDefinition><timeDuration>PT${hours}H</timeDuration>"
        "</timerEventDefinition></intermediateCatchEvent>"
    )
    assert play(saved(wait), {"hours": 2}).wait(hours=2).path == ["s", "a", "e"]


#: where an element stands that has no place of its own in a process
AROUND = {
    "multiInstanceLoopCharacteristics": '<task id="a">{}</task>',
    "messageEventDefinition": '<intermediateThrowEvent id="a">{}</intermediateThrowEvent>',
    "conditionExpression": '<sequenceFlow id="a">{}</sequenceFlow>',
}
#: numbers of versions, which only count beside a binding that is named; code that would send a message; refused as such
NOT_ASKED = {"formRefVersion", "decisionRefVersion", "calledElementVersion", "resource"}


@pytest.mark.parametrize("reader", ATTRIBUTE_READERS, ids=lambda reader: " ".join(sorted(reader.begun_by)))
def test_what_a_reader_takes_it_asks_for(reader: AttributeReader) -> None:
    for kind in reader.kinds - {"messageEventDefinition"}:
        for name in (reader.begun_by | reader.taken) - NOT_ASKED:
            with asked() as found:
                for first in reader.begun_by:
                    words = " ".join(f'camunda:{one}="x"' for one in sorted({first, name}))
                    read_diagram(saved(AROUND.get(kind, "{}").format(f"<{kind} id='a' {words}/>")))
            assert (kind, f"{{{CAMUNDA[0]}}}{name}") in found


def test_result_of_code_behind_a_message_is_named() -> None:
    event = '<messageEventDefinition camunda:expression="${x.y()}" camunda:resultVariable="r"/>'
    diagram = saved(f'<intermediateThrowEvent id="a">{event}</intermediateThrowEvent>')
    assert ignored(diagram) == ["camunda:resultVariable"]


def test_form_of_another_version_is_named() -> None:
    start = '<userTask id="a" name="a" camunda:formRef="f" camunda:formRefBinding="{}"/>'
    assert ignored(saved(start.format("version"))) == ["camunda:formRefBinding"]
    assert ignored(saved(start.format("latest"))) == []
