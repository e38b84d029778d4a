"""ISO 8601 durations as a value: years to seconds kept apart, because a month has no fixed length."""

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from engine.time.errors import BadDuration

_ISO = re.compile(
    r"P(?=[0-9T])(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?"
    r"(?:T(?=\d)(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})(?:[.,](\d{1,6})\d*)?S)?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Duration:
    """A non-negative span of time: calendar months, then weeks and days, then exact time."""

    months: int = 0
    weeks: int = 0
    days: int = 0
    exact: timedelta = timedelta()

    @classmethod
    def parse(cls, text: str) -> "Duration":
        """Read an ISO 8601 duration (weeks may be combined with days; only seconds may have decimals).

        Raises `BadDuration` on anything else, negative durations included: a promise can't lie in the past."""
        return _parsed(text.strip())

    def __str__(self) -> str:
        date = "".join(f"{n}{unit}" for n, unit in ((self.months, "M"), (self.weeks, "W"), (self.days, "D")) if n)
        seconds, microseconds = divmod(self.exact // timedelta(microseconds=1), 1_000_000)
        fraction = f".{microseconds:06}".rstrip("0") if microseconds else ""
        parts = (seconds // 3600, "H"), (seconds // 60 % 60, "M"), (seconds % 60, "S")
        time = "".join(
            f"{n}{fraction if unit == 'S' else ''}{unit}" for n, unit in parts if n or (unit == "S" and fraction)
        )
        return f"P{date}T{time}" if time else f"P{date or '0D'}"


@lru_cache(maxsize=256)
def _parsed(text: str) -> Duration:
    match = _ISO.fullmatch(text)
    if match is None:
        raise BadDuration(f"“{text[:40]}” isn't a duration; write for example P10D or PT8H30M.")
    years, months, weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[:7])
    microseconds = int((match[8] or "").ljust(6, "0"))
    exact = timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=microseconds)
    return Duration(years * 12 + months, weeks, days, exact)
