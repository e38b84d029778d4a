"""The library's `ProcessParser` for one process or sub-process: it reads the members in the order of the file, then
connects their flows, attaches what stands beside them and finds where the scope begins.

Iterative throughout: neither a long flow nor a deep diagram costs recursion."""

from typing import Any

from SpiffWorkflow.bpmn.parser.ProcessParser import ProcessParser

from engine.build.constraints import refuse_stray_cancel
from engine.build.data_associations import declared
from engine.build.element_parser import Diagram, ElementParser
from engine.build.event_parsers import EventParser, is_handler_link
from engine.build.start_triggers import begin_scope
from engine.build.sub_process_parsers import is_event_sub_process
from engine.dialect import Element, local_name
from engine.dialect.names import attached_to, children
from engine.errors import DefinitionError
from engine.execution.data_flow import DataObject
from engine.execution.event_definitions import Compensation, EventDefinition, Several
from engine.execution.events import Catching, EventPart
from engine.execution.gateways import EventBasedGateway
from engine.execution.kernel import Flow
from engine.execution.loops import Container
from engine.execution.node import Node
from engine.execution.spec import ProcessSpec
from engine.execution.subprocesses import CallActivity, EventSubProcess, SubScope
from engine.model import Bilingual

#: sub-processes in sub-processes
MAX_NESTING = 100
#: the name of the node that waits for one of several events
PART = "{} (event {})"


