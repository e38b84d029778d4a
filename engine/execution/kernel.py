"""What runs: tokens, the scopes that hold them, and what both ask of an element of the diagram. Imports nothing of the
engine that is built on it.

What elements ask of the running case stands here too, as small protocols; `engine.execution.case` answers them."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.errors import StepFailed
from engine.execution.token_record import Completed, Phase, TokenRecord
from engine.execution.variables import ScopeData, Variables
from engine.model import Activity, Call, CaseState, StepEvent
from engine.time import WorkingCalendar

#: looked at at every turn of every token
_LISTENING, _PARKED, _DONE = Phase.LISTENING, Phase.PARKED, Phase.DONE
#: the library's own, so that whoever listens to it hears of tasks here too
_logger = logging.getLogger("spiff.task")


class StepTime(Protocol):
    """When the step happens, for whatever is counted from it."""

    now: datetime
    calendar: WorkingCalendar


class StepReport(Protocol):
    """What the step will report."""

    calls: list[Call]
    signals: list[str]

    def note(self, token: "Token", event: StepEvent, *, of: "FlowNode | None" = None) -> None: ...
    def note_ending(self, activity: Activity) -> None: ...


class Scopes(Protocol):
    """The tokens and scopes of the whole case."""

    subprocesses: dict[str, "Scope"]

    def tokens(self) -> "Iterator[Token]": ...
    def find(self, task_id: str) -> "Token | None": ...
    def scope_of(self, owner: int) -> "Scope": ...
    def cancel_all(self) -> None: ...


class Run(StepTime, StepReport, Scopes, Protocol):
    """The case that is being run, as its tokens, scopes and elements see it."""

    key: str
    #: the number of the latest token, and how many have left in this step
    counter: int
    removed: int
    #: the token that has its turn; None while nothing moves
    turn: "Token | None"
    #: correlation keys that a message has fixed, by the id of the key
    correlations: dict[str, str]
    #: the library's: who waits for an event
    event_manager: Any
    #: the library's: evaluates FEEL over the data of a task
    script_engine: Any

    @property
    def moment(self) -> float: ...
    @property
    def alive(self) -> int: ...
    def create_subprocess(self, my_task: "Token", spec_name: str) -> "Any": ...
    def await_turn(self, token: "Token") -> None: ...
    def takes_turn(self, token: "Token") -> bool: ...
    def run_from_outside(self, token: "Token", *, work: bool) -> bool | None: ...
    def reset_from_task_id(self, task_id: str, data: Mapping[str, object] | None = None) -> "list[Token]": ...
    def watch(self, token: "Token") -> None: ...
    def catch(self, event: Any) -> None: ...
    def fail(self, token: "Token", error: StepFailed) -> None: ...
    def over(self, state: CaseState) -> None: ...
    def compensated(self, token: "Token", undoes: tuple[int, str]) -> None: ...


class Scope(Protocol):
    """A running process or sub-process, as its tokens and elements see it."""

    case: Run
    variables: Variables
    spec: "ScopeSpec"
    tasks: "dict[str, Token]"
    #: the root of the tree of tasks, which was run when the scope began
    task_tree: "Token"
    completed: bool
    #: how many scopes are around it
    depth: int
    #: tokens that wait at parallel joins, by the name of the join; made when first asked for
    arrived: "dict[str, dict[str, Token]]"
    #: the token of the sub-process or call activity that this scope belongs to
    owner: "Token | None"
    #: what the call activity takes over besides when the scope is over
    results: dict[str, object]

    @property
    def log(self) -> list[Completed]: ...
    @property
    def empty(self) -> bool: ...
    def use(self, variables: Variables) -> None: ...
    def live(self) -> "Iterator[Token]": ...
    def entries(self) -> "tuple[FlowNode, ...]": ...
    def spawn(
        self, node: "FlowNode", *, host: "Token | None" = None, variables: Variables | None = None
    ) -> "Token": ...
    def listener(
        self, node: "FlowNode", *, host: "Token | None" = None, variables: Variables | None = None
    ) -> "Token": ...
    def remember(self, token: "Token") -> None: ...
    def discard(self, token: "Token") -> None: ...
    def cancel_all(self, *, except_: "Token | None" = None) -> None: ...
    def settle(self) -> None: ...
    def close(self) -> None: ...


class Condition(Protocol):
    """What decides whether a flow is taken."""

    text: str

    @property
    def names(self) -> frozenset[str]: ...
    def holds(self, token: "Token", more: Mapping[str, object] | None = None) -> bool: ...


class DataFlow(Protocol):
    """What goes into an element and comes out of it along data associations."""

    @property
    def local(self) -> tuple[str, ...]: ...
    def begin(self, token: "Token") -> None: ...
    def end(self, token: "Token") -> None: ...
    def sent(self, token: "Token") -> dict[str, object]: ...


class ScopeSpec(Protocol):
    """What a scope asks of the specification of its process."""

    name: str
    task_specs: "dict[str, FlowNode]"
    entries: "tuple[FlowNode, ...]"
    event_subprocesses: "tuple[FlowNode, ...]"
    declared: tuple[str, ...]
    start: Any

    @property
    def nodes(self) -> "list[FlowNode]": ...


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow out of a node."""

    id: str
    target: str
    condition: Condition | None = None
    default: bool = False


