"""Adapters to the outside, against servers on real sockets that answer well, badly, late and not at all."""

import gzip
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from email import message_from_string, policy

import pytest

import engine
from app.data.integrations import (
    Breaker,
    GatewayBusy,
    GatewayError,
    GatewayRefused,
    GuardedConnector,
    HttpConnector,
    HttpSmsGateway,
    MailConnector,
    Message,
    RestConnector,
    Smtp,
    http,
)
from app.data.integrations.http import LARGEST_ANSWER
from tests.unit.app.data.integrations.fake_servers import Mailbox, Neighbour, http_neighbour, mail_neighbour

CODE = Message(
    to="+989121234567", text="کد ورود: 12345", key="notice:1", template="login-code", tokens={"code": "12345"}
)


@pytest.fixture
def agency() -> Iterator[Neighbour]:
    with http_neighbour() as neighbour:
        yield neighbour


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_neighbour() as box:
        yield box


def test_question_carries_key_and_secret_and_its_answer_comes_back(agency: Neighbour) -> None:
    agency.says(200, {"debt": 0})

    answer = HttpConnector(agency.url, "s3cret").ask({"id": "شناسه"}, key="case:1")

    assert answer == {"debt": 0}
    (asked,) = agency.asked
    assert asked.body == {"id": "شناسه"}
    assert asked.headers["Idempotency-Key"] == "case:1"
    assert asked.headers["Authorization"] == "Bearer s3cret"


@pytest.mark.parametrize("status", [400, 401, 404, 422])
def test_refusal_is_final_and_names_its_status(agency: Neighbour, status: int) -> None:
    agency.says(status)
    with pytest.raises(GatewayRefused) as caught:
        HttpConnector(agency.url).ask({}, key="k")
    assert caught.value.code == f"HTTP_{status}"


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 503])
def test_what_may_pass_is_tried_again(agency: Neighbour, status: int) -> None:
    agency.says(status)
    with pytest.raises(GatewayError) as caught:
        HttpConnector(agency.url).ask({}, key="k")
    assert not isinstance(caught.value, GatewayRefused)


@pytest.mark.parametrize("raw", [b"<html>", b"[1]", b'{"a": ' + b"[" * 100_000])
def test_answer_that_is_no_object_is_a_failure(agency: Neighbour, raw: bytes) -> None:
    agency.says(200, raw=raw)
    with pytest.raises(GatewayError):
        HttpConnector(agency.url).ask({}, key="k")


def test_answer_may_be_as_long_as_a_case_takes_it_and_a_longer_one_is_final(agency: Neighbour) -> None:
    around = len(b'{"a":""}')
    assert engine.MAX_MESSAGE - 1024 == LARGEST_ANSWER
    for more in (0, 1):
        agency.says(200, raw=b'{"a":"' + b"x" * (LARGEST_ANSWER - around + more) + b'"}')
    assert len(str(HttpConnector(agency.url).ask({}, key="k")["a"])) == LARGEST_ANSWER - around
    with pytest.raises(GatewayRefused) as refused:
        HttpConnector(agency.url).ask({}, key="k")
    assert refused.value.code == "ANSWER_TOO_LONG"


def test_redirect_is_not_followed(agency: Neighbour) -> None:
    agency.says(302, Location=f"{agency.url}/elsewhere")
    with pytest.raises(GatewayError):
        HttpConnector(agency.url, "s3cret").ask({}, key="k")
    assert [asked.path for asked in agency.asked] == ["/"]


def test_neighbour_that_hangs_is_given_up(agency: Neighbour, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "TIMEOUT_SECONDS", 0.2)
    agency.hang = threading.Event()
    agency.says(200)
    with pytest.raises(GatewayError):
        HttpConnector(agency.url).ask({}, key="k")
    agency.hang.set()


def test_answer_that_breaks_off_is_a_failure(agency: Neighbour) -> None:
    agency.says(200, {"debt": 0}, **{"Content-Length": "400"})
    with pytest.raises(GatewayError):
        HttpConnector(agency.url).ask({}, key="k")


def test_neighbour_that_speaks_another_protocol_is_a_failure(mailbox: Mailbox) -> None:
    with pytest.raises(GatewayError):
        HttpConnector(f"http://127.0.0.1:{mailbox.port}").ask({}, key="k")


