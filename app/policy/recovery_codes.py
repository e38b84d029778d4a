"""Recovery codes: what opens an account whose authenticator app is lost, each once. They have 80 bits, so that a plain
hash of them can't be tried out."""

import hashlib
import secrets
from typing import Final

COUNT: Final = 10
LENGTH, GROUP = 16, 4
#: Crockford's letters: none looks like a digit
LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ: Final = str.maketrans("OIL", "011")


def make_codes() -> tuple[str, ...]:
    """A new set."""
    return tuple(_grouped("".join(secrets.choice(LETTERS) for _ in range(LENGTH))) for _ in range(COUNT))


def _grouped(code: str) -> str:
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def digest_of(typed: str) -> str:
    """What is kept of a code, however it is spaced and whatever letters were taken for digits."""
    plain = "".join(letter for letter in typed.upper() if letter.isalnum()).translate(_READ)
    return hashlib.sha256(plain.encode()).hexdigest()


def is_like(typed: str) -> bool:
    """Whether somebody typed a recovery code, and not the digits of an app."""
    return sum(letter.isalnum() for letter in typed) == LENGTH
