"""The little Markdown of text blocks, as plain values: paragraphs, `-` and `1.` lists, `#` headings, **bold**,
*emphasis*, [links](https://…). What else Markdown has, the gate names (`engine.form_files.markdown`).

No HTML comes out of here and none gets through: a template writes the tags and escapes the texts."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote

_SPAN = re.compile(
    r"\*\*(?P<bold>[^*]+)\*\*|(?<![*\w])\*(?P<star>[^*\s](?:[^*]*[^*\s])?)\*(?![*\w])"
    r"|(?<![_\w])_(?P<line>[^_\s](?:[^_]*[^_\s])?)_(?![_\w])|\[(?P<text>[^\]]+)\]\((?P<href>(?:https?://|/(?!/)|mailto:|tel:)[^\s)]+)\)"
)
_BULLET = re.compile(r"\s*[-*•]\s+")
_NUMBERED = re.compile(r"\s*(\d{1,9})[.)]\s+", re.ASCII)
_HEADING = re.compile(r"#{1,6}\s+")


#: marks the place of a value in a text; a private character that no keyboard has
PLACE = "\ue000"


class Span(NamedTuple):
    """A run of text, perhaps bold, perhaps a link."""

    text: str
    bold: bool = False
    href: str | None = None
    emphasis: bool = False


class Block(NamedTuple):
    """A paragraph ("p"), a heading ("h") of one line, or a list ("ul", "ol") of several."""

    tag: str
    lines: tuple[tuple[Span, ...], ...]
    #: the first number of a numbered list
    start: int = 1


def read_markdown(text: str, values: Sequence[str] = (), *, links: bool = True) -> tuple[Block, ...]:
    """The blocks of a text; whatever isn't understood stays as the text it is. `values` are put in its places once it
    is read, so that nothing in them is Markdown; without `links` addresses stay text."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    blocks = [block for part in parts if part.strip() for block in _blocks(part.split("\n"))]
    left = iter(values)
    return tuple(
        block._replace(lines=tuple(_finished(line, left, links=links) for line in block.lines)) for block in blocks
    )


def _finished(line: tuple[Span, ...], values: Iterator[str], *, links: bool) -> tuple[Span, ...]:
    return tuple(
        Span(
            _put(span.text, values, str),
            span.bold,
            _put(span.href, values, lambda value: quote(value, safe="")) if span.href and links else None,
            span.emphasis,
        )
        for span in line
    )


def _put(text: str, values: Iterator[str], written: Callable[[str], str]) -> str:
    return re.sub(PLACE, lambda _: written(next(values, "")), text)


def _blocks(lines: list[str]) -> list[Block]:
    """Neighbouring lines of one sort become one block."""
    blocks: list[Block] = []
    for line in lines:
        tag, content = _sort(line)
        if blocks and blocks[-1].tag == tag and tag in ("ul", "ol"):
            blocks[-1] = blocks[-1]._replace(lines=(*blocks[-1].lines, _spans(content)))
        elif blocks and blocks[-1].tag == tag == "p":
            blocks[-1] = Block(tag, ((*blocks[-1].lines[0], Span(" "), *_spans(content)),))
        else:
            first = _NUMBERED.match(line) if tag == "ol" else None
            blocks.append(Block(tag, (_spans(content),), int(first[1]) if first else 1))
    return blocks


def _sort(line: str) -> tuple[str, str]:
    for tag, mark in (("ul", _BULLET), ("ol", _NUMBERED), ("h", _HEADING)):
        if found := mark.match(line):
            return tag, line[found.end() :].strip()
    return "p", line.strip()


def _spans(text: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    end = 0
    for found in _SPAN.finditer(text):
        if found.start() > end:
            spans.append(Span(text[end : found.start()]))
        if found["bold"] is not None:
            spans.append(Span(found["bold"], bold=True))
        elif found["star"] is not None or found["line"] is not None:
            spans.append(Span(found["star"] or found["line"], emphasis=True))
        else:
            spans.append(Span(found["text"], href=found["href"]))
        end = found.end()
    if end < len(text):
        spans.append(Span(text[end:]))
    return tuple(spans)
