"""What a report may cover: periods of whole Jalali days in the desk's zone, and the agencies somebody may read about.

Pure: the day of today comes in, nothing is looked up."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from persiantools.jdatetime import JalaliDate

from app.policy.actors import Actor
from app.policy.days import ZONE
from app.policy.errors import EndBeforeStart, PeriodTooLong
from app.vocabulary import Role

#: who may read about all units of an agency
READERS = (Role.MANAGER, Role.EVALUATOR, Role.ADMINISTRATOR, Role.SUPERVISOR)
EVALUATORS = (Role.EVALUATOR, Role.ADMINISTRATOR)
#: a longer report would be no comparison any more, and its table no table
LONGEST = timedelta(days=3660)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days from `first` to `last`, both included. Raises EndBeforeStart or PeriodTooLong."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise EndBeforeStart
        if self.last - self.first > LONGEST:
            raise PeriodTooLong

    @property
    def start(self) -> datetime:
        """The first moment of the period."""
        return _midnight(self.first)

    @property
    def end(self) -> datetime:
        """The first moment after the period."""
        return _midnight(self.last + DAY)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def before(self) -> "Period":
        """The period of the same length that ends where this one begins."""
        return Period(self.first - timedelta(days=self.days), self.first - DAY)

    def months(self) -> tuple[tuple[str, date, datetime], ...]:
        """The Jalali months it touches, in order: (`1405-07`, its last day, the moment at which it is over)."""
        found: list[tuple[str, date, datetime]] = []
        day = self.first
        while day <= self.last:
            jalali = to_jalali(day)
            after = _month_after(jalali)
            found.append((f"{jalali.year}-{jalali.month:02}", after - DAY, _midnight(after)))
            day = after
        return tuple(found)

    def whole_months(self) -> tuple[date, ...]:
        """The first days of the Jalali months that lie in it from beginning to end."""
        firsts = (month_of(last).first for _, last, _ in self.months() if last <= self.last)
        return tuple(first for first in firsts if first >= self.first)

    def other_days(self) -> tuple[tuple[date, date], ...]:
        """What is left of it without its whole months: up to two stretches of days, first and last day of each."""
        months = self.whole_months()
        if not months:
            return ((self.first, self.last),)
        ends = ((self.first, months[0] - DAY), (month_of(months[-1]).last + DAY, self.last))
        return tuple((first, last) for first, last in ends if first <= last)


def month_of(today: date) -> Period:
    """The Jalali month of a day."""
    jalali = to_jalali(today)
    return Period(_gregorian(jalali.year, jalali.month), _month_after(jalali) - DAY)


def month_before(today: date) -> Period:
    """The Jalali month before that of a day."""
    return month_of(month_of(today).first - DAY)


def season_of(today: date) -> Period:
    """The Jalali season (three months) of a day."""
    jalali = to_jalali(today)
    first = (jalali.month - 1) // 3 * 3 + 1
    return Period(_gregorian(jalali.year, first), _month_after(to_jalali(_gregorian(jalali.year, first + 2))) - DAY)


def year_of(today: date) -> Period:
    """The Jalali year of a day."""
    year = to_jalali(today).year
    return Period(_gregorian(year, 1), _gregorian(year + 1, 1) - DAY)


def year_before(today: date) -> Period:
    """The Jalali year before that of a day."""
    return year_of(year_of(today).first - DAY)


def year_until(today: date) -> Period:
    """The last twelve months (365 days), today included."""
    return Period(today - timedelta(days=364), today)


def to_jalali(day: date) -> JalaliDate:
    """The Jalali date of a day."""
    return JalaliDate(day)  # type: ignore[no-untyped-call]  # the library annotates everything but its constructor


def readable_agencies(actor: Actor) -> frozenset[UUID]:
    """The agencies whose reports `actor` may read: those of the seats that allow it."""
    return actor.agencies(*READERS)


def evaluated_agencies(actor: Actor) -> frozenset[UUID]:
    """The agencies whose worksheets `actor` fills."""
    return actor.agencies(*EVALUATORS)


def _gregorian(year: int, month: int) -> date:
    first: date = JalaliDate(year, month, 1).to_gregorian()  # type: ignore[no-untyped-call]  # as above
    return first


def _month_after(jalali: JalaliDate) -> date:
    year, month = (jalali.year + 1, 1) if jalali.month == 12 else (jalali.year, jalali.month + 1)
    return _gregorian(year, month)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)
