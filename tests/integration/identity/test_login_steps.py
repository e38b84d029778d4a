"""Members of staff show more than a code by SMS: an authenticator app, recovery codes, a password."""

import re
from base64 import b32decode
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.models import Authenticator, LoginSession, Password, RecoveryCode
from app.data.people import credential_store, person_store
from app.policy import passwords, totp
from app.policy.actors import Actor
from app.policy.staff_login import LoginRules
from app.portal.login_steps import LIFE
from app.usecases.identity import credentials
from app.usecases.identity.credentials import FRESH, TRIES
from app.vocabulary import Role, StaffLogin
from tests import factories
from tests.factories import NOW
from tests.integration.agencies import Agencies, Browser
from tests.integration.portal.page_reader import Guest, last_code

PASSWORD = "کبوتر آبی نردبان"
STEP = timedelta(seconds=totp.STEP_SECONDS)
SignIn = Callable[..., Browser]


@pytest.fixture(autouse=True)
def rules(app: Flask) -> Iterator[None]:
    """The rules of production."""
    before = app.config["MIZ_LOGIN_RULES"]
    app.config["MIZ_LOGIN_RULES"] = LoginRules()
    yield
    app.config["MIZ_LOGIN_RULES"] = before


@pytest.fixture
def guest(app: Flask, open_agencies: Agencies) -> Guest:
    """Somebody who isn't logged in."""
    return Guest(app.test_client())


@pytest.fixture
def citizen(sign_in: SignIn, open_agencies: Agencies) -> Browser:
    """The sample citizen."""
    return sign_in(open_agencies.citizen)


@pytest.fixture
def analyst(open_agencies: Agencies) -> Actor:
    """Somebody whose role wants a second factor."""
    with transaction():
        return factories.make_clerk(factories.make_unit(factories.make_agency("water")), role=Role.ANALYST)


@pytest.fixture
def clerk(open_agencies: Agencies) -> Actor:
    """Somebody whose role wants none."""
    return open_agencies.clerk


def with_passwords(app: Flask) -> None:
    app.config["MIZ_LOGIN_RULES"] = LoginRules(login=StaffLogin.PASSWORD)


def show_sms(guest: Guest, who: Actor, *, back: str = "/") -> TestResponse:
    """The code by SMS, as everybody shows it."""
    person = person_store.get_person(who.person_id)
    numbers = {"national_id": person.national_id, "mobile": person.mobile or ""}
    db.session.remove()
    assert guest.post(f"/login?next={back}", numbers).location == "/login/code"
    return guest.post("/login/code", {"code": last_code()})


def offered(page: TestResponse) -> bytes:
    """The secret that a page offers."""
    found = re.search(r"otpauth://totp/[^\"]*secret=([A-Z2-7]+)", page.text)
    assert found is not None
    assert f">{' '.join(re.findall('....', found[1]))}<" in page.text
    return b32decode(found[1])


def code_of(secret: bytes, at: datetime = NOW) -> str:
    return totp.code_at(secret, totp.step_at(at))


def recovery_codes_on(page: TestResponse) -> list[str]:
    return re.findall(r"<code>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})</code>", page.text)


def enrolled(who: Actor) -> tuple[bytes, tuple[str, ...]]:
    """Give somebody an app, some time ago; its secret and the recovery codes."""
    earlier, secret_id = NOW - timedelta(days=1), uuid4()
    with transaction():
        secret = credentials.secret_of(secret_id)
        codes = credentials.enrol(who.person_id, secret_id=secret_id, code=code_of(secret, earlier), now=earlier)
    assert codes
    return secret, codes


def rows(table: Any) -> list[Any]:
    db.session.rollback()
    found = list(db.session.scalars(select(table)))
    db.session.expunge_all()
    return found


def is_in(guest: Guest, path: str = "/cases") -> bool:
    return guest.get(path).status_code == 200


def test_whose_role_wants_an_app_sets_one_up_and_is_in(guest: Guest, analyst: Actor) -> None:
    assert show_sms(guest, analyst, back="/studio/services").location == "/login/step"
    assert not is_in(guest)
    secret = offered(guest.get("/login/step"))

    page = guest.post("/login/step", {"code": code_of(secret)})

    codes = recovery_codes_on(page)
    assert len(set(codes)) == 10
    assert 'href="/studio/services"' in page.text
    assert is_in(guest, "/studio/services")
    kept = repr([row.code_hash for row in rows(RecoveryCode)])
    assert not [code for code in codes if code in kept or code.replace("-", "") in kept]
    (session,) = rows(LoginSession)
    assert session.factor_at == NOW


