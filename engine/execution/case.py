"""The running case: the library's `BpmnWorkflow`, with a `BpmnSubWorkflow` for each sub-process or called process."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from engine.data_limits import Meter
from engine.errors import StepFailed
from engine.execution.compensation import handled
from engine.execution.event_definitions import Condition, Message, definitions_in, due_moment
from engine.execution.event_manager import EventManager, happen
from engine.execution.events import Catching
from engine.execution.gateways import InclusiveGateway
from engine.execution.kernel import FlowNode, Scope, Token
from engine.execution.library_calls import LibraryCalls
from engine.execution.program import Definition
from engine.execution.scope import TaskTree, held_by
from engine.execution.script_engine import FeelScriptEngine
from engine.execution.spec import ProcessSpec, StartTrigger
from engine.execution.token_record import Completed, Fault, Phase
from engine.execution.variables import Variables
from engine.incident_codes import IncidentCode
from engine.model import Activity, Call, CaseState, Ending, Step, StepEvent
from engine.time import WorkingCalendar

#: moves in one step after which a process is taken to go round in circles, and tokens at once after which they are
#: taken to multiply without end
MAX_MOVES = MAX_TOKENS = 100_000

Callback = Callable[[Token], object]


class Case(LibraryCalls):
    """The outermost scope: also the queue of tokens to move, the moment of the step, and what the step will report."""

    def __init__(
        self, definition: Definition, *, key: str, now: datetime, calendar: WorkingCalendar, begun: bool = False
    ) -> None:
        self.case = self
        self.owner = None
        self.variables = Variables()
        BpmnWorkflow.__init__(self, definition.spec, definition.specs, FeelScriptEngine(self), deserializing=True)
        self.variables = Variables()  # without the copies of data objects that the library's constructor makes
        self.variables.meter = self.meter = Meter(lambda: held_by(self.scopes(), self.tokens(), self.undoable))
        self.event_manager = EventManager(self)
        self.definition = definition
        self.key = key
        self.now = now
        self.calendar = calendar
        self.counter = self.removed = 0
        #: tokens that the step began with, less the number of the latest then; None until it is asked for
        self.alive_before: int | None = None
        self.arrived = {}
        self.results = {}
        self.state = CaseState.RUNNING
        self.queue: deque[Token] = deque()
        #: tokens whose turn comes when nobody else has one; all of them then, before what they have set free
        self.last_queue: deque[Token] = deque()
        #: the token that has its turn
        self.turn: Token | None = None
        #: the event that has begun the case, where one has
        self.trigger: StartTrigger | None = None
        self.steps: list[Step] = []
        self.calls: list[Call] = []
        self.endings: list[Ending] = []
        self.signals: list[str] = []
        self.undoable: list[Completed] = []
        #: tokens that wait for a condition, found when first asked for
        self.watching: dict[str, Token] | None = None
        #: whether a condition came that nobody has looked at; changes to the data that all have been held against
        self.unwatched = False
        self.changes_seen = 0
        self.plant(key, begun=begun)

    @property
    def moment(self) -> float:
        """The moment of the step in seconds since 1970, as the library notes when a task has changed its state."""
        return self.now.timestamp()

    @property
    def alive(self) -> int:
        """How many tokens there are, listeners as well."""
        if self.alive_before is None:
            self.alive_before = sum(len(scope.tasks) - 1 for scope in self.scopes()) - self.counter + self.removed
        return self.alive_before + self.counter - self.removed

    @property
    def log(self) -> list[Completed]:
        """What was completed at the outermost scope and can be undone."""
        return self.undoable

    def begin(self) -> None:
        """Begin plainly."""
        self._run_start()
        self.settle()

    def _run_start(self) -> None:
        self.turn = self.task_tree
        try:
            self.task_tree.run()
        finally:
            self.turn = None

    def begin_at(self, trigger: StartTrigger) -> None:
        """Begin as the event of one element says, which has just happened."""
        self.trigger = trigger
        self._run_start()
        if trigger.gateway is not None:
            gateway = self.listener(trigger.gateway)
            self.note(gateway, StepEvent.STARTED)
            self.note(gateway, StepEvent.COMPLETED)
            self.discard(gateway)
        token = self.listener(trigger.node)
        token.record.phase = Phase.DONE
        token.begin()
        with self.failures_of(token):  # what has come is case data already; only its key can't be read
            for event in definitions_in(trigger.event):
                if isinstance(event, Message):
                    event.read(self, self.variables.local)
        for node in trigger.others:
            self.spawn(node)

    def entries(self) -> tuple[FlowNode, ...]:
        return () if self.trigger is not None else super().entries()

    def create_subprocess(self, my_task: Token, spec_name: str) -> "InnerScope":
        """As the library's, which makes scopes of its own class."""
        scope = self.subprocesses[my_task.id] = InnerScope(self.subprocess_specs[spec_name], my_task)
        return scope

    def scope_of(self, owner: int) -> Scope:
        """The scope inside the token of that number; 0 is the case itself."""
        return self.subprocesses[f"{self.key}-{owner}"] if owner else self

    def scopes(self) -> Iterator[Scope]:
        """All scopes, the outermost first."""
        yield self
        yield from tuple(self.subprocesses.values())

    def tokens(self) -> Iterator[Token]:
        """All tokens of all scopes."""
        for scope in self.scopes():
            yield from tuple(scope.live())

    def find(self, task_id: str) -> Token | None:
        """The token of that id, in any scope."""
        for scope in self.scopes():
            if task_id in scope.tasks:
                return scope.tasks[task_id]
        return None

    # turns

    def await_turn(self, token: Token) -> None:
        """The token that has become ready has its turn after those that wait already, a loop whose instance has ended
        before them."""
        if token is self.turn:
            return
        if token.task_spec.goes_first:
            self.queue.appendleft(token)
        else:
            self.queue.append(token)

    def takes_turn(self, token: Token) -> bool:
        """Whether it is the token's turn; if not it gets one."""
        if token is not self.turn:
            self.queue.append(token)
        return token is self.turn

    def do_engine_steps(
        self, will_complete_task: Callback | None = None, did_complete_task: Callback | None = None
    ) -> None:
        """Move tokens until all of them rest, each in its turn; whatever nobody need do any more is done then."""
        budget = MAX_MOVES
        for token in self._turns():
            budget -= 1
            if budget <= 0 or self.alive > MAX_TOKENS:
                self.fail(token, StepFailed(IncidentCode.ENDLESS_LOOP))
                self.queue.clear()
                return
            self.move(token, will_complete_task, did_complete_task)

    def _turns(self) -> Iterator[Token]:
        """The tokens that can move, each when its turn has come."""
        while self.queue or self.last_queue or self._stir():
            while self.queue:
                token = self.queue.popleft()
                if not token.can_move:
                    continue
                if token.task_spec.comes_last:
                    self.last_queue.append(token)
                else:
                    yield token
            last, self.last_queue = self.last_queue, deque()
            yield from (token for token in last if token.can_move)

    def move(self, token: Token, before: Callback | None = None, after: Callback | None = None) -> None:
        """One turn of one token: it arrives, works, and leaves if nothing holds it."""
        with self.turn_of(token):
            if token._state == TaskState.FUTURE:
                token.task_spec._update(token)
            if token._state == TaskState.READY and token.can_move:
                if before is not None:
                    before(token)
                token.run()
                if after is not None:
                    after(token)

    def finish(self, token: Token) -> None:
        """A person has done the work of an open task."""
        with self.turn_of(token):
            token.run()

    @contextmanager
    def turn_of(self, token: Token) -> Iterator[None]:
        """What fails becomes an incident; conditions that turn true by what is done are told before the next turn."""
        self.turn = token
        try:
            with self.failures_of(token):
                yield
        finally:
            self.turn = None
        self.look_at_conditions()

    @contextmanager
    def failures_of(self, token: Token) -> Iterator[None]:
        """What fails is an incident of this token."""
        try:
            yield
        except StepFailed as error:
            self.fail(token, error)

    def fail(self, token: Token, error: StepFailed) -> None:
        """The token waits where it is, as an incident."""
        token.record.incident = Fault(str(error), error.expression, error.code, error.parameters)

    def resume(self, token: Token) -> None:
        """What held the token is settled: it has its turn again. What waits is looked at anyway."""
        token.record.incident = None
        if token._state == TaskState.WAITING:
            if isinstance(token.task_spec, Catching):
                token.task_spec.wait_again(token)
            return
        if token.begun and token._state != TaskState.READY:
            token._set_state(TaskState.READY)
        else:
            self.queue.append(token)

    # what depends on others

    def watch(self, token: Token) -> None:
        """The token begins to wait for a condition, which may hold already."""
        self.unwatched = True
        if self.watching is not None:
            self.watching[token.id] = token

    def look_at_conditions(self) -> None:
        """If data have changed: conditions that turned true by that happen now, before any further step (10.5.5)."""
        if not self.unwatched and self.variables.changes == self.changes_seen:
            return
        self.unwatched, self.changes_seen = False, self.variables.changes
        if self.watching is None:
            self.watching = {token.id: token for token in self.tokens() if _condition(token) is not None}
        for token in tuple(self.watching.values()):
            if token.gone:
                del self.watching[token.id]
            elif token.waits and not self.completed and not _over(token):
                self._turned_true(token)

    def _stir(self) -> bool:
        """All tokens rest: look at what depends on the others (inclusive joins, conditions), then at the clock."""
        if self.completed:
            return False
        waiting = [token for token in self.tokens() if token.waits]
        return any(self._stirs(token) for token in waiting) or self._fire_timer(waiting)

    def _stirs(self, token: Token) -> bool:
        node = token.task_spec
        if isinstance(node, InclusiveGateway):
            return self._fires(node, token)
        return self._turned_true(token)

    def _turned_true(self, token: Token) -> bool:
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

    def refresh_timers(self) -> None:
        """Let every timer act that is due, the earliest first, and move what it sets free before the next. The library
        asks them in the order in which they began to wait."""
        while not self.completed and self._fire_timer([token for token in self.tokens() if token.waits]):
            self.do_engine_steps()

    def _fire_timer(self, waiting: list[Token]) -> bool:
        moments = ((due_moment(token), token) for token in waiting)
        due = [(moment, token) for moment, token in moments if moment is not None and moment <= self.now]
        if not due:
            return False
        self.tell(min(due, key=lambda pair: pair[0])[1])
        return True

    def tell(self, token: Token) -> None:
        """The event that the token waits for has happened."""
        with self.failures_of(token):
            happen(token)

    # what the step reports

    def over(self, state: CaseState) -> None:
        """The case has ended; nothing moves any more."""
        self.completed = True
        self.state = state
        self.queue.clear()
        self.last_queue.clear()
        if state is CaseState.TERMINATED:
            self.completed_event(self)

    def note(self, token: Token, event: StepEvent, *, of: FlowNode | None = None) -> None:
        """Add a line to the trace of this step, of the token's own element or another one."""
        node = token.task_spec if of is None else of
        self.steps.append(Step(node.bpmn_id, node.kind, event, self.now, token.id, node.activity.stage))

    def compensated(self, token: Token, undoes: tuple[int, str]) -> None:
        """The token has undone what it was to undo: for the token of that number, the node of that name."""
        handled(token, undoes)

    def note_ending(self, activity: Activity) -> None:
        """An end event was reached."""
        self.endings.append(Ending(activity.id, activity.name, activity.outcome, activity.letter))


