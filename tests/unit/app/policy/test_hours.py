"""Hours of a day: as people write them, and in words again."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from app.policy.errors import UnreadableHours
from app.policy.hours import CLOSED_WORDS, MOST_PERIODS, hours_words, read_hours

MORNING = ((time(8), time(14)),)
SPLIT = ((time(8), time(12, 30)), (time(13), time(16)))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("۸ تا ۱۴", MORNING),
        ("8-14", MORNING),
        (" 08:00 — 14:00 ", MORNING),
        ("8 to 14", MORNING),
        ("۸:۰۰ تا ۱۲:۳۰ و ۱۳ تا ۱۶", SPLIT),
        ("08:00–12:30, 13:00–16:00", SPLIT),
        ("8-12:30; 13-16", SPLIT),
        ("8-12:30 and 13-16", SPLIT),
        ("۸-۱۲:۳۰، ۱۳-۱۶", SPLIT),
        ("18-24", ((time(18), time(0)),)),
        ("0-24", ((time(0), time(0)),)),
        ("0:00-0:59", ((time(0), time(0, 59)),)),
        ("22:15-23:59", ((time(22, 15), time(23, 59)),)),
        ("1-2,3-4,5-6,7-8", tuple((time(hour), time(hour + 1)) for hour in (1, 3, 5, 7))),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, hours: engine.Hours) -> None:
    assert read_hours(text) == hours
    assert all(read_hours(hours_words(hours, language)) == hours for language in ("fa", "en"))


@pytest.mark.parametrize("text", [*sorted(CLOSED_WORDS), "Closed", "  تعطیل "])
def test_words_for_closed_are_no_hours(text: str) -> None:
    assert read_hours(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8",
        "8-",
        "14-8",
        "8-8",
        "8-12, 11-13",
        "23-25",
        "24-24",
        "24-8",
        "25-26",
        "8:60-9",
        "8-24:01",
        "24:30-25",
        "1-2,3-4,5-6,7-8,9-10",
        "8-14, closed",
        "eight to two",
    ],
)
def test_what_is_no_hours_is_refused(text: str) -> None:
    with pytest.raises(UnreadableHours):
        read_hours(text)


def test_four_periods_a_day_are_the_most() -> None:
    assert MOST_PERIODS == 4


@pytest.mark.parametrize(
    ("hours", "fa", "en"),
    [
        ((), "تعطیل", "closed"),
        (MORNING, "۸ تا ۱۴", "8–14"),
        (SPLIT, "۸ تا ۱۲:۳۰ و ۱۳ تا ۱۶", "8–12:30 and 13–16"),
        (((time(9, 5), time(10)),), "۹:۰۵ تا ۱۰", "9:05–10"),
        (((time(18), time(0)),), "۱۸ تا ۲۴", "18–24"),
        (((time(0), time(8)),), "۰ تا ۸", "0–8"),
        (((time(0, 30), time(0, 45)),), "۰:۳۰ تا ۰:۴۵", "0:30–0:45"),
    ],
)
def test_hours_in_words(hours: engine.Hours, fa: str, en: str) -> None:
    assert (hours_words(hours, "fa"), hours_words(hours, "en")) == (fa, en)


@given(st.lists(st.integers(0, 24 * 60 - 1), min_size=2, max_size=8, unique=True))
def test_words_are_read_as_the_same_hours(minutes: list[int]) -> None:
    edges = [time(minute // 60, minute % 60) for minute in sorted(minutes)]
    hours = tuple(zip(edges[::2], edges[1::2], strict=False))
    assert all(read_hours(hours_words(hours, language)) == hours for language in ("fa", "en"))
