"""What bare SpiffWorkflow 3.2.0 does in cases that BPMN decides otherwise, each by itself: a release that mends one of
them fails here. The sections are those of BPMN 2.0.2."""

from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from SpiffWorkflow.bpmn.exceptions import WorkflowDataException, WorkflowTaskException
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.serializer.config import DEFAULT_CONFIG
from SpiffWorkflow.bpmn.serializer.workflow import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.specs.defaults import ServiceTask
from SpiffWorkflow.bpmn.specs.event_definitions import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.util.diff import diff_workflow, migrate_workflow
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.exceptions import TaskNotFoundException, WorkflowException
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.differential.bare import begin, calls, run, send, states, work
from tests.unit.engine.differential.clock import Clock, library_clock

TEN, TWENTY, HOUR = (d.timer(f'"{text}"') for text in ("PT10S", "PT20S", "PT1H"))
TWICE = "<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>"


def waited(xml: bytes, **duration: float) -> tuple[BpmnWorkflow, list[str]]:
    """A case whose timers are asked once after that time, and the elements that completed then."""
    clock, completed = Clock(datetime(2026, 1, 1, tzinfo=UTC)), []
    with library_clock(clock):
        workflow = run(xml)
        clock.move_to(clock.now + timedelta(**duration))
        workflow.refresh_timers()
        workflow.do_engine_steps(did_complete_task=lambda task: completed.append(task.task_spec.name))
    return workflow, completed


def test_an_older_value_of_one_branch_overwrites_the_newer_of_another_at_a_join() -> None:
    """All branches see the data of their process (10.4.1), so `x` is 2; each has a copy, and `b` brings back 1."""
    links = "start->f, f->a, f->b, a->j, b->j, j->end"
    workflow = run(d.between(d.gateway("parallel", "f", "j") + d.script("a", "x = 2") + d.task("b"), links), x=1)
    work(workflow, "b")
    assert workflow.data["x"] == 1


def test_more_tokens_than_one_on_a_flow_are_cancelled_at_a_parallel_join() -> None:
    """One token of each flow is taken and the others stay (13.4.1), so `a`'s would wait for a partner."""
    links = "start->f, f->a, f->b, f->c, a->m, b->m, m->j, c->j, j->end"
    body = d.gateway("parallel", "f", "j") + d.gateway("exclusive", "m") + d.task("a", "b", "c")
    workflow = run(d.between(body, links))
    work(workflow, "a", "b", "c")
    assert states(workflow, "j") == ["CANCELLED", "CANCELLED", "COMPLETED"]
    assert workflow.is_completed()


def test_a_join_to_which_two_flows_lead_from_one_gateway_fires_for_each_of_them() -> None:
    """The join takes one token of each *flow* (13.4.1), so it fires once; the library counts the elements before it,
    which is one."""
    workflow = run(d.between(d.gateway("parallel", "f", "j"), "start->f, f->j, f->j, j->end"))
    assert states(workflow, "j") == ["COMPLETED", "COMPLETED"]


def test_a_sub_process_in_a_cancelled_instance_isnt_told_and_the_case_is_broken() -> None:
    """An interrupting event stops the activity and all in it (13.5.3). The children of a cancelled task are dropped
    without a word, so their sub-processes stay active, and the next step doesn't find whom they belong to."""
    inside = d.sub("s", d.start("s0") + d.task("p") + d.end("s1"), "s0->p, p->s1", loop=TWICE)
    xml = d.between(inside + d.boundary("b", "s", d.MESSAGE) + d.end("other"), "start->s, s->end, b->other")
    workflow = run(xml)
    open_tasks = workflow.get_tasks(spec_name="p")
    with pytest.raises(TaskNotFoundException):
        send(workflow, "M")
    assert [task.state for task in open_tasks] == [TaskState.READY, TaskState.READY]
    assert len(workflow.get_active_subprocesses()) == 2


def each(attributes: str, collected: str = "") -> bytes:
    """A script for each of `items`."""
    loop = f'<loopDataInputRef>items</loopDataInputRef>{collected}<inputDataItem id="item"/>'
    loop += '<outputDataItem id="y"/>' if collected else ""
    inner = f"<multiInstanceLoopCharacteristics {attributes}>{loop}</multiInstanceLoopCharacteristics>"
    return d.between(d.script("a", "y = item", inner=inner))


COLLECTED = "<loopDataOutputRef>out</loopDataOutputRef>"


def test_a_sequential_multi_instance_waits_for_ever_at_an_item_that_is_none() -> None:
    """There is an instance for each item of the collection (13.3.7)."""
    assert run(each('isSequential="true"', COLLECTED), items=[1, 2, 3]).data["out"] == [1, 2, 3]
    workflow = run(each('isSequential="true"', COLLECTED), items=[1, None, 3])
    assert not workflow.is_completed()
    assert workflow.get_tasks(state=TaskState.READY | TaskState.WAITING) == []


