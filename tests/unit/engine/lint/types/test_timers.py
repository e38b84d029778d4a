"""Constant times tried out, and times that are no times."""

import pytest

from engine import CaseState, DefinitionError
from engine.lint import lint
from tests.unit.engine.case_player import Play
from tests.unit.engine.lint.diagrams import process
from tests.unit.engine.lint.findings import ERROR, WARNING, told
from tests.unit.engine.lint.types.services import about, service
from tests.unit.engine.lint.types.value_cases import TIMED


@pytest.mark.parametrize(
    ("kind", "text", "severity"),
    [
        ("timeCycle", "R/P1D", None),
        ("timeCycle", "R3/PT1H", None),
        ("timeCycle", "R/2026-01-01T08:00:00Z/PT1H", None),
        ("timeCycle", "R/2026-01-01T08:00:00Z/2026-01-02T08:00:00Z", None),
        ("timeCycle", "0 8 * * 1", None),
        ("timeCycle", "R1/P1D", None),
        ("timeCycle", "R0/P1D", ERROR),
        ("timeCycle", "R000/2026-01-01/P1D", ERROR),
        ("timeCycle", '="R0/" + "PT1H"', ERROR),
        ("timeCycle", "R/PT0S", ERROR),
        ("timeCycle", "R5/P0D", ERROR),
        ("timeCycle", "R/2026-01-01T08:00:00Z/PT0S", ERROR),
        ("timeCycle", "R/2026-01-02T08:00:00Z/2026-01-01T08:00:00Z", ERROR),
        ("timeCycle", "R/2026-01-01T08:00:00Z/2026-01-01T08:00:00Z", ERROR),
        ("timeCycle", '="R/PT0S"', ERROR),
        ("timeDuration", "P1D", None),
        ("timeDuration", '=duration("P1D")', None),
        ("timeDuration", '="P" + "1D"', None),
        ("timeDuration", "=wait", None),
        ("timeDuration", "P0D", WARNING),
        ("timeDuration", '="ten days"', ERROR),
        ("timeDuration", "=3", ERROR),
        ("timeDate", "2026-01-01", None),
        ("timeDate", '=date("2026-01-01")', None),
        ("timeDate", '="soon"', ERROR),
    ],
)
def test_constant_times_are_tried(kind: str, text: str, severity: object) -> None:
    diagram = process(TIMED.format(kind, text), "s>t t>e")
    assert told("timer-sense", diagram) == ({} if severity is None else {"t": severity})


TIMES = ("P1D", "PT0S", "P1.5D", "P1W", "-P1D", "2026-05-03", "2026-05-03T10:00:00Z", "2026-13-01", "0 9 * * *", "")
CYCLES = [
    f"{head}/{rest}"
    for head in ("R", "R0", "R1", "R3", "R-1", "R۳", "r3")
    for rest in (*TIMES, *(f"{one}/{other}" for one in TIMES[:6] for other in TIMES[:8]), "P1D/2026-05-03/P1D", "P1D/")
]


@pytest.mark.parametrize("kind", ["timeDate", "timeDuration", "timeCycle"])
def test_the_gate_refuses_the_constant_times_that_cannot_be_run_and_no_others(kind: str) -> None:
    for text in (*TIMES, *CYCLES, "@daily", "*/5 * * * * *", "0 0 30 2 *"):
        diagram = process(TIMED.format(kind, text), "s>t t>e")
        refused = any(each.severity is ERROR for each in lint({"process.bpmn": diagram}))
        try:
            runs = Play(diagram).state is CaseState.RUNNING
        except DefinitionError:
            runs = False
        zero = kind != "timeDate" and text == "PT0S"  # fires at once, which is only remarked
        assert refused is not (runs or zero), text


BESIDE = (
    '<userTask id="u" name="u"/><boundaryEvent id="t" attachedToRef="u" cancelActivity="{}">'
    "<timerEventDefinition><timeCycle>{}</timeCycle></timerEventDefinition></boundaryEvent>"
)
INSIDE = (
    '<userTask id="u" name="u"/><subProcess id="es" triggeredByEvent="true"><startEvent id="t" isInterrupting="{}">'
    '<timerEventDefinition><timeCycle>{}</timeCycle></timerEventDefinition></startEvent><endEvent id="e1"/>'
    '<sequenceFlow id="t_e1" sourceRef="t" targetRef="e1"/></subProcess>'
)


@pytest.mark.parametrize(
    ("cycle", "once"),
    [
        ("R/PT1H", True),
        ("R3/PT1H", True),
        ("R3/2026-01-01T08:00:00Z/PT1H", True),
        ("R/PT1H/2026-01-01T08:00:00Z", True),
        ("R1/PT1H", False),
        ("R1/2026-01-01T08:00:00Z/PT1H", False),
        ("R/2026-01-05T09:00:00Z/P7D", False),  # every Monday at nine
        ("R/2026-01-05T09:00:00Z/2026-01-12T09:00:00Z", False),
        ("0 9 * * 1", False),
        ("PT1H", False),
    ],
)
def test_rounds_that_never_come_are_remarked(cycle: str, once: bool) -> None:
    told_of = {"t": WARNING} if once else {}
    assert told("timer-rounds", process(TIMED.format("timeCycle", cycle), "s>t t>e")) == told_of
    assert told("timer-rounds", process(f"s:start {BESIDE.format('true', cycle)}\ne:end", "s>u u>e t>e")) == told_of
    assert told("timer-rounds", process(f"s:start {BESIDE.format('false', cycle)}\ne:end", "s>u u>e t>e")) == {}
    assert told("timer-rounds", process(f"s:start {INSIDE.format('true', cycle)}\ne:end", "s>u u>e")) == told_of
    assert told("timer-rounds", process(f"s:start {INSIDE.format('false', cycle)}\ne:end", "s>u u>e")) == {}


@pytest.mark.parametrize("text", ["ده روز", "ten days"])
def test_time_in_words_is_no_time(text: str) -> None:
    found = lint({"d.bpmn": process(TIMED.format("timeDuration", text), "s>t t>e")})
    assert [(each.rule, each.element, each.severity) for each in found] == [("unknown-variable", "t", ERROR)]
    assert "Write the time as P10D or PT8H" in found[0].message.en


@pytest.mark.parametrize(("due", "rule"), [("P2D", None), ("wait", "unknown-variable"), ("trees", "value-kind")])
def test_deadlines_of_tasks_are_read_too(due: str, rule: str | None) -> None:
    node = f'<userTask id="u" name="u" miz:audience="staff" miz:due="{due}"/>'
    found = about(service(node), "unknown-variable", "value-kind")
    assert [(each.rule, each.element) for each in found] == ([(rule, "u")] if rule else [])
