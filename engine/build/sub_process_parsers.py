"""Sub-processes and calls (BPMN 2.0, 10.3.5–6). What is inside is read after the scope around it, so that depth costs
no recursion."""

from typing import Any

from engine.build.activity_parsers import ActivityParser
from engine.build.element_parser import expression
from engine.build.task_parsers import ServiceTaskParser
from engine.dialect import Element, local_name, miz
from engine.dialect.names import SUB_PROCESSES, children, local_part
from engine.errors import DefinitionError
from engine.execution.event_definitions import NoneEventDefinition
from engine.execution.node import Node
from engine.execution.subprocesses import EventSubProcess


def is_event_sub_process(element: Element) -> bool:
    """Whether it is a sub-process that an event starts. Raises `DefinitionError` for anything else that says so."""
    if element.get("triggeredByEvent") != "true":
        return False
    if local_name(element) not in SUB_PROCESSES:
        message = f"{element.get('id')}: a {local_name(element)} can't be triggered by an event"
        raise DefinitionError(message, element=element.get("id"))
    return True


def called_process(element: Element) -> str:
    """The id of the process that a call activity names, without its namespace prefix; "" where it names none."""
    return local_part(element.get("calledElement"))


class SubProcessParser(ActivityParser):
    """A sub-process or transaction. The library wants exactly one start event and an end event inside; BPMN doesn't."""

    EVENT_SUBPROCESS_CLASS = EventSubProcess

    def parse_node(self) -> Node:
        """Its spec. One that an event starts stands beside the flow: it has no loop, data or tokens of a flow."""
        if not is_event_sub_process(self.node):
            return super().parse_node()
        self.task = self.create_event_sub_process()
        self.task.extensions = self.parse_extensions()
        node: Node = self.task
        return node

    def create_task(self) -> Node:
        """The sub-process, whose inside is filled later."""
        inner = self.process_parser.open_scope(self.node, self.lane)
        task: Node = self.spec_class(self.spec, self.bpmn_id, inner=inner, **self.own(), **self.bpmn_attributes)
        return task

    def own(self) -> dict[str, Any]:
        """What the spec of this kind of sub-process is told besides."""
        return {}

    def create_event_sub_process(self) -> EventSubProcess:
        """The event sub-process with what starts it. Raises `DefinitionError`."""
        id_, starts = self.bpmn_id, list(children(self.node, "startEvent"))
        if len(starts) != 1:
            raise DefinitionError(f"{id_}: an event sub-process has exactly one start event", element=id_)
        event = self.process_parser.event_definition_of(starts[0])
        if isinstance(event, NoneEventDefinition):
            raise DefinitionError(f"{id_}: the start event of an event sub-process needs a trigger", element=id_)
        task: EventSubProcess = self.EVENT_SUBPROCESS_CLASS(
            self.spec,
            id_,
            inner=self.process_parser.open_scope(self.node, self.lane),
            event_definition=event,
            interrupting=starts[0].get("isInterrupting", "true") != "false",
            **self.bpmn_attributes,
        )
        return task


class AdHocSubProcessParser(SubProcessParser):
    """A sub-process without a given order. The library looks for its attributes in the namespace of BPMN, where
    none is."""

    def own(self) -> dict[str, Any]:
        """How it goes about its activities. Raises `DefinitionError`."""
        return {
            "sequential": self.node.get("ordering") == "Sequential",
            "completion": expression(self.node, "completionCondition", self.bpmn_id),
            "cancels": self.node.get("cancelRemainingInstances") != "false",
        }


class CallActivityParser(ServiceTaskParser):
    """A call of another process, with what goes into it and comes out of it."""

    def create_task(self) -> Node:
        """The call; the process that it runs is put in when all are read. Raises `DefinitionError`."""
        id_, target = self.bpmn_id, called_process(self.node)
        if not target:
            raise DefinitionError(f"{id_}: a call activity needs the process that it calls", element=id_)
        passes, returns = (self.node.get(miz(side)) != "listed" for side in ("passes", "returns"))
        task: Node = self.spec_class(
            self.spec,
            id_,
            inner=self.spec,
            passes_all=passes,
            returns_all=returns,
            **self.mappings(),
            **self.bpmn_attributes,
        )
        self.process_parser.call_later(task, target)
        return task
