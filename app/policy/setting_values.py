"""What values of settings may be: pure rules for `config`, which alone reads the environment."""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

#: a key that the desk made for itself begins so, and production refuses it; `deploy/production.env` has the other
DEVELOPMENT_MARK, PLACEHOLDER = "development-", "change-me"

Number = TypeVar("Number", int, float)


def within(kind: Callable[[str], Number], least: Number, limit: Number) -> Callable[[str], Number]:
    """Reads a number between two limits, both allowed; raises ValueError for anything else."""

    def parse(raw: str) -> Number:
        value = kind(raw)
        if not least <= value <= limit:
            raise ValueError
        return value

    return parse


def is_origin(text: str) -> bool:
    """Whether a text is scheme, host and perhaps a port, and nothing more."""
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and text == f"{parts.scheme}://{parts.netloc}"


def is_made_up(secret: str) -> bool:
    """Whether a secret is a development key or a placeholder, which production refuses."""
    return secret.startswith(DEVELOPMENT_MARK) or PLACEHOLDER in secret
