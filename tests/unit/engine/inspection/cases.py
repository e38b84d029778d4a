"""Cases of many kinds, as snapshots that were stored, and the library's workflow of each."""

from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task

import engine
from tests.unit.engine.case_player import Play, diagram, flows

START = '<startEvent id="start"/>'
END = '<endEvent id="end"/>'
ROOTS = '<message id="m" name="paid"/><signal id="sg" name="storm"/><error id="er" name="bad" errorCode="E1"/>'
TIMER = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>"


def boundary(id_: str, host: str, event: str, *, interrupts: bool = True) -> str:
    """A boundary event beside `host`."""
    return (
        f'<boundaryEvent id="{id_}" attachedToRef="{host}" cancelActivity="{str(interrupts).lower()}">{event}'
        "</boundaryEvent>"
    )


def sub_process(id_: str, elements: str, links: str, attributes: str = "") -> str:
    """A sub-process with these elements in it."""
    return f'<subProcess id="{id_}" {attributes}>{elements}{flows(links)}</subProcess>'


def user_tasks(*ids: str) -> str:
    """Plain user tasks."""
    return "".join(f'<userTask id="{id_}"/>' for id_ in ids)


#: a task with two events beside it, in parallel with a sub-process with a loop in it, and a wait for a message
OFFICE = Play(
    diagram(
        START
        + END
        + '<laneSet id="ls"><lane id="clerk" name="clerk"><flowNodeRef>check</flowNodeRef></lane></laneSet>'
        + '<parallelGateway id="fork"/><parallelGateway id="join"/>'
        + user_tasks("check", "late", "after")
        + boundary("hour", "check", TIMER)
        + boundary("storm", "check", '<signalEventDefinition signalRef="sg"/>', interrupts=False)
        + sub_process(
            "fix",
            '<startEvent id="s0"/><endEvent id="s1"/><userTask id="repair"><multiInstanceLoopCharacteristics '
            'miz:collection="parts" miz:item="part"/></userTask>',
            "s0->repair, repair->s1",
        )
        + '<receiveTask id="money" messageRef="m"/>',
        "start->fork, fork->check, fork->fix, fork->money, check->join, hour->late, storm->after, late->end, "
        "fix->join, money->join, join->end, after->end",
        roots=ROOTS,
    ),
    {"parts": ["bolt", "nut"]},
)


def opened(play: Play) -> BpmnWorkflow:
    """The case as it stands."""
    return engine.workflow(play.definition, play.last.snapshot, now=play.now)


def task_at(workflow: BpmnWorkflow, element: str) -> Task:
    """The one task at an element."""
    (task,) = workflow.get_tasks(spec_name=element)
    return task


def at(workflow: BpmnWorkflow, **filters: object) -> list[str]:
    """The names of the specs of those tasks, without the roots of scopes."""
    names = [task.task_spec.name for task in workflow.get_tasks(**filters)]
    return [name for name in names if not name.endswith(" (start)")]


def go_on(play: Play, workflow: BpmnWorkflow) -> Play:
    """Store the workflow, and let the engine go on from there."""
    return play._take(engine.fire_timers(play.definition, engine.snapshot_of(workflow), now=play.now))
