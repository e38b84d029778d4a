"""Date and time in one answer: typed as people write it → ISO 8601 text on the desk's clock, and back to words.

Whatever is taken means one moment only: one that the clocks left out is refused, one that they showed twice is asked
about."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine import DEFAULT_CALENDAR
from forms.problems import refuse
from forms.values.dates import date_words, jalali_parts, read_date, read_time
from forms.values.digits import normalise_text, persian_digits

#: the box of the time beside the three of the date
TIME_BOX = "time"
#: minutes of a day
DAY_MINUTES = 24 * 60
_ZONE_PATTERN = r"Z|[+-](?:0\d|1[0-8]):[0-5]\d(?::[0-5]\d)?"
_WHOLE = re.compile(rf"(\d{{1,2}}:\d\d)(?::(\d\d)(?:\.0{{1,9}})?)? ?({_ZONE_PATTERN})?$", re.ASCII)
_CLOCK = re.compile(rf"([^ Z+-]+) ?({_ZONE_PATTERN})?", re.ASCII)
_BEFORE_CLOCK = re.compile(r"[T\s،,]*(?:ساعت\s*)?$")


class Serializing(StrEnum):
    """How a moment is stored: form-js's `timeSerializingFormat`."""

    #: as the clock shows it, without a zone; what form-js does where nothing is said
    NO_TIMEZONE = "no_timezone"
    #: with the desk's offset from UTC
    UTC_OFFSET = "utc_offset"
    #: in UTC, with a Z
    UTC_NORMALIZED = "utc_normalized"


def read_moment(value: object, serializing: Serializing = Serializing.NO_TIMEZONE) -> str:
    """ISO 8601 text, such as 2025-11-23T14:30:00+03:30, of a typed moment: «۱۴۰۴/۹/۲ ساعت ۱۴:۳۰», 2025-11-23T11:00Z, or
    a mapping with year, month, day and time. Either may have an offset from UTC.

    Raises Refusal for what is no moment, for one that the desk's clocks left out, and for one that they showed twice,
    unless its offset stands there or no zone is stored."""
    day, clock, seconds, offset = _parts_of_boxes(value) if isinstance(value, Mapping) else _parts_of_text(value)
    typed = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock)) + timedelta(seconds=seconds)
    local = _on_the_clock(typed, offset, doubled_is_fine=serializing is Serializing.NO_TIMEZONE)
    if local.second:
        refuse("time_form", "ساعت را بی ثانیه و مانند ۱۴:۳۰ بنویسید.", "Write the time without seconds, as in 14:30.")
    if serializing is Serializing.UTC_NORMALIZED:
        return local.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
    return (local if serializing is Serializing.UTC_OFFSET else local.replace(tzinfo=None)).isoformat()


def local_moment(text: object) -> datetime | None:
    """What the desk's clock shows at a moment in ISO 8601 text (an offset, Z, or @Zone/Name as in FEEL), without its
    zone; None for anything else."""
    plain, _, zone = str(text).partition("@")
    try:
        moment = datetime.fromisoformat(plain) if "T" in plain else None
        if moment is not None and zone:
            moment = moment.replace(tzinfo=ZoneInfo(zone))
        if moment is None or moment.tzinfo is None:
            return moment
        return moment.astimezone(DEFAULT_CALENDAR.tz).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError, ZoneInfoNotFoundError):
        return None


def moment_words(local: datetime, language: str) -> str:
    """«یکشنبه ۲ آذر ۱۴۰۴، ساعت ۱۴:۳۰», or "Sunday 2 Azar 1404 (23 November 2025), 14:30"."""
    day, clock = date_words(local.date(), language), f"{local:%H:%M}"
    return f"{day}, {clock}" if language == "en" else f"{day}، ساعت {persian_digits(clock)}"


