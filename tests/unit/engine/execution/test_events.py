"""Timers, messages, signals, errors, escalations, conditions: who is told, and what stops."""

from datetime import timedelta

import pytest

from engine import CallKind, CaseState, NotWaitingFor
from tests.unit.engine.case_player import NOON, Play, diagram, flows

START = '<startEvent id="start"/><endEvent id="end"/>'


def timer(text: str, kind: str = "timeDuration", **attributes: str) -> str:
    named = "".join(f' miz:{name}="{value}"' for name, value in attributes.items())
    return f"<timerEventDefinition{named}><{kind}>{text}</{kind}></timerEventDefinition>"


def boundary(id_: str, host: str, event: str, *, interrupting: bool = True) -> str:
    return (
        f'<boundaryEvent id="{id_}" attachedToRef="{host}" '
        f'cancelActivity="{str(interrupting).lower()}">{event}</boundaryEvent>'
    )


def sub(id_: str, elements: str, links: str, attributes: str = "") -> str:
    return f'<subProcess id="{id_}" {attributes}>{elements}{flows(links)}</subProcess>'


@pytest.mark.parametrize(
    ("text", "kind", "hours"),
    [
        ("PT10H", "timeDuration", 10),
        ('="PT" + string(n) + "H"', "timeDuration", 3),
        ('duration("PT5H")', "timeDuration", 5),
        ("2026-05-02T20:00:00Z", "timeDate", 8),
        ("R3/PT2H", "timeCycle", 2),
        ("P1M", "timeDuration", 31 * 24),
        ('date and time("2026-05-02T18:30:00@Asia/Tehran")', "timeDate", 3),
        ("2026-05-03", "timeDate", 8.5),
    ],
)
def test_timer_is_due_counted_from_the_moment_of_the_step(text, kind, hours):
    xml = diagram(
        START + f'<intermediateCatchEvent id="t">{timer(text, kind)}</intermediateCatchEvent>', "start->t, t->end"
    )
    play = Play(xml, {"n": 3})
    assert [t.due_at for t in play.last.timers] == [NOON + timedelta(hours=hours)]
    assert play.wait(hours=hours - 0.1).state is CaseState.RUNNING
    assert play.wait(hours=0.2).state is CaseState.COMPLETED


def test_working_clock_skips_the_weekend():
    xml = diagram(
        START + f'<intermediateCatchEvent id="t">{timer("PT1H", clock="working")}</intermediateCatchEvent>',
        "start->t, t->end",
    )
    # noon UTC on a Saturday is 15:30 in Tehran: the office opens on Sunday at 8:00, which is 4:30 UTC
    assert [t.due_at for t in Play(xml).last.timers] == [NOON + timedelta(hours=17.5)]


def test_a_moment_that_has_passed_fires_at_once():
    xml = diagram(
        START + f'<intermediateCatchEvent id="t">{timer("2020-01-01", "timeDate")}</intermediateCatchEvent>',
        "start->t, t->end",
    )
    assert Play(xml).state is CaseState.COMPLETED


def test_a_time_that_is_none_is_an_incident():
    xml = diagram(
        START + f'<intermediateCatchEvent id="t">{timer("when", "timeDate")}</intermediateCatchEvent>',
        "start->t, t->end",
    )
    play = Play(xml)
    assert (play.state, play.last.incidents[0].expression) == (CaseState.INCIDENT, "when")
    assert play.amend(when="PT1H").state is CaseState.INCIDENT
    assert play.retry().last.active == ("t",)
    assert [t.due_at for t in play.last.timers] == [NOON + timedelta(hours=1)]
    assert play.wait(hours=1).state is CaseState.COMPLETED
    assert play.path == ["start", "t", "end"]


def test_interrupting_boundary_timer_stops_its_activity():
    xml = diagram(
        START + '<userTask id="a"/><userTask id="late"/>' + boundary("t", "a", timer("P1D")),
        "start->a, a->end, t->late, late->end",
    )
    play = Play(xml).wait(days=2)
    assert play.open == ["late"]
    assert play.cancelled == ["a"]
    assert Play(xml).complete("a").last.timers == ()


def test_non_interrupting_cycle_runs_beside_and_stops_after_its_rounds():
    xml = diagram(
        START
        + '<userTask id="a"/><endEvent id="told"/>'
        + boundary("t", "a", timer("R3/PT10H", "timeCycle"), interrupting=False),
        "start->a, a->end, t->told",
    )
    play = Play(xml).wait(hours=25)
    assert play.path.count("told") == 2
    assert play.wait(days=9).path.count("told") == 3
    assert play.last.timers == ()
    assert play.open == ["a"]


