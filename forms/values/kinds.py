"""What a text may mean beyond being text: the kinds a form names in `properties.kind`.

One row per kind: how it is read, how it is shown, and how a browser should ask for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engine import VALUE_KINDS, Bilingual
from forms.definition import Json
from forms.values import identity
from forms.values.date_times import read_moment, show_moment
from forms.values.dates import read_date, read_time
from forms.values.digits import normalise_text, persian_digits
from forms.values.money import read_money, show_money

Show = Callable[[str, str], str]


def _as_stored(value: str, language: str) -> str:
    return value


def _in_digits(value: str, language: str) -> str:
    return value if language == "en" else persian_digits(value)


@dataclass(frozen=True, slots=True)
class Kind:
    """A named meaning of a field. `read` raises `Refusal`; `is_code` asks for left-to-right isolation on a page."""

    read: Callable[[Any], Json]
    show: Show = _as_stored
    is_code: bool = True
    input_mode: str = "numeric"
    #: how wide its box is: "short", "medium" or "long"; a box tells what it expects
    width: str = "short"
    hint: Bilingual | None = None


#: name of a kind, as forms write it in `properties.kind` → how its answers are read and shown
KINDS: dict[str, Kind] = {
    "national-id": Kind(identity.read_national_id, _in_digits, hint=Bilingual("۱۰ رقم", "10 digits")),
    "legal-id": Kind(identity.read_legal_id, _in_digits, hint=Bilingual("۱۱ رقم", "11 digits")),
    "postal-code": Kind(
        identity.read_postal_code,
        _in_digits,
        hint=Bilingual("۱۰ رقم", "10 digits"),
    ),
    "service-id": Kind(identity.read_service_id, _in_digits, hint=Bilingual("۱۱ رقم", "11 digits")),
    "mobile": Kind(
        identity.read_mobile,
        identity.show_phone,
        width="medium",
        input_mode="tel",
        hint=Bilingual("مانند ۰۹۱۲۳۴۵۶۷۸۹", "As in 09123456789"),
    ),
    "phone": Kind(
        identity.read_phone,
        identity.show_phone,
        width="medium",
        input_mode="tel",
        hint=Bilingual("با کد شهر؛ مانند ۰۲۱۱۲۳۴۵۶۷۸", "With the area code, as in 02112345678"),
    ),
    "email": Kind(
        identity.read_email,
        width="long",
        input_mode="email",
        hint=Bilingual("مانند name@example.ir", "As in name@example.ir"),
    ),
    "plate": Kind(
        identity.read_plate,
        identity.show_plate,
        width="medium",
        input_mode="text",
        hint=Bilingual("مانند ۱۲ ب ۳۴۵ ۶۷", "As in 12 ب 345 67"),
    ),
    "code": Kind(identity.compact_code, width="medium", input_mode="text"),
    "tracking-code": Kind(identity.compact_code, identity.show_grouped, width="medium", input_mode="text"),
    "money": Kind(read_money, show_money, is_code=False, width="medium"),
    "jalali-date": Kind(
        read_date,
        is_code=False,
        hint=Bilingual("مانند ۲ / ۹ / ۱۴۰۴", "Jalali date, as in 2 / 9 / 1404"),
    ),
    "time": Kind(read_time, _in_digits, hint=Bilingual("مانند ۱۴:۳۰", "As in 14:30")),
    "date-time": Kind(
        read_moment,
        show_moment,
        is_code=False,
        hint=Bilingual("مانند ۲ / ۹ / ۱۴۰۴، ساعت ۱۴:۳۰", "Jalali date and time, as in 2 / 9 / 1404, 14:30"),
    ),
    "text": Kind(normalise_text, _in_digits, is_code=False, input_mode="text", width="long"),
}

#: kinds whose answer isn't a text of one box
DOCUMENT = "document"
KIND_NAMES = frozenset(VALUE_KINDS)

#: the `autocomplete` token of those profile fields that a browser knows
AUTOCOMPLETE = {
    "first_name": "given-name",
    "last_name": "family-name",
    "full_name": "name",
    "mobile": "tel",
    "phone": "tel",
    "postal_code": "postal-code",
    "address": "street-address",
    "email": "email",
    "province": "address-level1",
    "city": "address-level2",
}
