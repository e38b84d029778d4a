"""What strangers can't do at the login page: learn who is known, lock them out, win their cases, bomb telephones."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.data.database.session import db
from app.data.database.transactions import reading, transaction
from app.data.integrations import gateways
from app.data.models import LoginCode, Person
from app.data.people import person_store
from app.policy.one_time_codes import CodeUse, code_of
from app.usecases.identity import send_limits
from app.usecases.messages import outgoing
from app.usecases.notices.code_messages import SentMessage
from tests import statements
from tests.factories import NOW, national_id
from tests.integration import telephone
from tests.integration.agencies import Agencies, Browser
from tests.integration.frontdesk.desk_steps import NEWCOMER as AT_DESK
from tests.integration.frontdesk.desk_steps import written
from tests.integration.portal.page_reader import Guest, everything, token_on

STRANGER = "+989350000000"
OWN, OTHER = "203.0.113.7", "198.51.100.9"


class Somewhere(Guest):
    """A fresh browser at an address of its own."""

    def __init__(self, app: Flask, address: str = OWN) -> None:
        client = app.test_client()
        client.environ_base["REMOTE_ADDR"] = address
        super().__init__(client)


@pytest.fixture
def citizen(open_agencies: Agencies) -> Person:
    """The sample citizen as a row: somebody with a number."""
    return person_of(open_agencies.citizen.person_id)


@pytest.fixture
def clerk(open_agencies: Agencies) -> Person:
    """A clerk without a number."""
    with transaction():
        person_store.get_person(open_agencies.clerk.person_id).mobile = None
    return person_of(open_agencies.clerk.person_id)


def person_of(person_id: UUID) -> Person:
    db.session.rollback()
    person = person_store.get_person(person_id)
    db.session.expunge_all()
    return person


def ids(count: int) -> Iterator[str]:
    """National ids that nobody has."""
    return (national_id(600_000 + number) for number in range(count))


def ask(guest: Guest, person_id: str, mobile: str | None) -> tuple[int, str]:
    """Ask for a code; what the browser is told in the end."""
    answer = guest.post("/login", {"national_id": person_id, "mobile": mobile or ""})
    if answer.status_code != 303:
        return answer.status_code, ""
    return answer.status_code, without_numbers(guest.get(answer.location))


def sent_to(mobile: str | None) -> list[SentMessage]:
    return [message for message in telephone.messages(CodeUse.LOGIN) if message.mobile == mobile]


def log_in(guest: Guest, person: Person) -> bool:
    """Whether somebody gets in with the code that arrives on their telephone now."""
    before = set(sent_to(person.mobile))
    ask(guest, person.national_id, person.mobile)
    return any(
        guest.post("/login/code", {"code": telephone.code_in(message)}).status_code == 303
        for message in set(sent_to(person.mobile)) - before
    )


def test_answer_is_the_same_whoever_is_registered(app: Flask, citizen: Person, clerk: Person) -> None:
    pairs = [
        (citizen.national_id, citizen.mobile),
        (citizen.national_id, STRANGER),
        (national_id(600_000), STRANGER),
        (clerk.national_id, STRANGER),
    ]
    answers = {ask(Somewhere(app), person_id, mobile) for person_id, mobile in pairs}

    ((status, page),) = answers
    assert status == 303
    assert "نزد ما برای این کد ملی ثبت باشد" in page


def without_numbers(page: TestResponse) -> str:
    """What a page says, without the number that was typed and the token of its form."""
    return re.sub(r"\d|value=\"[^\"]*\"", "", page.text)


def test_same_is_asked_of_the_database_whoever_is_registered(app: Flask, citizen: Person) -> None:
    """What a sent code needs more than one that isn't sent: its message and its row in the outbox."""

    def asked(person_id: str, mobile: str | None) -> int:
        guest = Somewhere(app)
        token = token_on(guest.get("/login"))
        with statements.sent() as found:
            guest._client.post("/login", data={"national_id": person_id, "mobile": mobile, "csrf_token": token})
        return len(found)

    fitting, another = asked(citizen.national_id, citizen.mobile), asked(citizen.national_id, STRANGER)
    new = asked(national_id(600_000), "+989351111111")

    assert fitting == new == another + 2


def test_wrong_code_is_answered_alike_whether_a_code_was_sent_or_not(app: Flask, citizen: Person) -> None:
    def told(mobile: str | None) -> list[tuple[int, str]]:
        guest = Somewhere(app)
        ask(guest, citizen.national_id, mobile)
        code = telephone.other_than(telephone.code_in(sent_to(mobile)[0])) if sent_to(mobile) else "123456"
        answers = [guest.post("/login/code", {"code": code}) for _ in range(6)]
        return [(answer.status_code, without_numbers(answer)) for answer in answers]

    assert told(citizen.mobile) == told(STRANGER)