def test_endless_cycle_does_not_make_up_for_missed_rounds():
    xml = diagram(
        START
        + '<userTask id="a"/><endEvent id="told"/>'
        + boundary("t", "a", timer("R/PT1H", "timeCycle"), interrupting=False),
        "start->a, a->end, t->told",
    )
    play = Play(xml)
    play.now += timedelta(days=30)
    play.complete("a")
    assert play.state is CaseState.COMPLETED
    late = Play(xml)
    late.now += timedelta(days=30)
    late.amend(x=1)
    assert late.path.count("told") == 1
    assert [t.due_at > late.now for t in late.last.timers] == [True]


def test_message_goes_to_who_waits_with_that_key():
    xml = diagram(
        START + '<parallelGateway id="f"/><receiveTask id="a" messageRef="m" '
        'miz:key="x"/><receiveTask id="b" messageRef="m" miz:key="y"/>',
        "start->f, f->a, f->b, a->end, b->end",
        roots='<message id="m" name="paid"/>',
    )
    play = Play(xml, {"x": "one", "y": 2})
    assert [(s.message, s.key) for s in play.last.subscriptions] == [("paid", "one"), ("paid", "2")]
    with pytest.raises(NotWaitingFor):
        play.deliver("paid", "three")
    with pytest.raises(NotWaitingFor):
        play.deliver("lost")
    assert play.deliver("paid", "2", sum=5).last.active == ("a",)
    assert play.data["sum"] == 5


HELLO = '<message id="m" name="hello"/>'


def test_thrown_message_leaves_the_case_through_a_call():
    xml = diagram(
        START + '<intermediateThrowEvent id="t"><messageEventDefinition messageRef="m"/></intermediateThrowEvent>',
        "start->t, t->end",
        roots='<message id="m" name="hello"/>',
    )
    play = Play(xml, {"a": 1})
    assert [(c.kind, c.name, c.payload) for c in play.calls] == [(CallKind.MESSAGE, "hello", {})]
    assert play.state is CaseState.COMPLETED


WRITTEN = (
    '<extensionElements><miz:input name="sum" value="a + 1"/><miz:input name="to.who" value="b"/></extensionElements>'
)
INPUT = (
    '<ioSpecification><dataInput id="di" name="{}"/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/>'
    "</ioSpecification>{}<dataInputAssociation><sourceRef>d</sourceRef><targetRef>di</targetRef></dataInputAssociation>"
)
DRAWN = (
    '<property id="pp" name="__targetRef_placeholder"/><dataInputAssociation><sourceRef>d</sourceRef>'
    "<targetRef>pp</targetRef></dataInputAssociation>"
)
LOOP = '<multiInstanceLoopCharacteristics miz:collection="[1, 2]" miz:item="one"/>'


@pytest.mark.parametrize(
    ("inner", "sent"),
    [
        ("", [{}]),
        (WRITTEN, [{"sum": 2, "to": {"who": "x"}}]),
        (INPUT.format("a", ""), [{"a": 1}]),
        (INPUT.format("other", ""), [{"other": 1}]),
        (WRITTEN + INPUT.format("to", ""), [{"sum": 2, "to": {"who": "x"}}]),
        (DRAWN, [{"a": 1}]),
        (LOOP, [{}, {}]),
        (INPUT.format("a", "") + LOOP, [{"a": 1}, {"a": 1}]),
        (WRITTEN.replace("a + 1", "one") + LOOP, [{"sum": n, "to": {"who": "x"}} for n in (1, 2)]),
    ],
)
def test_message_carries_what_is_declared_and_no_other_data(inner, sent):
    """10.3.3: without a data input the message isn't populated with data."""
    data = '<dataObject id="d" name="a"/>'
    xml = diagram(START + data + f'<sendTask id="t" messageRef="m">{inner}</sendTask>', "start->t, t->end", roots=HELLO)
    play = Play(xml, {"a": 1, "b": "x", "secret": 9})
    assert [call.payload for call in play.calls] == sent


@pytest.mark.parametrize("kind", ["intermediateThrowEvent", "endEvent"])
def test_event_says_what_its_message_carries_in_the_same_words(kind):
    event = f'<{kind} id="t">{WRITTEN}<messageEventDefinition messageRef="m"/></{kind}>'
    links = "start->t" if kind == "endEvent" else "start->t, t->end"
    play = Play(diagram(START + event, links, roots=HELLO), {"a": 1, "b": "x", "secret": 9})
    assert play.calls[0].payload == {"sum": 2, "to": {"who": "x"}}


