"""Date and time functions (DMN 10.3.4.6, 10.3.4.11): parts of the calendar, and the moment handed in as now."""

from decimal import Decimal

from engine.feel.errors import Undefined
from engine.feel.library.registry import builtin
from engine.feel.scope import Run
from engine.feel.temporal import Date, DateTime, from_datetime

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _day(value: Date | DateTime) -> Date:
    return value.date if isinstance(value, DateTime) else value


@builtin("now()", with_run=True)
def now(run: Run) -> DateTime:
    if run.now is None:
        raise Undefined("the moment is not known here")
    return from_datetime(run.now)


@builtin("today()", with_run=True)
def today(run: Run) -> Date:
    return now(run).date


@builtin("day of year(date: date|date and time)", cost=30)
def day_of_year(value: Date | DateTime) -> Decimal:
    day = _day(value)
    return Decimal(day.ordinal - Date(day.year, 1, 1).ordinal + 1)


@builtin("day of week(date: date|date and time)")
def day_of_week(value: Date | DateTime) -> str:
    return _DAYS[_day(value).weekday - 1]


@builtin("month of year(date: date|date and time)")
def month_of_year(value: Date | DateTime) -> str:
    return _MONTHS[_day(value).month - 1]


@builtin("week of year(date: date|date and time)", cost=30)
def week_of_year(value: Date | DateTime) -> Decimal:
    """ISO 8601: weeks begin on Monday, and the first one has the year's first Thursday."""
    day = _day(value)
    thursday = Date.from_ordinal(day.ordinal + 4 - day.weekday)
    return Decimal((thursday.ordinal - Date(thursday.year, 1, 1).ordinal) // 7 + 1)


@builtin("last day of month(date: date|date and time)", cost=30)
def last_day_of_month(value: Date | DateTime) -> Date:
    day = _day(value)
    return Date.from_ordinal(Date(day.year, day.month, 1).add_months(1).ordinal - 1)
