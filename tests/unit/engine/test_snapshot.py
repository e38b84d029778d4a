"""Snapshots: small, versioned, and never a difference between going on and going on later."""

import json
import zlib
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine
from engine import CaseState, NotJson, SnapshotError, TaskNotOpen, UnknownSnapshotVersion
from engine.execution.case import Case
from engine.execution.event_definitions import Message, ThrownEvent
from engine.snapshot import dump, load
from engine.time import DEFAULT_CALENDAR
from tests.unit.engine.case_player import NOON, Play, diagram, flows

START = '<startEvent id="start"/><endEvent id="end"/>'
LOOP = diagram(
    START + '<userTask id="a"/><exclusiveGateway id="x"/>', "start->a, a->x, x->a: again, x->end: not(again)"
)


def test_a_thousand_rounds_leave_a_snapshot_as_small_as_one():
    play = Play(LOOP)
    sizes = [len(play.complete("a", again=True).last.snapshot) for _ in range(1000)]
    assert sizes[-1] - sizes[0] < 10


def test_a_token_is_stored_without_what_it_has_not():
    body = json.loads(Play(LOOP).last.snapshot.partition(b"\n")[2])
    rows = next(part for part in body if isinstance(part, list) and part)
    assert [row[1] for row in rows] == ["a"]
    assert all(row[-1] for row in rows)


def test_an_unknown_version_is_told_from_damage():
    snapshot = Play(LOOP).last.snapshot
    assert snapshot.startswith(b"MIZ4 ")
    definition = engine.parse({"process.bpmn": LOOP})
    with pytest.raises(UnknownSnapshotVersion):
        engine.fire_timers(definition, b"MIZ9" + snapshot[4:], now=NOON)
    damaged = [b"", b"x", snapshot[:-3], snapshot.replace(b'"a"', b'"b"'), snapshot[5:], b"MIZ" + b"9" * 5000]
    for blob in damaged:
        with pytest.raises(SnapshotError):
            engine.fire_timers(definition, blob, now=NOON)


@pytest.mark.parametrize("body", [b"{}", b"[]", b"[1,2]", b'["case",1,2,3,4,5,6]', b'["case","k",1,"odd",{},[],[]]'])
def test_a_state_that_says_nonsense_is_refused(body):
    definition = engine.parse({"process.bpmn": LOOP})
    with pytest.raises(SnapshotError):
        engine.fire_timers(definition, b"MIZ1 %08x\n" % zlib.crc32(body) + body, now=NOON)


@pytest.mark.parametrize("kept", ["x", [1], 1, {"a": 1}])
def test_what_is_kept_with_a_task_is_read_as_an_object_or_refused(kept):
    definition, (head, _, text) = engine.parse({"process.bpmn": LOOP}), Play(LOOP).last.snapshot.partition(b"\n")
    body = json.loads(text)
    (row,) = body[5]
    body[5] = [[*row, *[0] * (8 - len(row)), kept]]
    text = json.dumps(body).encode()
    snapshot = b"%s %08x\n" % (head.partition(b" ")[0], zlib.crc32(text)) + text
    if isinstance(kept, dict):
        assert (
            json.loads(dump(load(definition, snapshot, now=NOON, calendar=DEFAULT_CALENDAR)).partition(b"\n")[2])
            == body
        )
        return
    with pytest.raises(SnapshotError):
        engine.look(definition, snapshot, now=NOON)


def test_a_state_of_another_definition_is_refused():
    other = diagram(START + '<userTask id="b"/>', "start->b, b->end")
    with pytest.raises(SnapshotError):
        engine.fire_timers(engine.parse({"process.bpmn": other}), Play(LOOP).last.snapshot, now=NOON)


def test_a_task_can_be_done_once_and_only_in_its_own_case():
    one, two = Play(LOOP), Play(LOOP)
    task = one.last.ready[0].id
    with pytest.raises(TaskNotOpen):
        engine.complete(two.definition, two.last.snapshot, task, {}, now=NOON)
    one.complete("a", again=True)
    with pytest.raises(TaskNotOpen):
        engine.complete(one.definition, one.last.snapshot, task, {}, now=NOON)


class Odd:
    """Not JSON."""


@pytest.mark.parametrize("value", [{1, 2}, (1,), Odd(), float("nan"), float("inf"), NOON, b"x", {1: 2}, "\ud800"])
def test_data_that_are_no_json_are_refused(value):
    play = Play(LOOP)
    with pytest.raises(NotJson):
        play.complete("a", again=value)
    with pytest.raises(NotJson):
        engine.start(play.definition, {"x": [{"y": value}]}, now=NOON)


def test_data_nested_without_end_are_refused():
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(NotJson):
        Play(LOOP).complete("a", again=endless)


