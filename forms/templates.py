"""Texts of forms with FEEL in them: `=expression` as a whole, or `{{ expression }}` within.

What an expression yields is shown as people read it, and is never read as FEEL or Markdown again."""

import re
from collections.abc import Callable

from engine import Bilingual
from forms.values.words import UNKNOWN

#: (FEEL expression, language) -> how its value reads there
Show = Callable[[str, str], str]

HOLE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


def is_expression(value: object) -> bool:
    """Whether the property is FEEL as a whole: text that begins with `=`."""
    return isinstance(value, str) and value.lstrip().startswith("=")


def expression_of(value: str) -> str:
    """The FEEL of a property without its sign."""
    return value.strip().removeprefix("=").strip()


def has_feel(text: str) -> bool:
    """Whether a text is FEEL or holds some."""
    return is_expression(text) or HOLE.search(text) is not None


def expressions_in(text: str) -> list[str]:
    """All FEEL of a text."""
    return [expression_of(text)] if is_expression(text) else [hole.strip() for hole in HOLE.findall(text)]


def filled(text: str, language: str, show: Show) -> str:
    """The text as it reads in `language` ("fa" or "en") with its FEEL evaluated; null is a dash within a sentence and
    nothing where the whole text is an expression."""
    if is_expression(text):
        whole = show(expression_of(text), language)
        return "" if whole == UNKNOWN else whole
    return HOLE.sub(lambda hole: show(hole[1].strip(), language), text)


def filled_pair(pair: Bilingual, show: Show) -> Bilingual:
    """Both sides filled in, each in its language; one that is empty is read from the other's template."""
    return Bilingual(filled(pair.fa or pair.en, "fa", show), filled(pair.en or pair.fa, "en", show))
