"""What is left of logins: challenges, codes, sessions and counts whose time is over, and messages that told codes."""

from datetime import datetime

from app.data.people import challenge_store, consent_codes, session_store, try_counts
from app.usecases.notices import code_messages


def forget_ended(*, now: datetime, limit: int) -> None:
    """Remove all of it; of the messages at most `limit`, oldest first."""
    try_counts.forget_old_counts(now=now)
    challenge_store.forget_expired(now=now)
    consent_codes.forget_expired(now=now)
    session_store.forget_ended(now=now)
    code_messages.forget_old_messages(now=now, limit=limit)
