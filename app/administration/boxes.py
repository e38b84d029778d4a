"""What the forms of records share: how kinds are called, what a box lets one choose from, and what a form says of
itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import abort

from app.usecases.organisation import records
from app.usecases.organisation.columns import Column
from app.vocabulary import RecordKind
from app.web.language import t
from app.web.session import current_actor
from engine import Bilingual

#: with more records than this their code is typed instead of chosen
MOST_CHOICES: Final = 300


@dataclass(frozen=True, slots=True)
class Words:
    """How a kind of record is called: all of them, one, a new one; and what the page says of them."""

    many: Bilingual
    one: Bilingual
    new: Bilingual
    about: Bilingual


WORDS: dict[RecordKind, Words] = {
    RecordKind.AGENCY: Words(
        Bilingual("دستگاه‌ها", "Agencies"),
        Bilingual("دستگاه", "Agency"),
        Bilingual("دستگاه تازه", "New agency"),
        Bilingual("وزارتخانه‌ها و سازمان‌هایی که خدمت می‌دهند.", "The ministries and organizations that give services."),
    ),
    RecordKind.UNIT: Words(
        Bilingual("واحدها", "Units"),
        Bilingual("واحد", "Unit"),
        Bilingual("واحد تازه", "New unit"),
        Bilingual(
            "جاهایی که کارکنان کار می‌کنند؛ متقاضی به آن‌ها نمی‌رود.", "Where staff work; applicants don't go there."
        ),
    ),
    RecordKind.FRONT_DESK: Words(
        Bilingual("میزهای خدمت", "Front desks"),
        Bilingual("میز خدمت", "Front desk"),
        Bilingual("میز خدمت تازه", "New front desk"),
        Bilingual("جاهایی که متقاضی در آن پذیرفته می‌شود.", "The places where applicants are received."),
    ),
    RecordKind.REGISTERED_SERVICE: Words(
        Bilingual("فهرست خدمت‌ها", "Register of services"),
        Bilingual("خدمت", "Service"),
        Bilingual("خدمت تازه", "New service"),
        Bilingual(
            "همهٔ خدمت‌های دستگاه، چه در همین میز و چه بیرون از آن؛ با آن شمرده می‌شود چند خدمت از یک پنجره داده می‌شود.",
            "All services of an agency, on this desk or not: so that those given through one window can be counted.",
        ),
    ),
}


def choices_of(column: Column) -> list[tuple[str, str]]:
    """What a box lets somebody choose from: (what is stored or the code of a record, its name). Empty where it is
    typed, also where there are too many records to choose from."""
    if column.choices:
        return [(value, t(name.fa, name.en)) for value, name in column.choices]
    if column.refers is None:
        return []
    found = records.list_for(column.refers, by=current_actor(), limit=MOST_CHOICES + 1)
    return [] if len(found) > MOST_CHOICES else [(one.slug, _name(one)) for one in found]


def read_revision(form: Mapping[str, str]) -> int:
    """The revision that a form was made of; 400 where it says none."""
    revision = form.get("revision", "")
    if not (revision.isascii() and revision.isdigit() and len(revision) < 10):
        abort(400)
    return int(revision)


def read_moment(text: str) -> datetime | None:
    """A moment in an address; 404 for what is none."""
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        abort(404)
    if moment is not None and moment.tzinfo is None:
        abort(404)
    return moment


def _name(record: Any) -> str:
    fa = getattr(record, "name_fa", None) or record.title_fa
    en = getattr(record, "name_en", None) or record.title_en
    return t(fa, en)
