"""From a snapshot to the library's `BpmnWorkflow`, and back."""

from datetime import datetime

from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from engine.errors import SnapshotError
from engine.execution.case import Case
from engine.execution.program import Definition
from engine.snapshot import dump, load
from engine.time import DEFAULT_CALENDAR, WorkingCalendar


def workflow(
    definition: Definition, snapshot: bytes, *, now: datetime, calendar: WorkingCalendar = DEFAULT_CALENDAR
) -> BpmnWorkflow:
    """The case as a `BpmnWorkflow` of SpiffWorkflow, to look at and to be run by the library's own methods; for
    inspection and tests. `now` is the moment of all that is done on it: nothing reads a clock.

    Only what lives is in it: a completed task has left the tree, and `get_task_from_id` raises `TaskNotFoundException`
    for it. Ids are texts, and the tasks of a scope share one set of data. What is done on it is stored by `snapshot_of`
    alone; effects that it brings about (`calls`, `signals`, `steps` of the workflow) are delivered by nobody. See
    “For those who know SpiffWorkflow” in `engine/README.md`. Raises `SnapshotError`, `NaiveMoment`."""
    return load(definition, snapshot, now=now, calendar=calendar)


def snapshot_of(workflow: BpmnWorkflow) -> bytes:
    """The snapshot of a workflow that `workflow` gave, with all that was done on it since: the steps of the engine go
    on from there. For tests and repair tools, which have to deliver what `workflow.calls` and `workflow.signals` hold.
    Tasks that could be run and weren't are run by the next step.

    Raises `NotJson`, and `SnapshotError` for another workflow, or for a task that was put in error without a
    reason."""
    if not isinstance(workflow, Case):
        raise SnapshotError(f"This is a {type(workflow).__name__}, and no case of this engine")
    for task in workflow.tokens():
        if task.has_state(TaskState.ERROR) and not task.failed:
            raise SnapshotError("A task is in error, and no incident says why", element=task.task_spec.bpmn_id)
    return dump(workflow)
