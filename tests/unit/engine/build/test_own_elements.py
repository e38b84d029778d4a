"""An element of another namespace: a spec, a parser for it, both registered, as whoever knows SpiffWorkflow does it."""

from datetime import timedelta
from typing import ClassVar

import pytest
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import SignalEventDefinition
from SpiffWorkflow.bpmn.util.event import BpmnEvent
from SpiffWorkflow.util.task import TaskState

import engine
from engine import Audience, CaseState, DefinitionError, NotJson
from engine.build.diagram_parser import DiagramParser
from engine.build.event_parsers import BoundaryEventParser, IntermediateEventParser
from engine.build.task_parsers import UserTaskParser
from engine.definition import parse_with
from engine.execution.activities import UserTask
from engine.execution.events import BoundaryEvent, IntermediateCatchEvent
from engine.execution.kernel import Token
from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.case_player import NOON, diagram, flows

START = '<startEvent id="start"/><endEvent id="end"/>'
APPROVAL = (
    '<toy:approval xmlns:toy="urn:toy" id="a" name="تأیید" miz:en="Approve" miz:form="yes-no" miz:audience="staff" '
    'miz:due="P2D" limit="{}"><documentation>two eyes more</documentation></toy:approval>'
)
LANE = (
    '<laneSet><lane id="l" name="کارشناس" miz:role="clerk"><flowNodeRef>start</flowNodeRef><flowNodeRef>a</flowNodeRef>'
    "<flowNodeRef>end</flowNodeRef></lane></laneSet>"
)
XML = diagram(LANE + START + APPROVAL.format("100"), "start->a, a->end")


class Approval(UserTask):
    """A user task that knows up to which amount it may approve, and approves what it was first asked for."""

    limit = 0

    def _on_ready_hook(self, my_task: Token) -> None:
        super()._on_ready_hook(my_task)
        my_task._set_internal_data(asked=my_task.data.get("amount"), within=my_task.data.get("amount", 0) <= self.limit)

    def work(self, token: Token) -> bool | None:
        token.data.update(approved=token.internal_data["asked"], within=token.internal_data["within"])
        return super().work(token)


class ApprovalParser(UserTaskParser):
    """Reads `toy:approval`."""

    def create_task(self) -> Approval:
        task = super().create_task()
        text = self.node.get("limit") or ""
        if not text.isdigit():
            self.raise_validation_exception("an approval needs a limit")
        task.limit = int(text)
        return task


class ToyParser(DiagramParser):
    """Diagrams with approvals."""

    OVERRIDE_PARSER_CLASSES: ClassVar = {
        **DiagramParser.OVERRIDE_PARSER_CLASSES,
        "{urn:toy}approval": (ApprovalParser, Approval),
    }


class ForgetfulParser(DiagramParser):
    """Registers its own element and nothing else."""

    OVERRIDE_PARSER_CLASSES: ClassVar = {"{urn:toy}approval": (ApprovalParser, Approval)}


@pytest.mark.parametrize("parser", [ToyParser, ForgetfulParser])
def test_a_case_waits_at_an_element_of_one_s_own_and_goes_on(parser: type[DiagramParser]) -> None:
    definition = parse_with(parser, {"process.bpmn": XML})
    begun = engine.start(definition, {}, now=NOON)
    (task,) = begun.ready
    assert (task.element, task.form, task.audience) == ("a", "yes-no", Audience.STAFF)
    assert (task.role, task.name.en) == ("clerk", "Approve")
    assert task.due_at is not None
    assert task.due_at > NOON
    done = engine.complete(definition, begun.snapshot, task.id, {"ok": True}, now=NOON)
    assert [step.element for step in done.steps][-2:] == ["end", "end"]
    assert done.state is CaseState.COMPLETED
    assert done.data == {"ok": True, "approved": None, "within": True}


