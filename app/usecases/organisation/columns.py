"""What administrators write of each kind of record, box by box: how a text is read, how a value is shown, and what the
box is called. The same columns make the pages and the spreadsheets of the import."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from app.usecases.organisation.provinces import PROVINCES
from app.vocabulary import AgencyKind, DeskKind, Level, RecordKind, Role, ServiceDelivery, ServiceLevel
from engine import Bilingual
from forms import KINDS, normalise_text
from forms.problems import refuse

Choices = tuple[tuple[str, Bilingual], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One box. `read` turns normalised, non-empty text into a value and raises `forms.Refusal`; an empty box is
    `empty`."""

    name: str
    label: Bilingual
    read: Callable[[str], Any]
    show: Callable[[Any], str] = str
    empty: Any = ""
    required: bool = False
    hint: Bilingual | None = None
    choices: Choices = ()
    #: the text is the code of a record of this kind, the value its id
    refers: RecordKind | None = None
    lines: bool = False
    #: written when the record is made, and never again
    lasting: bool = False
    ltr: bool = False


def _text(limit: int = 300) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) > limit:
            refuse("too-long", f"حداکثر {limit} نویسه بنویسید.", f"Write at most {limit} characters.")
        return text

    return read


def read_code(text: str) -> str:
    """A code: small Latin letters, digits and hyphens. Raises Refusal."""
    lowered = text.lower()
    if not (lowered.isascii() and lowered.replace("-", "").isalnum() and len(lowered) <= 80):
        refuse(
            "not-a-code",
            "شناسه از حرف‌های کوچک لاتین، رقم و خط تیره است، مانند shiraz-office.",
            "A code has small Latin letters, digits and hyphens, such as shiraz-office.",
        )
    return lowered


def _one_of(choices: Choices, kind: type[StrEnum] | None = None) -> Callable[[str], Any]:
    """Reads a choice by its value or by its name in either language."""
    known = {word: value for value, name in choices for word in (value, normalise_text(name.fa), name.en.lower())}

    def read(text: str) -> Any:
        value = known.get(text) or known.get(text.lower())
        if value is None:
            words = [value for value, _ in choices][:8]
            refuse(
                "not-a-choice",
                f"یکی از این‌ها را بنویسید: {'، '.join(name.fa for _, name in choices[:8])}.",
                f"Write one of these: {', '.join(words)}.",
            )
        return kind(value) if kind else value

    return read


def _number(least: int, limit: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text[:9]) <= limit):
            refuse("not-a-number", f"عددی از {least} تا {limit} بنویسید.", f"Write a number from {least} to {limit}.")
        return int(text)

    return read


def _degrees(limit: int) -> Callable[[str], float]:
    def read(text: str) -> float:
        try:
            value = float(text.replace("٫", "."))
        except ValueError:
            value = float("nan")
        if not -limit <= value <= limit:
            refuse("not-degrees", "درجه را مانند 35.7219 بنویسید.", "Write degrees such as 35.7219.")
        return value

    return read


def _day(text: str) -> date:
    return date.fromisoformat(str(KINDS["jalali-date"].read(text)))


def _of_kind(kind: str) -> Callable[[str], str]:
    return lambda text: str(KINDS[kind].read(text))


def _choice(name: str, label: Bilingual, kind: type[StrEnum], names: Mapping[Any, Bilingual], **more: Any) -> Column:
    choices = tuple((member.value, names[member]) for member in kind)
    return Column(name, label, _one_of(choices, kind), show=lambda value: str(value.value), choices=choices, **more)


def _both(name: str, fa: str, en: str, *, required: bool = False, lines: bool = False) -> tuple[Column, Column]:
    """A text in both languages."""
    read = _text(2000 if lines else 300)
    return (
        Column(f"{name}_fa", Bilingual(f"{fa}، به فارسی", f"{en} in Persian"), read, required=required, lines=lines),
        Column(
            f"{name}_en",
            Bilingual(f"{fa}، به انگلیسی", f"{en} in English"),
            read,
            required=required,
            lines=lines,
            ltr=True,
        ),
    )


