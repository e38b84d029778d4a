"""How moments, numbers and codes read on paper: in Persian with Jalali dates and Persian digits, each run isolated.

A word with Latin letters (a code, an address, a URL) keeps its ASCII digits, because it will be copied."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

from app.data.papers.values import Language

#: the papers speak of the hours of one country
ZONE = ZoneInfo("Asia/Tehran")

_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_ISOLATE, _END = "\u2066", "\u2069"
_WEEKDAYS = ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")
_MONTHS = (
    *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور"),
    *("مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
)
_LETTER = "A-Za-zÀ-ɏ"
_INNER = rf"(?:[{_LETTER}0-9۰-۹_@./:#?=&%*+٬٫,-]*[{_LETTER}0-9۰-۹*/%])?"
#: what is isolated already, or a run of Latin words and figures that must keep their order: a name, a telephone number
_LTR_RUN = re.compile(
    rf"\u2066[^\u2069]*\u2069|[+−-]?[{_LETTER}0-9۰-۹*]{_INNER}(?: [{_LETTER}0-9۰-۹*]{_INNER}|, [{_LETTER}]{_INNER})*"
)
#: controls of C0 and C1 but tab and newline, and marks that turn around what follows them
_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
#: an isolate that is closed (kept), or a control
_CONTROL = re.compile(rf"(\u2066[^{_CONTROLS}]*\u2069)|[{_CONTROLS}]")
_LATIN = re.compile(rf"[{_LETTER}]")
_QUANTITY = re.compile(r"[+−-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?", re.ASCII)
_PERSIAN_SIGNS = str.maketrans({",": "٬", ".": "٫", "%": "٪"})


def persian_digits(text: str) -> str:
    """`text` with its ASCII digits shown as Persian ones."""
    return text.translate(_PERSIAN_DIGITS)


def prose(text: str, language: Language) -> str:
    """`text` as it is read: in Persian, numbers get Persian digits; they and Latin words keep their own direction.

    Control characters are taken out: one in somebody's name could turn the rest of a paragraph around."""
    clean = _CONTROL.sub(lambda found: found[1] or "", text)
    if language == "en":
        return clean
    return _LTR_RUN.sub(lambda run: _isolated(run.group()), clean)


def _isolated(run: str) -> str:
    """`run` between isolates; a bare number needs none, since nothing in it can be reordered."""
    if run.startswith(_ISOLATE):
        return run
    if _QUANTITY.fullmatch(run):
        run = run.translate(_PERSIAN_SIGNS)
    shown = run if _LATIN.search(run) else persian_digits(run)
    return shown if shown.isdecimal() else f"{_ISOLATE}{shown}{_END}"


def _jalali(day: date) -> JalaliDate:
    return JalaliDate(day)  # type: ignore[no-untyped-call]  # the library annotates everything but its constructor


def day_in_words(day: date, language: Language) -> str:
    """«یکشنبه ۱۳ اردیبهشت ۱۴۰۵» or «Sunday 3 May 2026»."""
    if language == "en":
        return f"{day:%A} {day.day} {day:%B %Y}"
    jalali = _jalali(day)
    return persian_digits(f"{_WEEKDAYS[day.weekday()]} {jalali.day} {_MONTHS[jalali.month - 1]} {jalali.year}")


def moment_in_words(moment: datetime, language: Language) -> str:
    """The day and the hour of an aware moment, in the desk's zone."""
    local = moment.astimezone(ZONE)
    day = day_in_words(local.date(), language)
    if language == "en":
        return f"{day}, {local:%H:%M}"
    return f"{day}، ساعت {_ISOLATE}{persian_digits(f'{local:%H:%M}')}{_END}"


def day_in_figures(day: date, language: Language) -> str:
    """«۱۴۰۵/۰۲/۱۳» or «2026-05-03», as a letterhead has it."""
    if language == "en":
        return day.isoformat()
    jalali = _jalali(day)
    return _isolated(f"{jalali.year}/{jalali.month:02}/{jalali.day:02}")


def masked(national_id: str, language: Language) -> str:
    """The first three and last two digits: enough to recognise one's own, too few to use another's."""
    hidden = (
        f"{national_id[:3]}{'*' * max(len(national_id) - 5, 0)}{national_id[-2:]}" if len(national_id) > 5 else "*****"
    )
    return hidden if language == "en" else _isolated(hidden)