def test_a_step_shares_nothing_with_its_caller():
    given_data = {"list": [1]}
    play = Play(LOOP, given_data)
    given_data["list"].append(2)
    assert play.data == {"list": [1]}
    snapshot = play.last.snapshot
    play.data["list"].append(3)
    assert play.amend(x=1).data == {"list": [1], "x": 1}
    assert b"3" not in snapshot.split(b"list")[1][:6]


def test_a_moment_without_offset_is_refused():
    with pytest.raises(engine.EngineError):
        engine.start(engine.parse({"process.bpmn": LOOP}), {}, now=NOON.replace(tzinfo=None))


INNER = (
    '<startEvent id="s0"/><userTask id="w"><multiInstanceLoopCharacteristics miz:collection="people" miz:item="person" '
    'miz:output="said" miz:outputItem="w"/></userTask><endEvent id="s1"/>'
)
RICH = diagram(
    START
    + '<parallelGateway id="fork"/><parallelGateway id="join"/><userTask id="a"/><receiveTask id="r" name="go"/>'
    + '<boundaryEvent id="t" attachedToRef="s" cancelActivity="false"><timerEventDefinition><timeCycle>R2/PT3H'
    + '</timeCycle></timerEventDefinition></boundaryEvent><endEvent id="told"/>'
    + '<callActivity id="c" calledElement="other"/><inclusiveGateway id="in"/><inclusiveGateway id="out"/>'
    + '<serviceTask id="b" miz:connector="http" miz:result="answer"/>'
    + f'<subProcess id="s">{INNER}{flows("s0->w, w->s1")}</subProcess>',
    """start->fork, fork->a, fork->s, fork->c, fork->in, in->b: n > 0, in->r, b->out, r->out
    a->join, s->join, c->join, out->join, join->end, t->told""",
    roots=f'<process id="other"><startEvent id="o0"/><userTask '
    f'id="o"/><endEvent id="o1"/>{flows("o0->o, o->o1")}</process>',
)


#: everything else that leaves something in a state: associations, quantities, several events, what can be undone
ODD = diagram(
    START
    + '<dataObject id="list"/><parallelGateway id="fork"/><complexGateway id="some"><activationCondition>'
    + "activationCount >= 2</activationCondition></complexGateway>"
    + '<userTask id="a"><ioSpecification><dataInput id="ai" name="given"/><dataOutput id="ao" name="w"/><inputSet/>'
    + "<outputSet/></ioSpecification><dataInputAssociation><sourceRef>list</sourceRef><targetRef>ai</targetRef>"
    + "</dataInputAssociation><dataOutputAssociation><sourceRef>ao</sourceRef><targetRef>list</targetRef>"
    + '</dataOutputAssociation></userTask><userTask id="two" startQuantity="2"/><userTask id="b"/>'
    + '<boundaryEvent id="both" attachedToRef="b" cancelActivity="false" parallelMultiple="true">'
    + '<messageEventDefinition messageRef="m"/><messageEventDefinition messageRef="n"/></boundaryEvent>'
    + '<endEvent id="told"/>'
    + '<adHocSubProcess id="hoc"><userTask id="h1"/><userTask id="h2"/><completionCondition>n &gt; 0'
    + "</completionCondition></adHocSubProcess>"
    + '<subProcess id="s"><dataObject id="own"/><startEvent id="s0"/><userTask id="u"/><boundaryEvent id="ub" '
    + 'attachedToRef="u"><compensateEventDefinition/></boundaryEvent><userTask id="undo" isForCompensation="true"/>'
    + '<association id="l" sourceRef="ub" targetRef="undo"/><intermediateThrowEvent id="back">'
    + '<compensateEventDefinition/></intermediateThrowEvent><endEvent id="s1"/>'
    + f"{flows('s0->u, u->back, back->s1')}</subProcess>"
    + '<subProcess id="e" triggeredByEvent="true"><startEvent id="e0" isInterrupting="false"><messageEventDefinition '
    + 'messageRef="m"/><timerEventDefinition><timeCycle>R2/PT5H</timeCycle></timerEventDefinition></startEvent>'
    + f'<userTask id="x"/><endEvent id="e1"/>{flows("e0->x, x->e1")}</subProcess>',
    """start->fork, fork->a, fork->a, a->two, fork->b, b->some, fork->hoc, hoc->some, fork->s, s->some, some->end
    two->end, both->told""",
    roots='<message id="m" name="m"/><message id="n" name="n"/>',
)


def key_of(play: Play) -> str:
    """The random part of the case's task ids, as the snapshot has it."""
    return play.last.snapshot.split(b'"')[3].decode()


