"""Codes of authenticator apps: TOTP of RFC 6238 over HOTP of RFC 4226, with what all apps know: HMAC-SHA-1, six digits,
thirty seconds.

The secret is worked out of an id and the desk's key, as the codes of messages are: the database alone opens nothing."""

import hmac
from base64 import b32encode
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode
from uuid import UUID

STEP_SECONDS: Final = 30
DIGITS: Final = 6
#: steps before and after the present one whose codes are taken (RFC 6238, 5.2)
DRIFT: Final = 1
#: bytes of a secret (RFC 4226, 4: R6)
SECRET_LENGTH: Final = 20


def secret_of(secret_id: UUID, *, key: bytes) -> bytes:
    """The secret that an app holds."""
    return hmac.digest(key, b"authenticator:" + secret_id.bytes, "sha256")[:SECRET_LENGTH]


def step_at(moment: datetime) -> int:
    """The number of the time step (RFC 6238, 4.2: T)."""
    return int(moment.timestamp()) // STEP_SECONDS


def code_at(secret: bytes, step: int) -> str:
    """The code of a step (RFC 4226, 5.3: dynamic truncation)."""
    digest = hmac.digest(secret, step.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0xF
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def step_of(typed: str, secret: bytes, *, now: datetime, after: int | None) -> int | None:
    """The step whose code was typed (ASCII digits), or None. Only steps `after` the last one that was used count: a
    code that somebody looked at over the shoulder is good no more (RFC 6238, 5.2)."""
    present = step_at(now)
    fitting = [
        step
        for step in range(present - DRIFT, present + DRIFT + 1)
        if hmac.compare_digest(typed.encode(), code_at(secret, step).encode())
    ]
    return next((step for step in fitting if after is None or step > after), None)


def shown(secret: bytes) -> str:
    """The secret as an app wants it typed, in groups of four."""
    text = b32encode(secret).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def address(secret: bytes, *, issuer: str, account: str) -> str:
    """What the QR code holds: the «Key URI» that authenticator apps read. A colon separates, so names have none."""
    issuer, account = (name.replace(":", " ") for name in (issuer, account))
    query = urlencode({"secret": b32encode(secret).decode(), "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{query}"
