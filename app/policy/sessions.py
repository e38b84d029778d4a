"""How long a login lasts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.policy.actors import Actor

#: a session's last use is written down at most so often
NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """When a session ends: so long after its beginning, and when nothing was asked for so long."""

    life: timedelta
    #: of whoever holds a seat
    staff_idle: timedelta
    citizen_idle: timedelta

    def idle_of(self, actor: Actor) -> timedelta:
        """How long this person's browser may rest."""
        return self.staff_idle if actor.seats else self.citizen_idle


def ends_at(*, expires_at: datetime, seen_at: datetime, idle: timedelta) -> datetime:
    """When a session ends unless it is used again."""
    return min(expires_at, seen_at + idle)


def is_to_be_noted(*, seen_at: datetime, now: datetime) -> bool:
    """Whether this use of a session is to be written down."""
    return now - seen_at >= NOTED_EVERY
