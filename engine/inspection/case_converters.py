"""A case, its scopes, tasks and events as dictionaries, in the shape of the library's converters, and back.

Case data are taken as they are. The library's converters look into them for dictionaries with a “typename”, and break
where a variable is called so."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.serializer.default.workflow import (
    BpmnEventConverter,
    BpmnSubWorkflowConverter,
    BpmnWorkflowConverter,
    TaskConverter,
)
from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import (
    ErrorEventDefinition,
    EscalationEventDefinition,
    SignalEventDefinition,
)
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.util.task import TaskState

from engine.errors import NotJson, SnapshotError
from engine.execution.case import Case
from engine.execution.event_definitions import Error, Escalation, EventDefinition, Message, Signal, ThrownEvent
from engine.execution.kernel import Scope, Token
from engine.execution.program import Definition
from engine.execution.token_record import write_log
from engine.execution.variables import json_copy
from engine.model import CaseState
from engine.snapshot import PADDING, case_of, row_of
from engine.time import WorkingCalendar

#: what no serialization of a task may lack or have besides
TASK_KEYS = frozenset(
    {
        *("id", "parent", "children", "last_state_change", "state", "task_spec", "triggered", "internal_data"),
        *("record", "flow", "data", "keeps"),
    }
)
#: states that a task in the tree may have
_STATES = (TaskState.FUTURE, TaskState.WAITING, TaskState.READY, TaskState.STARTED, TaskState.ERROR)
#: events that may leave a case: the kind as it is stored, the library's definition of it, ours
_EVENTS = (
    ("message", MessageEventDefinition, Message),
    ("signal", SignalEventDefinition, Signal),
    ("escalation", EscalationEventDefinition, Escalation),
    ("error", ErrorEventDefinition, Error),
)


class TokenConverter(TaskConverter):
    """A task. `data` are variables of its own, `keeps` whether what it writes stays with it, `record` what the engine
    has worked out for it (`engine.execution.token_record`)."""

    def to_dict(self, task: Token) -> dict[str, object]:
        """As the library's, without the data that it shares with its scope."""
        row = row_of(task)
        record, flow, data, keeps, _ = [*row, *PADDING[len(row) :]][4:]
        return {
            "id": task.id,
            "parent": task._parent,
            "children": list(task._children),
            "last_state_change": task.last_state_change,
            "state": task.state,
            "task_spec": task.task_spec.name,
            "triggered": task.triggered,
            "internal_data": dict(task.internal_data),
            "record": _as_json(record or {}),
            "flow": flow or None,
            "data": data or None,
            "keeps": bool(keeps),
        }

    def from_dict(self, dct: dict[str, Any]) -> list[Any]:
        """The row of a snapshot that stands for the task. Raises `SnapshotError`, `ValueError`."""
        if set(dct) != TASK_KEYS:
            raise SnapshotError(f"A task is stored without, or besides, “{min(set(dct) ^ TASK_KEYS)}”")
        state, record, data = dct["state"], dct["record"], dct["data"]
        if not isinstance(dct["keeps"], bool) or not isinstance(dct["flow"], str | None):
            raise SnapshotError("A task is stored with a flow that is no text, or “keeps” that is neither yes nor no")
        if type(state) is not int or state not in _STATES:
            raise SnapshotError(f"A task is stored in a state “{state}” that none in the tree has")
        if state == TaskState.ERROR:
            if "incident" not in record:
                raise SnapshotError("A task is stored in error, and no incident says why")
            state = TaskState.READY
        own = 0 if data is None else json_copy(data)
        number, parent = number_of(dct["id"]), number_of(dct["parent"])
        return [number, dct["task_spec"], state, parent, record or 0, dct["flow"] or 0, own, int(dct["keeps"])]


class ScopeConverter(BpmnSubWorkflowConverter):
    """A sub-process or called process that runs. `data` are the variables that it has besides those around it."""

    def to_dict(self, workflow: Scope) -> dict[str, object]:
        """As the library's."""
        owner = workflow.owner
        shared = owner is None or workflow.variables is owner.variables
        return {**tree_of(self, workflow), "data": None if shared else workflow.variables.local}

    def from_dict(self, dct: dict[str, Any]) -> list[Any]:
        """What stands for the scope in a snapshot. Raises `SnapshotError`, `ValueError`."""
        data = dct["data"]
        return [number_of(dct["root"], before=2), rows_of(self, dct), None if data is None else json_copy(data)]


