"""Periods of Jalali days: edges of months and years, lengths, what is refused, and who reads about whom."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy import reporting
from app.policy.actors import Actor, Seat
from app.policy.errors import EndBeforeStart, PeriodTooLong
from app.policy.reporting import Period, month_of
from app.vocabulary import Role

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


def test_period_of_one_day_up_to_ten_years_is_allowed() -> None:
    assert Period(AZAR, AZAR).days == 1
    longest = Period(AZAR, AZAR + timedelta(days=3660))
    assert longest.days == 3661
    with pytest.raises(PeriodTooLong):
        Period(AZAR, longest.last + timedelta(days=1))


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 3, 21), date(2026, 3, 21), date(2026, 6, 21)),  # spring
        (date(2026, 6, 21), date(2026, 3, 21), date(2026, 6, 21)),
        (date(2026, 6, 22), date(2026, 6, 22), date(2026, 9, 22)),  # summer
        (date(2026, 9, 23), date(2026, 9, 23), date(2026, 12, 21)),  # autumn
        (date(2026, 12, 22), date(2026, 12, 22), date(2027, 3, 20)),  # winter
        (date(2027, 3, 20), date(2026, 12, 22), date(2027, 3, 20)),
    ],
)
def test_seasons_are_three_jalali_months_each(day: date, first: date, last: date) -> None:
    assert reporting.season_of(day) == Period(first, last)


def test_month_before_the_first_of_a_year_is_the_last_of_the_year_before() -> None:
    assert reporting.month_before(date(2026, 3, 21)) == Period(date(2026, 2, 20), date(2026, 3, 20))


def test_month_is_over_when_the_next_one_begins() -> None:
    (month,) = reporting.month_of(AZAR).months()
    assert month == ("1405-09", date(2026, 12, 21), datetime(2026, 12, 21, 20, 30, tzinfo=UTC))


def test_whole_months_are_named_by_their_first_days() -> None:
    period = Period(date(2026, 11, 22), date(2027, 1, 21))  # Azar, Dey and the first of Bahman
    assert period.whole_months() == (date(2026, 11, 22), date(2026, 12, 22))
    assert period.other_days() == ((date(2027, 1, 21), date(2027, 1, 21)),)
    assert month_of(AZAR).other_days() == ()


@pytest.mark.parametrize(
    ("role", "reads", "evaluates"),
    [
        (Role.CLERK, False, False),
        (Role.EXPERT, False, False),
        (Role.FRONT_DESK, False, False),
        (Role.ANALYST, False, False),
        (Role.SUPERVISOR, True, False),
        (Role.MANAGER, True, False),
        (Role.EVALUATOR, True, True),
        (Role.ADMINISTRATOR, True, True),
    ],
)
def test_reports_and_worksheets_belong_to_the_agencies_of_some_seats(role: Role, reads: bool, evaluates: bool) -> None:
    agency = UUID(int=1)
    actor = Actor(UUID(int=2), "رضا", (Seat(role, agency_id=agency), Seat(Role.CLERK, agency_id=UUID(int=3))))
    assert reporting.readable_agencies(actor) == ({agency} if reads else set())
    assert reporting.evaluated_agencies(actor) == ({agency} if evaluates else set())
