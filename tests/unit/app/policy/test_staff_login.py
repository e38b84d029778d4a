"""Who shows what at a login."""

import pytest

from app.policy.actors import Seat
from app.policy.staff_login import STRONG_ROLES, LoginRules
from app.vocabulary import Role, StaffFactor, StaffLogin


@pytest.mark.parametrize("role", Role)
def test_roles_that_publish_or_administer_want_a_factor_by_default(role: Role) -> None:
    assert LoginRules().wants_factor([role]) is (role in STRONG_ROLES)
    assert LoginRules(factor=StaffFactor.ALL).wants_factor([role])
    assert not LoginRules(factor=StaffFactor.ENROLLED).wants_factor([role])


@pytest.mark.parametrize("factor", StaffFactor)
def test_citizens_need_none(factor: StaffFactor) -> None:
    assert not LoginRules(factor=factor).wants_factor([])


def test_password_is_for_staff_and_where_it_is_the_way() -> None:
    assert LoginRules(login=StaffLogin.PASSWORD).wants_password([Role.CLERK])
    assert not LoginRules(login=StaffLogin.PASSWORD).wants_password([])
    assert not LoginRules().wants_password([Role.CLERK])


def test_seats_that_want_a_factor_are_held_only_with_one() -> None:
    seats = (Seat(role=Role.CLERK), Seat(role=Role.ANALYST))
    assert LoginRules().held(seats, has_factor=False) == seats[:1]
    assert LoginRules().held(seats, has_factor=True) == seats
