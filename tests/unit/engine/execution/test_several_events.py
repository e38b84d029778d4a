"""Events with several definitions, complex gateways, ad-hoc sub-processes, behaviour events of multi-instance, and
what may begin a case."""

import pytest

import engine
from engine import CaseState, NotWaitingFor
from tests.unit.engine.case_player import NOON, Play, diagram, flows

START = '<startEvent id="start"/><endEvent id="end"/>'
ROOTS = '<message id="m" name="m"/><message id="n" name="n"/><signal id="sig" name="sig"/>'
M = '<messageEventDefinition messageRef="m"/>'
N = '<messageEventDefinition messageRef="n"/>'
DAY = "<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>"


def catch(definitions: str, attributes: str = "") -> str:
    return f'<intermediateCatchEvent id="c" {attributes}>{definitions}</intermediateCatchEvent>'


def test_a_multiple_catch_event_goes_on_at_the_first_of_its_events():
    play = Play(diagram(START + catch(M + DAY), "start->c, c->end", roots=ROOTS))
    assert ([s.message for s in play.last.subscriptions], len(play.last.timers)) == (["m"], 1)
    play.deliver("m", x=1)
    assert (play.state, play.data, play.path) == (CaseState.COMPLETED, {"x": 1}, ["start", "c", "end"])
    other = Play(diagram(START + catch(M + DAY), "start->c, c->end", roots=ROOTS))
    assert other.wait(days=2).state is CaseState.COMPLETED


def test_a_parallel_multiple_catch_event_waits_for_all_of_its_events():
    play = Play(diagram(START + catch(M + N, 'parallelMultiple="true"'), "start->c, c->end", roots=ROOTS))
    play.deliver("n", b=2)
    assert play.state is CaseState.RUNNING
    with pytest.raises(NotWaitingFor):
        play.deliver("n")
    assert play.deliver("m", a=1).data == {"a": 1, "b": 2}
    assert play.state is CaseState.COMPLETED


@pytest.mark.parametrize(("attributes", "rounds"), [("", 1), ('cancelActivity="false"', 3)])
def test_a_multiple_boundary_event_interrupts_or_goes_on_listening(attributes, rounds):
    boundary = f'<boundaryEvent id="b" attachedToRef="a" {attributes}>{M}{N}</boundaryEvent><endEvent id="told"/>'
    play = Play(diagram(START + '<userTask id="a"/>' + boundary, "start->a, a->end, b->told", roots=ROOTS))
    for message in ("m", "n", "m")[:rounds]:
        play.deliver(message)
    assert play.path.count("told") == rounds
    assert play.open == ([] if rounds == 1 else ["a"])


def test_a_non_interrupting_parallel_multiple_boundary_event_listens_again_once_all_came():
    attributes = 'cancelActivity="false" parallelMultiple="true"'
    boundary = f'<boundaryEvent id="b" attachedToRef="a" {attributes}>{M}{N}</boundaryEvent><endEvent id="told"/>'
    play = Play(diagram(START + '<userTask id="a"/>' + boundary, "start->a, a->end, b->told", roots=ROOTS))
    for message in ("m", "n", "n", "m"):
        play.deliver(message)
    assert (play.path.count("told"), play.open) == (2, ["a"])


def test_a_multiple_boundary_event_catches_one_of_two_errors():
    errors = '<error id="E" errorCode="1"/><error id="F" errorCode="2"/>'
    inner = (
        '<subProcess id="s"><startEvent id="s0"/><endEvent id="s1"><errorEventDefinition errorRef="F"/></endEvent>'
        f"{flows('s0->s1')}</subProcess>"
    )
    caught = (
        '<boundaryEvent id="b" attachedToRef="s"><errorEventDefinition errorRef="E"/><errorEventDefinition '
        'errorRef="F"/></boundaryEvent>'
    )
    play = Play(diagram(START + inner + caught, "start->s, s->end, b->end", roots=errors))
    assert (play.path, play.state) == (["start", "s0", "s1", "b", "end"], CaseState.COMPLETED)


