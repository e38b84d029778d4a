"""HTML in forms: which elements and attributes a page of the desk shows, and what of a text it doesn't.

One reader serves the gate, which names what it finds, and `forms`, which shows nothing else: what is accepted is shown
as it was written."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, TypeAlias

#: marks the place of FEEL in a text; a private character that no keyboard has
PLACE = "\ue000"
HOLE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
#: elements within elements, and characters of one text
MAX_DEPTH, MAX_CHARACTERS = 30, 50_000

_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "samp"}
    | {"small", "span", "strong", "sub", "sup", "time", "u", "var"}
)
_ROWS = frozenset({"tr"})
_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
#: what holds nothing but these elements, so that browsers would move anything else out of it
_ONLY: Mapping[str, frozenset[str]] = {
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "dl": frozenset({"dt", "dd"}),
    "table": frozenset({"caption"}) | _SECTIONS | _ROWS,
    **dict.fromkeys(_SECTIONS, _ROWS),
    "tr": frozenset({"th", "td"}),
}
#: and what stands nowhere else
_PLACES: Mapping[str, frozenset[str]] = {
    inner: frozenset(outer for outer, held in _ONLY.items() if inner in held)
    for inner in frozenset().union(*_ONLY.values())
} | {"summary": frozenset({"details"})}
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
#: hold words and elements within a line, nothing that begins a block
_OF_WORDS = _INLINE | _HEADINGS | {"p", "dt", "pre", "summary", "caption"}
_BLOCKS = frozenset({"p", "div", "hr", "blockquote", "details", "pre", *_HEADINGS, "summary", "figure", "figcaption"})
ELEMENTS = _INLINE | _BLOCKS | frozenset(_ONLY) | frozenset(_PLACES)
VOID = frozenset({"br", "hr"})
_EVERYWHERE = frozenset({"dir", "lang", "title"})
_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "a": frozenset({"href", "hreflang"}),
    "ol": frozenset({"start", "reversed"}),
    "li": frozenset({"value"}),
    "th": frozenset({"scope", "colspan", "rowspan"}),
    "td": frozenset({"colspan", "rowspan"}),
    "time": frozenset({"datetime"}),
    "details": frozenset({"open"}),
}
#: attributes that may hold FEEL
_FILLED = frozenset({"href", "title"})
#: addresses that a link of the desk leads to, and what stands before the colon of others
ADDRESS = re.compile(r"(?:https?://|/(?!/)|mailto:|tel:)[^\s\\]*", re.IGNORECASE)
SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]{0,40}:)")
_WORDS = re.compile(r"(?:[^<]|<(?![a-zA-Z/!?]))+")
_COMMENT = re.compile(r"<!--(?!>|->).*?-->", re.DOTALL)
#: a slash, the name, and what stands within
_TAG = re.compile(r"<(/?)([a-zA-Z!?][^\s<>/\"']{0,60})((?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'<>=`]+))?")
_BLANKS = " \t\r\n\f"


class FaultKind(StrEnum):
    """Why a part of a text isn't shown as it is written."""

    ELEMENT = "element"
    ATTRIBUTE = "attribute"
    #: an address that isn't followed
    ADDRESS = "address"
    #: an element or words where a browser moves them elsewhere
    MISPLACED = "misplaced"
    #: an element that isn't closed, or closed without being open
    UNCLOSED = "unclosed"
    #: a construct of Markdown that stays as it is typed
    MARKDOWN = "markdown"
    #: FEEL where none is filled in
    FEEL = "feel"
    #: too many elements in each other, or too long a text
    SIZE = "size"


class MarkupFault(NamedTuple):
    """What isn't shown: the element, attribute or address, and the element that it belongs to or stands in."""

    kind: FaultKind
    name: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class MarkupElement:
    """An element with what is in it."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple["MarkupNode", ...] = ()

    @property
    def is_void(self) -> bool:
        """Whether it has no end tag."""
        return self.tag in VOID


MarkupNode: TypeAlias = str | MarkupElement


class Markup(NamedTuple):
    """A text of HTML: its nodes with a `PLACE` for each FEEL expression, these in order, and what isn't shown of it."""

    nodes: tuple[MarkupNode, ...]
    expressions: tuple[str, ...]
    faults: tuple[MarkupFault, ...]


def read_markup(text: str) -> Markup:
    """The HTML of a form's text. Whatever isn't shown is a fault and not among the nodes; raises nothing."""
    plain = text.replace(PLACE, "")
    if plain.lstrip().startswith("="):
        return Markup((), (), (MarkupFault(FaultKind.FEEL, "="),))
    if len(plain) > MAX_CHARACTERS:
        return Markup((), (), (MarkupFault(FaultKind.SIZE, str(MAX_CHARACTERS)),))
    reader = _Reader()
    try:
        reader.read(HOLE.sub(PLACE, plain))
    except _TooDeep:
        return Markup((), (), (MarkupFault(FaultKind.SIZE, str(MAX_DEPTH)),))
    expressions = tuple(hole.strip() for hole in HOLE.findall(plain))
    return Markup(reader.finished(), expressions, tuple(dict.fromkeys(reader.faults)))


