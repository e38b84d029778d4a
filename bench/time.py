"""What a promise costs: operations of `engine.time` in microseconds, compared with plain `datetime` in the same run."""

import json
import timeit
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from engine.model import Clock
from engine.time import (
    DEFAULT_CALENDAR,
    Season,
    WorkingCalendar,
    add_duration,
    next_opening,
    working_between,
    working_days_between,
)

GOAL_MICROSECONDS = 20
ROUNDS = 20_000
#: an early start of the week's five days, in two parts
SUMMER = tuple(((time(6), time(10)), (time(10, 30), time(13))) if hours else None for hours in DEFAULT_CALENDAR.week)


def microseconds(operation: Callable[[], object]) -> float:
    """The best of five runs, per call."""
    return min(timeit.repeat(operation, number=ROUNDS, repeat=5)) / ROUNDS * 1e6


def main() -> None:
    """Print one line of JSON per operation."""
    holidays = frozenset(date(year, 3, day) for year in range(2015, 2045) for day in range(20, 26))
    calendar = WorkingCalendar(
        "Asia/Tehran",
        DEFAULT_CALENDAR.week,
        holidays,
        {date(year, 12, 1): () for year in range(2015, 2045)},
        seasons=tuple(Season(date(year, 6, 1), SUMMER, date(year, 9, 15)) for year in range(2015, 2045)),
        jalali_months=True,
    )
    start = datetime(2026, 3, 14, 5, 30, tzinfo=UTC)
    later = start + timedelta(days=400)
    plain = microseconds(lambda: start + timedelta(days=10))
    operations: dict[str, Callable[[], object]] = {
        "time: add P10D, working": lambda: add_duration(start, "P10D", calendar=calendar),
        "time: add PT8H, working": lambda: add_duration(start, "PT8H", calendar=calendar),
        "time: add P1M, calendar": lambda: add_duration(start, "P1M", clock=Clock.CALENDAR, calendar=calendar),
        "time: working time between dates": lambda: working_between(start, later, calendar),
        "time: working days between dates": lambda: working_days_between(start, later, calendar),
        "time: next opening": lambda: next_opening(start, calendar),
    }
    for name, operation in operations.items():
        value = microseconds(operation)
        line = {
            "name": name,
            "value": round(value, 2),
            "unit": "µs",
            "versus": {"datetime + timedelta": round(plain, 3)},
            "ratio": round(value / plain, 1),
            "goal": GOAL_MICROSECONDS,
            "reached": value < GOAL_MICROSECONDS,
        }
        print(json.dumps(line, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
