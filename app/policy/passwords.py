"""Passwords of members of staff: which are accepted, and how they are kept.

Length counts and guessing by rule, as NIST SP 800-63B (3.1.1.2) has it: no wanted kinds of characters, no expiry. What
is kept is argon2id with the parameters of OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine import Bilingual
from forms import normalise_digits

LEAST, MOST = 12, 128
#: what has to remain of a password when all that is easily guessed is taken out of it
UNGUESSED = 6
#: characters in a row of an alphabet, of the digits or of a keyboard are taken out from this length on
ROW = 4
#: as people begin and end passwords, in this country and on this desk
WORDS: Final = (
    *("password", "passwort", "passw0rd", "p@ssword", "p@ssw0rd", "admin", "administrator", "welcome", "secret"),
    *("login", "user", "test", "iran", "tehran", "salam", "miz", "khedmat", "ramz", "letmein"),
    *("گذرواژه", "پسورد", "رمز", "عبور", "ایران", "تهران", "سلام", "مدیر", "میز", "خدمت", "کاربر"),
)
ROWS: Final = (
    *("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qazwsxedcrfvtgbyhnujmikolp"),
    *("ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی", "ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو"),
)
#: a year of either calendar
YEAR: Final = re.compile(r"(?:1[34]|19|20)\d\d")
#: up to four characters over and over
REPEATED: Final = re.compile(r"(.{1,4}?)\1{2,}")
TOO_SHORT = Bilingual(
    "گذرواژه دست‌کم ۱۲ نویسه باشد؛ چند واژهٔ بی‌ربط کنار هم خوب است.",
    "Use 12 characters or more; some unrelated words in a row are good.",
)
TOO_LONG = Bilingual("گذرواژه بیش از ۱۲۸ نویسه است.", "The password has more than 128 characters.")
GUESSABLE = Bilingual(
    "این گذرواژه آسان حدس زده می‌شود: واژه‌های رایج، ردیف صفحه‌کلید، سال، تکرار یا شماره‌های خودتان است.",
    "This password is easily guessed: common words, rows of the keyboard, years, repetitions or your own numbers.",
)
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def prepared(typed: str) -> str:
    """The password as it is compared: one form of each character (NFKC), digits in ASCII, so that it is the same from a
    Persian and a Latin keyboard."""
    return normalise_digits(unicodedata.normalize("NFKC", typed))


def fault_of(password: str, *, about: Iterable[str] = ()) -> Bilingual | None:
    """What stands against a prepared password. `about`: what is known of its owner, such as their numbers and name."""
    if len(password) < LEAST:
        return TOO_SHORT
    if len(password) > MOST:
        return TOO_LONG
    return GUESSABLE if len(_unguessed(password, about)) < UNGUESSED else None


def _unguessed(password: str, about: Iterable[str]) -> str:
    """What a list of guesses made by rule leaves of it."""
    rest = password.casefold()
    own = [part for text in about for part in (text.casefold(), *text.casefold().split()) if len(part) >= 3]
    for word in sorted({*own, *WORDS}, key=len, reverse=True):
        rest = rest.replace(word, " ")
    rest = YEAR.sub(" ", _without_rows(rest))
    return re.sub(r"[\s\W_]+", "", REPEATED.sub(r"\1", rest))


def _without_rows(text: str) -> str:
    kept, start = [], 0
    while start < len(text):
        end = next((end for end in range(len(text), start + ROW - 1, -1) if _is_row(text[start:end])), 0)
        kept.append(" " if end else text[start])
        start = end or start + 1
    return "".join(kept)


def _is_row(part: str) -> bool:
    return any(part in row or part[::-1] in row for row in ROWS)


def hash_of(password: str) -> str:
    """What is kept of a prepared password: the argon2id hash in the PHC form, salt and parameters in it."""
    return _hasher.hash(password)


def matches(password: str, kept: str) -> bool:
    """Whether a prepared password is the one that this was kept of."""
    try:
        return _hasher.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether the parameters have changed since."""
    return _hasher.check_needs_rehash(kept)