def test_wrong_pair_sends_nobody_anything_and_opens_nothing(app: Flask, citizen: Person) -> None:
    stranger = Somewhere(app)
    before = everything()

    ask(stranger, citizen.national_id, STRANGER)

    assert everything() == before
    with reading() as session:
        assert [challenge.sent for challenge in session.scalars(select(LoginCode))] == [False]


def test_challenge_whose_code_was_not_sent_cannot_be_met_by_luck(app: Flask, citizen: Person) -> None:
    """The stranger guesses right; what the desk itself would work out stands for the guess."""
    for _ in range(send_limits.FROM_ONE_ADDRESS + 1):  # then nothing is sent any more, to newcomers neither
        stranger = Somewhere(app)
        ask(stranger, national_id(600_001), STRANGER)
    with reading() as session:
        (unsent,) = session.scalars(select(LoginCode.id).where(LoginCode.sent.is_(False)))
    guessed = code_of(unsent, CodeUse.LOGIN, key=gateways().code_key)

    assert stranger.post("/login/code", {"code": guessed}).status_code == 422


def test_flood_with_wrong_numbers_leaves_the_owner_alone(app: Flask, citizen: Person) -> None:
    for number in range(20):
        ask(Somewhere(app, f"198.51.100.{number}"), citizen.national_id, STRANGER)
        ask(Somewhere(app), citizen.national_id, STRANGER)
    for person_id in ids(20):
        ask(Somewhere(app), person_id, citizen.mobile)

    assert log_in(Somewhere(app), citizen), "from the same address, with a browser that nobody knows"


def test_flood_with_the_right_numbers_from_one_address_leaves_the_owner_alone(app: Flask, citizen: Person) -> None:
    for _ in range(20):
        ask(Somewhere(app, OTHER), citizen.national_id, citizen.mobile)

    assert len(sent_to(citizen.mobile)) == send_limits.FROM_ONE_ADDRESS
    assert log_in(Somewhere(app), citizen)


def test_flood_with_the_right_numbers_from_everywhere_leaves_the_owners_own_browser_alone(
    app: Flask, citizen: Person
) -> None:
    mine = Somewhere(app)
    assert log_in(mine, citizen)
    mine.post("/logout")
    for number in range(20):
        ask(Somewhere(app, f"198.51.100.{number}"), citizen.national_id, citizen.mobile)
    assert len(sent_to(citizen.mobile)) == send_limits.TO_ONE_PERSON

    assert not log_in(Somewhere(app), citizen), "a browser that nobody knows has to wait for the next window"
    assert log_in(mine, citizen)
    with time_machine.travel(NOW + send_limits.WINDOW, tick=False):
        assert log_in(Somewhere(app), citizen)


def test_mark_of_another_persons_browser_gives_no_codes_of_its_own(
    app: Flask, open_agencies: Agencies, citizen: Person
) -> None:
    other = Somewhere(app, OTHER)
    assert log_in(other, person_of(open_agencies.operator.person_id))
    other.post("/logout")
    for _ in range(20):
        other._client.delete_cookie("session")
        ask(other, citizen.national_id, citizen.mobile)

    assert len(sent_to(citizen.mobile)) == send_limits.FROM_ONE_ADDRESS


@pytest.mark.parametrize("mark", ["", "x", "WyJhIixbXV0.aQ.b"])
def test_forged_mark_counts_for_nothing(app: Flask, citizen: Person, mark: str) -> None:
    forger = Somewhere(app)
    forger._client.set_cookie("miz_device", mark, path="/login")

    assert ask(forger, citizen.national_id, citizen.mobile)[0] == 303


def test_sixty_ids_send_one_number_five_messages(app: Flask, open_agencies: Agencies) -> None:
    for number, person_id in enumerate(ids(60)):
        assert ask(Somewhere(app, f"198.51.100.{number}" if number % 2 else OWN), person_id, STRANGER)[0] == 303

    assert len(sent_to(STRANGER)) == send_limits.TO_ONE_NUMBER


