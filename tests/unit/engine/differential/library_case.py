"""One case of bare SpiffWorkflow, run the way its documentation describes, with a record of what the elements of the
diagram do.

Nothing of the library is overridden here: the record is written by the callback that `do_engine_steps` offers, and by
looking at the task tree after each task."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from SpiffWorkflow.bpmn.specs.defaults import ServiceTask
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.bpmn.util.event import BpmnEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from tests.unit.engine.differential.clock import Clock

#: tasks that one run may complete; the longest behaviour needs a third of it
MOST_TASKS = 200
ACTIVE = TaskState.WAITING | TaskState.READY | TaskState.STARTED
NOT_CANCELLED = TaskState.COMPLETED | TaskState.ERROR


class NeverEnds(Exception):
    """More tasks were run than any of the diagrams has reason to."""


@dataclass(frozen=True)
class Line:
    """An element of the diagram completed, or was cancelled."""

    element: str
    event: str
    at: datetime


@dataclass
class Record:
    """What happened in all cases of a run. `activities` are the ids of those elements that can be cancelled."""

    clock: Clock
    activities: frozenset[str]
    lines: list[Line] = field(default_factory=list)
    tasks: int = 0

    def count(self) -> None:
        """One task more is run. Raises `NeverEnds`."""
        self.tasks += 1
        if self.tasks > MOST_TASKS:
            raise NeverEnds(f"{MOST_TASKS} tasks")

    def note(self, element: str, event: str) -> None:
        self.lines.append(Line(element, event, self.clock.now))


class LibraryCase:
    """A workflow of the library and the record that its tasks are written to."""

    def __init__(self, workflow: BpmnWorkflow, record: Record) -> None:
        self.workflow = workflow
        self.record = record
        self.active: dict[object, Task] = {}
        self.told: set[object] = set()

    def go_on(self) -> None:
        """Run whatever the engine runs by itself. Raises `NeverEnds`, and whatever the library raises."""
        before = -1
        while before != self.record.tasks:  # timers that are refreshed at the end may leave tasks ready
            before = self.record.tasks
            try:
                self.workflow.do_engine_steps(lambda _: self.record.count(), self._did)
            except Exception:
                self._catch_up()
                raise
        self._compare_active()

    def work(self, answers: Mapping[str, object], asked: dict[str, int]) -> bool:
        """Do the next manual task or service; False where there is none."""
        task = self.workflow.get_next_task(state=TaskState.READY, manual=True)
        service = self.workflow.get_next_task(state=TaskState.STARTED, spec_class=ServiceTask)
        if task is None and service is None:
            return False
        self.record.count()
        todo = task or service
        todo.set_data(**_answer(answers, asked, todo.task_spec.bpmn_id))
        if task is not None:
            task.run()
        else:
            service.complete()
        self._did(todo)
        self.go_on()
        return True

    def send(self, event: BpmnEvent) -> bool:
        """Whether somebody waited for the event; it is taken then."""
        try:
            self.workflow.send_event(event)
        except WorkflowException as error:
            if "is not waiting for" in str(error):
                return False
            raise
        self.go_on()
        return True

    def due(self) -> datetime | None:
        """When the next timer is due, as the library keeps it."""
        values = (task.internal_data.get("event_value") for task in self.workflow.get_tasks(state=TaskState.WAITING))
        moments = (_moment(value) for value in values if value is not None)
        return min((moment for moment in moments if moment is not None), default=None)

    def fire(self) -> None:
        """Tell the timers that time has passed."""
        self.workflow.refresh_timers()
        self.go_on()

    @property
    def data(self) -> dict[str, object]:
        """The data of the case: what is left at its end, or what its last task had."""
        left = self.workflow.data if self.workflow.completed else self.workflow.last_task.data
        return {**self.workflow.data_objects, **left}

    def _did(self, task: Task) -> None:
        if task.state == TaskState.COMPLETED and getattr(task.task_spec, "bpmn_id", None):
            self.record.note(task.task_spec.bpmn_id, "completed")
            self.told.add(task.id)
        self._compare_active()

    def _catch_up(self) -> None:
        """Note the task that had completed as what comes after it raised an error."""
        for task in self.workflow.get_tasks(state=TaskState.COMPLETED):
            if task.id not in self.told:
                self._did(task)

    def _compare_active(self) -> None:
        """Note as cancelled what was at work and is no more, though it wasn't completed: some tasks are told so, others
        only vanish from the tree."""
        active = {
            task.id: task
            for task in self.workflow.get_tasks(state=ACTIVE)
            if getattr(task.task_spec, "bpmn_id", None) in self.record.activities
        }
        for key, task in self.active.items():
            if key not in active and not task.has_state(NOT_CANCELLED):
                self.record.note(task.task_spec.bpmn_id, "cancelled")
        self.active = active


def _answer(answers: Mapping[str, object], asked: dict[str, int], element: str) -> Mapping[str, object]:
    given, times = answers.get(element, {}), asked.get(element, 0)
    asked[element] = times + 1
    if isinstance(given, list):
        given = given[min(times, len(given) - 1)]
    assert isinstance(given, Mapping)
    return given


def _moment(value: object) -> datetime | None:
    """The moment of a timer's stored value; None for what holds none."""
    if isinstance(value, Mapping):
        return datetime.fromisoformat(value["next"]) if value["cycles"] else None
    moment = TimerEventDefinition.parse_time_or_duration(value)
    return datetime.fromisoformat(moment.isoformat()).astimezone(UTC) if isinstance(moment, datetime) else None
