"""A registry that is asked after a login: what it says is kept, and while it is away nobody waits."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from werkzeug.serving import make_server

from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.integrations import GuardedRegistry, HttpIdentityRegistry, gateways
from app.data.models import Person
from app.data.people import person_store, proof_store
from app.jobs import runner
from app.usecases.identity import assurance
from app.usecases.identity.registry_check import GOOD_FOR
from app.vocabulary import Assurance
from tests.factories import NOW
from tests.integration.agencies import Agencies
from tests.integration.portal.page_reader import Guest, last_code
from tests.unit.app.data.integrations.fake_servers import Neighbour, http_neighbour

ID, MOBILE = "0498000117", "09121112233"
MARYAM = {"first_name": "مریم", "last_name": "احمدی", "father_name": "حسین", "birth_date": "1990-05-14"}
MINUTE = timedelta(minutes=1)


@pytest.fixture
def registry(app: Flask, open_agencies: Agencies) -> Iterator[Neighbour]:
    """A registry on a real socket, which the desk asks."""
    before = gateways()
    with http_neighbour() as neighbour:
        gateways.install(replace(before, registry=GuardedRegistry(HttpIdentityRegistry(neighbour.url, seconds=2))))
        yield neighbour
    gateways.install(before)


@pytest.fixture
def log_in(app: Flask) -> Callable[..., Guest]:
    def log_in_with(mobile: str = MOBILE) -> Guest:
        guest = Guest(app.test_client())
        guest.post("/login", {"national_id": ID, "mobile": mobile})
        assert guest.post("/login/code", {"code": last_code()}).status_code == 303
        return guest

    return log_in_with


@contextmanager
def http_registry(app: Flask) -> Iterator[str]:
    """The desk on a real socket, playing the registry."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/development/agency/identity"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def person() -> Person:
    db.session.rollback()
    found = person_store.find_by_national_id(ID)
    assert found is not None
    return found


def level() -> Assurance:
    return assurance.level_of(person())


def facts() -> dict[str, str]:
    return {fact.name.value: fact.value for fact in proof_store.list_facts(person().id)}


def test_number_that_belongs_to_the_id_raises_the_person_and_brings_their_names(
    registry: Neighbour, log_in: Callable[..., Guest]
) -> None:
    registry.says(200, {"matches": True, **MARYAM})
    guest = log_in()
    assert level() is Assurance.MOBILE, "nobody waits for the registry"

    runner.drain(NOW)

    assert (level(), person().name, facts()) == (Assurance.MATCHED, "مریم احمدی", MARYAM)
    assert registry.asked[0].body == {"national_id": ID, "mobile": "+989121112233"}
    assert "ثبت احوال" in guest.get("/account/identity").text


def test_number_of_somebody_else_stays_at_its_level_and_brings_nothing(
    registry: Neighbour, log_in: Callable[..., Guest]
) -> None:
    registry.says(200, {"matches": False, **MARYAM})
    log_in()

    runner.drain(NOW)

    assert (level(), facts()) == (Assurance.MOBILE, {})


def test_registry_that_is_away_is_asked_again_later(registry: Neighbour, log_in: Callable[..., Guest]) -> None:
    registry.says(503)
    guest = log_in()
    runner.drain(NOW)
    assert level() is Assurance.MOBILE
    assert guest.get("/cases").status_code == 200

    registry.answers.clear()
    registry.says(200, {"matches": True, **MARYAM})
    runner.drain(NOW + 2 * MINUTE)

    assert level() is Assurance.MATCHED


def test_same_number_is_asked_once_a_day_and_not_again_while_the_answer_is_good(
    registry: Neighbour, log_in: Callable[..., Guest]
) -> None:
    registry.says(200, {"matches": True, **MARYAM})
    log_in()
    with time_machine.travel(NOW + MINUTE, tick=False):
        log_in()
        runner.drain(NOW + MINUTE)
    assert len(registry.asked) == 1

    for later, asked in ((GOOD_FOR - MINUTE, 1), (GOOD_FOR + 2 * MINUTE, 2)):
        with time_machine.travel(NOW + later, tick=False):
            log_in()
            runner.drain(NOW + later)
        assert len(registry.asked) == asked


def test_number_that_went_to_somebody_else_loses_its_match(registry: Neighbour, log_in: Callable[..., Guest]) -> None:
    registry.says(200, {"matches": True, **MARYAM})
    log_in()
    runner.drain(NOW)
    registry.answers.clear()
    registry.says(200, {"matches": False})

    later = NOW + GOOD_FOR + MINUTE
    with time_machine.travel(later, tick=False):
        log_in()
        runner.drain(later)

    assert level() is Assurance.MOBILE


def test_answer_about_a_number_that_the_person_has_no_more_says_nothing(
    registry: Neighbour, log_in: Callable[..., Guest]
) -> None:
    registry.says(200, {"matches": True, **MARYAM})
    log_in()
    with transaction():
        person().mobile = "+989351112233"

    runner.drain(NOW)

    assert (level(), facts()) == (Assurance.TOLD, {})


def test_without_a_registry_nothing_is_asked(app: Flask, open_agencies: Agencies, log_in: Callable[..., Guest]) -> None:
    log_in()

    runner.drain(NOW)

    assert level() is Assurance.MOBILE


def test_registry_that_the_desk_plays_itself_speaks_the_protocol(app: Flask, open_agencies: Agencies) -> None:
    with http_registry(app) as url:
        asked = [HttpIdentityRegistry(url).identify(f"049800011{n}", "+989121112233", key="k") for n in (7, 9)]

    assert [said.matches for said in asked] == [True, False]
    assert [set(said.facts) for said in asked] == [set(MARYAM), set()]
