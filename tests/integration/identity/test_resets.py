"""A lost app: who may reset how somebody signs in, and what that leaves behind."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from app.data.correspondence import notice_store
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.organisation import places
from app.data.people import person_store, session_store
from app.policy import totp
from app.policy.actors import Actor
from app.policy.errors import NotPermitted
from app.usecases.identity import credentials, login, resets
from app.usecases.organisation import records
from app.vocabulary import ChangeAction
from tests import factories
from tests.factories import NOW
from tests.integration.agencies import Agencies, Browser

PASSWORD = "کبوتر آبی نردبان"


@pytest.fixture
def administrator(open_agencies: Agencies) -> Actor:
    """Somebody who administers the clerk's agency."""
    with transaction():
        (unit_id,) = open_agencies.clerk.units()
        return factories.make_administrator(places.get_unit(unit_id))


def equip(person_id: UUID) -> None:
    """Give somebody an app, a password and a session."""
    secret_id = uuid4()
    with transaction():
        code = totp.code_at(credentials.secret_of(secret_id), totp.step_at(NOW))
        assert credentials.enrol(person_id, secret_id=secret_id, code=code, now=NOW)
        person = person_store.get_person(person_id)
        assert credentials.set_password(person, PASSWORD, now=NOW) is None
        login.open_session(person, user_agent="", now=NOW, life=timedelta(hours=8))


def test_all_that_was_set_up_is_gone_and_it_is_told(open_agencies: Agencies, administrator: Actor) -> None:
    who = open_agencies.clerk.person_id
    equip(who)

    with transaction():
        assert resets.reset(who, by=administrator, now=NOW)

    found = credentials.credentials_of(who)
    assert (found.app_since, found.recovery_codes, found.password_since) == (None, 0, None)
    assert not session_store.list_sessions(who, now=NOW, seen_after=NOW, limit=10)
    (change, *_) = records.history_of(who, limit=10)
    assert (change.action, change.by_id, change.at) == (ChangeAction.RESET, administrator.person_id, NOW)
    told = [one for one in notice_store.list_latest_notices() if one.template == resets.TEMPLATE]
    assert [one.mobile for one in told] == [person_store.get_person(who).mobile]


def test_administrator_resets_on_the_page_of_the_colleague(
    open_agencies: Agencies, administrator: Actor, sign_in: Callable[..., Browser]
) -> None:
    who = open_agencies.clerk.person_id
    browser, page = sign_in(administrator), f"/administration/people/{who}"
    assert "بازنشانی ورود" not in browser.get(page).text
    equip(who)
    assert "بازنشانی ورود" in browser.get(page).text

    assert browser.post(f"{page}/reset").location == page

    told = browser.get(page).text
    assert "ورودش بازنشانی شد" in told
    assert "بازنشانی ورود" not in told
    assert "چیزی برای بازنشانی نبود" not in told


def test_what_was_never_set_up_is_not_reset(open_agencies: Agencies, administrator: Actor) -> None:
    with transaction():
        assert not resets.reset(open_agencies.clerk.person_id, by=administrator, now=NOW)
    assert not [one for one in notice_store.list_latest_notices() if one.template == resets.TEMPLATE]


def test_nobody_resets_themself_a_citizen_or_another_agency(open_agencies: Agencies, administrator: Actor) -> None:
    with transaction():
        stranger = factories.make_clerk(factories.make_unit(factories.make_agency("water")))
        foreign = factories.make_clerk(
            factories.make_unit(factories.make_agency("power")), role=factories.Role.ADMINISTRATOR
        )
    equip(administrator.person_id)
    refused = [
        (administrator.person_id, administrator),
        (open_agencies.citizen.person_id, foreign),
        (stranger.person_id, foreign),
        (stranger.person_id, open_agencies.clerk),
    ]
    for who, by in refused:
        with pytest.raises(NotPermitted), transaction():
            resets.reset(who, by=by, now=NOW)
    assert credentials.credentials_of(administrator.person_id).app_since == NOW


def test_last_administrator_is_reset_by_the_command_line(administrator: Actor) -> None:
    equip(administrator.person_id)
    with transaction():
        assert resets.reset(administrator.person_id, by=None, now=NOW)
    (change, *_) = records.history_of(administrator.person_id, limit=10)
    assert (change.action, change.by_id) == (ChangeAction.RESET, None)
    db.session.rollback()
