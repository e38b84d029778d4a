"""Figures as people type them → exact decimals, and back to text. Whatever is taken means one number only.

A comma, `٬` or a blank groups three digits and nothing else; `.` and `٫` are decimal signs. What could be read as two
different numbers («۱۲,۵», 12/5) is asked about, never guessed."""

import re
from decimal import Decimal

from forms.problems import refuse
from forms.values.digits import normalise_text, persian_digits

#: so many significant digits survive the way through a JSON number
MOST_DIGITS = 15
#: and so many are exact in FEEL, which is asked of what is kept as text
MOST_DIGITS_OF_TEXT = 34
_MARKS = ",٬،'’_ "
_MARK = re.compile(f"[{_MARKS}]")
_GROUPED = re.compile(rf"[1-9]\d{{0,2}}([{_MARKS}])\d{{3}}(?:\1\d{{3}})*", re.ASCII)
_NUMBER = re.compile(rf"([+-]?)(\d[\d{_MARKS}]*)(?:[.٫](\d+))?", re.ASCII)
_SIGNS = str.maketrans("−", "-")


def ungrouped(figures: str, *, decimals: bool = True) -> str:
    """The digits of a whole figure without the marks between its groups: "12,500" → "12500".

    Raises Refusal where the marks don't part groups of three digits, or aren't all the same; `decimals`: whether there
    is a way to write some, to be told then."""
    if not _MARK.search(figures):
        return figures
    if not _GROUPED.fullmatch(figures):
        mark = next(character for character in figures if character in _MARKS)
        fa = "فاصله" if mark == " " else f"«{mark}»"
        en = "A blank" if mark == " " else f"“{mark}”"
        more_fa = " اعشار را با ممیز «٫» یا نقطه بنویسید، مانند ۱۲٫۵." if decimals else ""
        more_en = " Write decimals with a point, as in 12.5." if decimals else ""
        refuse(
            "number_groups",
            f"{fa} فقط رقم‌ها را سه‌تا سه‌تا جدا می‌کند، مانند ۱۲٬۵۰۰.{more_fa}",
            f"{en} only separates groups of three digits, as in 12,500.{more_en}",
        )
    return _MARK.sub("", figures)


def read_decimal(text: str, *, most_digits: int = MOST_DIGITS) -> Decimal:
    """A typed number of at most `most_digits` digits, Persian or Latin, exactly. Raises Refusal."""
    plain = normalise_text(text).translate(_SIGNS)
    if re.fullmatch(r"[+-]?\d+/\d+", plain, re.ASCII):
        refuse(
            "number_slash",
            "«/» هم ممیز خوانده می‌شود هم کسر؛ اعشار را با ممیز «٫» یا نقطه بنویسید، مانند ۱۲٫۵.",
            "“/” may be a decimal sign or a fraction; write decimals with a point, as in 12.5.",
        )
    found = _NUMBER.fullmatch(plain)
    if found is None:
        refuse("number_form", "یک عدد بنویسید؛ مانند ۱۲۰ یا ۱۲۰٫۵.", "Write a number, as in 120 or 120.5.")
    sign, whole, decimals = found[1], ungrouped(found[2]), found[3] or ""
    if len(whole) + len(decimals) > most_digits:
        refuse(
            "number_size",
            persian_digits(f"این عدد بیش از {most_digits} رقم دارد؛ آن را کوتاه‌تر بنویسید."),
            f"This number has more than {most_digits} digits; write a shorter one.",
        )
    return Decimal(f"{sign}{whole}.{decimals or '0'}")


def plain_number(number: float | Decimal) -> str:
    """The number in digits, with a point and no exponent: "0.00001", "7" for 7.0."""
    exact = number if isinstance(number, Decimal) else Decimal(repr(number))
    # no arithmetic: it would round to the digits of a context
    whole, _, decimals = f"{exact:f}".partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else f"{int(whole)}"


def show_number(number: float | Decimal, language: str) -> str:
    """«۱٬۲۰۰٫۵» or "1,200.5"."""
    whole, point, decimals = plain_number(number).partition(".")
    plain = f"{int(whole):,}{point}{decimals}"
    if whole.startswith("-") and not plain.startswith("-"):
        plain = f"-{plain}"
    return plain if language == "en" else persian_digits(plain.replace(",", "٬").replace(".", "٫"))
