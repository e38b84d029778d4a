"""Long chains, many rounds, many instances, deep nesting: the work grows with what there is to do, not faster.

Work is counted in calls of Python functions, which doesn't depend on the machine."""

import sys
from collections.abc import Callable
from itertools import pairwise

import pytest

import engine
from engine import CaseState
from engine.runtime import work_through
from tests.unit.engine.case_player import NOON, Play, diagram, flows

START = '<startEvent id="start"/><endEvent id="end"/>'


def lines(work: Callable[[], object]) -> int:
    """How many lines of Python `work` runs through: loops count as often as they go round."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> object:
        nonlocal count
        count += event == "line"
        return note

    before = sys.gettrace()
    sys.settrace(note)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def calls(work: Callable[[], object]) -> int:
    """How many Python functions `work` calls."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def many(count: int, *, sequential: bool, kind: str = "scriptTask", inner: str = "<script>{x: 1}</script>") -> bytes:
    loop = (
        f'<multiInstanceLoopCharacteristics isSequential="{str(sequential).lower()}">'
        f"<loopCardinality>{count}</loopCardinality></multiInstanceLoopCharacteristics>"
    )
    return diagram(START + f'<{kind} id="a">{inner}{loop}</{kind}>', "start->a, a->end")


def test_the_thousandth_round_of_rework_costs_what_the_first_did():
    loop = diagram(
        START + '<userTask id="a"/><exclusiveGateway id="x" default="x.end.3"/>', "start->a, a->x, x->a: again, x->end"
    )
    play = Play(loop)
    costs = [calls(lambda: play.complete("a", again=True)) for _ in range(1000)]
    assert max(costs[-10:]) <= 1.05 * max(costs[:10])
    assert play.complete("a", again=False).state is CaseState.COMPLETED


@pytest.mark.parametrize("sequential", [True, False])
def test_a_thousand_instances_cost_ten_times_a_hundred(sequential):
    costs = {}
    for count in (100, 1000):
        definition = engine.parse({"process.bpmn": many(count, sequential=sequential)})
        costs[count] = calls(lambda: engine.start(definition, {}, now=NOON))  # noqa: B023 - called at once
    assert costs[1000] <= 10.5 * costs[100]


def test_the_state_of_a_sequential_multi_instance_does_not_grow():
    play = Play(many(1000, sequential=True, kind="userTask", inner=""))
    sizes = [len(play.complete("a").last.snapshot) for _ in range(999)]
    assert max(sizes) - min(sizes) < 20  # a few digits
    assert play.complete("a").state is CaseState.COMPLETED


def test_a_thousand_open_tasks_are_done_in_one_step():
    definition = engine.parse({"process.bpmn": many(1000, sequential=False, kind="userTask", inner="")})
    outcome = engine.start(definition, {}, now=NOON)
    todo = [(task.id, task.element) for task in outcome.ready]
    assert len(todo) == 1000
    outcome, seen = work_through(definition, outcome.snapshot, [*todo, todo[0]], lambda _: {}, now=NOON)
    assert (outcome.state, len(seen)) == (CaseState.COMPLETED, 1000)


def test_reading_and_running_a_chain_costs_as_much_for_each_element():
    costs = {}
    for length in (500, 5000):
        ids = ["start", *(f"t{number}" for number in range(length)), "end"]
        body = START + "".join(f'<task id="{id_}"/>' for id_ in ids[1:-1])
        xml = diagram(body, ",".join(f"{a}->{b}" for a, b in pairwise(ids)))
        costs[length] = calls(lambda: engine.start(engine.parse({"process.bpmn": xml}), {}, now=NOON))  # noqa: B023
    assert costs[5000] <= 10.5 * costs[500]


def nested(depth: int) -> bytes:
    inner, first = '<userTask id="deep"/>', "deep"
    for number in range(depth):
        links = flows(f"b{number}->{first}, {first}->e{number}")
        ends = f'<startEvent id="b{number}"/><endEvent id="e{number}"/>'
        inner = f'<subProcess id="s{number}">{ends}{inner}{links}</subProcess>'
        first = f"s{number}"
    stop = f'<boundaryEvent id="stop" attachedToRef="{first}"><messageEventDefinition messageRef="m"/></boundaryEvent>'
    links = f"start->{first}, {first}->end, stop->end"
    return diagram(START + inner + stop, links, roots='<message id="m" name="stop"/>')


def test_a_hundred_sub_processes_in_each_other_run_and_can_be_stopped():
    assert Play(nested(100)).complete("deep").state is CaseState.COMPLETED
    play = Play(nested(100)).deliver("stop")
    assert (play.state, len(play.cancelled)) == (CaseState.COMPLETED, 101)


@pytest.mark.parametrize("kind", ["parallel", "inclusive", "complex"])
def test_a_join_of_a_thousand_branches_costs_ten_times_one_of_a_hundred(kind):
    costs = {}
    for count in (100, 1000):
        tasks = "".join(f'<task id="t{number}"/>' for number in range(count))
        body = START + f'<parallelGateway id="f"/><{kind}Gateway id="j"/>{tasks}'
        links = ",".join(f"f->t{number}, t{number}->j" for number in range(count))
        definition = engine.parse({"process.bpmn": diagram(body, f"start->f, j->end, {links}")})
        costs[count] = lines(lambda: engine.start(definition, {}, now=NOON))  # noqa: B023 - called at once
    assert costs[1000] <= 11 * costs[100]
