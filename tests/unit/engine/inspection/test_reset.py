"""`reset_from_task_id`: a task that is still in the tree begins again, with what stands around it as it should be."""

from datetime import timedelta

import pytest
from SpiffWorkflow.exceptions import TaskNotFoundException, WorkflowException
from SpiffWorkflow.util.task import TaskState

import engine
from engine import CaseState
from tests.unit.engine.case_player import NOON, Play, diagram
from tests.unit.engine.inspection.cases import (
    END,
    OFFICE,
    ROOTS,
    START,
    TIMER,
    at,
    boundary,
    go_on,
    opened,
    sub_process,
    task_at,
    user_tasks,
)

REPAIR = "repair (instance)"
CALLED = '<process id="other"><startEvent id="o0"/><userTask id="talk"/><endEvent id="o1"/>{}</process>'


def test_a_task_begins_again_and_so_do_the_events_beside_it() -> None:
    later = engine.workflow(OFFICE.definition, OFFICE.last.snapshot, now=NOON + timedelta(minutes=50))
    check = task_at(later, "check")
    removed = later.reset_from_task_id(check.id, {"note": "again"})
    assert [task.task_spec.name for task in removed] == ["hour", "storm"]
    assert (check.state, later.data["note"], later.data["parts"]) == (TaskState.READY, "again", ["bolt", "nut"])
    (hour,) = [one for one in later.waiting_events() if one.name == "hour"]
    assert hour.value == (NOON + timedelta(minutes=110)).isoformat()
    assert at(later) == at(opened(OFFICE))


def test_an_event_beside_a_task_is_reset_with_it() -> None:
    workflow = opened(OFFICE)
    hour = task_at(workflow, "hour")
    workflow.reset_from_task_id(hour.id)
    assert at(workflow) == at(opened(OFFICE))
    with pytest.raises(TaskNotFoundException):
        workflow.get_task_from_id(hour.id)


def test_a_task_in_a_sub_process_begins_again_and_the_sub_process_goes_on() -> None:
    inner = sub_process("s", '<startEvent id="s0"/><endEvent id="s1"/>' + user_tasks("a", "b"), "s0->a, a->b, b->s1")
    play = Play(diagram(START + END + inner + boundary("h", "s", TIMER), "start->s, s->end, h->end"))
    workflow = opened(play.complete("a"))
    assert workflow.reset_from_task_id(task_at(workflow, "b").id) == []
    assert (at(workflow), task_at(workflow, "s").state) == (["s", "b", "h"], TaskState.STARTED)
    assert go_on(play, workflow).complete("b").state is CaseState.COMPLETED


@pytest.mark.parametrize("element", ["s", "h"])
def test_a_sub_process_begins_anew(element: str) -> None:
    inner = sub_process("s", '<startEvent id="s0"/><endEvent id="s1"/>' + user_tasks("a", "b"), "s0->a, a->b, b->s1")
    play = Play(diagram(START + END + inner + boundary("h", "s", TIMER), "start->s, s->end, h->end"))
    workflow = opened(play.complete("a"))
    removed = workflow.reset_from_task_id(task_at(workflow, element).id)
    workflow.do_engine_steps()
    assert [task.task_spec.name for task in removed] == ["s (start)", "b", "h"]
    assert at(workflow) == ["s", "a", "h"]
    assert go_on(play, workflow).complete("a").complete("b").state is CaseState.COMPLETED


def test_a_called_process_begins_anew() -> None:
    other = CALLED.format(
        '<sequenceFlow id="x1" sourceRef="o0" targetRef="talk"/><sequenceFlow id="x2" sourceRef="talk" targetRef="o1"/>'
    )
    play = Play(diagram(START + END + '<callActivity id="c" calledElement="other"/>', "start->c, c->end", roots=other))
    workflow = opened(play)
    talk = task_at(workflow, "talk")
    workflow.reset_from_task_id(task_at(workflow, "c").id)
    workflow.do_engine_steps()
    assert task_at(workflow, "talk").id != talk.id
    assert go_on(play, workflow).complete("talk").state is CaseState.COMPLETED


def test_one_instance_of_a_loop_or_all_of_them_begin_again() -> None:
    workflow = opened(OFFICE)
    first, second = workflow.get_tasks(spec_name=REPAIR)
    workflow.reset_from_task_id(second.id, {"note": 1})
    assert (second.data["part"], second.data["note"], "note" in first.data) == ("nut", 1, False)
    first.run()
    workflow.do_engine_steps()
    loop = second.parent
    assert loop.task_spec.task_info(loop)["completed"] == [0]
    removed = workflow.reset_from_task_id(loop.id)
    workflow.do_engine_steps()
    assert removed == [second]
    assert loop.task_spec.task_info(loop)["running"] == [0, 1]


