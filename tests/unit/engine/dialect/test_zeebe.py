"""Every `zeebe:` extension: it runs as Camunda 8 would run it, or it is named."""

import pytest

from tests.unit.engine.dialect.modelers import extended, ignored, play, refused, saved

DMN = (
    b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">'
    b'<decision id="fee" name="fee"><variable name="fee"/><literalExpression><text>amount * 2</text>'
    b"</literalExpression></decision></definitions>"
)


def test_job_worker_is_a_connector_with_retries() -> None:
    task = extended("serviceTask", '<zeebe:taskDefinition type="charge" retries="3"/>')
    run = play(saved(task))
    assert (run.calls[0].name, run.calls[0].retries) == ("charge", 3)


@pytest.mark.parametrize("kind", ["sendTask", "businessRuleTask", "scriptTask"])
def test_other_tasks_may_be_done_by_a_worker(kind: str) -> None:
    run = play(saved(extended(kind, '<zeebe:taskDefinition type="work"/>')))
    assert run.calls[0].name == "work"
    assert run.answer("a", done=True).data == {"done": True}


def test_io_mapping_of_a_worker() -> None:
    mapping = (
        '<zeebe:taskDefinition type="charge"/><zeebe:ioMapping><zeebe:input source="=amount * 2" target="sum"/>'
        '<zeebe:input source="fixed" target="kind"/><zeebe:output source="=code + 1" target="receipt"/>'
        "</zeebe:ioMapping>"
    )
    run = play(saved(extended("serviceTask", mapping)), {"amount": 4})
    assert run.calls[0].payload == {"sum": 8, "kind": "fixed"}
    assert run.answer("a", code=6, noise=1).data == {"amount": 4, "receipt": 7}


def test_io_mapping_of_a_person_is_local_to_the_task() -> None:
    mapping = (
        '<zeebe:userTask/><zeebe:ioMapping><zeebe:input source="=order.total" target="shown"/>'
        '<zeebe:output source="=shown + extra" target="sum"/></zeebe:ioMapping>'
    )
    run = play(saved(extended("userTask", mapping)), {"order": {"total": 5}, "extra": 2})
    assert run.last.ready[0].local == {"shown": 5}
    assert run.complete("a").data == {"order": {"total": 5}, "extra": 2, "sum": 7}


def test_task_headers_go_along_with_a_call() -> None:
    headers = (
        '<zeebe:taskDefinition type="mail"/><zeebe:taskHeaders><zeebe:header key="to" value="x@y"/></zeebe:taskHeaders>'
    )
    assert play(saved(extended("serviceTask", headers))).calls[0].payload == {"to": "x@y"}


@pytest.mark.parametrize(
    "form", ['formId="review"', 'formKey="camunda-forms:bpmn:review"', 'externalReference="review"']
)
def test_form(form: str) -> None:
    assert play(saved(extended("userTask", f"<zeebe:formDefinition {form}/>"))).last.ready[0].form == "review"


@pytest.mark.parametrize(
    ("assignment", "people"),
    [
        ('assignee="sara"', ("sara",)),
        ('assignee="=boss"', ("omid",)),
        ('candidateUsers="sara, omid" candidateGroups="clerks"', ("sara", "omid", "clerks")),
        ('candidateGroups="=teams"', ("x", "y")),
    ],
)
def test_assignment(assignment: str, people: tuple[str, ...]) -> None:
    task = extended("userTask", f"<zeebe:assignmentDefinition {assignment}/>")
    assert play(saved(task), {"boss": "omid", "teams": ["x", "y"]}).last.ready[0].candidates == people


def test_schedule_and_priority() -> None:
    task = extended(
        "userTask",
        '<zeebe:taskSchedule dueDate="=limit" followUpDate="=x"/><zeebe:priorityDefinition priority="80"/>',
    )
    run = play(saved(task), {"limit": "2026-05-09T10:00:00Z"})
    assert run.last.ready[0].priority == 80
    assert str(run.last.ready[0].due_at) == "2026-05-09 10:00:00+00:00"
    assert ignored(saved(task)) == ["zeebe:taskSchedule followUpDate"]


def test_script_with_result() -> None:
    task = extended("scriptTask", '<zeebe:script expression="=amount + 1" resultVariable="next"/>')
    assert play(saved(task), {"amount": 4}).data == {"amount": 4, "next": 5}


def test_called_decision() -> None:
    task = extended("businessRuleTask", '<zeebe:calledDecision decisionId="fee" resultVariable="price"/>')
    assert play(saved(task), {"amount": 4}, more={"fee.dmn": DMN}).data == {"amount": 4, "price": 8}


def test_multi_instance_collects_its_output() -> None:
    loop = (
        "<multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics "
        'inputCollection="=items" inputElement="item" outputCollection="doubled" outputElement="=twice"/>'
        "</extensionElements></multiInstanceLoopCharacteristics>"
    )
    task = extended("scriptTask", '<zeebe:script expression="=item * 2" resultVariable="twice"/>', more=loop)
    assert play(saved(task), {"items": [1, 2]}).data == {"items": [1, 2], "doubled": [2, 4]}


