"""Mistakes in a decision table: a cell, an output, the order of rules, how they hit."""

from collections.abc import Callable, Iterator
from copy import deepcopy

from lxml import etree

from tests.service_mutants.edit import Edit, Words, misspelt
from tests.service_mutants.expressions import mistakes

Element = etree._Element
_POLICIES = {"FIRST": "UNIQUE", "UNIQUE": "COLLECT", "COLLECT": "FIRST", "ANY": "UNIQUE"}


def edits(file: str, data: bytes, words: Words) -> Iterator[Edit]:
    """All mistakes in a model's tables."""
    root = etree.fromstring(data)
    for number, element in enumerate(root.iter("*")):
        for kind, was, now, change in _drafts(element, words):
            yield Edit(kind, file, _place(element), was, now, _maker(root, number, change))


def _maker(root: Element, number: int, change: Callable[[Element], None]) -> Callable[[], bytes]:
    def make() -> bytes:
        copy = deepcopy(root)
        change(list(copy.iter("*"))[number])
        return etree.tostring(copy, xml_declaration=True, encoding="UTF-8")

    return make


_Draft = tuple[str, str, str, Callable[[Element], None]]


def _drafts(element: Element, words: Words) -> Iterator[_Draft]:
    name, parent = etree.QName(element).localname, element.getparent()
    if name == "decisionTable":
        was = element.get("hitPolicy", "UNIQUE")
        yield "table: hit policy", was, _POLICIES[was], lambda e: e.set("hitPolicy", _POLICIES[was])
    elif name == "rule":
        yield "table: rule dropped", "", "", _drop
        if element.getnext() is not None and etree.QName(element.getnext()).localname == "rule":
            yield "table: rule order", "", "", _after_next
    elif name == "output":
        was = element.get("name", "")
        yield "table: output", was, misspelt(was), lambda e: e.set("name", misspelt(was))
    elif name in ("inputExpression", "output") and element.get("typeRef"):
        yield "table: type", element.get("typeRef", ""), "", _untyped
    elif name == "text" and parent is not None:
        yield from _text(element, etree.QName(parent).localname, words)


def _text(element: Element, around: str, words: Words) -> Iterator[_Draft]:
    was = element.text or ""
    kind = {"inputEntry": "table: cell", "outputEntry": "table: output", "inputExpression": "table: input"}.get(around)
    if kind is None or was == "-":
        return
    for _, now in mistakes(was, words):
        yield kind, was, now, _set_text(now)
    if kind == "table: cell":
        yield kind, was, "-", _set_text("-")


def _set_text(text: str) -> Callable[[Element], None]:
    def change(element: Element) -> None:
        element.text = text

    return change


def _untyped(element: Element) -> None:
    element.attrib.pop("typeRef")


def _drop(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _after_next(rule: Element) -> None:
    following = rule.getnext()
    assert following is not None
    following.addnext(rule)


def _place(element: Element) -> str:
    around: Element | None = element
    while around is not None and not around.get("id"):
        around = around.getparent()
    return str(around.get("id")) if around is not None else ""
