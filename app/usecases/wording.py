"""Values put into words for notices and letters: dates as Jalali words, numbers in the reader's digits."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import engine
from forms.dates import date_words
from forms.digits import persian_digits
from forms.texts import Bilingual

LOCAL = ZoneInfo("Asia/Tehran")


def shower(language: str) -> Callable[[object], str]:
    """How a FEEL value is written in a text of that language."""

    def show(value: object) -> str:
        if value is None:
            return "—"
        if isinstance(value, bool):
            return ("بله" if value else "خیر") if language == "fa" else ("yes" if value else "no")
        if isinstance(value, int | float | Decimal):
            plain = (
                f"{value:,f}".rstrip("0").rstrip(".") if isinstance(value, Decimal) and value % 1 else f"{value:,.0f}"
            )
            return persian_digits(plain.replace(",", "٬")) if language == "fa" else plain
        if isinstance(value, datetime):
            return moment_words(value, language)
        if isinstance(value, date):
            return date_words(value, language)
        if isinstance(value, list | tuple):
            return ("، " if language == "fa" else ", ").join(show(part) for part in value)
        return str(value)

    return show


def moment_words(moment: datetime, language: str) -> str:
    """Day and time of day in Tehran: «یکشنبه ۲ آذر ۱۴۰۵، ساعت ۰۹:۳۰»."""
    local = moment.astimezone(LOCAL)
    day, clock = date_words(local.date(), language), f"{local:%H:%M}"
    return f"{day}، ساعت {persian_digits(clock)}" if language == "fa" else f"{day}, {clock}"


def day_words(moment: datetime, language: str) -> str:
    """The day in Tehran, in words."""
    return date_words(moment.astimezone(LOCAL).date(), language)


def filled(template: Bilingual, data: Mapping[str, object], *, now: datetime) -> Bilingual:
    """Both sides of a template with their `{{ FEEL }}` filled in."""
    return Bilingual(
        engine.fill(template.fa, data, now=now, show=shower("fa")),
        engine.fill(template.en, data, now=now, show=shower("en")),
    )
