"""Dates of the calendar of Iran: to and from plain dates, by the cycle of 33 years with 8 leap years.

The cycle agrees with the official (astronomical) calendar from 1800 to 2120; beyond, it may be a day off."""

from datetime import date

#: 1 Farvardin 979, where a cycle begins
_EPOCH = date(1600, 3, 20).toordinal()
_EPOCH_YEAR = 979
_CYCLE_YEARS, _CYCLE_DAYS = 33, 33 * 365 + 8


def jalali(day: date) -> tuple[int, int, int]:
    """(year, month, day) of the calendar of Iran: 21 March 2026 is (1405, 1, 1)."""
    return of_ordinal(day.toordinal())


def of_ordinal(ordinal: int) -> tuple[int, int, int]:
    """The same of a day by its number, as `date.toordinal` counts (years before 1 have one too)."""
    cycles, rest = divmod(ordinal - _EPOCH, _CYCLE_DAYS)
    fours, rest = divmod(rest, 4 * 365 + 1)
    year = _EPOCH_YEAR + _CYCLE_YEARS * cycles + 4 * fours
    if rest >= 366:
        year, rest = year + (rest - 1) // 365, (rest - 1) % 365
    month, place = divmod(rest, 31) if rest < 186 else divmod(rest - 6, 30)
    return year, month + 1, place + 1


def gregorian(year: int, month: int, day: int) -> date:
    """The plain date of a day of the calendar of Iran. Raises ValueError if the month hasn't got that day."""
    if not (1 <= month <= 12 and 1 <= day <= month_days(year, month)):
        raise ValueError(f"{year}/{month}/{day} is no date of the calendar of Iran")
    before = (month - 1) * 31 if month <= 7 else 186 + (month - 7) * 30
    return date.fromordinal(_new_year(year) + before + day - 1)


def month_days(year: int, month: int) -> int:
    """How many days the month has: six of 31, five of 30, and Esfand of 29 or, in leap years, 30."""
    if month <= 6:
        return 31
    return 30 if month < 12 or is_leap(year) else 29


def is_leap(year: int) -> bool:
    """Whether Esfand has 30 days: 1399, 1403, 1408 …"""
    return (year - _EPOCH_YEAR) % _CYCLE_YEARS in (0, 4, 8, 12, 16, 20, 24, 28)


def _new_year(year: int) -> int:
    cycles, rest = divmod(year - _EPOCH_YEAR, _CYCLE_YEARS)
    leaps = min(8, (rest + 3) // 4)
    return _EPOCH + cycles * _CYCLE_DAYS + rest * 365 + leaps