def test_wrong_first_code_sets_nothing_up(guest: Guest, analyst: Actor) -> None:
    show_sms(guest, analyst)
    secret = offered(guest.get("/login/step"))

    refused = guest.post("/login/step", {"code": code_of(secret, NOW - 3 * STEP)})

    assert refused.status_code == 422
    assert 'id="code-error"' in refused.text
    assert offered(refused) == secret, "the same picture: the app has scanned it"
    assert (rows(Authenticator), rows(LoginSession)) == ([], [])


def test_whoever_has_an_app_shows_its_code_whatever_their_role(guest: Guest, clerk: Actor) -> None:
    secret, _ = enrolled(clerk)

    assert show_sms(guest, clerk).location == "/login/step"
    assert guest.post("/login/step", {"code": "12"}).status_code == 422
    persian = code_of(secret).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert guest.post("/login/step", {"code": persian}).location == "/worklist"
    assert is_in(guest)


def test_clerk_without_an_app_and_citizen_are_in_by_sms(guest: Guest, clerk: Actor, app: Flask) -> None:
    assert show_sms(guest, clerk).location == "/worklist"
    with time_machine.travel(NOW + timedelta(seconds=1), tick=False), transaction():
        citizen = factories.make_citizen("علی رضایی")
    with time_machine.travel(NOW + timedelta(seconds=2), tick=False):
        assert show_sms(Guest(app.test_client()), citizen).location == "/"


def test_code_of_the_app_is_good_once(guest: Guest, clerk: Actor, app: Flask) -> None:
    secret, _ = enrolled(clerk)
    show_sms(guest, clerk)
    guest.post("/login/step", {"code": code_of(secret)})
    thief = Guest(app.test_client())
    with time_machine.travel(NOW + timedelta(seconds=2), tick=False):
        show_sms(thief, clerk)
        assert thief.post("/login/step", {"code": code_of(secret)}).status_code == 422
    with time_machine.travel(NOW + STEP, tick=False):
        assert thief.post("/login/step", {"code": code_of(secret, NOW + STEP)}).status_code == 303


def test_recovery_code_is_good_once(guest: Guest, clerk: Actor, app: Flask) -> None:
    _, codes = enrolled(clerk)
    show_sms(guest, clerk)
    assert guest.post("/login/step", {"code": codes[3].lower().replace("-", " ")}).status_code == 303
    assert len(rows(RecoveryCode)) == 9
    other = Guest(app.test_client())
    with time_machine.travel(NOW + timedelta(seconds=2), tick=False):
        show_sms(other, clerk)
        assert other.post("/login/step", {"code": codes[3]}).status_code == 422
        assert other.post("/login/step", {"code": codes[4]}).status_code == 303


def test_guessing_ends_after_five_tries_and_goes_on_a_quarter_of_an_hour_later(guest: Guest, clerk: Actor) -> None:
    secret, codes = enrolled(clerk)
    show_sms(guest, clerk)
    statuses = [guest.post("/login/step", {"code": "000000"}).status_code for _ in range(TRIES)]
    assert statuses == [422] * TRIES

    refused = guest.post("/login/step", {"code": code_of(secret)})

    assert refused.status_code == 429
    assert "چند دقیقه صبر کنید" in refused.text
    assert guest.post("/login/step", {"code": codes[0]}).status_code == 429, "recovery codes are tries as well"
    later = NOW + timedelta(minutes=15)
    with time_machine.travel(later, tick=False):
        show_sms(guest, clerk)
        assert guest.post("/login/step", {"code": code_of(secret, later)}).status_code == 303


def test_login_that_rests_begins_anew(guest: Guest, clerk: Actor) -> None:
    secret, _ = enrolled(clerk)
    show_sms(guest, clerk)
    with time_machine.travel(NOW + LIFE, tick=False):
        assert guest.post("/login/step", {"code": code_of(secret, NOW + LIFE)}).location == "/login"
    assert not is_in(guest)


def test_nobody_shows_a_factor_before_the_code_by_sms(guest: Guest) -> None:
    assert guest.get("/login/step").location == "/login"
    assert guest.post("/login/step", {"code": "123456"}).location == "/login"


