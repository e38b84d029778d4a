"""The specification of a process or sub-process: its nodes, where it begins, and what begins it."""

from dataclasses import dataclass

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec

from engine.execution.event_definitions import EventDefinition
from engine.execution.kernel import FlowNode


@dataclass(frozen=True, slots=True)
class StartTrigger:
    """An element whose event begins a case: a start event, or an instantiating receive task or event-based gateway
    with one of its targets."""

    node: FlowNode
    event: EventDefinition
    gateway: FlowNode | None = None
    #: targets of a parallel gateway that are awaited too
    others: tuple[FlowNode, ...] = ()


class ProcessSpec(BpmnProcessSpec):
    """The nodes of one process or sub-process. It has none of the library's own «Start», «End» and «EndJoin» nodes,
    so any id may be used."""

    def __init__(self, name: str) -> None:
        WorkflowSpec.__init__(self, name=name)
        self.task_specs: dict[str, FlowNode]
        self.data_objects: dict[str, str] = {}
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
        self.start = self.end = None

    def _add_notify(self, task_spec: FlowNode) -> None:
        self.task_specs[task_spec.name] = task_spec
