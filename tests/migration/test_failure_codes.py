"""A database of the release before codes: incidents and outbox rows get theirs from their sentences, and are read,
tried again, settled and revived as before.

`stored/release-0017.json` was written by that release: a case for each way to fail, some of its jobs interrupted."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import create_engine, select, text

from app.data.cases import audit_log, incident_store
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.models import Effect, Incident, Person
from app.data.outbox import effect_store
from app.jobs import runner
from app.policy.actors import Actor
from app.usecases.identity.login import actor_for
from app.usecases.incidents import incidents
from app.vocabulary import EffectState, FailureCode, IncidentState
from tests import databases
from tests.factories import NOW
from tests.integration import small_services
from tests.integration.agencies import Browser
from tests.migration import stored_rows

OLD = stored_rows.read("release-0017")
BEFORE = "0017"
#: after everything that the older release did
LATER = NOW + timedelta(hours=2)
FAULT = {"error": "ZeroDivisionError", "reason": "as a bug would"}
#: by service: code and parameters of its incident, and how its page begins in English, as it did before
EXPECTED: dict[str, tuple[FailureCode, dict[str, object], str]] = {
    "stuck": (FailureCode.NO_WAY_OUT, {"element": "x"}, "None of the conditions to go on holds"),
    "costly": (
        FailureCode.EXPRESSION_FAULT,
        {"reason": "the expression takes too many steps"},
        "An expression of the diagram could not be worked out",
    ),
    "soon": (FailureCode.TIME_UNREADABLE, {"value": "soon"}, "The time that the diagram asks for"),
    "unknown": (
        FailureCode.CONNECTOR_UNKNOWN,
        {"error": "CONNECTOR_UNREACHABLE", "reason": "no connector «registry» is configured"},
        "The connector that the diagram names isn&#39;t set up here",
    ),
    "silent": (
        FailureCode.CALL_UNANSWERED,
        {"error": "CONNECTOR_UNREACHABLE", "reason": "timed out"},
        "The other system did not answer",
    ),
    "refused": (
        FailureCode.CALL_REFUSED,
        {"error": "HTTP_404", "reason": "the answer was 404"},
        "The other system refused the request",
    ),
    "timed": (FailureCode.UNFORESEEN_FAULT, FAULT, "A step that runs by itself stopped at an unforeseen fault"),
    "answered": (FailureCode.UNFORESEEN_FAULT, FAULT, "A step that runs by itself stopped at an unforeseen fault"),
    "waits": (FailureCode.UNFORESEEN_FAULT, FAULT, "A step that runs by itself stopped at an unforeseen fault"),
}
EFFECTS = {
    "unknown": FailureCode.CONNECTOR_UNKNOWN,
    "silent": FailureCode.CALL_UNANSWERED,
    "waiting": FailureCode.CALL_UNANSWERED,
    "refused": FailureCode.CALL_REFUSED,
    "busy": FailureCode.GATEWAY_BUSY,
    "answered": FailureCode.UNFORESEEN_FAULT,
}


@pytest.fixture(params=databases.KINDS)
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database as the older release left it."""
    if request.param == "sqlite":
        url = databases.sqlite_url(tmp_path / "old.db")
        _put_back(url)
        yield url
        return
    with databases.empty_postgres(request.getfixturevalue("postgres_server")) as url:
        _put_back(url)
        yield url


def _put_back(url: str) -> None:
    databases.migrate(url, BEFORE)
    stored_rows.put_back(url, OLD)


@pytest.fixture
def database_url(old_url: str) -> str:
    """The same, migrated: what `desk` and `app` are connected to."""
    databases.migrate(old_url)
    return old_url


def case_id(service: str, number: int = 0) -> UUID:
    return UUID(OLD["#names"][service][number])


def supervisor() -> Actor:
    return actor_for(db.session.get_one(Person, UUID(OLD["#supervisor"])), now=NOW)


def incident_of(case: UUID) -> Incident:
    (incident,) = small_services.incidents(case)
    return incident


def test_incidents_get_their_codes_and_parameters(desk: object) -> None:
    found = {name: incident_of(case_id(name)) for name in EXPECTED}
    assert {name: (one.code, one.parameters) for name, one in found.items()} == {
        name: (code, parameters) for name, (code, parameters, _) in EXPECTED.items()
    }
    taken = incident_of(case_id("taken", 1))
    assert taken.code is FailureCode.MESSAGE_KEY_TAKEN
    assert (taken.parameters["message"], taken.parameters["key"]) == ("paid", "A")
    assert str(taken.parameters["case"]) in taken.cause


