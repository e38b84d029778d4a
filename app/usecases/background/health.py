"""Whether the desk works: for load balancers and alarms."""

from dataclasses import dataclass
from datetime import datetime

from app.data.outbox import effect_store, mailbox, timer_store
from app.usecases.background import retention
from app.usecases.reports import tallies

#: what is due must not wait longer than this
MOST_LAG_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Health:
    """What was found."""

    database: bool
    oldest_due_seconds: float
    #: cases whose history was tampered with: the desk goes on, and somebody must look
    broken_histories: int = 0
    #: days whose sums for the reports differ from the cases
    wrong_tallies: int = 0

    @property
    def ok(self) -> bool:
        """Whether requests should be sent here."""
        return self.database and self.oldest_due_seconds <= MOST_LAG_SECONDS


def check(*, now: datetime) -> Health:
    """Ask the database for the longest waiting timer, outbox row or message."""
    waiting = (timer_store.oldest_due(), effect_store.oldest_due(), mailbox.oldest_due(now=now))
    oldest = min((moment for moment in waiting if moment is not None), default=None)
    lag = (now - oldest).total_seconds() if oldest is not None else 0.0
    return Health(
        database=True,
        oldest_due_seconds=max(lag, 0.0),
        broken_histories=len(retention.broken_histories()),
        wrong_tallies=len(tallies.wrong_days()),
    )
