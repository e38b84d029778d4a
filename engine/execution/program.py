"""A parsed service as it is executed: the specifications of its scopes, and the facts that the desk reads from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.execution.event_definitions import Message, Several, Signal, definitions_in
from engine.execution.spec import ProcessSpec, StartTrigger
from engine.model import Facts, Lane


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """A parsed service. Immutable; `spec` and `specs` never leave the engine."""

    content_hash: str
    facts: Facts
    #: process.bpmn as it was given
    diagram: bytes
    process_id: str
    spec: ProcessSpec
    #: all scopes by id: the process, those it calls, and their sub-processes
    specs: Mapping[str, ProcessSpec]
    #: lanes by id, those of called processes as well
    lanes: Mapping[str, Lane]

    @property
    def begins_plainly(self) -> bool:
        """Whether a case can begin without an event."""
        return bool(self.spec.entries)

    def started_by(self, kind: str, name: str) -> str | None:
        """The element where a "message" or "signal" of that name alone begins a case; None where it doesn't."""
        for trigger in self.spec.start_triggers:
            if not _together(trigger) and (kind, name) in _triggers(trigger):
                return trigger.node.bpmn_id
        return None

    @property
    def begun_by(self) -> tuple[tuple[str, str, str], ...]:
        """What begins a case, apart from a person who applies: ("message" or "signal", its name, the element that
        receives it)."""
        alone = (trigger for trigger in self.spec.start_triggers if not _together(trigger))
        return tuple((kind, name, one.node.bpmn_id) for one in alone for kind, name in sorted(_triggers(one)))

    def started_together(self) -> Iterator[tuple[str, frozenset[tuple[str, str]]]]:
        """Start events that need several messages and signals, all of which must have come; each as (kind, name)."""
        for trigger in self.spec.start_triggers:
            if _together(trigger):
                yield trigger.node.bpmn_id, _triggers(trigger)


def _together(trigger: StartTrigger) -> bool:
    return isinstance(trigger.event, Several) and trigger.event.parallel


def _triggers(trigger: StartTrigger) -> frozenset[tuple[str, str]]:
    kinds = {Message: "message", Signal: "signal"}
    return frozenset((kinds[type(e)], e.name) for e in definitions_in(trigger.event) if type(e) in kinds)
