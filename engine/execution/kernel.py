"""What runs: tokens, the scopes that hold them, and what both ask of an element of the diagram. Imports nothing of the
engine that is built on it.

What elements ask of the running case stands here too, as small protocols; `engine.execution.case` answers them."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.errors import StepFailed
from engine.execution.token_record import Completed, Phase, TokenRecord, UndoState
from engine.execution.variables import Variables
from engine.model import Activity, Call, CaseState, StepEvent
from engine.time import WorkingCalendar

#: looked at at every turn of every token
_LISTENING, _PARKED, _DONE = Phase.LISTENING, Phase.PARKED, Phase.DONE


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


class ScopeTree(Protocol):
    """The tokens and scopes of the whole case."""

    subprocesses: dict[str, "Scope"]

    def tokens(self) -> "Iterator[Token]": ...
    def find(self, task_id: str) -> "Token | None": ...
    def scope_of(self, owner: int) -> "Scope": ...
    def enter(self, token: "Token", spec: Any, variables: Variables) -> "Scope": ...
    def cancel_all(self) -> None: ...


class Run(StepTime, StepReport, ScopeTree, Protocol):
    """The case that is being run, as its tokens, scopes and elements see it."""

    key: str
    #: the number of the latest token
    counter: int
    #: tokens whose turn comes
    queue: "deque[Token]"
    #: correlation keys that a message has fixed, by the id of the key
    keys: dict[str, str]

    def watch(self, token: "Token") -> None: ...
    def fail(self, token: "Token", error: StepFailed) -> None: ...
    def over(self, state: CaseState) -> None: ...
    def compensated(self, token: "Token", undoes: tuple[int, str]) -> None: ...


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
    #: whether it asks a connector and waits for the answer
    calls_out = False
    #: the nodes that wait for one each of several events
    parts: "tuple[FlowNode, ...]" = ()

    def __init__(self, spec: ScopeSpec, name: str, *, kind: str, activity: Activity, **more: Any) -> None:
        super().__init__(spec, name, **more)
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

    def caught(self, token: "Token", payload: dict[str, object]) -> None:
        """Only catching nodes are told of events."""
        raise NotImplementedError

    def cancelled(self, token: "Token") -> None:
        """The token is being cancelled: end what it started."""


class Token(Task):
    """One token (or listener) at one node: the library's `Task`, created when it arrives and dropped when it has left.

    It predicts nothing, logs nothing, reads no clock, and its id is the case's key with a number. `record` is all
    that a snapshot keeps of it besides its place and its variables."""

    task_spec: FlowNode
    workflow: "Scope"
    # what the library sets for each task and nobody here asks for
    triggered = False
    thread_id = 0
    last_state_change = 0.0

    def __init__(  # the library's constructor draws a UUID, reads the clock and logs: none of it is called
        self,
        scope: "Scope",
        node: FlowNode,
        number: int,
        *,
        parent: "Token | None" = None,
        flow: str | None = None,
        variables: Variables | None = None,
    ) -> None:
        self.number = number
        self.id = f"{scope.case.key}-{number}"
        self.workflow = scope
        self.task_spec = node
        #: the sequence flow it came by
        self.flow = flow
        #: the variables it works on
        self.variables = variables if variables is not None else scope.variables
        self.record = TokenRecord()
        #: cancelled, consumed or left: whoever still holds it must let go
        self.gone = False
        #: the flows that it leaves by
        self.leaving: tuple[Flow, ...] = ()
        #: its completion is in the trace already
        self.completion_noted = False
        self._state = TaskState.FUTURE
        self._children: list[str] = []
        self._parent: str | None = None
        scope.tasks[self.id] = self
        if parent is not None:
            self.attach(parent)

    @property
    def data(self) -> Any:
        """What expressions of this token see."""
        return self.variables.view()

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
        """Whether it waits for a connector's answer."""
        return bool(self._state == TaskState.STARTED and self.task_spec.calls_out and not self.done)

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

    def begin(self) -> None:
        """Start to work at the next turn, without arriving by a flow."""
        self.workflow.case.note(self, StepEvent.STARTED)
        self._state = TaskState.READY
        self.workflow.case.queue.append(self)

    def finish(self) -> None:
        """The work of the node is done: leave at the next turn."""
        self.record.phase = _DONE
        self._state = TaskState.READY
        self.workflow.case.queue.append(self)

    def _set_state(self, value: int) -> None:
        self._state = value


