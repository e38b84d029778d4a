"""`miz user`: people and their roles from the command line, by the same use cases as the pages of administration."""

import argparse
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from app.data.database.transactions import transaction
from app.data.errors import DataError
from app.data.organisation import record_store
from app.data.people import membership_store, person_store
from app.policy.days import local_day
from app.policy.errors import DeskError
from app.usecases.errors import RecordRefused
from app.usecases.identity import memberships, people, resets
from app.vocabulary import RecordKind, Role
from app.wiring import connect
from config import Settings
from forms import KINDS, Refusal, normalise_text

if TYPE_CHECKING:
    from app.data.models import Membership, Person


class NotDone(Exception):
    """What was asked for can't be done."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """The sub-commands."""
    actions = parser.add_subparsers(dest="action", required=True)
    give = actions.add_parser("give", help="enter a person, unless they are known, and give them a role")
    give.add_argument("--name", help="full name, for somebody who isn't known yet")
    give.add_argument("--mobile", help="where login codes go, for somebody who isn't known yet")
    end = actions.add_parser("end", help="end a role with this day")
    for one in (give, end):
        one.add_argument("national_id")
        one.add_argument("--role", required=True, choices=list(Role))
        place = one.add_mutually_exclusive_group()
        place.add_argument("--unit", help="code of the unit")
        place.add_argument("--desk", help="code of the front desk")
    mobile = actions.add_parser("mobile", help="write a new mobile number")
    mobile.add_argument("national_id")
    mobile.add_argument("mobile")
    reset = actions.add_parser("reset-factor", help="take away a lost authenticator app, recovery codes and password")
    reset.add_argument("national_id")
    show = actions.add_parser("show", help="roles of a person")
    show.add_argument("national_id")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Do it; returns the exit code."""
    app = connect(settings)
    try:
        with app.app_context(), transaction():
            print(ACTIONS[options.action](options, datetime.now(UTC)))
    except RecordRefused as refused:
        sys.stderr.writelines(f"{field}: {text.en}\n" for field, text in refused.errors.items())
        return 1
    except (DeskError, DataError) as refused:
        sys.stderr.write(f"{refused.message.en}\n")
        return 1
    except NotDone as refused:
        sys.stderr.write(f"{refused}\n")
        return 1
    return 0


def _give(options: argparse.Namespace, now: datetime) -> str:
    national_id = _read("national-id", options.national_id)
    person = person_store.find_by_national_id(national_id)
    if person is None:
        if not (options.name and options.mobile):
            raise NotDone(f"nobody has the national id {national_id} yet: give --name and --mobile too")
        person = people.add(
            national_id=national_id,
            name=normalise_text(options.name),
            mobile=_read("mobile", options.mobile),
            by=None,
            now=now,
        )
    unit_id, desk_id = _places(options)
    given = memberships.give(
        person_id=person.id, role=Role(options.role), unit_id=unit_id, front_desk_id=desk_id, by=None, now=now
    )
    return f"{person.name}: {given.role.value}"


def _end(options: argparse.Namespace, now: datetime) -> str:
    person = _person(options)
    day = local_day(now)
    held = [
        one
        for one in membership_store.memberships_of(person.id, day=day)
        if one.role == options.role and (one.unit_id, one.front_desk_id) == _places(options)
    ]
    if not held:
        raise NotDone(f"{person.name} doesn't hold this role there")
    for one in held:
        memberships.end(one.id, last_day=day, by=None, now=now)
    return f"{person.name}: {options.role} ends today"


def _mobile(options: argparse.Namespace, now: datetime) -> str:
    person = _person(options)
    people.change(person.id, {"mobile": _read("mobile", options.mobile)}, based_on=None, by=None, now=now)
    return f"{person.name}: {person.mobile}"


def _reset(options: argparse.Namespace, now: datetime) -> str:
    person = _person(options)
    if not resets.reset(person.id, by=None, now=now):
        raise NotDone(f"{person.name} has neither an authenticator app nor a password")
    return f"{person.name}: the next login sets up what the roles want"


def _show(options: argparse.Namespace, _now: datetime) -> str:
    person = _person(options)
    held = membership_store.list_memberships(person_id=person.id)
    return "\n".join([f"{person.name}, {person.mobile or 'no mobile'}", *map(_line, held)])


def _line(one: "Membership") -> str:
    place = one.unit or one.front_desk
    days = f"{_day(one.first_day)}–{_day(one.last_day)}" if one.first_day or one.last_day else "without an end"
    return f"  {one.role.value:<24} {place.slug if place else '-':<30} {days}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _person(options: argparse.Namespace) -> "Person":
    national_id = _read("national-id", options.national_id)
    person = person_store.find_by_national_id(national_id)
    if person is None:
        raise NotDone(f"nobody has the national id {national_id}")
    return person


def _places(options: argparse.Namespace) -> tuple[UUID | None, UUID | None]:
    return _place(RecordKind.UNIT, options.unit), _place(RecordKind.FRONT_DESK, options.desk)


def _place(kind: RecordKind, slug: str | None) -> UUID | None:
    if slug is None:
        return None
    found = record_store.find_by_slug(kind, slug)
    if found is None:
        raise NotDone(f"there is no {kind.value} with the code {slug}")
    return UUID(str(found.id))


def _read(kind: str, typed: str) -> str:
    try:
        return str(KINDS[kind].read(typed))
    except Refusal as refusal:
        raise NotDone(f"{typed}: {refusal.problem.text.en}") from refusal


ACTIONS = {"give": _give, "end": _end, "mobile": _mobile, "reset-factor": _reset, "show": _show}
