"""The door for other systems: who may send what, the same twice, and what is no message."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.people import person_store
from app.jobs import runner
from config import Settings
from tests import factories
from tests.factories import NOW
from tests.integration import small_services
from tests.integration.messages.test_messages import BEGINS, WAITS

TOKEN, OTHERS = "t" * 40, "o" * 40
PAID: dict[str, Any] = {"id": "2026-1", "name": "paid", "key": "A", "data": {"amount": 5}}


@pytest.fixture
def settings(settings: Settings, database_url: str) -> Settings:
    """A desk to which a bank and a registry may send."""
    senders = {"bank": ("BANK", ["paid"]), "registry": ("REGISTRY", ["born"])}
    given = {name: {"secret": secret, "messages": messages} for name, (secret, messages) in senders.items()}
    return Settings.from_environment(
        {
            "MIZ_ENVIRONMENT": "test",
            "MIZ_DATA_DIR": str(settings.data_dir),
            "MIZ_DATABASE_URL": database_url,
            "MIZ_SIGNING_KEY_FILE": str(settings.signing_key_file),
            "MIZ_SIGNING_KEY_PASSWORD": "testing",
            "MIZ_EMBEDDED_SCHEDULER": "no",
            "MIZ_SENDERS": json.dumps(given),
            "BANK": TOKEN,
            "REGISTRY": OTHERS,
        }
    )


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def post(client: FlaskClient, body: object, *, token: str = TOKEN) -> TestResponse:
    return client.post("/api/v1/messages", json=body, headers={"Authorization": f"Bearer {token}"})


def test_a_message_is_taken_reaches_its_case_and_tells_how_it_stands(app: Flask, client: FlaskClient) -> None:
    with transaction():
        agency = factories.make_agency()
        factories.make_unit(agency)
        citizen = factories.make_citizen()
        small_services.publish("waits", WAITS, agency_id=agency.id)
    case_id = small_services.begin("waits", citizen, {"k": "A"})

    taken = post(client, PAID)
    assert (taken.status_code, taken.json and taken.json["state"]) == (202, "waiting")
    assert post(client, PAID).status_code == 202
    runner.drain(NOW)

    assert '"amount":5' in small_services.data_of(case_id)
    asked = client.get(taken.headers["Location"], headers={"Authorization": f"Bearer {TOKEN}"})
    assert (asked.status_code, asked.json and asked.json["state"]) == (200, "delivered")
    assert client.get(taken.headers["Location"], headers={"Authorization": f"Bearer {OTHERS}"}).status_code == 404


def test_a_message_begins_a_case_for_somebody_new_without_taking_their_mobile(app: Flask, client: FlaskClient) -> None:
    with transaction():
        agency = factories.make_agency()
        factories.make_unit(agency)
        small_services.publish("begins", BEGINS, agency_id=agency.id)
    who = {"national_id": factories.national_id(77), "name": "نرگس امینی"}
    assert post(client, PAID | {"applicant": who}).status_code == 202
    assert post(client, PAID | {"id": "2", "applicant": who | {"mobile": "09121234567"}}).status_code == 422
    runner.drain(NOW)
    with transaction():
        person = person_store.find_by_national_id(who["national_id"])
        assert person is not None
        assert (person.name, person.mobile) == ("نرگس امینی", None)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "é"])
def test_without_the_right_token_nothing_is_taken(app: Flask, client: FlaskClient, header: str) -> None:
    answer = client.post("/api/v1/messages", json=PAID, headers={"Authorization": header})
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert client.get("/api/v1/messages/2026-1", headers={"Authorization": header}).status_code == 401


def test_a_sender_may_send_its_own_messages_only(app: Flask, client: FlaskClient) -> None:
    assert post(client, PAID, token=OTHERS).status_code == 403


def test_an_id_used_for_another_message_is_a_conflict(app: Flask, client: FlaskClient) -> None:
    assert post(client, PAID).status_code == 202
    answer = post(client, PAID | {"data": {"amount": 6}})
    assert (answer.status_code, answer.json and answer.json["type"]) == (409, "urn:miz:problem:message_id_taken")
    db.session.rollback()


BAD: list[Mapping[str, Any] | list[int] | None] = [
    None,
    [1],
    {},
    PAID | {"id": ""},
    PAID | {"id": "x\n"},
    PAID | {"id": "x" * 200},
    PAID | {"name": ""},
    PAID | {"key": "k" * 201},
    PAID | {"key": 5},
    PAID | {"data": [1]},
    PAID | {"data": "x"},
    PAID | {"ttl": "P1Y"},
    PAID | {"ttl": "P91D"},
    PAID | {"ttl": "PT0S"},
    PAID | {"ttl": "tomorrow"},
    PAID | {"applicant": {"national_id": "1234567890", "name": "x"}},
    PAID | {"room": "12"},
]


@pytest.mark.parametrize("body", BAD, ids=range(len(BAD)))
def test_what_is_no_message_is_refused_in_words(app: Flask, client: FlaskClient, body: object) -> None:
    answer = post(client, body)
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")


def test_too_large_a_message_is_refused(app: Flask, client: FlaskClient) -> None:
    assert post(client, PAID | {"data": {"x": "y" * 300_000}}).status_code == 413


def test_data_nested_without_end_lapse_and_say_why(app: Flask, client: FlaskClient) -> None:
    with transaction():
        agency = factories.make_agency()
        factories.make_unit(agency)
        citizen = factories.make_citizen()
        small_services.publish("waits", WAITS, agency_id=agency.id)
    case_id = small_services.begin("waits", citizen, {"k": "A"})
    deep: object = 1
    for _ in range(80):
        deep = [deep]
    assert post(client, PAID | {"data": {"deep": deep}}).status_code == 202
    runner.drain(NOW)
    assert small_services.standing(case_id).active_elements == ["r"]
