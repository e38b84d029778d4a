"""One-time codes sent by SMS. A code is worked out of the id of its challenge and the desk's key whenever it is
needed: to send it, to send it again after a crash, to compare it. Nobody keeps it, neither as text nor as a hash.

Bound of guessing: a code is one of 10^6, and a challenge dies with its fifth wrong try, so that one challenge is
guessed with a chance of at most 5 in 10^6. How many challenges can be met is bounded by what is sent: 20 a day to one
person from browsers that aren't their own, which is 1 in 10^4 a day (`docs/operations.md`, «Signing in»)."""

import hmac
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

CODE_DIGITS = 6
CODE_LIFE = timedelta(minutes=10)
WRONG_TRIES = 5
#: stands in a kept message where the sent one has its code
PLACE = "{code}"


class CodeUse(StrEnum):
    """What a code is for: the code of one use is none for another. The values are the templates of the messages."""

    LOGIN = "login-code"
    #: to the answers that were written at a front desk
    CONSENT = "consent-code"
    #: to the handing out of an answer on paper
    HAND_OUT = "handing-out-code"


def code_of(challenge_id: UUID, use: CodeUse, *, key: bytes) -> str:
    """The code of a challenge: a truncated HMAC-SHA-256, as HOTP has it (RFC 4226, 5.3), with an id for the counter."""
    digest = hmac.digest(key, f"{use.value}:{challenge_id}".encode(), "sha256")
    return f"{int.from_bytes(digest, 'big') % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def is_code_of(typed: str, challenge_id: UUID, use: CodeUse, *, key: bytes) -> bool:
    """Whether `typed` (ASCII digits) is the code of this challenge; as slow for a wrong one as for the right one."""
    return hmac.compare_digest(typed.encode(), code_of(challenge_id, use, key=key).encode())
