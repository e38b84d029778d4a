"""The reader's language, and texts written as bilingual pairs beside their use.

`?lang=` wins over the cookie `lang`; without either the desk speaks Persian. Outside a request it speaks Persian."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from flask import Response, g, has_request_context, request

from engine import Bilingual

Language = Literal["fa", "en"]

COOKIE: Final = "lang"
LANGUAGES: Final[tuple[Language, ...]] = ("fa", "en")
YEAR: Final = 365 * 24 * 3600


def current_language() -> Language:
    """The language this request is answered in."""
    try:  # a page asks a hundred times
        language: Language = g.language
    except (AttributeError, RuntimeError):  # for the first time, or outside a request
        if not has_request_context():
            return "fa"
        language = g.language = _wished_language()
    return language


def _wished_language() -> Language:
    for chosen in (request.args.get(COOKIE), request.cookies.get(COOKIE)):
        if chosen in LANGUAGES:
            return chosen
    return "fa"


def direction() -> Literal["rtl", "ltr"]:
    """Which way the current language is written."""
    return direction_of(current_language())


def direction_of(language: Language) -> Literal["rtl", "ltr"]:
    """Which way a language is written."""
    return "rtl" if language == "fa" else "ltr"


def t(fa: str, en: str) -> str:
    """The side of the pair that the reader reads."""
    return fa if current_language() == "fa" else en


def in_language(value: object) -> Any:
    """The reader's side of whatever has a `fa` and an `en` (attributes or keys); a plain text stays, None is empty.

    What knows its own sides (`in_language`) gives them as they are, such as the blocks of a form's paragraph; else an
    empty side falls back on the other."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    own = getattr(value, "in_language", None)
    if own is not None:
        return own(current_language())
    fa, en = _side(value, "fa"), _side(value, "en")
    return Bilingual(fa, en).in_language(current_language())


def remember_language(response: Response, language: Language) -> None:
    """Keep the choice for a year; it is no secret and no proof of anything."""
    response.set_cookie(COOKIE, language, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure)


def _side(value: object, name: str) -> str:
    found = value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)
    return str(found) if found is not None else ""
