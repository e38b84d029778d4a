"""From event definitions in XML to the engine's own. What isn't truly executed is refused."""

from engine.dialect import Element, local_name, miz
from engine.dialect.names import children
from engine.errors import DefinitionError
from engine.model import Clock
from engine.spiff.expressions import Expression
from engine.spiff.happenings import (
    CancelEventDefinition,
    Condition,
    ErrorEventDefinition,
    EscalationEventDefinition,
    EventDefinition,
    Message,
    NoneEventDefinition,
    SignalEventDefinition,
    TerminateEventDefinition,
    Timer,
)
from engine.spiff.moments import Moments
from engine.spiff.references import References

#: which definitions each kind of event may carry (BPMN 2.0, table 10.93), as far as they are executed
CATCHING = frozenset({"message", "timer", "signal", "conditional"})
ALLOWED = {
    "startEvent": CATCHING | {"error", "escalation"},
    "intermediateCatchEvent": CATCHING,
    "boundaryEvent": CATCHING | {"error", "escalation", "cancel"},
    "intermediateThrowEvent": frozenset({"message", "signal", "escalation"}),
    "endEvent": frozenset({"message", "signal", "escalation", "error", "terminate", "cancel"}),
}


def read_event(element: Element, references: References) -> EventDefinition:
    """The one event definition of an event element. Raises `DefinitionError` for several, or for one that isn't
    executed."""
    id_ = element.get("id")
    found = [child for child in element if local_name(child).endswith("EventDefinition")]
    for reference in children(element, "eventDefinitionRef"):
        found.append(references.named("EventDefinition", (reference.text or "").strip(), element=id_))
    if not found:
        return NoneEventDefinition()
    if len(found) > 1:
        raise DefinitionError(
            f"{id_}: an event with several definitions isn't supported; draw one event each", element=id_
        )
    definition, kind = found[0], local_name(found[0]).removesuffix("EventDefinition")
    if kind not in ALLOWED[local_name(element)] or kind not in _READERS:
        raise DefinitionError(f"{id_}: {kind} isn't supported in a {local_name(element)}", element=id_)
    return _READERS[kind](element, definition, references)


def read_message(element: Element, source: Element, references: References) -> Message:
    """A message by `messageRef`, or named after the element that has none; `miz:key` is its correlation."""
    id_ = element.get("id")
    reference = source.get("messageRef")
    name = element.get("name") or id_ or ""
    if reference:
        message = references.named("message", reference, element=id_)
        name = message.get("name") or reference
    key = source.get(miz("key")) or element.get(miz("key"))
    return Message(name, Expression(key, element=id_) if key else None)


def _timer(element: Element, source: Element, references: References) -> Timer:
    id_ = element.get("id")
    texts = [child.text or "" for child in children(source, "timeDate", "timeDuration", "timeCycle")]
    if len(texts) != 1:
        raise DefinitionError(f"{id_}: a timer needs a date, a duration or a cycle", element=id_)
    return Timer(id_ or "", Moments(texts[0], element=id_), Clock(source.get(miz("clock")) or Clock.CALENDAR))


def _signal(element: Element, source: Element, references: References) -> SignalEventDefinition:
    reference, id_ = source.get("signalRef"), element.get("id")
    if not reference:
        return SignalEventDefinition(element.get("name") or id_)
    return SignalEventDefinition(references.named("signal", reference, element=id_).get("name") or reference)


def _error(element: Element, source: Element, references: References) -> ErrorEventDefinition:
    reference, id_ = source.get("errorRef"), element.get("id")
    if not reference:
        return ErrorEventDefinition("", None)
    error = references.named("error", reference, element=id_)
    return ErrorEventDefinition(error.get("name") or reference, error.get("errorCode") or reference)


def _escalation(element: Element, source: Element, references: References) -> EscalationEventDefinition:
    reference, id_ = source.get("escalationRef"), element.get("id")
    if not reference:
        return EscalationEventDefinition("", None)
    escalation = references.named("escalation", reference, element=id_)
    return EscalationEventDefinition(escalation.get("name") or reference, escalation.get("escalationCode") or reference)


def _condition(element: Element, source: Element, references: References) -> Condition:
    id_ = element.get("id")
    text = next((child.text for child in children(source, "condition")), None)
    if not text or not text.strip():
        raise DefinitionError(f"{id_}: a conditional event needs its condition", element=id_)
    return Condition(Expression(text, element=id_))


_READERS = {
    "message": read_message,
    "timer": _timer,
    "signal": _signal,
    "error": _error,
    "escalation": _escalation,
    "conditional": _condition,
    "terminate": lambda *_: TerminateEventDefinition(),
    "cancel": lambda *_: CancelEventDefinition(),
}
