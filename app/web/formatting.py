"""How dates, spans, sums and codes are shown in a page: Jalali and Persian digits for readers of Persian.

Display only: what is stored, linked or copied keeps ISO dates, UTC moments and ASCII digits."""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal

from markupsafe import Markup, escape
from persiantools.jdatetime import JalaliDate

from app.policy.days import ZONE
from app.usecases.notices.formatting import duration_words, moment_words, number_words
from app.web.language import current_language, t
from forms import KINDS
from forms.values.dates import date_words
from forms.values.digits import persian_digits

MINUTE, HOUR, DAY = 60, 3600, 86400
#: what letters and notices have filled in; no markup stands inside
_EXPRESSION = re.compile(r"\{\{[^<]*?\}\}")
#: as notices quote it, in groups
_TRACKING_CODE = re.compile(r"\b(?:[A-Z]{2}[2-9]-){3}[A-Z2-9]\b")
_NUMBER = re.compile(r"[+\d][\d\s()/.:–-]*", re.ASCII)


def digits(value: object) -> str:
    """The text of `value` in the reader's digits; None is empty."""
    text = "" if value is None else str(value)
    return persian_digits(text) if current_language() == "fa" else text


def number(value: float | Decimal | None) -> str:
    """A number with its thousands apart, in the reader's digits; None is a dash."""
    return "—" if value is None else number_words(value, current_language())


def money(value: float | Decimal | None) -> str:
    """A sum in rial: «۱٬۲۵۰٬۰۰۰ ریال»."""
    return "—" if value is None else f"{number(value)} {t('ریال', 'rials')}"


def jalali(value: date | datetime | str | None) -> str:
    """The day in words: «یکشنبه ۲ آذر ۱۴۰۵», "Monday 2 Azar 1405 (23 November 2026)"."""
    return "—" if not value else date_words(_day(value), current_language())


def day_short(value: date | datetime | str | None) -> str:
    """The day for tables: «۱۴۰۵/۰۹/۰۲», "23 Nov 2026"."""
    if not value:
        return "—"
    day = _day(value)
    if current_language() == "en":
        return f"{day:%-d %b %Y}"
    shown = JalaliDate(day)  # type: ignore[no-untyped-call]  # the library annotates everything but its constructor
    return persian_digits(f"{shown.year}/{shown.month:02}/{shown.day:02}")


def moment(value: datetime | str | None) -> str:
    """Day and time of day in Tehran."""
    return "—" if not value else moment_words(_moment(value), current_language())


def clock(value: datetime | str | None) -> str:
    """The time of day in Tehran: «۰۹:۳۰»."""
    return "—" if not value else digits(f"{_moment(value).astimezone(ZONE):%H:%M}")


