"""An agency with a unit, and a citizen whose cases the tests move."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from app.data.db import transaction
from app.policy.actors import Actor
from config import Settings
from tests import factories


@dataclass(frozen=True)
class Place:
    """Where the cases of a test are."""

    agency_id: UUID
    unit_id: UUID
    citizen: Actor


@pytest.fixture
def place(desk: Settings) -> Place:
    """An agency of one unit, and a citizen."""
    with transaction():
        agency = factories.make_agency()
        unit = factories.make_unit(agency)
        return Place(agency.id, unit.id, factories.make_citizen())
