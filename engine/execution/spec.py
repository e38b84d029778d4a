"""The specification of a process or sub-process: its nodes, where it begins, and what begins it."""

from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.control import BpmnStartTask
from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec

from engine.execution.data_flow import DataObject, DataStore
from engine.execution.event_definitions import EventDefinition
from engine.execution.kernel import FlowNode, Token

#: the name of the start task of a scope: no XML id has a space in it, so that an element may be called “Start”
START = "{} (start)"


@dataclass(frozen=True, slots=True)
class StartTrigger:
    """An element whose event begins a case: a start event, or an instantiating receive task or event-based gateway
    with one of its targets."""

    node: FlowNode
    event: EventDefinition
    gateway: FlowNode | None = None
    #: targets of a parallel gateway that are awaited too
    others: tuple[FlowNode, ...] = ()


class ScopeStart(BpmnStartTask):
    """The root of the tree of tasks of a scope. Run, it lets event sub-processes wait and puts the first tokens."""

    notes_start = triggered_by_event = is_instance = False

    def _on_complete_hook(self, my_task: Token) -> None:
        super()._on_complete_hook(my_task)
        scope = my_task.workflow
        for node in scope.spec.event_subprocesses:
            node.await_start(scope)
        for node in scope.entries():
            my_task._add_child(node)


class ProcessSpec(BpmnProcessSpec):
    """The nodes of one process or sub-process. Of the library's own nodes it has the start; «End» and «EndJoin», which
    walk the tree of tasks to find out whether a scope is over, it has not."""

    def __init__(self, name: str, **more: Any) -> None:
        WorkflowSpec.__init__(self, name=name)
        self.task_specs: dict[str, FlowNode]
        self.description = more.get("description")
        self.io_specification = None
        self.data_objects: dict[str, DataObject] = {}
        self.data_stores: dict[str, DataStore] = {}
        self.correlation_keys: dict[str, list[str]] = {}
        #: variables that this scope declares as its own
        self.declared: tuple[str, ...] = ()
        self.bpmn_start_events: list[FlowNode] = []
        #: nodes that get a token when the scope begins
        self.entries: tuple[FlowNode, ...] = ()
        #: event sub-processes, which wait beside the tokens
        self.event_subprocesses: tuple[FlowNode, ...] = ()
        #: the event sub-process that undoes this one after it was completed
        self.undo_start: FlowNode | None = None
        #: elements whose event begins a case, each with that event
        self.start_triggers: tuple[StartTrigger, ...] = ()
        self.end = None
        self.start = ScopeStart(self, START.format(name))

    @property
    def nodes(self) -> list[FlowNode]:
        """The specs that stand for elements of the diagram."""
        return [spec for spec in self.task_specs.values() if isinstance(spec, FlowNode)]

    def connect_start(self) -> None:
        """Lead from the start to whatever no flow leads to, so that everything can be reached from it."""
        for node in (*self.entries, *self.nodes):
            if not node.inputs:
                self.start.connect(node)
