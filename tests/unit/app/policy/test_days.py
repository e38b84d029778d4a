"""Days as the desk counts them."""

from datetime import UTC, date, datetime, timedelta

from app.policy.days import local_day

AZAR = date(2026, 11, 24)


def test_day_turns_at_midnight_in_tehran() -> None:
    assert local_day(datetime(2026, 11, 24, 20, 29, tzinfo=UTC)) == AZAR
    assert local_day(datetime(2026, 11, 24, 20, 30, tzinfo=UTC)) == AZAR + timedelta(days=1)