class FlowNode(BpmnSpecMixin):
    """An element of the diagram that tokens come to, as far as tokens and scopes ask: what it is, where its flows lead,
    and what it does when something happens to a token of its. `Node` gives it its life cycle."""

    #: whether arriving is worth a line in the trace (at a join or an event that may never happen it isn't)
    notes_start = True
    #: whether it stands beside the flow (an event sub-process)
    triggered_by_event = False
    #: whether it throws an event that has happened even if it interrupts itself
    throws = False
    #: whether it has its turn when no other token can move: so that what it throws reaches all that come to wait for it
    #: in the same step, in whatever order their branches are drawn
    comes_last = False
    #: whether it waits for one of several events of its node
    is_part = False
    #: whether it has its turn before others: a loop whose instance has ended, so that none is counted late
    goes_first = False
    #: whether it asks a connector and waits for the answer
    calls_out = False
    #: the nodes that wait for one each of several events
    parts: "tuple[FlowNode, ...]" = ()

    def __init__(self, spec: ScopeSpec, name: str, *, kind: str, activity: Activity, **more: Any) -> None:
        super().__init__(spec, name, **{"lane": activity.lane, **more})
        self.bpmn_id = activity.id
        self.kind = kind
        self.activity = activity
        self.flows: tuple[Flow, ...] = ()
        #: ids of the sequence flows that lead here
        self.incoming: tuple[str, ...] = ()
        #: boundary events attached to it, and the node that stands for each instance of a loop
        self.boundary: tuple[FlowNode, ...] = ()
        #: this node is one instance of a loop or multi-instance activity
        self.is_instance = False
        #: the activity that undoes this one, and whether there is anything to undo
        self.handler: FlowNode | None = None
        #: what goes into it and comes out of it along data associations
        self.data_flow: DataFlow | None = None
        #: how many tokens it takes to begin, and how many leave by each flow (10.3)
        self.start_quantity = self.completion_quantity = 1
        self.undoable = False

    def listen(self, host: "Token") -> None:
        """Only boundary events listen for something beside another token."""
        raise NotImplementedError


