"""A slow, obvious reference for working time: walks minute by minute and asks of each whether it is worked."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from engine.time import WorkingCalendar

MINUTE = timedelta(minutes=1)


class Walker:
    """Minutes from a moment on, each with whether work is done in it.

    A period begins when the clock on the wall first shows its start or later and ends likewise, so an hour that a
    change of offset repeats counts twice and one that it skips doesn't count."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        self.calendar = calendar

    def minutes(self, start: datetime) -> Iterator[tuple[datetime, bool]]:
        """From the minute of `start` on."""
        moment = start.astimezone(UTC) - timedelta(days=1)  # a day of run-up for the latest time on the wall
        latest = moment.astimezone(self.calendar.tz).replace(tzinfo=None)
        while True:
            latest = max(latest, moment.astimezone(self.calendar.tz).replace(tzinfo=None, fold=0))
            if moment >= start:
                yield moment, self._worked(latest)
            moment += MINUTE

    def worked(self, a: datetime, b: datetime) -> timedelta:
        """Working time from a to b, both on full minutes."""
        total = timedelta()
        for moment, worked in self.minutes(a):
            if moment >= b:
                return total
            total += MINUTE if worked else timedelta()
        raise AssertionError

    def after_work(self, start: datetime, work: timedelta) -> datetime:
        """When that much work is done."""
        for moment, worked in self.minutes(start):
            work -= MINUTE if worked else timedelta()
            if not work:
                return moment + MINUTE
        raise AssertionError

    def opening(self, at: datetime) -> datetime:
        """The first worked minute from `at` on."""
        return next(moment for moment, worked in self.minutes(at) if worked)

    def closing_after_days(self, start: datetime, days: int) -> datetime:
        """When the n-th working day after the date of `start` closes."""
        today = start.astimezone(self.calendar.tz).date()
        seen: set[object] = set()
        last = None
        for moment, worked in self.minutes(start):
            day = moment.astimezone(self.calendar.tz).date()
            if worked and day > today:
                if day not in seen and len(seen) == days:
                    assert last is not None
                    return last
                seen.add(day)
                last = moment + MINUTE
        raise AssertionError

    def _worked(self, wall: datetime) -> bool:
        clock = wall.time().replace(second=0, microsecond=0)
        return any(
            start <= clock and (clock < end or end == time(0)) for start, end in self.calendar.hours_on(wall.date())
        )
