"""Who may see and do what: the whole table of roles and permissions, and the places that narrow it."""

from uuid import UUID

import pytest

from app.policy import access
from app.policy.access import ItemPlace, Permission, may
from app.policy.actors import Actor, Seat
from app.policy.errors import NotPermitted, NotYourAgency, NotYours
from app.vocabulary import ANY_ROLE, Role

ME, OTHER, UNIT, ELSEWHERE, AGENCY, OTHER_AGENCY, DESK, OTHER_DESK = (UUID(int=number) for number in range(1, 9))
CITIZEN = Actor(ME, "مینا")
#: what each role may ask for; nobody needs a seat for PUBLIC and CITIZEN, and every seat makes a member of staff
ALLOWED = {
    Role.CLERK: {Permission.WORK},
    Role.EXPERT: {Permission.WORK},
    Role.SUPERVISOR: {Permission.WORK, Permission.REPORT, Permission.RESOLVE_INCIDENTS},
    Role.FRONT_DESK: {Permission.RECEIVE},
    Role.ANALYST: {Permission.AUTHOR},
    Role.MANAGER: {Permission.REPORT},
    Role.EVALUATOR: {Permission.REPORT, Permission.EVALUATE},
    Role.ADMINISTRATOR: {
        Permission.AUTHOR,
        Permission.REPORT,
        Permission.EVALUATE,
        Permission.ADMINISTER,
        Permission.RESOLVE_INCIDENTS,
    },
    Role.NATIONAL_ADMINISTRATOR: {Permission.ADMINISTER},
}


def seated(role: Role, *, unit: UUID | None = UNIT, desk: UUID | None = None, agency: UUID | None = AGENCY) -> Actor:
    return Actor(ME, "رضا", (Seat(role, unit_id=unit, front_desk_id=desk, agency_id=agency),))


@pytest.mark.parametrize("role", Role)
def test_each_role_may_what_the_table_says_and_nothing_else(role: Role) -> None:
    actor = seated(role)
    held = {permission for permission in Permission if may(actor, permission)}
    assert held == ALLOWED[role] | {Permission.PUBLIC, Permission.CITIZEN, Permission.STAFF}


def test_citizen_may_what_needs_no_seat() -> None:
    assert {p for p in Permission if may(CITIZEN, p)} == {Permission.PUBLIC, Permission.CITIZEN}


def test_stranger_may_see_what_is_public_only() -> None:
    assert {p for p in Permission if may(None, p)} == {Permission.PUBLIC}


def test_missing_permission_is_an_error() -> None:
    access.require(seated(Role.CLERK), Permission.WORK)
    access.require(None, Permission.PUBLIC)
    with pytest.raises(NotPermitted):
        access.require(seated(Role.CLERK), Permission.RESOLVE_INCIDENTS)
    with pytest.raises(NotPermitted):
        access.require(None, Permission.CITIZEN)


def test_supervisor_has_every_working_role_of_the_unit() -> None:
    every = {("clerk", UNIT), ("expert", UNIT), ("supervisor", UNIT), (ANY_ROLE, UNIT)}
    assert access.work_seats(seated(Role.SUPERVISOR)) == every
    assert access.work_seats(seated(Role.CLERK)) == {("clerk", UNIT), (ANY_ROLE, UNIT)}


def test_seats_that_do_no_work_or_have_no_unit_are_skipped_and_the_others_count() -> None:
    seats = (
        Seat(Role.MANAGER, unit_id=UNIT),
        Seat(Role.EXPERT),
        Seat(Role.FRONT_DESK, front_desk_id=DESK),
        Seat(Role.EXPERT, unit_id=ELSEWHERE),
    )
    assert access.work_seats(Actor(ME, "رضا", seats)) == {("expert", ELSEWHERE), (ANY_ROLE, ELSEWHERE)}


@pytest.mark.parametrize(
    ("actor", "item", "allowed"),
    [
        (seated(Role.CLERK), ItemPlace("clerk", UNIT), True),
        (seated(Role.CLERK), ItemPlace("expert", UNIT), False),
        (seated(Role.CLERK), ItemPlace("clerk", ELSEWHERE), False),
        (seated(Role.CLERK), ItemPlace(None, UNIT), False),
        (seated(Role.CLERK), ItemPlace("clerk", None), False),
        (seated(Role.CLERK), ItemPlace("clerk", UNIT, (str(ME),)), True),
        (seated(Role.CLERK), ItemPlace("clerk", UNIT, (str(OTHER), str(ME))), True),
        (seated(Role.CLERK), ItemPlace("clerk", UNIT, (str(OTHER),)), False),
        # a supervisor of the unit may do what is named for another of it
        (seated(Role.SUPERVISOR), ItemPlace("clerk", UNIT, (str(OTHER),)), True),
        (seated(Role.SUPERVISOR), ItemPlace("clerk", ELSEWHERE), False),
        (seated(Role.MANAGER), ItemPlace("manager", UNIT), False),
        # candidates that are roles say whose it is
        (seated(Role.CLERK), ItemPlace(ANY_ROLE, UNIT, ("clerk", "expert")), True),
        (seated(Role.CLERK), ItemPlace("expert", UNIT, ("clerk",)), True),
        (seated(Role.CLERK), ItemPlace(ANY_ROLE, UNIT, ("expert",)), False),
        (seated(Role.CLERK), ItemPlace(ANY_ROLE, UNIT, ("expert", str(ME))), True),
        (seated(Role.CLERK), ItemPlace(ANY_ROLE, ELSEWHERE, ("clerk",)), False),
        (seated(Role.MANAGER), ItemPlace(ANY_ROLE, UNIT, ("manager",)), False),
        (seated(Role.MANAGER), ItemPlace(ANY_ROLE, UNIT, (str(ME),)), False),
        # nobody has such a role, but nothing is lost
        (seated(Role.SUPERVISOR), ItemPlace("karshenas", UNIT), True),
        (CITIZEN, ItemPlace("clerk", UNIT), False),
    ],
)
def test_item_is_worked_on_by_those_whose_seat_fits(actor: Actor, item: ItemPlace, allowed: bool) -> None:
    assert access.may_work_on(actor, item) is allowed
    if allowed:
        access.require_work_on(actor, item)
    else:
        with pytest.raises(NotPermitted):
            access.require_work_on(actor, item)


