"""Decision models that make much of little are stopped before it is made: in a child with little memory."""

import pytest

from tests.limited import linux_only, outcomes
from tests.unit.engine.dmn.hostile import CASES

pytestmark = linux_only


@pytest.fixture(scope="module")
def found() -> dict[str, str]:
    return dict(zip(CASES, outcomes("tests.unit.engine.dmn.hostile:outcome_of", CASES), strict=False))


@pytest.mark.parametrize("name", CASES)
def test_it_ends_within_a_quarter_of_a_gigabyte(name: str, found: dict[str, str]) -> None:
    assert found.get(name, "the child died at it, or before") == CASES[name][1]
