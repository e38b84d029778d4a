"""Functions of our own, under the name `miz`: working days, Jalali dates, national ids. Pure like all others."""

import unicodedata
from datetime import date, timedelta
from decimal import Decimal

from persiantools.jdatetime import JalaliDate

from engine.feel.errors import Undefined
from engine.feel.library.registry import builtin
from engine.feel.numbers import integer
from engine.feel.scope import Run
from engine.feel.temporal import Date, DateTime
from engine.feel.values import Value
from engine.time.calendar import DEFAULT_CALENDAR

#: Working days that one call may count.
MAX_DAYS = 2000
#: The years in which working days are counted.
FIRST_YEAR, LAST_YEAR = 1800, 2120
_BETWEEN = dict.fromkeys(map(ord, " -\u200c"))


@builtin("miz.national id valid(text: string)")
def national_id_valid(text: str) -> bool:
    """Whether the text is ten digits, Persian or Latin, of which the last fits the others."""
    kept = text.translate(_BETWEEN)
    if len(kept) != 10 or not kept.isdecimal():
        return False
    digits = [unicodedata.decimal(char) for char in kept]
    rest = sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return any(digits) and digits[9] == (rest if rest < 2 else 11 - rest)


@builtin("miz.jalali(date: date|date and time)", cost=30)
def jalali(value: Date | DateTime) -> str:
    """The day in the calendar of Iran, `1405/01/01`, for each of its years from 1 to 9377."""
    day = _day(value)
    try:
        shown = JalaliDate(date(day.year, day.month, day.day))  # type: ignore[no-untyped-call]  # as everywhere
    except ValueError:
        raise Undefined("only the years 1 to 9377 of the calendar of Iran have a Jalali text") from None
    return f"{shown.year:04d}/{shown.month:02d}/{shown.day:02d}"


@builtin("miz.is working day(date: date|date and time, holidays: list?)", cost=30)
def is_working_day(value: Date | DateTime, holidays: tuple[Value, ...] | None = None) -> bool:
    """Whether offices work on that day: Saturday to Wednesday, unless it is among the holidays handed in."""
    return _works(_python(value), _closed(holidays))


@builtin("miz.add working days(date: date|date and time, days: number, holidays: list?)", cost=30, with_run=True)
def add_working_days(
    run: Run, value: Date | DateTime, days: Decimal, holidays: tuple[Value, ...] | None = None
) -> Date:
    """The working day that lies so many working days later, or earlier where negative; the day itself isn't counted."""
    left, day, closed = abs(integer(days)), _python(value), _closed(holidays)
    if left > MAX_DAYS:
        raise Undefined(f"more than {MAX_DAYS} working days are not counted")
    run.charge(left * 5 + len(closed))
    step = timedelta(1 if days > 0 else -1)
    for _ in range(MAX_DAYS * 10):
        if not left:
            return Date(day.year, day.month, day.day)
        day += step
        left -= _works(day, closed)
    raise Undefined("the holidays leave no working day")


def _works(day: date, closed: frozenset[date]) -> bool:
    return day not in closed and DEFAULT_CALENDAR.is_working_day(day)


def _day(value: Date | DateTime) -> Date:
    return value.date if isinstance(value, DateTime) else value


def _python(value: Date | DateTime) -> date:
    day = _day(value)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Undefined(f"working days are known for the years {FIRST_YEAR} to {LAST_YEAR}")
    return date(day.year, day.month, day.day)


def _closed(holidays: tuple[Value, ...] | None) -> frozenset[date]:
    if not all(isinstance(day, Date | DateTime) for day in holidays or ()):
        raise Undefined("the holidays are dates")
    return frozenset(_python(day) for day in holidays or () if isinstance(day, Date | DateTime))
