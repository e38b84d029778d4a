"""A member of staff lost their app or forgot their password: how they sign in is reset, recorded, and they are told."""

from datetime import datetime
from typing import TYPE_CHECKING

from app.data.organisation import record_store
from app.data.people import credential_store, membership_store, person_store, session_store
from app.policy import administration
from app.policy.days import local_day
from app.usecases.identity import memberships, people
from app.usecases.notices import notify
from app.usecases.organisation import records
from app.vocabulary import ChangeAction, RecordKind
from engine import Bilingual

if TYPE_CHECKING:
    from uuid import UUID

    from app.data.models import Person
    from app.policy.actors import Actor

TEMPLATE = "sign-in-reset"
TOLD = Bilingual(
    "ورود شما به میز خدمت بازنشانی شد: برنامهٔ رمزساز و گذرواژه برداشته شدند."
    " اگر خودتان نخواسته‌اید، به مدیر دستگاه خبر دهید.",
    "Your sign-in to the service desk was reset: authenticator app and password are removed. If you didn't ask for it,"
    " tell the administrator.",
)


def may_reset(person: "Person", *, by: "Actor | None", now: datetime) -> bool:
    """Whether `by` may do it: the command line, or another person who administers every place at which this one works.
    Nobody rids themself of their own factor so."""
    return by is None or (by.person_id != person.id and people.administers_all_of(person, by=by, now=now))


def reset(person_id: "UUID", *, by: "Actor | None", now: datetime) -> bool:
    """Take away app, recovery codes and password, end all sessions, write it into the history and tell the person;
    whether there was anything to take away, else nothing is done. At the next login they set up what their roles want.

    Raises NotFound or NotPermitted."""
    person = person_store.get_person(person_id)
    administration.check(may_reset(person, by=by, now=now))
    gone = [credential_store.forget_factor(person_id), credential_store.forget_password(person_id)]
    if not any(gone):
        return False
    session_store.end_sessions(person_id)
    held = membership_store.memberships_of(person_id, day=local_day(now))
    for agency_id in {memberships.place_of(one)[1] for one in held} or {None}:
        before = record_store.values_of(person)
        records.note(
            RecordKind.PERSON, person, ChangeAction.RESET, before, by=by, now=now, agency_id=agency_id, name=person.name
        )
    notify.send(TOLD, person, template=TEMPLATE, now=now)
    return True
