"""What an actor's seats say: roles, desks, units and agencies."""

from uuid import UUID

from app.policy.actors import Actor, Seat
from app.vocabulary import Role

PERSON, UNIT, OTHER_UNIT, DESK, AGENCY, OTHER_AGENCY = (UUID(int=number) for number in range(6))
CITIZEN = Actor(PERSON, "مینا")
STAFF = Actor(
    PERSON,
    "رضا",
    (
        Seat(Role.CLERK, unit_id=UNIT, agency_id=AGENCY),
        Seat(Role.SUPERVISOR, unit_id=OTHER_UNIT, agency_id=AGENCY),
        Seat(Role.FRONT_DESK, front_desk_id=DESK),
        Seat(Role.MANAGER, agency_id=OTHER_AGENCY),
    ),
)


def test_citizen_has_no_seat_anywhere() -> None:
    assert CITIZEN.roles == CITIZEN.desks() == CITIZEN.units() == CITIZEN.agencies() == frozenset()


def test_roles_are_those_of_all_seats() -> None:
    assert STAFF.roles == {Role.CLERK, Role.SUPERVISOR, Role.FRONT_DESK, Role.MANAGER}


def test_desks_are_those_of_seats_at_a_desk() -> None:
    assert STAFF.desks() == {DESK}


def test_units_are_those_of_seats_in_a_unit_with_one_of_the_roles() -> None:
    assert STAFF.units() == {UNIT, OTHER_UNIT}
    assert STAFF.units(Role.CLERK) == {UNIT}
    assert STAFF.units(Role.CLERK, Role.SUPERVISOR) == {UNIT, OTHER_UNIT}
    assert STAFF.units(Role.MANAGER) == STAFF.units(Role.FRONT_DESK) == frozenset()


def test_agencies_are_those_of_seats_in_an_agency_with_one_of_the_roles() -> None:
    assert STAFF.agencies() == {AGENCY, OTHER_AGENCY}
    assert STAFF.agencies(Role.MANAGER) == {OTHER_AGENCY}
    assert STAFF.agencies(Role.CLERK, Role.MANAGER) == {AGENCY, OTHER_AGENCY}
    assert STAFF.agencies(Role.FRONT_DESK) == frozenset()
