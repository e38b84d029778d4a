"""Official holidays proposed by the `holidays` package; lunar ones are marked as estimated until somebody confirms."""

from collections.abc import Iterator
from datetime import date

import holidays

from app.data import calendar_queries
from app.vocabulary import HolidayKind

ESTIMATED = "تخمینی"


def propose(first_year: int, last_year: int) -> Iterator[tuple[date, str, str, HolidayKind]]:
    """(day, Persian name, English name, how sure) of each holiday of these Gregorian years."""
    years = range(first_year, last_year + 1)
    persian = holidays.country_holidays("IR", years=years, language="fa_IR")
    english = holidays.country_holidays("IR", years=years, language="en_US")
    for day, name in sorted(persian.items()):
        kind = HolidayKind.ESTIMATED if ESTIMATED in name else HolidayKind.CONFIRMED
        yield day, name.replace(f"({ESTIMATED})", "").strip(), english.get(day, name), kind


def store(first_year: int, last_year: int) -> int:
    """Store the proposed holidays that aren't stored yet; returns how many."""
    return calendar_queries.keep_holidays(propose(first_year, last_year))
