"""Activities that may be looped (BPMN 2.0, 10.3.7): the container around them, by the library's own way to name its
classes; and plain tasks."""

from copy import deepcopy
from typing import Any

from engine.build.element_parser import ElementParser, expression
from engine.build.event_parsers import ALLOWED, EventParser
from engine.dialect import Element, bpmn, local_name, miz
from engine.dialect.names import children
from engine.errors import DefinitionError
from engine.execution.event_definitions import EventDefinition, Signal
from engine.execution.expressions import Expression
from engine.execution.loops import Behavior, ParallelMultiInstance, SequentialMultiInstance, StandardLoop
from engine.execution.node import Node

#: the name of the node that stands for one instance of a loop: no XML id has a space in it
INSTANCE = "{} (instance)"


class ActivityParser(ElementParser):
    """A task, sub-process or call activity; with a loop its spec stands for each instance, inside of a container."""

    STANDARD_LOOP_CLASS = StandardLoop
    PARALLEL_MI_CLASS = ParallelMultiInstance
    SEQUENTIAL_MI_CLASS = SequentialMultiInstance
    keeps_data = False

    def add_loop(self) -> Node | None:
        """Put the activity into the container of its loop. Raises `DefinitionError`."""
        loop = next(children(self.node, "standardLoopCharacteristics", "multiInstanceLoopCharacteristics"), None)
        if loop is None:
            return None
        standard = local_name(loop) == "standardLoopCharacteristics"
        return self._add_loop_task(loop) if standard else self._add_multiinstance_task(loop)

    def _add_loop_task(self, loop_characteristics: Element) -> Node:
        """A standard loop. The library's refuses a maximum that is no number in words of Python, and reads conditions
        in Python."""
        maximum = loop_characteristics.get("loopMaximum")
        condition = expression(loop_characteristics, "loopCondition", self.bpmn_id)
        if condition is None and maximum is None:
            message = f"{self.bpmn_id}: a loop needs a condition or a maximum"
            raise DefinitionError(message, element=self.bpmn_id)
        if maximum is not None and not (maximum.isascii() and maximum.isdigit()):
            message = f"{self.bpmn_id}: loopMaximum “{maximum}” is not a number"
            raise DefinitionError(message, element=self.bpmn_id)
        return self._contain(
            self.STANDARD_LOOP_CLASS,
            condition=condition,
            maximum=int(maximum) if maximum is not None else None,
            test_before=loop_characteristics.get("testBefore") == "true",
        )

    def _add_multiinstance_task(self, loop_characteristics: Element) -> Node:
        """A multi-instance activity. The library's knows no behaviour events and no words of the dialect, and takes
        names where we have FEEL."""
        loop, id_ = loop_characteristics, self.bpmn_id
        cardinality, collection = expression(loop, "loopCardinality", id_), self._collection(loop)
        if (cardinality is None) == (collection is None):
            message = f"{id_}: either a number of instances or a collection is needed"
            raise DefinitionError(message, element=id_)
        sequential = loop.get("isSequential") == "true"
        result = loop.get(miz("outputItem")) or _item_name(loop, "outputDataItem")
        return self._contain(
            self.SEQUENTIAL_MI_CLASS if sequential else self.PARALLEL_MI_CLASS,
            cardinality=cardinality,
            collection=collection,
            item=_item_name(loop, "inputDataItem") or loop.get(miz("item")),
            output=self._variable(loop, "loopDataOutputRef") or loop.get(miz("output")),
            output_item=Expression(result, element=id_) if result else None,
            completion=expression(loop, "completionCondition", id_),
            behavior=self._behavior(loop),
        )

    def _contain(self, container: Any, **attributes: Any) -> Node:
        """Make the container, which takes the place of the activity; the activity's node stands for each instance."""
        original: Any = self.spec.task_specs.pop(self.bpmn_id)
        more = {**self.bpmn_attributes, "kind": f"{self.kind}Loop"}
        self.task = container(self.spec, self.bpmn_id, **attributes, **more)
        self._copy_task_attrs(original)
        instance: Node = original
        return instance

    def _copy_task_attrs(self, original: Any, loop_characteristics: Element | None = None) -> None:
        """As the library does it, but for the name of the instance, which stored cases have, and data."""
        original.name = INSTANCE.format(original.name)
        original.inputs = [self.task]
        self.spec.task_specs[original.name] = original
        self.task.looped(original)
        self.task.extensions = original.extensions

    def _collection(self, loop: Element) -> Expression | None:
        text = loop.get(miz("collection")) or self._variable(loop, "loopDataInputRef")
        return Expression(text, element=self.bpmn_id) if text else None

    def _variable(self, loop: Element, name: str) -> str | None:
        text = next((child.text for child in children(loop, name)), None)
        return self.references.data.variable(text.strip()) if text else None

    def _behavior(self, loop: Element) -> tuple[Behavior, ...]:
        """The events that the instances of a multi-instance activity throw (13.3.7). Raises `DefinitionError`."""
        kind, id_ = loop.get("behavior") or "All", self.bpmn_id
        if kind in ("None", "One"):
            reference = loop.get(f"{kind.lower()}BehaviorEventRef")
            event: EventDefinition = Signal(f"{id_}")  # the standard's default: a signal of its own
            if reference:
                definition = self.references.event_definition(reference, element=id_)
                event = self._thrower().parse_event(definition, ALLOWED["implicitThrowEvent"])
            return (Behavior(event, first=kind == "One"),)
        if kind != "Complex":
            return ()
        return tuple(self._complex_behavior(one) for one in children(loop, "complexBehaviorDefinition"))

    def _complex_behavior(self, one: Element) -> Behavior:
        condition = expression(one, "condition", self.bpmn_id)
        thrower = next(children(one, "event"), None)
        if condition is None or thrower is None:
            message = f"{self.bpmn_id}: a complex behaviour needs a condition and an event"
            raise DefinitionError(message, element=self.bpmn_id)
        wanted = self._thrower()
        wanted.node.extend(deepcopy(list(thrower)))
        return Behavior(wanted.read_event(), condition=condition)

    def _thrower(self) -> EventParser:
        """The implicit throw event of the activity (10.5.1)."""
        node = self.node.makeelement(bpmn("implicitThrowEvent"), {"id": self.bpmn_id or ""})
        return EventParser(self.process_parser, None, node)


def _item_name(loop: Element, name: str) -> str | None:
    item = next(children(loop, name), None)
    return None if item is None else item.get("name") or item.get("id")
