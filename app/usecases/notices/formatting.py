"""Values put into words for notices and letters: dates as Jalali words, numbers in the reader's digits."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

import engine
from app.policy.days import ZONE
from engine import Bilingual
from forms.values import date_times
from forms.values.dates import date_words
from forms.values.digits import persian_digits


def shower(language: str) -> Callable[[object], str]:
    """How a FEEL value is written in a text of that language."""

    def show(value: object) -> str:
        if isinstance(value, list | tuple):
            return ("، " if language == "fa" else ", ").join(show(part) for part in value)
        return _plain(value, language)

    return show


def _plain(value: object, language: str) -> str:
    match value:
        case None:
            return "—"
        case bool():
            yes, no = ("بله", "خیر") if language == "fa" else ("yes", "no")
            return yes if value else no
        case int() | float() | Decimal():
            return number_words(value, language)
        case datetime():
            return moment_words(value, language)
        case date():
            return date_words(value, language)
        case _:
            return str(value)


def number_words(value: float | Decimal, language: str) -> str:
    """A number with its thousands apart: «۱٬۲۵۰٬۰۰۰»."""
    plain = f"{Decimal(str(value)):,f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return persian_digits(plain.replace(",", "٬").replace(".", "٫")) if language == "fa" else plain


def duration_words(text: str, language: str, *, working: bool) -> str:
    """An ISO 8601 duration in words: «۱۰ روز کاری», "10 working days"."""
    span = engine.Duration.parse(text)
    hours, minutes = divmod(int(span.exact.total_seconds()) // 60, 60)
    parts = (
        (span.months // 12, "سال", "year"),
        (span.months % 12, "ماه", "month"),
        (span.weeks, "هفته", "week"),
        (span.days, "روز", "day"),
        (hours, "ساعت", "hour"),
        (minutes, "دقیقه", "minute"),
    )
    if language == "fa":
        words = " و ".join(persian_digits(f"{n} {fa}") for n, fa, _ in parts if n)
        return f"{words} کاری" if working else words
    kind = "working " if working else ""
    return " and ".join(f"{n} {kind}{en}{'s' if n != 1 else ''}" for n, _, en in parts if n)


def moment_words(moment: datetime, language: str) -> str:
    """Day and time of day in Tehran: «یکشنبه ۲ آذر ۱۴۰۵، ساعت ۰۹:۳۰». One without a zone is Tehran's already."""
    local = moment.astimezone(ZONE) if moment.tzinfo else moment
    return date_times.moment_words(local, language)


def day_words(moment: datetime, language: str) -> str:
    """The day in Tehran, in words."""
    return date_words(moment.astimezone(ZONE).date(), language)


def filled(template: Bilingual, data: Mapping[str, object], *, now: datetime) -> Bilingual:
    """Both sides of a template with their `{{ FEEL }}` filled in."""
    return Bilingual(
        engine.fill(template.fa, data, now=now, show=shower("fa")),
        engine.fill(template.en, data, now=now, show=shower("en")),
    )
