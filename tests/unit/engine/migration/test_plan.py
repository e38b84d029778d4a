"""A running case on a newer definition: what waits goes on where it waited, or the reason why not is told."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from engine import CannotMigrate, CaseState
from tests.unit.engine.case_player import NOON, Play, diagram, flows

START = '<startEvent id="start"/><endEvent id="end"/>'
TASKS = START + '<userTask id="a" miz:due="P2D"/><userTask id="b"/>'
LINE = "start->a, a->b, b->end"


def migrated(play: Play, xml: bytes, **mapping: str) -> Play:
    """The play goes on by another diagram."""
    new = engine.parse({"process.bpmn": xml})
    outcome = engine.migrate(play.definition, new, play.last.snapshot, mapping, now=play.now)
    play.definition = new
    return play._take(outcome)


def obstacles(play: Play, xml: bytes, **mapping: str) -> list[tuple[str, str]]:
    """The element and the reason of each obstacle."""
    with pytest.raises(CannotMigrate) as refused:
        migrated(play, xml, **mapping)
    assert all(obstacle.reason.fa and obstacle.reason.en for obstacle in refused.value.obstacles)
    return [(obstacle.element, obstacle.reason.en) for obstacle in refused.value.obstacles]


def standing(play: Play) -> tuple[object, ...]:
    """All that the desk projects of a case, without names of elements."""
    last = play.last
    return (
        [(task.id, task.due_at, task.candidates, task.unit, task.local) for task in last.ready],
        [(timer.task_id, timer.due_at) for timer in last.timers],
        [(one.task_id, one.message, one.key) for one in last.subscriptions],
        [incident.task_id for incident in last.incidents],
        dict(last.data),
    )


def test_the_same_diagram_changes_not_a_byte():
    play = Play(RICH, {"n": 1, "people": ["x", "y"], "r": "k"})
    before = play.last.snapshot
    migrated(play, RICH.replace(b"<definitions", b"<!-- again --><definitions"))
    assert play.last.snapshot == before


def test_a_task_keeps_its_id_and_its_due_moment_and_leads_on_by_the_new_diagram():
    play = Play(diagram(TASKS, LINE))
    before = standing(play)
    new = TASKS.replace("P2D", "P9D") + '<userTask id="c"/>'
    migrated(play, diagram(new, "start->a, a->c, c->b, b->end"))
    assert standing(play) == before
    assert play.complete("a").complete("c").open == ["b"]


def test_a_renamed_element_is_found_by_the_mapping_only():
    play = Play(diagram(TASKS, LINE))
    new = diagram(TASKS.replace('id="a"', 'id="z"'), "start->z, z->b, b->end")
    assert obstacles(play, new) == [("a", "This step isn't in the new version.")]
    before = standing(play)
    assert migrated(play, new, a="z").open == ["z"]
    assert standing(play) == before
    assert play.complete("z").open == ["b"]


def test_what_changed_its_kind_stays_where_it_is():
    play = Play(diagram(TASKS, LINE))
    service = TASKS.replace('<userTask id="a" miz:due="P2D"/>', '<serviceTask id="a" miz:connector="http"/>')
    ((element, reason),) = obstacles(play, diagram(service, LINE))
    assert element == "a"
    assert "userTask" in reason
    assert "serviceTask" in reason
    assert play.complete("a").open == ["b"]  # the refused one goes on by its own diagram


def test_a_case_that_has_ended_does_not_move():
    play = Play(diagram(START, "start->end"))
    assert play.state is CaseState.COMPLETED
    assert obstacles(play, diagram(TASKS, LINE)) == [("", "The case has ended.")]


TIMED = TASKS + (
    '<boundaryEvent id="late" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeCycle>R3/PT5H'
    '</timeCycle></timerEventDefinition></boundaryEvent><userTask id="told"/>'
)
TIMED_LINE = f"{LINE}, late->told, told->end"


def test_a_running_cycle_keeps_its_moment_and_its_rounds():
    play = Play(diagram(TIMED, TIMED_LINE)).wait(hours=6)
    before = standing(play)
    migrated(play, diagram(TIMED.replace("R3/PT5H", "R9/PT1H"), TIMED_LINE))
    assert standing(play) == before
    assert play.last.timers[0].due_at == NOON + timedelta(hours=10)


def test_a_new_boundary_timer_begins_to_run_when_the_case_comes():
    play = Play(diagram(TASKS, LINE)).wait(hours=3)
    migrated(play, diagram(TIMED, TIMED_LINE))
    assert [timer.due_at for timer in play.last.timers] == [NOON + timedelta(hours=8)]
    assert play.wait(hours=5).open == ["a", "told"]


def test_a_timer_that_has_run_out_does_not_begin_again():
    once = TIMED.replace("R3/PT5H", "R1/PT5H")
    play = Play(diagram(once, TIMED_LINE)).wait(hours=6)
    migrated(play, diagram(once + "<userTask id='more'/>", f"{TIMED_LINE}, more->end"))
    assert play.last.timers == ()


def test_a_boundary_event_that_is_gone_is_dropped():
    play = Play(diagram(TIMED, TIMED_LINE))
    assert migrated(play, diagram(TASKS, LINE)).last.timers == ()
    assert play.complete("a").complete("b").state is CaseState.COMPLETED


def test_a_boundary_event_of_another_kind_is_another_event():
    signal = TIMED[: TIMED.index("<timerEventDefinition>")] + (
        '<signalEventDefinition signalRef="sig"/></boundaryEvent><userTask id="told"/>'
    )
    play = Play(diagram(TIMED, TIMED_LINE))
    migrated(play, diagram(signal, TIMED_LINE, roots='<signal id="sig" name="now"/>'))
    assert (play.last.timers, [one.message for one in play.last.listening]) == ((), ["now"])


def test_a_timer_whose_time_cannot_be_worked_out_holds_the_case_back():
    broken = TIMED.replace("R3/PT5H", "nothing that is known")
    ((element, reason),) = obstacles(Play(diagram(TASKS, LINE)), diagram(broken, TIMED_LINE))
    assert element == "late"
    assert "worked out" in reason


def test_a_call_keeps_its_key_and_takes_its_answer_on_the_new_diagram():
    calls = START + '<serviceTask id="ask" miz:connector="one" miz:result="said"/>'
    play = Play(diagram(calls, "start->ask, ask->end"))
    migrated(play, diagram(calls.replace('"one"', '"two"'), "start->ask, ask->end"))
    assert len(play.calls) == 1
    play.answer("ask", ok=True)
    assert (play.state, play.data) == (CaseState.COMPLETED, {"said": {"ok": True}})


def test_an_incident_can_be_mended_by_a_new_version():
    wrong = START + '<exclusiveGateway id="x"/><userTask id="b"/>'
    play = Play(diagram(wrong, "start->x, x->b: n > 5, b->end"), {"n": 1})
    assert play.state is CaseState.INCIDENT
    migrated(play, diagram(wrong, "start->x, x->b: n > 0, b->end"))
    assert play.state is CaseState.INCIDENT
    assert play.retry().open == ["b"]


MANY = START + (
    '<userTask id="w"><multiInstanceLoopCharacteristics{} miz:collection="people" miz:item="person" '
    'miz:output="said" miz:outputItem="answer"/></userTask>'
)


def test_the_instances_of_a_task_go_on_where_they_were():
    play = Play(diagram(MANY.format(""), "start->w, w->end"), {"people": ["x", "y", "z"]})
    play.complete("w", answer=1)
    before = standing(play)
    migrated(play, diagram(MANY.format("") + "<userTask id='b'/>", "start->w, w->b, b->end"))
    assert standing(play) == before
    play.complete("w", answer=2).complete("w", answer=3)
    assert (play.open, play.data["said"]) == (["b"], [1, 2, 3])


def test_instances_side_by_side_do_not_become_one_after_the_other():
    play = Play(diagram(MANY.format(""), "start->w, w->end"), {"people": ["x", "y"]})
    found = obstacles(play, diagram(MANY.format(' isSequential="true"'), "start->w, w->end"))
    assert {element for element, _ in found} == {"w"}


FORK = TASKS + '<parallelGateway id="f"/><parallelGateway id="j"/>'
FORKED = "start->f, f->a, f->b, a->j, b->j, j->end"


def test_a_branch_waits_at_its_join_by_the_same_way():
    play = Play(diagram(FORK, FORKED)).complete("a")
    migrated(play, diagram(FORK, "start->f, f->a, f->b, b->j, a->j, j->end"))  # other ids, other order
    assert play.complete("b").state is CaseState.COMPLETED


def test_a_join_must_not_wait_for_a_branch_that_was_passed():
    play = Play(diagram(FORK, FORKED)).complete("a")
    new = diagram(FORK + '<userTask id="c"/>', f"{FORKED}, f->c, c->j")
    assert [element for element, _ in obstacles(play, new)] == ["j"]


def test_before_the_fork_a_new_branch_is_no_obstacle():
    early = FORK + '<userTask id="first"/>'
    line = FORKED.replace("start->f", "start->first, first->f")
    play = Play(diagram(early, line))
    migrated(play, diagram(early + '<userTask id="c"/>', f"{line}, f->c, c->j"))
    assert play.complete("first").open == ["a", "b", "c"]


def test_tasks_side_by_side_do_not_become_one_after_the_other():
    play = Play(diagram(FORK, FORKED))
    found = obstacles(play, diagram(FORK, "start->f, f->a, a->b, b->end, f->j, j->end"))
    assert [element for element, _ in found] == ["a"]


INSIDE = START + (
    '<subProcess id="s"><startEvent id="s0"/><userTask id="w"/><endEvent id="s1"/>' + flows("s0->w, w->s1")
)


def test_a_step_that_left_its_sub_process_holds_the_case_back():
    play = Play(diagram(INSIDE + "</subProcess>", "start->s, s->end"))
    new = diagram(START + '<userTask id="w"/>', "start->w, w->end")
    assert ("s", "This step isn't in the new version.") in obstacles(play, new)


def test_a_step_inside_a_sub_process_goes_on_and_leads_out_of_it():
    play = Play(diagram(INSIDE + "</subProcess>", "start->s, s->end"))
    renamed = INSIDE.replace('id="s"', 'id="part"') + "</subProcess><userTask id='after'/>"
    migrated(play, diagram(renamed, "start->part, part->after, after->end"), s="part")
    assert play.complete("w").open == ["after"]


UNDO = (
    '<startEvent id="start"/><serviceTask id="book" miz:connector="x"/><userTask id="wait"/>'
    '<boundaryEvent id="c" attachedToRef="book"><compensateEventDefinition id="cd"/></boundaryEvent>'
    '<userTask id="undo" isForCompensation="true"/><association id="as" sourceRef="c" targetRef="undo"/>'
    '<endEvent id="end"><compensateEventDefinition id="ed"/></endEvent>'
)


def test_what_was_done_can_still_be_undone_on_the_new_diagram():
    play = Play(diagram(UNDO, "start->book, book->wait, wait->end")).answer("book")
    migrated(play, diagram(UNDO.replace('id="book"', 'id="rent"').replace('"book"', '"rent"'), RENT), book="rent")
    assert play.complete("wait").open == ["undo"]
    assert obstacles(play, diagram(UNDO, "start->book, book->wait, wait->end"), rent="book")[0][0] == "end"


RENT = "start->rent, rent->wait, wait->end"


def test_what_was_done_must_stay_undoable():
    play = Play(diagram(UNDO, "start->book, book->wait, wait->end")).answer("book")
    plain = START + '<serviceTask id="book" miz:connector="x"/><userTask id="wait"/>'
    found = obstacles(play, diagram(plain, "start->book, book->wait, wait->end"))
    assert [element for element, _ in found] == ["book"]


def test_a_new_event_sub_process_waits_from_now_on():
    beside = (
        '<subProcess id="e" triggeredByEvent="true"><startEvent id="e0" isInterrupting="false"><messageEventDefinition '
        f'messageRef="m"/></startEvent><userTask id="ew"/><endEvent id="e1"/>{flows("e0->ew, ew->e1")}</subProcess>'
    )
    play = Play(diagram(TASKS, LINE))
    migrated(play, diagram(TASKS + beside, LINE, roots='<message id="m" name="paid"/>'))
    assert [one.message for one in play.last.subscriptions] == ["paid"]
    assert play.deliver("paid").open == ["a", "ew"]


def test_the_first_event_counts_after_the_case_has_moved_to_another_gateway_of_its_kind():
    def gate(time: str) -> str:
        return (
            START + '<eventBasedGateway id="g"/><intermediateCatchEvent id="t"><timerEventDefinition>'
            f"<timeDuration>{time}</timeDuration></timerEventDefinition></intermediateCatchEvent>"
            '<receiveTask id="r" name="go"/>'
        )

    line = "start->g, g->t, g->r, t->end, r->end"
    play = Play(diagram(gate("PT5H"), line))
    before = standing(play)
    migrated(play, diagram(gate("PT1H"), line))
    assert standing(play) == before
    assert play.deliver("go").state is CaseState.COMPLETED


def test_a_message_that_gets_a_key_is_awaited_under_it():
    plain = START + '<receiveTask id="r" name="go"/>'
    play = Play(diagram(plain, "start->r, r->end"), {"number": 7})
    migrated(play, diagram(plain.replace("<receiveTask", '<receiveTask miz:key="number"'), "start->r, r->end"))
    assert [one.key for one in play.last.subscriptions] == ["7"]


INNER = (
    '<startEvent id="s0"/><userTask id="w"><multiInstanceLoopCharacteristics miz:collection="people" miz:item="person" '
    'miz:output="said" miz:outputItem="w"/></userTask><endEvent id="s1"/>'
)
RICH = diagram(
    START
    + '<parallelGateway id="fork"/><parallelGateway id="join"/><userTask id="a" miz:due="P1D" miz:candidates="[r]"/>'
    + '<receiveTask id="r" name="go" miz:key="r"/>'
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
RENAMED = {name: f"{name}_2" for name in ("fork", "join", "a", "r", "t", "s", "c", "in", "out", "b", "w", "o")}


def renamed(xml: bytes) -> bytes:
    """The same diagram with other ids of elements and flows."""
    for old, new in RENAMED.items():
        for attribute in ("id", "sourceRef", "targetRef", "attachedToRef"):
            xml = xml.replace(f'{attribute}="{old}"'.encode(), f'{attribute}="{new}"'.encode())
    return xml.replace(b'<sequenceFlow id="', b'<sequenceFlow id="x')


@given(choices=st.lists(st.integers(0, 9), max_size=9))
def test_whatever_a_case_has_done_it_stands_the_same_before_and_after_and_ends_the_same(choices):
    play = Play(RICH, {"n": 1, "people": ["x", "y"], "r": "k"})
    for choice in choices:
        advance(play, choice)
    twin = Play(RICH)
    twin.last, twin.calls = play.last, list(play.calls)
    before = standing(play)
    if play.state is not CaseState.RUNNING:
        return
    migrated(play, renamed(RICH), **RENAMED)
    assert standing(play) == before
    for _ in range(12):
        advance(play, 0)
        advance(twin, 0)
        assert standing(play) == standing(twin)
    assert play.state is twin.state is CaseState.COMPLETED


def advance(play: Play, choice: int) -> None:
    """One of the things that can be done next."""
    outcome = play.last
    tasks = [("do", task.id) for task in outcome.ready]
    calls = [
        ("answer", call.task_id)
        for call in play.calls
        if call.element in outcome.active or call.element + "_2" in outcome.active
    ]
    steps = [*tasks, *calls, *(("deliver", one.task_id) for one in outcome.subscriptions)]
    if not steps:
        return
    what, task_id = steps[choice % len(steps)]
    if what == "do":
        done = engine.complete(play.definition, outcome.snapshot, task_id, {"w": choice}, now=play.now)
    elif what == "answer":
        done = engine.answer_call(play.definition, outcome.snapshot, task_id, {"ok": 1}, now=play.now)
    else:
        done = engine.deliver(play.definition, outcome.snapshot, "go", {}, now=play.now, key="k", task_id=task_id)
    play._take(done)


def test_the_plan_pairs_elements_and_offers_those_that_would_do():
    old = engine.parse({"process.bpmn": diagram(TASKS, LINE)})
    new = engine.parse(
        {
            "process.bpmn": diagram(
                TASKS.replace('"a"', '"z"') + MANY.format("")[len(START) :], "start->z, z->w, w->b, b->end"
            )
        }
    )
    plan = {one.element: one for one in engine.plan_migration(old, new)}
    assert {name: one.target for name, one in plan.items()} == {"start": "start", "end": "end", "a": None, "b": "b"}
    assert set(plan["a"].candidates) == {"z", "b"}
    chosen = engine.plan_migration(old, new, {"a": "z", "b": "w"})
    assert {one.element: one.target for one in chosen if one.element in "ab"} == {"a": "z", "b": None}
