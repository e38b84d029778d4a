"""Timers in every notation of ISO 8601 and cron, by both clocks; what a cycle does with rounds that were missed."""

from datetime import UTC, datetime, timedelta

import pytest

import engine
from engine import CaseState, DefinitionError, WorkingCalendar
from tests.unit.engine.case_player import NOON, Play, diagram

START = '<startEvent id="start"/><endEvent id="end"/>'


def waiting(kind: str, text: str, more: str = "") -> bytes:
    timer = f"<timerEventDefinition {more}><{kind}>{text}</{kind}></timerEventDefinition>"
    return diagram(f'{START}<intermediateCatchEvent id="t">{timer}</intermediateCatchEvent>', "start->t, t->end")


def due(kind: str, text: str, more: str = "", **data: object) -> str:
    """When the timer is due, in UTC; the case begins on a Saturday at noon UTC, half past three in Tehran."""
    (timer,) = Play(waiting(kind, text, more), data).last.timers
    return timer.due_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("timeDuration", "PT2H", "2026-05-02 14:00:00"),
        ("timeDuration", "P1DT30M", "2026-05-03 12:30:00"),
        ("timeDuration", "P1M", "2026-06-02 12:00:00"),
        ("timeDuration", "span", "2026-05-02 12:05:00"),
        ("timeDuration", 'duration("PT1H") + duration("PT1H")', "2026-05-02 14:00:00"),
        ("timeDate", "2026-05-03T10:00:00Z", "2026-05-03 10:00:00"),
        ("timeDate", "2026-05-03T10:00:00+03:30", "2026-05-03 06:30:00"),
        ("timeDate", "2026-05-03T10:00:00", "2026-05-03 06:30:00"),  # local time of the calendar
        ("timeDate", "2026-05-03", "2026-05-02 20:30:00"),  # its first instant
        ("timeDate", 'date and time("2026-05-03T10:00:00@Europe/Berlin")', "2026-05-03 08:00:00"),
        ("timeDate", "moment", "2026-05-04 00:00:00"),
        ("timeCycle", "R/PT1H", "2026-05-02 13:00:00"),
        ("timeCycle", "R3/PT1H", "2026-05-02 13:00:00"),
        ("timeCycle", "R3/2026-05-03T00:00:00Z/PT1H", "2026-05-03 00:00:00"),
        ("timeCycle", "R3/2026-05-03T00:00:00Z/2026-05-03T01:00:00Z", "2026-05-03 00:00:00"),
        ("timeCycle", "R3/PT1H/2026-05-03T00:00:00Z", "2026-05-02 13:00:00"),
        ("timeCycle", "0 9 * * *", "2026-05-03 05:30:00"),  # nine o'clock in Tehran
        ("timeCycle", "PT90S", "2026-05-02 12:01:30"),
    ],
)
def test_timer_is_due(kind: str, text: str, expected: str) -> None:
    assert due(kind, text, span="PT5M", moment="2026-05-04T00:00:00Z") == expected


def test_duration_may_be_counted_in_working_time() -> None:
    # at half past three on Saturday the office is closed; two hours are over on Sunday at ten
    assert due("timeDuration", "PT2H", 'miz:clock="working"') == "2026-05-03 06:30:00"
    assert due("timeDuration", "P1D", 'miz:clock="working"') == "2026-05-03 10:30:00"
    assert due("timeDuration", "PT2H", 'miz:clock="calendar"') == "2026-05-02 14:00:00"


def test_calendar_is_handed_in() -> None:
    definition = engine.parse({"process.bpmn": waiting("timeDate", "2026-05-03")})
    berlin = WorkingCalendar("Europe/Berlin", ((),) * 7)
    (timer,) = engine.start(definition, {}, now=NOON, calendar=berlin).timers
    assert timer.due_at == datetime(2026, 5, 2, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("5", "A time was expected"),
        ("null", "A time was expected"),
        ('"soon"', "“soon” is not an ISO 8601 moment or duration"),
        ('"2026-13-01"', "is not an ISO 8601 moment or duration"),
        ('"2026-05-03T10:00:00@No/Where"', "is not an ISO 8601 moment or duration"),
        ('"R3/PT1H/PT1H"', "is not a repeating interval"),
        ('"R3/2026-05-03"', "is not a repeating interval"),
        ('"R3/2026-05-03T01:00:00Z/2026-05-03T00:00:00Z"', "is not a repeating interval"),
        ('"R3/2026-05-03T01:00:00Z/2026-05-03T01:00:00Z"', "is not a repeating interval"),
        ('"R0/PT1H"', "is not a repeating interval"),
        ('"R/PT0S"', "is not a repeating interval"),
        ('"R5/P0D"', "is not a repeating interval"),
        ('"R/2026-05-03T00:00:00Z/PT0S"', "is not a repeating interval"),
        ('"R/1026-05-03T00:00:00Z/2026-05-03T00:00:00Z"', "is not a repeating interval"),
        ('"R3/PT1H/"', "is not an ISO 8601 moment or duration"),
        ('"0 0 30 2 *"', "is not an ISO 8601 moment or duration"),
    ],
)
def test_value_that_is_no_time_is_an_incident(text: str, why: str) -> None:
    play = Play(waiting("timeDate", text))
    assert play.state is CaseState.INCIDENT
    assert why in play.last.incidents[0].message


