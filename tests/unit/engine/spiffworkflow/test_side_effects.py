"""A step reads no clock and draws nothing at random, neither here nor in the library; a log is written only if somebody
listens."""

import gc
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import FrameType

import pytest

import engine
from engine.execution.case import Case
from engine.execution.kernel import Token
from engine.snapshot import load
from engine.time import DEFAULT_CALENDAR
from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.case_player import NOON, Play
from tests.unit.engine.spiffworkflow.executed import recording
from tests.unit.engine.spiffworkflow.steps import KINDS, Kind

TASK = d.task("a", kind="userTask")
#: built-in functions that tell the time or something random
OUTSIDE = {"time", "time_ns", "monotonic", "perf_counter", "now", "utcnow", "today", "urandom", "getrandbits", "random"}
#: the library's constructor of a task reads the clock for `last_state_change`, which ours sets anew at once
READ = {("Task.__init__", "time")}
#: the key of a new case (see `engine.runtime.start`)
DRAWN = {("SystemRandom.randbytes", "urandom")}


@contextmanager
def outside() -> Iterator[set[tuple[str, str]]]:
    """What is asked of the clock or of chance until the end of the block: by which function, and what."""
    found: set[tuple[str, str]] = set()

    def note(frame: FrameType, event: str, called: object) -> None:
        name = getattr(called, "__name__", "")
        if event == "c_call" and name in OUTSIDE and not _of_datetime_itself(called):
            found.add((frame.f_code.co_qualname, name))

    before = sys.getprofile()
    gc.disable()  # whose callbacks, that others have set, may ask the clock
    sys.setprofile(note)
    try:
        yield found
    finally:
        sys.setprofile(before)
        gc.enable()


def _of_datetime_itself(called: object) -> bool:
    """`datetime.time()` only takes the time out of a moment."""
    return getattr(called, "__qualname__", "") == "datetime.time"


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_step_asks_neither_the_clock_nor_chance(kind: Kind) -> None:
    step = kind.prepare()
    with outside() as asked:
        step()
    assert asked - READ - DRAWN == set()


def test_what_asks_the_clock_is_seen() -> None:
    with outside() as asked:
        datetime.now(UTC)
    assert {name for _, name in asked} == {"now"}


def test_the_key_of_a_new_case_is_all_that_a_start_draws() -> None:
    definition = engine.parse({"process.bpmn": d.between(TASK)})
    with outside() as asked:
        engine.start(definition, {}, now=NOON)
    assert asked & DRAWN == DRAWN


@pytest.mark.parametrize("xml", [d.between(TASK), d.between(d.sub("s", d.start("s0") + TASK, "s0->a"), "start->s")])
def test_a_task_has_changed_its_state_at_the_moment_of_the_step(xml: bytes) -> None:
    """The clock that the constructor of the library's task reads is nowhere to be seen."""
    begun = Play(xml)
    later = begun.now + timedelta(days=1)
    case = load(begun.definition, begun.last.snapshot, now=later, calendar=DEFAULT_CALENDAR)
    assert {task.last_state_change for task in every_task(case)} == {later.timestamp()}
    case.finish(next(token for token in case.tokens() if token.is_open))
    case.do_engine_steps()
    assert {task.last_state_change for task in every_task(case)} == {later.timestamp()}


def every_task(case: Case) -> list[Token]:
    """All tasks of a case, the roots of its scopes among them."""
    return [task for scope in case.scopes() for task in scope.tasks.values()]


def test_the_same_step_done_again_comes_to_the_same() -> None:
    begun = Play(d.between(d.gateway("parallel", "f") + TASK + d.catch("b", d.timer()), "start->f, f->a, f->b, a->end"))
    definition, snapshot = begun.definition, begun.last.snapshot
    later = begun.now + timedelta(minutes=1)
    once, again = (engine.fire_timers(definition, snapshot, now=later) for _ in range(2))
    assert once == again
    assert once.snapshot != snapshot


def test_nobody_logs_and_nothing_is_collected_for_a_log_of_tasks() -> None:
    case = Play(d.between(TASK))
    assert not logging.getLogger("spiff.task").isEnabledFor(logging.INFO)
    with recording() as found:
        case.complete("a")
    assert "Task.collect_log_extras" not in found.functions


def test_whoever_listens_to_the_librarys_log_hears_of_each_change(caplog: pytest.LogCaptureFixture) -> None:
    case = Play(d.between(TASK))
    with caplog.at_level(logging.INFO, "spiff.task"):
        case.complete("a")
    told = [(record.task_spec, record.state) for record in caplog.records if record.name == "spiff.task"]  # type: ignore[attr-defined]
    assert told == [("a", "COMPLETED"), ("end", "READY"), ("end", "COMPLETED")]
    assert {record.last_state_change for record in caplog.records if record.name == "spiff.task"} == {NOON.timestamp()}  # type: ignore[attr-defined]
