"""Logging in: Persian digits, one-time codes and their ends, and what a stranger may not learn."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from app.data.database.session import db
from app.data.models import Person
from app.data.people import person_store
from app.policy.one_time_codes import CODE_LIFE, WRONG_TRIES
from app.portal.login import ASKS
from tests.factories import NOW
from tests.integration.agencies import Agencies, Browser
from tests.integration.portal.page_reader import Guest, begin, everything, last_code, submit, token_on
from tests.integration.telephone import other_than

NEWCOMER = {"national_id": "۰۴۹۸۰۰۰۱۱۷", "mobile": "٠٩١٢١١١٢٢٣٣"}
PAGE = "/services/no-criminal-record"


def ask_for_code(guest: Guest, *, back: str = "/cases") -> str:
    assert guest.post(f"/login?next={back}", NEWCOMER).location == "/login/code"
    return last_code()


def known(open_agencies: Agencies) -> Person:
    """The sample citizen as a row."""
    person = person_store.get_person(open_agencies.citizen.person_id)
    db.session.expunge_all()
    return person


def set_cookie(answer: TestResponse, name: str) -> str:
    """What the browser is told to keep under this name."""
    (found,) = (cookie for cookie in answer.headers.getlist("Set-Cookie") if cookie.startswith(f"{name}="))
    return found


def is_logged_in(guest: Guest) -> bool:
    return guest.get("/cases").status_code == 200


def test_newcomer_logs_in_with_persian_digits_and_comes_back(guest: Guest) -> None:
    code = ask_for_code(guest, back=PAGE)
    spaced = " ".join(code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")))

    answer = guest.post("/login/code", {"code": spaced})

    assert (answer.status_code, answer.location) == (303, PAGE)
    assert is_logged_in(guest)
    cookie = set_cookie(answer, "miz_session")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie, "closing the browser logs out"
    person = person_store.find_by_national_id("0498000117")
    assert person is not None
    assert person.mobile == "+989121112233"


def test_whoever_asks_for_it_stays_logged_in_when_the_browser_is_closed(guest: Guest) -> None:
    answer = guest.post("/login/code", {"code": ask_for_code(guest), "remember": "on"})

    assert "Expires" in set_cookie(answer, "miz_session")
    assert "Max-Age" in set_cookie(answer, "miz_device")


def test_session_in_which_somebody_logs_in_again_is_over(guest: Guest) -> None:
    guest.post("/login/code", {"code": ask_for_code(guest)})
    first = guest._client.get_cookie("miz_session")
    assert first is not None
    with time_machine.travel(NOW + timedelta(seconds=1), tick=False):
        guest.post("/login/code", {"code": ask_for_code(guest)})
    guest._client.set_cookie("miz_session", first.value)

    assert not is_logged_in(guest)


def test_wrong_code_says_so_at_the_field_and_the_right_one_still_works(guest: Guest) -> None:
    code = ask_for_code(guest)

    refused = guest.post("/login/code", {"code": other_than(code)})

    assert refused.status_code == 422
    assert 'id="code-error"' in refused.text
    assert "کد درست نیست" in refused.text
    assert not is_logged_in(guest)
    assert guest.post("/login/code", {"code": code}).status_code == 303


def test_code_dies_after_ten_minutes(guest: Guest, app: Flask) -> None:
    other = Guest(app.test_client())
    code, others_code = ask_for_code(guest), None
    with time_machine.travel(NOW + timedelta(seconds=1), tick=False):
        others_code = ask_for_code(other)

    with time_machine.travel(NOW + CODE_LIFE, tick=False):
        refused = guest.post("/login/code", {"code": code})
        met = other.post("/login/code", {"code": others_code})

    assert refused.status_code == 422
    assert "این کد دیگر کار نمی‌کند" in refused.text
    assert met.status_code == 303


def test_fifth_wrong_try_says_that_another_code_is_needed(guest: Guest) -> None:
    code = ask_for_code(guest)
    told = [guest.post("/login/code", {"code": other_than(code)}).text for _ in range(WRONG_TRIES)]
    assert ["این کد دیگر کار نمی‌کند" in page for page in told] == [False] * (WRONG_TRIES - 1) + [True]

    assert guest.post("/login/code", {"code": code}).status_code == 422
    assert not is_logged_in(guest)

    with time_machine.travel(NOW + timedelta(seconds=1), tick=False):
        guest.post("/login/new-code")
        again = last_code()
        assert again != code
        assert guest.post("/login/code", {"code": again}).status_code == 303


def test_code_works_in_no_other_browser(guest: Guest, app: Flask) -> None:
    code = ask_for_code(guest)
    other = Guest(app.test_client())
    with time_machine.travel(NOW + timedelta(seconds=1), tick=False):
        others_code = ask_for_code(other)

        assert other.post("/login/code", {"code": code}).status_code == 422
        assert guest.post("/login/code", {"code": others_code}).status_code == 422
        assert guest.post("/login/code", {"code": code}).status_code == 303
        assert other.post("/login/code", {"code": others_code}).status_code == 303


def test_code_works_once(guest: Guest) -> None:
    code = ask_for_code(guest)
    client = guest._client
    under_way = client.get_cookie("session")
    assert under_way is not None
    guest.post("/login/code", {"code": code})
    guest.post("/logout")

    client.set_cookie("session", under_way.value)

    assert guest.post("/login/code", {"code": code}).status_code == 422
    assert not is_logged_in(guest)


def test_same_code_is_sent_again_while_it_is_good_for_a_while(guest: Guest) -> None:
    first = ask_for_code(guest, back=PAGE)
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        assert guest.post("/login/new-code").location == "/login/code"
        assert last_code() == first
    with time_machine.travel(NOW + timedelta(minutes=5, seconds=1), tick=False):
        guest.post("/login/new-code")
        second = last_code()
        assert second != first
        assert "دوباره" in guest.get("/login/code").text
        assert guest.post("/login/code", {"code": second}).location == PAGE


def test_too_many_codes_are_refused_with_a_way_out(guest: Guest) -> None:
    for _ in range(ASKS):
        assert guest.post("/login", NEWCOMER).status_code == 303

    refused = guest.post("/login", NEWCOMER)

    assert refused.status_code == 429
    assert "چند دقیقه صبر کنید" in refused.text
    assert NEWCOMER["national_id"] in refused.text
    with time_machine.travel(NOW + timedelta(minutes=15), tick=False):
        assert guest.post("/login", NEWCOMER).status_code == 303


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"national_id": "1234567890", "mobile": "09121112233"}, "national_id-error"),
        ({"national_id": "0498000117", "mobile": "0912"}, "mobile-error"),
        ({"national_id": "", "mobile": "09121112233"}, "national_id-error"),
        ({"national_id": "0498000117"}, "mobile-error"),
    ],
)
def test_wrong_number_is_told_at_its_field_and_kept(guest: Guest, typed: dict[str, str], fault: str) -> None:
    before = everything()

    refused = guest.post("/login", typed)

    assert refused.status_code == 422
    assert f'id="{fault}"' in refused.text
    assert all(f'value="{value}"' in refused.text for value in typed.values() if value)
    assert refused.text.count("<title>خطا:") == 1
    assert everything() == before


def test_unknown_input_is_refused(guest: Guest) -> None:
    before = everything()
    assert guest.post("/login", NEWCOMER | {"role": "administrator"}).status_code == 422
    assert everything() == before


def test_code_asked_for_before_its_owner_was_known_opens_nothing_later(guest: Guest, app: Flask) -> None:
    thief = Guest(app.test_client())
    thief.post("/login", NEWCOMER | {"mobile": "09350000000"})
    stolen = last_code()
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        guest.post("/login/code", {"code": ask_for_code(guest)})

        assert thief.post("/login/code", {"code": stolen}).status_code == 422
        assert not is_logged_in(thief)


def test_proven_number_is_remembered_as_such(guest: Guest) -> None:
    guest.post("/login/code", {"code": ask_for_code(guest)})

    person = person_store.find_by_national_id("0498000117")
    assert person is not None
    assert (person.mobile, person.mobile_proven_at) == ("+989121112233", NOW)


@pytest.mark.parametrize(
    "next_page", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_way_back_is_never_another_host(guest: Guest, next_page: str) -> None:
    code = ask_for_code(guest, back=next_page)
    assert guest.post("/login/code", {"code": code}).location == "/"


def test_code_page_without_a_request_leads_to_the_login_page(guest: Guest) -> None:
    assert guest.get("/login/code").location == "/login"
    assert guest.post("/login/code", {"code": "12345"}).location == "/login"
    assert guest.post("/login/new-code").location == "/login"


def test_first_login_calls_by_number_until_the_name_is_known(guest: Guest) -> None:
    guest.post("/login/code", {"code": ask_for_code(guest)})
    assert ">۰۴۹۸۰۰۰۱۱۷<" in guest.get("/cases").text

    submit(guest, begin(guest))  # type: ignore[arg-type]  # posts as a Browser does

    assert ">مریم احمدی<" in guest.get("/cases").text


def test_logging_out_ends_the_session_on_the_server(citizen: Browser) -> None:
    assert 'action="/logout"' in citizen.get("/cases").text
    token = citizen._client.get_cookie("miz_session")
    assert token is not None

    citizen.post("/logout")
    citizen._client.set_cookie("miz_session", token.value)

    assert citizen.get("/cases").location == "/login?next=/cases"


def test_expired_session_leads_back_to_the_page_and_the_draft_is_kept(
    citizen: Browser, open_agencies: Agencies
) -> None:
    draft = begin(citizen)
    citizen.post(draft, {"first_name": "مریم", "_page_later": "1"})

    with time_machine.travel(NOW + timedelta(days=40), tick=False):
        assert citizen.get(draft).location == f"/login?next={draft}"

    assert 'value="مریم"' in citizen.get(draft).text


def test_what_is_posted_after_the_session_ended_can_be_sent_again(citizen: Browser) -> None:
    draft = begin(citizen)

    with time_machine.travel(NOW + timedelta(days=40), tick=False):
        token = token_on(citizen.get("/track"))
        kept = citizen._client.post(draft, data={"csrf_token": token, "receiving_body": "بانک نمونه"})

    assert kept.status_code == 401
    assert 'name="receiving_body" value="بانک نمونه"' in kept.text
    assert f'href="/login?next={draft}"' in kept.text


def test_login_code_stands_in_no_case(citizen: Browser, open_agencies: Agencies) -> None:
    person = known(open_agencies)
    citizen.post("/login", {"national_id": person.national_id, "mobile": person.mobile or ""})
    case = submit(citizen, begin(citizen))

    page = citizen.get(f"{case}/messages")

    assert "کد رهگیری" in page.text
    assert "کد ورود" not in page.text
