"""HTML between questions: a form-js component → `HtmlBlock`, and its places filled in for given data.

What stands in a place is text: it is escaped where it is written, and quoted within an address."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import quote

from engine import Bilingual, MarkupElement, read_markup
from forms.component import lacking, text_pair
from forms.definition import HtmlBlock, Json, MarkupNode
from forms.errors import BadComponent
from forms.values.markdown import PLACE


def parse_html(component: Mapping[str, Json], hides: tuple[str, ...]) -> HtmlBlock:
    """The HTML of a form-js component; a language that isn't written shows the other's. Raises BadComponent for what a
    page of the desk wouldn't show."""
    where = str(component.get("id") or "html")
    pair = text_pair(component, "content")
    if pair is None:
        raise BadComponent(where=where, reason=lacking("content"))
    sides = [read_markup(pair.in_language(language)) for language in ("fa", "en")]
    for fault in (fault for side in sides for fault in side.faults):
        raise BadComponent(where=where, reason=_not_shown(fault.name))
    fa, en = sides
    return HtmlBlock((fa.nodes, en.nodes), (fa.expressions, en.expressions), hides)


def _not_shown(name: str) -> Bilingual:
    return Bilingual(
        f"`content` آن چیزی دارد که صفحه نشان نمی‌دهد یا جابه‌جا می‌کند: `{name}`",
        f"its `content` has what a page doesn't show, or moves: `{name}`",
    )


def filled_html(block: HtmlBlock, show: Callable[[str, str], str]) -> HtmlBlock:
    """The HTML with what its FEEL yields: `show` tells how an expression reads in a language."""
    sides = []
    for nodes, expressions, language in zip(block.nodes, block.expressions, ("fa", "en"), strict=True):
        values = iter([show(expression, language) for expression in expressions])
        sides.append(tuple(_filled(node, values) for node in nodes))
    return replace(block, nodes=(sides[0], sides[1]), expressions=((), ()))


def _filled(node: MarkupNode, values: Iterator[str]) -> MarkupNode:
    if isinstance(node, str):
        return _put(node, values, str)
    attributes = tuple((name, _put(text, values, _quoted if name == "href" else str)) for name, text in node.attributes)
    return MarkupElement(node.tag, attributes, tuple(_filled(child, values) for child in node.children))


def _quoted(value: str) -> str:
    return quote(value, safe="")


def _put(text: str, values: Iterator[str], written: Callable[[str], str]) -> str:
    first, *rest = text.split(PLACE)
    return first + "".join(written(next(values, "")) + part for part in rest)
