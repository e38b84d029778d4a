"""What makes much of little is stopped before it is made: hostile expressions in a child with little memory."""

import pytest

from tests.limited import linux_only, outcomes
from tests.unit.engine.feel.hostile import CASES

pytestmark = linux_only


@pytest.fixture(scope="module")
def found() -> dict[str, str]:
    return dict(zip(CASES, outcomes("tests.unit.engine.feel.hostile:outcome_of", CASES), strict=False))


@pytest.mark.parametrize("name", CASES)
def test_it_ends_within_a_quarter_of_a_gigabyte(name: str, found: dict[str, str]) -> None:
    assert found.get(name, "the child died at it, or before") == CASES[name][1]


def test_a_child_fails_where_it_needs_more() -> None:
    names = ["small", "large", "small"]
    assert outcomes("tests.unit.engine.feel.test_memory:_take", names, megabytes=64) == [1, "MemoryError", 1]


def _take(name: str) -> int:
    return len(bytes(100 << 20)) if name == "large" else 1
