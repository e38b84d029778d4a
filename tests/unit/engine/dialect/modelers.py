"""Diagrams as other modelers save them, and what becomes of them here."""

from collections.abc import Mapping

from engine.dialect import Loss, read_diagram
from engine.lint import lint
from engine.model import Severity
from tests.unit.engine.case_player import Play, flows

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="test" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0">'
)


def saved(elements: str, links: str = "s->a, a->e", *, roots: str = "", process: str = "") -> bytes:
    """A file with the start event `s`, the end event `e` and what is between."""
    inside = f'<startEvent id="s"/>{elements}<endEvent id="e"/>{flows(links)}'
    return f'{HEAD}{roots}<process id="case" isExecutable="true" {process}>{inside}</process></definitions>'.encode()


def extended(kind: str, extensions: str, attributes: str = "", more: str = "") -> str:
    """The element `a` with extension elements."""
    return f'<{kind} id="a" name="a" {attributes}><extensionElements>{extensions}</extensionElements>{more}</{kind}>'


def play(diagram: bytes, data: Mapping[str, object] | None = None, *, more: Mapping[str, bytes] | None = None) -> Play:
    """Play the case; the gate must have found no error."""
    errors = [f for f in lint({"process.bpmn": diagram, **(more or {})}) if f.severity is Severity.ERROR]
    assert errors == []
    return Play(diagram, data, more=more)


def ignored(diagram: bytes) -> list[str]:
    """What is left out."""
    return [remark.word for remark in read_diagram(diagram).remarks if remark.loss is Loss.IGNORED]


def refused(diagram: bytes) -> set[tuple[str | None, str]]:
    """Element and rule of each error."""
    return {(f.element, f.rule) for f in lint({"process.bpmn": diagram}) if f.severity is Severity.ERROR}
