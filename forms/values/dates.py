"""Jalali dates as people write them → ISO Gregorian text, and back to words.

Years 1200-1599 are Jalali, 1800-2199 Gregorian (so that a stored date reads as itself); anything else is refused."""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import NoReturn

from persiantools.jdatetime import JalaliDate

from forms.problems import refuse
from forms.values.digits import normalise_text, persian_digits

MONTHS_FA = ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند")
MONTHS_EN = (
    "Farvardin",
    "Ordibehesht",
    "Khordad",
    "Tir",
    "Mordad",
    "Shahrivar",
    "Mehr",
    "Aban",
    "Azar",
    "Dey",
    "Bahman",
    "Esfand",
)
WEEKDAYS_FA = ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS_FA, 1)} | {"امرداد": 5}
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_SPLIT = re.compile(r"[\s/\-‐-―−.\u060c,]+")
#: seconds are nobody's to drop: none but :00 may stand there
_TIME = re.compile(r"([01]?\d|2[0-3])[:٫.]([0-5]\d)(?::00)?", re.ASCII)


def read_date(value: object) -> str:
    """ISO Gregorian text of a typed date: ۱۴۰۴/۹/۲, 1404-09-02, 2 آذر 1404, or a mapping with year, month and day.

    Raises Refusal for what isn't a date, 30 Esfand of a common year included."""
    year, month, day = _parts_of_boxes(value) if isinstance(value, Mapping) else _parts_of_text(value)
    return _gregorian(year, month, day).isoformat()


def read_time(text: str) -> str:
    """HH:MM of a typed time of day (24 hours)."""
    found = _TIME.fullmatch(normalise_text(text))
    if found is None:
        refuse("time_form", "ساعت را مانند ۱۴:۳۰ بنویسید.", "Write the time as in 14:30.")
    return time(int(found[1]), int(found[2])).isoformat("minutes")


def date_words(day: date, language: str) -> str:
    """«یکشنبه ۲ آذر ۱۴۰۴», or "Sunday 2 Azar 1404 (23 November 2025)"."""
    jalali = _jalali(day)
    if language == "en":
        return (
            f"{WEEKDAYS_EN[day.weekday()]} {jalali.day} {MONTHS_EN[jalali.month - 1]} {jalali.year} ({day:%-d %B %Y})"
        )
    words = f"{WEEKDAYS_FA[day.weekday()]} {jalali.day} {MONTHS_FA[jalali.month - 1]} {jalali.year}"
    return persian_digits(words)


def jalali_parts(iso: object) -> dict[str, str]:
    """The three boxes of a stored date; of anything else, empty boxes."""
    try:
        jalali = _jalali(date.fromisoformat(str(iso)))
    except ValueError:
        return {"year": "", "month": "", "day": ""}
    return {"year": str(jalali.year), "month": str(jalali.month), "day": str(jalali.day)}


def _jalali(*parts: int | date) -> JalaliDate:
    return JalaliDate(*parts)  # type: ignore[no-untyped-call]  # the library annotates everything but its constructor


def _parts_of_boxes(boxes: Mapping[object, object]) -> tuple[int, int, int]:
    names = (("year", "سال"), ("month", "ماه"), ("day", "روز"))
    typed = {name: normalise_text(str(boxes.get(name) or "")) for name, _ in names}
    missing = [(name, fa) for name, fa in names if not typed[name]]
    if missing:
        fa, en = " و ".join(fa for _, fa in missing), " and ".join(name for name, _ in missing)
        refuse("date_incomplete", f"تاریخ کامل نیست؛ {fa} را هم بنویسید.", f"The date is incomplete; add the {en}.")
    year, month, day = typed["year"], str(_MONTH_NUMBERS.get(typed["month"], typed["month"])), typed["day"]
    return _numbers([year, month, day])


def _parts_of_text(value: object) -> tuple[int, int, int]:
    text = normalise_text(value) if isinstance(value, str) else ""
    compact = _COMPACT.fullmatch(text)
    parts = list(compact.groups()) if compact else [p for p in _SPLIT.split(text) if p]
    named = [str(_MONTH_NUMBERS.get(part, part)) for part in parts]
    named = [p for p in named if p not in WEEKDAYS_FA] if len(named) == 4 else named
    if len(named) != 3:
        _refuse_form()
    # 2/9/1404 and «2 آذر 1404» put the year last
    ordered = named[::-1] if len(named[2]) == 4 and len(named[0]) <= 2 else named
    return _numbers(ordered)


def _numbers(parts: list[str]) -> tuple[int, int, int]:
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        _refuse_form()
    year, month, day = (int(part) for part in parts)
    if len(parts[0]) != 4:
        refuse("date_year", "سال را چهاررقمی بنویسید؛ مانند ۱۴۰۴.", "Write the year with four digits, as in 1404.")
    return year, month, day


def _gregorian(year: int, month: int, day: int) -> date:
    if not (1200 <= year < 1600 or 1800 <= year < 2200):
        refuse("date_year", "سال درست نیست؛ سال خورشیدی را مانند ۱۴۰۴ بنویسید.", "The year must be one such as 1404.")
    if not 1 <= month <= 12:
        refuse("date_month", "ماه باید از ۱ تا ۱۲ باشد.", "The month must be from 1 to 12.")
    try:
        return _jalali(year, month, day).to_gregorian() if year < 1600 else date(year, month, day)
    except ValueError:
        _refuse_day(year, month)


def _refuse_day(year: int, month: int) -> NoReturn:
    if year >= 1600:
        refuse("date_day", "این ماه چنین روزی ندارد.", "That month has no such day.")
    last = JalaliDate.days_in_month(month, year)
    name = MONTHS_FA[month - 1]
    refuse(
        "date_day",
        persian_digits(f"{name} {year} روزهای ۱ تا {last} دارد."),
        f"{MONTHS_EN[month - 1]} {year} has the days 1 to {last}.",
    )


def _refuse_form() -> NoReturn:
    refuse(
        "date_form",
        "تاریخ را به ترتیب سال، ماه و روز بنویسید؛ مانند ۱۴۰۴/۹/۲.",
        "Write the date as year, month and day, as in 1404/9/2.",
    )
