"""The registry of whose number is whose: its protocol over real HTTP, its one deadline, and what isn't believed."""

import json
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from app.data.integrations import (
    GatewayBusy,
    GatewayError,
    GatewayRefused,
    GuardedRegistry,
    HttpIdentityRegistry,
    Identified,
)
from app.data.integrations.breaker import FAILURES
from tests.unit.app.data.integrations.fake_servers import Neighbour, http_neighbour

NAMES = {"first_name": "مریم", "last_name": "احمدی", "father_name": "حسین"}
ID, MOBILE = "0498000117", "+989121112233"


@pytest.fixture
def neighbour() -> Iterator[Neighbour]:
    with http_neighbour() as server:
        yield server


def ask(neighbour: Neighbour, token: str | None = None) -> Identified:
    return HttpIdentityRegistry(neighbour.url, token).identify(ID, MOBILE, key="k1")


def test_question_carries_both_numbers_the_key_and_the_secret(neighbour: Neighbour) -> None:
    neighbour.says(200, {"matches": True, **NAMES, "birth_date": "1990-05-14"})

    said = ask(neighbour, "secret")

    assert said == Identified(matches=True, facts={**NAMES, "birth_date": "1990-05-14"})
    (asked,) = neighbour.asked
    assert asked.body == {"national_id": ID, "mobile": MOBILE}
    assert (asked.headers["Authorization"], asked.headers["Idempotency-Key"]) == ("Bearer secret", "k1")


def test_facts_that_the_registry_lacks_are_left_out(neighbour: Neighbour) -> None:
    neighbour.says(200, {"matches": True, "first_name": "  مریم ", "father_name": None})

    assert ask(neighbour).facts == {"first_name": "مریم"}


def test_nothing_is_learnt_about_the_owner_of_an_id_by_a_number_that_isnt_theirs(neighbour: Neighbour) -> None:
    neighbour.says(200, {"matches": False, **NAMES})

    assert ask(neighbour) == Identified(matches=False)


@pytest.mark.parametrize(
    "answer",
    [
        {},
        [True],
        {"matches": "true"},
        {"matches": 1},
        {"matches": None, **NAMES},
        {"matches": True, "first_name": ""},
        {"matches": True, "first_name": 7},
        {"matches": True, "last_name": "ا" * 121},
        {"matches": True, "last_name": "احمدی\u202e"},
        {"matches": True, "birth_date": "1369/02/24"},
        {"matches": True, "birth_date": 1369},
    ],
)
def test_answer_that_isnt_of_the_protocol_is_not_believed(neighbour: Neighbour, answer: object) -> None:
    neighbour.says(200, raw=json.dumps(answer).encode())

    with pytest.raises(GatewayError) as failed:
        ask(neighbour)

    assert not isinstance(failed.value, GatewayRefused), "it is tried again"


def test_final_refusal_is_told_from_a_failure(neighbour: Neighbour) -> None:
    neighbour.says(403)

    with pytest.raises(GatewayRefused):
        ask(neighbour)


def test_answer_that_drips_is_given_up_at_the_deadline() -> None:
    """Each part comes in time, the whole doesn't: header lines, one every twentieth of a second."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        over = threading.Event()

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                while not over.wait(0.05):
                    connection.sendall(b"X-Drip: 1\r\n")

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        registry = HttpIdentityRegistry(f"http://127.0.0.1:{server.getsockname()[1]}", seconds=0.4)
        began = time.monotonic()
        try:
            with pytest.raises(GatewayError, match=r"within 0\.4 seconds"):
                registry.identify(ID, MOBILE, key="k1")
            took = time.monotonic() - began
        finally:
            over.set()
            thread.join()
    assert 0.4 <= took < 5


def test_registry_that_fails_in_a_row_is_left_alone(neighbour: Neighbour) -> None:
    neighbour.says(500)
    registry = GuardedRegistry(HttpIdentityRegistry(neighbour.url))
    for _ in range(FAILURES):
        with pytest.raises(GatewayError):
            registry.identify(ID, MOBILE, key="k1")

    with pytest.raises(GatewayBusy):
        registry.identify(ID, MOBILE, key="k1")

    assert len(neighbour.asked) == FAILURES