def test_compressed_answer_was_not_asked_for(agency: Neighbour) -> None:
    agency.says(200, raw=gzip.compress(b"{}" + b" " * 50_000_000), **{"Content-Encoding": "gzip"})
    with pytest.raises(GatewayError, match="not JSON"):
        HttpConnector(agency.url).ask({}, key="k")
    assert agency.asked[0].headers["Accept-Encoding"] == "identity"


def test_cookies_are_not_kept(agency: Neighbour) -> None:
    agency.says(200, **{"Set-Cookie": "visitor=1"})
    for _ in range(2):
        HttpConnector(agency.url).ask({}, key="k")
    assert all("Cookie" not in asked.headers for asked in agency.asked)


def test_questions_share_a_connection_and_a_closed_one_is_opened_anew() -> None:
    with http_neighbour("HTTP/1.1") as agency:
        agency.says(200)
        for key in ("1", "2", "3"):
            HttpConnector(agency.url).ask({}, key=key)
        assert agency.connections == 1

        agency.says(200, Connection="close")
        for key in ("4", "5", "6"):
            HttpConnector(agency.url).ask({}, key=key)
        assert [asked.headers["Idempotency-Key"] for asked in agency.asked] == ["1", "2", "3", "4", "5", "6"]


def test_addresses_that_are_asked_are_not_logged(agency: Neighbour, caplog: pytest.LogCaptureFixture) -> None:
    agency.says(200)
    with caplog.at_level(logging.INFO):
        RestConnector({agency.url: None}).ask({"url": agency.url, "query": {"id": "0012345679"}}, key="k")
    assert "0012345679" not in caplog.text


def test_nobody_there_is_a_failure() -> None:
    with pytest.raises(GatewayError):
        HttpConnector("http://127.0.0.1:9").ask({}, key="k")


def test_diagram_says_what_is_asked_of_an_allowed_host(agency: Neighbour) -> None:
    agency.says(201, {"id": 7})
    connector = RestConnector({agency.url: "s3cret"})

    answer = connector.ask(
        {"url": f"{agency.url}/people?a=1", "method": "put", "query": {"نام": "مریم"}, "body": [1]}, key="k"
    )

    assert answer == {"status": 201, "body": {"id": 7}}
    (asked,) = agency.asked
    assert (asked.method, asked.body) == ("PUT", [1])
    assert asked.path == "/people?a=1&%D9%86%D8%A7%D9%85=%D9%85%D8%B1%DB%8C%D9%85"
    assert asked.headers["Authorization"] == "Bearer s3cret"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "http://allowed.example@127.0.0.1/",
        "http://allowed.example.evil.example/",
        "https://allowed.example/",
        "file:///etc/passwd",
        "http://allowed.example:99999/",
        "http://[broken/",
        "http://somebody@allowed.example/",
        "http://allowed.example\\@127.0.0.1/",
        "http://allowed.example\\.evil.example/",
        "http://127.0.0.1\t/",
        "http://\ud800/",
        "//allowed.example/",
        "",
        None,
        17,
    ],
)
def test_host_that_is_not_allowed_is_refused_without_asking(url: object) -> None:
    with pytest.raises(GatewayRefused) as caught:
        RestConnector({"http://allowed.example": "s3cret", "no origin": None}).ask({"url": url}, key="k")
    assert caught.value.code == "HTTP_NOT_ALLOWED"


@pytest.mark.parametrize(
    "origin", ["https://میز.ایران", "https://xn--xgb1b11a.xn--mgba3a4f16a", "https://میز.ایران:443"]
)
def test_host_may_be_written_in_persian(origin: str) -> None:
    connector = RestConnector({origin: None}, {"https://xn--xgb1b11a.xn--mgba3a4f16a": left_alone()})
    with pytest.raises(GatewayBusy):
        connector.ask({"url": "https://میز.ایران/a?b=1"}, key="k")


def left_alone() -> Breaker:
    """Asks nobody for a while."""
    breaker = Breaker(failures=1)
    with suppress(GatewayError), breaker.asking():
        raise GatewayError
    return breaker


@pytest.mark.parametrize("payload", [{"method": "TRACE"}, {"query": "a=1"}, {"query": [1]}])
def test_request_that_makes_no_sense_is_refused(payload: dict[str, object]) -> None:
    with pytest.raises(GatewayRefused) as caught:
        RestConnector({"http://allowed.example": None}).ask({"url": "http://allowed.example/", **payload}, key="k")
    assert caught.value.code == "HTTP_REQUEST"


