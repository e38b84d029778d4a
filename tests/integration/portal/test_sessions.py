"""Sessions: how they end, what is written down of their use, and their owner's page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app.data.database.transactions import reading, transaction
from app.data.models import LoginSession
from app.data.people import session_store
from app.jobs import runner
from tests import statements
from tests.factories import NOW
from tests.integration.agencies import Agencies, Browser
from tests.integration.portal.page_reader import Guest

SignIn = Callable[..., Browser]
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36"
)


def fresh(browser: Browser, *, user_agent: str = "", life: timedelta = timedelta(hours=8)) -> Browser:
    """The same browser, its session begun just now as a login would."""
    with transaction() as session:
        latest = session.scalars(select(LoginSession).where(LoginSession.seen_at > NOW)).one()
        latest.seen_at, latest.expires_at, latest.user_agent = NOW, NOW + life, user_agent
    return browser


@pytest.fixture
def citizen(open_agencies: Agencies, sign_in: SignIn) -> Browser:
    """The citizen at a browser."""
    return fresh(sign_in(open_agencies.citizen), user_agent=FIREFOX)


@pytest.fixture
def clerk(open_agencies: Agencies, sign_in: SignIn) -> Browser:
    """A clerk at a browser."""
    return fresh(sign_in(open_agencies.clerk))


def opens(browser: Browser, path: str, *, after: timedelta) -> bool:
    """Whether the page opens, so long after the login."""
    with time_machine.travel(NOW + after, tick=False):
        answer = browser.get(path)
        answer.close()
    return answer.status_code == 200


def seen_at() -> list[timedelta]:
    """When the sessions were last used, counted from the login."""
    with reading() as session:
        return [moment - NOW for moment in session.scalars(select(LoginSession.seen_at))]


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_citizen_may_rest_for_two_hours(citizen: Browser) -> None:
    assert opens(citizen, "/cases", after=minutes(119))
    assert opens(citizen, "/cases", after=minutes(119 + 119))
    assert not opens(citizen, "/cases", after=minutes(119 + 119 + 120))


def test_member_of_staff_may_rest_for_half_an_hour(clerk: Browser) -> None:
    assert opens(clerk, "/worklist", after=minutes(29))
    assert opens(clerk, "/worklist", after=minutes(58))
    assert not opens(clerk, "/worklist", after=minutes(88))


def test_session_ends_after_eight_hours_however_busy_it_is(citizen: Browser) -> None:
    assert all(opens(citizen, "/cases", after=minutes(60 * hour + 59)) for hour in range(8))
    assert not opens(citizen, "/cases", after=minutes(8 * 60))


def test_use_is_written_down_once_a_minute(citizen: Browser) -> None:
    for seconds in (1, 30, 59):
        with statements.sent() as asked:
            assert opens(citizen, "/cases", after=timedelta(seconds=seconds))
        assert not [one for one in asked if one.startswith("UPDATE")]
    assert seen_at() == [timedelta(0)]

    with statements.sent() as asked:
        assert opens(citizen, "/cases", after=minutes(1))
    assert len([one for one in asked if one.startswith("UPDATE login_sessions")]) == 1
    assert seen_at() == [minutes(1)]


def test_database_that_is_busy_costs_nobody_the_page(citizen: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise OperationalError("UPDATE", {}, Exception("database is locked"))

    monkeypatch.setattr(session_store, "note_seen", refuse)

    assert opens(citizen, "/cases", after=minutes(5))
    assert seen_at() == [timedelta(0)]


def test_page_tells_when_it_ends_if_nothing_more_is_asked_for(clerk: Browser) -> None:
    with time_machine.travel(NOW + minutes(10), tick=False):
        page = clerk.get("/worklist").text
    assert f'name="session-expires" content="{(NOW + minutes(40)).isoformat()}"' in page


def test_person_sees_where_they_are_logged_in_and_ends_one(
    citizen: Browser, open_agencies: Agencies, sign_in: SignIn, clerk: Browser
) -> None:
    telephone = fresh(sign_in(open_agencies.citizen, lang="en"), user_agent=CHROME)

    page = citizen.get("/account/sessions").text

    assert "فایرفاکس روی لینوکس" in page
    assert "کروم روی اندروید" in page
    assert page.count("· همین مرورگر") == 1
    assert page.count('/end"') == 1, "one can be ended beside this one; the clerk's is not shown"
    assert "Chrome on Android" in telephone.get("/account/sessions").text
    mark = page.partition('action="/account/sessions/')[2].partition("/end")[0]
    assert citizen.post(f"/account/sessions/{mark}/end").location == "/account/sessions"
    assert telephone.get("/cases").status_code == 303
    assert citizen.get("/cases").status_code == 200


def test_nobody_ends_the_session_of_another(citizen: Browser, open_agencies: Agencies, sign_in: SignIn) -> None:
    stranger = sign_in(open_agencies.clerk)
    with reading() as session:
        of_citizen = select(LoginSession.token_hash).where(LoginSession.person_id == open_agencies.citizen.person_id)
        mark = session.scalars(of_citizen).one()[:16]

    assert [stranger.post(f"/account/sessions/{one}/end").status_code for one in (mark, "", "%", mark[:4])] == [404] * 4
    assert citizen.get("/cases").status_code == 200


def test_logging_out_everywhere_ends_every_session_of_the_person_and_no_other(
    citizen: Browser, open_agencies: Agencies, sign_in: SignIn
) -> None:
    telephone = fresh(sign_in(open_agencies.citizen))
    clerk = sign_in(open_agencies.clerk)

    assert citizen.post("/account/sessions/end-all").location == "/"

    assert [browser.get("/cases").status_code for browser in (citizen, telephone)] == [303, 303]
    assert clerk.get("/worklist").status_code == 200


def test_menu_leads_there_for_citizens_and_staff(citizen: Browser, clerk: Browser) -> None:
    for browser, path in ((citizen, "/cases"), (clerk, "/worklist")):
        assert 'href="/account/sessions"' in browser.get(path).text


def test_page_of_sessions_asks_who_is_there(app: Flask, open_agencies: Agencies) -> None:
    assert Guest(app.test_client()).get("/account/sessions").location == "/login?next=/account/sessions"


def test_sessions_that_have_ended_are_removed(citizen: Browser, open_agencies: Agencies, sign_in: SignIn) -> None:
    fresh(sign_in(open_agencies.clerk), life=timedelta(hours=9))

    runner.run_upkeep(NOW + timedelta(hours=8))

    with reading() as session:
        assert session.scalars(select(LoginSession.person_id)).all() == [open_agencies.clerk.person_id]
