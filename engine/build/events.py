"""From event definitions in XML to the engine's own. What isn't truly executed is refused."""

from copy import deepcopy

from engine.build.references import References
from engine.dialect import Element, bpmn, local_name, miz
from engine.dialect.names import THROW_EVENTS, children, local_part
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
from engine.execution.expressions import Expression
from engine.execution.loops import Behavior
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


def read_event(element: Element, references: References) -> EventDefinition:
    """What an event element waits for or throws: nothing, one event, or `Several`. Raises `DefinitionError`."""
    id_ = element.get("id")
    found = [child for child in element if local_name(child).endswith("EventDefinition")]
    for reference in children(element, "eventDefinitionRef"):  # those that are there were put in place before
        references.named("EventDefinition", (reference.text or "").strip() or "?", element=id_)
    if not found:
        return NoneEventDefinition()
    events = tuple(_read_one(element, definition, references) for definition in found)
    if len(events) == 1:
        return events[0]
    apart = any(isinstance(event, Compensation | Cancel) for event in events)
    if apart and local_name(element) not in THROW_EVENTS:
        raise DefinitionError(f"{id_}: draw compensation and cancel as events of their own", element=id_)
    return Several(events, parallel=element.get("parallelMultiple") == "true")


def _read_one(element: Element, definition: Element, references: References) -> EventDefinition:
    id_, kind = element.get("id"), local_name(definition).removesuffix("EventDefinition")
    if kind not in ALLOWED[local_name(element)] or kind not in _READERS:
        raise DefinitionError(f"{id_}: {kind} isn't supported in a {local_name(element)}", element=id_)
    return _READERS[kind](element, definition, references)


def read_behavior(loop: Element, id_: str | None, references: References) -> tuple[Behavior, ...]:
    """The events that the instances of a multi-instance activity throw (13.3.7). Raises `DefinitionError`."""
    kind = loop.get("behavior") or "All"
    if kind in ("None", "One"):
        reference = loop.get(f"{kind.lower()}BehaviorEventRef")
        event: EventDefinition = Signal(f"{id_}")  # the standard's default: a signal of its own
        if reference:
            definition = references.named("EventDefinition", reference, element=id_)
            thrower = definition.makeelement(bpmn("implicitThrowEvent"), {"id": id_ or ""})
            event = _read_one(thrower, definition, references)
        return (Behavior(event, first=kind == "One"),)
    if kind != "Complex":
        return ()
    return tuple(_complex(one, id_, references) for one in children(loop, "complexBehaviorDefinition"))


def _complex(one: Element, id_: str | None, references: References) -> Behavior:
    condition = next((child.text for child in children(one, "condition")), None)
    thrower = next(children(one, "event"), None)
    if not condition or not condition.strip() or thrower is None:
        raise DefinitionError(f"{id_}: a complex behaviour needs a condition and an event", element=id_)
    wanted = thrower.makeelement(bpmn("implicitThrowEvent"), {"id": id_ or ""})
    wanted.extend(deepcopy(list(thrower)))
    return Behavior(read_event(wanted, references), condition=Expression(condition, element=id_))


def is_compensation(element: Element) -> bool:
    """Whether the (boundary or start) event is there for compensation."""
    return next(children(element, "compensateEventDefinition"), None) is not None


def read_message(element: Element, source: Element, references: References) -> Message:
    """The message of an element (see `Letters`); `miz:key` is its correlation. Raises `DefinitionError`."""
    id_, reference = element.get("id"), source.get("messageRef")
    if reference:
        message = references.named("message", reference, element=id_)
        name = message.get("name") or message.get("id") or ""
    else:
        name = references.letters.name(element)
    key = source.get(miz("key")) or element.get(miz("key"))
    correlated = None if key else references.correlations.of(reference, element)
    return Message(name, Expression(key, element=id_) if key else None, correlated)


def _timer(element: Element, source: Element, references: References) -> Timer:
    id_ = element.get("id")
    texts = [child.text or "" for child in children(source, "timeDate", "timeDuration", "timeCycle")]
    if len(texts) != 1:
        raise DefinitionError(f"{id_}: a timer needs a date, a duration or a cycle", element=id_)
    return Timer(id_ or "", Moments(texts[0], element=id_), Clock(source.get(miz("clock")) or Clock.CALENDAR))


def _signal(element: Element, source: Element, references: References) -> Signal:
    reference, id_ = source.get("signalRef"), element.get("id")
    if not reference:
        return Signal(element.get("name") or id_)
    return Signal(references.named("signal", reference, element=id_).get("name") or reference)


def _error(element: Element, source: Element, references: References) -> Error:
    reference, id_ = source.get("errorRef"), element.get("id")
    if not reference:
        return Error("", None)
    error = references.named("error", reference, element=id_)
    return Error(error.get("name") or reference, error.get("errorCode") or reference)


def _escalation(element: Element, source: Element, references: References) -> Escalation:
    reference, id_ = source.get("escalationRef"), element.get("id")
    if not reference:
        return Escalation("", None)
    escalation = references.named("escalation", reference, element=id_)
    return Escalation(escalation.get("name") or reference, escalation.get("escalationCode") or reference)


def _condition(element: Element, source: Element, references: References) -> Condition:
    id_ = element.get("id")
    text = next((child.text for child in children(source, "condition")), None)
    if not text or not text.strip():
        raise DefinitionError(f"{id_}: a conditional event needs its condition", element=id_)
    return Condition(Expression(text, element=id_))


def _compensation(element: Element, source: Element, references: References) -> Compensation:
    activity = local_part(source.get("activityRef")) or None
    return Compensation(activity, waits=source.get("waitForCompletion") != "false")


_READERS = {
    "message": read_message,
    "timer": _timer,
    "signal": _signal,
    "error": _error,
    "escalation": _escalation,
    "conditional": _condition,
    "compensate": _compensation,
    "terminate": lambda *_: Terminate(),
    "cancel": lambda *_: Cancel(),
}
