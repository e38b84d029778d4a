"""A token: SpiffWorkflow's `Task`, created when it arrives and dropped when it has left.

It predicts nothing, logs nothing, reads no clock, and its id is the case's key with a number."""

from typing import TYPE_CHECKING, Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.execution.variables import Variables
from engine.model import StepEvent

if TYPE_CHECKING:
    from engine.execution.case import Level
    from engine.execution.node import Flow, Node


class Token(Task):
    """One token (or listener) at one node. `internal_data` is all that a snapshot keeps of it besides its place."""

    task_spec: "Node"
    workflow: "Level"
    internal_data: dict[str, Any]

    def __init__(  # the library's constructor draws a UUID, reads the clock and logs: none of it is called
        self,
        level: "Level",
        node: "Node",
        number: int,
        *,
        parent: "Token | None" = None,
        flow: str | None = None,
        scope: Variables | None = None,
    ) -> None:
        self.number = number
        self.id = f"{level.case.key}-{number}"
        self.workflow = level
        self.task_spec = node
        #: the sequence flow it came by
        self.flow = flow
        #: the variables it works on
        self.scope = scope if scope is not None else level.scope
        self.internal_data = {}
        #: cancelled, consumed or left: whoever still holds it must let go
        self.gone = False
        self.leaving: tuple[Flow, ...] = ()
        #: its completion is in the trace already
        self.told = False
        self.triggered = False
        self.thread_id = 0
        self.last_state_change = 0.0
        self._state = TaskState.FUTURE
        self._children: list[str] = []
        self._parent: str | None = None
        level.tasks[self.id] = self
        if parent is not None:
            self.attach(parent)

    @property
    def data(self) -> Any:
        """What expressions of this token see."""
        return self.scope.view()

    def attach(self, parent: "Token") -> None:
        """Make `parent` the owner: what happens to it happens to this token."""
        self._parent = parent.id
        parent._children.append(self.id)

    def detach(self) -> None:
        """Stand alone, so that the end of the former owner no longer matters."""
        owner = self.parent
        if owner is not None:
            owner._children.remove(self.id)
        self._parent = None

    def drop_children(self) -> None:
        """Forget the listeners beside this token."""
        for child in self.children:
            self.workflow.cancel(child, silently=True)

    @property
    def listens(self) -> bool:
        """Whether it only waits beside the work and keeps no level open."""
        return "listens" in self.internal_data

    @property
    def done(self) -> bool:
        """Whether the work of the node is done, so that only leaving it is left."""
        return bool(self.internal_data.get("done"))

    @property
    def is_open(self) -> bool:
        """Whether it waits for a person: a user task that is ready and not yet answered."""
        return bool(self._state == TaskState.READY and self.task_spec.manual and not self.done and not self.failed)

    @property
    def awaits_answer(self) -> bool:
        """Whether it waits for a connector's answer."""
        return bool(self._state == TaskState.STARTED and self.task_spec.calls_out and not self.done)

    @property
    def waits(self) -> bool:
        """Whether it waits for an event or for other tokens, and no incident holds it."""
        return self._state == TaskState.WAITING and not self.failed and not self.parked

    @property
    def parked(self) -> bool:
        """Whether it waits at an activity that begins with several tokens only."""
        return "parked" in self.internal_data

    @property
    def failed(self) -> bool:
        """Whether an incident holds it."""
        return "incident" in self.internal_data

    def begin(self) -> None:
        """Start to work at the next turn, without arriving by a flow."""
        self.workflow.case.note(self, StepEvent.STARTED)
        self._state = TaskState.READY
        self.workflow.case.queue.append(self)

    def finish(self) -> None:
        """The work of the node is done: leave at the next turn."""
        self.internal_data["done"] = 1
        self._state = TaskState.READY
        self.workflow.case.queue.append(self)

    def _set_state(self, value: int) -> None:
        self._state = value
