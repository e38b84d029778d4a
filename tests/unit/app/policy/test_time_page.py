"""The examples of `docs/time.md` are what the desk computes."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import engine
from app.policy.calendars import CalendarPlace, ScheduleRule, compose
from app.vocabulary import CalendarRuleKind, HolidayKind
from engine import Bilingual

PAGE = Path(__file__).parents[4] / "docs" / "time.md"
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("| 2026-")
]
CLOSED = [
    ScheduleRule(CalendarRuleKind.HOLIDAY, day, day, ((),), Bilingual("تعطیل", "Off"), certainty=HolidayKind.CONFIRMED)
    for day in (date(2026, 6, 4), date(2026, 6, 7))
]


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Tehran"))


def test_page_has_its_examples() -> None:
    assert len(ROWS) == 9


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1]}")
def test_example_is_right(row: tuple[str, ...]) -> None:
    start, duration, clock, due, _why = row
    calendar = compose(CLOSED, CalendarPlace())
    assert engine.add_duration(local(start), duration, clock=engine.Clock(clock), calendar=calendar) == local(due)
