"""A number that an administrator writes: whose, and what comes of it, on the page, by command and in tables."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.models import LoginSession, Notice, Person
from app.data.people import person_store
from app.policy.actors import Actor
from app.policy.errors import NotPermitted
from app.usecases.identity import login, people
from app.usecases.imports import table_import
from app.usecases.intake import submission
from app.vocabulary import RecordKind, Role
from tests import factories
from tests.factories import LIBRARY_CARD, NOW

OLD, NEW = "+989000005555", "+989000006666"


class Staff:
    """A colleague with a number that was reached, and the administrator of their unit."""

    def __init__(self) -> None:
        with transaction():
            unit = factories.make_unit(factories.make_agency())
            factories.publish_library_card()
            colleague = factories.make_clerk(unit)
            self.administrator = factories.make_clerk(unit, role=Role.ADMINISTRATOR)
            person = person_store.get_person(colleague.person_id)
            person.mobile, person.mobile_proven_at = OLD, NOW
            self.colleague, self.national_id = colleague, person.national_id
            login.open_session(person, user_agent="", now=NOW, life=timedelta(hours=8))

    def write_on_the_page(self, by: Actor | None) -> None:
        with transaction():
            people.change(self.colleague.person_id, {"mobile": NEW}, based_on=None, by=by, now=NOW)

    def write_in_a_table(self, by: Actor | None) -> None:
        content = f"national_id,name,mobile\n{self.national_id},,0{NEW.removeprefix('+98')}\n".encode()
        with transaction():
            plan = table_import.plan_import(RecordKind.PERSON, content, by=by, now=NOW)
            if plan.findings.total:
                raise NotPermitted
            table_import.write_plan(plan, by=by, now=NOW)


@pytest.fixture
def staff(desk: object) -> Staff:
    return Staff()


def person_of(staff: Staff) -> Person:
    db.session.expire_all()
    return person_store.get_person(staff.colleague.person_id)


def told(mobile: str) -> list[str]:
    return list(db.session.scalars(select(Notice.template).where(Notice.mobile == mobile)))


def sessions_of(person_id: UUID) -> int:
    return len(db.session.scalars(select(LoginSession).where(LoginSession.person_id == person_id)).all())


@pytest.mark.parametrize("way", ["write_on_the_page", "write_in_a_table"])
@pytest.mark.parametrize("is_command", [False, True])
def test_another_number_is_proven_anew_and_the_old_one_told(staff: Staff, way: str, is_command: bool) -> None:
    getattr(staff, way)(None if is_command else staff.administrator)
    person = person_of(staff)
    assert (person.mobile, person.mobile_proven_at) == (NEW, None)
    assert told(OLD) == ["number-changed"]
    assert sessions_of(person.id) == 0


@pytest.mark.parametrize("way", ["write_on_the_page", "write_in_a_table"])
def test_role_given_to_a_citizen_doesnt_give_their_number_away(staff: Staff, way: str) -> None:
    with transaction():
        submission.start_draft(service_id=LIBRARY_CARD, by=staff.colleague, now=NOW)
    with pytest.raises(NotPermitted):
        getattr(staff, way)(staff.administrator)
    person = person_of(staff)
    assert (person.mobile, person.mobile_proven_at) == (OLD, NOW)
    assert told(OLD) == []
    getattr(staff, way)(None)
    assert person_of(staff).mobile == NEW


def test_another_name_leaves_the_number_as_it_was(staff: Staff) -> None:
    with transaction():
        people.change(staff.colleague.person_id, {"name": "دیگر"}, based_on=None, by=staff.administrator, now=NOW)
    assert person_of(staff).mobile_proven_at == NOW
    assert sessions_of(staff.colleague.person_id) == 1
