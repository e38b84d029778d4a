"""Cron expressions, as timer cycles of many modelers are written: five fields (minute, hour, day of month, month, day
of week), or six with the second before them.

cronsim reads and walks them, by the rules of Debian's cron. Added here: macros such as `@daily`, `?` for `*`, and one
rule for both forms where a zone's clock is moved. A time that is skipped comes at the end of the gap, a time that
is repeated comes once; expressions whose minute or hour begins with `*` go on by the passing of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from engine.time.errors import BadDuration, BeyondCalendar

_MACROS = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}
#: any moment; what an expression allows doesn't depend on it
_SOME = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cron:
    """A parsed expression."""

    #: the five fields from the minute on; cronsim moves times at changes of the clock for these only
    minutes: str
    seconds: tuple[int, ...]

    @classmethod
    def parse(cls, text: str) -> "Cron":
        """Read an expression. Raises `BadDuration`, also for a day that never comes (30 February)."""
        return _parsed(text)

    def after(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """The first moment of the expression after `moment`, on the clock of `zone`. Raises `BeyondCalendar` where
        there is none."""
        try:
            return next(due for due in self._from(moment, zone) if due > moment)
        except (StopIteration, OverflowError):
            raise BeyondCalendar("The cron expression names a day that never comes.") from None

    def _from(self, moment: datetime, zone: ZoneInfo) -> Iterator[datetime]:
        before = moment.astimezone(UTC).replace(second=0, microsecond=0) - timedelta(seconds=1)
        for minute in CronSim(self.minutes, before.astimezone(zone)):
            for second in self.seconds:
                yield minute.astimezone(UTC) + timedelta(seconds=second)


@lru_cache(maxsize=256)
def is_cron(text: str) -> bool:
    """Whether the text is a cron expression."""
    try:
        Cron.parse(text)
    except BadDuration:
        return False
    return True


@lru_cache(maxsize=256)
def _parsed(text: str) -> Cron:
    fields = _MACROS.get(text.strip().lower(), text).replace("?", "*").split()
    try:
        seconds = CronSim(" ".join(fields), _SOME).seconds
    except (CronSimError, ValueError):
        raise BadDuration(f"“{text[:40]}” isn't a cron expression of five or six fields.") from None
    return Cron(" ".join(fields[-5:]), tuple(sorted(seconds)))
