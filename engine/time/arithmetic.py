"""Durations and distances, in working time and in calendar time. Moments go in aware and come out in UTC.

The rule of the promise is here: see `add_duration`."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

from persiantools.jdatetime import JalaliDate

from engine.model import Clock
from engine.time.calendar import DEFAULT_CALENDAR, WorkingCalendar
from engine.time.duration import Duration
from engine.time.errors import BeyondCalendar, NaiveMoment
from engine.time.ledger import EPOCH, MICROSECOND


def add_duration(
    start: datetime,
    duration: Duration | str,
    *,
    clock: Clock = Clock.WORKING,
    calendar: WorkingCalendar = DEFAULT_CALENDAR,
) -> datetime:
    """The moment at which a duration that begins at `start` is over.

    On the working clock the day of `start` isn't counted: `P3D` is over when the third working day after it closes,
    at whatever hour `start` was. `PT8H` is eight working hours from `start` on. Weeks, months and years are
    spans of the calendar, as the law counts them: they are over when that date closes, or the next working day.
    Parts add up from the longest to the shortest.

    On the calendar clock years, months, weeks and days keep the time on the wall in the calendar's zone (31 January
    and a month is the last of February; a time that a change of offset skips moves past it), hours are exact.

    On both clocks months and years are those of the calendar: of Iran's where it says `jalali_months` (31 Farvardin
    and six months is 30 Mehr), else of ISO 8601.

    Raises `BadDuration` (a text that isn't one), `NaiveMoment`, `NoWorkingTime`, `BeyondCalendar`."""
    span = Duration.parse(duration) if isinstance(duration, str) else duration
    try:
        if clock is Clock.CALENDAR:
            return _add_calendar(_aware(start), span, calendar)
        return _add_working(_aware(start), span, calendar)
    except OverflowError:
        raise BeyondCalendar from None


def subtract_duration(
    end: datetime,
    duration: Duration | str,
    *,
    clock: Clock = Clock.WORKING,
    calendar: WorkingCalendar = DEFAULT_CALENDAR,
) -> datetime:
    """When to act so that a duration is left until `end`: for warnings.

    On the working clock `P2D` is the opening of the second working day before the date of `end`, so that it, the day
    between and the last one are left; hours are working hours. On the calendar clock the time on the wall is kept.
    Weeks are seven days, months those of the calendar. Raises as `add_duration` does."""
    span = Duration.parse(duration) if isinstance(duration, str) else duration
    try:
        local = _aware(end).astimezone(calendar.tz)
        day = _shifted(local.date(), Duration(-span.months, -span.weeks), calendar)
        if clock is Clock.CALENDAR:
            wall = datetime.combine(day - timedelta(span.days), local.time(), calendar.tz)
            return wall.astimezone(UTC) - span.exact
        return _subtract_working(end, span, day, calendar)
    except OverflowError:
        raise BeyondCalendar from None


def _subtract_working(end: datetime, span: Duration, day: date, calendar: WorkingCalendar) -> datetime:
    ledger = calendar.ledger
    moment = _number(end)
    if span.days:
        moment = ledger.opening_of_day_before(day.toordinal(), span.days)
    elif span.months or span.weeks:
        moment = ledger.next_opening(_number(datetime.combine(day, time(), calendar.tz)))
    if span.exact:
        moment = ledger.retreat(moment, span.exact // MICROSECOND)
    return _moment(moment)


def working_between(a: datetime, b: datetime, calendar: WorkingCalendar = DEFAULT_CALENDAR) -> timedelta:
    """The working time from a to b; negative when b comes first. Raises `NaiveMoment`, `BeyondCalendar`."""
    return timedelta(microseconds=calendar.ledger.worked_between(_number(a), _number(b)))


def working_days_between(a: datetime, b: datetime, calendar: WorkingCalendar = DEFAULT_CALENDAR) -> int:
    """How many working days after the date of a, up to and with the date of b (so `P3D` from a is 3 days away);
    negative when b comes first. Raises `NaiveMoment`, `BeyondCalendar`."""
    zone = calendar.tz
    first, last = (_aware(moment).astimezone(zone).toordinal() for moment in (a, b))
    return calendar.ledger.days_between(first, last)


def next_opening(at: datetime, calendar: WorkingCalendar = DEFAULT_CALENDAR) -> datetime:
    """`at` within working time, else the moment at which work begins next.

    Raises `NaiveMoment`, `NoWorkingTime`, `BeyondCalendar`."""
    return _moment(calendar.ledger.next_opening(_number(at)))


def _add_calendar(start: datetime, span: Duration, calendar: WorkingCalendar) -> datetime:
    if span.months or span.weeks or span.days:
        zone = calendar.tz
        local = start.astimezone(zone)
        day = _shifted(local.date(), span, calendar) + timedelta(span.days)
        wall = datetime.combine(day, local.time(), zone).replace(fold=local.fold if day == local.date() else 0)
        start = wall.astimezone(UTC)
    return start.astimezone(UTC) + span.exact


def _add_working(start: datetime, span: Duration, calendar: WorkingCalendar) -> datetime:
    ledger = calendar.ledger
    moment = (start - EPOCH) // MICROSECOND
    if span.months or span.weeks or span.days:
        day = _shifted(start.astimezone(calendar.tz).date(), span, calendar)
        moment = ledger.closing_of_day(day.toordinal(), span.days)
    if span.exact:
        moment = ledger.advance(moment, span.exact // MICROSECOND)
    return _moment(moment)


def _shifted(day: date, span: Duration, calendar: WorkingCalendar) -> date:
    """The date some months and weeks later; the last of a month where the month is too short."""
    if span.months:
        day = (_iranian_months if calendar.jalali_months else _iso_months)(day, span.months)
    return day + timedelta(weeks=span.weeks)


def _iso_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _iranian_months(day: date, months: int) -> date:
    try:
        jalali = JalaliDate(day)  # type: ignore[no-untyped-call]  # the library annotates everything but its constructor
        year, month = divmod(jalali.year * 12 + jalali.month - 1 + months, 12)
        of_month = min(jalali.day, JalaliDate.days_in_month(month + 1, year))
        shifted: date = JalaliDate(year, month + 1, of_month).to_gregorian()  # type: ignore[no-untyped-call]
    except ValueError:
        raise BeyondCalendar("The calendar of Iran is known for its years 1 to 9377 only.") from None
    return shifted


def _aware(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise NaiveMoment
    return moment


def _number(moment: datetime) -> int:
    return (_aware(moment) - EPOCH) // MICROSECOND


def _moment(number: int) -> datetime:
    return EPOCH + timedelta(microseconds=number)
