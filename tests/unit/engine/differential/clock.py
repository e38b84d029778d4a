"""A clock for SpiffWorkflow that stands still until it is moved.

The library asks `datetime.now` in one module only, that of its timer events; there, and only inside of
`library_clock`, another class of that name stands in its place."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo

from SpiffWorkflow.bpmn.specs.event_definitions import timer


class Clock:
    """The moment that it is, an aware one."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def move_to(self, moment: datetime) -> None:
        """Go on to `moment`; never back."""
        self.now = max(self.now, moment)


@contextmanager
def library_clock(clock: Clock) -> Iterator[None]:
    """While it is entered the library's timers ask `clock`."""

    class Told(datetime):
        """A `datetime` whose `now` is the clock's."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Told":
            return cls.fromisoformat(clock.now.astimezone(tz or UTC).isoformat())

    real, timer.datetime = timer.datetime, Told
    try:
        yield
    finally:
        timer.datetime = real
