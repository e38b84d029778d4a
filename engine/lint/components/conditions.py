"""Conditions that hide a question by its own answer: as soon as it is given, it is gone."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.feel.nodes import Name, Node, Path, children, free_names
from engine.lint.registry import Problem, service_rule
from engine.lint.service import FormFile, Service
from engine.lint.types.answers import is_shown_only
from engine.lint.types.sources import syntax

Component = Mapping[str, Any]
MAX_DEPTH = 20
#: what stores no answer, though it may have a key
_NO_QUESTIONS = frozenset({"expression", "table", "documentPreview", "text", "html", "image", "button"})


@service_rule("form-hidden")
def find_self_hidden(service: Service) -> Iterator[Problem]:
    """Questions, groups and lists whose `conditional.hide` asks what is only asked in them."""
    for form in service.forms.values():
        inner = _below(form.content or {}, "", 0)
        for component, (written, prefix) in zip(
            form.components(), inner, strict=False
        ):  # whole keys, and what FEEL calls them
            own = _asked_in(written, prefix, 0) & _names_of(_condition(component))
            if own:
                name = min(own).removeprefix("this.")
                yield _problem(form, component, name, own_question=bool(component.get("key")))


def _below(component: Component, prefix: str, depth: int) -> Iterator[tuple[Component, str]]:
    """All components, each with what stands before the keys in it when FEEL names them."""
    for child in _inner(component) if depth < MAX_DEPTH else ():
        yield child, prefix
        yield from _below(child, _within(child, prefix), depth + 1)


def _inner(component: Component) -> Iterator[Component]:
    inner = component.get("components")
    return (child for child in (inner if isinstance(inner, list) else ()) if isinstance(child, Mapping))


def _within(component: Component, prefix: str) -> str:
    if component.get("type") == "dynamiclist":
        return "this."
    return f"{prefix}{component['path']}." if component.get("path") else prefix


def _asked_in(component: Component, prefix: str, depth: int) -> frozenset[str]:
    """The names under which FEEL outside of lists knows the answers that a component asks for."""
    if component.get("type") == "dynamiclist":
        return frozenset({f"{prefix}{component.get('path')}"})
    found = {f"{prefix}{component['key']}"} if component.get("key") and _is_asked(component) else set[str]()
    for child in _inner(component) if depth < MAX_DEPTH else ():
        found |= _asked_in(child, _within(component, prefix), depth + 1)
    return frozenset(found)


def _is_asked(component: Component) -> bool:
    return str(component.get("type")) not in _NO_QUESTIONS and not is_shown_only(component)


def _condition(component: Component) -> Node | None:
    conditional = component.get("conditional")
    hide = conditional.get("hide") if isinstance(conditional, Mapping) else None
    return syntax(hide) if isinstance(hide, str) else None


def _names_of(node: Node | None) -> frozenset[str]:
    """The variables and entries of contexts that an expression reads, with dots."""
    found: set[str] = set()
    pending = [] if node is None else [node]
    while pending:
        here = pending.pop()
        name = _dotted(here)
        if name:
            found.add(name)
        else:
            pending.extend(children(here))
    free = frozenset() if node is None else free_names(node)
    return frozenset(name for name in found if name.partition(".")[0] in free)


def _dotted(node: Node) -> str:
    if isinstance(node, Name):
        return node.name
    outer = _dotted(node.source) if isinstance(node, Path) else ""
    return f"{outer}.{node.name}" if outer and isinstance(node, Path) else ""


def _problem(form: FormFile, component: Component, name: str, *, own_question: bool) -> Problem:
    place = str(component.get("key") or component.get("path") or component.get("id") or component.get("type") or "?")
    if own_question:
        fa = (
            "شرط پنهان شدنش پاسخ خودش را می‌پرسد: همین که پاسخ داده شود پنهان می‌شود و پاسخ از دست می‌رود، یا هرگز "
            "پرسیده نمی‌شود"
        )
        en = (
            "is hidden by its own answer: as soon as one is given the question is gone and the answer lost, or it is "
            "never asked"
        )
    else:
        fa = f"شرط پنهان شدنش پاسخ «{name}» را می‌پرسد که در خود آن پرسیده می‌شود و با آن پنهان می‌شود"
        en = f"is hidden by the answer “{name}”, which is asked within it and disappears with it"
    return Problem(
        None,
        f"{fa}. شرط را بر پرسش دیگری بگذارید.",
        f"{en}. Make the condition one about another question.",
        file=form.file,
        place=place,
    )
