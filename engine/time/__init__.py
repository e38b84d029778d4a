"""Time that a promise can be made in: working calendars, ISO 8601 durations, and sums of both.

Never reads the system clock; every moment is aware, results are in UTC."""

from engine.time.arithmetic import (
    add_duration,
    next_opening,
    subtract_duration,
    working_between,
    working_days_between,
)
from engine.time.calendar import DEFAULT_CALENDAR, Hours, Season, WorkingCalendar
from engine.time.cron import Cron, is_cron
from engine.time.duration import Duration
from engine.time.errors import BadCalendar, BadDuration, BeyondCalendar, CalendarError, NaiveMoment, NoWorkingTime

__all__ = [
    "DEFAULT_CALENDAR",
    "BadCalendar",
    "BadDuration",
    "BeyondCalendar",
    "CalendarError",
    "Cron",
    "Duration",
    "Hours",
    "NaiveMoment",
    "NoWorkingTime",
    "Season",
    "WorkingCalendar",
    "add_duration",
    "is_cron",
    "next_opening",
    "subtract_duration",
    "working_between",
    "working_days_between",
]
