"""Periods and spans of time in the words of a report."""

from datetime import date, timedelta

import pytest

from app.policy import reporting
from app.policy.reporting import Period
from app.usecases.reports.report_export import days_of, period_words, span_words

AZAR = date(2026, 11, 24)  # 3 Azar 1405


@pytest.mark.parametrize(
    ("period", "fa", "en"),
    [
        (reporting.month_of(AZAR), "آذر ۱۴۰۵", "Azar 1405"),
        (reporting.year_of(AZAR), "سال ۱۴۰۵", "year 1405"),
        (
            Period(date(2026, 11, 23), AZAR),
            "از ۱۴۰۵/۰۹/۰۲ تا ۱۴۰۵/۰۹/۰۳",
            "from 1405/09/02 to 1405/09/03 (2026-11-23 to 2026-11-24)",
        ),
    ],
)
def test_period_in_words(period: Period, fa: str, en: str) -> None:
    assert (period_words(period, "fa"), period_words(period, "en")) == (fa, en)


@pytest.mark.parametrize(
    ("span", "fa", "en"),
    [
        (None, "—", "—"),
        (timedelta(), "۰ دقیقه", "0 minutes"),
        (timedelta(minutes=1), "۱ دقیقه", "1 minute"),
        (timedelta(days=3, hours=4, minutes=59), "۳ روز و ۴ ساعت", "3 days and 4 hours"),
        (timedelta(days=2, minutes=5), "۲ روز و ۵ دقیقه", "2 days and 5 minutes"),
    ],
)
def test_span_in_its_two_largest_units(span: timedelta | None, fa: str, en: str) -> None:
    assert (span_words(span, "fa"), span_words(span, "en")) == (fa, en)


def test_span_in_days_has_one_decimal() -> None:
    assert days_of(timedelta(hours=30)) == 1.2
    assert days_of(None) is None
