"""JSON values as people read them where nothing says what they mean: numbers with separators, dates in words."""

import re
from datetime import date

from engine import Bilingual
from forms.values.date_times import show_moment
from forms.values.dates import date_words
from forms.values.digits import persian_digits
from forms.values.numbers import show_number

#: what stands for an unknown value within a sentence
UNKNOWN = "—"
YES, NO = Bilingual("بله", "Yes"), Bilingual("خیر", "No")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ISO_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d(?::\d\d)?|@[\w/+-]{1,60})?", re.ASCII
)


def show_value(value: object, language: str) -> str:
    """How a FEEL value (as JSON) reads: numbers with separators, dates in words, lists joined, a dash for null."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return ("، " if language != "en" else ", ").join(show_value(part, language) for part in value)
    if isinstance(value, bool):
        return (YES if value else NO).in_language(language)
    if isinstance(value, int | float):
        return show_number(value, language)
    text = "" if value is None else str(value)
    if _ISO_MOMENT.fullmatch(text):
        return show_moment(text, language)
    return (show_date(text, language) if _ISO_DATE.fullmatch(text) else show_text(text, language)) or UNKNOWN


def show_text(text: str, language: str) -> str:
    """Free text gets Persian digits, unless Latin letters say that it is a code, an address of a page or the like."""
    latin = any(character.isascii() and character.isalpha() for character in text)
    return text if language == "en" or latin else persian_digits(text)


def show_date(text: str, language: str) -> str:
    """A stored date in words; text that is none as it is."""
    try:
        return date_words(date.fromisoformat(text), language)
    except ValueError:
        return text
