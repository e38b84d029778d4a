"""Levels of a running case: the case itself and every sub-process or called process inside it.

A level owns its tokens; it is over when the last of them (listeners aside) is gone."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.script_engine.python_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec
from SpiffWorkflow.util.task import TaskState

from engine.errors import StepFailed
from engine.execution.event_definitions import Condition, EventDefinition, Message, definitions_in, due_moment
from engine.execution.gateways import InclusiveGateway
from engine.execution.token import Token
from engine.execution.variables import Variables
from engine.incident_codes import IncidentCode
from engine.model import Activity, Call, CaseState, Ending, Step, StepEvent

if TYPE_CHECKING:
    from engine.definition import Definition
    from engine.execution.node import Node
    from engine.time import WorkingCalendar


#: the library wants an engine for Python scripts at each case; no script of ours is Python, so one serves all
_NO_SCRIPTS = PythonScriptEngine()
#: moves in one step after which a process is taken to go round in circles
MAX_MOVES = 100_000


class ProcessSpec(BpmnProcessSpec):
    """The nodes of one process or sub-process. It has none of the library's own «Start», «End» and «EndJoin» nodes,
    so any id may be used."""

    def __init__(self, name: str) -> None:
        WorkflowSpec.__init__(self, name=name)
        self.task_specs: dict[str, Node]
        self.data_objects: dict[str, str] = {}
        #: variables that this level declares as its own
        self.declared: tuple[str, ...] = ()
        self.bpmn_start_events: list[Node] = []
        #: nodes that get a token when the level begins
        self.entries: tuple[Node, ...] = ()
        #: event sub-processes, which wait beside the tokens
        self.event_subprocesses: tuple[Node, ...] = ()
        #: the event sub-process that undoes this one after it was completed
        self.undo_start: Node | None = None
        #: elements whose event begins a case, each with that event
        self.starters: tuple[Starter, ...] = ()
        self.start = self.end = None

    def _add_notify(self, task_spec: "Node") -> None:
        self.task_specs[task_spec.name] = task_spec


@dataclass(frozen=True, slots=True)
class Starter:
    """An element whose event begins a case: a start event, or an instantiating receive task or event-based gateway
    with one of its arms."""

    node: "Node"
    event: EventDefinition
    gateway: "Node | None" = None
    #: arms of a parallel gateway that are awaited besides
    others: "tuple[Node, ...]" = ()


class Level:
    """What a case and the levels inside it share."""

    case: "Case"
    scope: Variables
    spec: ProcessSpec
    tasks: dict[str, Token]
    completed: bool
    #: how many levels are around it
    depth: int
    #: tokens that wait at parallel joins, by the name of the join; made when first asked for
    arrived: dict[str, dict[str, Token]]
    #: the token of the sub-process or call activity that this level belongs to
    owner: Token | None

    def spawn(
        self,
        node: "Node",
        *,
        parent: Token | None = None,
        flow: str | None = None,
        scope: Variables | None = None,
    ) -> Token:
        """Put a token before `node`; it arrives at its turn."""
        token = self.listener(node, parent=parent, flow=flow, scope=scope)
        self.case.queue.append(token)
        return token

    def listener(
        self, node: "Node", *, parent: Token | None = None, flow: str | None = None, scope: Variables | None = None
    ) -> Token:
        """A token that has no turn: whoever made it decides when it moves."""
        if scope is None and parent is not None:
            scope = parent.scope
        self.case.counter += 1
        return Token(self, node, self.case.counter, parent=parent, flow=flow, scope=scope)

    @property
    def log(self) -> list[list[Any]]:
        """What was completed here and can be undone (see `engine.execution.compensation`)."""
        log: list[list[Any]] = self.owner.internal_data.setdefault("log", []) if self.owner is not None else []
        return log

    @property
    def empty(self) -> bool:
        """Whether nothing but listeners is left."""
        return all(token.listens for token in self.tasks.values())

    def begin(self) -> None:
        """Put the first tokens of this level and its event sub-processes' listeners."""
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
        runs = node.notes_start or (node.beside and not token.listens)
        if not silently and runs and not token.told and token._state > TaskState.FUTURE:
            self.case.note(token, StepEvent.CANCELLED)
        self.discard(token)

    def cancel_all(self, *, except_: Token | None = None) -> None:
        """Stop every token of this level, except one."""
        for token in tuple(self.tasks.values()):
            if token is not except_ and not token.gone:
                self.cancel(token, silently=token.listens)

    def settle(self) -> None:
        """Finish the level if nothing but listeners is left."""
        if self.completed:
            return
        if self.empty if self.owner is None else self.owner.task_spec.may_close(self.owner, self):
            self.close()

    def close(self) -> None:
        """This level is over; its owner goes on."""
        self.cancel_all()
        self.completed = True
        if self.owner is None:
            self.case.over(CaseState.COMPLETED)
        else:
            self.owner.task_spec.level_done(self.owner, self)