def test_password_is_chosen_at_the_first_login_and_asked_for_at_the_next(
    guest: Guest, clerk: Actor, app: Flask
) -> None:
    with_passwords(app)
    assert show_sms(guest, clerk).location == "/login/step"
    assert guest.post("/login/step", {"password": PASSWORD, "again": PASSWORD + "!"}).status_code == 422
    weak = guest.post("/login/step", {"password": "password1404", "again": "password1404"})
    assert weak.status_code == 422
    assert "password1404" not in weak.text
    assert guest.post("/login/step", {"password": PASSWORD, "again": PASSWORD}).location == "/worklist"

    other = Guest(app.test_client())
    with time_machine.travel(NOW + timedelta(seconds=2), tick=False):
        show_sms(other, clerk)
        assert other.post("/login/step", {"password": PASSWORD + "!"}).status_code == 422
        assert not is_in(other)
        assert other.post("/login/step", {"password": PASSWORD}).location == "/worklist"


def test_app_is_shown_before_a_first_password_is_chosen(guest: Guest, clerk: Actor, app: Flask) -> None:
    with_passwords(app)
    secret, _ = enrolled(clerk)
    show_sms(guest, clerk)

    assert guest.post("/login/step", {"password": PASSWORD, "again": PASSWORD}).status_code == 422
    assert rows(Password) == []
    assert guest.post("/login/step", {"code": code_of(secret)}).location == "/login/step"
    assert guest.post("/login/step", {"password": PASSWORD, "again": PASSWORD}).location == "/worklist"


def test_citizen_has_no_password_where_staff_do(guest: Guest, app: Flask, open_agencies: Agencies) -> None:
    with_passwords(app)
    assert show_sms(guest, open_agencies.citizen).location == "/"


def test_password_kept_by_older_parameters_is_kept_anew(guest: Guest, clerk: Actor, app: Flask) -> None:
    with_passwords(app)
    old = passwords.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(passwords.prepared(PASSWORD))
    with transaction():
        credential_store.keep_password(clerk.person_id, hashed=old, at=NOW)
    show_sms(guest, clerk)

    assert guest.post("/login/step", {"password": PASSWORD}).status_code == 303

    (kept,) = rows(Password)
    assert not passwords.is_outdated(kept.hash)


def test_role_given_meanwhile_counts_when_the_session_has_shown_a_factor(sign_in: SignIn, analyst: Actor) -> None:
    browser = sign_in(analyst)
    assert browser.get("/studio/services").location == "/account/security"
    assert browser.post("/studio/upload").status_code == 403
    assert browser.get("/worklist").status_code == 403, "no factor opens what the role doesn't"
    page = browser.get("/account/security/app")

    assert browser.post("/account/security/app", {"code": code_of(offered(page))}).status_code == 200

    assert browser.get("/studio/services").status_code == 200


def test_app_set_up_elsewhere_is_shown_in_this_session(sign_in: SignIn, analyst: Actor) -> None:
    browser = sign_in(analyst)
    secret, _ = enrolled(analyst)
    assert "هنوز نوشته نشده" in browser.get("/account/security").text
    assert browser.get("/account/security/app").location == "/account/security", "not without the present one"
    assert browser.post("/account/security/app", {"code": "123456"}).location == "/account/security"

    assert browser.post("/account/security/factor", {"code": "000000"}).status_code == 422
    assert browser.post("/account/security/factor", {"code": code_of(secret)}).status_code == 303

    assert browser.get("/studio/services").status_code == 200
    assert browser.get("/account/security/app").status_code == 200


def test_changes_want_the_code_again_after_ten_minutes(sign_in: SignIn, clerk: Actor) -> None:
    browser = sign_in(clerk)
    secret, codes = enrolled(clerk)
    browser.post("/account/security/factor", {"code": code_of(secret)})
    fresh = recovery_codes_on(browser.post("/account/security/recovery-codes"))
    assert len(fresh) == 10
    assert not set(fresh) & set(codes)

    with time_machine.travel(NOW + FRESH, tick=False):
        assert browser.post("/account/security/recovery-codes").location == "/account/security"


def test_password_is_changed_with_the_present_one(sign_in: SignIn, clerk: Actor, app: Flask) -> None:
    with_passwords(app)
    browser, new = sign_in(clerk), "باران نارنج قطار"
    path = "/account/security/password"
    assert browser.post(path, {"password": PASSWORD, "again": PASSWORD}).status_code == 303

    assert browser.post(path, {"password": new, "again": new}).status_code == 422
    assert browser.post(path, {"current": new, "password": new, "again": new}).status_code == 422
    assert browser.post(path, {"current": PASSWORD, "password": new, "again": new}).status_code == 303

    (kept,) = rows(Password)
    assert passwords.matches(new, kept.hash)


def test_citizen_has_no_page_of_factors(citizen: Browser) -> None:
    assert citizen.get("/account/security").status_code == 403
    assert citizen.post("/account/security/app", {"code": "123456"}).status_code == 403
