"""What goes wrong with calendars and durations: one class per reason."""

from engine.errors import EngineError


class CalendarError(EngineError):
    """The calendar can't answer that."""


class BadCalendar(CalendarError):
    """The calendar's hours contradict each other."""


class BadDuration(CalendarError):
    """That isn't an ISO 8601 duration such as P10D or PT8H30M."""


class NoWorkingTime(CalendarError):
    """The calendar has no working time there."""


class BeyondCalendar(CalendarError):
    """Calendars cover the years 1970 to 2199 only."""


class NaiveMoment(CalendarError):
    """A moment needs its offset from UTC."""
