"""Another number for somebody who is known: at a front desk by the card, or of a colleague by an administrator.

Whoever has the card needs no telephone: a lost number isn't final. What was proven with the old number counts no more,
nobody stays logged in by it, and it is told of the change."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from app.data.organisation import places, record_store
from app.data.people import membership_store, person_store, session_store, try_counts
from app.policy.actors import Actor
from app.policy.days import local_day
from app.policy.errors import NotPermitted, TooManyTries
from app.usecases.identity import assurance
from app.usecases.notices import notify
from app.usecases.organisation import records
from app.vocabulary import ChangeAction, RecordKind
from engine import Bilingual

if TYPE_CHECKING:
    from app.data.models import Person

#: so many numbers one operator changes in a day
CHANGES, WINDOW = 20, timedelta(days=1)
TEMPLATE: Final = "number-changed"
BY_ADMINISTRATOR: Final = Bilingual(
    "شمارهٔ همراه شما را مدیر سامانه عوض کرد و این شماره دیگر به کار نمی‌رود. اگر خودتان نخواسته‌اید، به او خبر دهید.",
    "Your mobile number was changed by an administrator; this one is no longer used. If you didn't ask, tell them.",
)


def by_card(person: "Person", mobile: str, *, desk_id: UUID, by: Actor, now: datetime) -> None:
    """The person who stands at the desk, and whose card the operator holds, has this number from now on.

    Raises NotPermitted at another's desk, for the operator's own number or account, and for members of staff (whose
    numbers an administrator writes); TooManyTries."""
    is_staff = bool(membership_store.memberships_of(person.id, day=local_day(now)))
    if is_staff or mobile == person_store.get_person(by.person_id).mobile:
        raise NotPermitted
    if try_counts.count_try(f"number-change:{by.person_id}", now=now, window=WINDOW) > CHANGES:
        raise TooManyTries
    old, before = person.mobile, record_store.values_of(person)
    person.mobile = mobile
    number_replaced(person, old, _told(desk_id), now=now)
    assurance.note_seen(person, desk_id=desk_id, by=by, now=now)
    records.note(RecordKind.PERSON, person, ChangeAction.CHANGED, before, by=by, now=now)


def number_replaced(person: "Person", old: str | None, told: Bilingual, *, now: datetime) -> None:
    """What comes of another number, when it is written: the new one is proven when its first code is typed, nobody
    stays logged in, and the old one is told."""
    person.mobile_proven_at = None
    session_store.end_sessions(person.id)
    if old:
        notify.send(told, person, mobile=old, template=TEMPLATE, now=now)


def _told(desk_id: UUID) -> Bilingual:
    desk = places.get_desk(desk_id)
    return Bilingual(
        f"شمارهٔ همراه شما در میز خدمت با اصل کارت ملی در «{desk.name_fa}» عوض شد و این شماره دیگر به کار نمی‌رود. "
        "اگر شما نبودید، با اصل کارت به یک میز خدمت یا دفتر پیشخوان بروید.",
        f"Your mobile number was changed with the original national card at “{desk.name_en}”; this one is no longer "
        "used. If it wasn't you, go to a front desk or a Pishkhan office with your card.",
    )
