"""Working calendars as immutable values: which hours of which days are worked, in one time zone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.model import Bilingual
from engine.time.errors import BadCalendar
from engine.time.ledger import Ledger

#: Periods (start, end) of local time in order; an end of 00:00 means the end of the day. Empty: closed.
Hours = tuple[tuple[time, time], ...]

MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class Season:
    """Other hours from a date on: the summer's early start, a Thursday that is worked until further notice."""

    first: date
    #: hours of Monday to Sunday; None where the season says nothing of that weekday
    week: tuple[Hours | None, ...]
    #: the last day, None for «until further notice»
    last: date | None = None

    def hours_on(self, day: date) -> Hours | None:
        """The hours of that date, None where this season has nothing to say."""
        within = self.first <= day and (self.last is None or day <= self.last)
        return self.week[day.weekday()] if within else None


@dataclass(frozen=True)
class WorkingCalendar:
    """The working time of a unit. Equal calendars answer alike; what they computed is kept with the instance.

    A date is looked up in `exceptions` first, then in `holidays` (closed), then in the seasons, the last of them
    first, then in the week pattern.
    Raises `BadCalendar` for an unknown zone, a week without seven days, or hours that overlap or run backwards."""

    #: IANA name, such as "Asia/Tehran"
    zone: str
    #: hours of Monday to Sunday, as `date.weekday()` counts
    week: tuple[Hours, ...]
    holidays: frozenset[date] = frozenset()
    #: other hours on single dates; () for a closure
    exceptions: Mapping[date, Hours] = field(default_factory=dict, hash=False)
    #: why a date is closed or different, for the people who ask
    names: Mapping[date, Bilingual] = field(default_factory=dict, compare=False)
    #: patterns with effective dates; of two that speak of a day the later one counts
    seasons: tuple[Season, ...] = ()
    #: whether months and years of durations are those of the calendar of Iran (as its offices count) or of ISO 8601
    jalali_months: bool = False

    def __post_init__(self) -> None:
        for week in (self.week, *(season.week for season in self.seasons)):
            if len(week) != 7:
                raise BadCalendar("A week has seven days.")
            for hours in week:
                _check(hours or ())
        for season in self.seasons:
            if season.last is not None and season.last < season.first:
                raise BadCalendar("A season must not end before it begins.")
        for hours in self.exceptions.values():
            _check(hours)
        self.tz  # noqa: B018 - an unknown zone is refused here, not at first use

    @cached_property
    def tz(self) -> ZoneInfo:
        """The zone's rules."""
        try:
            return ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise BadCalendar(f"There is no time zone “{self.zone}”.") from None

    def shows(self, moment: datetime) -> datetime:
        """The aware moment as clocks of the zone show it, with its offset there and without the zone's name."""
        local = moment.astimezone(self.tz)
        return local.replace(tzinfo=timezone(local.utcoffset() or timedelta(0)))

    def hours_on(self, day: date) -> Hours:
        """The working periods of that date, in local time; () when it is closed."""
        hours = self.exceptions.get(day)
        if hours is not None:
            return hours
        return () if day in self.holidays else self.usual_hours_on(day)

    def usual_hours_on(self, day: date) -> Hours:
        """What season and week say of that date: its hours if it were neither a holiday nor an exception."""
        for season in reversed(self.seasons):
            hours = season.hours_on(day)
            if hours is not None:
                return hours
        return self.week[day.weekday()]

    def is_working_day(self, day: date) -> bool:
        """Whether anything is worked on that date."""
        return bool(self.hours_on(day))

    @cached_property
    def ledger(self) -> Ledger:
        """All working periods as moments, computed as far as was asked."""
        return Ledger(self.tz, self.hours_on)


def _check(hours: Hours) -> None:
    previous: time | None = None
    for start, end in hours:
        if (
            start.tzinfo
            or end.tzinfo
            or (end != MIDNIGHT and end <= start)
            or (previous is not None and (previous == MIDNIGHT or start < previous))
        ):
            raise BadCalendar(f"Working hours must follow each other: {start:%H:%M}–{end:%H:%M} doesn't.")
        previous = end


_OFFICE: Hours = ((time(8), time(14)),)

#: Iran without holidays: Saturday to Wednesday from 8 to 14; Thursday and Friday closed.
DEFAULT_CALENDAR = WorkingCalendar("Asia/Tehran", (_OFFICE, _OFFICE, _OFFICE, (), (), _OFFICE, _OFFICE))
