"""What bare SpiffWorkflow 3.2.0 pays for, counted in its own calls: a release that changes one of these habits fails
here. BPMN says nothing about cost; what it asks all the same is named where a cost becomes a limit."""

import logging
from itertools import pairwise

import pytest
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.util.task import BpmnTaskIterator
from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskIterator

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.differential.bare import begin, calls, run, work_all


def forks(count: int) -> bytes:
    """Three-way fork/joins in a row."""
    body, links, last = "", [], "start"
    for k in range(count):
        body += d.gateway("parallel", f"f{k}", f"j{k}") + d.task(f"a{k}", f"b{k}", f"c{k}")
        links += [f"{last}->f{k}", *(f"f{k}->{b}{k}, {b}{k}->j{k}" for b in "abc")]
        last = f"j{k}"
    return d.between(body, ",".join([*links, f"{last}->end"]))


def chain(length: int) -> bytes:
    """Tasks one after the other."""
    ids = ["start", *(f"n{number}" for number in range(length)), "end"]
    return d.between(d.task(*ids[1:-1]), ",".join(f"{a}->{b}" for a, b in pairwise(ids)))


#: counts `i` up to `rounds`
LOOP = d.between(
    d.gateway("exclusive", "m", "g") + d.script("n", "i = i + 1"),
    "start->m, m->n, n->g, g->m: i < rounds, g->end: i >= rounds",
)


def instances(count: int) -> bytes:
    """A parallel multi-instance task."""
    return d.between(d.task("a", inner=several(count)))


def several(count: int) -> str:
    """So many instances together."""
    number = f"<loopCardinality>{count}</loopCardinality>"
    return f"<multiInstanceLoopCharacteristics>{number}</multiInstanceLoopCharacteristics>"


def test_all_future_tasks_are_predicted_once_for_each_branch_before_a_join() -> None:
    """K three-way fork/joins in a row make about 3 ** K tasks before anything is done. BPMN asks for none of them: a
    token is on one flow at a time (7.1.1)."""
    made = [len(run(forks(count)).tasks) for count in range(1, 6)]
    assert made == [18, 57, 174, 525, 1578]


def test_the_whole_tree_is_walked_after_each_task() -> None:
    """Twice the rounds of a loop are four times the steps over tasks, finished ones among them (13.3.1: a token that
    has left leaves nothing behind)."""
    visits = [
        sum(calls(lambda n=rounds: run(LOOP, i=0, rounds=n), BpmnTaskIterator._next, TaskIterator._next))
        for rounds in (40, 80)
    ]
    assert visits[1] > 3.5 * visits[0]


def test_each_instance_of_a_multi_instance_activity_is_looked_at_when_another_completes() -> None:
    """Twice the instances are four times the steps (13.3.7)."""
    visits = [
        sum(calls(lambda n=count: work_all(run(instances(n))), BpmnTaskIterator._next, TaskIterator._next))
        for count in (50, 100)
    ]
    assert visits[1] > 3.4 * visits[0]


def test_details_for_a_log_are_collected_at_each_change_of_state_though_nobody_logs() -> None:
    assert not logging.getLogger("spiff.task").isEnabledFor(logging.INFO)
    changes, collected = calls(lambda: run(chain(3)), Task._set_state, Task.collect_log_extras)
    assert collected == changes > 0


def test_a_spec_tests_its_own_attributes_whenever_a_task_arrives() -> None:
    """What can't change after the parse is looked at for each token."""
    (tests,) = calls(lambda: run(LOOP, i=0, rounds=10), TaskSpec.test)
    assert tests >= 3 * 10


def test_the_parser_recurses_along_the_flow() -> None:
    """A chain of some hundred elements is refused; BPMN has no limit (10.3)."""
    begin(chain(100))
    with pytest.raises(ValidationException, match="maximum recursion depth"):
        begin(chain(500))


def test_what_lies_deeper_than_a_thousand_tasks_is_not_found_and_the_case_counts_as_completed() -> None:
    """A loop of 400 rounds stops after 1,000 tasks in a row: no task there is found any more, the end event isn't
    reached, and the case is completed all the same. It is so only when all tokens have reached an end (13.2)."""
    workflow = run(LOOP, i=0, rounds=400)
    assert workflow.is_completed()
    assert workflow.last_task.task_spec.name != "End"
    assert max(task.data.get("i", 0) for task in workflow.tasks.values()) < 400


def test_a_loop_keeps_the_id_of_each_round() -> None:
    """A loop needs to know how many rounds there were (13.3.6); a list of them grows with each."""
    loop = "<standardLoopCharacteristics><loopCondition>i &lt; 30</loopCondition></standardLoopCharacteristics>"
    workflow = run(d.between(d.script("a", "i = i + 1", inner=loop)), i=0)
    (merged,) = [task.internal_data["merged"] for task in workflow.get_tasks(spec_name="a")]
    assert len(merged) == 30


def test_all_sub_processes_are_asked_for_the_task_around_a_new_one() -> None:
    """How deep a sub-process lies is worked out by looking for its task in every other: twice the instances are four
    times the questions."""
    asked = [sum(calls(lambda n=count: run(subprocesses(n)), BpmnSubWorkflow.get_task_from_id)) for count in (20, 40)]
    assert asked[1] > 3.5 * asked[0]


def subprocesses(count: int) -> bytes:
    """A sub-process in several instances, in each of which is another one."""
    inside = d.sub("b", d.start("b0") + d.task("c") + d.end("b1"), "b0->c, c->b1")
    return d.between(d.sub("a", d.start("a0") + inside + d.end("a1"), "a0->b, b->a1", loop=several(count)))


class Listener(TaskDataEnvironment):
    """Notes what it is given to evaluate."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[object] = []

    def evaluate(self, expression: str, context: dict[str, object], external_context: object = None) -> object:
        """As the library's."""
        self.given.append(expression)
        return super().evaluate(expression, context, external_context)


def test_a_condition_stays_text_that_is_compiled_whenever_it_is_asked() -> None:
    """It can't change after the parse."""
    workflow, heard = begin(LOOP, i=0, rounds=5), Listener()
    workflow.script_engine = PythonScriptEngine(heard)
    workflow.do_engine_steps()
    assert heard.given.count("i < rounds") == 5
