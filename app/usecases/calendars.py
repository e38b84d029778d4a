"""The working calendar that promises and due times are counted in: the week of the desk and the stored holidays."""

from datetime import date
from functools import lru_cache

import engine
from app.data import calendar_queries


def working_calendar() -> engine.WorkingCalendar:
    """The calendar of the country with the holidays that are stored now."""
    return _calendar(calendar_queries.holiday_dates())


@lru_cache(maxsize=8)
def _calendar(days: tuple[date, ...]) -> engine.WorkingCalendar:
    usual = engine.DEFAULT_CALENDAR
    return engine.WorkingCalendar(zone=usual.zone, week=usual.week, holidays=frozenset(days))