def options(play: Play) -> list[tuple[str, str]]:
    """Everything that can be done next, in an order that doesn't depend on the case's key."""
    outcome = play.last
    numbered = [("complete", task.id.split("-")[1]) for task in outcome.ready]
    numbered += [("answer", c.task_id.split("-")[1]) for c in play.calls if c.element in outcome.active]
    return numbered + [("deliver", s.message) for s in outcome.subscriptions] + [("wait", "2"), ("amend", "1")]


def act(play: Play, choice: tuple[str, str]) -> None:
    """Do one of the options."""
    what, which = choice
    key = key_of(play)
    if what == "complete":
        step = engine.complete(play.definition, play.last.snapshot, f"{key}-{which}", {"w": int(which)}, now=play.now)
        play._take(step)
    elif what == "answer":
        step = engine.answer_call(play.definition, play.last.snapshot, f"{key}-{which}", {"ok": 1}, now=play.now)
        play._take(step)
    elif what == "deliver":
        play.deliver(which, got=True)
    elif what == "wait":
        play.wait(hours=2)
    else:
        play.amend(people=["x", "y", "z"], n=3)


def act_live(case: Case, choice: tuple[str, str]) -> None:
    """The same on a case that is never stored: what `engine.runtime` does between load and dump."""
    what, which = choice
    if what == "complete":
        token = case.find(f"{case.key}-{which}")
        token.data["w"] = int(which)
        case.finish(token)
    elif what == "answer":
        token = case.find(f"{case.key}-{which}")
        token.record.take_answer({"ok": 1})
        case.resume(token)
    elif what == "deliver":
        case.send_event(ThrownEvent(Message(which), {"got": True}))
    elif what == "amend":
        case.data.update({"people": ["x", "y", "z"], "n": 3})
    case.do_engine_steps()


@settings(max_examples=120, deadline=None)
@given(
    xml=st.sampled_from([RICH, ODD]),
    choices=st.lists(st.integers(min_value=0, max_value=20), max_size=14),
    n=st.integers(min_value=0, max_value=1),
)
def test_a_case_goes_on_from_its_snapshot_as_if_it_had_never_stopped(xml, choices, n):
    """One case is stored and loaded at each step, the other lives on in memory: their states stay the same to the
    byte."""
    play = Play(xml, {"n": n, "people": ["ali", "sara"]})
    live = load(play.definition, play.last.snapshot, now=play.now, calendar=engine.DEFAULT_CALENDAR)
    for choice in choices:
        if play.state is not CaseState.RUNNING:
            break
        possible = options(play)
        chosen = possible[choice % len(possible)]
        moments = sorted({timer.due_at for timer in play.last.timers if timer.due_at <= play.now + timedelta(hours=2)})
        act(play, chosen)
        for moment in moments if chosen[0] == "wait" else [play.now]:
            live.now = moment
            act_live(live, chosen)
        live.now = play.now
        assert dump(live) == play.last.snapshot


def test_every_kind_of_waiting_reaches_the_end():
    play = Play(RICH, {"n": 1, "people": ["ali", "sara"]})
    for _ in range(40):
        if play.state is CaseState.COMPLETED:
            break
        act(play, options(play)[0])
    assert play.state is CaseState.COMPLETED
    assert sorted(play.data["said"]) == sorted(play.data["said"], key=int)
    assert play.now - NOON < timedelta(days=1)


def test_odd_kinds_of_waiting_reach_the_end():
    play = Play(ODD, {"n": 0})
    assert play.open == ["a", "a", "b", "h1", "h2", "u"]
    play.deliver("n").deliver("m").complete("a", w=1).complete("a", w=2).complete("b").complete("u")
    assert play.path.count("told") == 0
    assert play.open == ["h1", "h2", "two", "undo", "x"]
    play.complete("undo").complete("x").complete("two").complete("h1", n=1)
    assert (play.state, play.data["list"]) == (CaseState.COMPLETED, 2)


STORED = Path(__file__).parents[2] / "samples" / "snapshots"


@pytest.mark.parametrize("file", sorted(STORED.glob("*.snapshot")), ids=lambda path: path.stem)
def test_a_snapshot_stored_by_an_old_release_runs_to_its_end(file):
    play = Play((STORED / "rich.bpmn").read_bytes())
    play.now += timedelta(hours=4)
    play._take(engine.fire_timers(play.definition, file.read_bytes(), now=play.now))
    assert sorted(play.open) == ["a", "o", "w"]
    assert [subscription.message for subscription in play.last.subscriptions] == ["go"]
    for element in ("a", "o", "w"):
        play.complete(element, w=2)
    play.deliver("go")
    call = f"{key_of(play)}-10"
    play._take(engine.answer_call(play.definition, play.last.snapshot, call, {"ok": 1}, now=play.now))
    assert play.state is CaseState.COMPLETED
    assert play.data["said"] == [1, 2]