def test_outbox_rows_get_their_codes(desk: object) -> None:
    calls = {name: _call_of(name) for name in EFFECTS}
    assert {name: call.code for name, call in calls.items()} == EFFECTS
    done = db.session.scalars(select(Effect.code).where(Effect.state == EffectState.DONE))
    assert set(done) == {None}


def _call_of(name: str) -> Effect:
    (call,) = [effect for effect in effect_store.list_effects(case_id(name)) if effect.task_id]
    return call


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_pages_are_read_as_before(app: Flask, lang: str) -> None:
    with time_machine.travel(LATER, tick=False):
        browser = Browser(app.test_client(), supervisor(), now=LATER, lang=lang)
        listed = browser.get("/worklist/incidents").text
        for name, (_, _, words) in EXPECTED.items():
            incident = incident_of(case_id(name))
            assert f"/worklist/incidents/{incident.id}" in listed
            page = browser.get(f"/worklist/incidents/{incident.id}").text
            assert (words in page) is (lang == "en")
            assert incident.cause.replace("'", "&#39;") in page
    db.session.remove()


def test_what_fails_alike_is_counted_and_tried_again_together(desk: object) -> None:
    causes = {(one.service.id, one.code): one.count for one in incidents.causes(supervisor())}
    assert causes == {("stuck", FailureCode.NO_WAY_OUT): 2}
    alike = incidents.list_alike(incident_of(case_id("stuck")).id, by=supervisor())
    assert set(alike) == {incident_of(case_id("stuck", number)).id for number in (0, 1)}


def test_a_failed_step_is_tried_again_and_settled(desk: object) -> None:
    incident_id = incident_of(case_id("stuck")).id
    assert not _retried(incident_id)
    with transaction():
        assert incidents.resolve(incident_id=incident_id, values={"n": 6}, reason="x", by=supervisor(), now=LATER)
    assert small_services.standing(case_id("stuck")).active_elements == ["after"]
    with transaction():
        assert audit_log.chain_is_intact(case_id("stuck"))


def test_a_call_that_was_given_up_is_asked_again(desk: object) -> None:
    assert _retried(incident_of(case_id("silent")).id)
    assert [effect.state for effect in effect_store.list_effects(case_id("silent")) if effect.task_id] == [
        EffectState.FAILED,
        EffectState.WAITING,
    ]


@pytest.mark.parametrize("name", ["timed", "waits"])
def test_a_timer_and_a_message_come_again_after_a_fault(desk: object, name: str) -> None:
    incident_id = incident_of(case_id(name)).id
    assert _retried(incident_id)
    runner.drain(LATER)
    assert small_services.standing(case_id(name)).active_elements == ["after"]
    assert incident_store.get_incident(incident_id).state is IncidentState.RESOLVED


def test_only_what_stopped_at_a_fault_is_revived(desk: object) -> None:
    _retried(incident_of(case_id("answered")).id)
    with transaction():
        assert _call_of("answered").state is EffectState.WAITING
        effect_store.revive_effects(case_id("refused"), code=FailureCode.UNFORESEEN_FAULT, now=LATER)
    with transaction():
        assert _call_of("refused").state is EffectState.FAILED


def test_what_waits_for_its_next_try_is_tried(desk: object) -> None:
    runner.drain(LATER + timedelta(days=1))
    for name in ("waiting", "busy"):
        assert incident_of(case_id(name)).code is FailureCode.CONNECTOR_UNKNOWN


def _retried(incident_id: UUID) -> bool:
    db.session.rollback()
    with transaction():
        return incidents.retry(incident_id=incident_id, by=supervisor(), now=LATER)


def test_taken_back_and_given_again_the_codes_are_the_same(old_url: str) -> None:
    databases.migrate(old_url)
    first = _codes(old_url)
    databases.take_back(old_url, BEFORE)
    databases.migrate(old_url)
    assert _codes(old_url) == first
    assert len(first) == len(OLD["incidents"])


def _codes(url: str) -> list[Any]:
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT cause, code, parameters FROM incidents ORDER BY id")).all()
    engine.dispose()
    return [tuple(row) for row in rows]
