"""Numbers that identify people, companies, places and vehicles in Iran, as typed → as stored.

Each reader accepts what people really type, is idempotent, and raises `Refusal` naming the cause. Identity itself is
proven elsewhere: a right check digit only rules out slips of the hand."""

import re

from engine import Bilingual
from forms.problems import refuse
from forms.values.digits import normalise_digits, normalise_text, persian_digits

_SEPARATORS = re.compile(r"[\s\-‐-―−_./()\u200c-\u200f\u2066-\u2069]+")
_MOBILE = re.compile(r"(?:\+98|0098|98|0)?(9\d{9})", re.ASCII)
_PHONE = re.compile(r"(?:\+98|0098|98|0)([1-9]\d{9})", re.ASCII)
_EMAIL = re.compile(r"[^\s@<>\"(),:;\\\[\]]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}", re.ASCII)
_PLATE = re.compile(r"(\d{2})(الف|[آ-ی])(\d{3})(?:ایران)?(\d{2})", re.ASCII)
_LEGAL_WEIGHTS = (29, 27, 23, 19, 17) * 2


def compact_code(text: str) -> str:
    """A code as typed, without blanks and dashes, in ASCII digits and capital letters."""
    return _SEPARATORS.sub("", normalise_digits(text)).upper()


def show_grouped(code: str, language: str) -> str:
    """A code in threes, as it is printed and read aloud."""
    return "-".join(code[start : start + 3] for start in range(0, len(code), 3))


def read_national_id(text: str) -> str:
    """Ten digits with a right check digit; only 0000000000 is refused among repeated digits."""
    number = _digits(text, 10, Bilingual("کد ملی", "The national id"))
    if number == "0" * 10:
        refuse("national_id_zeros", "کد ملی ده صفر نیست؛ شمارهٔ روی کارت ملی را بنویسید.", _EN_CARD)
    rest = sum(int(digit) * (10 - place) for place, digit in enumerate(number[:9])) % 11
    if int(number[9]) != (rest if rest < 2 else 11 - rest):
        refuse(
            "national_id_check",
            "کد ملی ۱۰ رقم است و رقم آخر این شماره با بقیه نمی‌خواند؛ آن را با کارت ملی مقایسه کنید.",
            "The last digit of this national id does not fit the others; compare it with the card.",
        )
    return number


_EN_CARD = "A national id is not ten zeros; write the number on the card."


def read_legal_id(text: str) -> str:
    """Eleven digits of a legal person (شناسه ملی) with a right check digit."""
    number = _digits(text, 11, Bilingual("شناسه ملی شخص حقوقی", "The national id of a legal person"))
    shift = int(number[9]) + 2
    total = sum((int(digit) + shift) * weight for digit, weight in zip(number, _LEGAL_WEIGHTS, strict=False))
    if number == "0" * 11 or int(number[10]) != total % 11 % 10:
        refuse(
            "legal_id_check",
            "رقم آخر این شناسه ملی با بقیه نمی‌خواند؛ آن را با آگهی ثبت شرکت مقایسه کنید.",
            "The last digit of this id does not fit the others; compare it with the registration notice.",
        )
    return number


def read_postal_code(text: str) -> str:
    """Ten digits. Stricter patterns in the wild contradict each other, so none is checked."""
    number = _digits(text, 10, Bilingual("کد پستی", "The postal code"))
    if number == "0" * 10:
        refuse("postal_code_zeros", "کد پستی ده صفر نیست؛ کد روی قبض‌ها را بنویسید.", "A postal code is not ten zeros.")
    return number


def read_service_id(text: str) -> str:
    """The eleven digits of a شناسه خدمت; no check digit is known."""
    return _digits(text, 11, Bilingual("شناسه خدمت", "The service id"))


def read_mobile(text: str) -> str:
    """E.164 (+989…) from +98, 0098, 98, 0 or nothing before 9xxxxxxxxx. Operator prefixes are not checked."""
    found = _MOBILE.fullmatch(_dialled(text))
    if found is None:
        refuse(
            "mobile_form",
            "شمارهٔ همراه ۱۱ رقم است و با ۰۹ آغاز می‌شود؛ مانند ۰۹۱۲۳۴۵۶۷۸۹.",
            "A mobile number has 11 digits and begins with 09, as in 09123456789.",
        )
    return f"+98{found[1]}"


def read_phone(text: str) -> str:
    """E.164 of a fixed or mobile telephone; the area code is needed."""
    found = _PHONE.fullmatch(_dialled(text))
    if found is None:
        refuse(
            "phone_form",
            "شماره تلفن را با کد شهر بنویسید؛ مانند ۰۲۱۱۲۳۴۵۶۷۸.",
            "Write the telephone number with its area code, as in 02112345678.",
        )
    return f"+98{found[1]}"


def show_phone(number: str, language: str) -> str:
    """A stored number as people dial it within Iran."""
    dialled = f"0{number[3:]}" if number.startswith("+98") else number
    return dialled if language == "en" else persian_digits(dialled)


def read_email(text: str) -> str:
    """An e-mail address; its domain in lower case."""
    name, at, domain = normalise_text(text).rpartition("@")
    address = f"{name}{at}{domain.lower()}"
    if len(address) > 254 or not _EMAIL.fullmatch(address):
        refuse(
            "email_form",
            "نشانی ایمیل کامل نیست؛ باید مانند name@example.ir باشد.",
            "The e-mail address is not complete; it looks like name@example.ir.",
        )
    return address


def read_plate(text: str) -> str:
    """A vehicle plate, two digits, letter, three digits, province: stored as 12ب345-67."""
    found = _PLATE.fullmatch(_SEPARATORS.sub("", normalise_text(text)))
    if found is None:
        refuse(
            "plate_form",
            "پلاک را از چپ به راست بنویسید: دو رقم، حرف، سه رقم و دو رقم ایران؛ مانند ۱۲ ب ۳۴۵ ۶۷.",
            "Write the plate from left to right: two digits, letter, three digits, two digits, as in 12 ب 345 67.",
        )
    return f"{found[1]}{found[2]}{found[3]}-{found[4]}"


def show_plate(plate: str, language: str) -> str:
    """A stored plate, its letter fenced by left-to-right marks so that digits keep their sides."""
    marked = re.sub(r"([^\d-]+)", "\u200e\\1\u200e", plate)
    return marked if language == "en" else persian_digits(marked)


def _dialled(text: str) -> str:
    return _SEPARATORS.sub("", normalise_digits(text)).replace("＋", "+")


def _digits(text: str, count: int, name: Bilingual) -> str:
    """`count` ASCII digits, or a refusal that says how many were typed."""
    number = compact_code(text)
    code = "digits_only"
    if not (number.isascii() and number.isdigit()):
        refuse(code, f"{name.fa} فقط رقم دارد؛ حرف‌ها و نشانه‌ها را پاک کنید.", f"{name.en} has digits only.")
    if len(number) != count:
        need, typed = persian_digits(str(count)), persian_digits(str(len(number)))
        refuse(
            "digits_count",
            f"{name.fa} {need} رقم است؛ شما {typed} رقم نوشته‌اید. صفرهای اول را هم بنویسید.",
            f"{name.en} has {count} digits; you wrote {len(number)}. Write leading zeros too.",
        )
    return number
