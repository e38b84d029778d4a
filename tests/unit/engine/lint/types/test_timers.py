"""Constant times tried out, and times that are no times."""

import pytest

from engine.lint import lint
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