def test_a_multiple_throw_event_throws_each():
    thrower = (
        '<intermediateThrowEvent id="t"><signalEventDefinition signalRef="sig"/>' + M + "</intermediateThrowEvent>"
    )
    play = Play(diagram(START + thrower, "start->t, t->end", roots=ROOTS))
    assert [call.name for call in play.calls] == ["m"]
    assert play.last.signals == ("sig",)


def test_a_multiple_event_starts_an_event_sub_process():
    beside = (
        f'<subProcess id="e" triggeredByEvent="true"><startEvent id="e0" isInterrupting="false">{M}{N}</startEvent>'
        f'<endEvent id="e1"/>{flows("e0->e1")}</subProcess>'
    )
    play = Play(diagram(START + '<userTask id="a"/>' + beside, "start->a, a->end", roots=ROOTS))
    play.deliver("n").deliver("m")
    assert (play.path.count("e1"), play.open) == (2, ["a"])


COMPLEX = (
    START
    + '<parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><userTask id="c"/><task id="next"/>'
    + '<complexGateway id="x"><activationCondition>activationCount >= 2</activationCondition></complexGateway>'
)


def test_a_complex_gateway_activates_once_when_its_condition_holds():
    play = Play(diagram(COMPLEX, "start->f, f->a, f->b, f->c, a->x, b->x, c->x, x->next, next->end"))
    assert play.complete("a").path.count("next") == 0
    assert play.complete("c").path.count("next") == 1
    assert play.state is CaseState.RUNNING
    play.complete("b")
    assert (play.path.count("next"), play.state) == (1, CaseState.COMPLETED)


def test_a_complex_gateway_may_send_the_late_ones_another_way():
    body = COMPLEX + '<endEvent id="late"/>'
    links = (
        "start->f, f->a, f->b, f->c, a->x, b->x, c->x, x->next: waitingForStart, x->late: not(waitingForStart), "
        "next->end"
    )
    play = Play(diagram(body, links)).complete("a").complete("b").complete("c")
    assert (play.path.count("next"), play.path.count("late")) == (1, 1)


def ad_hoc(attributes: str, body: str) -> bytes:
    return diagram(START + f'<adHocSubProcess id="s" {attributes}>{body}</adHocSubProcess>', "start->s, s->end")


TWO = '<userTask id="a"/><userTask id="b"/>'


def test_a_parallel_ad_hoc_sub_process_opens_all_and_ends_when_all_are_done():
    play = Play(ad_hoc("", TWO))
    assert play.open == ["a", "b"]
    assert play.complete("b").state is CaseState.RUNNING
    assert play.complete("a").path == ["start", "b", "a", "s", "end"]


def test_a_sequential_ad_hoc_sub_process_opens_one_after_the_other():
    play = Play(ad_hoc('ordering="Sequential"', TWO))
    assert play.open == ["a"]
    assert play.complete("a").open == ["b"]
    assert play.complete("b").state is CaseState.COMPLETED


DONE = "<completionCondition>enough</completionCondition>"


def test_an_ad_hoc_sub_process_cancels_the_rest_when_its_condition_holds():
    play = Play(ad_hoc("", TWO + DONE), {"enough": False}).complete("a", enough=True)
    assert (play.state, play.cancelled) == (CaseState.COMPLETED, ["b"])


def test_an_ad_hoc_sub_process_may_let_the_rest_finish():
    play = Play(ad_hoc('cancelRemainingInstances="false"', TWO + DONE), {"enough": False}).complete("a", enough=True)
    assert play.open == ["b"]
    assert play.complete("b").state is CaseState.COMPLETED


def test_a_sequential_ad_hoc_sub_process_stops_at_its_condition():
    play = Play(ad_hoc('ordering="Sequential"', TWO + DONE), {"enough": False}).complete("a", enough=True)
    assert (play.path, play.state) == (["start", "a", "s", "end"], CaseState.COMPLETED)


def test_an_ad_hoc_sub_process_without_starts_follows_the_flows_inside():
    play = Play(ad_hoc("", TWO + '<userTask id="c"/>' + flows("a->c")))
    assert play.complete("a").open == ["b", "c"]