def test_correlation_key_of_the_message_decides_which_token_it_reaches() -> None:
    message = (
        '<message id="m" name="paid"><extensionElements><zeebe:subscription correlationKey="=order"/>'
        "</extensionElements></message>"
    )
    run = play(saved('<receiveTask id="a" messageRef="m"/>', roots=message), {"order": "o1"})
    assert run.last.subscriptions[0].key == "o1"


def test_start_message_needs_no_key() -> None:
    message = (
        '<message id="m" name="paid"><extensionElements><zeebe:subscription correlationKey="=order"/>'
        "</extensionElements></message>"
    )
    start = '<startEvent id="i"><messageEventDefinition messageRef="m"/></startEvent><task id="a"/>'
    assert ignored(saved(start, "i->a, a->e, s->e", roots=message)) == []


def test_conditions_and_timers_are_feel_after_an_equals_sign() -> None:
    wait = (
        "<intermediateCatchEvent id='a'><timerEventDefinition><timeDuration>={}</timeDuration></timerEventDefinition>"
    )
    run = play(saved(wait.format("span") + "</intermediateCatchEvent>"), {"span": "PT2H"})
    assert run.wait(hours=1).path == ["s"]
    assert run.wait(hours=1).path == ["s", "a", "e"]


def test_fixed_message_name_written_as_expression() -> None:
    message = '<message id="m" name="=&quot;paid&quot;"/>'
    assert play(saved('<receiveTask id="a" messageRef="m"/>', roots=message)).deliver("paid").path[-1] == "e"


@pytest.mark.parametrize(
    ("element", "roots"),
    [
        (extended("serviceTask", '<zeebe:taskDefinition type="=kind"/>'), ""),
        (extended("callActivity", '<zeebe:calledElement processId="=which"/>'), ""),
        (extended("businessRuleTask", '<zeebe:calledDecision decisionId="=which"/>'), ""),
        (extended("userTask", '<zeebe:formDefinition formId="=which"/>'), ""),
    ],
)
def test_what_is_only_known_at_run_time_is_refused(element: str, roots: str) -> None:
    assert ("a", "unsupported") in refused(saved(element, roots=roots))


def test_message_name_worked_out_at_run_time_is_refused() -> None:
    found = refused(saved('<receiveTask id="a" messageRef="m"/>', roots='<message id="m" name="=x + 1"/>'))
    assert found == {("m", "unsupported")}


@pytest.mark.parametrize(
    ("extension", "word"),
    [
        (
            '<zeebe:executionListeners><zeebe:executionListener type="x"/></zeebe:executionListeners>',
            "zeebe:executionListeners",
        ),
        ('<zeebe:taskListeners><zeebe:taskListener type="x"/></zeebe:taskListeners>', "zeebe:taskListeners"),
        ('<zeebe:properties><zeebe:property name="a" value="b"/></zeebe:properties>', "zeebe:properties"),
    ],
)
def test_what_has_no_counterpart_is_named(extension: str, word: str) -> None:
    assert ignored(saved(extended("userTask", extension))) == [word]


def test_message_end_by_a_worker_sends_its_message() -> None:
    worker = '<zeebe:taskDefinition type="notify"/>'
    end = extended("intermediateThrowEvent", worker, more='<messageEventDefinition messageRef="m"/>')
    diagram = saved(end, roots='<message id="m" name="told"/>')
    assert play(diagram).calls[0].name == "told"
    assert ignored(diagram) == []


def test_attribute_that_the_element_cannot_have_is_named() -> None:
    assert ignored(saved(extended("task", '<zeebe:taskDefinition type="x"/>'))) == ["connector"]


def test_templates_leave_no_trace() -> None:
    task = '<task id="a" zeebe:modelerTemplate="t" zeebe:modelerTemplateVersion="1" zeebe:modelerTemplateIcon="i"/>'
    assert ignored(saved(task)) == []


CALLED = (
    '<process id="inner"><startEvent id="i"/><scriptTask id="t" miz:result="out" xmlns:miz="urn:miz:1.0">'
    '<script>{"sees": seen, "given": given}</script></scriptTask><endEvent id="x"/>'
    '<sequenceFlow id="f1" sourceRef="i" targetRef="t"/><sequenceFlow id="f2" sourceRef="t" targetRef="x"/></process>'
)


