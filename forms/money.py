"""Amounts of money in whole rials, with or without separators; and plain numbers as people type them."""

import re
from decimal import Decimal

from forms.digits import normalise_text, persian_digits
from forms.problems import refuse

#: more than the state budget; keeps amounts exact in every JSON reader
MOST_RIALS = 10**15
_SEPARATORS = re.compile(r"[\s,_٬،'’]+")
_RIAL = re.compile(r"(ریال|rials?|irr)$", re.IGNORECASE)
_POINTS = str.maketrans("٫/−", "..-")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
#: so many significant digits survive the way through a JSON number
MOST_DIGITS = 15


def read_money(text: str) -> int:
    """Whole rials. An amount in toman is refused, not converted: nobody's figure is changed silently."""
    plain = _RIAL.sub("", _SEPARATORS.sub("", normalise_text(text)))
    if re.search("تومان|toman", plain, re.IGNORECASE):
        refuse(
            "money_toman", "مبلغ را به ریال بنویسید (هر تومان ۱۰ ریال).", "Write the amount in rials (1 toman is 10)."
        )
    if not (plain.isascii() and plain.isdigit()):
        refuse(
            "money_form",
            "مبلغ را به ریال و فقط با رقم بنویسید؛ مانند ۱۲٬۵۰۰٬۰۰۰.",
            "Write whole rials, as in 12,500,000.",
        )
    if len(plain) > 40 or int(plain) > MOST_RIALS:
        refuse("money_size", "این مبلغ از اندازهٔ پذیرفتنی بزرگ‌تر است.", "This amount is too large.")
    return int(plain)


def show_money(amount: str, language: str) -> str:
    """«۱۲٬۵۰۰٬۰۰۰ ریال» or "12,500,000 rials"; text that is no amount stays as it is."""
    if not re.fullmatch(r"\d{1,40}", amount, re.ASCII):
        return amount
    grouped = f"{int(amount):,}"
    return f"{grouped} rials" if language == "en" else f"{persian_digits(grouped.replace(',', '٬'))} ریال"


def read_decimal(text: str) -> Decimal:
    """A number of at most 15 digits: Persian digits, thousands separators, and ٫ . or / as the point."""
    plain = _SEPARATORS.sub("", normalise_text(text)).translate(_POINTS)
    if not _NUMBER.fullmatch(plain):
        refuse("number_form", "یک عدد بنویسید؛ مانند ۱۲۰ یا ۱۲۰٫۵.", "Write a number, as in 120 or 120.5.")
    if sum(character.isdigit() for character in plain) > MOST_DIGITS:
        refuse("number_size", "این عدد رقم‌های زیادی دارد.", "This number has too many digits.")
    return Decimal(plain)


def show_number(number: float, language: str) -> str:
    """«۱٬۲۰۰٫۵» or "1,200.5"."""
    plain = f"{int(number):,}" if number == int(number) else f"{Decimal(repr(number)):,f}"
    return plain if language == "en" else persian_digits(plain.replace(",", "٬").replace(".", "٫"))