def test_a_sequential_multi_instance_that_collects_nothing_fails_at_its_second_item() -> None:
    """The item belongs to its instance (13.3.7); here it is left in the data of the whole."""
    with pytest.raises(WorkflowDataException, match="input item item already exists"):
        run(each('isSequential="true"'), items=[1, 2])


def test_timers_that_are_due_act_in_the_order_in_which_they_began_to_wait() -> None:
    """Each happens at its moment (10.5.5), so `early` comes first."""
    body = d.gateway("parallel", "f") + d.catch("late", TWENTY) + d.catch("early", TEN)
    _, completed = waited(d.between(body, "start->f, f->late, f->early, late->end, early->end"), seconds=30)
    assert completed[:2] == ["late", "early"]


def test_two_interrupting_timers_of_one_activity_both_happen() -> None:
    """The first stops the activity, and with it the other's waiting (13.5.3)."""
    body = d.waits("w") + d.boundary("late", "w", TWENTY) + d.boundary("early", "w", TEN) + d.end("l") + d.end("e")
    _, completed = waited(d.between(body, "start->w, w->end, late->l, early->e"), seconds=30)
    assert {"late", "early", "l", "e"} <= set(completed)


def test_a_timer_is_not_due_at_its_moment_but_after_it() -> None:
    """It is triggered at the moment that is reached (10.5.5)."""
    xml = d.between(d.catch("a", TEN))
    assert waited(xml, seconds=10)[1] == []
    assert waited(xml, seconds=10, microseconds=1)[1][0] == "a"


def test_an_event_based_gateway_has_one_due_time_for_all_its_timers() -> None:
    """Each event behind the gateway waits for its own trigger (13.4.4): after a minute it would go on at `c2`."""
    body = d.gateway("eventBased", "g") + d.catch("c1", HOUR) + d.catch("c2", TEN)
    xml = d.between(body, "start->g, g->c1, g->c2, c1->end, c2->end")
    assert not waited(xml, minutes=1)[0].is_completed()
    assert "c1" in waited(xml, minutes=61)[1]


def test_a_message_is_taken_by_everyone_who_waits_for_it() -> None:
    """A message is for one receiver (10.5.5), a signal for all."""
    body = d.gateway("parallel", "f") + d.catch("a", d.MESSAGE) + d.catch("b", d.MESSAGE)
    workflow = run(d.between(body, "start->f, f->a, f->b, a->end, b->end"))
    send(workflow, "M")
    assert states(workflow, "a") == states(workflow, "b") == ["COMPLETED"]


def _property(name: str) -> str:
    read = "".join(
        f'<correlationPropertyRetrievalExpression messageRef="{message}"><messagePath>{name}</messagePath>'
        "</correlationPropertyRetrievalExpression>"
        for message in ("msg-m", "msg-n")
    )
    return f'<correlationProperty id="{name}">{read}</correlationProperty>'


def test_a_message_is_correlated_where_one_key_matches_though_another_says_no() -> None:
    """Each key that the message and the case both have must match (8.4.2). Here one of two suffices, and the case takes
    over the other's value."""
    keys = "".join(
        f'<correlationKey name="by {name}"><correlationPropertyRef>{name}</correlationPropertyRef></correlationKey>'
        for name in ("order", "person")
    )
    roots = f"{d.ROOTS}<collaboration id='co'>{keys}</collaboration>{_property('order')}{_property('person')}"
    body = d.start(inner=d.MESSAGE) + d.catch("a", d.MESSAGE_N) + d.end()
    workflow = run(d.diagram(body, "start->a, a->end", roots=roots))
    send(workflow, "M", {"order": 1, "person": 7})
    with pytest.raises(WorkflowException, match="not waiting"):
        send(workflow, "N", {"order": 2, "person": 8})
    send(workflow, "N", {"order": 2, "person": 7})
    assert workflow.is_completed()
    assert workflow.correlations["by order"] == {"order": 2}


def test_a_case_is_completed_with_success_though_a_task_of_it_is_in_error() -> None:
    """A process is completed when no token is left (13.2). A failed task without a way out counts as finished."""
    links = "start->f, f->a, f->b, b->end"
    workflow = begin(d.between(d.gateway("parallel", "f") + d.script("a", "1 / 0") + d.task("b"), links))
    with pytest.raises(WorkflowTaskException):
        workflow.do_engine_steps()
    work(workflow, "b")
    assert states(workflow, "a") == ["ERROR"]
    assert workflow.is_completed()
    assert workflow.success