class Case(Level, BpmnWorkflow):
    """The outermost level: also the queue of tokens to move, the moment of the step, and what the step will report."""

    def __init__(self, definition: "Definition", *, key: str, now: datetime, calendar: "WorkingCalendar") -> None:
        BpmnWorkflow.__init__(self, definition.spec, definition.specs, _NO_SCRIPTS, deserializing=True)
        self.definition = definition
        self.key = key
        self.now = now
        self.calendar = calendar
        self.case = self
        self.owner = None
        self.scope = Variables()
        self.counter = 0
        self.arrived = {}
        self.state = CaseState.RUNNING
        self.queue: deque[Token] = deque()
        self.steps: list[Step] = []
        self.calls: list[Call] = []
        self.endings: list[Ending] = []
        self.signals: list[str] = []
        self.undoable: list[list[Any]] = []
        #: correlation keys that a message has fixed, by the id of the key
        self.keys: dict[str, str] = {}
        #: tokens that wait for a condition, found when first asked for
        self.watching: dict[str, Token] | None = None
        #: whether a condition came that nobody has looked at; changes to the data that all have been held against
        self.unwatched = False
        self.changes_seen = 0

    @property
    def log(self) -> list[list[Any]]:
        """What was completed at the outermost level and can be undone."""
        return self.undoable

    def begin_at(self, starter: Starter) -> None:
        """Begin as the event of one element says, which has just happened."""
        for node in self.spec.event_subprocesses:
            node.await_start(self)
        if starter.gateway is not None:
            gateway = self.listener(starter.gateway)
            self.note(gateway, StepEvent.STARTED)
            self.note(gateway, StepEvent.COMPLETED)
            self.discard(gateway)
        token = self.listener(starter.node)
        for event in definitions_in(starter.event):
            if isinstance(event, Message):
                event.read(self, self.scope.local)
        token.internal_data["done"] = 1
        token.begin()
        for node in starter.others:
            self.spawn(node)

    def level_of(self, owner: int) -> Level:
        """The level inside the token of that number; 0 is the case itself."""
        return self.subprocesses[f"{self.key}-{owner}"] if owner else self

    def levels(self) -> Iterator[Level]:
        """All levels, the outermost first."""
        yield self
        yield from tuple(self.subprocesses.values())

    def tokens(self) -> Iterator[Token]:
        """All tokens of all levels."""
        yield from tuple(self.tasks.values())
        for level in tuple(self.subprocesses.values()):
            yield from tuple(level.tasks.values())

    def find(self, task_id: str) -> Token | None:
        """The token of that id, in any level."""
        for level in self.levels():
            if task_id in level.tasks:
                return level.tasks[task_id]
        return None

    def enter(self, token: Token, spec: ProcessSpec, scope: Variables) -> Level:
        """A new level inside `token`."""
        level = Sublevel(spec, token, scope)
        self.subprocesses[token.id] = level
        return level

    def advance(self) -> None:
        """Move tokens until all of them rest."""
        budget = MAX_MOVES
        while self.queue or self._stir():
            if not self.queue:
                continue
            token = self.queue.popleft()
            if token.gone or token.failed:
                continue
            budget -= 1
            if budget <= 0:
                self.fail(token, StepFailed(IncidentCode.ENDLESS_LOOP))
                self.queue.clear()
                return
            self.move(token)
            if self.unwatched or self.scope.changes != self.changes_seen:
                self._watch()

    def watch(self, token: Token) -> None:
        """The token begins to wait for a condition, which may hold already."""
        self.unwatched = True
        if self.watching is not None:
            self.watching[token.id] = token

    def _watch(self) -> None:
        """Data have changed: conditions that turned true by that happen now, before any further step (10.5.5)."""
        self.unwatched, self.changes_seen = False, self.scope.changes
        if self.watching is None:
            self.watching = {token.id: token for token in self.tokens() if _condition(token) is not None}
        for token in tuple(self.watching.values()):
            if token.gone:
                del self.watching[token.id]
            elif token.waits and not self.completed and not _over(token):
                self._turns(token)

    def move(self, token: Token) -> None:
        """One turn of one token: it arrives, works, and leaves if nothing holds it. What fails becomes an incident."""
        node = token.task_spec
        try:
            if token._state == TaskState.FUTURE:
                node._update(token)
                if token._state != TaskState.READY or node.manual:
                    return
            token.run()
        except StepFailed as error:
            self.fail(token, error)

    def fail(self, token: Token, error: StepFailed) -> None:
        """The token waits where it is, as an incident."""
        token.internal_data["incident"] = [str(error), error.expression, error.code, error.parameters]

    def _stir(self) -> bool:
        """All tokens rest: look at what depends on the others (inclusive joins, conditions), then at the clock."""
        if self.completed:
            return False
        waiting = [token for token in self.tokens() if token.waits]
        if not waiting:
            return False
        if any(self._stirs(token) for token in waiting):
            return True
        moments = ((due_moment(token), token) for token in waiting)
        due = [(moment, token) for moment, token in moments if moment is not None and moment <= self.now]
        if not due:
            return False
        self.tell(min(due, key=lambda pair: pair[0])[1])
        return True

    def _stirs(self, token: Token) -> bool:
        node: Any = token.task_spec
        if isinstance(node, InclusiveGateway):
            return self._fires(node, token)
        return self._turns(token)

    def _turns(self, token: Token) -> bool:
        """Whether the condition that the token waits for, if any, has turned true; then it is told."""
        event = _condition(token)
        try:
            happened = event is not None and event.turned_true(token)
        except StepFailed as error:
            self.fail(token, error)
            return False
        if happened:
            self.tell(token)
        return happened

    def _fires(self, gateway: InclusiveGateway, token: Token) -> bool:
        try:
            return gateway.try_to_fire(token.workflow)
        except StepFailed as error:
            self.fail(token, error)
            return False

    def tell(self, token: Token, payload: dict[str, object] | None = None) -> None:
        """The event that the token waits for has happened."""
        try:
            token.task_spec.caught(token, payload or {})
        except StepFailed as error:
            self.fail(token, error)

    def over(self, state: CaseState) -> None:
        """The case has ended; nothing moves any more."""
        self.completed = True
        self.state = state
        self.queue.clear()

    def note(self, token: Token, event: StepEvent) -> None:
        """Add a line to the trace of this step."""
        node: Any = token.task_spec
        self.steps.append(Step(node.bpmn_id, node.kind, event, self.now, token.id, node.activity.stage))

    def reached(self, activity: Activity) -> None:
        """An end event was reached."""
        self.endings.append(Ending(activity.id, activity.name, activity.outcome, activity.letter))


def _condition(token: Token) -> Condition | None:
    """The condition that the token waits for."""
    event = getattr(token.task_spec, "event", None)
    return event if isinstance(event, Condition) else None


def _over(token: Token) -> bool:
    """Whether the token stands beside an activity whose work is done: what that leaves can't interrupt it any more."""
    host: Token | None = token.parent
    while host is not None and not host.done:
        host = host.parent
    return host is not None


class Sublevel(Level, BpmnSubWorkflow):
    """A sub-process or called process that runs inside `owner`."""

    def __init__(self, spec: ProcessSpec, owner: Token, scope: Variables) -> None:
        self.case = owner.workflow.case
        self.owner = owner
        self.scope = scope
        self.arrived = {}
        BpmnSubWorkflow.__init__(self, spec, owner.id, self.case, deserializing=True)
        self.completed = False

    def _calculate_depth(self) -> int:
        owner = self.owner
        return 1 + (owner.workflow.depth if owner is not None else 0)
