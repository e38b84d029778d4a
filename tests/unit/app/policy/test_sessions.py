"""How long a login lasts."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.policy.actors import Actor, Seat
from app.policy.sessions import SessionLimits, ends_at, is_to_be_noted
from app.vocabulary import Role
from tests.factories import NOW

LIMITS = SessionLimits(life=timedelta(hours=8), staff_idle=timedelta(minutes=30), citizen_idle=timedelta(hours=2))


def test_whoever_holds_a_seat_may_rest_less() -> None:
    citizen = Actor(person_id=uuid4(), name="مریم")
    clerk = Actor(person_id=uuid4(), name="زهرا", seats=(Seat(role=Role.CLERK, unit_id=uuid4()),))
    assert LIMITS.idle_of(citizen) == timedelta(hours=2)
    assert LIMITS.idle_of(clerk) == timedelta(minutes=30)


@pytest.mark.parametrize(("since_begin", "ends_after"), [(0, 30), (449, 479), (450, 480), (470, 480)])
def test_session_ends_by_rest_or_by_age_whichever_comes_first(since_begin: int, ends_after: int) -> None:
    seen_at = NOW + timedelta(minutes=since_begin)
    end = ends_at(expires_at=NOW + LIMITS.life, seen_at=seen_at, idle=LIMITS.staff_idle)
    assert end == NOW + timedelta(minutes=ends_after)


def test_use_is_noted_once_a_minute() -> None:
    assert not is_to_be_noted(seen_at=NOW, now=NOW + timedelta(seconds=59))
    assert is_to_be_noted(seen_at=NOW, now=NOW + timedelta(seconds=60))