def test_key_of_a_message_that_carries_nothing_is_read_from_the_data():
    key = (
        '<collaboration id="c"><correlationKey id="k"><correlationPropertyRef>p</correlationPropertyRef>'
        '</correlationKey></collaboration><correlationProperty id="p"><correlationPropertyRetrievalExpression '
        'messageRef="m"><messagePath>a</messagePath></correlationPropertyRetrievalExpression></correlationProperty>'
    )
    xml = diagram(START + '<sendTask id="t" messageRef="m"/>', "start->t, t->end", roots=key + HELLO)
    (call,) = Play(xml, {"a": 7, "secret": 9}).calls
    assert (call.payload, call.correlation) == ({}, "7")


def test_thrown_message_carries_its_correlation_and_goes_first_to_who_waits_in_the_case():
    throw = (
        '<intermediateThrowEvent id="t"><messageEventDefinition messageRef="m" miz:key="to"/></intermediateThrowEvent>'
    )
    wait = '<receiveTask id="r" messageRef="m" miz:key="me"/>'
    xml = diagram(
        START + '<parallelGateway id="f"/><userTask id="u"/>' + throw + wait,
        "start->f, f->u, f->r, u->t, t->end, r->end",
        roots='<message id="m" name="hello"/>',
    )
    assert Play(xml, {"to": "a", "me": "a"}).complete("u").state is CaseState.COMPLETED
    play = Play(xml, {"to": "b", "me": "a"}).complete("u")
    assert ([call.correlation for call in play.calls], play.last.active) == (["b"], ("r",))


def test_signal_end_event_reaches_all_who_wait():
    xml = diagram(
        START + '<parallelGateway id="f"/><userTask id="u"/><endEvent '
        'id="s"><signalEventDefinition signalRef="go"/></endEvent>'
        + '<intermediateCatchEvent id="a"><signalEventDefinition signalRef="go"/></intermediateCatchEvent>'
        + '<intermediateCatchEvent id="b"><signalEventDefinition signalRef="go"/></intermediateCatchEvent>',
        "start->f, f->a, f->b, f->u, u->s, a->end, b->end",
        roots='<signal id="go" name="Go"/>',
    )
    play = Play(xml).complete("u")
    assert play.state is CaseState.COMPLETED
    assert sorted(play.path[2:]) == ["a", "b", "end", "end", "s", "u"]


def test_link_events_lead_on():
    xml = diagram(
        START
        + '<intermediateThrowEvent id="out"><linkEventDefinition name="L"/></intermediateThrowEvent>'
        + '<intermediateCatchEvent id="in"><linkEventDefinition name="L"/></intermediateCatchEvent>',
        "start->out, in->end",
    )
    assert Play(xml).path == ["start", "out", "in", "end"]


ERRORS = '<error id="e1" name="one" errorCode="1"/><error id="e2" name="two" errorCode="2"/>'


def test_error_end_event_stops_its_sub_process_at_once():
    inner = sub(
        "s",
        '<startEvent id="s0"/><parallelGateway id="f"/><userTask id="w"/><endEvent id="w1"/>'
        '<endEvent id="bad"><errorEventDefinition errorRef="e1"/></endEvent>',
        "s0->f, f->bad, f->w, w->w1",
    )
    xml = diagram(
        START
        + inner
        + '<userTask id="any"/><userTask id="mine"/>'
        + boundary("b0", "s", "<errorEventDefinition/>")
        + boundary("b1", "s", '<errorEventDefinition errorRef="e1"/>')
        + boundary("b2", "s", '<errorEventDefinition errorRef="e2"/>'),
        "start->s, s->end, b0->any, b1->mine, b2->end, any->end, mine->end",
        roots=ERRORS,
    )
    play = Play(xml)
    assert play.open == ["mine"]
    assert play.path == ["start", "s0", "f", "bad", "b1"]
    assert "s" in play.cancelled


def test_uncaught_error_terminates_the_case():
    xml = diagram(
        START + '<parallelGateway id="f"/><userTask id="a"/><userTask id="b"/>'
        '<endEvent id="bad"><errorEventDefinition errorRef="e1"/></endEvent>',
        "start->f, f->a, f->b, a->bad, b->end",
        roots=ERRORS,
    )
    play = Play(xml).complete("a")
    assert play.state is CaseState.TERMINATED
    assert (play.cancelled, play.last.ready, play.last.active) == (["b"], (), ())


def test_terminate_in_a_sub_process_ends_only_that():
    inner = sub(
        "s",
        '<startEvent id="s0"/><parallelGateway id="f"/><userTask id="w"/><userTask '
        'id="v"/><endEvent id="stop"><terminateEventDefinition/></endEvent>',
        "s0->f, f->w, f->v, w->stop, v->stop",
    )
    xml = diagram(START + inner + '<userTask id="after"/>', "start->s, s->after, after->end")
    play = Play(xml).complete("w")
    assert (play.open, play.cancelled) == (["after"], ["v"])