@pytest.mark.parametrize(
    ("attributes", "mapping", "data"),
    [
        ("", "", {"out": {"sees": 1, "given": None}}),
        ("", '<zeebe:input source="=seen + 1" target="given"/>', {"out": {"sees": 1, "given": 2}}),
        (
            'propagateAllParentVariables="false"',
            '<zeebe:input source="=seen + 1" target="given"/>',
            {"out": {"sees": None, "given": 2}},
        ),
        ('propagateAllChildVariables="false"', '<zeebe:output source="=out.sees" target="y"/>', {"y": 1}),
        ('propagateAllChildVariables="false"', "", {}),
    ],
)
def test_variables_of_a_called_process(attributes: str, mapping: str, data: dict[str, object]) -> None:
    extensions = f'<zeebe:calledElement processId="inner" {attributes}/><zeebe:ioMapping>{mapping}</zeebe:ioMapping>'
    call = extended("callActivity", extensions)
    assert play(saved(call, roots=CALLED), {"seen": 1}).data == {"seen": 1, **data}


@pytest.mark.parametrize("process", ["inner", "=&quot;inner&quot;", "= &quot;inner&quot; ", " inner "])
def test_called_process_is_named_by_a_fixed_text_or_by_one_written_as_expression(process: str) -> None:
    call = extended("callActivity", f'<zeebe:calledElement processId="{process}"/>')
    assert play(saved(call, roots=CALLED), {"seen": 1}).data["out"] == {"sees": 1, "given": None}


@pytest.mark.parametrize(
    ("retries", "read"), [("0", True), ("100", True), ("101", False), ("-1", False), ("=n", False)]
)
def test_worker_is_tried_again_up_to_a_hundred_times(retries: str, read: bool) -> None:
    diagram = saved(extended("serviceTask", f'<zeebe:taskDefinition type="t" retries="{retries}"/>'))
    assert ignored(diagram) == ([] if read else ["zeebe:taskDefinition retries"])
    assert play(diagram).calls[0].retries == (int(retries) if read else 5)


@pytest.mark.parametrize(("priority", "read"), [("0", True), ("=100", True), ("101", False), ("x", False), ("", False)])
def test_priority_goes_up_to_a_hundred(priority: str, read: bool) -> None:
    diagram = saved(extended("userTask", f'<zeebe:priorityDefinition priority="{priority}"/>'))
    assert ignored(diagram) == ([] if read else ["zeebe:priorityDefinition priority"])
    assert play(diagram).last.ready[0].priority == (int(priority.removeprefix("=")) if read else 50)


def test_inputs_of_a_looped_task_are_worked_out_for_each_instance() -> None:
    loop = (
        "<multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics "
        'inputCollection="=items" inputElement="item" outputCollection="sums" outputElement="=sum"/>'
        "</extensionElements></multiInstanceLoopCharacteristics>"
    )
    mapping = (
        '<zeebe:ioMapping><zeebe:input source="=item * 2" target="twice"/>'
        '<zeebe:output source="=twice + 1" target="sum"/></zeebe:ioMapping>'
    )
    run = play(saved(extended("userTask", mapping, more=loop)), {"items": [1, 2]})
    assert [task.local["twice"] for task in run.last.ready] == [2, 4]
    assert run.complete("a").complete("a").data == {"items": [1, 2], "sums": [3, 5]}


def test_output_of_an_event_is_worked_out_when_it_has_happened() -> None:
    mapping = '<zeebe:ioMapping><zeebe:output source="=paid * 2" target="twice"/></zeebe:ioMapping>'
    event = extended("intermediateCatchEvent", mapping, more='<messageEventDefinition messageRef="m"/>')
    run = play(saved(event, roots='<message id="m" name="pay"/>'))
    assert run.deliver("pay", paid=4).data == {"paid": 4, "twice": 8}


def test_input_of_a_thrown_message_is_what_it_carries() -> None:
    mapping = '<zeebe:ioMapping><zeebe:input source="=x + 1" target="y"/></zeebe:ioMapping>'
    event = extended("intermediateThrowEvent", mapping, more='<messageEventDefinition messageRef="m"/>')
    assert play(saved(event, roots='<message id="m" name="told"/>'), {"x": 1}).calls[0].payload == {"y": 2}


def test_failing_output_of_a_call_is_an_incident_that_can_be_retried() -> None:
    extensions = (
        '<zeebe:calledElement processId="inner" propagateAllChildVariables="false"/>'
        '<zeebe:ioMapping><zeebe:output source="=date(late)" target="y"/></zeebe:ioMapping>'
    )
    run = play(saved(extended("callActivity", extensions), roots=CALLED), {"seen": 1, "late": "never"})
    assert [incident.element for incident in run.last.incidents] in ([], ["a"])
    if run.last.incidents:
        assert run.amend(late="2026-05-02").retry().data["y"] == "2026-05-02"


def test_input_may_be_called_like_what_it_comes_from() -> None:
    mapping = '<zeebe:ioMapping><zeebe:input source="=order.total" target="order"/></zeebe:ioMapping>'
    run = play(saved(extended("userTask", mapping)), {"order": {"total": 5}})
    assert run.last.ready[0].local == {"order": 5}
    assert run.complete("a").data == {"order": {"total": 5}}
