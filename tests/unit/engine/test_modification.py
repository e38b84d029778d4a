"""What people change in a running case: a token moved by hand, an incident settled, a wait that can't be granted."""

import pytest

import engine
from engine import CannotMove, CaseState, IncidentCode, StepFailed, TaskNotOpen
from tests.unit.engine.case_player import Play, diagram, flows

START = '<startEvent id="start"/><endEvent id="end"/>'
TASKS = START + '<userTask id="a"/><userTask id="b"/>'
LINE = "start->a, a->b, b->end"


def moved(play: Play, element: str, target: str) -> Play:
    return play._take(engine.move(play.definition, play.last.snapshot, element, target, now=play.now))


def refusal(play: Play, element: str, target: str) -> str:
    with pytest.raises(CannotMove) as refused:
        moved(play, element, target)
    assert refused.value.obstacle.reason.fa
    return refused.value.obstacle.reason.en


def test_a_token_moves_back_and_forth_with_what_stood_beside_it():
    timed = TASKS + (
        '<boundaryEvent id="late" attachedToRef="b"><timerEventDefinition><timeDuration>PT1H</timeDuration>'
        "</timerEventDefinition></boundaryEvent>"
    )
    play = Play(diagram(timed, f"{LINE}, late->end"))
    assert moved(play, "a", "b").open == ["b"]
    assert (play.cancelled, len(play.last.timers)) == (["a"], 1)
    assert moved(play, "b", "a").open == ["a"]
    assert play.last.timers == ()
    assert play.complete("a").complete("b").state is CaseState.COMPLETED


def test_moving_to_the_end_ends_the_case():
    assert moved(Play(diagram(TASKS, LINE)), "a", "end").state is CaseState.COMPLETED


def test_a_move_goes_on_from_a_gateway_or_a_step_that_needs_nobody():
    xml = START + '<userTask id="a"/><exclusiveGateway id="x"/><userTask id="b"/><userTask id="c"/>'
    play = Play(diagram(xml, "start->a, a->x, x->b: n > 1, x->c: n <= 1, b->end, c->end"), {"n": 2})
    assert moved(play, "a", "x").open == ["b"]


def test_an_incident_is_moved_out_of_the_way():
    xml = START + '<exclusiveGateway id="x"/><userTask id="b"/>'
    play = Play(diagram(xml, "start->x, x->b: n > 5, b->end"), {"n": 1})
    assert moved(play, "x", "b").open == ["b"]
    assert play.state is CaseState.RUNNING


INSIDE = TASKS + (
    '<subProcess id="s"><startEvent id="s0"/><userTask id="w"/><userTask id="v"/><endEvent id="s1"/>'
    + flows("s0->w, w->v, v->s1")
    + "</subProcess>"
)
WITH_PART = "start->s, s->a, a->b, b->end"


def test_out_of_a_sub_process_the_whole_of_it_is_left():
    play = Play(diagram(INSIDE, WITH_PART))
    assert moved(play, "w", "v").open == ["v"]
    assert moved(play, "v", "b").open == ["b"]
    assert "s" in play.cancelled


def test_into_a_sub_process_nothing_moves():
    play = Play(diagram(INSIDE, WITH_PART)).complete("w").complete("v")
    assert "hasn't begun" in refusal(play, "a", "w")
    assert play.open == ["a"]


def test_what_no_flow_leads_to_is_no_target():
    xml = TASKS + (
        '<boundaryEvent id="late" attachedToRef="b"><timerEventDefinition><timeDuration>PT1H</timeDuration>'
        "</timerEventDefinition></boundaryEvent>"
    )
    play = Play(diagram(xml, f"{LINE}, late->end"))
    assert [refusal(play, "a", target) for target in ("start", "late")] == [
        "No flow leads to this step: it is a start, boundary or compensation event."
    ] * 2
    assert refusal(play, "a", "a") == "The case is there already."
    assert refusal(play, "a", "nowhere") == "There is no such step in this part of the diagram."
    assert refusal(play, "b", "a") == "The case isn't at this step."


def test_a_join_is_no_target():
    xml = TASKS + '<parallelGateway id="f"/><parallelGateway id="j"/>'
    play = Play(diagram(xml, "start->f, f->a, f->b, a->j, b->j, j->end"))
    assert "waits for several branches" in refusal(play, "a", "j")


@pytest.mark.parametrize("sequential", ["true", "false"])
def test_instances_of_a_loop_stay_where_they_are(sequential):
    xml = TASKS + (
        f'<userTask id="w"><multiInstanceLoopCharacteristics isSequential="{sequential}" miz:collection="people" '
        'miz:item="person"/></userTask>'
    )
    play = Play(diagram(xml, "start->w, w->a, a->b, b->end"), {"people": [1, 2]})
    assert "several items" in refusal(play, "w", "b")


def test_inside_a_sub_process_that_runs_for_each_item_nothing_moves_out():
    xml = TASKS + (
        '<subProcess id="s"><multiInstanceLoopCharacteristics miz:collection="people" miz:item="person"/>'
        '<startEvent id="s0"/><userTask id="w"/><endEvent id="s1"/>' + flows("s0->w, w->s1") + "</subProcess>"
    )
    play = Play(diagram(xml, "start->s, s->a, a->b, b->end"), {"people": [1]})
    assert "several items" in refusal(play, "w", "b")


def test_an_arm_of_a_gateway_moves_with_its_gateway():
    xml = TASKS + (
        '<eventBasedGateway id="g"/><receiveTask id="r" name="go"/><intermediateCatchEvent id="t">'
        "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>"
    )
    play = Play(diagram(xml, "start->g, g->r, g->t, r->a, t->a, a->b, b->end"))
    assert "gateway before it" in refusal(play, "g", "r")
    assert moved(play, "r", "b").open == ["b"]
    assert (play.last.timers, play.last.subscriptions) == ((), ())


