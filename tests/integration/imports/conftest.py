"""A desk with two agencies, into which tables are brought."""

from dataclasses import dataclass

import pytest

from app.data.database.transactions import transaction
from app.data.people import person_store
from app.policy.actors import Actor
from app.vocabulary import Level, Role
from tests import factories


@dataclass(frozen=True)
class Offices:
    """The codes of the units, and who administers what."""

    headquarters: str
    line: str
    foreign: str
    administrator: Actor
    of_line: Actor
    stranger: Actor
    clerk: Actor
    clerk_id: str


@pytest.fixture
def offices(desk: object) -> Offices:
    with transaction():
        registry, bank = factories.make_agency("registry"), factories.make_agency("bank")
        headquarters, foreign = factories.make_unit(registry), factories.make_unit(bank)
        line = factories.make_unit(registry, level=Level.LINE, province="fars")
        clerk = factories.make_clerk(line)
        return Offices(
            headquarters.slug,
            line.slug,
            foreign.slug,
            factories.make_clerk(headquarters, role=Role.ADMINISTRATOR, name="مدیر ثبت"),
            factories.make_clerk(line, role=Role.ADMINISTRATOR, name="مدیر شیراز"),
            factories.make_clerk(foreign, role=Role.ADMINISTRATOR, name="مدیر بانک"),
            clerk,
            person_store.get_person(clerk.person_id).national_id,
        )
