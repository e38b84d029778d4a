"""What keeps forms of a bundle from being shown, all at once: each component is read by itself, and every refusal
becomes a finding under its own form."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine import Bilingual, Finding, Severity
from forms.errors import FormError
from forms.model import MOST_BYTES, parse_form, parse_items

RULE = "form-refused"
#: components of one form that are looked at by themselves
MOST_COMPONENTS = 2_000
#: what stands in a list for its own components, which are read by themselves
_QUESTION = {"type": "textfield", "key": "question"}
#: the name in front of an error, which findings tell by the label
_NAMED = re.compile(r"^(?:جزء|پرسش) «[^»]*»: |^(?:Component|Field) “[^”]*”: ")
#: what a component within is found by; the rest of what is around it has been looked at already
_PLACING = ("type", "path", "label", "key", "id")


def find_faults(bundle: Mapping[str, bytes]) -> Iterator[Finding]:
    """The components of the bundle's forms that can't be shown as they are written; a judge for `engine.lint`. Forms
    that are no JSON are told by the engine."""
    for file in sorted(bundle):
        if file.endswith(".form") and not file.startswith("called/") and len(bundle[file]) <= MOST_BYTES:
            yield from _of_form(file, bundle[file])


def _of_form(file: str, data: bytes) -> Iterator[Finding]:
    content = _content(data)
    if content is None:
        return
    told: set[str] = set()
    lists: set[int] = set()
    for number, (component, around) in enumerate(_components(content["components"], ())):
        if number >= MOST_COMPONENTS:
            break
        if any(id(list_) in lists for list_ in around):
            continue  # nothing in a list that can't be shown is looked at
        error = _refusal(component, around)
        if error is not None:
            lists |= {id(component)} if component.get("type") == "dynamiclist" else set()
            told.add(error.message.en)
            yield _finding(file, component, error)
    try:
        parse_form(data)
    except FormError as error:  # what only the form as a whole can tell, such as a key that is used twice
        if not told:
            yield _finding(file, None, error)


def _content(data: bytes) -> Mapping[str, Any] | None:
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) and isinstance(content.get("components"), list) else None


def _components(
    components: Sequence[Any], around: tuple[Mapping[str, Any], ...]
) -> Iterator[tuple[Mapping[str, Any], tuple[Mapping[str, Any], ...]]]:
    """Every component with the groups around it, from the outermost on; form-js's depth is bounded by the parser."""
    pending = [(component, around) for component in reversed(components)]
    while pending:
        component, outer = pending.pop()
        if not isinstance(component, Mapping):
            continue
        yield component, outer
        inner = component.get("components")
        if isinstance(inner, list) and len(outer) < 20:
            pending.extend((child, (*outer, component)) for child in reversed(inner))


def _refusal(component: Mapping[str, Any], around: tuple[Mapping[str, Any], ...]) -> FormError | None:
    """Why the component can't be shown, apart from what is in it."""
    inner = component.get("components")
    placeholder = [_QUESTION] if component.get("type") == "dynamiclist" and inner else []
    alone: dict[str, Any] = {**component, "components": placeholder} if isinstance(inner, list) else dict(component)
    for group in reversed(around):
        placed = {name: group[name] for name in _PLACING if name in group}
        alone = {**placed, "components": [alone]}
    try:
        parse_items([alone])
    except FormError as error:
        return error
    return None


def _finding(file: str, component: Mapping[str, Any] | None, error: FormError) -> Finding:
    given = component or {}
    names = ("path", "label", "id", "type") if given.get("type") == "dynamiclist" else ("key", "id", "type")
    place = next((str(given[name]) for name in names if given.get(name)), None)
    properties = given.get("properties")
    english = properties.get("labelEn") if isinstance(properties, Mapping) else None
    fa = " ".join(str(given.get("label") or "").split())
    label = Bilingual(fa, " ".join(str(english or fa).split()))
    said = error.message if component is None else Bilingual(*(_NAMED.sub("", text) for text in error.message))
    message = Bilingual(
        f"{_front(label.fa, place, '«', '»')}{said.fa}", f"{_front(label.en, place, '“', '”')}{said.en}"
    )
    return Finding(file, place, RULE, Severity.ERROR, message, label=label if any(label) else None)


def _front(label: str, place: str | None, opening: str, closing: str) -> str:
    if place is None:
        return ""
    return f"{opening}{label}{closing} ({place}): " if label else f"{place}: "
