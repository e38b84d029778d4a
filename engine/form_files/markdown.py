"""Markdown in forms' texts: what of it a page of the desk doesn't show as it is meant.

`forms` reads paragraphs, headings, lists, **bold**, *emphasis* and links. Whatever else Markdown has would stand there
as signs, or, were it HTML, be removed: the gate names it."""

import re
from collections.abc import Iterator

from engine.form_files.markup import ADDRESS, HOLE, PLACE, SCHEME, FaultKind, MarkupFault

_TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9-]{0,40})(?=[\s/>])[^<>]{0,1000}>|<(!--|!\[CDATA)", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]\n]{0,500}\]\(")
_LINK = re.compile(r"(?<!!)\[[^\]\n]{1,500}\]\(([^)\n]{0,2000})\)")
#: name of a construct → how it looks
_OTHER = {
    "`…`": re.compile(r"`[^`\n]{1,500}`|^[ \t]{0,3}```", re.MULTILINE),
    "> …": re.compile(r"^[ \t]{0,3}>[ \t]?\S", re.MULTILINE),
    "| … |": re.compile(r"^[ \t]{0,3}\|?[ \t]*:?-{2,}:?[ \t]*\|", re.MULTILINE),
    "---": re.compile(r"^[ \t]{0,3}(?:-{3,}|={3,}|\*{3,}|_{3,})[ \t]*$", re.MULTILINE),
    "~~…~~": re.compile(r"~~[^~\n]{1,500}~~"),
    "<https://…>": re.compile(r"<(?:https?|mailto|tel):[^<>\s]{1,500}>"),
    "[…]: …": re.compile(r"^[ \t]{0,3}\[[^\]\n]{1,200}\]:\s", re.MULTILINE),
}


def unshown_in_markdown(text: str) -> tuple[MarkupFault, ...]:
    """What of a text isn't shown as Markdown means it; FEEL in it counts as words."""
    plain = HOLE.sub(PLACE, text)
    return tuple(dict.fromkeys(_faults(plain)))


def _faults(text: str) -> Iterator[MarkupFault]:
    for tag in _TAG.finditer(text):
        yield MarkupFault(FaultKind.ELEMENT, (tag[1] or tag[2]).lstrip("/").lower())
    if _IMAGE.search(text):
        yield MarkupFault(FaultKind.ELEMENT, "img")
    for link in _LINK.finditer(text):
        if not ADDRESS.fullmatch(link[1]):
            scheme = SCHEME.match(link[1])
            name = scheme[1].lower() if scheme else link[1][:40].replace(PLACE, "{{ }}")
            yield MarkupFault(FaultKind.ADDRESS, name, "a")
    for name, pattern in _OTHER.items():
        if pattern.search(text):
            yield MarkupFault(FaultKind.MARKDOWN, name)
