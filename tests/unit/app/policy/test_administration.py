"""What an administrator may act on."""

from uuid import UUID

import pytest

from app.policy import administration
from app.policy.actors import Actor, Seat
from app.policy.administration import EVERYTHING, AdministrationScope, is_below, scope_of
from app.policy.errors import NotPermitted
from app.vocabulary import Level, Role

AGENCY, OTHER_AGENCY, TOP, TEHRAN, RAY, FARS = (UUID(int=number) for number in range(1, 7))
PARENTS = {TOP: None, TEHRAN: TOP, RAY: TEHRAN, FARS: TOP}


def administrator(*seats: Seat) -> Actor:
    return Actor(UUID(int=99), "رضا", seats)


HEADQUARTERS = Seat(Role.ADMINISTRATOR, unit_id=TOP, agency_id=AGENCY, level=Level.HEADQUARTERS)
LINE = Seat(Role.ADMINISTRATOR, unit_id=TEHRAN, agency_id=AGENCY, level=Level.LINE)


def test_administrator_in_headquarters_has_the_agency_and_no_other() -> None:
    scope = scope_of(administrator(HEADQUARTERS), PARENTS)
    assert scope.has_agency(AGENCY)
    assert scope.has_unit(FARS, agency_id=AGENCY)
    assert not scope.has_agency(OTHER_AGENCY)
    assert not scope.has_agency(None), "what no agency owns is the national administrator's"


def test_administrator_of_a_line_unit_has_it_and_what_lies_below() -> None:
    scope = scope_of(administrator(LINE), PARENTS)
    assert not scope.has_agency(AGENCY)
    assert [unit for unit in PARENTS if scope.has_unit(unit, agency_id=AGENCY)] == [TEHRAN, RAY]


@pytest.mark.parametrize("role", Role)
def test_administrator_of_a_unit_gives_working_roles_only(role: Role) -> None:
    scope = scope_of(administrator(LINE), PARENTS)
    working = role in {Role.CLERK, Role.EXPERT, Role.SUPERVISOR, Role.FRONT_DESK}
    assert scope.may_give(role, RAY, agency_id=AGENCY) is working
    assert not scope.may_give(role, FARS, agency_id=AGENCY)


@pytest.mark.parametrize("role", Role)
def test_agency_gives_every_role_but_the_national_one(role: Role) -> None:
    scope = scope_of(administrator(HEADQUARTERS), PARENTS)
    assert scope.may_give(role, FARS, agency_id=AGENCY) is (role is not Role.NATIONAL_ADMINISTRATOR)


def test_national_administrator_and_the_command_line_have_everything() -> None:
    national = scope_of(administrator(Seat(Role.NATIONAL_ADMINISTRATOR)), PARENTS)
    for scope in (national, scope_of(None, PARENTS), EVERYTHING):
        assert scope.has_agency(None)
        assert scope.has_unit(RAY, agency_id=OTHER_AGENCY)
        assert scope.may_give(Role.NATIONAL_ADMINISTRATOR, None, agency_id=None)


def test_other_roles_administer_nothing() -> None:
    clerk = administrator(Seat(Role.CLERK, unit_id=TOP, agency_id=AGENCY, level=Level.HEADQUARTERS))
    assert scope_of(clerk, PARENTS) == AdministrationScope()
    with pytest.raises(NotPermitted):
        administration.check(scope_of(clerk, PARENTS).has_agency(AGENCY))


def test_circle_of_units_ends_the_search() -> None:
    circle = {TEHRAN: RAY, RAY: TEHRAN}
    assert is_below(TEHRAN, RAY, circle)
    assert not is_below(TEHRAN, FARS, circle)
