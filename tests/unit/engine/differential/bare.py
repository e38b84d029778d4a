"""Small cases of the bare library, with its own script engine: scripts, conditions and timers are Python there."""

import sys
from collections import Counter
from collections.abc import Callable, Mapping
from types import CodeType, FrameType

from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.specs.event_definitions import MessageEventDefinition
from SpiffWorkflow.bpmn.util.event import BpmnEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState


def begin(xml: bytes, **data: object) -> BpmnWorkflow:
    """A case of the process `case`, of which nothing has run yet."""
    parser = BpmnParser()
    parser.add_bpmn_str(xml)
    workflow = BpmnWorkflow(parser.get_spec("case"), parser.get_subprocess_specs("case"))
    workflow.task_tree.set_data(**data)
    return workflow


def run(xml: bytes, **data: object) -> BpmnWorkflow:
    """The same, run as far as it goes by itself."""
    workflow = begin(xml, **data)
    workflow.do_engine_steps()
    return workflow


def work(workflow: BpmnWorkflow, *elements: str) -> None:
    """Do these tasks, one after the other."""
    for element in elements:
        workflow.get_next_task(spec_name=element, state=TaskState.READY).run()
        workflow.do_engine_steps()


def work_all(workflow: BpmnWorkflow) -> None:
    """Do tasks as long as there are any."""
    while (task := workflow.get_next_task(state=TaskState.READY, manual=True)) is not None:
        task.run()
        workflow.do_engine_steps()


def send(workflow: BpmnWorkflow, message: str, payload: Mapping[str, object] | None = None) -> None:
    """Send a message with the correlations that the library works out of its payload."""
    (definition, *_) = [
        task.task_spec.event_definition
        for task in workflow.get_tasks(state=TaskState.WAITING)
        if task.task_spec.event_definition == MessageEventDefinition(message)
    ]
    correlations = definition.calculate_correlations(
        workflow.script_engine, definition.correlation_properties, payload or {}
    )
    workflow.send_event(BpmnEvent(definition, payload or {}, correlations))
    workflow.do_engine_steps()


def states(workflow: BpmnWorkflow, element: str) -> list[str]:
    """The states of all tasks of an element, predicted ones left out."""
    return [name_of(task) for task in workflow.get_tasks(spec_name=element) if task.state >= TaskState.WAITING]


def name_of(task: Task) -> str:
    return str(TaskState.get_name(task.state))


def calls(work: Callable[[], object], *functions: Callable[..., object]) -> list[int]:
    """How often each of the functions is called while `work` is done."""
    counts: Counter[CodeType] = Counter()

    def count(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            counts[frame.f_code] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return [counts[function.__code__] for function in functions]
