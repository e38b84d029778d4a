"""What scripts and results do with their values: a value that goes nowhere, and names that no entry can have."""

import re
from collections.abc import Iterator, Mapping

from engine.dialect import Element, miz
from engine.dialect.names import children, extensions, text_of
from engine.feel import nodes
from engine.feel.nodes import Node
from engine.lint.diagram import Diagram
from engine.lint.expressions import Written
from engine.lint.registry import Problem, service_rule
from engine.lint.service import Service
from engine.lint.types.faults import known_in, trust_in
from engine.lint.types.inference import Reading
from engine.lint.types.kinds import DATA_NAMES, Kind
from engine.lint.types.messages import kind_en, kind_fa, shown
from engine.lint.types.sources import THROW, sources_of, syntax

_ENTRY = re.compile(r"[^\W\d]\w*(?: \w+)*")
_THROWING = {THROW: Kind(frozenset({"function"}), spells=frozenset())}


@service_rule("script-unused")
def find_scripts_without_effect(service: Service) -> Iterator[Problem]:
    """Scripts whose value is no context and has no name: nothing keeps it. FEEL has no assignment, so `x = 1` only
    compares."""
    known = known_in(service)
    for diagram in service.diagrams:
        for task in diagram.of("scriptTask"):
            for script in children(task, "script"):
                node = _node(task, text_of(script))
                told = None if node is None else _fault(task.get(miz("result")) or "", node, known)
                if told is not None:
                    yield Problem(task, *told, diagram.grade(task), file=diagram.file)


def _node(task: Element, text: str) -> Node | None:
    written = Written(task, text, task.get("scriptFormat") or "", "script")
    return None if written.is_foreign else syntax(text)


def _fault(result: str, node: Node, known: Mapping[str, Kind]) -> tuple[str, str] | None:
    """What is wrong with a script, in both languages."""
    if isinstance(node, nodes.Comparison) and node.operator == "=" and (not result or shown(node.left) == result):
        return _assignment(node)
    if result or isinstance(node, nodes.ContextOf):
        return None
    if isinstance(node, nodes.Name) and node.name not in known and not node.name.isidentifier():
        return (
            f"اسکریپت `{node.name}` نام یک متغیر است و کاری نمی‌کند. مانند `{{name: value}}` بنویسید.",
            f"has the script `{node.name}`, which is the name of a variable and does nothing. Write `{{name: value}}`.",
        )
    kind = Reading(known, dated=True).kind(node, _THROWING)
    if kind.may_be("context"):
        return None
    return (
        f"مقدار اسکریپت ({kind_fa(kind)}) جایی نگه داشته نمی‌شود. miz:result یا `{{name: value}}` بنویسید.",
        f"has a script whose value, {kind_en(kind)}, is kept nowhere. Write miz:result, or `{{name: value}}`.",
    )


def _assignment(node: nodes.Comparison) -> tuple[str, str]:
    left, right = shown(node.left), shown(node.right)
    head, _, rest = left.partition(".")
    entry = f'{head}: context put({head}, "{rest}", {right})' if rest else f"{left}: {right}"
    plain = isinstance(node.left, nodes.Name | nodes.Path) and "…" not in (left, right)
    instead = f"{{{entry}}}" if plain else "{name: value}"
    return (
        f"`{left} = {right}` در FEEL مقایسه است و چیزی را مقدار نمی‌دهد. `{instead}` بنویسید.",
        f"has `{left} = {right}`, which compares in FEEL and sets nothing. Write `{instead}`.",
    )


@service_rule("target-path")
def find_targets_out_of_reach(service: Service) -> Iterator[Problem]:
    """Names with dots lead to an entry of a context; where no such entry can be, no expression could read the value."""
    trusted = trust_in(service).forms
    for diagram in service.diagrams:
        for element, name in _targets(diagram):
            told = _path_fault(name, sources_of(service).known if trusted else {})
            if told is not None:
                yield Problem(element, *told, diagram.grade(element), file=diagram.file)


def _targets(diagram: Diagram) -> Iterator[tuple[Element, str]]:
    for element in diagram.with_dialect:
        for attribute in ("result", "output", "item"):
            yield element, element.get(miz(attribute)) or ""
    for owner in diagram.elements:
        for mapping in (*extensions(owner, "output"), *extensions(owner, "input")):
            yield mapping, mapping.get("name") or ""


def _path_fault(name: str, known: Mapping[str, Kind]) -> tuple[str, str] | None:
    head, *rest = name.split(".")
    if not rest:
        return None
    if not all(_ENTRY.fullmatch(part) for part in (head, *rest)):
        return (
            f"نام «{name}» به بخشی از هیچ مقداری نمی‌رسد؛ مانند `a.b` بنویسید.",
            f"has the target “{name}”, which leads to no entry of a value; write it as `a.b`.",
        )
    kind = known.get(head)
    others = Kind(kind.names - {"context", "null"}) if kind is not None and not kind.is_any else None
    if others is None or others.is_any or DATA_NAMES - {"context"} <= others.names:
        return None
    return (
        f"نام «{name}» بخشی از «{head}» است، ولی «{head}» {kind_fa(others)} است و از میان می‌رود؛ نام دیگری بگذارید.",
        f"has the target “{name}”, but “{head}” is {kind_en(others)} and would be lost; choose another name.",
    )