AGENCY_KINDS: Final = {
    AgencyKind.MINISTRY: Bilingual("وزارتخانه", "Ministry"),
    AgencyKind.ORGANIZATION: Bilingual("سازمان", "Organization"),
    AgencyKind.PUBLIC_BODY: Bilingual("نهاد عمومی غیردولتی", "Public non-governmental body"),
    AgencyKind.GOVERNORATE: Bilingual("استانداری", "Governorate"),
    AgencyKind.INSTITUTION: Bilingual("مؤسسهٔ دولتی", "Government institution"),
    AgencyKind.COMPANY: Bilingual("شرکت دولتی", "Government company"),
    AgencyKind.OTHER: Bilingual("دستگاه دیگر از بودجهٔ عمومی", "Another body on the public budget"),
}
LEVELS: Final = {Level.HEADQUARTERS: Bilingual("ستاد", "Headquarters"), Level.LINE: Bilingual("صف", "Line")}
DESK_KINDS: Final = {
    DeskKind.HEADQUARTERS: Bilingual("میز خدمت ستاد", "Service desk of headquarters"),
    DeskKind.OPERATIONAL: Bilingual("میز خدمت واحد", "Service desk of a unit"),
    DeskKind.PISHKHAN: Bilingual("دفتر پیشخوان", "Pishkhan counter"),
    DeskKind.POST: Bilingual("دفتر پست", "Post office"),
}
SERVICE_LEVELS: Final = {
    ServiceLevel.HEADQUARTERS: Bilingual("ستاد", "Headquarters"),
    ServiceLevel.LINE: Bilingual("صف", "Line"),
    ServiceLevel.BOTH: Bilingual("ستاد و صف", "Both"),
}
DELIVERIES: Final = {
    ServiceDelivery.DESK: Bilingual("در همین میز", "On this desk"),
    ServiceDelivery.ELSEWHERE: Bilingual("در سامانهٔ دیگر", "On another system"),
    ServiceDelivery.PAPER: Bilingual("کاغذی", "On paper"),
}

ROLES: Final = {
    Role.CLERK: Bilingual("متصدی رسیدگی", "Clerk"),
    Role.EXPERT: Bilingual("کارشناس", "Expert"),
    Role.SUPERVISOR: Bilingual("سرپرست", "Supervisor"),
    Role.FRONT_DESK: Bilingual("متصدی میز خدمت", "Front-desk operator"),
    Role.ANALYST: Bilingual("تحلیلگر خدمت", "Service analyst"),
    Role.MANAGER: Bilingual("مدیر", "Manager"),
    Role.EVALUATOR: Bilingual("ارزیاب", "Evaluator"),
    Role.ADMINISTRATOR: Bilingual("مدیر سامانه", "Administrator"),
    Role.NATIONAL_ADMINISTRATOR: Bilingual("مدیر کشوری سامانه", "National administrator"),
}

CODE: Final = Column(
    "slug",
    Bilingual("شناسه", "Code"),
    read_code,
    required=True,
    lasting=True,
    ltr=True,
    hint=Bilingual(
        "حرف‌های کوچک لاتین، رقم و خط تیره؛ پس از ثبت عوض نمی‌شود.",
        "Small Latin letters, digits and hyphens; it never changes.",
    ),
)
NAMES: Final = _both("name", "نام", "Name", required=True)
PHONE: Final = Column("phone", Bilingual("تلفن", "Telephone"), _text(40), ltr=True)
_PROVINCES: Final[Choices] = tuple(sorted(PROVINCES.items(), key=lambda pair: pair[1].fa))


