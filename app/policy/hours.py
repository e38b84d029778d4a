"""Hours of a day as people write them: «۸ تا ۱۴», "8:00-12:30, 13-16", «تعطیل»; and back to words."""

import re
from datetime import time

import engine
from app.policy.errors import UnreadableHours
from forms.values.digits import normalise_text, persian_digits

CLOSED_WORDS = frozenset({"تعطیل", "بسته", "closed", "off", "-", "—"})
_PERIODS = re.compile(r"\s*(?:،|,|;|؛|\bو\b|\band\b)\s*")
_PERIOD = re.compile(r"(\d{1,2})(?::([0-5]\d))?\s*(?:تا|to|-|–|—)\s*(\d{1,2})(?::([0-5]\d))?")
MOST_PERIODS = 4


def read_hours(text: str) -> engine.Hours:
    """The working periods of a day; () for closed. Raises UnreadableHours, also where periods overlap."""
    text = normalise_text(text).lower()
    if text in CLOSED_WORDS:
        return ()
    hours = tuple(_period(part) for part in _PERIODS.split(text))
    if len(hours) > MOST_PERIODS:
        raise UnreadableHours
    try:
        engine.WorkingCalendar("UTC", (hours, *((),) * 6))
    except engine.BadCalendar:
        raise UnreadableHours from None
    return hours


def hours_words(hours: engine.Hours, language: str) -> str:
    """«۸ تا ۱۴»; «تعطیل» for none."""
    if not hours:
        return "تعطیل" if language == "fa" else "closed"
    joined, between = (" و ", " تا ") if language == "fa" else (" and ", "–")
    words = joined.join(f"{_clock(start)}{between}{_clock(end, ends=True)}" for start, end in hours)
    return persian_digits(words) if language == "fa" else words


def _period(text: str) -> tuple[time, time]:
    found = _PERIOD.fullmatch(text.strip())
    if found is None:
        raise UnreadableHours
    first, first_minute, last, last_minute = (int(part or 0) for part in found.groups())
    if first > 23 or last > 24 or (last == 24 and last_minute):
        raise UnreadableHours
    return time(first, first_minute), time(last % 24, last_minute)


def _clock(moment: time, *, ends: bool = False) -> str:
    hour = 24 if ends and moment == time(0) else moment.hour
    return f"{hour}:{moment.minute:02}" if moment.minute else str(hour)
