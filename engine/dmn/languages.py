"""In which language an expression of a DMN file is written (`expressionLanguage`, DMN 1.3, 6.3.2 and 7.3.1): FEEL runs,
others are told by their name."""

import re

from engine.dmn.errors import WrongModel
from engine.dmn.xml import Element, label

#: FEEL's names: the URIs of all versions, and the bare word. B-FEEL is another language: its errors aren't null.
_FEEL = re.compile(r"(?:^|[/:#])s?-?feel(?:[/:#-].*)?$", re.IGNORECASE)
#: What the names of other languages contain, how people call them, and what to write instead.
_NAMED = (
    ("b-feel", "B-FEEL (DMN 1.6, chapter 11), where errors are 0, false or empty text", "say what null is to become"),
    ("javascript", "JavaScript", "for example a = 1 and not(b) for a === 1 && !b"),
    ("ecmascript", "JavaScript", "for example a = 1 and not(b) for a === 1 && !b"),
    ("python", "Python", "for example a = 1 and b != null for a == 1 and b is not None"),
    ("groovy", "Groovy", "for example a = 1 and not(b) for a == 1 && !b"),
    ("java", "Java", "for example a = 1 and not(b) for a == 1 && !b"),
    ("juel", "JUEL", "for example a = 1 and not(b) for ${a == 1 && !b}"),
    ("mvel", "MVEL", "for example a = 1 and not(b) for a == 1 && !b"),
    ("xpath", "XPath", "for example order.amount for order/amount"),
)
#: What reads alike in all of them: a name or path, a text in double quotes without escapes, a number.
_ALIKE = re.compile(r"""\s*(?!(?:True|False|None)\b)(?:[^\W\d]\w*(?:\.[^\W\d]\w*)*|"[^"\\$]*"|-?\d+(?:\.\d+)?)\s*""")
_SHOWN = 80


def foreign_language(element: Element, text: str = "") -> WrongModel | None:
    """Why the expression `text` of `element` can't run; None where it says nothing of its language, says that it is
    FEEL, or would be written alike in FEEL."""
    language = (element.get("expressionLanguage") or "").strip()
    known = not language or _FEEL.search(language) is not None or _ALIKE.fullmatch(text) is not None
    return None if known else _refusal(language, element)


def _refusal(language: str, element: Element) -> WrongModel:
    lower = language.lower()
    shown = language if len(language) <= _SHOWN else language[: _SHOWN - 1] + "…"
    name, hint = next(((name, hint) for word, name, hint in _NAMED if word in lower), (f"“{shown}”", ""))
    written = f"write it in FEEL, {hint}, and remove expressionLanguage" if hint else "write it in FEEL"
    return WrongModel(f"the expression language is {name}, which doesn't run here; {written}", label(element))
