"""The tree of tasks of a running process or sub-process. It holds only what lives: a task that has completed leaves it,
and its children take its place, so that neither the state of a case nor the cost of a step grows with the rounds of a
loop."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from SpiffWorkflow.bpmn.util.subworkflow import BpmnBaseWorkflow
from SpiffWorkflow.bpmn.util.task import BpmnTaskIterator
from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.util.task import TaskState

from engine.data_limits import size_of
from engine.execution.kernel import FlowNode, Scope, Token
from engine.execution.token_record import Completed, Phase, UndoState
from engine.execution.variables import ScopeData, Variables
from engine.model import CaseState


class TaskWalk(BpmnTaskIterator):
    """The library's iterator, which never looks for finished tasks below unfinished ones (an error in one instance of a
    loop), and counts each sub-process that it has left as a level more, so that it stops after 1,000 of them."""

    def __init__(self, task: Token, end_at_spec: str | None = None, **more: Any) -> None:
        super().__init__(task, end_at_spec, **more)
        self.ahead = deque([(task, 0)])

    def _next(self) -> Token:
        if not self.ahead:
            raise StopIteration
        task, depth = self.ahead.popleft()
        if depth < self.max_depth and task.task_spec.name != self.end_at_spec:
            self._add([(one, depth + 1) for one in self._below(task)])
        return task

    def _add(self, found: list[tuple[Token, int]]) -> None:
        if self.depth_first:
            self.ahead.extendleft(reversed(found))
        else:
            self.ahead.extend(found)

    def _below(self, task: Token) -> list[Token]:
        inside = None if self.skip_subprocesses else task.workflow.case.subprocesses.get(task.id)
        trees = [] if inside is None else [inside.task_tree]
        return [*trees, *task.children] if self.depth_first else [*task.children, *trees]


class TaskTree(Scope, BpmnBaseWorkflow):
    """What a case and the scopes inside it share, in front of the library's `BpmnWorkflow` and `BpmnSubWorkflow`. The
    root of the tree is the task of the library's start spec."""

    def plant(self, key: str, *, begun: bool) -> None:
        """Set the root of the tree of tasks, to be run or run already. The library's constructor makes a task of
        its own class and predicts all that may follow."""
        state = TaskState.COMPLETED if begun else TaskState.READY
        self.task_tree = Token(self, self.spec.start, None, state, f"{key}-0", number=0)
        self.task_tree.record.phase = Phase.LISTENING

    def use(self, variables: Variables) -> None:
        """Let the scope work on these variables."""
        self.variables = self.task_tree.variables = variables

    @property
    def spec(self) -> Any:
        """The specification of the scope."""
        return self._spec

    @spec.setter
    def spec(self, value: Any) -> None:
        """Set once. The library's `migrate_workflow` sets another one, which would leave the case between two
        definitions: raises `WorkflowException`."""
        if hasattr(self, "_spec"):
            raise WorkflowException("A case goes on by another definition with engine.migrate, which checks each task")
        self._spec = value

    def get_tasks_iterator(self, first_task: Token | None = None, **kwargs: Any) -> TaskWalk:
        """As the library's, with an iterator that finds all."""
        return TaskWalk(first_task or self.task_tree, **kwargs)

    @property
    def data(self) -> ScopeData:
        """The variables of the scope."""
        return ScopeData(self.variables)

    @data.setter
    def data(self, changes: Mapping[str, object]) -> None:
        """The variables stay what they are but for what is given; the library's constructor gives nothing."""
        if changes:
            self.variables.write(changes)

    @property
    def data_objects(self) -> dict[str, object]:
        """The data objects that this scope declares, which are variables of it."""
        held = self.variables.local
        return {name: held.get(name) for name in self.spec.declared}

    def entries(self) -> tuple[FlowNode, ...]:
        """The nodes that get a token as the scope begins."""
        entries: tuple[FlowNode, ...] = self.spec.entries if self.owner is None else self.owner.task_spec.entries(self)
        return entries

    def live(self) -> Iterator[Token]:
        """All tasks but the root, in the order in which they were made."""
        return islice(self.tasks.values(), 1, None)

    def spawn(self, node: FlowNode, *, host: Token | None = None, variables: Variables | None = None) -> Token:
        """Put a token before `node`; it arrives at its turn."""
        token = self.listener(node, host=host, variables=variables)
        self.case.takes_turn(token)
        return token

    def listener(self, node: FlowNode, *, host: Token | None = None, variables: Variables | None = None) -> Token:
        """A token that came by no flow and has no turn: whoever made it decides when it moves."""
        if variables is None and host is not None:
            variables = host.variables
        token = Token(self, node, host or self.task_tree, variables=variables)
        token.triggered = True
        return token

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

    def discard(self, token: Token) -> None:
        """The token is used up, and with it whatever belonged to it."""
        if not token.gone:
            self._remove_task(token.id)

    def _task_removed_notify(self, task: Token) -> None:
        task.gone = True
        self.case.removed += 1
        self.case.event_manager.remove_task(task)
        super()._task_removed_notify(task)

    def _task_completed_notify(self, task: Token) -> None:
        """A completed task leaves the tree, its children take its place. The library keeps it, and walks the whole tree
        after each."""
        self.last_task = task
        if task.gone or task is self.task_tree:
            return
        parent = task.parent
        for child in task.children:
            child.parent = parent
            parent._child_added_notify(child)
        task.children = []
        self._remove_task(task.id)
        self.settle()

    def is_completed(self) -> bool:
        """Whether the scope is over. Listeners don't keep it open, an incident does: for the library it is the other
        way round."""
        return self.completed

    def cancel_all(self, *, except_: Token | None = None) -> None:
        """Stop every token of this scope, except one."""
        for token in tuple(self.live()):
            if token is not except_:
                token.cancel()

    def cancel(self, success: bool = False) -> list[Token]:
        """Stop the scope from outside; returns the tasks that were cancelled."""
        cancelled = list(self.live())
        self.success, self.completed = success, True
        self.cancel_all()
        return cancelled

    def settle(self) -> None:
        """Finish the scope if nothing but listeners is left."""
        if self.completed:
            return
        if self.empty if self.owner is None else self.owner.task_spec.may_close(self.owner, self):
            self.close()

    def close(self) -> None:
        """This scope is over; whoever waits for that is told, as its owner does."""
        self.cancel_all()
        self._mark_complete(self.task_tree)
        if self.owner is None:
            self.case.over(CaseState.COMPLETED)
        self.completed_event(self)


def held_by(scopes: Iterable[Scope], tokens: Iterable[Token], log: list[Completed]) -> int:
    """Characters of all data of a case; `log` is what its outermost scope has completed and can undo."""
    found: dict[int, Variables] = {id(scope.variables): scope.variables for scope in scopes}
    total = size_of(log)
    for token in tokens:
        found[id(token.variables)] = token.variables
        total += sum(size_of(part) for part in _worked_out(token) if part)
    for variables in found.values():
        total += size_of(variables.own_data)
    return total


def _worked_out(token: Token) -> Iterator[object]:
    """What the token keeps beside its variables."""
    record = token.record
    if record.loop is not None:
        yield from (record.loop.items, record.loop.results)
    if record.undo is not None:
        yield from (record.undo.log, record.undo.entries, record.undo.inside)
    if record.work is not None:
        yield record.work.candidates
    if record.call is not None:
        yield record.call.answer
    if record.wait is not None:
        yield record.wait.key
