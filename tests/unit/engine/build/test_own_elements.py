"""An element of another namespace: a spec, a parser for it, both registered, as whoever knows SpiffWorkflow does it."""

from typing import ClassVar

import pytest
from SpiffWorkflow.bpmn.parser.util import full_tag

import engine
from engine import Audience, CaseState, DefinitionError
from engine.build.diagram_parser import DiagramParser
from engine.build.task_parsers import UserTaskParser
from engine.definition import parse_with
from engine.execution.activities import UserTask
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
    """A user task that knows up to which amount it may approve."""

    limit = 0


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
    assert (done.state, done.data) == (CaseState.COMPLETED, {"ok": True})


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
