"""The demo's places and people, read from `house.yaml` and written once. National ids are computed, never real."""

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from app.data.database.session import db
from app.data.models import Agency, FrontDesk, Membership, Person, Unit
from app.vocabulary import DeskKind, Level, Role

HOUSE = Path(__file__).with_name("house.yaml")
#: ids of the demo people: staff from 49 900 000, citizens from 49 800 000, each with its check digit
STAFF_BODY, CITIZEN_BODY = 49_900_000, 49_800_000


def national_id(number: int) -> str:
    """A ten-digit national id from a nine-digit body, with the right check digit."""
    body = f"{number:09d}"
    rest = sum(int(digit) * (10 - i) for i, digit in enumerate(body)) % 11
    return f"{body}{rest if rest < 2 else 11 - rest}"


def read_house() -> dict[str, Any]:
    """What `house.yaml` says."""
    house: dict[str, Any] = yaml.safe_load(HOUSE.read_text(encoding="utf-8"))
    return house


def people(house: dict[str, Any]) -> list[dict[str, Any]]:
    """Staff and citizens with their national ids and mobiles, in the order of the file."""
    staff = [
        {**person, "national_id": national_id(STAFF_BODY + i), "mobile": f"+98900000{i:04d}"}
        for i, person in enumerate(house["staff"], 1)
    ]
    citizens = [
        {**person, "seats": [], "national_id": national_id(CITIZEN_BODY + i), "mobile": f"+98900001{i:04d}"}
        for i, person in enumerate(house["citizens"], 1)
    ]
    return staff + citizens


def logins(house: dict[str, Any]) -> list[str]:
    """A line for everybody: roles, national id and mobile as they are typed, where they work or live, name."""
    places = {place["slug"]: place["name"]["en"] for place in house["units"] + house["desks"]}
    found = []
    for person in people(house):
        roles = dict.fromkeys(role for role, _ in person["seats"]) or ["citizen"]
        where = dict.fromkeys(places[slug] for _, slug in person["seats"] if slug) or [person["province"]]
        mobile = "0" + person["mobile"].removeprefix("+98")
        # the name comes last: a terminal that turns the line round at Persian letters leaves the rest readable
        found.append(f"  {'/'.join(roles):<14} {person['national_id']}  {mobile}  {', '.join(where)}: {person['name']}")
    return found


def build(now: datetime) -> None:
    """Write agencies, units, desks and people. The tables must be empty."""
    house = read_house()
    agencies = {a["slug"]: _agency(a) for a in house["agencies"]}
    db.session.add_all(agencies.values())
    db.session.flush()
    units = {u["slug"]: _unit(u, agencies) for u in house["units"]}
    desks = {d["slug"]: _desk(d, agencies) for d in house["desks"]}
    db.session.add_all([*units.values(), *desks.values()])
    db.session.flush()
    for person in people(house):
        _add_person(person, units, desks, now)


def _add_person(raw: dict[str, Any], units: dict[str, Unit], desks: dict[str, FrontDesk], now: datetime) -> None:
    person = Person(
        national_id=raw["national_id"],
        name=raw["name"],
        created_at=now,
        mobile=raw["mobile"],
        province=raw.get("province"),
    )
    db.session.add(person)
    db.session.flush()
    for role, place in raw["seats"]:
        unit, desk = units.get(place), desks.get(place)
        db.session.add(
            Membership(
                person_id=person.id,
                role=Role(role),
                unit_id=unit.id if unit else None,
                front_desk_id=desk.id if desk else None,
            )
        )


def _agency(raw: dict[str, Any]) -> Agency:
    return Agency(slug=raw["slug"], name_fa=raw["name"]["fa"], name_en=raw["name"]["en"], phone=raw["phone"])


def _unit(raw: dict[str, Any], agencies: dict[str, Agency]) -> Unit:
    return Unit(
        slug=raw["slug"],
        agency_id=agencies[raw["agency"]].id,
        level=Level(raw["level"]),
        province=raw["province"],
        name_fa=raw["name"]["fa"],
        name_en=raw["name"]["en"],
    )


def _desk(raw: dict[str, Any], agencies: dict[str, Agency]) -> FrontDesk:
    return FrontDesk(
        slug=raw["slug"],
        kind=DeskKind(raw["kind"]),
        province=raw["province"],
        name_fa=raw["name"]["fa"],
        name_en=raw["name"]["en"],
        address_fa=raw["address"]["fa"],
        address_en=raw["address"]["en"],
        phone=raw["phone"],
        agency_id=agencies[raw["agency"]].id if "agency" in raw else None,
    )
