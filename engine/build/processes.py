"""From the XML of a process to a `ProcessSpec`: nodes, flows, where it begins, and the scopes inside."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from engine.build.constraints import quantity, refuse_stray_cancel
from engine.build.data_associations import data_flow, declared
from engine.build.events import is_compensation, read_event
from engine.build.nodes import NodeBuilder, ad_hoc
from engine.build.references import References
from engine.dialect import Element, bpmn, local_name
from engine.dialect.names import EVENTS, FLOW_NODES, attached_to, children, local_part
from engine.errors import DefinitionError
from engine.execution.event_definitions import Compensation, EventDefinition, NoneEventDefinition, Several
from engine.execution.events import Catching, EventPart
from engine.execution.expressions import Expression, FlowCondition
from engine.execution.gateways import EventBasedGateway
from engine.execution.kernel import Flow
from engine.execution.loops import Container
from engine.execution.node import Node
from engine.execution.spec import ProcessSpec, StartTrigger
from engine.execution.subprocesses import (
    AdHocSubProcess,
    CallActivity,
    EventSubProcess,
    SubProcess,
    SubScope,
    Transaction,
)

#: sub-processes in sub-processes
MAX_NESTING = 100
#: the name of the node that stands for one instance of a loop: no XML id has a space in it
INSTANCE = "{} (instance)"
#: the name of the node that waits for one of several events
PART = "{} (event {})"


def build_processes(root: Element, references: References, wanted: str) -> tuple[ProcessSpec, dict[str, ProcessSpec]]:
    """The process `wanted`, and all scopes by id: it, the processes it calls, and their sub-processes. Raises
    `DefinitionError`."""
    processes = {process.get("id") or "": process for process in root.iter(bpmn("process"))}
    _refuse_duplicates(root)
    specs: dict[str, ProcessSpec] = {}
    builders = []
    waiting = [wanted]
    while waiting:
        id_ = waiting.pop()
        if id_ in specs:
            continue
        if id_ not in processes:
            raise DefinitionError(f"There is no process “{id_}” to call", process=id_)
        builder = ScopeBuilder(processes[id_], references, specs)
        builder.build()
        builders.append(builder)
        waiting += builder.called
    for builder in builders:
        builder.link_calls()
    return specs[wanted], specs


def called_process(element: Element) -> str:
    """The id of the process that a call activity names, without its namespace prefix; "" where it names none."""
    return local_part(element.get("calledElement"))


def _refuse_duplicates(root: Element) -> None:
    ids = Counter(element.get("id") for element in root.iter() if local_name(element) and element.get("id"))
    twice = [id_ for id_, count in ids.items() if count > 1]
    if twice:
        raise DefinitionError(f"The id “{twice[0]}” is used twice", element=twice[0])


class ScopeBuilder:
    """Builds one process or sub-process, and the sub-processes in it."""

    def __init__(self, element: Element, references: References, specs: dict[str, ProcessSpec], depth: int = 0) -> None:
        self.element = element
        self.references = references
        self.specs = specs
        self.depth = depth
        self.id = element.get("id") or ""
        self.spec = specs[self.id] = ProcessSpec(self.id)
        self.nodes = NodeBuilder(self.spec, references)
        self.members = {node.get("id") or "": node for node in children(element, *FLOW_NODES)}
        #: processes that call activities in here name, and those activities
        self.called: list[str] = []
        self.calls: list[tuple[CallActivity, str]] = []
        if depth > MAX_NESTING:
            raise DefinitionError(f"{self.id}: sub-processes nested more than {MAX_NESTING} deep", element=self.id)

    def build(self) -> ProcessSpec:
        """Fill the spec. Raises `DefinitionError`."""
        for id_, element in self.members.items():
            if not id_:
                raise DefinitionError(f"A {local_name(element)} in “{self.id}” has no id", process=self.id)
            if element.get("triggeredByEvent") != "true" and not is_handler_link(element):
                self._add(element, id_)
        self.spec.declared = declared(self.element, self.references)
        refuse_stray_cancel(self.element, self.members)
        self._connect()
        self._attach()
        self._entries()
        beside = [
            self._event_subprocess(element)
            for element in self.members.values()
            if element.get("triggeredByEvent") == "true"
        ]
        self.spec.event_subprocesses = tuple(n for n in beside if not isinstance(n.event_definition, Compensation))
        self.spec.undo_start = next((n for n in beside if isinstance(n.event_definition, Compensation)), None)
        self._undoable()
        self.spec.connect_start()
        return self.spec

    def _undoable(self) -> None:
        """Which activities can be undone: those with a handler, and sub-processes with something to undo inside."""
        for node in self.spec.nodes:
            inside = isinstance(node, SubScope) and not isinstance(node, CallActivity | EventSubProcess)
            node.undoable = node.handler is not None or (inside and _has_undoing(node.inner))

    def link_calls(self) -> None:
        """Give call activities the specs they call, once all are built."""
        for node, target in self.calls:
            node.called(self.specs[target])

    def _add(self, element: Element, id_: str) -> None:
        container = self.nodes.loop(element, id_)
        if container is None:
            node = self._node(element, id_)
        else:
            node = container
            container.looped(self._node(element, INSTANCE.format(id_)))
        node.start_quantity = quantity(element, "startQuantity")
        node.completion_quantity = quantity(element, "completionQuantity")
        carries = local_name(element) in EVENTS - {"startEvent"}
        node.data_flow = data_flow(element, self.references, keeps=carries, each=None if container is None else False)
        if container is not None:
            container.inner.data_flow = data_flow(element, self.references, each=True)

    def _node(self, element: Element, name: str) -> Node:
        kind, id_ = local_name(element), element.get("id")
        common: dict[str, Any] = {"kind": kind, "activity": self.references.activity(element)}
        if kind == "transaction":
            return Transaction(self.spec, name, inner=self._inside(element), **common)
        if kind == "subProcess":
            return SubProcess(self.spec, name, inner=self._inside(element), **common)
        if kind == "adHocSubProcess":
            return AdHocSubProcess(self.spec, name, inner=self._inside(element), **ad_hoc(element), **common)
        if kind == "callActivity":
            target = called_process(element)
            if not target:
                raise DefinitionError(f"{id_}: a call activity needs the process that it calls", element=id_)
            node = CallActivity(self.spec, name, inner=self.spec, **self.nodes.call(element), **common)
            self.calls.append((node, target))
            self.called.append(target)
            return node
        return self.nodes.build(element, name)

    def _inside(self, element: Element) -> ProcessSpec:
        for start in children(element, "startEvent"):
            event = read_event(start, self.references)
            if element.get("triggeredByEvent") != "true" and not isinstance(event, NoneEventDefinition):
                id_ = start.get("id")
                raise DefinitionError(f"{id_}: a sub-process begins with a plain start event", element=id_)
        inner = ScopeBuilder(element, self.references, self.specs, self.depth + 1)
        spec = inner.build()
        self.called += inner.called
        self.calls += inner.calls
        return spec

    def _event_subprocess(self, element: Element) -> Node:
        id_ = element.get("id") or ""
        starts = list(children(element, "startEvent"))
        if len(starts) != 1:
            raise DefinitionError(f"{id_}: an event sub-process has exactly one start event", element=id_)
        event = read_event(starts[0], self.references)
        if isinstance(event, NoneEventDefinition):
            raise DefinitionError(f"{id_}: the start event of an event sub-process needs a trigger", element=id_)
        node = EventSubProcess(
            self.spec,
            id_,
            inner=self._inside(element),
            event_definition=event,
            interrupting=starts[0].get("isInterrupting", "true") != "false",
            kind=local_name(element),
            activity=self.references.activity(element),
        )
        self._parts(node, event)
        return node

    def _parts(self, node: Node, event: EventDefinition) -> None:
        """A node that waits for each of several events."""
        if not isinstance(event, Several):
            return
        common = {"kind": node.kind, "activity": node.activity}
        node.parts = tuple(
            EventPart(self.spec, PART.format(node.name, number), event_definition=part, number=number, **common)
            for number, part in enumerate(event.event_definitions)
        )

    def _connect(self) -> None:
        outgoing: dict[str, list[Flow]] = {}
        incoming: dict[str, list[str]] = {}
        for number, flow in enumerate(children(self.element, "sequenceFlow")):
            source, target = flow.get("sourceRef") or "", flow.get("targetRef") or ""
            id_ = flow.get("id") or f"flow {number}"
            for end in (source, target):
                if end not in self.spec.task_specs:
                    raise DefinitionError(f"{id_}: the flow leads from or to “{end}”, which isn't here", element=id_)
            default = self.members[source].get("default") == id_
            outgoing.setdefault(source, []).append(Flow(id_, target, None if default else _condition(flow), default))
            incoming.setdefault(target, []).append(id_)
        self._link_events(outgoing, incoming)
        for id_ in self.members:
            node = self.spec.task_specs.get(id_)
            if node is not None:
                node.flows = tuple(outgoing.get(id_, ()))
                node.incoming = tuple(incoming.get(id_, ()))
                for way in node.flows:
                    node.connect(self.spec.task_specs[way.target])

    def _link_events(self, outgoing: dict[str, list[Flow]], incoming: dict[str, list[str]]) -> None:
        """A link throw event goes on at the catch event of its name (10.5.5): simply a flow between them."""
        catches: dict[str, str] = {}
        throws: list[tuple[str, str]] = []
        for id_, element in self.members.items():
            for link in children(element, "linkEventDefinition"):
                name = link.get("name") or ""
                if local_name(element) == "intermediateCatchEvent":
                    if name in catches:
                        raise DefinitionError(f"{id_}: two link targets are called “{name}”", element=id_)
                    catches[name] = id_
                else:
                    throws.append((id_, name))
        for id_, name in throws:
            if name not in catches:
                raise DefinitionError(f"{id_}: there is no link target “{name}”", element=id_)
            flow = Flow(f"link {id_}", catches[name])
            outgoing.setdefault(id_, []).append(flow)
            incoming.setdefault(flow.target, []).append(flow.id)

    def _attach(self) -> None:
        for id_, element in self.members.items():
            node = self.spec.task_specs.get(id_)
            if local_name(element) == "boundaryEvent":
                self._attach_event(element, id_)
            if isinstance(node, EventBasedGateway):
                targets = tuple(self.spec.task_specs[flow.target] for flow in node.flows)
                wrong = [target.name for target in targets if not isinstance(target, Catching)]
                if wrong or not targets:
                    raise DefinitionError(f"{id_}: only events may follow the gateway, not “{wrong}”", element=id_)
                node.targets = tuple(target for target in targets if isinstance(target, Catching))
            if isinstance(node, Catching):
                self._parts(node, node.event_definition)

    def _attach_event(self, element: Element, id_: str) -> None:
        host = self.spec.task_specs.get(attached_to(element))
        if host is None:
            raise DefinitionError(f"{id_}: the boundary event is attached to nothing", element=id_)
        if not is_handler_link(element):
            host.boundary = (*host.boundary, self.spec.task_specs[id_])
            return
        read_event(element, self.references)  # refused here if it also waits for something else
        handler = self.spec.task_specs.get(self.references.associated.get(id_, ""))
        if handler is None:
            raise DefinitionError(f"{id_}: the compensation event leads to no activity", element=id_)
        one = host.inner if isinstance(host, Container) else host
        one.handler = handler

    def _entries(self) -> None:
        """Where it begins: at its plain start event, of several at the first, for one is triggered at a time (10.5.2);
        where an event begins it at none; else at whatever nothing leads to."""
        starts = [id_ for id_, element in self.members.items() if local_name(element) == "startEvent"]
        events = {id_: read_event(self.members[id_], self.references) for id_ in starts}
        plain = [id_ for id_, event in events.items() if isinstance(event, NoneEventDefinition)]
        if len(starts) > 1 and self.depth:
            raise DefinitionError(f"{self.id}: it isn't clear which of {starts} begins", element=starts[1])
        nodes = self.spec.task_specs
        found = [StartTrigger(nodes[id_], event) for id_, event in events.items() if id_ not in plain]
        self.spec.start_triggers = (*found, *self._instantiating())
        chosen = plain[:1] or (starts if self.depth else [])
        if not chosen and not self.spec.start_triggers:
            chosen = [id_ for id_ in nodes if id_ in self.members and self._begins(id_)]
        if not chosen and not self.spec.start_triggers and self.members:
            raise DefinitionError(f"{self.id}: there is nowhere to begin", element=self.id)
        self.spec.entries = tuple(nodes[id_] for id_ in chosen)

    def _begins(self, id_: str) -> bool:
        element = self.members[id_]
        beside = local_name(element) == "boundaryEvent" or element.get("isForCompensation") == "true"
        return not beside and not self.spec.task_specs[id_].incoming

    def _instantiating(self) -> Iterator[StartTrigger]:
        """Receive tasks and event-based gateways that begin a case (10.3.3, 10.6.6)."""
        for id_, element in self.members.items():
            node = self.spec.task_specs.get(id_)
            if element.get("instantiate") != "true" or node is None:
                continue
            if node.incoming:
                raise DefinitionError(f"{id_}: what begins a case has no flow into it", element=id_)
            if isinstance(node, EventBasedGateway):
                together = element.get("eventGatewayType") == "Parallel"
                for target in node.targets:
                    others = tuple(other for other in node.targets if other is not target) if together else ()
                    yield StartTrigger(target, target.event_definition, node, others)
            elif isinstance(node, Catching):
                yield StartTrigger(node, node.event_definition)


def is_handler_link(element: Element) -> bool:
    """Whether it is a boundary event that only ties an activity to its compensation handler."""
    return local_name(element) == "boundaryEvent" and is_compensation(element)


def _has_undoing(spec: ProcessSpec) -> bool:
    return spec.undo_start is not None or any(node.undoable for node in spec.nodes)


def _condition(flow: Element) -> FlowCondition | None:
    text = next((child.text for child in children(flow, "conditionExpression")), None)
    return FlowCondition(Expression(text, element=flow.get("id"))) if text and text.strip() else None
