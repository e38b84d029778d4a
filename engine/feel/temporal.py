"""Dates, times and durations of FEEL (DMN 10.3.2.3.4-9) as immutable values, with their calendar arithmetic.

Years run from -999,999,999 to 999,999,999, further than Python's own dates; the clock is never read."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import TypeAlias
from zoneinfo import ZoneInfo

from engine.feel.errors import Undefined

NANOS = 1_000_000_000
DAY = 86_400 * NANOS
MAX_YEAR = 999_999_999
MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

#: Seconds east of UTC, or the IANA name of a zone.
Zone: TypeAlias = int | str


def is_leap(year: int) -> bool:
    """Whether the proleptic Gregorian year has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """Number of days of the month, 1 for January."""
    return 29 if month == 2 and is_leap(year) else MONTH_DAYS[month - 1]


@dataclass(frozen=True, slots=True)
class Date:
    """A day of the proleptic Gregorian calendar."""

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        """Refuse a day that the calendar does not have."""
        if abs(self.year) > MAX_YEAR or not 1 <= self.month <= 12:
            raise Undefined(f"there is no date {self.year}-{self.month}-{self.day}")
        if not 1 <= self.day <= days_in_month(self.year, self.month):
            raise Undefined(f"there is no date {self.year}-{self.month}-{self.day}")

    @property
    def ordinal(self) -> int:
        """Days since 1970-01-01, counted by eras of 400 years that begin on 1 March."""
        year = self.year - (self.month <= 2)
        era, year_of_era = divmod(year, 400)
        day_of_year = (153 * ((self.month + 9) % 12) + 2) // 5 + self.day - 1
        return era * 146_097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719_468

    @classmethod
    def from_ordinal(cls, ordinal: int) -> "Date":
        """The day that lies `ordinal` days after 1970-01-01."""
        era, day_of_era = divmod(ordinal + 719_468, 146_097)
        year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
        day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
        month_from_march = (5 * day_of_year + 2) // 153
        month = (month_from_march + 2) % 12 + 1
        return cls(year_of_era + era * 400 + (month <= 2), month, day_of_year - (153 * month_from_march + 2) // 5 + 1)

    @property
    def weekday(self) -> int:
        """1 for Monday to 7 for Sunday (ISO 8601)."""
        return (self.ordinal + 3) % 7 + 1

    def add_months(self, months: int) -> "Date":
        """The same day some months later; the last day of the month where that day does not exist."""
        years, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        if abs(years) > MAX_YEAR:
            raise Undefined("the date lies outside the calendar")
        return Date(years, month + 1, min(self.day, days_in_month(years, month + 1)))


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day in nanoseconds since midnight, local unless it has a zone."""

    nanos: int
    zone: Zone | None = None

    @classmethod
    def of(cls, hour: int, minute: int, second: int, nanos: int = 0, zone: Zone | None = None) -> "Time":
        """Build from components; raises `Undefined` where the clock doesn't show them."""
        if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60):
            raise Undefined(f"there is no time {hour}:{minute}:{second}")
        return cls((hour * 3600 + minute * 60 + second) * NANOS + nanos, zone)

    @property
    def hour(self) -> int:
        return self.nanos // (3600 * NANOS)

    @property
    def minute(self) -> int:
        return self.nanos // (60 * NANOS) % 60

    @property
    def second(self) -> int:
        return self.nanos // NANOS % 60

    @property
    def offset(self) -> int | None:
        """Seconds east of UTC; a named zone counts with its offset of 1970-01-01, as the day is unknown."""
        return zone_offset(self.zone, 0, self.nanos)

    @property
    def value(self) -> int:
        """Nanoseconds since midnight UTC, or since local midnight (DMN `value(t)`)."""
        return self.nanos - (self.offset or 0) * NANOS


@dataclass(frozen=True, slots=True)
class DateTime:
    """A date with a time of day; the zone is the time's."""

    date: Date
    time: Time

    @property
    def offset(self) -> int | None:
        """Seconds east of UTC at that moment, None for a local date and time."""
        return zone_offset(self.time.zone, self.date.ordinal, self.time.nanos)

    @property
    def value(self) -> int:
        """Nanoseconds since 1970-01-01T00:00:00, in UTC where the zone is known (DMN `value(dt)`)."""
        return self.date.ordinal * DAY + self.time.nanos - (self.offset or 0) * NANOS

    def add_nanos(self, nanos: int) -> "DateTime":
        """The moment some elapsed nanoseconds later, in the same zone."""
        return _at(self.value + nanos, self.time.zone)

    def in_zone(self, zone: Zone | None) -> "DateTime":
        """The same moment as clocks in another zone show it."""
        return _at(self.value, zone)

    def add_months(self, months: int) -> "DateTime":
        """The same clock time some months later."""
        return DateTime(self.date.add_months(months), self.time)


def _at(utc: int, zone: Zone | None) -> DateTime:
    day, rest = divmod(utc + _offset_at(zone, utc) * NANOS, DAY)
    return DateTime(Date.from_ordinal(day), Time(rest, zone))


@dataclass(frozen=True, slots=True)
class DaysDuration:
    """A days and time duration in nanoseconds."""

    nanos: int


@dataclass(frozen=True, slots=True)
class MonthsDuration:
    """A years and months duration in months."""

    months: int


@lru_cache(maxsize=256)
def zone_info(name: str) -> tzinfo:
    """The rules of an IANA zone; raises `Undefined` where there is no such zone."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise Undefined(f"there is no time zone {name}") from None


def _python_moment(nanos: int) -> datetime:
    """The nearest moment that Python's calendar has, to second precision; enough to look up an offset."""
    seconds = min(max(nanos // NANOS, -62_000_000_000), 253_000_000_000)
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)


def zone_offset(zone: Zone | None, day: int, nanos: int) -> int | None:
    """Seconds east of UTC when clocks in `zone` show that day and time."""
    if zone is None or isinstance(zone, int):
        return zone
    local = _python_moment(day * DAY + nanos).replace(tzinfo=zone_info(zone))
    offset = local.utcoffset()
    return None if offset is None else int(offset.total_seconds())


def _offset_at(zone: Zone | None, utc_nanos: int) -> int:
    """Seconds east of UTC in `zone` at a moment given in UTC."""
    if zone is None or isinstance(zone, int):
        return zone or 0
    offset = _python_moment(utc_nanos).astimezone(zone_info(zone)).utcoffset()
    return 0 if offset is None else int(offset.total_seconds())


def midnight(day: Date) -> DateTime:
    """The date as a date and time, midnight UTC (DMN 10.3.2.3.6)."""
    return DateTime(day, Time(0, 0))


def from_datetime(moment: datetime) -> DateTime:
    """Python's date and time as a FEEL value; a zone by name is kept by name, any other as its offset."""
    offset = moment.utcoffset()
    zone: Zone | None = None if offset is None else int(offset.total_seconds())
    if isinstance(moment.tzinfo, ZoneInfo) and moment.tzinfo.key != "UTC":
        zone = moment.tzinfo.key
    clock = Time.of(moment.hour, moment.minute, moment.second, moment.microsecond * 1000, zone)
    return DateTime(Date(moment.year, moment.month, moment.day), clock)
