"""A parsed service as it is executed: the specifications of its levels, and the facts that the desk reads from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.execution.event_definitions import Message, Several, SignalEventDefinition, definitions_in
from engine.execution.spec import ProcessSpec, Starter
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
    #: all levels by id: the process, those it calls, and their sub-processes
    specs: Mapping[str, ProcessSpec]
    #: lanes by id, those of called processes as well
    lanes: Mapping[str, Lane]

    @property
    def begins_plainly(self) -> bool:
        """Whether a case can begin without an event."""
        return bool(self.spec.entries)

    def started_by(self, kind: str, name: str) -> str | None:
        """The element where a "message" or "signal" of that name alone begins a case; None where it doesn't."""
        for starter in self.spec.starters:
            if not _together(starter) and (kind, name) in _triggers(starter):
                return starter.node.bpmn_id
        return None

    @property
    def begun_by(self) -> tuple[tuple[str, str, str], ...]:
        """What begins a case, apart from a person who applies: ("message" or "signal", its name, the element that
        receives it)."""
        alone = (starter for starter in self.spec.starters if not _together(starter))
        return tuple((kind, name, one.node.bpmn_id) for one in alone for kind, name in sorted(_triggers(one)))

    def started_together(self) -> Iterator[tuple[str, frozenset[tuple[str, str]]]]:
        """Start events that need several messages and signals, all of which must have come; each as (kind, name)."""
        for starter in self.spec.starters:
            if _together(starter):
                yield starter.node.bpmn_id, _triggers(starter)


def _together(starter: Starter) -> bool:
    return isinstance(starter.event, Several) and starter.event.together


def _triggers(starter: Starter) -> frozenset[tuple[str, str]]:
    kinds = {Message: "message", SignalEventDefinition: "signal"}
    return frozenset((kinds[type(e)], e.name) for e in definitions_in(starter.event) if type(e) in kinds)
