"""Roles given and ended, and somebody standing in for a colleague: who may, and what it lets them do on which day."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from app.data.database.transactions import transaction
from app.data.organisation import record_store
from app.data.people import membership_store, person_store
from app.policy import access
from app.policy.actors import Actor
from app.policy.days import local_day
from app.policy.errors import NotPermitted
from app.policy.sessions import SessionLimits
from app.policy.staff_login import LoginRules
from app.usecases.errors import RecordRefused
from app.usecases.identity import login, memberships, people
from app.usecases.identity.errors import LastAdministrator
from app.usecases.identity.login import actor_for
from app.vocabulary import ChangeAction, Level, Role, StaffFactor
from tests import factories
from tests.factories import NOW

TODAY = local_day(NOW)
DAY = timedelta(days=1)
RULES = LoginRules(factor=StaffFactor.ENROLLED)
LIMITS = SessionLimits(life=3 * DAY, staff_idle=3 * DAY, citizen_idle=3 * DAY)


@pytest.fixture
def unit_id(desk: object) -> UUID:
    with transaction():
        return factories.make_unit(factories.make_agency(), level=Level.LINE).id


@pytest.fixture
def person_id(desk: object) -> UUID:
    with transaction():
        return factories.make_person().id


def give(person_id: UUID, unit_id: UUID | None, role: Role = Role.CLERK, **more: date | UUID | None) -> UUID:
    with transaction():
        return memberships.give(person_id=person_id, role=role, unit_id=unit_id, by=None, now=NOW, **more).id  # type: ignore[arg-type]


def roles_on(person_id: UUID, day: date) -> set[Role]:
    return set(actor_for(person_store.get_person(person_id), now=NOW + (day - TODAY)).roles)


def refused(person_id: UUID, unit_id: UUID | None, role: Role = Role.CLERK, **more: date | UUID | None) -> set[str]:
    with pytest.raises(RecordRefused) as error:
        give(person_id, unit_id, role, **more)
    return set(error.value.errors)


def test_role_holds_from_its_first_day_to_its_last(person_id: UUID, unit_id: UUID) -> None:
    give(person_id, unit_id, first_day=TODAY + DAY, last_day=TODAY + 2 * DAY)
    held = [bool(roles_on(person_id, TODAY + number * DAY)) for number in range(4)]
    assert held == [False, True, True, False]


def test_role_is_held_once_at_a_time_and_again_after_it_ended(person_id: UUID, unit_id: UUID) -> None:
    give(person_id, unit_id, last_day=TODAY)
    assert refused(person_id, unit_id, first_day=TODAY) == {"person_id"}
    give(person_id, unit_id, first_day=TODAY + DAY)
    give(person_id, unit_id, Role.EXPERT)


def test_each_role_has_its_kind_of_place(person_id: UUID, unit_id: UUID) -> None:
    with transaction():
        counter = factories.make_desk().id
    assert refused(person_id, None) == {"unit_id"}
    assert refused(person_id, unit_id, Role.FRONT_DESK) == {"front_desk_id"}
    assert refused(person_id, unit_id, Role.NATIONAL_ADMINISTRATOR) == {"role"}
    assert refused(person_id, unit_id, first_day=TODAY, last_day=TODAY - DAY) == {"last_day"}
    give(person_id, None, Role.FRONT_DESK, front_desk_id=counter)
    give(person_id, None, Role.NATIONAL_ADMINISTRATOR)


def test_role_doesnt_outlive_its_unit(person_id: UUID, unit_id: UUID) -> None:
    with transaction():
        record_store.get_record(record_store.RecordKind.UNIT, unit_id).valid_until = TODAY + DAY
    assert refused(person_id, unit_id) == {"last_day"}
    give(person_id, unit_id, last_day=TODAY + DAY)


def test_ended_role_is_gone_the_day_after_and_the_history_says_so(person_id: UUID, unit_id: UUID) -> None:
    membership = give(person_id, unit_id)
    with transaction():
        memberships.end(membership, last_day=TODAY, by=None, now=NOW)
    assert roles_on(person_id, TODAY) == {Role.CLERK}
    assert roles_on(person_id, TODAY + DAY) == set()
    lines = record_store.list_changes(record_id=membership, limit=5)
    assert {line.action for line in lines} == {ChangeAction.CREATED, ChangeAction.ENDED}


def test_role_ends_at_once_but_not_in_the_past(person_id: UUID, unit_id: UUID) -> None:
    membership = give(person_id, unit_id, first_day=TODAY + 3 * DAY)
    with pytest.raises(RecordRefused), transaction():
        memberships.end(membership, last_day=TODAY - 2 * DAY, by=None, now=NOW)
    with transaction():
        memberships.end(membership, last_day=TODAY - DAY, by=None, now=NOW)
    assert roles_on(person_id, TODAY + 3 * DAY) == set()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.NATIONAL_ADMINISTRATOR])
def test_last_administrator_stays(desk: object, role: Role) -> None:
    with transaction():
        unit = factories.make_unit(factories.make_agency()) if role is Role.ADMINISTRATOR else None
        one, two = factories.make_person("یک").id, factories.make_person("دو").id
        unit_id = unit.id if unit else None
    first = give(one, unit_id, role)
    with pytest.raises(LastAdministrator), transaction():
        memberships.end(first, last_day=TODAY, by=None, now=NOW)
    give(two, unit_id, role, last_day=TODAY)
    with pytest.raises(LastAdministrator), transaction():
        memberships.end(first, last_day=TODAY, by=None, now=NOW)
    give(two, unit_id, role, first_day=TODAY + DAY, last_day=TODAY + 30 * DAY)
    with pytest.raises(LastAdministrator), transaction():
        memberships.end(first, last_day=TODAY, by=None, now=NOW)
    give(two, unit_id, role, first_day=TODAY + 31 * DAY)
    with pytest.raises(LastAdministrator), transaction():
        memberships.end(first, last_day=TODAY, by=None, now=NOW)
    with transaction():
        memberships.end(first, last_day=TODAY + 30 * DAY, by=None, now=NOW)


def test_administrator_of_a_unit_makes_no_administrator(person_id: UUID, unit_id: UUID) -> None:
    by = _administrator_of(unit_id)
    for role, allowed in ((Role.CLERK, True), (Role.ADMINISTRATOR, False), (Role.ANALYST, False)):
        try:
            with transaction():
                memberships.give(person_id=person_id, role=role, unit_id=unit_id, by=by, now=NOW)
        except NotPermitted:
            assert not allowed
        else:
            assert allowed


def _administrator_of(unit_id: UUID) -> Actor:
    with transaction():
        unit = record_store.get_record(record_store.RecordKind.UNIT, unit_id)
        return factories.make_clerk(unit, role=Role.ADMINISTRATOR, name="مدیر واحد")


def stand_in(absent: UUID, substitute: UUID, *, by: Actor | None = None, first: date = TODAY, days: int = 2) -> UUID:
    with transaction():
        return memberships.stand_in(
            absent_id=absent,
            substitute_id=substitute,
            first_day=first,
            last_day=first + days * DAY,
            reason="مرخصی",
            by=by,
            now=NOW,
        ).id


@pytest.fixture
def colleagues(unit_id: UUID) -> tuple[UUID, UUID]:
    with transaction():
        unit = record_store.get_record(record_store.RecordKind.UNIT, unit_id)
        other = factories.make_unit(unit.agency, level=Level.LINE, province="yazd")
        absent = factories.make_clerk(unit, role=Role.EXPERT, name="غایب").person_id
        return absent, factories.make_clerk(other, name="جانشین").person_id


def test_substitute_has_the_seats_of_the_absent_between_the_days(colleagues: tuple[UUID, UUID], unit_id: UUID) -> None:
    absent, substitute = colleagues
    stand_in(absent, substitute, first=TODAY + DAY)
    for number, has in ((0, False), (1, True), (3, True), (4, False)):
        day = TODAY + number * DAY
        actor = actor_for(person_store.get_person(substitute), now=NOW + number * DAY)
        assert (unit_id in actor.units(Role.EXPERT)) is has
        assert [seat.absent_id for seat in actor.seats if seat.unit_id == unit_id] == [absent] * has
        item = access.ItemPlace(Role.EXPERT.value, unit_id)
        assert access.may_work_on(actor, item) is has
        told = {person.id for person in membership_store.list_members([unit_id], [Role.EXPERT], day=day)}
        assert told == ({absent, substitute} if has else {absent})


def test_returning_ends_it_at_once(colleagues: tuple[UUID, UUID], unit_id: UUID) -> None:
    absent, substitute = colleagues
    substitution = stand_in(absent, substitute)
    with transaction():
        memberships.end_substitution(substitution, by=_actor(absent), now=NOW)
    assert unit_id not in _actor(substitute).units()


def _actor(person_id: UUID) -> Actor:
    return actor_for(person_store.get_person(person_id), now=NOW)


def test_the_absent_names_a_substitute_and_so_does_their_administrator(
    colleagues: tuple[UUID, UUID], unit_id: UUID
) -> None:
    absent, substitute = colleagues
    stand_in(absent, substitute, by=_actor(absent))
    stand_in(absent, substitute, by=_administrator_of(unit_id), first=TODAY + 10 * DAY)
    for stranger in (_actor(substitute), _actor_of_another_agency()):
        with pytest.raises(NotPermitted):
            stand_in(absent, substitute, by=stranger)


def _actor_of_another_agency() -> Actor:
    with transaction():
        return factories.make_clerk(factories.make_unit(factories.make_agency("bank")), role=Role.ADMINISTRATOR)


def test_nobody_stands_in_for_themself_nor_for_another_agency_nor_in_the_past(colleagues: tuple[UUID, UUID]) -> None:
    absent, substitute = colleagues
    stranger = _actor_of_another_agency().person_id
    for other, first, field in (
        (absent, TODAY, "substitute_id"),
        (stranger, TODAY, "substitute_id"),
        (substitute, TODAY - 9 * DAY, "last_day"),
    ):
        with pytest.raises(RecordRefused) as error:
            stand_in(absent, other, first=first)
        assert set(error.value.errors) == {field}


def test_person_is_entered_once_and_changed_only_by_who_administers_all_their_places(unit_id: UUID) -> None:
    by = _administrator_of(unit_id)
    number = factories.national_id(77)
    with transaction():
        person = people.add(national_id=number, name="سارا رستمی", mobile="+989000009999", by=by, now=NOW).id
    with pytest.raises(RecordRefused), transaction():
        people.add(national_id=number, name="سارا رستمی", mobile=None, by=by, now=NOW)
    with pytest.raises(NotPermitted), transaction():
        people.change(person, {"mobile": "+989000008888"}, based_on=1, by=by, now=NOW)  # works nowhere yet
    give(person, unit_id)
    with transaction():
        people.change(person, {"mobile": "+989000008888"}, based_on=1, by=by, now=NOW)
        other = factories.make_unit(factories.make_agency("bank")).id
    give(person, other)
    with pytest.raises(NotPermitted), transaction():
        people.change(person, {"mobile": "+989000007777"}, based_on=None, by=by, now=NOW)
    assert person_store.get_person(person).mobile == "+989000008888"


def test_browser_of_a_substitute_has_these_seats_too(colleagues: tuple[UUID, UUID], unit_id: UUID) -> None:
    absent, substitute = colleagues
    stand_in(absent, substitute)
    with transaction():
        browser = login.open_session(person_store.get_person(substitute), user_agent="", now=NOW, life=3 * DAY)
    for number, has in ((0, True), (2, True), (2.8, False)):
        found = login.find_login(browser.token, limits=LIMITS, rules=RULES, now=NOW + number * DAY)
        assert found is not None
        assert (unit_id in found.actor.units(Role.EXPERT)) is has
        assert {seat.absent_id for seat in found.actor.seats} == ({None, absent} if has else {None})
