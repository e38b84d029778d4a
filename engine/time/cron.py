"""Cron expressions, as timer cycles of many modelers are written: five fields (minute, hour, day of month, month, day
of week), or six with the second before them.

Days of the week go from 0 or 7, Sunday, to 6, Saturday; names in English serve as well. `?` is `*`, `L` the last day of
the month. Where both days are given either will do, as Unix has it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from engine.time.errors import BadDuration, BeyondCalendar

_MACROS = {
    "@yearly": "0 0 0 1 1 *",
    "@annually": "0 0 0 1 1 *",
    "@monthly": "0 0 0 1 * *",
    "@weekly": "0 0 0 * * 0",
    "@daily": "0 0 0 * * *",
    "@midnight": "0 0 0 * * *",
    "@hourly": "0 0 * * * *",
}
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
#: lowest and highest value of each field, and the names that stand for numbers
_FIELDS: tuple[tuple[int, int, dict[str, int]], ...] = (
    (0, 59, {}),
    (0, 59, {}),
    (0, 23, {}),
    (1, 31, {}),
    (1, 12, {name: number for number, name in enumerate(_MONTHS, 1)}),
    (0, 7, {name: number for number, name in enumerate(_DAYS)}),
)
#: days that are looked through before a date that never comes (30 February) is given up: one whole cycle of leap years
_FURTHEST = 28 * 366


@dataclass(frozen=True, slots=True)
class Cron:
    """A parsed expression: the values that each field allows, in order."""

    seconds: tuple[int, ...]
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    #: the day of the month counts as well where it is the last one
    last_day: bool
    #: which of both kinds of days is restricted
    by_day: bool
    by_weekday: bool

    @classmethod
    def parse(cls, text: str) -> "Cron":
        """Read an expression. Raises `BadDuration`."""
        return _parsed(text)

    def after(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """The first moment of the expression after `moment`, on the clock of `zone`. Raises `BeyondCalendar` where
        there is none."""
        local = moment.astimezone(zone)
        earliest = local.time().replace(microsecond=0)
        for number in range(_FURTHEST):
            day = local.date() + timedelta(days=number)
            if not self._fits(day):
                continue
            for clock in self._times(earliest if number == 0 else time()):
                due = datetime.combine(day, clock, zone)
                if due > moment:
                    return due
        raise BeyondCalendar("The cron expression names a day that never comes.")

    def _times(self, earliest: time) -> Iterator[time]:
        hours = (hour for hour in self.hours if hour >= earliest.hour)
        found = (time(hour, minute, second) for hour in hours for minute in self.minutes for second in self.seconds)
        return (clock for clock in found if clock >= earliest)

    def _fits(self, day: date) -> bool:
        if day.month not in self.months:
            return False
        of_month = day.day in self.days or (self.last_day and (day + timedelta(days=1)).day == 1)
        of_week = day.isoweekday() % 7 in self.weekdays
        if self.by_day and self.by_weekday:
            return of_month or of_week
        return of_month and of_week


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
    fields = _MACROS.get(text.strip().lower(), text).upper().split()
    if len(fields) == 5:
        fields.insert(0, "0")
    if len(fields) != len(_FIELDS):
        raise BadDuration(f"“{text[:40]}” isn't a cron expression: five or six fields are needed.")
    last_day = fields[3] == "L"
    if last_day:
        fields[3] = "31"
    numbers = [_numbers(field, *limits) for field, limits in zip(fields, _FIELDS, strict=True)]
    seconds, minutes, hours, days, months, weekdays = numbers
    return Cron(
        seconds=tuple(sorted(seconds)),
        minutes=tuple(sorted(minutes)),
        hours=tuple(sorted(hours)),
        days=frozenset(days),
        months=frozenset(months),
        weekdays=frozenset(number % 7 for number in weekdays),
        last_day=last_day,
        by_day=fields[3] not in ("*", "?"),
        by_weekday=fields[5] not in ("*", "?"),
    )


def _numbers(field: str, low: int, high: int, names: dict[str, int]) -> set[int]:
    """The values of one field: `*`, numbers, ranges and steps, separated by commas. Raises `BadDuration`."""
    found: set[int] = set()
    for part in field.split(","):
        span, slash, step = part.partition("/")
        first, dash, last = span.partition("-")
        if span in ("*", "?"):
            begin, end = low, high
        else:
            begin = _number(first, low, high, names)
            end = _number(last, begin, high, names) if dash else (high if slash else begin)
        found.update(range(begin, end + 1, _number(step, 1, high, {}) if slash else 1))
    return found


def _number(text: str, low: int, high: int, names: dict[str, int]) -> int:
    number = names.get(text, int(text) if text.isascii() and text.isdigit() and len(text) < 3 else -1)
    if not low <= number <= high:
        raise BadDuration(f"“{text[:20]}” isn't a number from {low} to {high} of a cron expression.")
    return number
