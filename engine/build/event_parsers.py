"""Events (BPMN 2.0, 10.5), and what an element waits for or throws. What isn't truly executed is refused."""

from collections.abc import Collection
from typing import Any

from SpiffWorkflow.bpmn.parser.event_parsers import EventDefinitionParser

from engine.build.element_parser import ElementParser, expression
from engine.build.references import missing
from engine.dialect import Element, local_name, miz
from engine.dialect.names import THROW_EVENTS, children, extensions, local_part
from engine.errors import DefinitionError
from engine.execution.event_definitions import (
    Cancel,
    Compensation,
    Condition,
    Error,
    Escalation,
    EventDefinition,
    Message,
    NoneEventDefinition,
    Several,
    Signal,
    Terminate,
    Timer,
)
from engine.execution.events import LinkCatchEvent, LinkThrowEvent
from engine.execution.expressions import Expression
from engine.execution.node import Node
from engine.execution.timers import Moments
from engine.model import Clock

#: which definitions each kind of event may carry (BPMN 2.0, table 10.93), as far as they are executed
CATCHING = frozenset({"message", "timer", "signal", "conditional"})
ALLOWED = {
    "startEvent": CATCHING | {"error", "escalation", "compensate"},
    "intermediateCatchEvent": CATCHING,
    "boundaryEvent": CATCHING | {"error", "escalation", "cancel", "compensate"},
    "intermediateThrowEvent": frozenset({"message", "signal", "escalation", "compensate"}),
    "endEvent": frozenset({"message", "signal", "escalation", "error", "terminate", "cancel", "compensate"}),
    "implicitThrowEvent": frozenset({"message", "signal", "escalation", "error"}),
}

#: what throws messages
SENDING = THROW_EVENTS | {"sendTask"}


def is_compensation(element: Element) -> bool:
    """Whether the (boundary or start) event is there for compensation."""
    return next(children(element, "compensateEventDefinition"), None) is not None


def is_handler_link(element: Element) -> bool:
    """Whether it is a boundary event that only ties an activity to its compensation handler."""
    return local_name(element) == "boundaryEvent" and is_compensation(element)