def test_sms_names_the_template_that_the_provider_has_approved(agency: Neighbour) -> None:
    agency.says(200)

    HttpSmsGateway(agency.url, "k", {"login-code": "4711"}).send(CODE)
    HttpSmsGateway(agency.url, "k").send(CODE)

    first, second = (asked.body for asked in agency.asked)
    assert first == {"to": CODE.to, "text": CODE.text, "template": "4711", "tokens": {"code": "12345"}}
    assert second == {"to": CODE.to, "text": CODE.text}


def test_letter_arrives_whole_and_a_repetition_has_the_same_id(mailbox: Mailbox) -> None:
    connector = MailConnector(Smtp("127.0.0.1", mailbox.port, "میز خدمت <desk@desk.example>", tls=False))

    for _ in range(2):
        sent = connector.ask({"to": "a@b.example", "subject": "پروندهٔ تازه", "text": "سطر یک\nسطر دو"}, key="k")

    assert sent == {"sent": True}
    letters = [message_from_string(content, policy=policy.default) for _, _, content in mailbox.taken]
    assert letters[0]["Subject"] == "پروندهٔ تازه"
    assert all(content.isascii() for _, _, content in mailbox.taken)
    assert letters[0]["From"].addresses[0].display_name == "میز خدمت"
    assert "سطر یک\nسطر دو" in letters[0].get_content().replace("\r\n", "\n")
    assert letters[0]["Message-ID"] == letters[1]["Message-ID"]
    assert mailbox.taken[0][:2] == ("desk@desk.example", "a@b.example")


@pytest.mark.parametrize(
    "to", ["", "a", "a@b", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example", "<a@b.c>", "ا@b.ir"]
)
def test_what_is_no_address_is_refused(mailbox: Mailbox, to: str) -> None:
    with pytest.raises(GatewayRefused):
        MailConnector(Smtp("127.0.0.1", mailbox.port, "desk@desk.example", tls=False)).ask({"to": to}, key="k")
    assert mailbox.taken == []


def test_unknown_recipient_is_final_and_a_busy_server_is_not(mailbox: Mailbox) -> None:
    smtp = Smtp("127.0.0.1", mailbox.port, "desk@desk.example", tls=False)
    mailbox.refused.add("nobody@b.example")
    with pytest.raises(GatewayRefused):
        smtp.send(Message(to="nobody@b.example", text="x", key="k"))
    mailbox.broken = True
    with pytest.raises(GatewayError) as caught:
        smtp.send(Message(to="a@b.example", text="x", key="k"))
    assert not isinstance(caught.value, GatewayRefused)


def test_secret_is_not_sent_in_the_clear_where_tls_is_wanted(mailbox: Mailbox) -> None:
    with pytest.raises(GatewayError):
        Smtp("127.0.0.1", mailbox.port, "desk@desk.example", user="miz", password="s3cret").send(CODE)
    assert mailbox.taken == []


def ask_a_sick_one(connector: GuardedConnector) -> None:
    with pytest.raises(GatewayError):
        connector.ask({}, key="k")


def test_neighbour_that_keeps_failing_is_left_alone_and_tried_again_by_one(agency: Neighbour) -> None:
    now = [0.0]
    breaker = Breaker(failures=2, pause=timedelta(seconds=30), clock=lambda: now[0])
    connector = GuardedConnector(HttpConnector(agency.url), breaker)
    agency.says(503)
    for _ in range(2):
        with pytest.raises(GatewayError):
            connector.ask({}, key="k")

    now[0] = 10
    with pytest.raises(GatewayBusy) as caught:
        connector.ask({}, key="k")
    assert caught.value.wait == timedelta(seconds=20)
    assert len(agency.asked) == 2

    now[0] = 31
    agency.hang = threading.Event()
    first = threading.Thread(target=ask_a_sick_one, args=(connector,))
    first.start()
    while len(agency.asked) < 3:
        time.sleep(0.01)
    with pytest.raises(GatewayBusy):  # one asks, the others wait for what it learns
        connector.ask({}, key="k")
    agency.hang.set()
    first.join()

    now[0], agency.answers = 62, []
    agency.says(200, {"well": True})
    assert connector.ask({}, key="k") == {"well": True}
    assert connector.ask({}, key="k") == {"well": True}


def test_refusals_do_not_make_a_neighbour_sick(agency: Neighbour) -> None:
    connector = GuardedConnector(HttpConnector(agency.url), Breaker(failures=1))
    agency.says(404)
    for _ in range(3):
        with pytest.raises(GatewayRefused):
            connector.ask({}, key="k")
