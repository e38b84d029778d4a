"""Periods of Jalali days: edges of months and years, lengths, words, and what is refused."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy import reporting
from app.policy.reporting import EndBeforeStart, Period, PeriodTooLong, month_of
from app.usecases.reports.report_export import days_of, period_words, span_words

AZAR = date(2026, 11, 24)  # 3 Azar 1405


@pytest.mark.parametrize(
    ("choose", "first", "last"),
    [
        (reporting.month_of, date(2026, 11, 22), date(2026, 12, 21)),
        (reporting.month_before, date(2026, 10, 23), date(2026, 11, 21)),
        (reporting.season_of, date(2026, 9, 23), date(2026, 12, 21)),
        (reporting.year_of, date(2026, 3, 21), date(2027, 3, 20)),
        (reporting.year_before, date(2025, 3, 21), date(2026, 3, 20)),
        (reporting.year_until, date(2025, 11, 25), AZAR),
    ],
)
def test_quick_choices_are_whole_jalali_periods(choose: object, first: date, last: date) -> None:
    assert choose(AZAR) == Period(first, last)  # type: ignore[operator]  # one of the functions above


def test_last_month_of_a_leap_year_has_thirty_days() -> None:
    assert reporting.month_of(date(2025, 3, 20)).days == 30  # 30 Esfand 1403
    assert reporting.month_of(date(2026, 3, 20)).days == 29


def test_period_begins_and_ends_at_midnight_in_tehran() -> None:
    period = Period(AZAR, AZAR)

    assert period.start == datetime(2026, 11, 23, 20, 30, tzinfo=UTC)
    assert period.end - period.start == timedelta(days=1)


def test_period_before_touches_it_and_is_as_long() -> None:
    period = Period(date(2026, 11, 22), date(2026, 12, 21))

    assert period.before() == Period(date(2026, 10, 23), date(2026, 11, 21))
    assert period.before().end == period.start


def test_months_are_named_in_order_over_the_turn_of_the_year() -> None:
    months = Period(date(2026, 3, 10), date(2026, 4, 25)).months()

    assert [name for name, _, _ in months] == ["1404-12", "1405-01", "1405-02"]
    assert months[0][1:] == (date(2026, 3, 20), datetime(2026, 3, 20, 20, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("first", "last", "months", "others"),
    [
        # a whole year, a month and the days around it, two days less than a month, two halves
        (date(2026, 3, 21), date(2027, 3, 20), 12, []),
        (date(2026, 11, 20), date(2026, 12, 23), 1, [(20, 21), (22, 23)]),
        (date(2026, 11, 23), date(2026, 12, 20), 0, [(23, 20)]),
        (date(2026, 12, 10), date(2027, 1, 10), 0, [(10, 10)]),
        (date(2026, 11, 22), date(2026, 11, 22), 0, [(22, 22)]),
    ],
)
def test_whole_months_and_other_days_make_up_a_period(
    first: date, last: date, months: int, others: list[tuple[int, int]]
) -> None:
    period = Period(first, last)

    assert len(period.whole_months()) == months
    assert [(begin.day, end.day) for begin, end in period.other_days()] == others


@given(st.dates(date(2019, 1, 1), date(2030, 1, 1)), st.integers(0, 900))
def test_no_day_of_a_period_is_lost_or_twice_in_its_parts(first: date, more: int) -> None:
    period = Period(first, first + timedelta(days=more))

    parts = [month_of(day) for day in period.whole_months()] + [Period(*ends) for ends in period.other_days()]

    assert sum(part.days for part in parts) == period.days
    assert all(period.first <= part.first and part.last <= period.last for part in parts)


def test_impossible_periods_are_refused() -> None:
    with pytest.raises(EndBeforeStart):
        Period(AZAR, AZAR - timedelta(days=1))
    with pytest.raises(PeriodTooLong):
        Period(date(1821, 3, 21), date(2220, 3, 20))


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