def test_the_task_is_seen_by_the_library_s_ways_with_what_it_keeps() -> None:
    definition = parse_with(ToyParser, {"process.bpmn": XML})
    begun = engine.start(definition, {"amount": 250}, now=NOON)
    workflow = engine.workflow(definition, begun.snapshot, now=NOON)
    (task,) = workflow.get_tasks(spec_class=Approval)
    assert workflow.get_tasks(state=TaskState.READY, lane="کارشناس") == [task]
    assert (task.task_spec.limit, task.internal_data) == (100, {"asked": 250, "within": False})
    task.internal_data["seen"] = ["once"]
    stored = engine.snapshot_of(workflow)
    (again,) = engine.workflow(definition, stored, now=NOON).get_tasks(spec_class=Approval)
    assert again.internal_data == {"asked": 250, "within": False, "seen": ["once"]}
    serializer = engine.workflow_serializer(definition, now=NOON)
    assert engine.snapshot_of(serializer.deserialize_json(serializer.serialize_json(workflow))) == stored


def test_what_the_task_keeps_is_there_in_the_next_step_and_gone_with_it() -> None:
    definition = parse_with(ToyParser, {"process.bpmn": XML})
    begun = engine.start(definition, {"amount": 250}, now=NOON)
    changed = engine.amend(definition, begun.snapshot, {"amount": 90}, now=NOON)
    done = engine.complete(definition, changed.snapshot, changed.ready[0].id, {}, now=NOON)
    assert done.data == {"amount": 90, "approved": 250, "within": False}
    assert b"asked" in changed.snapshot
    assert b"asked" not in done.snapshot


def test_what_the_task_keeps_is_json_and_goes_on_with_it_by_another_definition() -> None:
    definition = parse_with(ToyParser, {"process.bpmn": XML})
    newer = parse_with(ToyParser, {"process.bpmn": diagram(LANE + START + APPROVAL.format("9"), "start->a, a->end")})
    begun = engine.start(definition, {"amount": 50}, now=NOON)
    moved = engine.migrate(definition, newer, begun.snapshot, {}, now=NOON)
    done = engine.complete(newer, moved.snapshot, moved.ready[0].id, {}, now=NOON)
    assert (done.data["approved"], done.data["within"]) == (50, True)
    workflow = engine.workflow(definition, begun.snapshot, now=NOON)
    workflow.get_next_task(spec_class=Approval).internal_data["seen"] = NOON
    with pytest.raises(NotJson):
        engine.snapshot_of(workflow)


class Reminder(BoundaryEvent):
    """A boundary event that counts how often it has happened."""

    def fire_beside(self, listener: Token) -> None:
        listener.internal_data["count"] = listener.internal_data.get("count", 0) + 1
        super().fire_beside(listener)

    def work(self, token: Token) -> bool | None:
        token.data.update(reminded=token.internal_data["count"])
        return super().work(token)


class RemindingParser(DiagramParser):
    """Diagrams with such events."""

    OVERRIDE_PARSER_CLASSES: ClassVar = {full_tag("boundaryEvent"): (BoundaryEventParser, Reminder)}


@pytest.mark.parametrize("event", [d.SIGNAL, d.timer("R3/PT1H", "timeCycle")])
def test_an_event_that_happens_again_and_again_keeps_what_is_its_own(event: str) -> None:
    body = d.task("a", kind="userTask") + d.boundary("b", "a", event, interrupting=False) + d.end("other")
    definition = parse_with(RemindingParser, {"process.bpmn": d.between(body, "start->a, a->end, b->other")})
    outcome, now = engine.start(definition, {}, now=NOON), NOON
    for count in (1, 2):
        now += timedelta(hours=1)
        if event == d.SIGNAL:
            outcome = engine.broadcast(definition, outcome.snapshot, "S", now=now)
        else:
            outcome = engine.fire_timers(definition, outcome.snapshot, now=now)
        assert outcome.data == {"reminded": count}


class Counting(IntermediateCatchEvent):
    """A catch event that keeps something under the name of what it waits for."""

    def arrive(self, token: Token) -> bool | None:
        token.internal_data["S"] = 5
        return super().arrive(token)


class CountingParser(DiagramParser):
    """Diagrams with such events."""

    OVERRIDE_PARSER_CLASSES: ClassVar = {full_tag("intermediateCatchEvent"): (IntermediateEventParser, Counting)}


