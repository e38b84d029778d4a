"""What holds for every step behind the engine's front door: moments have a zone, snapshots are snapshots."""

from collections.abc import Callable
from datetime import datetime

import pytest

import engine
from tests.unit.engine.case_player import NOON, diagram

DEFINITION = engine.parse(
    {"process.bpmn": diagram('<startEvent id="s"/><userTask id="t"/><endEvent id="e"/>', "s->t, t->e")}
)
Step = Callable[[bytes, datetime], object]
STEPS: dict[str, Step] = {
    "complete": lambda state, now: engine.complete(DEFINITION, state, "1", {}, now=now),
    "answer_call": lambda state, now: engine.answer_call(DEFINITION, state, "1", {}, now=now),
    "fail_call": lambda state, now: engine.fail_call(DEFINITION, state, "1", code="E", message="no", now=now),
    "deliver": lambda state, now: engine.deliver(DEFINITION, state, "paid", {}, now=now),
    "broadcast": lambda state, now: engine.broadcast(DEFINITION, state, "storm", now=now),
    "fire_timers": lambda state, now: engine.fire_timers(DEFINITION, state, now=now),
    "retry": lambda state, now: engine.retry(DEFINITION, state, "1", now=now),
    "amend": lambda state, now: engine.amend(DEFINITION, state, {}, now=now),
    "cancel": lambda state, now: engine.cancel(DEFINITION, state, now=now),
    "migrate": lambda state, now: engine.migrate(DEFINITION, DEFINITION, state, {}, now=now),
    "move": lambda state, now: engine.move(DEFINITION, state, "t", "t", now=now),
    "resolve": lambda state, now: engine.resolve(DEFINITION, state, "1", {}, now=now),
    "hold": lambda state, now: engine.hold(DEFINITION, state, {}, now=now),
    "look": lambda state, now: engine.look(DEFINITION, state, now=now),
    "wanted_by": lambda state, now: engine.wanted_by(DEFINITION, state, "1", now=now),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_moment_without_a_zone_is_refused(step: Step) -> None:
    state = engine.start(DEFINITION, {}, now=NOON).snapshot
    with pytest.raises(engine.CalendarError, match="offset from UTC"):
        step(state, NOON.replace(tzinfo=None))


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_bytes_that_are_no_snapshot_are_refused(step: Step) -> None:
    with pytest.raises(engine.SnapshotError):
        step(b"{}", NOON)


def test_case_begins_at_a_moment_with_a_zone() -> None:
    with pytest.raises(engine.CalendarError, match="offset from UTC"):
        engine.start(DEFINITION, {}, now=NOON.replace(tzinfo=None))