class _TooDeep(Exception):
    """Elements in each other beyond `MAX_DEPTH`."""


@dataclass
class _Open:
    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: list[MarkupNode] = field(default_factory=list)


class _Reader:
    """Elements as they are opened and closed; nothing is repaired. Each character is looked at a bounded number of
    times: what isn't finished ends the reading."""

    def __init__(self) -> None:
        self.faults: list[MarkupFault] = []
        self._open = [_Open("")]

    def read(self, text: str) -> None:
        """Raises _TooDeep."""
        place = 0
        while place < len(text):
            found = _WORDS.match(text, place) or _COMMENT.match(text, place) or _TAG.match(text, place)
            if found is None:
                self._fault(FaultKind.UNCLOSED, text[place : place + 40])
                return
            if found.re is _WORDS:
                self._words(html.unescape(found[0]))
            elif found.re is _TAG:
                self._tag(found)
            elif PLACE in found[0]:
                self._fault(FaultKind.FEEL, "<!-- -->")
            place = found.end()

    def finished(self) -> tuple[MarkupNode, ...]:
        """What was read; an element that is still open is a fault."""
        for left in self._open[1:]:
            if left.tag in ELEMENTS:
                self._fault(FaultKind.UNCLOSED, left.tag)
        return tuple(self._open[0].children)

    def _words(self, words: str) -> None:
        within = self._open[-1]
        if within.tag not in _ONLY:
            within.children.append(words)
        elif words.strip(_BLANKS):
            self._fault(FaultKind.MISPLACED, words.strip()[:40], within.tag)

    def _tag(self, found: re.Match[str]) -> None:
        slash, name, inside = found[1], found[2].lower(), found[3]
        if slash:
            self._close(name)
            return
        closes_itself = inside.rstrip().endswith("/")
        if closes_itself and name in ELEMENTS - VOID:
            self._fault(FaultKind.UNCLOSED, name)  # browsers read <p/> as <p>
        self._begin(name, inside)
        if closes_itself or name in VOID:
            self._end()

    def _close(self, tag: str) -> None:
        if tag in VOID or tag != self._open[-1].tag:
            if tag in ELEMENTS:
                self._fault(FaultKind.UNCLOSED, f"/{tag}", self._open[-1].tag)
            return
        self._end()

    def _begin(self, tag: str, inside: str) -> None:
        if tag not in ELEMENTS:
            self._fault(FaultKind.ELEMENT, tag[:40])
        elif not self._belongs(tag):
            self._fault(FaultKind.MISPLACED, tag, self._open[-1].tag)
        if len(self._open) > MAX_DEPTH:
            raise _TooDeep
        known = tuple(self._attributes(tag, inside)) if tag in ELEMENTS else ()
        self._open.append(_Open(tag, known))

    def _belongs(self, tag: str) -> bool:
        outer = self._open[-1].tag
        if tag in _PLACES:
            return outer in _PLACES[tag] and (tag != "summary" or not any(map(_says, self._open[-1].children)))
        if outer in _ONLY or (tag == "a" and any(one.tag == "a" for one in self._open)):
            return False
        return tag in _INLINE or not any(one.tag in _OF_WORDS for one in self._open)

    def _attributes(self, tag: str, inside: str) -> Iterator[tuple[str, str]]:
        seen = set()
        for found in _ATTRIBUTE.finditer(inside):
            name, value = found[1].lower(), html.unescape((found[2] or "").strip("\"'"))
            if name in seen or name not in _EVERYWHERE | _ATTRIBUTES.get(tag, frozenset()):
                self._fault(FaultKind.ATTRIBUTE, name[:40].replace(PLACE, "{{ }}"), tag)
            elif PLACE in value and name not in _FILLED:
                self._fault(FaultKind.FEEL, name, tag)
            elif name == "href" and not ADDRESS.fullmatch(value):
                scheme = SCHEME.match(value)
                self._fault(FaultKind.ADDRESS, scheme[1].lower() if scheme else value[:40].replace(PLACE, "{{ }}"), tag)
            else:
                yield name, value
            seen.add(name)

    def _end(self) -> None:
        """Close the element; one that isn't shown is left out, and told already."""
        done = self._open.pop()
        if done.tag in ELEMENTS:
            self._open[-1].children.append(MarkupElement(done.tag, done.attributes, tuple(done.children)))

    def _fault(self, kind: FaultKind, name: str, of: str = "") -> None:
        self.faults.append(MarkupFault(kind, name, of))


def _says(node: MarkupNode) -> bool:
    return not isinstance(node, str) or bool(node.strip(_BLANKS))
