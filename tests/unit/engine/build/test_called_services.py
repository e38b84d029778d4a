"""Calls to processes of other services, which the bundle brings along."""

import pytest

import engine
from engine import CaseState, DefinitionError
from tests.unit.engine.case_player import HEAD, NOON, Play, diagram, flows

START = '<startEvent id="start"/><endEvent id="end"/>'
CALLS = diagram(START + '<callActivity id="a" calledElement="{}"/>', "start->a, a->end")
LANES = (
    '<laneSet id="ls"><lane id="l" name="کارشناس" miz:role="clerk"><flowNodeRef>start</flowNodeRef><flowNodeRef>work'
    "</flowNodeRef><flowNodeRef>end</flowNodeRef></lane></laneSet>"
)
#: its ids are those of the caller, its end answers its own cases
OTHER = diagram(
    LANES + '<startEvent id="start"/><endEvent id="end" miz:outcome="granted" miz:letter="none"/><userTask id="work" '
    'miz:form="f"/><boundaryEvent id="late" attachedToRef="work"><timerEventDefinition><timeDuration>PT1H'
    '</timeDuration></timerEventDefinition></boundaryEvent><endEvent id="bad"><errorEventDefinition errorRef="E"/>'
    "</endEvent>"
    '<dataObject id="own"/>',
    "start->work, work->end, late->bad",
    roots='<error id="E"/>',
).replace(b'process id="case"', b'process id="other_service"')


def calling(name: str) -> bytes:
    return CALLS.replace(b"{}", name.encode())


@pytest.mark.parametrize("name", ["other_service", "other-service"])
def test_a_process_of_another_service_is_called_by_its_id_or_the_service_s(name):
    play = Play(calling(name), more={"called/other-service/process.bpmn": OTHER})
    (task,) = play.last.ready
    assert (task.element, task.form, task.role) == ("other-service.work", "other-service.f", "clerk")
    play.complete("other-service.work", x=1)
    assert play.path == ["start", *(f"other-service.{id_}" for id_ in ("start", "work", "end")), "a", "end"]
    assert (play.state, play.data, play.outcomes) == (CaseState.COMPLETED, {"x": 1}, ["end"])


def test_an_error_of_the_called_service_is_caught_by_its_code():
    caught = '<boundaryEvent id="b" attachedToRef="a"><errorEventDefinition errorRef="mine"/></boundaryEvent>'
    xml = diagram(
        START + '<callActivity id="a" calledElement="other_service"/>' + caught,
        "start->a, a->end, b->end",
        roots='<error id="mine" errorCode="E"/>',
    )
    play = Play(xml, more={"called/other-service/process.bpmn": OTHER}).wait(hours=2)
    assert play.path[-3:] == ["other-service.bad", "b", "end"]


def test_services_may_call_services():
    middle = calling("other_service").replace(b'process id="case"', b'process id="middle"')
    more = {"called/middle/process.bpmn": middle, "called/other-service/process.bpmn": OTHER}
    play = Play(calling("middle"), more=more).complete("other-service.work")
    assert play.state is CaseState.COMPLETED


def test_what_another_modeler_wrote_in_a_called_service_is_refused_as_in_the_caller():
    named = OTHER.replace(b"<definitions ", b'<definitions xmlns:camunda="http://camunda.org/schema/1.0/bpmn" ')
    foreign = named.replace(b'miz:form="f"', b'camunda:formKey="${form}"')
    with pytest.raises(DefinitionError, match="work: “camunda:formKey” isn't executed") as refused:
        Play(calling("other_service"), more={"called/other-service/process.bpmn": foreign})
    assert refused.value.element == "work"


def test_what_is_called_elsewhere_is_told_and_needed():
    assert engine.called_elsewhere(calling("other_service")) == ("other_service",)
    with pytest.raises(DefinitionError, match="other_service"):
        engine.parse({"process.bpmn": calling("other_service")})


def test_a_change_of_the_called_service_is_another_definition():
    one = {"process.bpmn": calling("other_service"), "called/other-service/process.bpmn": OTHER}
    other = {**one, "called/other-service/process.bpmn": OTHER.replace(b'miz:form="f"', b'miz:form="g"')}
    assert engine.parse(one).content_hash != engine.parse(other).content_hash
    assert engine.start(engine.parse(other), {}, now=NOON).ready[0].form == "other-service.g"


def test_the_caller_s_own_process_of_that_name_comes_first():
    inner = f'<process id="other_service"><startEvent id="o"/><endEvent id="p"/>{flows("o->p")}</process>'
    body = START + '<callActivity id="a" calledElement="other_service"/>' + flows("start->a, a->end")
    xml = f'{HEAD}<process id="case" isExecutable="true">{body}</process>{inner}</definitions>'.encode()
    assert Play(xml, more={"called/other-service/process.bpmn": OTHER}).path == ["start", "o", "p", "a", "end"]
