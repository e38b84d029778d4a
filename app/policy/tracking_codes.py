"""Tracking codes (I4): unguessable, easy to read aloud, with a check character.

Nine random characters, every third a digit so that no word can come about, then one check character (Luhn mod N over
the same alphabet): `KM4-RT7-BX2-J`. No 0/O, 1/I/L, Q, Z, U or V."""

import secrets

LETTERS = "ABCDEFGHJKMNPRSTWXY"
DIGITS = "23456789"
ALPHABET = DIGITS + LETTERS
LENGTH = 10


def new_tracking_code() -> str:
    """A fresh code without separators (35 bits of chance; the second factor and rate limits do the rest)."""
    body = "".join(secrets.choice(DIGITS if i % 3 == 2 else LETTERS) for i in range(LENGTH - 1))
    return body + check_character(body)


def check_character(body: str) -> str:
    """Luhn mod N (ISO/IEC 7812-1 annex B, generalised): catches nearly every single slip and swap of neighbours.

    Not caught are the swap of the alphabet's first and last character and, since it has an odd number of characters,
    at every second place the slip to the one that is thirteen places away in it (the first excepted)."""
    size = len(ALPHABET)
    total = 0
    for i, character in enumerate(reversed(body)):
        value = ALPHABET.index(character) * (2 if i % 2 == 0 else 1)
        total += value // size + value % size
    return ALPHABET[-total % size]


def parse_tracking_code(typed: str) -> str | None:
    """The code in what somebody typed (case, blanks and hyphens forgiven), or None if it can't be one."""
    code = "".join(c for c in typed.upper() if c.isascii() and c.isalnum())
    if len(code) != LENGTH or any(c not in ALPHABET for c in code):
        return None
    return code if check_character(code[:-1]) == code[-1] else None


def show_tracking_code(code: str) -> str:
    """The code in groups, as it is printed and read aloud."""
    return "-".join(code[i : i + 3] for i in range(0, len(code), 3))