def test_a_case_that_has_ended_stays_so():
    play = Play(diagram(START, "start->end"))
    assert refusal(play, "end", "start") == "The case has ended."


def test_the_targets_that_are_offered_are_those_that_are_taken():
    play = Play(diagram(INSIDE, WITH_PART))
    assert set(engine.moves_from(play.definition, "w")) == {"v", "s1", "a", "b", "end", "s"}
    assert set(engine.moves_from(play.definition, "a")) == {"b", "end", "s"}


def resolved(play: Play, **value: object) -> Play:
    task_id = play.last.incidents[0].task_id
    return play._take(engine.resolve(play.definition, play.last.snapshot, task_id, value, now=play.now))


def test_the_answer_of_a_connector_is_given_by_hand():
    xml = START + (
        '<serviceTask id="ask" miz:connector="registry"><extensionElements><miz:output name="owner" '
        'value="person.name"/></extensionElements></serviceTask><userTask id="b"/>'
    )
    play = Play(diagram(xml, "start->ask, ask->b, b->end")).fail("ask", "DOWN")
    assert resolved(play, person={"name": "Sara"}).open == ["b"]
    assert play.data == {"owner": "Sara"}


def test_an_answer_that_does_not_do_leaves_the_incident():
    xml = START + (
        '<serviceTask id="ask" miz:connector="registry"><extensionElements><miz:output name="fee" '
        'value="duration(amount)"/></extensionElements></serviceTask>'
    )
    play = Play(diagram(xml, "start->ask, ask->end")).fail("ask", "DOWN")
    before = play.data
    resolved(play, amount=[1])
    assert (play.state, play.data) in [(CaseState.INCIDENT, before), (CaseState.COMPLETED, {"fee": None})]


def test_the_result_of_a_script_is_given_by_hand():
    xml = START + '<scriptTask id="x" scriptFormat="feel"><script>"no context"</script></scriptTask><userTask id="b"/>'
    play = Play(diagram(xml, "start->x, x->b, b->end"))
    assert play.state is CaseState.INCIDENT
    assert resolved(play, fee=12).open == ["b"]
    assert play.data == {"fee": 12}


def test_data_are_put_right_and_a_gateway_is_tried_again():
    xml = START + '<exclusiveGateway id="x"/><userTask id="b"/>'
    play = Play(diagram(xml, "start->x, x->b: n > 5, b->end"), {"n": 1})
    assert resolved(play, n=2).state is CaseState.INCIDENT
    assert resolved(play, n=6).open == ["b"]


def test_what_is_no_incident_cannot_be_resolved():
    play = Play(diagram(TASKS, LINE))
    with pytest.raises(TaskNotOpen):
        engine.resolve(play.definition, play.last.snapshot, play.last.ready[0].id, {}, now=play.now)


TAKEN = StepFailed(IncidentCode.MESSAGE_KEY_TAKEN, message="go", key="1", case="1234")


def test_a_wait_that_is_not_granted_is_an_incident_until_it_is_tried_again():
    xml = TASKS + '<receiveTask id="r" name="go" miz:key="k"/>'
    play = Play(diagram(xml, "start->r, r->a, a->b, b->end"), {"k": "1"})
    task_id = play.last.subscriptions[0].task_id
    play._take(engine.hold(play.definition, play.last.snapshot, {task_id: TAKEN}, now=play.now))
    assert (play.state, play.last.subscriptions, play.last.incidents[0].code) == (
        CaseState.INCIDENT,
        (),
        TAKEN.code,
    )
    with pytest.raises(engine.NotWaitingFor):
        play.deliver("go", "1")
    with pytest.raises(TaskNotOpen):
        engine.hold(play.definition, play.last.snapshot, {task_id: TAKEN}, now=play.now)
    assert [one.key for one in play.retry().last.subscriptions] == ["1"]
    assert play.deliver("go", "1").open == ["a"]


def test_a_message_goes_to_the_token_that_is_named():
    xml = TASKS + '<receiveTask id="r" name="go"/><receiveTask id="q" name="go"/><parallelGateway id="f"/>'
    play = Play(diagram(xml, "start->f, f->r, f->q, r->a, q->b, a->end, b->end"))
    second = next(one.task_id for one in play.last.subscriptions if one.element == "q")
    given = engine.deliver(play.definition, play.last.snapshot, "go", {}, now=play.now, task_id=second)
    assert [task.element for task in given.ready] == ["b"]


WITH_OUTPUT = (
    '<serviceTask id="x" miz:connector="c"><extensionElements><miz:output name="o" value="a.b + n"/>'
    "</extensionElements></serviceTask>"
)


@pytest.mark.parametrize(
    ("elements", "wanted"),
    [
        (WITH_OUTPUT, {"a": None}),
        ('<serviceTask id="x" miz:connector="c"/>', {}),
        ('<scriptTask id="x" scriptFormat="feel"><script>"no context"</script></scriptTask>', {}),
        ('<exclusiveGateway id="x"/>', {"n": 1}),
    ],
)
def test_the_names_that_want_a_value_are_told(elements, wanted):
    play = Play(diagram(TASKS + elements, "start->x, x->a: n > 5, a->b, b->end"), {"n": 1})
    if play.calls:
        play.fail("x", "DOWN")
    task_id = play.last.incidents[0].task_id
    assert engine.wanted_by(play.definition, play.last.snapshot, task_id, now=play.now) == wanted
    assert engine.look(play.definition, play.last.snapshot, now=play.now).snapshot == play.last.snapshot