class ScopeParser(ProcessParser):
    """Reads one process or sub-process. Raises `DefinitionError` for what isn't truly executed."""

    parser: Any
    node: Element
    spec: Any
    parent: "ScopeParser | None"

    def __init__(
        self, p: Diagram, node: Element, nsmap: Any, data_stores: Any, filename: Any = None, lane: str | None = None
    ) -> None:
        #: the elements that tokens come to, by id
        self.members: dict[str, Element] = {}
        super().__init__(p, node, nsmap, data_stores, filename=filename, lane=lane)
        self.element_parsers: dict[str, ElementParser] = {}
        #: how many scopes are around it
        self.depth = 0
        #: of a process: the scopes inside, at any depth, and the calls in them with the ids of what they call
        self.inner_scopes: list[ScopeParser] = []
        self.calls: list[tuple[CallActivity, str]] = []

    def _index_process_nodes(self) -> None:
        """What `get_node_by_id` and its like know: only what stands in this scope. The library's index goes through
        everything inside at every depth."""
        self.members = {node.get("id") or "": node for node in self.node.iterchildren(*self.parser.tags)}
        self.nodes_by_id = dict(self.members)
        for flow in children(self.node, "sequenceFlow"):
            self.nodes_by_id[flow.get("id") or ""] = flow
            self.outgoing_sequence_flows.setdefault(flow.get("sourceRef"), []).append(flow)
        for event in children(self.node, "boundaryEvent"):
            self.boundary_events_by_attached.setdefault(attached_to(event), []).append(event)

    def get_spec(self) -> ProcessSpec:
        """The library's, and with it the scopes inside, one after the other: its `ProcessParser` reads them when they
        are asked for. Raises `DefinitionError`."""
        if self.spec is None:
            self.parser.describe(self)
            self._parse()
            for inner in self.inner_scopes:  # grows while it is gone through
                inner._parse()
            for scope in (*reversed(self.inner_scopes), self):
                scope.find_undoable()
                scope.element_parsers.clear()  # each knows its scope: they would wait for the garbage collector
        spec: ProcessSpec = self.spec
        return spec

    def create_spec(self) -> ProcessSpec:
        """An empty spec of ours. A sub-process has its own before it is read; and whether a process may be run is asked
        elsewhere, for one that is called needn't be executable (10.3.6)."""
        if self.spec is not None:
            made: ProcessSpec = self.spec
            return made
        return ProcessSpec(self.bpmn_id, description=self.get_name())

    def _parse(self) -> None:
        """As the library's, but for properties, which are data of the scope too (10.4.1)."""
        self.spec = self.create_spec()
        names = self.parser.references.data
        self.spec.declared = declared(self.node, names)
        for element in children(self.node, "dataObject"):
            id_ = element.get("id") or ""
            self.spec.data_objects[id_] = DataObject(id_, element.get("name"), names.variable(id_))
        self.spec.data_stores = self.data_stores
        self.add_tasks()

    def add_tasks(self) -> None:
        """Fill the spec. The library begins at the start events and follows the flows, with one call inside the other,
        so it ends at some hundred elements and reads nothing that no flow leads to. Raises `DefinitionError`."""
        beside = []
        for id_, element in self.members.items():
            if not id_:
                raise DefinitionError(f"A {local_name(element)} in “{self.bpmn_id}” has no id", process=self.bpmn_id)
            if is_event_sub_process(element):
                beside.append(element)
            elif not is_handler_link(element):
                self.parse_node(element)
        refuse_stray_cancel(self.node, self.members)
        self._connect()
        self._attach()
        begin_scope(self)
        waiting = [self.parse_node(element) for element in beside]
        for node in waiting:
            self._add_parts(node, node.event_definition)
        undoing = [node for node in waiting if isinstance(node.event_definition, Compensation)]
        self.spec.event_subprocesses = tuple(node for node in waiting if node not in undoing)
        self.spec.undo_start = next(iter(undoing), None)
        self.spec.connect_start()

    def open_scope(self, node: Element, lane: str | None) -> ProcessSpec:
        """The spec of a sub-process in here, which is filled when its turn comes. Raises `DefinitionError`."""
        self.parser.create_parser(node, lane=lane)
        inner: ScopeParser = self.parser.get_process_parser(node.get("id"))
        inner.parent, inner.depth = self, self.depth + 1
        if inner.depth > MAX_NESTING:
            message = Bilingual(
                f"«{inner.bpmn_id}»: زیرفرایندها بیش از {MAX_NESTING} لایه در هم‌اند",
                f"{inner.bpmn_id}: sub-processes nested more than {MAX_NESTING} deep",
            )
            raise DefinitionError(message, element=inner.bpmn_id)
        inner.spec = inner.create_spec()
        self.process.inner_scopes.append(inner)
        spec: ProcessSpec = inner.spec
        return spec

    def call_later(self, task: CallActivity, process: str) -> None:
        """`task` calls the process of that id, which may not have been read yet."""
        self.process.calls.append((task, process))

    @property
    def process(self) -> "ScopeParser":
        """The outermost scope around this one."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def event_definition_of(self, node: Element) -> EventDefinition:
        """What an event that gets no spec of its own here waits for. Raises `DefinitionError`."""
        parser_class, spec_class = self.parser._get_parser_class(node.tag)
        parser: EventParser = parser_class(self, spec_class, node, self.nsmap, lane=self.lane)
        return parser.read_event()

    def find_undoable(self) -> None:
        """Which activities can be undone: those with a handler, and sub-processes with something to undo inside."""
        for node in self.spec.nodes:
            inside = isinstance(node, SubScope) and not isinstance(node, CallActivity | EventSubProcess)
            node.undoable = node.handler is not None or (inside and _has_undoing(node.inner))

    def _connect(self) -> None:
        """Lead the sequence flows from element to element. Raises `DefinitionError` for one that leads nowhere."""
        for number, flow in enumerate(children(self.node, "sequenceFlow")):
            id_ = flow.get("id") or f"flow {number}"
            flow.set("id", id_)
            source, target = (self._end(flow.get(end) or "", id_) for end in ("sourceRef", "targetRef"))
            source.connect_outgoing(target.task, flow, source.node.get("default") == id_)
            target.incoming.append(id_)
        self._connect_links()
        for element in self.element_parsers.values():
            element.task.flows, element.task.incoming = tuple(element.flows), tuple(element.incoming)

    def _end(self, element: str, flow: str) -> ElementParser:
        if element not in self.element_parsers:
            message = f"{flow}: the flow leads from or to “{element}”, which isn't here"
            raise DefinitionError(message, element=flow)
        return self.element_parsers[element]

    def _connect_links(self) -> None:
        """A link throw event goes on at the catch event of its name (10.5.5): simply a flow between them."""
        catches: dict[str, str] = {}
        throws: list[tuple[str, str]] = []
        for id_, parser in self.element_parsers.items():
            for link in children(parser.node, "linkEventDefinition"):
                name = link.get("name") or ""
                if parser.kind == "intermediateCatchEvent":
                    if name in catches:
                        raise DefinitionError(_two_targets(id_, name), element=id_)
                    catches[name] = id_
                else:
                    throws.append((id_, name))
        for id_, name in throws:
            if name not in catches:
                raise DefinitionError(_no_target(id_, name), element=id_)
            source, target = self.element_parsers[id_], self.element_parsers[catches[name]]
            source.connect_output(target.task, None, False)
            source.flows.append(Flow(f"link {id_}", target.task.name))
            target.incoming.append(f"link {id_}")

    def _attach(self) -> None:
        """Boundary events to their activities, targets to event-based gateways, parts to what waits for several events.
        Raises `DefinitionError`."""
        for id_, element in self.members.items():
            node = self.spec.task_specs.get(id_)
            if local_name(element) == "boundaryEvent":
                self._attach_event(element, id_)
            if isinstance(node, EventBasedGateway):
                targets = tuple(self.spec.task_specs[flow.target] for flow in node.flows)
                wrong = [target.name for target in targets if not isinstance(target, Catching)]
                if wrong or not targets:
                    raise DefinitionError(f"{id_}: only events may follow the gateway, not “{wrong}”", element=id_)
                node.targets = targets
            if isinstance(node, Catching):
                self._add_parts(node, node.event_definition)

    def _attach_event(self, element: Element, id_: str) -> None:
        host = self.spec.task_specs.get(attached_to(element))
        if host is None:
            raise DefinitionError(f"{id_}: the boundary event is attached to nothing", element=id_)
        if not is_handler_link(element):
            host.boundary = (*host.boundary, self.spec.task_specs[id_])
            return
        self.event_definition_of(element)  # refused here if it also waits for something else
        handler = self.spec.task_specs.get(self.parser.references.associated.get(id_, ""))
        if handler is None:
            raise DefinitionError(f"{id_}: the compensation event leads to no activity", element=id_)
        one = host.inner if isinstance(host, Container) else host
        one.handler = handler

    def _add_parts(self, node: Node, event: EventDefinition) -> None:
        """A node that waits for each of several events."""
        if isinstance(event, Several):
            common = {"kind": node.kind, "activity": node.activity}
            node.parts = tuple(
                EventPart(self.spec, PART.format(node.name, number), event_definition=part, number=number, **common)
                for number, part in enumerate(event.event_definitions)
            )


def _has_undoing(spec: ProcessSpec) -> bool:
    return spec.undo_start is not None or any(node.undoable for node in spec.nodes)


def _two_targets(link: str, name: str) -> Bilingual:
    return Bilingual(f"«{link}»: دو مقصد پیوند «{name}» نام دارند", f"{link}: two link targets are called “{name}”")


def _no_target(link: str, name: str) -> Bilingual:
    return Bilingual(f"«{link}»: مقصد پیوندی به نام «{name}» نیست", f"{link}: there is no link target “{name}”")
