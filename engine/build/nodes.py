"""From one flow element in XML to the node that executes it. What isn't truly executed is refused, naming element and
reason."""

from typing import Any

from engine.build.events import read_behavior, read_event, read_message
from engine.build.references import References
from engine.dialect import Element, local_name, miz
from engine.dialect.names import children, extensions
from engine.errors import DefinitionError
from engine.execution.activities import (
    BusinessRuleTask,
    HumanTask,
    ManualTask,
    NoticeTask,
    PlainTask,
    ScriptTask,
    ServiceTask,
    UserTask,
)
from engine.execution.event_definitions import NoneEventDefinition
from engine.execution.events import (
    BoundaryEvent,
    EndEvent,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
    LinkCatchEvent,
    LinkThrowEvent,
    ReceiveTask,
    SendTask,
    StartEvent,
)
from engine.execution.expressions import Expression
from engine.execution.gateways import (
    ComplexGateway,
    EventBasedGateway,
    ExclusiveGateway,
    InclusiveGateway,
    ParallelGateway,
)
from engine.execution.loops import Container, ParallelMultiInstance, SequentialMultiInstance, StandardLoop
from engine.execution.node import Node
from engine.execution.timers import Moments

GATEWAYS: dict[str, type[Node]] = {
    "exclusiveGateway": ExclusiveGateway,
    "parallelGateway": ParallelGateway,
    "inclusiveGateway": InclusiveGateway,
    "eventBasedGateway": EventBasedGateway,
    "complexGateway": ComplexGateway,
}