def test_an_event_may_be_called_as_what_its_task_keeps() -> None:
    definition = parse_with(CountingParser, {"process.bpmn": d.between(d.catch("a", d.SIGNAL))})
    workflow = engine.workflow(definition, engine.start(definition, {}, now=NOON).snapshot, now=NOON)
    assert workflow.get_next_task(spec_name="a").internal_data == {"S": 5}
    workflow.send_event(BpmnEvent(SignalEventDefinition("S"), {"wind": 9}))
    workflow.do_engine_steps()
    assert (workflow.is_completed(), dict(workflow.data)) == (True, {"wind": 9})


def test_the_spec_says_what_its_parser_read() -> None:
    spec = parse_with(ToyParser, {"process.bpmn": XML}).spec.task_specs["a"]
    assert isinstance(spec, Approval)
    assert (spec.limit, spec.lane, spec.bpmn_name) == (100, "کارشناس", "تأیید")
    assert spec.documentation == "two eyes more"
    assert ([one.name for one in spec.inputs], [one.name for one in spec.outputs]) == (["start"], ["end"])


def test_the_facts_of_the_process_have_the_element() -> None:
    facts = parse_with(ToyParser, {"process.bpmn": XML}).facts
    assert [(one.id, one.kind, one.lane) for one in facts.activities] == [
        ("start", "startEvent", "l"),
        ("a", "approval", "l"),
        ("end", "endEvent", "l"),
    ]
    assert [stage.name.fa for stage in facts.stages] == ["کارشناس"]


def test_an_own_element_may_be_looped_and_have_boundary_events_in_a_sub_process() -> None:
    looped = APPROVAL.format("1").replace(
        "<documentation>", '<standardLoopCharacteristics loopMaximum="2"/><documentation>'
    )
    day = "<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>"
    late = f'<boundaryEvent id="b" attachedToRef="a">{day}</boundaryEvent>'
    inside = f'<startEvent id="s0"/>{looped}{late}<endEvent id="s1"/><endEvent id="s2"/>'
    inside += flows("s0->a, a->s1, b->s2")
    definition = parse_with(
        ToyParser, {"process.bpmn": diagram(f'{START}<subProcess id="s">{inside}</subProcess>', "start->s, s->end")}
    )
    begun = engine.start(definition, {}, now=NOON)
    again = engine.complete(definition, begun.snapshot, begun.ready[0].id, {}, now=NOON)
    assert [task.element for task in again.ready] == ["a"]
    over = engine.fire_timers(definition, again.snapshot, now=again.timers[0].due_at)
    assert over.state is CaseState.COMPLETED
    assert "b" in [step.element for step in over.steps]


def test_without_the_parser_the_element_is_unknown() -> None:
    with pytest.raises(DefinitionError, match="leads from or to “a”") as refused:
        engine.parse({"process.bpmn": XML})
    assert refused.value.element == "start.a.0"
    assert parse_with(ToyParser, {"process.bpmn": XML}) is parse_with(ToyParser, {"process.bpmn": XML})
    assert parse_with(ToyParser, {"process.bpmn": XML}) is not parse_with(ForgetfulParser, {"process.bpmn": XML})


def test_what_the_parser_refuses_by_the_library_s_words_names_the_element() -> None:
    with pytest.raises(DefinitionError, match="a: an approval needs a limit") as refused:
        parse_with(ToyParser, {"process.bpmn": diagram(START + APPROVAL.format("much"), "start->a, a->end")})
    assert refused.value.element == "a"


def test_the_parser_is_used_as_the_library_s_documents_say(tmp_path) -> None:
    inner = '<process id="other"><startEvent id="o"/></process>'
    call = '<callActivity id="c" calledElement="other"/><subProcess id="s"><task id="t"/></subProcess>'
    xml = diagram(START + call, "start->c, c->s, s->end", roots=inner)
    file = tmp_path / "a.bpmn"
    file.write_bytes(xml)
    for add in (lambda p: p.add_bpmn_str(xml), lambda p: p.add_bpmn_file(str(file))):
        parser = DiagramParser()
        add(parser)
        assert parser.get_process_ids() == ["other", "case"]
        assert parser.get_process_dependencies() == {"other"}
        spec, others = parser.get_spec("case"), parser.get_subprocess_specs("case")
        assert sorted(others) == ["other", "s"]
        assert spec.task_specs["c"].inner is others["other"]
        assert spec.task_specs["s"].inner is others["s"]