class Scope:
    """What a case and the scopes inside it share."""

    case: Run
    variables: Variables
    spec: ScopeSpec
    tasks: dict[str, Token]
    completed: bool
    #: how many scopes are around it
    depth: int
    #: tokens that wait at parallel joins, by the name of the join; made when first asked for
    arrived: dict[str, dict[str, Token]]
    #: the token of the sub-process or call activity that this scope belongs to
    owner: Token | None
    #: what the call activity takes over besides when the scope is over
    results: dict[str, object]

    def spawn(
        self,
        node: FlowNode,
        *,
        parent: Token | None = None,
        flow: str | None = None,
        variables: Variables | None = None,
    ) -> Token:
        """Put a token before `node`; it arrives at its turn."""
        token = self.listener(node, parent=parent, flow=flow, variables=variables)
        self.case.queue.append(token)
        return token

    def listener(
        self,
        node: FlowNode,
        *,
        parent: Token | None = None,
        flow: str | None = None,
        variables: Variables | None = None,
    ) -> Token:
        """A token that has no turn: whoever made it decides when it moves."""
        if variables is None and parent is not None:
            variables = parent.variables
        self.case.counter += 1
        return Token(self, node, self.case.counter, parent=parent, flow=flow, variables=variables)

    @property
    def log(self) -> list[Completed]:
        """What was completed here and can be undone (see `engine.execution.compensation`)."""
        if self.owner is None:
            return []
        record = self.owner.record
        record.undo = record.undo or UndoState()
        return record.undo.log

    def remember(self, token: Token) -> None:
        """The token's activity has been completed: keep what is needed to undo it."""
        node, inside = token.task_spec, token.record.undo.log if token.record.undo is not None else []
        self.log.append(Completed(node.name, inside, dict(token.variables.local) if node.is_instance else {}))

    @property
    def empty(self) -> bool:
        """Whether nothing but listeners is left."""
        return all(token.listens for token in self.tasks.values())

    def begin(self) -> None:
        """Put the first tokens of this scope and its event sub-processes' listeners."""
        for node in self.spec.event_subprocesses:
            node.await_start(self)
        for node in self.spec.entries if self.owner is None else self.owner.task_spec.entries(self):
            self.spawn(node)
        self.settle()

    def discard(self, token: Token) -> None:
        """The token is used up, and with it the listeners that stood beside it."""
        token.gone = True
        token.drop_children()
        token.detach()
        del self.tasks[token.id]

    def cancel(self, token: Token, *, silently: bool = False) -> None:
        """Stop a token at once: what stands beside it, what it started, and itself."""
        if token.gone:
            return
        for child in token.children:
            self.cancel(child, silently=silently)
        token.task_spec.cancelled(token)
        node = token.task_spec
        runs = node.notes_start or (node.triggered_by_event and not token.listens)
        if not silently and runs and not token.completion_noted and token._state > TaskState.FUTURE:
            self.case.note(token, StepEvent.CANCELLED)
        self.discard(token)

    def cancel_all(self, *, except_: Token | None = None) -> None:
        """Stop every token of this scope, except one."""
        for token in tuple(self.tasks.values()):
            if token is not except_ and not token.gone:
                self.cancel(token, silently=token.listens)

    def settle(self) -> None:
        """Finish the scope if nothing but listeners is left."""
        if self.completed:
            return
        if self.empty if self.owner is None else self.owner.task_spec.may_close(self.owner, self):
            self.close()

    def close(self) -> None:
        """This scope is over; its owner goes on."""
        self.cancel_all()
        self.completed = True
        if self.owner is None:
            self.case.over(CaseState.COMPLETED)
        else:
            self.owner.task_spec.inner_done(self.owner, self)
