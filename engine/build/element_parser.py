"""The library's `TaskParser` for one element of a diagram that tokens come to: a subclass says in `create_task` which
spec it becomes, and `engine.build.diagram_parser` registers both for a tag.

Follows no flow: `ScopeParser` goes through a scope in the order of the file and connects what is there."""

from typing import Any, Protocol

from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser

from engine.build.constraints import quantity
from engine.build.data_associations import data_flow
from engine.build.references import References
from engine.dialect import Element
from engine.dialect.names import children
from engine.execution.event_definitions import EventDefinition
from engine.execution.expressions import Expression, FlowCondition
from engine.execution.kernel import Flow
from engine.execution.node import Node
from engine.execution.spec import ProcessSpec


class Diagram(Protocol):
    """What an element asks of the parser of its file."""

    references: References
    messages: dict[str, str]
    signals: dict[str, str]
    errors: dict[str, dict[str, str]]
    escalations: dict[str, dict[str, str]]


class Scope(Protocol):
    """What an element asks of the parser of the process or sub-process that it stands in."""

    parser: Diagram
    spec: ProcessSpec
    #: the elements that have been read, by id
    element_parsers: "dict[str, ElementParser]"

    def get_outgoing_sequence_flows(self, source_ref: str) -> list[Element]: ...
    def event_definition_of(self, node: Element) -> EventDefinition: ...
    def open_scope(self, node: Element, lane: str | None) -> ProcessSpec: ...
    def call_later(self, task: Node, process: str) -> None: ...


class ElementParser(TaskParser):
    """Reads one element. Raises `DefinitionError` for what isn't truly executed."""

    process_parser: Scope
    node: Element
    spec: ProcessSpec
    task: Any
    lane: str | None
    #: whether its inputs and outputs are its own whatever they are called
    keeps_data = False

    def __init__(
        self, process_parser: Scope, spec_class: Any, node: Element, nsmap: Any = None, lane: str | None = None
    ) -> None:
        super().__init__(process_parser, spec_class, node, nsmap)
        #: its own lane, else that of the sub-process around it: the library knows either one alone
        self.lane = self.lane or lane
        #: the flows out of it and the ids of those into it, as far as they are connected
        self.flows: list[Flow] = []
        self.incoming: list[str] = []

    @property
    def kind(self) -> str:
        """What kind of element it is: its tag without the namespace."""
        return str(self.node.tag).rpartition("}")[2]

    @property
    def references(self) -> References:
        """What elements of the file refer to."""
        return self.process_parser.parser.references

    @property
    def bpmn_attributes(self) -> dict[str, Any]:
        """What every spec is told of its element: the library's own attributes, its kind, and what the dialect says.

        Data go along `Node.data_flow`, so the library's data associations stay empty."""
        return {
            "description": self.get_description(),
            "lane": self.lane,
            "bpmn_name": self.node.get("name"),
            "documentation": self.parse_documentation(),
            "kind": self.kind,
            "activity": self.references.activity(self.node),
        }

    def parse_documentation(self, sequence_flow: Element | None = None) -> str | None:
        """The element's own documentation; the library takes that of the first element inside as well."""
        place = self.node if sequence_flow is None else sequence_flow
        return next((one.text for one in children(place, "documentation")), None)

    def parse_node(self) -> Node:
        """The spec of the element alone, for all flows and boundary events to be connected with."""
        self.task = self.create_task()
        self.task.extensions = self.parse_extensions()
        instance = self.add_loop()
        self.task.start_quantity = quantity(self.node, "startQuantity")
        self.task.completion_quantity = quantity(self.node, "completionQuantity")
        each = None if instance is None else False
        self.task.data_flow = data_flow(self.node, self.references.data, keeps=self.keeps_data, each=each)
        if instance is not None:
            instance.data_flow = data_flow(self.node, self.references.data, each=True)
        self.process_parser.element_parsers[self.bpmn_id] = self
        node: Node = self.task
        return node

    def add_loop(self) -> Node | None:
        """Put a looped activity into its container, which becomes `task`; the node of each instance, if there is a
        loop. Only activities have one."""
        return None

    def connect_outgoing(self, outgoing_task: Node, sequence_flow_node: Element, is_default: bool) -> None:
        """Lead a sequence flow on to `outgoing_task`: for the library as an output, for us as a `Flow`."""
        condition = None if is_default else self.parse_condition(sequence_flow_node)
        self.connect_output(outgoing_task, condition, is_default)
        self.flows.append(Flow(sequence_flow_node.get("id") or "", outgoing_task.name, condition, is_default))

    def connect_output(self, outgoing_task: Node, condition: FlowCondition | None, is_default: bool) -> None:
        """Make it an output as the library knows them."""
        self.task.connect(outgoing_task)

    def parse_condition(self, sequence_flow: Element) -> FlowCondition | None:
        """The condition of a flow, compiled; None where it has none."""
        found = expression(sequence_flow, "conditionExpression", sequence_flow.get("id"))
        return None if found is None else FlowCondition(found)


def expression(parent: Element, name: str, id_: str | None) -> Expression | None:
    """The FEEL in a child element, None for none; an error names `id_`. Raises `DefinitionError`."""
    text = next((child.text for child in children(parent, name)), None)
    return Expression(text, element=id_) if text and text.strip() else None
