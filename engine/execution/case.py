"""Scopes of a running case: the case itself and every sub-process or called process inside it.

A scope owns its tokens; it is over when the last of them (listeners aside) is gone."""

from collections import deque
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.script_engine.python_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from engine.errors import StepFailed
from engine.execution.compensation import handled
from engine.execution.event_definitions import Condition, Message, definitions_in, due_moment
from engine.execution.gateways import InclusiveGateway
from engine.execution.kernel import FlowNode, Scope, Token
from engine.execution.program import Definition
from engine.execution.spec import ProcessSpec, StartTrigger
from engine.execution.token_record import Completed, Fault, Phase
from engine.execution.variables import Variables
from engine.incident_codes import IncidentCode
from engine.model import Activity, Call, CaseState, Ending, Step, StepEvent
from engine.time import WorkingCalendar

#: the library wants an engine for Python scripts at each case; no script of ours is Python, so one serves all
_NO_SCRIPTS = PythonScriptEngine()
#: moves in one step after which a process is taken to go round in circles
MAX_MOVES = 100_000


class Case(Scope, BpmnWorkflow):
    """The outermost scope: also the queue of tokens to move, the moment of the step, and what the step will report."""

    def __init__(self, definition: Definition, *, key: str, now: datetime, calendar: WorkingCalendar) -> None:
        BpmnWorkflow.__init__(self, definition.spec, definition.specs, _NO_SCRIPTS, deserializing=True)
        self.definition = definition
        self.key = key
        self.now = now
        self.calendar = calendar
        self.case = self
        self.owner = None
        self.variables = Variables()
        self.counter = 0
        self.arrived = {}
        self.results = {}
        self.state = CaseState.RUNNING
        self.queue: deque[Token] = deque()
        self.steps: list[Step] = []
        self.calls: list[Call] = []
        self.endings: list[Ending] = []
        self.signals: list[str] = []
        self.undoable: list[Completed] = []
        #: correlation keys that a message has fixed, by the id of the key
        self.keys: dict[str, str] = {}
        #: tokens that wait for a condition, found when first asked for
        self.watching: dict[str, Token] | None = None
        #: whether a condition came that nobody has looked at; changes to the data that all have been held against
        self.unwatched = False
        self.changes_seen = 0

    @property
    def log(self) -> list[Completed]:
        """What was completed at the outermost scope and can be undone."""
        return self.undoable

    def begin_at(self, trigger: StartTrigger) -> None:
        """Begin as the event of one element says, which has just happened."""
        for node in self.spec.event_subprocesses:
            node.await_start(self)
        if trigger.gateway is not None:
            gateway = self.listener(trigger.gateway)
            self.note(gateway, StepEvent.STARTED)
            self.note(gateway, StepEvent.COMPLETED)
            self.discard(gateway)
        token = self.listener(trigger.node)
        for event in definitions_in(trigger.event):
            if isinstance(event, Message):
                event.read(self, self.variables.local)
        token.record.phase = Phase.DONE
        token.begin()
        for node in trigger.others:
            self.spawn(node)

    def scope_of(self, owner: int) -> Scope:
        """The scope inside the token of that number; 0 is the case itself."""
        return self.subprocesses[f"{self.key}-{owner}"] if owner else self

    def scopes(self) -> Iterator[Scope]:
        """All scopes, the outermost first."""
        yield self
        yield from tuple(self.subprocesses.values())

    def tokens(self) -> Iterator[Token]:
        """All tokens of all scopes."""
        yield from tuple(self.tasks.values())
        for scope in tuple(self.subprocesses.values()):
            yield from tuple(scope.tasks.values())

    def find(self, task_id: str) -> Token | None:
        """The token of that id, in any scope."""
        for scope in self.scopes():
            if task_id in scope.tasks:
                return scope.tasks[task_id]
        return None

    def enter(self, token: Token, spec: ProcessSpec, variables: Variables) -> Scope:
        """A new scope inside `token`."""
        scope = InnerScope(spec, token, variables)
        self.subprocesses[token.id] = scope
        return scope

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
            if self.unwatched or self.variables.changes != self.changes_seen:
                self._watch()

    def watch(self, token: Token) -> None:
        """The token begins to wait for a condition, which may hold already."""
        self.unwatched = True
        if self.watching is not None:
            self.watching[token.id] = token

    def _watch(self) -> None:
        """Data have changed: conditions that turned true by that happen now, before any further step (10.5.5)."""
        self.unwatched, self.changes_seen = False, self.variables.changes
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
        token.record.incident = Fault(str(error), error.expression, error.code, error.parameters)

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

    def note(self, token: Token, event: StepEvent, *, of: FlowNode | None = None) -> None:
        """Add a line to the trace of this step, of the token's own element or another one."""
        node: Any = token.task_spec if of is None else of
        self.steps.append(Step(node.bpmn_id, node.kind, event, self.now, token.id, node.activity.stage))

    def resume(self, token: Token) -> None:
        """What held the token is settled: it has its turn again. What waits is looked at anyway."""
        if token._state != TaskState.WAITING:
            self.queue.append(token)

    def compensated(self, token: Token, undoes: tuple[int, str]) -> None:
        """The token has undone what it was to undo: for the token of that number, the node of that name."""
        handled(token, undoes)

    def note_ending(self, activity: Activity) -> None:
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


class InnerScope(Scope, BpmnSubWorkflow):
    """A sub-process or called process that runs inside `owner`."""

    def __init__(self, spec: ProcessSpec, owner: Token, variables: Variables) -> None:
        self.case = owner.workflow.case
        self.owner = owner
        self.variables = variables
        self.arrived = {}
        self.results = {}
        BpmnSubWorkflow.__init__(self, spec, owner.id, self.case, deserializing=True)
        self.completed = False

    def _calculate_depth(self) -> int:
        owner = self.owner
        return 1 + (owner.workflow.depth if owner is not None else 0)