class EventParser(ElementParser, EventDefinitionParser):
    """An element with event definitions, each read by the method that the library has for its kind: `parse_timer_event`
    reads a `timerEventDefinition`. They are ours, since FEEL is compiled as it is read and names are looked up by what
    BPMN calls a reference."""

    keeps_data = True

    def create_task(self) -> Node:
        """The event with what it waits for or throws."""
        task: Node = self._create_task(self.read_event())
        return task

    def read_event(self) -> EventDefinition:
        """What the element waits for or throws. Raises `DefinitionError`."""
        return self.get_event_definition(ALLOWED[self.kind])

    def get_event_definition(self, kinds: Collection[str]) -> EventDefinition:
        """Nothing, one event of these kinds, or `Several` in the order of the file. The library orders them by kind and
        passes over other kinds. Raises `DefinitionError`."""
        found = [child for child in self.node if local_name(child).endswith("EventDefinition")]
        for reference in children(self.node, "eventDefinitionRef"):  # those that are there were put in place before
            self.references.event_definition((reference.text or "").strip() or "?", element=self.bpmn_id)
        if not found:
            return NoneEventDefinition(description="Default")
        events = tuple(self.parse_event(definition, kinds) for definition in found)
        if len(events) == 1:
            return events[0]
        apart = any(isinstance(event, Compensation | Cancel) for event in events)
        if apart and self.kind not in THROW_EVENTS:
            message = f"{self.bpmn_id}: draw compensation and cancel as events of their own"
            raise DefinitionError(message, element=self.bpmn_id)
        return Several(events, parallel=self.node.get("parallelMultiple") == "true")

    def parse_event(self, definition: Element, kinds: Collection[str]) -> EventDefinition:
        """The event of one definition. Raises `DefinitionError` where it isn't among `kinds`."""
        kind = local_name(definition).removesuffix("EventDefinition")
        read = getattr(self, f"parse_{kind}_event", None)
        if kind not in kinds or read is None:
            message = f"{self.bpmn_id}: {kind} isn't supported in a {self.kind}"
            raise DefinitionError(message, element=self.bpmn_id)
        self.event_nodes.append(definition)
        event: EventDefinition = read(definition)
        event.description = self.get_event_description(definition)
        return event

    def parse_message_event(self, message_event: Element) -> Message:
        """The message of a definition, send task or receive task (see `MessageNames`); `miz:key` is its correlation,
        `<miz:input>` what it carries."""
        reference = message_event.get("messageRef")
        name = self._named("message", self.process_parser.parser.messages, reference)
        key = message_event.get(miz("key")) or self.node.get(miz("key"))
        correlated = None if key else self.references.correlations.of(reference, self.node)
        own_key = Expression(key, element=self.bpmn_id) if key else None
        written = extensions(self.node, "input") if self.kind in SENDING else ()
        carries = {
            one.get("name") or "": Expression(one.get("value") or "null", element=self.bpmn_id) for one in written
        }
        return Message(name or self.references.letters.name(self.node), own_key, correlated, carries)

    def parse_timer_event(self, event: Element) -> Timer:
        """A date, a duration or a cycle."""
        times = list(children(event, "timeDate", "timeDuration", "timeCycle"))
        if len(times) != 1:
            message = f"{self.bpmn_id}: a timer needs a date, a duration or a cycle"
            raise DefinitionError(message, element=self.bpmn_id)
        clock = Clock(event.get(miz("clock")) or Clock.CALENDAR)
        moments = Moments(times[0].text or "", element=self.bpmn_id, kind=local_name(times[0]))
        return Timer(self.bpmn_id or "", moments, clock)

    def parse_signal_event(self, signal_event: Element) -> Signal:
        """A signal by name; without a reference it is named by the element."""
        name = self._named("signal", self.process_parser.parser.signals, signal_event.get("signalRef"))
        return Signal(name or self.node.get("name") or self.bpmn_id)

    def parse_error_event(self, error_event: Element) -> Error:
        """An error by its code; one without a reference is any error."""
        error = self._named("error", self.process_parser.parser.errors, error_event.get("errorRef"))
        return Error(error["name"], error["error_code"]) if error else Error("", None)

    def parse_escalation_event(self, escalation_event: Element) -> Escalation:
        """An escalation by its code; one without a reference is any escalation."""
        reference = escalation_event.get("escalationRef")
        found = self._named("escalation", self.process_parser.parser.escalations, reference)
        if not found:
            return Escalation("", None)
        return Escalation(found["name"], found["escalation_code"])

    def parse_conditional_event(self, event: Element) -> Condition:
        """A condition over the case data."""
        condition = expression(event, "condition", self.bpmn_id)
        if condition is None:
            message = f"{self.bpmn_id}: a conditional event needs its condition"
            raise DefinitionError(message, element=self.bpmn_id)
        return Condition(condition)

    def parse_compensate_event(self, event: Element) -> Compensation:
        """What is to be undone: one activity, or all of the scope."""
        activity = local_part(event.get("activityRef")) or None
        return Compensation(activity, waits=event.get("waitForCompletion") != "false")

    def parse_terminate_event(self, event: Element) -> Terminate:
        """The end of the scope."""
        return Terminate()

    def parse_cancel_event(self, event: Element) -> Cancel:
        """The end of the transaction."""
        return Cancel()

    def _named(self, kind: str, known: dict[str, Any], reference: str | None) -> Any:
        """What the file declares under the id that a reference (a QName) names; None without a reference. Raises
        `DefinitionError`."""
        if not reference:
            return None
        found = known.get(local_part(reference))
        if found is None:
            raise missing(kind, reference, element=self.bpmn_id)
        return found


class StartEventParser(EventParser):
    """Where a scope begins."""

    keeps_data = False


class IntermediateEventParser(EventParser):
    """An intermediate catch or throw event. A link is only a way to draw a flow (10.5.5)."""

    LINK_CATCH_CLASS = LinkCatchEvent
    LINK_THROW_CLASS = LinkThrowEvent

    def create_task(self) -> Node:
        """The event, or for a link something to pass through."""
        if next(children(self.node, "linkEventDefinition"), None) is None:
            return super().create_task()
        throws = self.kind in THROW_EVENTS
        self.spec_class = self.LINK_THROW_CLASS if throws else self.LINK_CATCH_CLASS
        task: Node = self._create_task(NoneEventDefinition(description="Link"))
        return task


class BoundaryEventParser(EventParser):
    """An event beside an activity."""

    def create_task(self) -> Node:
        """The event, which interrupts the activity or doesn't."""
        event = self.read_event()
        if isinstance(event, NoneEventDefinition):
            message = f"{self.bpmn_id}: a boundary event needs something to wait for"
            raise DefinitionError(message, element=self.bpmn_id)
        task: Node = self._create_task(event, self.node.get("cancelActivity", "true") != "false")
        return task


class EndEventParser(EventParser):
    """A token ends here, perhaps with a bang."""