def ago(value: datetime | str | None, now: datetime) -> str:
    """How long since, in the largest fitting unit; after thirty days the day itself."""
    if not value:
        return "—"
    seconds = (now - _moment(value)).total_seconds()
    if seconds < MINUTE:
        return t("همین حالا", "just now")
    if seconds < HOUR:
        return _since(int(seconds // MINUTE), "دقیقه", "minute")
    if seconds < DAY:
        return _since(int(seconds // HOUR), "ساعت", "hour")
    if seconds < 30 * DAY:
        return _since(int(seconds // DAY), "روز", "day")
    return day_short(value)


def days_until(value: datetime, now: datetime) -> int:
    """How many days on the calendar in Tehran lie between now and then; negative for the past."""
    return (_day(value) - _day(now)).days


def until(days: int | None, *, working: bool = True) -> str:
    """What is left of a span of days: «۳ روز کاری مانده», «امروز», «۲ روز کاری گذشته»."""
    if days is None:
        return "—"
    if days == 0:
        return t("امروز", "today")
    count, kind_fa, kind_en = abs(days), " کاری" if working else "", "working " if working else ""
    plural = "" if count == 1 else "s"
    left_fa, left_en = ("مانده", "left") if days > 0 else ("گذشته", "overdue")
    return t(persian_digits(f"{count} روز{kind_fa} {left_fa}"), f"{count} {kind_en}day{plural} {left_en}")


def duration(text: str | None, *, working: bool = True) -> str:
    """An ISO 8601 duration in words: «۱۰ روز کاری», "10 working days". Raises CalendarError for anything else."""
    return "—" if not text else duration_words(text, current_language(), working=working)


def code(value: object) -> Markup:
    """A code, number, address or file name that keeps its own direction.

    What is a number through and through (a telephone, a national id) has the reader's digits; where letters stand
    among the digits, as in a tracking code or an address, all stay as they are typed."""
    text = "" if value is None else str(value)
    return Markup('<bdi dir="ltr">{}</bdi>').format(digits(text) if _NUMBER.fullmatch(text) else text)


def code_marks(value: object) -> Markup:
    """A sentence of the gate: what stands between backticks is code, and keeps its own direction."""
    parts = str(value or "").split("`")
    if len(parts) % 2 == 0:  # a mark without its other half is a sign like any other
        parts = ["`".join(parts)]
    mark = Markup('<code dir="ltr">{}</code>')
    return Markup("").join(mark.format(part) if number % 2 else escape(part) for number, part in enumerate(parts))


def phone(value: object) -> Markup:
    """A telephone number as it is dialled here, in the reader's digits."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(KINDS["mobile"].show(str(value or ""), current_language()))


def paragraphs(value: object) -> Markup:
    """Plain text as paragraphs: a blank line parts them, a single break stays one."""
    blocks = [block.strip() for block in str(value or "").replace("\r\n", "\n").split("\n\n")]
    return Markup("").join(Markup("<p>{}</p>").format(_lines(block)) for block in blocks if block)


def prose(value: object) -> Markup:
    """Paragraphs of a text that an author broke into lines as the file was wide: a single break is a blank."""
    blocks = (" ".join(block.split()) for block in str(value or "").split("\n\n"))
    return Markup("").join(Markup("<p>{}</p>").format(block) for block in blocks if block)


def bullets(value: object) -> Markup:
    """Plain text in which lines that begin with a hyphen are a list; any other text is prose."""
    lines = [line.strip() for line in str(value or "").splitlines() if line.strip()]
    if not lines or not all(line.startswith("- ") for line in lines):
        return prose(value)
    return Markup("<ul>{}</ul>").format(Markup("").join(Markup("<li>{}</li>").format(line[2:]) for line in lines))


def expressions(value: object) -> Markup:
    """Text, or markup made of it, in which each {{ expression }} keeps its own direction."""
    return Markup(_EXPRESSION.sub(r'<bdi dir="ltr">\g<0></bdi>', str(escape(value))))  # noqa: S704 - escaped before


def local_day(value: datetime) -> str:
    """The day in Tehran of a moment, as links and boxes of dates hold it: ISO, Gregorian."""
    return _day(value).isoformat()


def _lines(block: str) -> Markup:
    return Markup("<br>").join(_whole_codes(line) for line in block.split("\n"))


def _whole_codes(line: str) -> Markup:
    """The line, in which a tracking code keeps its direction and is never broken."""
    marked = _TRACKING_CODE.sub(r'<bdi dir="ltr" class="text-nowrap">\g<0></bdi>', str(escape(line)))
    return Markup(marked)  # noqa: S704 - escaped before


def _since(count: int, fa: str, en: str) -> str:
    return t(persian_digits(f"{count} {fa} پیش"), f"{count} {en}{'' if count == 1 else 's'} ago")


def _moment(value: datetime | date | str) -> datetime:
    """An aware moment; one without a zone is UTC, as everything stored is."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(), ZONE)
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _day(value: date | datetime | str) -> date:
    """The day in Tehran of a moment; a date is itself."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value or " " in value else date.fromisoformat(value)
    return _moment(value).astimezone(ZONE).date() if isinstance(value, datetime) else value
