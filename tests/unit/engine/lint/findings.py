"""What one rule says of one diagram, and events in short."""

from engine.lint import lint
from engine.model import Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING


def told(rule: str, diagram: bytes, *, publishing: bool = False) -> dict[str | None, Severity]:
    """Where the rule speaks, and how gravely."""
    found = lint({"process.bpmn": diagram}, publishing=publishing)
    return {finding.element: finding.severity for finding in found if finding.rule == rule}


def event(kind: str, definition: str, id_: str, more: str = "") -> str:
    inside = f"<{definition}EventDefinition{more}/>" if definition else ""
    return f'<{kind} id="{id_}">{inside}</{kind}>'
