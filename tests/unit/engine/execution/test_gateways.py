"""Which flows a gateway chooses, and for which tokens it waits."""

from engine import CaseState
from tests.unit.engine.case_player import Play, diagram

START = '<startEvent id="start"/><endEvent id="end"/>'


def test_exclusive_gateway_takes_the_first_flow_that_holds():
    xml = diagram(
        START + '<exclusiveGateway id="g"/><userTask id="big"/><userTask id="small"/>',
        "start->g, g->big: n > 10, g->small: n > 1, big->end, small->end",
    )
    assert Play(xml, {"n": 20}).open == ["big"]
    assert Play(xml, {"n": 5}).open == ["small"]


def test_exclusive_gateway_without_a_way_out_is_an_incident_that_can_be_repaired():
    xml = diagram(START + '<exclusiveGateway id="g"/>', "start->g, g->end: n > 10, g->end: n < 0")
    play = Play(xml, {"n": 5})
    assert play.state is CaseState.INCIDENT
    assert [incident.element for incident in play.last.incidents] == ["g"]
    assert play.amend(n=11).retry().state is CaseState.COMPLETED


def test_default_flow_is_taken_when_no_condition_holds():
    xml = diagram(
        START + '<exclusiveGateway id="g" default="g.b.2"/><userTask id="a"/><userTask id="b"/>',
        "start->g, g->a: n > 10, g->b, a->end, b->end",
    )
    assert Play(xml, {"n": 5}).open == ["b"]
    assert Play(xml, {}).open == ["b"]


def test_parallel_gateways_fork_and_wait_for_all():
    xml = diagram(
        START + '<parallelGateway id="fork"/><parallelGateway id="join"/><userTask id="a"/><userTask id="b"/>',
        "start->fork, fork->a, fork->b, a->join, b->join, join->end",
    )
    play = Play(xml)
    assert play.open == ["a", "b"]
    assert play.complete("b", x=1).open == ["a"]
    assert play.last.active == ("a", "join")
    assert play.complete("a", y=2).state is CaseState.COMPLETED
    assert play.path == ["start", "fork", "b", "a", "join", "end"]
    assert play.data == {"x": 1, "y": 2}


def test_branches_never_overwrite_each_other_with_old_data():
    xml = diagram(
        START + '<parallelGateway id="fork"/><parallelGateway id="join"/><userTask id="a"/><userTask id="b"/>',
        "start->fork, fork->a, fork->b, a->join, b->join, join->end",
    )
    assert Play(xml, {"x": 1}).complete("a", x=2).complete("b").data == {"x": 2}


def test_excess_tokens_stay_at_a_parallel_join():
    xml = diagram(
        START
        + '<parallelGateway id="fork"/><exclusiveGateway id="m"/><parallelGateway id="join"/>'
        + '<userTask id="a"/><userTask id="b"/><userTask id="c"/>',
        "start->fork, fork->a, fork->b, fork->c, a->m, b->m, m->join, c->join, join->end",
    )
    play = Play(xml).complete("a").complete("b").complete("c")
    assert play.state is CaseState.RUNNING
    assert play.last.active == ("join",)
    assert play.path.count("end") == 1


def test_parallel_join_in_a_loop_counts_tokens_anew_each_round():
    xml = diagram(
        START
        + '<exclusiveGateway id="m"/><parallelGateway id="fork"/><parallelGateway id="join"/>'
        + '<userTask id="a"/><userTask id="b"/><exclusiveGateway id="x" default="x.end.8"/>',
        "start->m, m->fork, fork->a, fork->b, a->join, b->join, join->x, x->m: again, x->end",
    )
    play = Play(xml)
    for _ in range(3):
        play.complete("a", again=True).complete("b")
    assert play.complete("b", again=False).complete("a").state is CaseState.COMPLETED
    assert play.path.count("join") == 4


def test_inclusive_gateway_forks_on_all_conditions_and_joins_what_was_forked():
    xml = diagram(
        START
        + '<inclusiveGateway id="fork" default="fork.c.3"/><inclusiveGateway id="join"/>'
        + '<userTask id="a"/><userTask id="b"/><userTask id="c"/>',
        "start->fork, fork->a: n > 1, fork->b: n > 2, fork->c, a->join, b->join, c->join, join->end",
    )
    assert Play(xml, {"n": 0}).open == ["c"]
    assert Play(xml, {"n": 2}).complete("a").state is CaseState.COMPLETED
    play = Play(xml, {"n": 3}).complete("a")
    assert play.open == ["b"]
    assert play.complete("b").state is CaseState.COMPLETED
    assert play.path.count("join") == 1


def test_inclusive_join_goes_on_when_a_branch_can_no_longer_arrive():
    xml = diagram(
        START
        + '<endEvent id="other"/><inclusiveGateway id="fork"/><inclusiveGateway id="join"/><exclusiveGateway id="x"/>'
        + '<userTask id="a"/><userTask id="b"/><userTask id="after"/>',
        "start->fork, fork->a, fork->b, a->x, x->join: stay, x->other: not(stay), b->join, join->after, after->end",
    )
    play = Play(xml).complete("b")
    assert play.open == ["a"]
    assert play.complete("a", stay=False).open == ["after"]


def test_event_based_gateway_gives_each_arm_its_own_due_time():
    timer = "<timerEventDefinition><timeDuration>{}</timeDuration></timerEventDefinition>"
    xml = diagram(
        START
        + '<eventBasedGateway id="g"/><userTask id="late"/><userTask id="early"/>'
        + f'<intermediateCatchEvent id="t1">{timer.format("PT10H")}</intermediateCatchEvent>'
        + f'<intermediateCatchEvent id="t2">{timer.format("PT1H")}</intermediateCatchEvent>',
        "start->g, g->t1, g->t2, t1->late, t2->early, late->end, early->end",
    )
    play = Play(xml)
    assert len({timer.due_at for timer in play.last.timers}) == 2
    assert play.wait(hours=2).open == ["early"]
    assert play.last.timers == ()
    assert play.path == ["start", "g", "t2"]


def test_event_based_gateway_takes_the_message_that_comes_first():
    xml = diagram(
        START
        + '<eventBasedGateway id="g"/><receiveTask id="r" messageRef="paid"/>'
        + '<intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>'
        "P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>",
        "start->g, g->t, g->r, t->end, r->end",
        roots='<message id="paid" name="payment"/>',
    )
    play = Play(xml).deliver("payment", amount=5)
    assert play.state is CaseState.COMPLETED
    assert play.data == {"amount": 5}
    assert play.path == ["start", "g", "r", "end"]


def test_several_and_conditional_flows_out_of_a_task():
    xml = diagram(
        START + '<userTask id="t" default="t.d.4"/><userTask id="a"/><userTask id="b"/><userTask id="d"/>',
        "start->t, t->a: n > 1, t->b: n > 2, a->end, t->d, b->end, d->end",
    )
    assert Play(xml).complete("t", n=3).open == ["a", "b"]
    assert Play(xml).complete("t", n=0).open == ["d"]


def test_two_flows_between_the_same_nodes_are_two_tokens():
    xml = diagram(
        START + '<parallelGateway id="fork"/><parallelGateway id="join"/>',
        "start->fork, fork->join, fork->join, join->end",
    )
    play = Play(xml)
    assert play.state is CaseState.COMPLETED
    assert play.path == ["start", "fork", "join", "end"]
