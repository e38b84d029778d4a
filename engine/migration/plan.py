"""Carrying a running case over to another definition: what has happened stays, what waits goes on where it waited.

`plan_migration` pairs the elements of two definitions; `migrate` moves one case or says, for each token, why it can't.
Moments, keys of calls, answers and the counts of loops are kept as they are; only the elements are exchanged."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from engine.errors import CannotMigrate
from engine.execution.events import EventPart
from engine.execution.node import Node
from engine.execution.program import Definition
from engine.migration.compatibility import incompatibility
from engine.migration.transfer import ENDED, Migrator
from engine.model import Bilingual, Counterpart, Obstacle, Outcome
from engine.outcome import outcome_of
from engine.snapshot import load
from engine.time import DEFAULT_CALENDAR, WorkingCalendar

__all__ = ["migrate", "plan_migration"]

VANISHED = Bilingual("در نسخهٔ تازه نیست.", "It isn't in the new version.")


def plan_migration(
    old: Definition, new: Definition, mapping: Mapping[str, str] | None = None
) -> tuple[Counterpart, ...]:
    """Where tokens at each element of `old` go on in `new`: at the one that `mapping` names, else at that of the same
    id, if it is of the same kind. In the order of the old diagram; nothing is asked of any case."""
    chosen = mapping or {}
    theirs = {node.name: node for node in _nodes(new)}
    return tuple(_counterpart(node, theirs, chosen.get(node.bpmn_id)) for node in _nodes(old))


def migrate(
    old: Definition,
    new: Definition,
    snapshot: bytes,
    mapping: Mapping[str, str],
    *,
    now: datetime,
    calendar: WorkingCalendar = DEFAULT_CALENDAR,
) -> Outcome:
    """The case of `old` as a case of `new`. `mapping` names elements whose id has changed: old id → new id.

    Boundary events and event sub-processes that only the new diagram has begin to wait now; those that it has no more
    are dropped. Then tokens move if the new diagram lets them (a join that need wait no longer, a moment that has
    passed). Raises `CannotMigrate` with every reason, `SnapshotError`, `NaiveMoment`."""
    case = load(old, snapshot, now=now, calendar=calendar)
    if case.completed:
        raise CannotMigrate((Obstacle("", ENDED),))
    migrator = Migrator(case, new, mapping)
    transferred = migrator.transfer()
    if migrator.obstacles:
        raise CannotMigrate(tuple(dict.fromkeys(migrator.obstacles)))
    transferred.do_engine_steps()
    return outcome_of(transferred)


def _nodes(definition: Definition) -> Iterator[Node]:
    """The nodes that stand for an element: no instances of loops, no parts of events."""
    for spec in definition.specs.values():
        for node in spec.nodes:
            if not node.is_instance and not isinstance(node, EventPart):
                yield node


def _counterpart(node: Node, theirs: Mapping[str, Node], wanted: str | None) -> Counterpart:
    candidates = {one.bpmn_id: one.activity.name for one in theirs.values() if incompatibility(node, one) is None}
    found = theirs.get(wanted or node.name)
    reason = VANISHED if found is None else incompatibility(node, found)
    target = found.bpmn_id if found is not None and reason is None else None
    return Counterpart(node.bpmn_id, node.kind, node.activity.name, target, candidates, reason)
