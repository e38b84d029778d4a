"""What the library's documentation says of a workflow holds for a case."""

from datetime import timedelta

import pytest
from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent, ReceiveTask, UserTask
from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import ErrorEventDefinition, SignalEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import DurationTimerEventDefinition
from SpiffWorkflow.bpmn.util.diff import filter_tasks
from SpiffWorkflow.bpmn.util.event import BpmnEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
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
    at,
    boundary,
    go_on,
    opened,
    sub_process,
    task_at,
    user_tasks,
)

REPAIR = "repair (instance)"


def test_a_case_is_a_workflow_with_a_tree_of_tasks_and_a_workflow_for_each_sub_process() -> None:
    workflow = opened(OFFICE)
    assert isinstance(workflow, BpmnWorkflow)
    assert at(workflow) == ["check", "hour", "storm", "fix", "repair", REPAIR, REPAIR, "money"]
    fix = task_at(workflow, "fix")
    inside = workflow.get_subprocess(fix)
    assert workflow.get_active_subprocesses() == [inside]
    assert (inside.depth, inside.parent_workflow, inside.parent_task_id) == (1, workflow, fix.id)
    assert [task.task_spec.name for task in task_at(workflow, "check")] == ["check", "hour", "storm"]
    assert (fix.depth, task_at(workflow, "hour").depth) == (1, 2)
    lines = [line.strip().split(" ") for line in workflow.get_dump().splitlines()]
    assert [line[3] for line in lines] == ["case", "check", "hour", "storm", "fix", "money"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"state": TaskState.READY, "manual": True}, ["check", REPAIR, REPAIR]),
        ({"state": TaskState.WAITING}, ["hour", "storm", "money"]),
        ({"state": TaskState.STARTED}, ["fix", "repair"]),
        ({"state": TaskState.COMPLETED}, []),
        ({"spec_name": "check"}, ["check"]),
        ({"spec_class": UserTask}, ["check", REPAIR, REPAIR]),
        ({"spec_class": BoundaryEvent}, ["hour", "storm"]),
        ({"lane": "clerk"}, ["check"]),
        ({"lane": "nobody"}, []),
        ({"manual": False, "spec_class": ReceiveTask}, ["money"]),
        ({"catches_event": BpmnEvent(MessageEventDefinition("paid"))}, ["money"]),
        ({"catches_event": BpmnEvent(SignalEventDefinition("storm"))}, ["storm"]),
        ({"catches_event": BpmnEvent(SignalEventDefinition("sun"))}, []),
        ({"skip_subprocesses": True}, ["check", "hour", "storm", "fix", "money"]),
        ({"depth_first": False}, ["check", "fix", "money", "hour", "storm", "repair", REPAIR, REPAIR]),
        ({"end_at_spec": "check"}, ["check", "fix", "repair", REPAIR, REPAIR, "money"]),
        ({"max_depth": 1}, ["check", "fix", "money"]),
        ({"updated_ts": NOON.timestamp()}, ["check", "hour", "storm", "fix", "repair", REPAIR, REPAIR, "money"]),
        ({"updated_ts": NOON.timestamp() + 1}, []),
    ],
    ids=lambda value: ", ".join(value) if isinstance(value, dict) else "",
)
def test_tasks_are_found_by_every_filter(filters: dict[str, object], found: list[str]) -> None:
    assert at(opened(OFFICE), **filters) == found


def test_tasks_are_found_from_one_of_them_on_and_lists_are_filtered() -> None:
    workflow = opened(OFFICE)
    check = task_at(workflow, "check")
    assert at(workflow, first_task=check) == ["check", "hour", "storm"]
    assert workflow.get_next_task(state=TaskState.READY) is check
    assert workflow.get_next_task(spec_name="join") is None
    waiting = filter_tasks(workflow.get_tasks(), state=TaskState.WAITING)
    assert [task.task_spec.name for task in waiting] == ["hour", "storm", "money"]


def test_an_error_below_a_running_loop_is_found() -> None:
    each = '<multiInstanceLoopCharacteristics miz:collection="xs" miz:item="x"/>'
    loop = f'<scriptTask id="w">{each}<script>x</script></scriptTask>'
    workflow = opened(Play(diagram(START + END + loop, "start->w, w->end"), {"xs": [1]}))
    (failed,) = workflow.get_tasks(state=TaskState.ERROR)
    assert failed.task_spec.name == "w (instance)"
    with pytest.raises(WorkflowException, match="held by an incident"):
        failed.run()