def test_a_task_called_as_a_node_of_the_librarys_own_is_passed_over() -> None:
    """An element may have any id (8.3.1). The library's own last node is called `End`: a task of that id isn't made,
    and the case is completed before anybody did it."""
    plain, same = (
        run(d.diagram(d.start() + d.task(id_) + d.end(), f"start->{id_}, {id_}->end")) for id_ in ("a", "End")
    )
    assert states(plain, "a") == ["READY"]
    assert states(same, "End") == ["COMPLETED"]
    assert same.get_tasks(spec_name="end") == []
    assert same.is_completed()


def test_an_error_is_caught_beside_an_activity_that_didnt_throw_it() -> None:
    """An error goes from the thrower outwards (10.5.6); nothing around `bad` catches it. Here whoever waits for it in
    the same process does, so that `a` is interrupted."""
    body = d.gateway("parallel", "f") + d.task("a") + d.boundary("b", "a", d.ERROR) + d.end("bad", d.ERROR)
    workflow = run(d.between(body + d.end("other"), "start->f, f->a, f->bad, a->end, b->other"))
    assert states(workflow, "b") == ["COMPLETED"]
    assert states(workflow, "a") == ["CANCELLED"]


def test_a_task_that_was_removed_still_takes_an_event() -> None:
    """Work that is done again begins anew, so `c` waits no more until `a` is done (13.3.2). The tree forgets the task,
    those who wait for events don't."""
    workflow = run(d.between(d.task("a") + d.catch("c", d.MESSAGE), "start->a, a->c, c->end"))
    work(workflow, "a")
    workflow.reset_from_task_id(workflow.get_next_task(spec_name="a").id)
    assert states(workflow, "c") == []
    assert [event.name for event in workflow.waiting_events()] == ["M"]


class OwnTask(Task):
    """What somebody may make of a task."""


def test_children_of_a_task_and_scopes_inside_a_case_are_of_the_librarys_own_classes() -> None:
    """A tree of tasks of one's own can't be made by giving it a root of one's own."""
    workflow = begin(d.between(d.task("a")))
    root = OwnTask(workflow, workflow.spec.start, state=TaskState.READY)
    root._sync_children(workflow.spec.start.outputs, TaskState.FUTURE)
    assert [type(child) for child in root.children] == [Task]
    inside = run(d.between(d.sub("a", d.start("s0") + d.task("b") + d.end("s1"), "s0->b, b->s1")))
    assert [type(scope) for scope in inside.subprocesses.values()] == [BpmnSubWorkflow]


class OwnMessage(MessageEventDefinition):
    """What somebody may make of a message."""


def test_an_event_definition_of_a_class_of_ones_own_is_another_event() -> None:
    """A message is told by its name (8.4.11), whoever made the object. One that compares can't be a key either."""
    assert MessageEventDefinition("M") == MessageEventDefinition("M")
    assert OwnMessage("M") != MessageEventDefinition("M")
    with pytest.raises(TypeError, match="unhashable"):
        hash(MessageEventDefinition("M"))


def test_the_data_of_a_case_are_empty_until_it_ends() -> None:
    """The data belong to the process, all the time that it runs (10.4.1); here to each task, and at last to it."""
    workflow = run(d.between(d.script("a", "x = 2") + d.task("b"), "start->a, a->b, b->end"))
    assert dict(workflow.data) == {}
    work(workflow, "b")
    assert workflow.data == {"x": 2}


def test_what_a_script_writes_isnt_the_data_object_of_that_name() -> None:
    """A data object is seen in its process (10.4.1); here it stands apart, and a script writes beside it."""
    xml = d.between('<dataObject id="x"/>' + d.script("a", "x = 2") + d.task("b"), "start->a, a->b, b->end")
    workflow = run(xml)
    assert workflow.get_next_task(spec_name="b").data["x"] == 2
    assert workflow.data_objects == {"x": None}


def test_a_task_that_has_left_the_tree_is_run_all_the_same() -> None:
    """`a` is done again, so nobody has come to `b` (13.3.2)."""
    workflow = run(d.between(d.task("a", "b"), "start->a, a->b, b->end"))
    work(workflow, "a")
    removed = workflow.get_next_task(spec_name="b")
    workflow.reset_from_task_id(workflow.get_next_task(spec_name="a").id)
    assert removed.run()
    assert removed.state == TaskState.COMPLETED


def test_a_task_that_waits_for_an_event_can_be_completed_and_still_waits_for_it() -> None:
    """Its event hasn't happened (13.5.2), and those who wait for events aren't told that it has gone on."""
    workflow = run(d.between(d.catch("a", d.MESSAGE)))
    workflow.get_next_task(spec_name="a").complete()
    assert states(workflow, "a") == ["COMPLETED"]
    assert [event.name for event in workflow.waiting_events()] == ["M"]


