"""The little Markdown of text blocks, as plain values: paragraphs, `-` lists, `#` headings, **bold**, [links](https://…).

No HTML comes out of here and none gets through: a template writes the tags and escapes the texts."""

import re
from typing import NamedTuple

_SPAN = re.compile(
    r"\*\*(?P<bold>[^*]+)\*\*|\[(?P<text>[^\]]+)\]\((?P<href>(?:https?://|/(?!/)|mailto:|tel:)[^\s)]+)\)"
)
_BULLET = re.compile(r"\s*[-*•]\s+")
_HEADING = re.compile(r"#{1,6}\s+")


class Span(NamedTuple):
    """A run of text, perhaps bold, perhaps a link."""

    text: str
    bold: bool = False
    href: str | None = None


class Block(NamedTuple):
    """A paragraph ("p"), a heading ("h") of one line, or a list ("ul") of several."""

    tag: str
    lines: tuple[tuple[Span, ...], ...]


def read_markdown(text: str) -> tuple[Block, ...]:
    """The blocks of a text; whatever isn't understood stays as the text it is."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return tuple(block for part in parts if part.strip() for block in _blocks(part.split("\n")))


def _blocks(lines: list[str]) -> list[Block]:
    """Neighbouring lines of one sort become one block."""
    blocks: list[Block] = []
    for line in lines:
        tag, content = _sort(line)
        if blocks and blocks[-1].tag == tag == "ul":
            blocks[-1] = Block(tag, (*blocks[-1].lines, _spans(content)))
        elif blocks and blocks[-1].tag == tag == "p":
            blocks[-1] = Block(tag, ((*blocks[-1].lines[0], Span(" "), *_spans(content)),))
        else:
            blocks.append(Block(tag, (_spans(content),)))
    return blocks


def _sort(line: str) -> tuple[str, str]:
    for tag, mark in (("ul", _BULLET), ("h", _HEADING)):
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
        else:
            spans.append(Span(found["text"], href=found["href"]))
        end = found.end()
    if end < len(text):
        spans.append(Span(text[end:]))
    return tuple(spans)
