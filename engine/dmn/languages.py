"""In which language an expression of a DMN file is written (`expressionLanguage`, DMN 1.3, 6.3.2 and 7.3.1): FEEL runs,
others are told by their name."""

import re

from engine.dmn.errors import WrongModel
from engine.dmn.xml import Element, label
from engine.model import Bilingual

#: FEEL's names: the URIs of all versions, and the bare word. B-FEEL is another language: its errors aren't null.
_FEEL = re.compile(r"(?:^|[/:#])s?-?feel(?:[/:#-].*)?$", re.IGNORECASE)


def _named(language: str) -> Bilingual:
    return Bilingual(f"`{language}`", language)


def _example(written: str, instead_of: str) -> Bilingual:
    return Bilingual(f"برای نمونه `{written}` به جای `{instead_of}`", f"for example {written} for {instead_of}")


_B_FEEL = Bilingual(
    "`B-FEEL` (DMN 1.6، فصل ۱۱) است که در آن خطا ۰، نادرست یا متن خالی است",
    "B-FEEL (DMN 1.6, chapter 11), where errors are 0, false or empty text",
)
#: What the names of other languages contain, how people call them, and what to write instead.
_NAMED = (
    ("b-feel", _B_FEEL, Bilingual("بنویسید که تهی چه می‌شود", "say what null is to become")),
    ("javascript", _named("JavaScript"), _example("a = 1 and not(b)", "a === 1 && !b")),
    ("ecmascript", _named("JavaScript"), _example("a = 1 and not(b)", "a === 1 && !b")),
    ("python", _named("Python"), _example("a = 1 and b != null", "a == 1 and b is not None")),
    ("groovy", _named("Groovy"), _example("a = 1 and not(b)", "a == 1 && !b")),
    ("java", _named("Java"), _example("a = 1 and not(b)", "a == 1 && !b")),
    ("juel", _named("JUEL"), _example("a = 1 and not(b)", "${a == 1 && !b}")),
    ("mvel", _named("MVEL"), _example("a = 1 and not(b)", "a == 1 && !b")),
    ("xpath", _named("XPath"), _example("order.amount", "order/amount")),
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
    found = ((name, hint) for word, name, hint in _NAMED if word in lower)
    name, hint = next(found, (Bilingual(f"«{shown}»", f"“{shown}”"), None))
    here = Bilingual("آن را به FEEL بنویسید", "write it in FEEL")
    if hint is not None:
        here = Bilingual(
            f"{here.fa}، {hint.fa}، و `expressionLanguage` را بردارید",
            f"{here.en}, {hint.en}, and remove expressionLanguage",
        )
    text = Bilingual(
        f"زبان عبارت {name.fa} است و این‌جا اجرا نمی‌شود؛ {here.fa}",
        f"the expression language is {name.en}, which doesn't run here; {here.en}",
    )
    return WrongModel(text, label(element))