class AskingTask(ServiceTask):
    """A task whose work goes on elsewhere: run, it is begun."""

    def _run_hook(self, my_task: Task) -> None:
        """Nothing is done here."""


class AskingParser(BpmnParser):
    """Diagrams with service tasks of that kind."""

    OVERRIDE_PARSER_CLASSES: ClassVar = {full_tag("serviceTask"): (TaskParser, AskingTask)}


def test_running_all_stops_at_a_task_that_only_begins_its_work() -> None:
    """The other branch could go on."""
    parser = AskingParser()
    body = d.gateway("parallel", "f") + d.task("a", kind="serviceTask") + d.script("b", "x = 1")
    parser.add_bpmn_str(d.between(body, "start->f, f->a, f->b, b->end"))
    workflow = BpmnWorkflow(parser.get_spec("case"))
    workflow.run_all()
    assert states(workflow, "a") == ["STARTED"]
    assert states(workflow, "b") == ["READY"]


def inside(body: str, links: str) -> BpmnWorkflow:
    """A case in whose sub-process `s` that stands, of which nothing has run."""
    workflow = begin(d.between(d.sub("s", d.start("s0") + body + d.end("s1"), links), "start->s, s->end"))
    while (task := workflow.get_next_task(state=TaskState.READY, skip_subprocesses=True)) is not None:
        task.run()
    return workflow


def test_only_manual_work_is_said_to_be_left_where_a_sub_process_could_go_on() -> None:
    workflow = inside(d.script("b", "x = 1"), "s0->b, b->s1")
    assert workflow.get_tasks(state=TaskState.READY, manual=False) != []
    assert workflow.manual_input_required()


def test_tasks_that_wait_in_a_sub_process_arent_looked_at() -> None:
    flat = run(d.between(d.catch("a", d.MESSAGE)))
    deep = inside(d.catch("b", d.MESSAGE), "s0->b, b->s1")
    deep.do_engine_steps()
    assert [calls(one.update_waiting_tasks, CatchingEvent._update_hook) for one in (flat, deep)] == [[1], [0]]


def test_what_is_around_a_cancelled_sub_process_waits_for_ever() -> None:
    """A token that nothing can move any more is in no state of an activity (13.3.2)."""
    workflow = inside(d.catch("b", d.MESSAGE), "s0->b, b->s1")
    workflow.do_engine_steps()
    workflow.cancel(*workflow.get_active_subprocesses())
    workflow.do_engine_steps()
    assert states(workflow, "s") == ["STARTED"]
    assert not workflow.is_completed()
    assert workflow.get_tasks(state=TaskState.READY | TaskState.WAITING) == []


def test_what_waits_in_a_deleted_sub_process_still_takes_events() -> None:
    workflow = inside(d.catch("b", d.MESSAGE), "s0->b, b->s1")
    workflow.do_engine_steps()
    workflow.delete_subprocess(workflow.get_next_task(spec_name="s"))
    assert [event.name for event in workflow.waiting_events()] == ["M"]


def test_a_task_in_error_isnt_found_below_the_loop_that_it_belongs_to() -> None:
    workflow = begin(d.between(d.script("a", "1 / 0", inner=TWICE)))
    with pytest.raises(WorkflowTaskException):
        workflow.do_engine_steps()
    assert [task.state for task in workflow.tasks.values()].count(TaskState.ERROR) == 1
    assert workflow.get_tasks(state=TaskState.ERROR) == []


def test_a_reset_task_brings_back_the_data_of_the_task_before_it() -> None:
    """The data belong to the process (10.4.1): what other branches wrote since is lost for this one."""
    workflow = run(d.between(d.script("a", "x = 1") + d.task("b"), "start->a, a->b, b->end"))
    task = workflow.get_next_task(spec_name="b")
    task.data["x"] = 2
    workflow.reset_from_task_id(task.id)
    assert task.data["x"] == 1


def test_a_case_can_be_put_on_another_definition_whatever_becomes_of_its_tasks() -> None:
    """`migrate_workflow` leaves the check to whoever calls it: what somebody is at work on is another task now."""
    workflow, newer = run(d.between(d.task("a"))), begin(d.between(d.task("b"), "start->b, b->end")).spec
    open_task = workflow.get_next_task(spec_name="a")
    registry = BpmnWorkflowSerializer.configure(DEFAULT_CONFIG)
    diff, _ = diff_workflow(registry, workflow, newer, {})
    migrate_workflow(diff, workflow, newer)
    assert open_task.task_spec.name == "b"
    assert open_task.state == TaskState.READY