@pytest.mark.parametrize("text", ["", "in an hour", "R3/"])
def test_text_that_is_neither_time_nor_feel_is_refused(text: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        Play(waiting("timeDuration", text))
    assert refused.value.element == "t"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("timeDate", "PT1H"),
        ("timeDate", "R/PT1H"),
        ("timeDate", "0 9 * * *"),
        ("timeDuration", "2026-05-03"),
        ("timeDuration", "R3/PT1H"),
        ("timeDuration", "@daily"),
        ("timeCycle", "2026-05-03T10:00:00Z"),
    ],
)
def test_constant_time_of_another_kind_is_refused(kind: str, text: str) -> None:
    with pytest.raises(DefinitionError, match=f"is no {kind}") as refused:
        Play(waiting(kind, text))
    assert refused.value.element == "t"


def ticking(cycle: str) -> bytes:
    """A task beside which a timer starts `b` again and again."""
    timer = f"<timerEventDefinition><timeCycle>{cycle}</timeCycle></timerEventDefinition>"
    beside = f'<boundaryEvent id="t" attachedToRef="a" cancelActivity="false">{timer}</boundaryEvent>'
    return diagram(f'{START}<userTask id="a"/><task id="b"/>{beside}', "start->a, a->end, t->b, b->end")


def rounds(play: Play) -> int:
    return play.path.count("b")


@pytest.mark.parametrize(("cycle", "expected"), [("R1/PT1H", 1), ("R3/PT1H", 3), ("R5/PT1H", 5), ("R/PT1H", 5)])
def test_cycle_ends_after_its_rounds(cycle: str, expected: int) -> None:
    play = Play(ticking(cycle)).wait(hours=5, minutes=30)
    assert rounds(play) == expected
    assert bool(play.last.timers) == (cycle == "R/PT1H")


def test_cycle_ends_at_its_end() -> None:
    assert rounds(Play(ticking("R/PT1H/2026-05-02T14:00:00Z")).wait(hours=9)) == 2
    assert rounds(Play(ticking("R/PT1H/2026-05-02T14:59:59Z")).wait(hours=9)) == 2
    assert rounds(Play(ticking("R/PT1H/2026-05-02T15:00:00Z")).wait(hours=9)) == 3


def test_cycle_that_is_over_never_happens_beside_a_task() -> None:
    play = Play(ticking("R/PT1H/2026-05-01T00:00:00Z"))
    assert (play.last.timers, play.open) == ((), ["a"])
    assert rounds(play.wait(hours=9)) == 0
    assert play.complete("a").state is CaseState.COMPLETED


@pytest.mark.parametrize(
    ("cycle", "first"),
    [
        ("R/2026-01-05T09:00:00Z/P7D", "2026-05-04 09:00"),  # Mondays at nine; noon of a Saturday is now
        ("R/2026-05-02T11:30:00Z/PT1H", "2026-05-02 12:30"),
        ("R/2026-05-02T11:30:00Z/2026-05-02T11:45:00Z", "2026-05-02 12:15"),
        ("R/2026-05-02T12:00:00Z/PT1H", "2026-05-02 12:00"),
        ("R/2026-05-02T12:30:00Z/PT1H", "2026-05-02 12:30"),
        ("R/1990-01-01T00:00:00Z/PT1S", "2026-05-02 12:00"),
    ],
)
def test_endless_cycle_that_began_earlier_is_awaited_at_its_next_round(cycle: str, first: str) -> None:
    for diagram_ in (ticking(cycle), waiting("timeCycle", cycle)):
        play = Play(diagram_)
        found = play.last.timers[0].due_at if play.last.timers else play.now
        assert rounds(play) == ("12:00:00Z" in cycle and diagram_ == ticking(cycle))
        if not rounds(play):
            assert found.strftime("%Y-%m-%d %H:%M") == first


def late(cycle: str, **span: float) -> Play:
    """The case is looked at only once, so long after it began."""
    play = Play(ticking(cycle))
    play.now += timedelta(**span)
    return play._take(engine.fire_timers(play.definition, play.last.snapshot, now=play.now))


@pytest.mark.parametrize("hours", [5, 900, 1001, 1002, 5000])
def test_endless_cycle_makes_up_for_one_of_the_rounds_that_nobody_saw(hours: int) -> None:
    play = late("R/PT1H", hours=hours, minutes=30)
    assert rounds(play) == 1
    assert play.last.timers[0].due_at == NOON + timedelta(hours=hours + 1)


def test_counted_cycle_makes_up_for_all_rounds() -> None:
    play = late("R5/PT1H", hours=3, minutes=30)
    assert rounds(play) == 3
    assert play.last.timers[0].due_at == NOON + timedelta(hours=4)


def test_timer_fires_at_its_very_moment_and_not_before() -> None:
    play = Play(waiting("timeDuration", "PT1H"))
    for moment, ended in ((timedelta(minutes=59, seconds=59), False), (timedelta(hours=1), True)):
        outcome = engine.fire_timers(play.definition, play.last.snapshot, now=NOON + moment)
        assert (outcome.state is CaseState.COMPLETED) is ended
