"""Rows for tests, believable and as few as needed: each call adds one thing and what it can't stand without.

They write through the open session and flush; the test decides about the commit."""

from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TypeVar

from app.data.database.session import db
from app.data.models import Agency, FrontDesk, Membership, Person, ServiceVersion, Unit
from app.data.services import bundle_files
from app.policy.actors import Actor
from app.usecases.identity.login import actor_for
from app.usecases.publishing import publication
from app.vocabulary import DeskKind, Level, Role

#: a Saturday morning in Tehran, within office hours
NOW = datetime(2026, 5, 2, 5, 30, tzinfo=UTC)
SAMPLES = Path(__file__).parent / "samples"
#: a service with one decision: granted, refused with a reason, or withdrawn
LIBRARY_CARD = "library-card"
#: the agency that the sample's package names
LIBRARY = "library"

_Row = TypeVar("_Row")
_numbers = count(1)


def national_id(number: int) -> str:
    """The ten digits of a made-up person, with the right check digit."""
    body = f"{480_000_000 + number:09d}"
    rest = sum(int(digit) * (10 - place) for place, digit in enumerate(body)) % 11
    return f"{body}{rest if rest < 2 else 11 - rest}"


def make_agency(slug: str = LIBRARY) -> Agency:
    """An agency."""
    return _added(Agency(slug=slug, name_fa="کتابخانه نمونه", name_en="Sample Library"))


def make_unit(agency: Agency, *, level: Level = Level.HEADQUARTERS, province: str = "tehran") -> Unit:
    """A unit of the agency."""
    name = f"{agency.slug}-{next(_numbers)}"
    return _added(
        Unit(agency_id=agency.id, level=level, province=province, slug=name, name_fa="دفتر عضویت", name_en="Office")
    )


def make_desk(agency: Agency | None = None, *, kind: DeskKind = DeskKind.PISHKHAN) -> FrontDesk:
    """A front desk; one of an agency's own kinds needs the agency."""
    return _added(
        FrontDesk(
            slug=f"desk-{next(_numbers)}",
            kind=kind,
            province="tehran",
            name_fa="پیشخوان ونک",
            name_en="Vanak counter",
            address_fa="تهران، میدان ونک",
            address_en="Tehran, Vanak Square",
            agency_id=agency.id if agency else None,
        )
    )


def make_person(name: str = "مریم احمدی") -> Person:
    """A citizen with a national id and a mobile of their own."""
    number = next(_numbers)
    mobile = f"+98900{number:07d}"
    return _added(Person(national_id=national_id(number), name=name, created_at=NOW, mobile=mobile, province="tehran"))


def make_citizen(name: str = "مریم احمدی") -> Actor:
    """A logged-in citizen."""
    return actor_for(make_person(name), now=NOW)


def make_clerk(unit: Unit, *, role: Role = Role.CLERK, name: str = "زهرا کریمی") -> Actor:
    """A logged-in member of staff of `unit`."""
    person = make_person(name)
    _added(Membership(person_id=person.id, role=role, unit_id=unit.id))
    return _actor_anew(person)


def make_administrator(headquarters: Unit, *, name: str = "مدیر سامانه") -> Actor:
    """A logged-in administrator of the unit's agency who looks after what all agencies share as well."""
    person = make_person(name)
    _added(Membership(person_id=person.id, role=Role.ADMINISTRATOR, unit_id=headquarters.id))
    _added(Membership(person_id=person.id, role=Role.NATIONAL_ADMINISTRATOR))
    return _actor_anew(person)


def make_operator(desk: FrontDesk, *, name: str = "رضا محبی") -> Actor:
    """A logged-in front-desk operator of `desk`."""
    person = make_person(name)
    _added(Membership(person_id=person.id, role=Role.FRONT_DESK, front_desk_id=desk.id))
    return _actor_anew(person)


def publish_library_card(now: datetime = NOW) -> ServiceVersion:
    """Publish the sample service; its agency must be there."""
    files = bundle_files.read_folder(SAMPLES / "processes", SAMPLES / "forms", LIBRARY_CARD)
    return publication.publish(service_id=LIBRARY_CARD, files=files, note="", by=None, now=now)


def _actor_anew(person: Person) -> Actor:
    db.session.refresh(person)
    return actor_for(person, now=NOW)


def _added(row: _Row) -> _Row:
    db.session.add(row)
    db.session.flush()
    return row