def _condition(token: Token) -> Condition | None:
    """The condition that the token waits for."""
    event = getattr(token.task_spec, "event_definition", None)
    return event if isinstance(event, Condition) else None


def _over(token: Token) -> bool:
    """Whether the token stands beside an activity whose work is done: what that leaves can't interrupt it any more."""
    host = token.host
    while host is not None and not host.done:
        host = host.host
    return host is not None


class InnerScope(TaskTree, BpmnSubWorkflow):
    """A sub-process or called process that runs inside `owner`."""

    def __init__(self, spec: ProcessSpec, owner: Token, *, begun: bool = False) -> None:
        self.case = owner.workflow.case
        self.owner = owner
        self.variables = Variables()
        self.arrived = {}
        self.results = {}
        BpmnSubWorkflow.__init__(self, spec, owner.id, self.case, deserializing=True)
        self.variables = owner.variables
        self.plant(owner.id, begun=begun)

    @classmethod
    def go_on(cls, owner: Token, variables: Variables) -> "InnerScope":
        """The scope inside a token, as it was before it was stored."""
        scope = owner.workflow.case.subprocesses[owner.id] = cls(owner.task_spec.inner, owner, begun=True)
        scope.use(variables)
        scope.completed_event.connect(owner.task_spec._on_subworkflow_completed, owner)
        return scope

    def _calculate_depth(self) -> int:
        owner = self.owner
        return 1 + (owner.workflow.depth if owner is not None else 0)
