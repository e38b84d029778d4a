"""The working periods of a calendar as sorted moments with running totals, so that every question is a binary search.

Grows by whole years on demand; a grown span replaces the old one at once, so threads may share a ledger."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from engine.time.errors import BeyondCalendar, NoWorkingTime

FIRST_YEAR, LAST_YEAR = 1970, 2199
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

Hours = tuple[tuple[time, time], ...]


@dataclass(frozen=True, slots=True)
class _Span:
    """Working periods of the years `first` to `last`. Moments are microseconds since 1970 in UTC."""

    first: int
    last: int
    opens: list[int]
    closes: list[int]
    #: working time before each period, and after the last
    total: list[int]
    #: ordinals of the working days, and the first opening and last closing moment of each
    days: list[int]
    day_opens: list[int]
    day_closes: list[int]


class Ledger:
    """Answers for one calendar. Moments in and out are microseconds since 1970 in UTC, days are ordinals."""

    def __init__(self, zone: tzinfo, hours_on: Callable[[date], Hours]) -> None:
        self._zone = zone
        self._hours_on = hours_on
        self._span = _Span(FIRST_YEAR, FIRST_YEAR - 1, [], [], [0], [], [], [])

    def worked_between(self, a: int, b: int) -> int:
        """Working microseconds from a to b; negative when b comes first."""
        span = self._covering(_year(min(a, b)), _year(max(a, b)))
        return _worked_until(span, b) - _worked_until(span, a)

    def advance(self, start: int, work: int) -> int:
        """The moment at which `work` > 0 microseconds of work are done, counted from `start`."""
        year = _year(start)
        span = self._covering(year, year)
        goal = _worked_until(span, start) + work
        while span.total[-1] < goal:
            span = self._longer(span)
            goal = _worked_until(span, start) + work
        index = bisect_left(span.total, goal) - 1
        return span.opens[index] + goal - span.total[index]

    def retreat(self, end: int, work: int) -> int:
        """The latest moment from which `work` > 0 microseconds of work are done by `end`."""
        year = _year(end)
        span = self._covering(year, year)
        goal = _worked_until(span, end) - work
        while goal < 0:
            span = self._earlier(span)
            goal = _worked_until(span, end) - work
        index = bisect_right(span.total, goal) - 1
        return span.opens[index] + goal - span.total[index]

    def opening_of_day_before(self, day: int, count: int) -> int:
        """The first opening of the `count`-th working day before `day`."""
        year = _year_of_day(day)
        span = self._covering(year, year)
        while True:
            index = bisect_left(span.days, day) - count
            if index >= 0:
                return span.day_opens[index]
            span = self._earlier(span)

    def next_opening(self, at: int) -> int:
        """`at` itself within working time, else the next opening."""
        year = _year(at)
        span = self._covering(year, year)
        while not span.closes or span.closes[-1] <= at:
            span = self._longer(span)
        return max(at, span.opens[bisect_right(span.closes, at)])

    def closing_of_day(self, day: int, count: int) -> int:
        """The closing moment of the `count`-th working day after `day`; 0 means the first one from `day` on."""
        year = _year_of_day(day)
        span = self._covering(year, year)
        while True:
            index = bisect_right(span.days, day) + count - 1 if count else bisect_left(span.days, day)
            if index < len(span.days):
                return span.day_closes[index]
            span = self._longer(span)

    def days_between(self, a: int, b: int) -> int:
        """Working days after day `a` up to and with day `b`; negative when b comes first."""
        span = self._covering(_year_of_day(min(a, b)), _year_of_day(max(a, b)))
        return bisect_right(span.days, b) - bisect_right(span.days, a)

    def _longer(self, span: _Span) -> _Span:
        if span.last >= LAST_YEAR:
            raise NoWorkingTime
        step = max(1, span.last - span.first)  # doubles, so that a far goal costs few rounds
        return self._covering(span.first, min(LAST_YEAR, span.last + step))

    def _earlier(self, span: _Span) -> _Span:
        if span.first <= FIRST_YEAR:
            raise NoWorkingTime
        step = max(1, span.last - span.first)
        return self._covering(max(FIRST_YEAR, span.first - step), span.last)

    def _covering(self, first: int, last: int) -> _Span:
        """The span of at least these years, with a year to spare on both sides for zones."""
        span = self._span
        if span.first < first and last < span.last:
            return span
        if first < FIRST_YEAR or last > LAST_YEAR:
            raise BeyondCalendar
        first = max(FIRST_YEAR, first - 1)
        last = min(LAST_YEAR, last + 1)
        if span.first <= span.last:
            first, last = min(first, span.first), max(last, span.last)
        if (first, last) != (span.first, span.last):
            span = self._span = self._computed(first, last)
        return span

    def _computed(self, first: int, last: int) -> _Span:
        span = _Span(first, last, [], [], [0], [], [], [])
        for day in range(date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal() + 1):
            self._add_day(span, date.fromordinal(day))
        return span

    def _add_day(self, span: _Span, day: date) -> None:
        periods = len(span.opens)
        for start, end in self._hours_on(day):
            opening = self._moment(day, start)
            closing = self._moment(day + timedelta(1) if end == time(0) else day, end)
            if closing > opening:  # a change of offset can swallow a short period
                span.opens.append(opening)
                span.closes.append(closing)
                span.total.append(span.total[-1] + closing - opening)
        if len(span.opens) > periods:
            span.days.append(day.toordinal())
            span.day_opens.append(span.opens[periods])
            span.day_closes.append(span.closes[-1])

    def _moment(self, day: date, clock: time) -> int:
        """When the clock on the wall first shows that time or a later one: an hour that a change of offset
        skips begins at the change, one that it repeats counts twice."""
        wall = datetime.combine(day, clock, self._zone)
        moment = _since_epoch(wall)
        if wall.utcoffset() == wall.replace(fold=1).utcoffset() or _shows(moment, self._zone) == wall.replace(
            tzinfo=None
        ):
            return moment
        before = _since_epoch(wall.replace(fold=1))  # the wall clock skips `clock` somewhere between the two
        while moment - before > 1:
            middle = (before + moment) // 2
            if _shows(middle, self._zone) < wall.replace(tzinfo=None):
                before = middle
            else:
                moment = middle
        return moment


def _worked_until(span: _Span, at: int) -> int:
    index = bisect_right(span.opens, at) - 1
    return span.total[index] + min(at, span.closes[index]) - span.opens[index] if index >= 0 else 0


def _since_epoch(moment: datetime) -> int:
    return (moment - EPOCH) // MICROSECOND


def _shows(moment: int, zone: tzinfo) -> datetime:
    """The clock on the wall at that moment."""
    return (EPOCH + timedelta(microseconds=moment)).astimezone(zone).replace(tzinfo=None, fold=0)


def _year(moment: int) -> int:
    return (EPOCH + timedelta(microseconds=moment)).year


def _year_of_day(day: int) -> int:
    return date.fromordinal(day).year
