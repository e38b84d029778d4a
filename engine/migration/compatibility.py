"""Whether an element of one definition can take over the tokens of an element of another one."""

from collections.abc import Iterator

from engine.execution.event_definitions import EventDefinition, Several, definitions_in
from engine.execution.events import StartEvent
from engine.execution.gateways import EventBasedGateway
from engine.execution.kernel import ScopeSpec
from engine.execution.loops import Container, MultiInstance
from engine.execution.node import Node
from engine.execution.subprocesses import AdHocSubProcess
from engine.model import Bilingual


def incompatibility(old: Node, new: Node) -> Bilingual | None:
    """Why `new` can't go on where `old` waited; None if it can. What only concerns later arrivals (forms, deadlines,
    conditions, who works on it) may differ."""
    loops = isinstance(old, MultiInstance) and isinstance(new, MultiInstance)
    if old.kind != new.kind or not (loops or type(old) is type(new)):
        return Bilingual(
            f"نوع آن عوض شده است: «{old.kind}» بود و «{new.kind}» شده است.",
            f"Its kind has changed from “{old.kind}” to “{new.kind}”.",
        )
    if isinstance(old, Container) and isinstance(new, Container):
        return _unlike_loops(old, new)
    if isinstance(old, EventBasedGateway) and isinstance(new, EventBasedGateway):
        return None if _waits_of(old) == _waits_of(new) else _OTHER_TARGETS
    if isinstance(old, AdHocSubProcess) and isinstance(new, AdHocSubProcess):
        return None if old.sequential == new.sequential else _OTHER_ORDER
    if isinstance(old, StartEvent):
        return None  # what begins a case has happened by then
    return _unlike_events(getattr(old, "event_definition", None), getattr(new, "event_definition", None))


def reached_from(spec: ScopeSpec, name: str) -> frozenset[str]:
    """The nodes that a token can come to from the node of that name, by flows and boundary events; itself only in a
    loop."""
    reached: set[str] = set()
    pending = list(_next(spec.task_specs[name]))
    while pending:
        one = pending.pop()
        if one not in reached:
            reached.add(one)
            pending += _next(spec.task_specs[one])
    return frozenset(reached)


def _next(node: Node) -> Iterator[str]:
    yield from (flow.target for flow in node.flows)
    yield from (event.name for event in node.boundary)


def _unlike_loops(old: Container, new: Container) -> Bilingual | None:
    if incompatibility(old.inner, new.inner) is not None:
        return incompatibility(old.inner, new.inner)
    if isinstance(old, MultiInstance) and isinstance(new, MultiInstance):
        if old.sequential != new.sequential:
            return _OTHER_ORDER
        if bool(old.data_output) != bool(new.data_output):
            return _OTHER_OUTPUT
    return None


def _unlike_events(old: EventDefinition | None, new: EventDefinition | None) -> Bilingual | None:
    if old is None or new is None:
        return None
    if _kinds(old) != _kinds(new):
        return _OTHER_EVENT
    if isinstance(old, Several) and isinstance(new, Several) and old.parallel != new.parallel:
        return _OTHER_EVENT
    return None


def _kinds(event: EventDefinition) -> list[type]:
    return [type(one) for one in definitions_in(event)]


def _waits_of(gateway: EventBasedGateway) -> list[list[type]]:
    return [_kinds(target.event_definition) for target in gateway.targets]


_OTHER_EVENT = Bilingual("رویدادی که منتظر آن است عوض شده است.", "The kind of event that it waits for has changed.")
_OTHER_TARGETS = Bilingual("رویدادهایی که منتظر آن‌هاست عوض شده‌اند.", "The events that it waits for have changed.")
_OTHER_ORDER = Bilingual(
    "همزمان یا پشت سر هم بودن اجرای آن عوض شده است.", "It runs together where it ran one by one, or the other way."
)
_OTHER_OUTPUT = Bilingual(
    "گردآوری نتیجهٔ نوبت‌های آن عوض شده است.", "The way in which the results of its instances are collected has changed."
)