def _province(*, required: bool) -> Column:
    return Column(
        "province",
        Bilingual("استان", "Province"),
        _one_of(_PROVINCES),
        choices=_PROVINCES,
        required=required,
        empty=None,
        hint=None if required else Bilingual("برای دستگاه کشوری خالی بگذارید.", "Blank for the whole country."),
    )


def _reference(name: str, fa: str, en: str, kind: RecordKind, **more: Any) -> Column:
    return Column(name, Bilingual(fa, en), read_code, refers=kind, empty=None, **more)


AGENCY: Final = _reference("agency_id", "دستگاه", "Agency", RecordKind.AGENCY, required=True, lasting=True)

COLUMNS: Final[Mapping[RecordKind, tuple[Column, ...]]] = {
    RecordKind.AGENCY: (
        CODE,
        *NAMES,
        _choice("kind", Bilingual("نوع", "Kind"), AgencyKind, AGENCY_KINDS, required=True),
        _reference("parent_id", "دستگاه بالاتر", "Body above it", RecordKind.AGENCY),
        _province(required=False),
        PHONE,
        Column("email", Bilingual("رایانامه", "E-mail"), _of_kind("email"), ltr=True),
        Column("website", Bilingual("وبگاه", "Website"), _text(), ltr=True),
        *_both("address", "نشانی", "Address", lines=True),
        *_both("letterhead", "سربرگ نامه‌ها", "Letterhead", lines=True),
        *_both("legal_basis", "مستندات قانونی", "Legal basis", lines=True),
    ),
    RecordKind.UNIT: (
        AGENCY,
        CODE,
        *NAMES,
        _choice("level", Bilingual("سطح", "Level"), Level, LEVELS, required=True),
        _reference("parent_id", "واحد بالاتر", "Unit above it", RecordKind.UNIT),
        _province(required=True),
        Column("county", Bilingual("شهرستان", "County"), _text(80)),
        Column("valid_from", Bilingual("نخستین روز کار", "First day"), _day, date.isoformat, empty=None, ltr=True),
        Column("valid_until", Bilingual("آخرین روز کار", "Last day"), _day, date.isoformat, empty=None, ltr=True),
    ),
    RecordKind.FRONT_DESK: (
        _reference(
            "agency_id",
            "دستگاه",
            "Agency",
            RecordKind.AGENCY,
            lasting=True,
            hint=Bilingual("برای پیشخوان و دفتر پست خالی بگذارید.", "Blank for a counter or post office."),
        ),
        CODE,
        *NAMES,
        _choice("kind", Bilingual("نوع", "Kind"), DeskKind, DESK_KINDS, required=True),
        _reference("unit_id", "واحد", "Unit", RecordKind.UNIT),
        _province(required=True),
        *_both("address", "نشانی", "Address", required=True, lines=True),
        PHONE,
        Column("counters", Bilingual("شمار باجه‌ها", "Counters"), _number(1, 500), empty=1, ltr=True),
        Column(
            "capacity",
            Bilingual("چند نفر در هر ربع ساعت", "People in a quarter of an hour"),
            _number(0, 500),
            empty=2,
            ltr=True,
        ),
        Column("latitude", Bilingual("عرض جغرافیایی", "Latitude"), _degrees(90), empty=None, ltr=True),
        Column("longitude", Bilingual("طول جغرافیایی", "Longitude"), _degrees(180), empty=None, ltr=True),
        Column("closed_on", Bilingual("آخرین روز کار", "Last day"), _day, date.isoformat, empty=None, ltr=True),
    ),
    RecordKind.REGISTERED_SERVICE: (
        AGENCY,
        CODE,
        *_both("title", "عنوان", "Title", required=True),
        Column(
            "official_id",
            Bilingual("شناسهٔ یازده‌رقمی خدمت", "11-digit id of the service"),
            _of_kind("service-id"),
            empty=None,
            ltr=True,
        ),
        _reference("parent_id", "خدمت بالاتر", "Service above it", RecordKind.REGISTERED_SERVICE),
        _choice("level", Bilingual("سطح ارائه", "Given by"), ServiceLevel, SERVICE_LEVELS, required=True),
        _choice("delivery", Bilingual("شیوهٔ ارائه", "How it is asked for"), ServiceDelivery, DELIVERIES, required=True),
        Column(
            "service_id",
            Bilingual("خدمت منتشرشده", "Published service"),
            read_code,
            empty=None,
            ltr=True,
            hint=Bilingual("برای خدمت‌های همین میز.", "For services of this desk."),
        ),
        Column(
            "address",
            Bilingual("نشانی سامانه یا محل", "Address of the system or place"),
            _text(),
            hint=Bilingual("برای خدمت‌های سامانهٔ دیگر.", "For services of another system."),
        ),
    ),
}