class NodeBuilder:
    """Makes the nodes of one scope."""

    def __init__(self, spec: Any, references: References) -> None:
        self.spec = spec
        self.references = references

    def build(self, element: Element, name: str) -> Node:
        """The node of a task, event or gateway. Raises `DefinitionError`."""
        kind, id_ = local_name(element), element.get("id")
        common: dict[str, Any] = {"kind": kind, "activity": self.references.activity(element)}
        if kind in GATEWAYS:
            gateway = GATEWAYS[kind](self.spec, name, **common)
            if isinstance(gateway, ComplexGateway):
                gateway.activation = _expression(element, "activationCondition", id_)
            return gateway
        make = getattr(self, f"_{kind}", None)
        if make is None:
            raise DefinitionError(f"{id_}: {kind} isn't supported", element=id_)
        node: Node = make(element, name, common)
        return node

    def _task(self, element: Element, name: str, common: dict[str, Any]) -> Node:
        return PlainTask(self.spec, name, **common)

    def _userTask(self, element: Element, name: str, common: dict[str, Any]) -> Node:  # noqa: N802 - BPMN's name
        return self._human(UserTask, element, name, common)

    def _manualTask(self, element: Element, name: str, common: dict[str, Any]) -> Node:  # noqa: N802 - BPMN's name
        return self._human(ManualTask, element, name, common)

    def _human(self, make: type[HumanTask], element: Element, name: str, common: dict[str, Any]) -> Node:
        activity, id_ = common["activity"], element.get("id")
        lane = self.references.lanes.get(activity.lane or "")
        return make(
            self.spec,
            name,
            due=Moments(activity.due, element=id_) if activity.due else None,
            candidates=Expression(activity.candidates, element=id_) if activity.candidates else None,
            unit=Expression(lane.unit, element=lane.id) if lane and lane.unit else None,
            **common,
        )

    def _scriptTask(self, element: Element, name: str, common: dict[str, Any]) -> Node:  # noqa: N802 - BPMN's name
        id_, language = element.get("id"), (element.get("scriptFormat") or "feel").lower()
        script = next((child.text for child in children(element, "script")), None)
        if not script or not script.strip():
            return PlainTask(self.spec, name, **common)  # as the standard says in table 10.20
        if language not in ("feel", "text/feel", "application/feel"):
            raise DefinitionError(f"{id_}: scripts are FEEL, not {language}", element=id_)
        return ScriptTask(self.spec, name, script=Expression(script, element=id_, may_throw=True), **common)

    def _businessRuleTask(self, element: Element, name: str, common: dict[str, Any]) -> Node:  # noqa: N802 - BPMN's name
        id_, decision = element.get("id"), common["activity"].decision
        if decision is None:
            return self._serviceTask(element, name, common)
        if decision not in self.references.decisions:
            raise DefinitionError(f"{id_}: there is no decision “{decision}”", element=id_)
        return BusinessRuleTask(self.spec, name, decisions=self.references.decisions, **common)

    def _serviceTask(self, element: Element, name: str, common: dict[str, Any]) -> Node:  # noqa: N802 - BPMN's name
        return ServiceTask(self.spec, name, **self._mappings(element), **common)

    def _sendTask(self, element: Element, name: str, common: dict[str, Any]) -> Node:  # noqa: N802 - BPMN's name
        if common["activity"].notice:
            return NoticeTask(self.spec, name, **self._mappings(element), **common)
        if common["activity"].connector:
            return self._serviceTask(element, name, common)
        message = read_message(element, element, self.references)
        return SendTask(self.spec, name, event_definition=message, **common)

    def _receiveTask(self, element: Element, name: str, common: dict[str, Any]) -> Node:  # noqa: N802 - BPMN's name
        message = read_message(element, element, self.references)
        return ReceiveTask(self.spec, name, event_definition=message, **common)

    def _startEvent(self, element: Element, name: str, common: dict[str, Any]) -> Node:  # noqa: N802 - BPMN's name
        return StartEvent(self.spec, name, event_definition=read_event(element, self.references), **common)

    def _intermediateCatchEvent(self, element: Element, name: str, common: dict[str, Any]) -> Node:  # noqa: N802 - BPMN's name
        if next(children(element, "linkEventDefinition"), None) is not None:
            return LinkCatchEvent(self.spec, name, event_definition=NoneEventDefinition(), **common)
        return IntermediateCatchEvent(self.spec, name, event_definition=read_event(element, self.references), **common)

    def _intermediateThrowEvent(self, element: Element, name: str, common: dict[str, Any]) -> Node:  # noqa: N802 - BPMN's name
        if next(children(element, "linkEventDefinition"), None) is not None:
            return LinkThrowEvent(self.spec, name, event_definition=NoneEventDefinition(), **common)
        return IntermediateThrowEvent(self.spec, name, event_definition=read_event(element, self.references), **common)

    def _boundaryEvent(self, element: Element, name: str, common: dict[str, Any]) -> Node:  # noqa: N802 - BPMN's name
        event, id_ = read_event(element, self.references), element.get("id")
        if isinstance(event, NoneEventDefinition):
            raise DefinitionError(f"{id_}: a boundary event needs something to wait for", element=id_)
        interrupting = element.get("cancelActivity", "true") != "false"
        return BoundaryEvent(self.spec, name, event_definition=event, cancel_activity=interrupting, **common)

    def _endEvent(self, element: Element, name: str, common: dict[str, Any]) -> Node:  # noqa: N802 - BPMN's name
        return EndEvent(self.spec, name, event_definition=read_event(element, self.references), **common)

    def _mappings(self, element: Element) -> dict[str, dict[str, Expression]]:
        id_ = element.get("id")
        return {
            argument: {
                item.get("name") or "": Expression(item.get("value") or "null", element=id_)
                for item in extensions(element, side)
            }
            for argument, side in (("sends", "input"), ("keeps", "output"))
        }

    def call(self, element: Element) -> dict[str, Any]:
        """What goes into a called process and comes out of it. Raises `DefinitionError`."""
        passes, returns = (element.get(miz(side)) != "listed" for side in ("passes", "returns"))
        return {**self._mappings(element), "passes_all": passes, "returns_all": returns}

    def loop(self, element: Element, name: str) -> Container | None:
        """The container of a looped activity; None where the element has no loop. Raises `DefinitionError`."""
        common = {"kind": f"{local_name(element)}Loop", "activity": self.references.activity(element)}
        for loop in children(element, "standardLoopCharacteristics"):
            return self._standard_loop(loop, element.get("id"), name, common)
        for loop in children(element, "multiInstanceLoopCharacteristics"):
            return self._multi_instance(loop, element.get("id"), name, common)
        return None

    def _standard_loop(self, loop: Element, id_: str | None, name: str, common: dict[str, Any]) -> Container:
        maximum = loop.get("loopMaximum")
        condition = _expression(loop, "loopCondition", id_)
        if condition is None and maximum is None:
            raise DefinitionError(f"{id_}: a loop needs a condition or a maximum", element=id_)
        if maximum is not None and not (maximum.isascii() and maximum.isdigit()):
            raise DefinitionError(f"{id_}: loopMaximum “{maximum}” is not a number", element=id_)
        return StandardLoop(
            self.spec,
            name,
            condition=condition,
            maximum=int(maximum) if maximum is not None else None,
            test_before=loop.get("testBefore") == "true",
            **common,
        )

    def _multi_instance(self, loop: Element, id_: str | None, name: str, common: dict[str, Any]) -> Container:
        cardinality, collection = _expression(loop, "loopCardinality", id_), self._collection(loop, id_)
        if (cardinality is None) == (collection is None):
            raise DefinitionError(f"{id_}: either a number of instances or a collection is needed", element=id_)
        output = self._reference(loop, "loopDataOutputRef") or loop.get(miz("output"))
        item = _item_name(loop, "inputDataItem") or loop.get(miz("item"))
        result = loop.get(miz("outputItem")) or _item_name(loop, "outputDataItem")
        make = SequentialMultiInstance if loop.get("isSequential") == "true" else ParallelMultiInstance
        return make(
            self.spec,
            name,
            cardinality=cardinality,
            collection=collection,
            item=item,
            output=output,
            output_item=Expression(result, element=id_) if result else None,
            completion=_expression(loop, "completionCondition", id_),
            behavior=read_behavior(loop, id_, self.references),
            **common,
        )

    def _collection(self, loop: Element, id_: str | None) -> Expression | None:
        text = loop.get(miz("collection")) or self._reference(loop, "loopDataInputRef")
        return Expression(text, element=id_) if text else None

    def _reference(self, loop: Element, name: str) -> str | None:
        text = next((child.text for child in children(loop, name)), None)
        return self.references.variable(text.strip()) if text else None


def ad_hoc(element: Element) -> dict[str, Any]:
    """How an ad-hoc sub-process goes about its activities. Raises `DefinitionError`."""
    return {
        "sequential": element.get("ordering") == "Sequential",
        "completion": _expression(element, "completionCondition", element.get("id")),
        "cancels": element.get("cancelRemainingInstances") != "false",
    }


def _expression(parent: Element, name: str, id_: str | None) -> Expression | None:
    text = next((child.text for child in children(parent, name)), None)
    return Expression(text, element=id_) if text and text.strip() else None


def _item_name(loop: Element, name: str) -> str | None:
    item = next(children(loop, name), None)
    return None if item is None else item.get("name") or item.get("id")
