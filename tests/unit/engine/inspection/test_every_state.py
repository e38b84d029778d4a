"""Every state in which a behaviour or a recorded walk leaves a case can be looked at, serialized and gone on with by
the library's ways, as the engine itself goes on."""

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.util.task import TaskState

import engine
import engine.outcome
from engine.__main__ import main
from engine.execution.case import Case
from tests.processes.bundles import all_walks
from tests.processes.player import play
from tests.unit.engine.behaviour.catalogue import CATALOGUE

State = tuple[engine.Definition, bytes, object]


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> list[State]:
    """What the steps of all behaviours and walks stored, each once."""
    found: dict[bytes, State] = {}
    dump = engine.outcome.dump

    def keep(case: Case) -> bytes:
        snapshot = dump(case)
        found.setdefault(snapshot, (case.definition, snapshot, case.now))
        return snapshot

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine.outcome, "dump", keep)
        for shown in CATALOGUE:
            file: Path = tmp_path_factory.mktemp("behaviour") / "process.bpmn"
            file.write_bytes(shown.xml)
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                main(["run", str(file), *shown.arguments, "--json"])
        for walk in all_walks():
            play(walk)
    return list(found.values())


def opened(state: State) -> BpmnWorkflow:
    definition, snapshot, now = state
    return engine.workflow(definition, snapshot, now=now)


def test_looking_changes_nothing(states: list[State]) -> None:
    assert len(states) > 500
    for state in states:
        workflow = opened(state)
        tasks = {task.id for scope in workflow.scopes() for task in scope.tasks.values()}
        assert {task.id for task in workflow.get_tasks()} == tasks
        for value in TaskState._values:
            assert {task.id for task in workflow.get_tasks(state=value)} == {
                id_ for id_ in tasks if workflow.get_task_from_id(id_).state == value
            }
        _look_at_everything(workflow)
        assert engine.snapshot_of(workflow) == state[1]


def _look_at_everything(workflow: BpmnWorkflow) -> None:
    workflow.waiting_events()
    workflow.get_dump()
    workflow.collect_log_extras()
    for task in workflow.get_tasks():
        task.collect_log_extras()
        if task is not task.workflow.task_tree:
            task.task_spec.task_info(task)
    workflow.refresh_timers()
    workflow.update_waiting_tasks()
    workflow.do_engine_steps()


def test_a_serialization_brings_back_the_same_case(states: list[State]) -> None:
    for state in states:
        serializer = engine.workflow_serializer(state[0], now=state[2])
        text = serializer.serialize_json(opened(state))
        again = serializer.deserialize_json(text)
        assert engine.snapshot_of(again) == state[1]
        assert serializer.serialize_json(again) == text


def test_a_persons_task_that_the_library_runs_leads_where_the_engine_leads(states: list[State]) -> None:
    compared = 0
    for state in states:
        definition, snapshot, now = state
        for ready in engine.look(definition, snapshot, now=now).ready:
            step = engine.complete(definition, snapshot, ready.id, {"said": "yes"}, now=now)
            workflow = opened(state)
            task = workflow.get_task_from_id(ready.id)
            task.data.update(said="yes")
            task.run()
            workflow.do_engine_steps()
            assert (engine.snapshot_of(workflow), tuple(workflow.steps)) == (step.snapshot, step.steps)
            compared += 1
    assert compared > 100


def test_every_task_can_be_reset_or_is_refused_and_the_case_can_be_stored(states: list[State]) -> None:
    reset = 0
    for state in states:
        for id_ in [task.id for task in opened(state).get_tasks()]:
            workflow = opened(state)
            try:
                workflow.reset_from_task_id(id_)
            except WorkflowException:
                assert engine.snapshot_of(workflow) == state[1]
                continue
            workflow.do_engine_steps()
            stored = engine.snapshot_of(workflow)
            again = opened((state[0], stored, state[2]))
            again.do_engine_steps()
            assert engine.snapshot_of(again) == stored
            reset += 1
    assert reset > 500