def test_the_parser_refuses_what_another_modeler_wrote_and_cannot_be_run() -> None:
    """As `engine.parse` does: only in the process that is asked for, or one that it calls."""
    shown = '<startEvent id="o"/><userTask id="p" camunda:formKey="${form}"/>'
    other = f'<process id="other" isExecutable="true">{shown}</process>'
    plain = '<process id="plain" isExecutable="true"><startEvent id="q"/></process>'
    xml = diagram(START + '<callActivity id="c" calledElement="other"/>', "start->c, c->end", roots=other + plain)
    xml = xml.replace(b"<definitions ", b'<definitions xmlns:camunda="http://camunda.org/schema/1.0/bpmn" ')
    parser = DiagramParser()
    parser.add_bpmn_str(xml)
    assert parser.get_spec("plain").name == "plain"
    with pytest.raises(DefinitionError, match="formKey") as refused:
        parser.get_spec("other")
    assert refused.value.element == "p"
    with pytest.raises(DefinitionError, match="formKey"):
        parser.get_subprocess_specs("case")
    with pytest.raises(DefinitionError, match="formKey"):
        engine.parse({"process.bpmn": xml}, process="case")


@pytest.mark.parametrize("kind", ["task", "endEvent"])
def test_only_a_sub_process_is_triggered_by_an_event(kind: str) -> None:
    with pytest.raises(DefinitionError, match="can't be triggered by an event") as refused:
        engine.parse({"process.bpmn": diagram(f'{START}<{kind} id="x" triggeredByEvent="true"/>', "start->end")})
    assert refused.value.element == "x"


@pytest.mark.parametrize("process", ["gone", "s"])
def test_a_process_that_is_asked_for_or_called_must_be_a_process_of_the_file(process: str) -> None:
    call = f'<subProcess id="s"><task id="t"/></subProcess><callActivity id="c" calledElement="{process}"/>'
    with pytest.raises(DefinitionError, match=f"no process “{process}” to call"):
        engine.parse({"process.bpmn": diagram(START + call, "start->s, s->c, c->end")})


@pytest.mark.parametrize(
    ("attributes", "links", "conditions", "default"),
    [
        ('default="g.b.2"', "g->a: x > 1, g->b", [("x > 1", "a"), (None, "b")], "b"),
        ("", "g->a: x > 1, g->b", [("x > 1", "a"), (None, "b")], None),
        ("", "g->a", [(None, "a")], "a"),
        ("", "g->a: x > 1", [("x > 1", "a")], None),
    ],
)
def test_a_choice_of_the_library_is_told_its_conditions_and_default(attributes, links, conditions, default) -> None:
    body = f'<startEvent id="start"/><exclusiveGateway id="g" {attributes}/><endEvent id="a"/><endEvent id="b"/>'
    gateway = engine.parse({"process.bpmn": diagram(body, f"start->g, {links}")}).spec.task_specs["g"]
    told = [(condition and condition.text, target) for condition, target in gateway.cond_task_specs]
    assert (told, gateway.default_task_spec) == (conditions, default)
    assert [one.name for one in gateway.outputs] == [target for _, target in conditions]


class SurveyorParser(UserTaskParser):
    """Asks the scope what the library's parsers may ask."""

    def create_task(self) -> UserTask:
        task = super().create_task()
        scope = self.process_parser
        (flow,) = scope.get_outgoing_sequence_flows("a")
        (event,) = scope.get_boundary_events("a")
        task.seen = flow.get("targetRef"), event.get("id"), scope.get_node_by_id("end").get("id"), self.get_position()
        return task


class SurveyingParser(DiagramParser):
    """Diagrams with tasks that look around."""

    OVERRIDE_PARSER_CLASSES: ClassVar = {full_tag("userTask"): (SurveyorParser, UserTask)}


def test_a_parser_of_one_s_own_may_look_around_in_its_scope() -> None:
    late = '<boundaryEvent id="b" attachedToRef="tns:a"><errorEventDefinition/></boundaryEvent>'
    xml = diagram(f'{START}<userTask id="a"/>{late}', "start->a, a->end, b->end")
    seen = parse_with(SurveyingParser, {"process.bpmn": xml}).spec.task_specs["a"].seen
    assert seen == ("end", "b", "end", {"x": 0.0, "y": 0.0})