def test_an_event_based_gateway_waits_again_for_all_its_events() -> None:
    catch = '<intermediateCatchEvent id="{}">{}</intermediateCatchEvent>'
    arms = catch.format("t", TIMER) + '<receiveTask id="r" messageRef="m"/>'
    xml = diagram(
        START + END + '<eventBasedGateway id="g"/>' + arms,
        "start->g, g->t, g->r, t->end, r->end",
        roots=ROOTS,
    )
    for element in ("g", "t", "r"):
        play = Play(xml)
        workflow = opened(play)
        workflow.reset_from_task_id(task_at(workflow, element).id)
        workflow.do_engine_steps()
        assert at(workflow) == ["g", "t", "r"]
        assert go_on(play, workflow).deliver("paid").state is CaseState.COMPLETED


def test_an_event_sub_process_waits_again_or_begins_anew() -> None:
    inner = sub_process(
        "e",
        f'<startEvent id="e0" isInterrupting="false">{TIMER}</startEvent><endEvent id="e1"/>{user_tasks("w")}',
        "e0->w, w->e1",
        'triggeredByEvent="true"',
    )
    play = Play(diagram(START + END + user_tasks("a") + inner, "start->a, a->end"))
    workflow = engine.workflow(play.definition, play.last.snapshot, now=NOON + timedelta(minutes=30))
    workflow.reset_from_task_id(task_at(workflow, "e").id)
    (waiting,) = workflow.waiting_events()
    assert waiting.value == (NOON + timedelta(minutes=90)).isoformat()
    begun = opened(play.wait(hours=1))
    running = task_at(begun, "w").workflow.owner
    begun.reset_from_task_id(running.id)
    begun.do_engine_steps()
    assert at(begun) == ["a", "e", "w"]
    assert go_on(play, begun).complete("w").complete("a").state is CaseState.COMPLETED


def test_a_task_in_error_becomes_ready_with_other_data() -> None:
    bad = '<userTask id="w"><multiInstanceLoopCharacteristics miz:collection="xs" miz:item="x"/></userTask>'
    play = Play(diagram(START + END + bad, "start->w, w->end"), {"xs": "none"})
    workflow = opened(play)
    (failed,) = workflow.get_tasks(state=TaskState.ERROR)
    workflow.reset_from_task_id(failed.id, {"xs": [1, 2]})
    workflow.do_engine_steps()
    assert at(workflow, state=TaskState.READY) == ["w (instance)", "w (instance)"]


def test_a_connector_that_is_asked_again_is_asked_with_another_key() -> None:
    play = Play(diagram(START + END + '<serviceTask id="c" miz:connector="x"/>', "start->c, c->end"))
    workflow = opened(play)
    workflow.reset_from_task_id(task_at(workflow, "c").id)
    workflow.do_engine_steps()
    assert [call.key.rpartition("-")[2] for call in (*play.calls, *workflow.calls)] == ["1", "2"]
    assert go_on(play, workflow).answer("c", y=1).state is CaseState.COMPLETED


def test_a_join_keeps_the_token_that_waits_and_the_way_it_came() -> None:
    xml = diagram(
        START + END + '<parallelGateway id="f"/><parallelGateway id="j"/>' + user_tasks("a", "b"),
        "start->f, f->a, f->b, a->j, b->j, j->end",
    )
    play = Play(xml).complete("a")
    workflow = opened(play)
    workflow.reset_from_task_id(task_at(workflow, "j").id)
    assert go_on(play, workflow).complete("b").state is CaseState.COMPLETED


def test_what_cant_begin_again_is_refused_by_name() -> None:
    workflow = opened(OFFICE)
    with pytest.raises(WorkflowException, match="the start of a scope can't be reset"):
        workflow.reset_from_task_id(workflow.task_tree.id)
    with pytest.raises(TaskNotFoundException):
        workflow.reset_from_task_id("never")
    with pytest.raises(engine.NotJson):
        workflow.reset_from_task_id(task_at(workflow, "check").id, {"when": NOON})
    assert engine.snapshot_of(workflow) == OFFICE.last.snapshot


def test_nothing_is_reset_while_something_is_undone() -> None:
    undo = boundary("u", "a", "<compensateEventDefinition/>")
    handler = '<userTask id="back" isForCompensation="true"/><association id="as" sourceRef="u" targetRef="back"/>'
    throw = '<intermediateThrowEvent id="t"><compensateEventDefinition/></intermediateThrowEvent>'
    play = Play(diagram(START + END + '<task id="a"/>' + undo + handler + throw, "start->a, a->t, t->end"))
    workflow = opened(play)
    assert at(workflow) == ["t", "back"]
    for element in ("t", "back"):
        with pytest.raises(WorkflowException, match="being undone"):
            workflow.reset_from_task_id(task_at(workflow, element).id)
    task_at(workflow, "back").run()
    assert go_on(play, workflow).state is CaseState.COMPLETED
