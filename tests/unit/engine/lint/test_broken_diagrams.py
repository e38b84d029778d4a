"""One broken rule of the specification at a time: an error at the element that breaks it, executable or not."""

import pytest

from engine.lint import lint
from engine.model import Severity
from tests.unit.engine.lint.broken_diagrams import BROKEN, pools

#: rules that hold only for what is executed, and soundness where nothing runs is a remark
ONLY_EXECUTED = {
    "thrown error without code",
    "condition on the only way",
    "default with a condition",
    "compensation without handler",
    "several instances of nothing",
    "loop without condition",
    "instances of which the first throws nobody knows what",
    "list of flows that contradicts them",
    "end without start",
    "start without end",
    "task that leads nowhere",
    "boundary event that leads nowhere",
    "extension that must be understood",
}


def errors(diagram: bytes) -> set[str | None]:
    return {f.element for f in lint({"d.bpmn": diagram}) if f.severity is Severity.ERROR}


@pytest.mark.parametrize(
    ("flow", "executable", "error"),
    [
        ("sourceRef='e' targetRef='s2'", True, True),
        ("sourceRef='e' targetRef='s2'", False, False),
        ("sourceRef='a' targetRef='s2'", True, False),
    ],
)
def test_plain_end_sends_nothing_and_plain_start_may_be_set_going(flow: str, executable: bool, error: bool) -> None:
    drawn = pools(f"<messageFlow id='k' {flow}/>")

    assert (
        "k" in errors(drawn.replace(b"<process ", b'<process isExecutable="true" ') if executable else drawn)
    ) is error


@pytest.mark.parametrize("name", BROKEN)
def test_broken_rule_is_an_error_at_its_element(name: str) -> None:
    diagram, element = BROKEN[name]
    assert element in errors(diagram)


@pytest.mark.parametrize("name", sorted(set(BROKEN) - ONLY_EXECUTED))
def test_broken_rule_is_an_error_in_a_drawing_too(name: str) -> None:
    diagram, element = BROKEN[name]
    assert element in errors(diagram.replace(b' isExecutable="true"', b""))