def test_counts_of_a_window_are_over_with_it_and_those_of_a_day_are_not(app: Flask, open_agencies: Agencies) -> None:
    per_window = []
    for window in range(4):
        with time_machine.travel(NOW + window * send_limits.WINDOW, tick=False):
            before = len(sent_to(STRANGER))
            for number, person_id in enumerate(ids(7)):
                ask(Somewhere(app, f"198.51.100.{number}"), person_id, STRANGER)
            per_window.append(len(sent_to(STRANGER)) - before)

    assert per_window == [5, 5, 0, 0]
    with time_machine.travel(NOW + send_limits.DAY, tick=False):
        ask(Somewhere(app), national_id(600_000), STRANGER)
        assert len(sent_to(STRANGER)) == send_limits.TO_ONE_NUMBER_A_DAY + 1


def test_abuser_in_an_office_makes_newcomers_wait_and_nobody_else(
    app: Flask, citizen: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(send_limits, "ONE_ADDRESS", 8)
    for number in range(9):
        page = ask(Somewhere(app), national_id(600_000 + number), f"+98935000{number:04d}")[1]
    assert "از شبکهٔ شما" in page

    newcomer, told = "+989351112233", ask(Somewhere(app), national_id(700_000), "+989351112233")[1]

    assert "از شبکهٔ شما" in told
    assert sent_to(newcomer) == []
    assert log_in(Somewhere(app), citizen), "whose numbers fit"
    ask(Somewhere(app, OTHER), national_id(700_000), newcomer)
    assert len(sent_to(newcomer)) == 1, "from another address"


def test_household_of_ipv6_counts_as_one_address() -> None:
    first, second = (send_limits.Asker(f"2001:db8:1:2::{number:x}").network for number in (1, 0xFFFF))
    assert first == second != send_limits.Asker("2001:db8:1:3::1").network
    assert send_limits.Asker("unknown").network == "unknown"


def test_stranger_does_not_win_a_case_filed_without_a_number(
    app: Flask, open_agencies: Agencies, sign_in: Callable[..., Browser]
) -> None:
    operator = sign_in(open_agencies.operator)
    draft = written(operator, open_agencies, mobile="", no_mobile="on")
    held = [stranger_gets_in(app, AT_DESK["national_id"])]

    operator.post(f"{draft}/submit", {"way": "word", "reason": "تلفن همراه ندارد"})
    held.append(stranger_gets_in(app, AT_DESK["national_id"]))

    assert held == [False, False]
    person = person_store.find_by_national_id(AT_DESK["national_id"])
    assert person is not None
    assert person.mobile is None


def test_number_recorded_at_a_desk_opens_the_case_filed_without_one(
    app: Flask, open_agencies: Agencies, sign_in: Callable[..., Browser]
) -> None:
    operator = sign_in(open_agencies.operator)
    draft = written(operator, open_agencies, mobile="", no_mobile="on")
    operator.post(f"{draft}/submit", {"way": "word", "reason": "تلفن همراه ندارد"})

    written(operator, open_agencies)

    person = person_store.find_by_national_id(AT_DESK["national_id"])
    assert person is not None
    assert log_in(Somewhere(app), person_of(person.id))


def test_stranger_does_not_win_a_seat(app: Flask, clerk: Person) -> None:
    assert not stranger_gets_in(app, clerk.national_id)
    assert person_of(clerk.id).mobile is None


def test_stranger_does_not_win_what_a_message_is_to_begin(app: Flask, open_agencies: Agencies) -> None:
    of_message = {"national_id": national_id(600_002), "name": "ناهید کرمی"}
    with transaction():
        outgoing_for(of_message)

    assert not stranger_gets_in(app, of_message["national_id"])


def outgoing_for(given: dict[str, str]) -> None:
    """A message of another system that is to begin a case for this person, and waits."""
    person_id = outgoing.applicant_for(given, now=NOW)
    life = timedelta(days=7)
    incoming = outgoing.IncomingMessage("bank", "1", "begin", "1", data={}, life=life, applicant_id=person_id)
    outgoing.accept_message(incoming, now=NOW)


def test_person_of_whom_nothing_is_known_brings_their_number(app: Flask, open_agencies: Agencies) -> None:
    """An operator typed a national id and stopped: nothing is there to be won, so nobody is kept out."""
    with transaction():
        person_store.add_person(national_id=national_id(600_003), name="—", created_at=NOW)

    assert stranger_gets_in(app, national_id(600_003))


def stranger_gets_in(app: Flask, person_id: str) -> bool:
    guest = Somewhere(app)
    before = set(sent_to(STRANGER))
    ask(guest, person_id, STRANGER)
    arrived = set(sent_to(STRANGER)) - before
    for message in arrived:
        guest.post("/login/code", {"code": telephone.code_in(message)})
    return guest.get("/cases").status_code == 200
