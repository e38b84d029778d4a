"""Browsers in words: what they say of themselves, as far as a reader can use it to tell one from another."""

from collections.abc import Sequence
from typing import Final

from engine import Bilingual

Known = Sequence[tuple[str, Bilingual]]

#: the first whose mark is in the text: most browsers name those that they descend from as well
BROWSERS: Final[Known] = (
    ("Edg", Bilingual("اج", "Edge")),
    ("OPR/", Bilingual("اپرا", "Opera")),
    ("SamsungBrowser/", Bilingual("مرورگر سامسونگ", "Samsung Internet")),
    ("YaBrowser/", Bilingual("یاندکس", "Yandex")),
    ("FxiOS/", Bilingual("فایرفاکس", "Firefox")),
    ("Firefox/", Bilingual("فایرفاکس", "Firefox")),
    ("CriOS/", Bilingual("کروم", "Chrome")),
    ("Chrome/", Bilingual("کروم", "Chrome")),
    ("Safari/", Bilingual("سافاری", "Safari")),
)
SYSTEMS: Final[Known] = (
    ("Android", Bilingual("اندروید", "Android")),
    ("iPhone", Bilingual("آیفون", "iPhone")),
    ("iPad", Bilingual("آیپد", "iPad")),
    ("Windows", Bilingual("ویندوز", "Windows")),
    ("CrOS", Bilingual("کروم‌اواس", "ChromeOS")),
    ("Macintosh", Bilingual("مک", "Mac")),
    ("Linux", Bilingual("لینوکس", "Linux")),
)
OTHER_BROWSER: Final = Bilingual("مرورگری ناشناخته", "Unknown browser")


def device_words(user_agent: str) -> Bilingual:
    """Such as «فایرفاکس روی ویندوز», “Firefox on Windows”."""
    browser = _first(BROWSERS, user_agent) or OTHER_BROWSER
    system = _first(SYSTEMS, user_agent)
    if system is None:
        return browser
    return Bilingual(f"{browser.fa} روی {system.fa}", f"{browser.en} on {system.en}")


def _first(known: Known, user_agent: str) -> Bilingual | None:
    return next((name for mark, name in known if mark in user_agent), None)