def show_moment(text: str, language: str) -> str:
    """A stored moment in words; text that is none as it is."""
    local = local_moment(text)
    try:
        return text if local is None else moment_words(local, language)
    except ValueError:  # years that the Jalali calendar hasn't
        return text


def moment_parts(stored: object) -> dict[str, str]:
    """The boxes of a stored moment, date and time; of anything else, empty boxes."""
    local = local_moment(stored)
    if local is None:
        return {**jalali_parts(None), TIME_BOX: ""}
    return {**jalali_parts(local.date()), TIME_BOX: f"{local:%H:%M}{_offset_needed(str(stored), local)}"}


def _offset_needed(stored: str, local: datetime) -> str:
    """The offset that tells a moment apart which the clocks showed twice; nothing for others."""
    first, second = _both(local)
    if first == second or not re.search(rf"({_ZONE_PATTERN})$", stored, re.ASCII):
        return ""
    shown = datetime.fromisoformat(stored).astimezone(DEFAULT_CALENDAR.tz)
    return f" {_offset_text(shown.utcoffset())}"


def _parts_of_boxes(boxes: Mapping[object, object]) -> tuple[str, str, int, str]:
    day = read_date(boxes)
    typed = normalise_text(str(boxes.get(TIME_BOX) or ""))
    if not typed:
        refuse("time_missing", "ساعت را هم بنویسید؛ مانند ۱۴:۳۰.", "Add the time, as in 14:30.")
    found = _CLOCK.fullmatch(typed)
    return day, read_time(found[1] if found else typed), 0, (found[2] or "") if found else ""


def _parts_of_text(value: object) -> tuple[str, str, int, str]:
    text = normalise_text(value) if isinstance(value, str) else ""
    found = _WHOLE.search(text)
    if found is None:
        refuse(
            "moment_form",
            "تاریخ و ساعت را با هم بنویسید؛ مانند ۱۴۰۴/۹/۲ ساعت ۱۴:۳۰.",
            "Write date and time, as in 1404/9/2 14:30.",
        )
    day = _BEFORE_CLOCK.sub("", text[: found.start()])
    return read_date(day), read_time(found[1]), int(found[2] or 0), found[3] or ""


def _on_the_clock(typed: datetime, offset: str, *, doubled_is_fine: bool) -> datetime:
    """The moment in the desk's zone."""
    zone = DEFAULT_CALENDAR.tz
    if offset:
        return datetime.fromisoformat(f"{typed.isoformat()}{offset}").astimezone(zone)
    first, second = _both(typed)
    local = typed.replace(tzinfo=zone)
    clock = f"{typed:%H:%M}"
    if first < second:
        refuse(
            "moment_skipped",
            f"در این روز ساعت‌ها جلو کشیده شد و ساعت {persian_digits(clock)} نبود؛ ساعت دیگری بنویسید.",
            f"Clocks went forward on that day and never showed {clock}; write another time.",
        )
    if first > second and not doubled_is_fine:
        both = [f"{clock} {_offset_text(one)}" for one in (first, second)]
        isolated = [f"\u2066{one}\u2069" for one in both]  # so that they keep their direction in a Persian sentence
        refuse(
            "moment_doubled",
            f"در این روز ساعت‌ها عقب کشیده شد و ساعت {persian_digits(clock)} دو بار بود؛ یکی از این دو را بنویسید: "
            f"{' یا '.join(isolated)}.",
            f"Clocks went back on that day and showed {clock} twice; write one of: {' or '.join(both)}.",
        )
    return local


def _both(local: datetime) -> tuple[timedelta, timedelta]:
    """The offsets from UTC that the desk's clock may have at what it shows; equal but around a change."""
    at = local.replace(tzinfo=DEFAULT_CALENDAR.tz, fold=0)
    return at.utcoffset() or timedelta(), at.replace(fold=1).utcoffset() or timedelta()


def _offset_text(offset: timedelta | None) -> str:
    return timezone(offset or timedelta()).tzname(None).removeprefix("UTC") or "Z"