class CaseConverter(BpmnWorkflowConverter):
    """A whole case, with its definition by name: the id of the process, and the hash of the content that was parsed."""

    def __init__(
        self,
        target_class: type,
        registry: Any,
        *,
        definition: Definition,
        now: datetime,
        calendar: WorkingCalendar,
    ) -> None:
        super().__init__(target_class, registry)
        self.definition = definition
        self.now = now
        self.calendar = calendar

    def to_dict(self, workflow: Case) -> dict[str, object]:
        """As the library's, without the specification. Raises `SnapshotError` for a case of another definition."""
        self._refuse_other(workflow.definition.process_id, workflow.definition.content_hash)
        return {
            **tree_of(self, workflow),
            "spec": {"process": workflow.definition.process_id, "content_hash": workflow.definition.content_hash},
            "data": workflow.variables.local,
            "key": workflow.key,
            "counter": workflow.counter,
            "state": workflow.state,
            "correlations": workflow.correlations,
            "undoable": _as_json(write_log(workflow.undoable)),
            "subprocesses": self.mapping_to_dict(workflow.subprocesses),
            "bpmn_events": [self.registry.convert(event) for event in workflow.bpmn_events],
        }

    def from_dict(self, dct: dict[str, Any]) -> Case:
        """The case. Raises `SnapshotError`."""
        try:
            self._refuse_other(dct["spec"]["process"], dct["spec"]["content_hash"])
            case = self._restored(dct)
        except (LookupError, AttributeError, TypeError, ValueError, ArithmeticError, NotJson) as error:
            raise SnapshotError(f"The serialization doesn't fit the definition: {error!r}") from error
        return case

    def _restored(self, dct: dict[str, Any]) -> Case:
        inner = [self.registry.restore(one) for one in dct["subprocesses"].values()]
        body = [dct["spec"]["process"], dct["key"], dct["counter"], dct["state"], json_copy(dct["data"])]
        body += [rows_of(self, dct), inner, dct["undoable"], _texts(dct["correlations"])]
        case = case_of(self.definition, body, now=self.now, calendar=self.calendar)
        trees = {case.task_tree.id: dct["tasks"]}
        trees |= {one["root"]: one["tasks"] for one in dct["subprocesses"].values()}
        for scope in case.scopes():
            _refit(scope, trees[scope.task_tree.id])
        if case.counter < max(token.number for token in (*case.tokens(), case.task_tree)):
            raise SnapshotError("A task has a number that wasn't given yet")
        case.success = case.state is not CaseState.CANCELLED
        case.bpmn_events = [self.registry.restore(event) for event in dct["bpmn_events"]]
        return case

    def _refuse_other(self, process: str, content_hash: str) -> None:
        mine = self.definition
        if (process, content_hash) != (mine.process_id, mine.content_hash):
            raise SnapshotError(
                f"The case is of the process “{process}” in the content {content_hash}, not of “{mine.process_id}” in "
                f"{mine.content_hash}",
                process=process,
            )


class EventConverter(BpmnEventConverter):
    """An event that nobody in the case has caught (`get_events`)."""

    def to_dict(self, event: ThrownEvent) -> dict[str, object]:
        """Its kind, name, code, payload and correlation value."""
        definition = event.event_definition
        kind = next((kind for kind, library, _ in _EVENTS if isinstance(definition, library)), None)
        code = getattr(definition, "code", None)
        return {"kind": kind, "name": definition.name, "code": code, "payload": event.payload, "key": event.key}

    def from_dict(self, dct: dict[str, Any]) -> ThrownEvent:
        """The event, with a definition of its own. Raises `KeyError`, `NotJson`."""
        payload = None if dct["payload"] is None else json_copy(dct["payload"])
        return ThrownEvent(_definition(dct), payload, key=dct["key"])


def _definition(dct: dict[str, Any]) -> EventDefinition:
    make: Any = {kind: made for kind, _, made in _EVENTS}[dct["kind"]]
    return make(dct["name"], dct["code"]) if issubclass(make, Error | Escalation) else make(dct["name"])


def tree_of(converter: Any, scope: Scope) -> dict[str, object]:
    """What a case and the scopes inside it have in common."""
    return {
        "spec": scope.spec.name,
        "root": scope.task_tree.id,
        "completed": scope.completed,
        "tasks": converter.mapping_to_dict(scope.tasks),
    }


def rows_of(converter: Any, dct: dict[str, Any]) -> list[list[Any]]:
    """The tasks of a scope but for its root, as rows of a snapshot."""
    return [converter.registry.restore(one) for id_, one in dct["tasks"].items() if id_ != dct["root"]]


def _as_json(found: object) -> object:
    """What JSON makes of it, also where the dictionary isn't written as such."""
    return json.loads(json.dumps(found))


def _texts(found: dict[str, Any]) -> dict[str, str]:
    """Texts by name. Raises `ValueError` for anything else."""
    if not all(isinstance(value, str) for value in found.values()):
        raise ValueError(found)
    return dict(found)


def number_of(task_id: str, *, before: int = 1) -> int:
    """The number at the end of an id; with `before=2` the one before it. Raises `ValueError`, `IndexError`."""
    return int(task_id.split("-")[-before])


def _refit(scope: Scope, tasks: dict[str, dict[str, Any]]) -> None:
    """Give the tasks what no snapshot holds. Raises `SnapshotError` where they aren't the tree that was stored."""
    for task in _all(scope):
        stored = tasks[task.id]
        if set(task._children) != set(stored["children"]) or stored["parent"] != task._parent:
            raise SnapshotError(f"The task {task.id} isn't where it was in the tree")
        task.last_state_change = float(stored["last_state_change"])
        task.internal_data = dict(stored["internal_data"])
    if len(tasks) != len(scope.tasks):
        raise SnapshotError("The tree of tasks is damaged")


def _all(scope: Scope) -> Iterator[Token]:
    yield scope.task_tree
    yield from scope.live()