def behaving(attributes: str, inner: str = "") -> bytes:
    loop = (
        f'<multiInstanceLoopCharacteristics isSequential="true" {attributes}>'
        f"<loopCardinality>3</loopCardinality>{inner}</multiInstanceLoopCharacteristics>"
    )
    boundary = (
        '<boundaryEvent id="b" attachedToRef="a" cancelActivity="false"><signalEventDefinition signalRef="sig"/>'
        '</boundaryEvent><endEvent id="told"/>'
    )
    roots = ROOTS + '<signalEventDefinition id="def" signalRef="sig"/>'
    return diagram(START + f'<task id="a">{loop}</task>' + boundary, "start->a, a->end, b->told", roots=roots)


@pytest.mark.parametrize(
    ("xml", "times"),
    [
        (behaving('behavior="None" noneBehaviorEventRef="def"'), 3),
        (behaving('behavior="One" oneBehaviorEventRef="def"'), 1),
        (behaving('behavior="All"'), 0),
        (
            behaving(
                'behavior="Complex"',
                "<complexBehaviorDefinition><condition>numberOfCompletedInstances = 2</condition><event>"
                '<signalEventDefinition signalRef="sig"/></event></complexBehaviorDefinition>',
            ),
            1,
        ),
    ],
    ids=["none", "one", "all", "complex"],
)
def test_instances_throw_the_events_of_the_behavior(xml, times):
    play = Play(xml)
    assert (play.path.count("told"), play.path.count("end")) == (times, 1)
    assert play.state is CaseState.COMPLETED


def test_an_instantiating_receive_task_begins_a_case():
    xml = diagram(
        '<receiveTask id="r" instantiate="true" messageRef="m"/><userTask id="a"/><endEvent id="end"/>',
        "r->a, a->end",
        roots=ROOTS,
    )
    play = Play(xml, {"x": 1})
    assert (play.path, play.open) == (["r"], ["a"])


def gateway(kind: str) -> bytes:
    return diagram(
        f'<eventBasedGateway id="g" instantiate="true" eventGatewayType="{kind}"/><intermediateCatchEvent id="cm">{M}'
        f'</intermediateCatchEvent><intermediateCatchEvent id="cn">{N}</intermediateCatchEvent><endEvent id="end"/>',
        "g->cm, g->cn, cm->end, cn->end",
        roots=ROOTS,
    )


def test_an_instantiating_event_gateway_begins_a_case_with_the_event_that_came():
    definition = engine.parse({"process.bpmn": gateway("Exclusive")})
    assert definition.started_by("message", "n") == "cn"
    outcome = engine.start(definition, {}, now=NOON, at="cn")
    assert outcome.state is CaseState.COMPLETED
    assert [s.element for s in outcome.steps if s.event == "completed"] == ["g", "cn", "end"]


def test_a_parallel_instantiating_event_gateway_waits_for_its_other_events():
    definition = engine.parse({"process.bpmn": gateway("Parallel")})
    outcome = engine.start(definition, {}, now=NOON, at="cn")
    assert [s.message for s in outcome.subscriptions] == ["m"]
    assert engine.deliver(definition, outcome.snapshot, "m", {}, now=NOON).state is CaseState.COMPLETED


def test_a_case_begins_only_where_something_begins_one():
    definition = engine.parse({"process.bpmn": gateway("Exclusive")})
    with pytest.raises(NotWaitingFor):
        engine.start(definition, {}, now=NOON, at="end")


def test_a_script_may_end_in_an_error():
    script = '<scriptTask id="a"><script>if bad then throw error("E1") else {x: 1}</script></scriptTask>'
    caught = (
        '<boundaryEvent id="b" attachedToRef="a"><errorEventDefinition errorRef="E"/></boundaryEvent>'
        '<endEvent id="no"/>'
    )
    xml = diagram(START + script + caught, "start->a, a->end, b->no", roots='<error id="E" errorCode="E1"/>')
    assert Play(xml, {"bad": True}).path == ["start", "b", "no"]
    assert Play(xml, {"bad": False}).data == {"bad": False, "x": 1}
    uncaught = diagram(START + script, "start->a, a->end")
    assert Play(uncaught, {"bad": True}).state is CaseState.TERMINATED