@pytest.mark.parametrize(
    ("drawn", "candidates", "role"),
    [
        ("expert", (), "expert"),
        (None, (), "clerk"),
        ("karshenas", (), "supervisor"),
        ("analyst", (), "supervisor"),
        ("expert", (str(ME),), "expert"),
        ("expert", ("clerk",), "clerk"),
        (None, ("clerk", "supervisor"), "clerk"),
        (None, ("supervisor",), "supervisor"),
        ("clerk", ("clerk", "expert"), ANY_ROLE),
        ("clerk", ("expert", str(ME)), ANY_ROLE),
        ("clerk", ("supervisor", str(ME)), ANY_ROLE),
        ("clerk", ("no such group",), "clerk"),
    ],
)
def test_item_is_listed_for_the_roles_it_names(drawn: str | None, candidates: tuple[str, ...], role: str) -> None:
    assert access.listed_role(drawn, candidates) == role


def test_supervisor_of_another_unit_is_bound_by_the_candidates() -> None:
    seats = (Seat(Role.SUPERVISOR, unit_id=ELSEWHERE), Seat(Role.CLERK, unit_id=UNIT))
    assert not access.may_work_on(Actor(ME, "رضا", seats), ItemPlace("clerk", UNIT, (str(OTHER),)))


@pytest.mark.parametrize("role", Role)
def test_services_of_an_agency_are_published_by_its_authors_only(role: Role) -> None:
    author = role in {Role.ANALYST, Role.ADMINISTRATOR}
    assert access.may_author(seated(role), agency_id=AGENCY) is author
    assert not access.may_author(seated(role), agency_id=OTHER_AGENCY)


def test_author_of_another_agency_is_told_so() -> None:
    access.require_author(seated(Role.ANALYST), agency_id=AGENCY)
    with pytest.raises(NotYourAgency):
        access.require_author(seated(Role.ANALYST), agency_id=OTHER_AGENCY)


def test_what_belongs_to_another_applicant_is_refused() -> None:
    access.require_owner(CITIZEN, owner_id=ME)
    with pytest.raises(NotYours):
        access.require_owner(CITIZEN, owner_id=OTHER)


@pytest.mark.parametrize(
    ("actor", "seen"),
    [
        (seated(Role.CLERK, agency=None), True),
        (seated(Role.EXPERT, agency=None), True),
        (seated(Role.SUPERVISOR, agency=None), True),
        (seated(Role.CLERK, unit=ELSEWHERE), False),
        (seated(Role.SUPERVISOR, unit=ELSEWHERE), False),
        (seated(Role.ANALYST), False),
        (seated(Role.MANAGER, unit=None), True),
        (seated(Role.ADMINISTRATOR, unit=None), True),
        (seated(Role.MANAGER, unit=None, agency=OTHER_AGENCY), False),
        (seated(Role.FRONT_DESK, unit=None, desk=DESK, agency=None), True),
        (seated(Role.FRONT_DESK, unit=None, desk=OTHER_DESK, agency=None), False),
        (CITIZEN, False),
    ],
)
def test_case_is_seen_by_its_units_its_agency_and_its_desks(actor: Actor, seen: bool) -> None:
    assert access.may_see_case(actor, unit_ids=[UNIT], agency_id=AGENCY, desk_ids=[DESK]) is seen


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [
        (seated(Role.SUPERVISOR, agency=None), True),
        (seated(Role.SUPERVISOR, unit=ELSEWHERE), False),
        (seated(Role.CLERK), False),
        (seated(Role.MANAGER), False),
        (seated(Role.ADMINISTRATOR, unit=None), True),
        (seated(Role.ADMINISTRATOR, unit=None, agency=OTHER_AGENCY), False),
        (CITIZEN, False),
    ],
)
def test_case_is_mended_by_its_supervisors_and_the_administrators_of_its_agency(actor: Actor, allowed: bool) -> None:
    assert access.may_resolve_incidents(actor, unit_ids=[UNIT, OTHER], agency_id=AGENCY) is allowed
