"""What one rule says of one diagram, and events in short."""

from engine.desk import Desk
from engine.lint import lint
from engine.model import Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING


def told(
    rule: str, content: bytes | dict[str, bytes], *, publishing: bool = False, desk: Desk | None = None
) -> dict[str | None, Severity]:
    """Where the rule speaks, and how gravely."""
    bundle = content if isinstance(content, dict) else {"process.bpmn": content}
    found = lint(bundle, publishing=publishing, desk=desk)
    return {finding.element: finding.severity for finding in found if finding.rule == rule}


def event(kind: str, definition: str, id_: str, more: str = "") -> str:
    inside = f"<{definition}EventDefinition{more}/>" if definition else ""
    return f'<{kind} id="{id_}">{inside}</{kind}>'