def test_terminate_end_event_ends_the_case():
    xml = diagram(
        START + '<parallelGateway id="f"/><userTask id="a"/><userTask id="b"/>'
        '<endEvent id="stop"><terminateEventDefinition/></endEvent>',
        "start->f, f->a, f->b, a->stop, b->end",
    )
    play = Play(xml).complete("a")
    assert (play.state, play.outcomes) == (CaseState.TERMINATED, ["stop"])


@pytest.mark.parametrize(("interrupting", "opened"), [(True, ["boss"]), (False, ["boss", "w"])])
def test_escalation_tells_the_outside_and_interrupts_only_where_drawn_so(interrupting, opened):
    inner = sub(
        "s",
        '<startEvent id="s0"/><endEvent id="s1"/><userTask id="w"/>'
        '<intermediateThrowEvent id="up"><escalationEventDefinition escalationRef="x"/></intermediateThrowEvent>',
        "s0->up, up->w, w->s1",
    )
    event = boundary("b", "s", '<escalationEventDefinition escalationRef="x"/>', interrupting=interrupting)
    xml = diagram(
        START + inner + '<userTask id="boss"/>' + event,
        "start->s, s->end, b->boss, boss->end",
        roots='<escalation id="x" escalationCode="X"/>',
    )
    assert Play(xml).open == opened


def test_condition_happens_when_data_make_it_true():
    event = "<conditionalEventDefinition><condition>n > 3</condition></conditionalEventDefinition>"
    xml = diagram(
        START + '<userTask id="a"/><userTask id="c"/>' + boundary("b", "a", event, interrupting=False),
        "start->a, a->end, b->c, c->end",
    )
    play = Play(xml, {"n": 1}).amend(n=2)
    assert play.open == ["a"]
    assert play.amend(n=4).open == ["a", "c"]
    assert play.amend(n=5).open == ["a", "c"]
    assert play.amend(n=0).amend(n=9).open == ["a", "c", "c"]


@pytest.mark.parametrize(("interrupting", "opened"), [("true", ["x"]), ("false", ["a", "x"])])
def test_event_sub_process_begins_with_its_event(interrupting, opened):
    start = f'<startEvent id="m0" isInterrupting="{interrupting}"><messageEventDefinition messageRef="m"/></startEvent>'
    inner = sub("es", start + '<userTask id="x"/><endEvent id="m1"/>', "m0->x, x->m1", 'triggeredByEvent="true"')
    xml = diagram(START + '<userTask id="a"/>' + inner, "start->a, a->end", roots='<message id="m" name="stop"/>')
    play = Play(xml).deliver("stop", why="x")
    assert play.open == opened
    assert play.data == {"why": "x"}
    for element in opened:
        play.complete(element)
    assert play.state is CaseState.COMPLETED
    assert Play(xml).complete("a").state is CaseState.COMPLETED


def test_cancel_end_event_leaves_its_transaction_by_the_cancel_boundary():
    inner = (
        '<startEvent id="s0"/><parallelGateway id="f"/><userTask id="w"/><userTask id="v"/><endEvent id="s1"/>'
        '<endEvent id="no"><cancelEventDefinition/></endEvent>'
    )
    links = "s0->f, f->w, f->v, w->no, v->s1"
    xml = diagram(
        START
        + f'<transaction id="s">{inner}{flows(links)}</transaction><userTask id="undo"/>'
        + boundary("b", "s", "<cancelEventDefinition/>"),
        "start->s, s->end, b->undo, undo->end",
    )
    play = Play(xml).complete("w")
    assert (play.open, sorted(play.cancelled)) == (["undo"], ["s", "v"])


def test_event_sub_process_catches_an_error_of_its_level():
    start = '<startEvent id="m0"><errorEventDefinition errorRef="e1"/></startEvent>'
    inner = sub("es", start + '<userTask id="x"/><endEvent id="m1"/>', "m0->x, x->m1", 'triggeredByEvent="true"')
    xml = diagram(
        START + '<endEvent id="bad"><errorEventDefinition errorRef="e1"/></endEvent>' + inner,
        "start->bad",
        roots=ERRORS,
    )
    play = Play(xml)
    assert play.open == ["x"]
    assert play.complete("x").state is CaseState.COMPLETED


def test_boundary_event_of_a_sub_process_stops_all_inside():
    inner = sub(
        "s",
        '<startEvent id="s0"/><userTask id="w"/><endEvent id="s1"/>' + boundary("q", "w", timer("PT1H")),
        "s0->w, w->s1, q->s1",
    )
    xml = diagram(
        START + inner + boundary("t", "s", timer("PT30M")) + '<userTask id="late"/>',
        "start->s, s->end, t->late, late->end",
    )
    play = Play(xml).wait(hours=2)
    assert (play.open, sorted(play.cancelled), play.last.timers) == (["late"], ["s", "w"], ())
