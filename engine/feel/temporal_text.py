"""ISO 8601 text of dates, times and durations, both ways (DMN 10.3.4.1; XML Schema lexical forms and `@Zone/Name`)."""

import re

from engine.feel.errors import Undefined
from engine.feel.temporal import NANOS, Date, DateTime, DaysDuration, MonthsDuration, Time, Zone, zone_info

_DATE = re.compile(r"(-?(?:[1-9]\d{4,8}|\d{4}))-(\d\d)-(\d\d)", re.ASCII)
_OFFSET = re.compile(r"[+-]\d\d:\d\d(?::\d\d)?", re.ASCII)
_ZONE = "(Z|z|" + _OFFSET.pattern + r"|@[A-Za-z0-9_+\-/]{1,60})?"
_TIME = re.compile(r"(\d\d):(\d\d):(\d\d)(?:\.(\d{1,30}))?" + _ZONE, re.ASCII)
_MONTHS = re.compile(r"(-?)P(?:(\d{1,12})Y)?(?:(\d{1,12})M)?", re.ASCII)
_DAYS = re.compile(
    r"(-?)P(?:(\d{1,12})D)?(T(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,12})(?:\.(\d{1,30}))?S)?)?", re.ASCII
)
_MAX_OFFSET = 18 * 3600


def parse_date(text: str) -> Date:
    """`2026-03-21`; raises `Undefined` for anything else."""
    found = _DATE.fullmatch(text)
    if found is None:
        raise Undefined(f"{text!r} is not a date")
    year, month, day = (int(part) for part in found.groups())
    return Date(year, month, day)


def parse_time(text: str) -> Time:
    """`08:30:00`, with fraction, `Z`, an offset or `@Asia/Tehran` if wanted; raises `Undefined` for anything else."""
    found = _TIME.fullmatch(text)
    if found is None:
        raise Undefined(f"{text!r} is not a time")
    hour, minute, second, fraction, zone = found.groups()
    return Time.of(int(hour), int(minute), int(second), _nanos(fraction), parse_zone(zone))


def parse_zone(text: str | None) -> Zone | None:
    """Offset in seconds or zone name of `Z`, `+03:30` or `@Asia/Tehran`; raises `Undefined`."""
    if not text:
        return None
    if text in ("Z", "z"):
        return 0
    if text[0] == "@":
        zone_info(text[1:])
        return text[1:]
    if not _OFFSET.fullmatch(text):
        raise Undefined(f"{text!r} is not an offset from UTC")
    hours, minutes, *seconds = (int(part) for part in text[1:].split(":"))
    total = hours * 3600 + minutes * 60 + sum(seconds)
    if total > _MAX_OFFSET or minutes > 59 or sum(seconds) > 59:
        raise Undefined(f"{text!r} is not an offset from UTC")
    return -total if text[0] == "-" else total


def parse_date_time(text: str) -> DateTime:
    """`2026-03-21T08:30:00+03:30`, or a date alone, which means its midnight; raises `Undefined`."""
    day, separator, clock = text.partition("T")
    return DateTime(parse_date(day), parse_time(clock) if separator else Time(0))


def parse_duration(text: str) -> DaysDuration | MonthsDuration:
    """`P1Y2M` or `P3DT4H5M6.7S`; years and days don't mix; raises `Undefined`."""
    months = _MONTHS.fullmatch(text)
    if months and (months[2] or months[3]):
        total = int(months[2] or 0) * 12 + int(months[3] or 0)
        return MonthsDuration(-total if months[1] else total)
    days = _DAYS.fullmatch(text)
    if days is None or not any(days.group(2, 4, 5, 6)) or days[3] == "T":
        raise Undefined(f"{text!r} is not a duration")
    seconds = int(days[2] or 0) * 86_400 + int(days[4] or 0) * 3600 + int(days[5] or 0) * 60 + int(days[6] or 0)
    nanos = seconds * NANOS + _nanos(days[7])
    return DaysDuration(-nanos if days[1] else nanos)


def parse_temporal(text: str) -> Date | Time | DateTime | DaysDuration | MonthsDuration:
    """The value of an `@"..."` literal, told by its shape; raises `Undefined`."""
    if text.lstrip("-").startswith("P"):
        return parse_duration(text)
    if _TIME.fullmatch(text):  # asked first: a zone such as Asia/Tehran has a T too
        return parse_time(text)
    return parse_date_time(text) if "T" in text else parse_date(text)


def format_temporal(value: Date | Time | DateTime | DaysDuration | MonthsDuration) -> str:
    """The canonical ISO 8601 text; `parse_temporal` reads it back."""
    match value:
        case Date():
            sign = "-" if value.year < 0 else ""
            return f"{sign}{abs(value.year):04d}-{value.month:02d}-{value.day:02d}"
        case Time():
            return f"{value.hour:02d}:{value.minute:02d}:{value.second:02d}{_fraction(value.nanos)}{_zone(value.zone)}"
        case DateTime():
            return f"{format_temporal(value.date)}T{format_temporal(value.time)}"
        case MonthsDuration():
            return _format_months(value.months)
        case DaysDuration():
            return _format_days(value.nanos)


def _format_months(total: int) -> str:
    years, months = divmod(abs(total), 12)
    text = (f"{years}Y" if years else "") + (f"{months}M" if months or not years else "")
    return ("-" if total < 0 else "") + "P" + text


def _format_days(nanos: int) -> str:
    seconds = abs(nanos) // NANOS
    days, seconds = divmod(seconds, 86_400)
    hours, seconds = divmod(seconds, 3600)
    minutes, seconds = divmod(seconds, 60)
    fraction = _fraction(abs(nanos))
    clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    clock += f"{seconds}{fraction}S" if seconds or fraction else ""
    text = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
    return ("-" if nanos < 0 else "") + "P" + (text or "T0S")


def _nanos(fraction: str | None) -> int:
    return int((fraction or "0")[:9].ljust(9, "0"))


def _fraction(nanos: int) -> str:
    rest = nanos % NANOS
    return f".{rest:09d}".rstrip("0") if rest else ""


def _zone(zone: Zone | None) -> str:
    if isinstance(zone, str):
        return f"@{zone}"
    if zone is None:
        return ""
    if zone == 0:
        return "Z"
    minutes, seconds = divmod(abs(zone), 60)
    tail = f":{seconds:02d}" if seconds else ""
    return f"{'-' if zone < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}{tail}"