_NAME = Bilingual("نام و نام خانوادگی", "Full name")
_MOBILE = Bilingual("تلفن همراه", "Mobile")
_KNOWN_ALREADY = Bilingual("برای کسی که از پیش هست خالی بگذارید.", "Blank for somebody who is known already.")
#: a person to whom a role is given
PERSON: Final = (
    Column(
        "national_id",
        Bilingual("کد ملی", "National id"),
        _of_kind("national-id"),
        required=True,
        ltr=True,
        hint=Bilingual("۱۰ رقم", "10 digits"),
    ),
    Column("name", _NAME, _text(), hint=_KNOWN_ALREADY),
    Column("mobile", _MOBILE, _of_kind("mobile"), empty=None, ltr=True, hint=_KNOWN_ALREADY),
)
#: what may be put right of a person
DETAILS: Final = (
    Column("name", _NAME, _text(), required=True),
    Column(
        "mobile",
        _MOBILE,
        _of_kind("mobile"),
        required=True,
        ltr=True,
        hint=Bilingual("کد ورود از این پس به این شماره فرستاده می‌شود.", "From now on login codes go to this number."),
    ),
)
_DAY_HINT = Bilingual("مانند ۱۴۰۵/۹/۱۲", "Such as 1405/9/12 or 2026-12-03")
#: who stands in, and when
SUBSTITUTE: Final = (
    Column(
        "substitute",
        Bilingual("کد ملی جانشین", "National id of the substitute"),
        _of_kind("national-id"),
        required=True,
        ltr=True,
        hint=Bilingual("همکاری از همین دستگاه", "A colleague of the same agency"),
    ),
    Column("absent_from", Bilingual("نخستین روز", "First day"), _day, required=True, ltr=True, hint=_DAY_HINT),
    Column("absent_until", Bilingual("آخرین روز", "Last day"), _day, required=True, ltr=True, hint=_DAY_HINT),
    Column("reason", Bilingual("دلیل", "Reason"), _text()),
)
#: the last day of a role
ENDING: Final = (Column("ends_on", Bilingual("آخرین روز", "Last day"), _day, required=True, ltr=True),)
#: a role in its place, from and to a day
SEAT: Final = (
    _choice("role", Bilingual("نقش", "Role"), Role, ROLES, required=True),
    _reference("unit_id", "واحد", "Unit", RecordKind.UNIT),
    _reference(
        "front_desk_id",
        "میز خدمت",
        "Front desk",
        RecordKind.FRONT_DESK,
        hint=Bilingual("تنها برای متصدی میز خدمت.", "For front-desk operators only."),
    ),
    Column("first_day", Bilingual("نخستین روز", "First day"), _day, empty=None, ltr=True, hint=_DAY_HINT),
    Column("last_day", Bilingual("آخرین روز", "Last day"), _day, empty=None, ltr=True),
)


def columns_of(kind: RecordKind, *, new: bool = True) -> Iterable[Column]:
    """The boxes of a kind; of a record that is there, only those that may change."""
    return (column for column in COLUMNS[kind] if new or not column.lasting)
