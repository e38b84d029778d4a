"""The order in which findings are told, on the command line and on pages alike: worst first."""

from collections.abc import Iterable

from engine.findings import Finding
from engine.model import Severity

#: what keeps other rules from seeing anything, so that it is to be repaired first
_BLINDING = frozenset({"unreadable", "not-bpmn", "form-unreadable", "text-unreadable", "decision-fault"})
#: files in the order in which an author thinks of a service
_FILES = ("process.bpmn", ".bpmn", ".xml", ".dmn", ".form", "letters/", "notices.yaml", "package.yaml")


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors before warnings, among them what can't be read before the rest; then by file, the diagram first, and by
    line. What the order leaves open stays as it was."""
    return tuple(sorted(findings, key=_urgency))


def _urgency(finding: Finding) -> tuple[bool, bool, int, str, int]:
    error = finding.severity is Severity.ERROR
    blinding = error and finding.rule in _BLINDING
    return not error, not blinding, _rank(finding.file), finding.file, finding.line or 0


def _rank(file: str) -> int:
    return next((n for n, part in enumerate(_FILES) if file.endswith(part) or file.startswith(part)), len(_FILES))
