"""Right diagrams of many tools raise no error."""

import pytest

from engine.lint import lint
from engine.model import Severity
from tests.unit.engine.lint.saved_diagrams import DRAWN


@pytest.mark.parametrize("name", DRAWN)
def test_right_diagram_of_another_tool_has_no_error(name: str) -> None:
    errors = [(f.element, f.rule, f.message.en) for f in lint({"d.bpmn": DRAWN[name]}) if f.severity is Severity.ERROR]
    assert errors == []
