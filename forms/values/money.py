"""Amounts of money in whole rials, with or without marks between groups of three digits."""

import re

from forms.problems import refuse
from forms.values.digits import normalise_text, persian_digits
from forms.values.numbers import ungrouped

#: more than the state budget; keeps amounts exact in every JSON reader
MOST_RIALS = 10**15
_RIAL = re.compile(r"\s*(ریال|rials?|irr)$", re.IGNORECASE)


def read_money(text: str) -> int:
    """Whole rials. An amount in toman is refused, not converted, and one with marks at odd places is asked for again:
    nobody's figure is changed silently. Raises Refusal."""
    plain = _RIAL.sub("", normalise_text(text))
    if re.search("تومان|toman", plain, re.IGNORECASE):
        refuse(
            "money_toman", "مبلغ را به ریال بنویسید (هر تومان ۱۰ ریال).", "Write the amount in rials (1 toman is 10)."
        )
    digits = ungrouped(plain, decimals=False) if re.fullmatch(r"[\d,٬،'’_ ]+", plain, re.ASCII) else ""
    if not (digits.isascii() and digits.isdigit()):
        refuse(
            "money_form",
            "مبلغ را به ریال و فقط با رقم بنویسید؛ مانند ۱۲٬۵۰۰٬۰۰۰.",
            "Write whole rials, as in 12,500,000.",
        )
    if len(digits) > 40 or int(digits) > MOST_RIALS:
        refuse("money_size", "این مبلغ از اندازهٔ پذیرفتنی بزرگ‌تر است.", "This amount is too large.")
    return int(digits)


def show_money(amount: str, language: str) -> str:
    """«۱۲٬۵۰۰٬۰۰۰ ریال» or "12,500,000 rials"; text that is no amount stays as it is."""
    if not re.fullmatch(r"\d{1,40}", amount, re.ASCII):
        return amount
    grouped = f"{int(amount):,}"
    return f"{grouped} rials" if language == "en" else f"{persian_digits(grouped.replace(',', '٬'))} ریال"