class Token(Task):
    """One token (or listener) at one node: the library's `Task`, with the state of its life cycle. It is created when
    the token comes to the node and leaves the tree when the token has left.

    Its id is the case's key with a number. `record` is all that a snapshot keeps of it besides place and variables."""

    task_spec: FlowNode
    workflow: "Scope"
    parent: "Token"
    _state: int

    def __init__(
        self,
        workflow: "Scope",
        task_spec: FlowNode,
        parent: "Token | None" = None,
        state: int = TaskState.FUTURE,
        id: str | None = None,  # noqa: A002 - the library's name
        *,
        number: int | None = None,
        variables: Variables | None = None,
    ) -> None:
        case = workflow.case
        if number is None:
            number = case.counter = case.counter + 1
        self.number = number
        #: the variables it works on
        self.variables = variables if variables is not None else workflow.variables
        self.record = TokenRecord()
        #: the sequence flow it came by
        self.flow: str | None = None
        #: cancelled, used up or left: whoever still holds it must let go
        self.gone = False
        #: the flows that it leaves by
        self.leaving: tuple[Flow, ...] = ()
        #: its completion is in the trace already
        self.completion_noted = False
        super().__init__(workflow, task_spec, parent, state, id or f"{case.key}-{number}")
        self.last_state_change = case.moment

    @property
    def data(self) -> ScopeData:
        """The variables that its expressions see: those of its scope, so that branches never work on stale copies."""
        return ScopeData(self.variables)

    @data.setter
    def data(self, changes: Mapping[str, object]) -> None:
        if changes:
            self.variables.write(changes)

    def _inherit_data(self) -> None:
        """Nothing is copied along a flow: the tasks of a scope share its variables."""

    def _add_child(self, task_spec: FlowNode, state: int = TaskState.FUTURE) -> "Token":
        """As the library's, which makes tasks of its own class only."""
        child = Token(self.workflow, task_spec, self, state)
        if state == TaskState.READY:
            child._ready()
        return child

    def _set_state(self, value: int) -> None:
        """As the library's, by the moment of the step. A task that becomes ready has its turn after those before it."""
        if value == self._state:
            return
        self._state = value
        self.last_state_change = self.workflow.case.moment
        if value == TaskState.READY:
            self.workflow.case.await_turn(self)
        if _logger.isEnabledFor(logging.INFO):
            _logger.info("State changed to %s", TaskState.get_name(value), extra=self.collect_log_extras())

    def cancel(self) -> None:
        """Stop it at once, with what stands beside it and what it started. The library doesn't tell the specs of
        children, so that sub-processes in a loop would run on, and takes a task in error for one that has ended."""
        if self.gone or self._state == TaskState.COMPLETED:
            return
        begun = self._state > TaskState.FUTURE
        for child in self.children:
            child.cancel()
        self._state = min(self._state, TaskState.STARTED)
        super().cancel()
        node = self.task_spec
        runs = node.notes_start or (node.triggered_by_event and not self.listens)
        if begun and runs and not self.completion_noted:
            self.workflow.case.note(self, StepEvent.CANCELLED)
        self.workflow.discard(self)

    def run(self) -> bool | None:
        """As the library's. One that is run from outside, by nobody's turn, is given a turn (see `LibraryCalls`)."""
        case = self.workflow.case
        return super().run() if case.turn is not None else case.run_from_outside(self, work=True)

    def complete(self) -> None:
        """As the library's; from outside it means that the work was done elsewhere (see `LibraryCalls`)."""
        case = self.workflow.case
        if case.turn is not None:
            super().complete()
        else:
            case.run_from_outside(self, work=False)

    def reset_branch(self, data: Mapping[str, object] | None) -> "list[Token]":
        """See `LibraryCalls`. The library's puts a copy of the parent's data in place of what all share here."""
        return self.workflow.case.reset_from_task_id(self.id, data)

    @property
    def host(self) -> "Token | None":
        """The task that it belongs to: beside which it listens, or of whose loop it is an instance. None for others."""
        return None if self.parent is self.workflow.task_tree else self.parent

    def stand_alone(self) -> None:
        """Belong to nobody, so that the end of the former host no longer matters."""
        root = self.workflow.task_tree
        if self._parent != root.id:
            self.parent._children.remove(self.id)
            self.parent = root
            root._child_added_notify(self)

    @property
    def listens(self) -> bool:
        """Whether it only waits beside the work and keeps no scope open."""
        return self.record.phase is _LISTENING

    @property
    def done(self) -> bool:
        """Whether the work of the node is done, so that only leaving it is left."""
        return self.record.phase is _DONE

    @property
    def begun(self) -> bool:
        """Whether it has arrived."""
        return bool(self._state > TaskState.FUTURE)

    @property
    def is_open(self) -> bool:
        """Whether it waits for a person: a user task that is ready and not yet answered."""
        return bool(self._state == TaskState.READY and self.task_spec.manual and not self.done and not self.failed)

    @property
    def awaits_answer(self) -> bool:
        """Whether it waits for a connector's answer; one that comes after all settles the incident of the call."""
        asked = self._state == TaskState.STARTED or (self.failed and self.record.call is not None)
        return bool(asked and self.task_spec.calls_out and not self.done)

    @property
    def waits(self) -> bool:
        """Whether it waits for an event or for other tokens, and no incident holds it."""
        return self._state == TaskState.WAITING and not self.failed and not self.parked

    @property
    def parked(self) -> bool:
        """Whether it waits at an activity that begins with several tokens only."""
        return self.record.phase is _PARKED

    @property
    def failed(self) -> bool:
        """Whether an incident holds it."""
        return self.record.incident is not None

    @property
    def stored_state(self) -> int:
        """The state as it is stored: of a task in error its incident is stored, which brings it back there."""
        return TaskState.READY if self._state == TaskState.ERROR else self._state

    def go_on(self) -> None:
        """Be again what it was before it was stored."""
        if self.failed and self._state == TaskState.READY:
            self._state = TaskState.ERROR
        if self._state == TaskState.WAITING and isinstance(self.task_spec, CatchingEvent):
            self.workflow.case.event_manager.add_task(self)
        elif self.can_move:
            self.workflow.case.await_turn(self)

    @property
    def can_move(self) -> bool:
        """Whether it can arrive, or be run without anybody's work."""
        ready = self._state == TaskState.READY and (self.done or not self.task_spec.manual)
        return bool(ready or self._state == TaskState.FUTURE) and not self.gone and not self.failed

    def begin(self) -> None:
        """Start to work at the next turn, without arriving by a flow."""
        self.workflow.case.note(self, StepEvent.STARTED)
        self._set_state(TaskState.READY)