def test_tasks_are_found_behind_more_than_a_thousand_sub_processes() -> None:
    inside = (
        '<multiInstanceLoopCharacteristics miz:collection="xs" miz:item="x"/><startEvent id="s0"/><endEvent id="s1"/>'
    )
    each = sub_process("each", inside + user_tasks("w"), "s0->w, w->s1")
    xml = diagram(
        START + END + '<parallelGateway id="f"/>' + each + user_tasks("last"), "start->f, f->each, f->last, each->end"
    )
    workflow = opened(Play(xml, {"xs": list(range(1100))}))
    assert len(workflow.get_tasks(spec_name="w")) == 1100
    assert at(workflow, spec_name="last") == ["last"]


def test_a_task_is_run_and_what_comes_next_has_arrived() -> None:
    xml = diagram(START + END + user_tasks("a", "b"), "start->a, a->b, b->end")
    play = Play(xml)
    workflow = opened(play)
    task = workflow.get_next_task(state=TaskState.READY)
    task.data.update(name="Sara")
    assert task.run() is True
    assert (task.state, workflow.last_task) == (TaskState.COMPLETED, task)
    assert at(workflow, state=TaskState.READY) == ["b"]
    assert workflow.data["name"] == "Sara"
    assert not workflow.is_completed()
    assert go_on(play, workflow).complete("b").state is CaseState.COMPLETED


def test_what_the_library_runs_is_what_the_engine_runs() -> None:
    script = '<scriptTask id="sum" miz:result="s"><script>1 + 2</script></scriptTask>'
    play = Play(diagram(START + END + user_tasks("a", "b") + script, "start->a, a->sum, sum->b, b->end"))
    (ready,) = play.last.ready
    done = engine.complete(play.definition, play.last.snapshot, ready.id, {"x": 1}, now=play.now)
    told: list[tuple[str, str]] = []
    workflow = opened(play)
    task_at(workflow, "a").data.update(x=1)
    workflow.run_task_from_id(ready.id)
    workflow.do_engine_steps(
        lambda task: told.append(("will", task.task_spec.name)), lambda task: told.append(("did", task.task_spec.name))
    )
    assert told == [("will", "sum"), ("did", "sum")]
    assert engine.snapshot_of(workflow) == done.snapshot
    assert tuple(workflow.steps) == done.steps


def test_a_workflow_stored_half_way_goes_on_with_the_next_step() -> None:
    script = '<scriptTask id="sum" miz:result="s"><script>1 + 2</script></scriptTask>'
    play = Play(diagram(START + END + user_tasks("a", "b") + script, "start->a, a->sum, sum->b, b->end"))
    workflow = opened(play)
    task_at(workflow, "a").run()
    assert at(workflow, state=TaskState.READY) == ["sum"]
    play = go_on(play, workflow)
    assert (play.open, play.data) == (["b"], {"s": 3})


def test_one_task_after_the_other_is_run_without_a_persons() -> None:
    play = Play(diagram(START + END + '<task id="p"/>' + user_tasks("a", "b"), "start->a, a->p, p->b, b->end"))
    workflow = opened(play)
    assert workflow.manual_input_required()
    assert workflow.run_next() is None
    task_at(workflow, "a").run()
    assert not workflow.manual_input_required()
    assert workflow.run_next() is True
    assert at(workflow, state=TaskState.READY) == ["b"]
    workflow.run_all(halt_on_manual=False)
    assert workflow.is_completed()


def test_all_can_be_run_to_the_end_through_sub_processes_and_loops() -> None:
    workflow = opened(OFFICE)
    workflow.run_all(halt_on_manual=False)
    assert at(workflow) == ["money", "join", "join"]
    workflow.send_event(BpmnEvent(MessageEventDefinition("paid"), {"sum": 5}))
    workflow.run_all()
    assert (workflow.is_completed(), workflow.state) == (True, CaseState.COMPLETED)
    assert workflow.data == {"parts": ["bolt", "nut"], "sum": 5}


@pytest.mark.parametrize("element", ["hour", "fix", "money", "repair"])
def test_a_task_that_is_not_ready_is_not_run(element: str) -> None:
    workflow = opened(OFFICE)
    with pytest.raises(WorkflowException, match="not READY"):
        task_at(workflow, element).run()
    assert engine.snapshot_of(workflow) == OFFICE.last.snapshot


def test_a_task_is_not_run_twice_or_after_it_was_cancelled() -> None:
    workflow = opened(OFFICE)
    check = task_at(workflow, "check")
    check.run()
    repair = workflow.get_next_task(spec_name=REPAIR)
    repair.cancel()
    for gone in (check, repair):
        with pytest.raises(WorkflowException, match="has left the tree"):
            gone.run()
        with pytest.raises(TaskNotFoundException):
            workflow.get_task_from_id(gone.id)


