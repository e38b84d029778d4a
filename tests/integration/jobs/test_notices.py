"""Notices on their way: by SMS and e-mail, given up after several tries, and flagged where nobody was reached."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from app.data.correspondence import notice_store
from app.data.database.transactions import transaction
from app.data.integrations import GatewayBusy, GatewayError, GatewayRefused, Message, gateways
from app.data.people import person_store
from app.jobs import runner
from app.policy.one_time_codes import CODE_LIFE
from app.usecases.notices import code_messages
from app.usecases.notices.code_messages import Challenge
from app.vocabulary import NoticeState
from tests.factories import NOW
from tests.integration import agencies
from tests.integration.agencies import Agencies, Browser

FAR = NOW + timedelta(days=1)


@dataclass
class Courier:
    """Takes messages, or raises what it is told to."""

    raises: Exception | None = None
    sent: list[Message] = field(default_factory=list)

    def send(self, message: Message) -> None:
        if self.raises is not None:
            raise self.raises
        self.sent.append(message)


@pytest.fixture
def sms() -> Courier:
    return Courier()


@pytest.fixture
def mail() -> Courier:
    return Courier()


def with_couriers(sms: Courier, mail: Courier | None = None) -> None:
    gateways.install(replace(gateways(), sms=sms, mail=mail))


def run_until(end) -> None:
    """Work every few minutes, as the tick does."""
    now = NOW
    while now < end:
        runner.drain(now)
        now += timedelta(minutes=10)


def states_of(case_id) -> set[NoticeState]:
    return {notice.state for notice in notice_store.list_notices(case_id)}


def test_notice_names_its_template_and_what_fills_it(staffed: Agencies, sms: Courier) -> None:
    with_couriers(sms)
    case = agencies.case_of(agencies.apply_for_connection(staffed.citizen))
    runner.drain(NOW)

    accepted = next(message for message in sms.sent if message.template == "accepted")
    assert accepted.to.startswith("+98")
    assert accepted.tokens["tracking_code"].replace("-", "") in case.tracking_code.replace("-", "")
    assert states_of(case.id) == {NoticeState.DELIVERED}


def test_whoever_gave_an_address_gets_a_letter_too(staffed: Agencies, sms: Courier, mail: Courier) -> None:
    with_couriers(sms, mail)
    with transaction():
        person_store.keep_profile(staffed.citizen.person_id, {"email": "maryam@mail.example"}, at=NOW)
    agencies.apply_for_connection(staffed.citizen)
    runner.drain(NOW)

    assert {message.to for message in mail.sent} == {"maryam@mail.example"}
    assert [message.text for message in mail.sent] == [message.text for message in sms.sent]
    assert not {message.key for message in mail.sent} & {message.key for message in sms.sent}


def test_login_codes_never_go_by_mail(staffed: Agencies, sms: Courier, mail: Courier) -> None:
    with_couriers(sms, mail)
    with transaction():
        person_store.keep_profile(staffed.citizen.person_id, {"email": "maryam@mail.example"}, at=NOW)
        person = person_store.get_person(staffed.citizen.person_id)
        challenge = Challenge(uuid4(), NOW + CODE_LIFE)
        code_messages.send_login_code(person, challenge, mobile="+989121234567", now=NOW)
    runner.drain(NOW)
    assert mail.sent == []
    assert [message.to for message in sms.sent] == ["+989121234567"]
    assert sms.sent[0].tokens["code"] in sms.sent[0].text


def test_code_is_the_same_when_it_has_to_be_sent_again(staffed: Agencies, sms: Courier) -> None:
    tried: list[Message] = []

    class Dying:
        """Takes the message, and never says so."""

        def send(self, message: Message) -> None:
            tried.append(message)
            raise GatewayError("no answer")

    gateways.install(replace(gateways(), sms=Dying()))
    with transaction():
        code_messages.send_login_code(None, Challenge(uuid4(), NOW + CODE_LIFE), mobile="+989121234567", now=NOW)
    runner.drain(NOW)
    with_couriers(sms)
    runner.drain(NOW + timedelta(minutes=5))

    assert [message.text for message in sms.sent] == [message.text for message in tried]
    assert [message.key for message in sms.sent] == [message.key for message in tried]


def test_code_that_has_expired_is_not_sent_any_more(staffed: Agencies, sms: Courier) -> None:
    with_couriers(sms)
    with transaction():
        code_messages.send_login_code(None, Challenge(uuid4(), NOW + CODE_LIFE), mobile="+989121234567", now=NOW)
    runner.drain(NOW + CODE_LIFE)
    runner.drain(NOW + timedelta(days=1))

    assert sms.sent == []
    (notice,) = notice_store.list_latest_notices()
    assert notice.state is NoticeState.FAILED


def test_one_way_that_worked_is_enough(staffed: Agencies, sms: Courier, mail: Courier) -> None:
    sms.raises = GatewayRefused("HTTP_400", "the answer was 400")
    with_couriers(sms, mail)
    with transaction():
        person_store.keep_profile(staffed.citizen.person_id, {"email": "maryam@mail.example"}, at=NOW)
    case_id = agencies.apply_for_connection(staffed.citizen)
    run_until(FAR)
    assert states_of(case_id) == {NoticeState.DELIVERED}


def test_neighbour_left_alone_costs_no_try(staffed: Agencies, sms: Courier) -> None:
    sms.raises = GatewayBusy(timedelta(minutes=3))
    with_couriers(sms)
    case_id = agencies.apply_for_connection(staffed.citizen)
    run_until(FAR)
    assert states_of(case_id) == {NoticeState.WAITING}

    sms.raises = None
    runner.drain(FAR)
    assert states_of(case_id) == {NoticeState.DELIVERED}


def test_message_that_never_arrives_is_flagged_until_one_does(
    open_agencies: Agencies, sign_in: Callable[..., Browser], sms: Courier
) -> None:
    sms.raises = GatewayError("the answer was 503")
    with_couriers(sms)
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    clerk = sign_in(open_agencies.clerk)
    assert "نرسیده است" not in clerk.get(f"/worklist/cases/{case_id}").text

    run_until(FAR)
    assert states_of(case_id) == {NoticeState.FAILED}
    assert "آخرین پیام به متقاضی نرسیده است" in clerk.get(f"/worklist/cases/{case_id}").text

    sms.raises = None
    with time_machine.travel(FAR, tick=False):
        agencies.finish(
            case_id, open_agencies.clerk, {"check_decision": "incomplete", "check_reason": "ناخوانا است."}, now=FAR
        )
        runner.drain(FAR)
        assert "نرسیده است" not in clerk.get(f"/worklist/cases/{case_id}").text
