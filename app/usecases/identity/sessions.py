"""The browsers in which somebody is logged in: seen by their owner, ended one by one or all at once."""

from dataclasses import dataclass
from datetime import datetime

from app.data.errors import NotFound
from app.data.people import session_store
from app.policy.actors import Actor
from app.policy.sessions import SessionLimits
from app.usecases.identity.login import digest_of

#: nobody looks through more
SHOWN = 50
#: a session is called by the beginning of its row's key, which opens nothing
MARK_LENGTH = 16


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One browser in which the person is logged in."""

    mark: str
    user_agent: str
    begun_at: datetime
    seen_at: datetime
    is_this: bool


def list_open(*, token: str, limits: SessionLimits, by: Actor, now: datetime) -> list[OpenSession]:
    """Where this person is logged in, used last first; `token` is that of the browser which asks."""
    rows = session_store.list_sessions(by.person_id, now=now, seen_after=now - limits.idle_of(by), limit=SHOWN)
    mine = digest_of(token)
    return [
        OpenSession(row.token_hash[:MARK_LENGTH], row.user_agent, row.created_at, row.seen_at, row.token_hash == mine)
        for row in rows
    ]


def end(mark: str, *, by: Actor) -> None:
    """Log this person out of one browser. Raises NotFound."""
    if len(mark) != MARK_LENGTH or not session_store.end_sessions(by.person_id, beginning=mark):
        raise NotFound


def end_all(*, by: Actor) -> int:
    """Log this person out everywhere, here too; how many sessions there were."""
    return session_store.end_sessions(by.person_id)


def note_seen(token: str, *, now: datetime) -> None:
    """A session was used. Call this outside of any transaction."""
    session_store.note_seen(digest_of(token), at=now)