def test_a_step_that_fails_is_raised_and_is_an_incident() -> None:
    fork = diagram(
        START + END + user_tasks("a") + '<exclusiveGateway id="g"/>', "start->a, a->g, g->end: x > 1, g->a: x < 0"
    )
    play = Play(fork, {"x": 1})
    workflow = opened(play)
    task_at(workflow, "a").run()
    gateway = task_at(workflow, "g")
    with pytest.raises(engine.StepFailed) as raised:
        gateway.run()
    assert raised.value.code is engine.IncidentCode.NO_WAY_OUT
    assert gateway.state == TaskState.ERROR
    looked = engine.look(play.definition, engine.snapshot_of(workflow), now=NOON)
    assert [(one.element, one.code) for one in looked.incidents] == [("g", engine.IncidentCode.NO_WAY_OUT)]
    workflow.data["x"] = 2
    workflow.reset_from_task_id(gateway.id)
    workflow.do_engine_steps()
    assert workflow.is_completed()


def test_a_connectors_task_is_completed_from_outside() -> None:
    play = Play(diagram(START + END + '<serviceTask id="c" miz:connector="x"/>', "start->c, c->end"))
    workflow = opened(play)
    (asked,) = workflow.get_tasks(state=TaskState.STARTED)
    asked.data.update(answer=1)
    asked.complete()
    workflow.do_engine_steps()
    assert (workflow.is_completed(), workflow.data) == (True, {"answer": 1})


def test_events_that_are_waited_for_are_told_in_the_librarys_words() -> None:
    due = (NOON + timedelta(hours=1)).isoformat()
    told = [(one.name, one.event_type, one.value) for one in opened(OFFICE).waiting_events()]
    assert sorted(told) == [
        ("hour", "TimerEventDefinition", due),
        ("paid", "MessageEventDefinition", None),
        ("storm", "SignalEventDefinition", None),
    ]


def test_a_signal_from_outside_reaches_all_and_brings_its_payload() -> None:
    workflow = opened(OFFICE)
    workflow.send_event(BpmnEvent(SignalEventDefinition("storm"), {"wind": 9}))
    workflow.do_engine_steps()
    assert at(workflow, state=TaskState.READY, skip_subprocesses=True) == ["check", "after"]
    assert workflow.data["wind"] == 9


def test_a_timer_is_sent_by_hand_or_refreshed() -> None:
    own = task_at(opened(OFFICE), "hour").task_spec.event_definition
    for event in (DurationTimerEventDefinition("hour", '"PT1H"'), own):
        workflow = opened(OFFICE)
        workflow.send_event(BpmnEvent(event))
        workflow.do_engine_steps()
        assert at(workflow, state=TaskState.READY, skip_subprocesses=True) == ["late"]
    later = engine.workflow(OFFICE.definition, OFFICE.last.snapshot, now=NOON + timedelta(hours=1))
    later.refresh_timers()
    assert at(later, spec_name="late", state=TaskState.READY) == ["late"]


def test_an_error_from_outside_is_caught_where_it_is_drawn() -> None:
    xml = diagram(
        START + END + user_tasks("a", "b") + boundary("oops", "a", '<errorEventDefinition errorRef="er"/>'),
        "start->a, a->end, oops->b, b->end",
        roots=ROOTS,
    )
    workflow = opened(Play(xml))
    workflow.catch(BpmnEvent(ErrorEventDefinition("any", "E1")))
    workflow.do_engine_steps()
    assert at(workflow) == ["b"]


def test_an_event_is_for_the_scope_that_is_named() -> None:
    wait = '<receiveTask id="{}" messageRef="m"/>'
    inner = sub_process(
        "s", '<startEvent id="s0"/><endEvent id="s1"/>' + wait.format("inside"), "s0->inside, inside->s1"
    )
    xml = diagram(
        START + END + '<parallelGateway id="f"/>' + inner + wait.format("outside"),
        "start->f, f->outside, f->s, outside->end, s->end",
        roots=ROOTS,
    )
    for element, left in (("inside", ["outside"]), ("outside", ["s", "inside"])):
        workflow = opened(Play(xml))
        target = task_at(workflow, element).workflow
        workflow.send_event(BpmnEvent(MessageEventDefinition("paid"), {}, target=target))
        workflow.do_engine_steps()
        assert at(workflow) == left


def test_events_that_nobody_catches() -> None:
    workflow = opened(OFFICE)
    lost = BpmnEvent(MessageEventDefinition("lost"), {"a": 1})
    with pytest.raises(WorkflowException, match="not waiting for lost"):
        workflow.send_event(lost)
    workflow.catch(lost)
    assert [(event.event_definition.name, event.payload) for event in workflow.get_events()] == [("lost", {"a": 1})]
    assert workflow.get_events() == []
    with pytest.raises(engine.NotJson):
        workflow.send_event(BpmnEvent(MessageEventDefinition("paid"), "five"))
    assert engine.snapshot_of(workflow) == OFFICE.last.snapshot


def test_loops_tell_of_their_instances_in_the_librarys_words() -> None:
    workflow = opened(OFFICE)
    first, second = workflow.get_tasks(spec_name=REPAIR)
    loop = first.parent
    assert loop.task_spec.task_info(loop) == {
        "completed": [],
        "running": [0, 1],
        "future": [],
        "instance_map": {0: first.id, 1: second.id},
    }
    assert second.task_spec.task_info(second) == {"instance": 1}
    first.run()
    workflow.do_engine_steps()
    assert loop.task_spec.task_info(loop) == {
        "completed": [0],
        "running": [1],
        "future": [],
        "instance_map": {1: second.id},
    }
    check = task_at(workflow, "check")
    assert check.task_spec.task_info(check) == {}


def test_rounds_of_a_standard_loop_are_told() -> None:
    loop = '<userTask id="w"><standardLoopCharacteristics loopMaximum="3"/></userTask>'
    workflow = opened(Play(diagram(START + END + loop, "start->w, w->end")).complete("w"))
    (instance,) = workflow.get_tasks(state=TaskState.READY)
    assert instance.task_spec.task_info(instance) == {"iteration": 1}
    info = instance.parent.task_spec.task_info(instance.parent)
    assert info == {"iterations_completed": 1, "iterations_remaining": 2, "instance_map": {1: instance.id}}


def test_whoever_listens_hears_of_removed_tasks_and_of_the_end() -> None:
    play = Play(diagram(START + END + user_tasks("a"), "start->a, a->end"))
    workflow, removed, ended = opened(play), [], []
    workflow.task_removed_event.connect(lambda _, task: removed.append(task.task_spec.name))
    workflow.completed_event.connect(lambda over: ended.append(over.is_completed()))
    task_at(workflow, "a").run()
    workflow.do_engine_steps()
    assert (removed, ended) == (["a", "end"], [True])


def test_a_case_that_is_terminated_tells_its_end_too() -> None:
    stop = '<endEvent id="stop"><terminateEventDefinition/></endEvent>'
    workflow, ended = opened(Play(diagram(START + stop + user_tasks("a"), "start->a, a->stop"))), []
    workflow.completed_event.connect(ended.append)
    workflow.run_all(halt_on_manual=False)
    assert (ended, workflow.is_completed()) == ([workflow], True)


def test_a_cancelled_case_is_over_and_stays_so_when_it_is_stored() -> None:
    workflow = opened(OFFICE)
    cancelled = workflow.cancel()
    assert sorted({task.task_spec.name for task in cancelled}) == sorted(set(at(opened(OFFICE))))
    assert {task.state for task in cancelled} == {TaskState.CANCELLED}
    assert (workflow.is_completed(), workflow.success, workflow.cancel()) == (True, False, [])
    stored = engine.look(OFFICE.definition, engine.snapshot_of(workflow), now=NOON)
    assert stored.state is CaseState.CANCELLED
    inside = opened(OFFICE)
    with pytest.raises(WorkflowException, match="can't be cancelled by itself"):
        inside.cancel(inside.get_active_subprocesses()[0])


def test_data_of_a_workflow_and_its_tasks() -> None:
    workflow = opened(OFFICE)
    workflow.set_data(colour="red")
    repair = workflow.get_tasks(spec_name=REPAIR)[1]
    assert (repair.get_data("part"), repair.get_data("colour"), workflow.get_data("none", 1)) == ("nut", "red", 1)
    workflow.data = {"colour": "blue"}
    assert (repair.data["colour"], workflow.data_objects) == ("blue", {})


def test_what_the_log_is_told_of_a_workflow_and_a_task() -> None:
    workflow = opened(OFFICE)
    inside = workflow.get_active_subprocesses()[0]
    assert workflow.collect_log_extras()["workflow_spec"] == "case"
    assert inside.collect_log_extras()["parent_task_id"] == inside.parent_task_id
    assert task_at(workflow, "hour").collect_log_extras()["state"] == "WAITING"


def test_a_snapshot_is_made_of_a_case_only() -> None:
    with pytest.raises(engine.SnapshotError, match="no case of this engine"):
        engine.snapshot_of(object())
    workflow = opened(OFFICE)
    workflow.data["when"] = NOON
    with pytest.raises(engine.NotJson):
        engine.snapshot_of(workflow)
