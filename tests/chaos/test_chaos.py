"""Web and workers are killed at random under load; afterwards nothing is lost and nothing was done twice.

`make chaos` kills a hundred times, `make test` a few (MIZ_TEST_KILLS). Between two deaths the desk must have said yes
to somebody, so that a slow machine sees as many faults as a fast one."""

import hashlib
import os
import random
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from app.data.cases import audit_log
from app.data.cases.audit_log import Audit
from app.data.database.session import db
from app.data.database.transactions import reading, transaction
from app.data.models import Case, CaseEvent, Effect, Incident, Timer, WorkItem
from app.data.people import login_store
from app.policy.actors import Actor
from app.usecases.publishing import publication
from app.vocabulary import EffectKind, EffectState, IncidentState, ItemState
from config import Settings
from tests import contexts, databases, factories
from tests.chaos import desk, load
from tests.chaos.desk import Program
from tests.chaos.load import Person
from tests.chaos.service import CONNECTOR, SERVICE, bundle
from tests.postgres import crash, private_cluster
from tests.unit.app.data.integrations.fake_servers import Neighbour, http_neighbour

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("MIZ_TEST_KILLS", "4"))
#: with each way: programs, and settings
WAYS = {
    "sqlite": ([desk.WEB], {"MIZ_EMBEDDED_SCHEDULER": "yes"}),
    "postgresql": ([desk.WEB, desk.WORKER, desk.WORKER], {"MIZ_EMBEDDED_SCHEDULER": "no"}),
    "procrastinate": (
        [desk.WEB, desk.WORKER, desk.WORKER],
        {"MIZ_EMBEDDED_SCHEDULER": "no", "MIZ_QUEUE": "procrastinate"},
    ),
}
CITIZENS, CLERKS = 3, 2
PATIENCE_SECONDS = 180


@dataclass
class FaultyDesk:
    """A desk whose programs are killed: the programs, the people at it, and what the other system was asked."""

    programs: list[Program]
    port: int
    citizens: list[Actor]
    clerks: list[Actor]
    neighbour: Neighbour
    database_url: str
    chance: random.Random
    over: threading.Event = field(default_factory=threading.Event)


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database_url(way: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of its own: its processes may outlive a test that fails."""
    if way == "sqlite":
        yield databases.copy_sqlite(request.getfixturevalue("migrated_sqlite"), tmp_path)
        return
    with private_cluster(durable=True) as url:
        databases.migrate(url)
        yield url


@pytest.fixture
def faulty_desk(way: str, settings: Settings, tmp_path: Path) -> Iterator[FaultyDesk]:
    """The desk with its people, running; whatever is told to die is started again."""
    arguments, special = WAYS[way]
    port = desk.free_port()
    with ExitStack() as stack:
        neighbour = stack.enter_context(http_neighbour())
        neighbour.says(200, {"well": True})
        stack.enter_context(contexts.opened(settings))
        citizens, clerks = _people()
        environment = {
            "MIZ_ENVIRONMENT": "test",
            "MIZ_DATA_DIR": str(settings.data_dir),
            "MIZ_DATABASE_URL": settings.database_url,
            "MIZ_BASE_URL": settings.base_url,
            "MIZ_SIGNING_KEY_FILE": str(settings.signing_key_file),
            "MIZ_SIGNING_KEY_PASSWORD": settings.signing_key_password,
            "MIZ_SECRET_KEY": "c" * 64,
            "MIZ_TICK_SECONDS": "0.2",
            "MIZ_LEASE_SECONDS": "3",
            "MIZ_CONNECTORS": f'{{"{CONNECTOR}": {{"url": "{neighbour.url}"}}}}',
            "HOST": "127.0.0.1",
            "PORT": str(port),
            **special,
        }
        programs = [Program(one, environment, tmp_path / f"{i}.log") for i, one in enumerate(arguments)]
        for program in programs:
            program.start()
            stack.callback(program.stop)
        desk.await_port(port)
        chance = random.Random(secrets.randbits(32))  # noqa: S311 - no secret
        made = FaultyDesk(programs, port, citizens, clerks, neighbour, settings.database_url, chance)
        yield made
        made.over.set()  # whatever failed: nobody goes on at a desk that is gone


def _people() -> tuple[list[Actor], list[Actor]]:
    with transaction():
        unit = factories.make_unit(factories.make_agency())
        publication.publish(service_id=SERVICE, files=bundle(), note="", by=None, now=datetime.now(UTC))
        citizens = [factories.make_citizen(f"شهروند {i}") for i in range(CITIZENS)]
        return citizens, [factories.make_clerk(unit, name=f"کارشناس {i}") for i in range(CLERKS)]


def _logged_in(who: Actor, port: int, over: threading.Event) -> Person:
    token, now = secrets.token_urlsafe(32), datetime.now(UTC)
    with transaction():
        login_store.add_session(
            token_hash=hashlib.sha256(token.encode()).hexdigest(),
            person_id=who.person_id,
            created_at=now,
            seen_at=now,
            expires_at=now + timedelta(hours=2),
        )
    return Person(port, token, over)


def test_nothing_is_lost_and_nothing_done_twice(faulty_desk: FaultyDesk) -> None:
    citizens = [_logged_in(who, faulty_desk.port, faulty_desk.over) for who in faulty_desk.citizens]
    clerks = [_logged_in(who, faulty_desk.port, faulty_desk.over) for who in faulty_desk.clerks]
    threads = _set_going(citizens, load.apply_again_and_again) + _set_going(clerks, load.decide_again_and_again)
    _inject_faults(faulty_desk, citizens)
    faulty_desk.over.set()
    for thread in threads:
        thread.join()
    _cut_pauses_short()
    _wait_until_quiet()

    assert [shock for person in citizens + clerks for shock in person.shocks] == []
    _submissions_exist_once([draft for person in citizens for draft in person.acknowledged])
    _completions_exist_once([UUID(item) for person in clerks for item in person.acknowledged])
    _every_step_was_done_once()
    _effects_have_one_key_each(faulty_desk.neighbour)
    _no_case_is_stuck()


def _set_going(crowd: list[Person], do: Callable[[Person, random.Random], None]) -> list[threading.Thread]:
    threads = [threading.Thread(target=do, args=(person, random.Random(i))) for i, person in enumerate(crowd)]  # noqa: S311
    for thread in threads:
        thread.start()
    return threads


def _inject_faults(faulty_desk: FaultyDesk, citizens: list[Person]) -> None:
    """Kill somebody again and again, and let the neighbour answer, refuse, hang up or say nonsense. In the middle a
    server's power is cut."""
    chance = faulty_desk.chance
    moods: list[tuple[int, bytes]] = [(200, b'{"well": true}')] * 3 + [(503, b"{}"), (200, b"<html>"), (429, b"{}")]
    for number in range(KILLS):
        if number == KILLS // 2 and not db.is_sqlite:
            crash(faulty_desk.database_url)
        _wait_for_a_yes(citizens)
        time.sleep(chance.random() / 2)
        status, raw = chance.choice(moods)
        faulty_desk.neighbour.answers = [(status, {}, raw)]
        chance.choice(faulty_desk.programs).kill(chance)
    faulty_desk.neighbour.answers = [(200, {}, b'{"well": true}')]


def _wait_for_a_yes(citizens: list[Person]) -> None:
    before, deadline = sum(len(person.acknowledged) for person in citizens), time.monotonic() + PATIENCE_SECONDS
    while sum(len(person.acknowledged) for person in citizens) == before:
        assert time.monotonic() < deadline, "the desk never came back"
        time.sleep(0.02)


def _cut_pauses_short() -> None:
    """Try now what waits for its next try: after many refusals the pauses have grown to minutes."""
    with transaction() as session:
        session.execute(update(Effect).where(Effect.state == EffectState.WAITING).values(next_at=datetime.now(UTC)))


def _wait_until_quiet() -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        with reading():
            waiting = db.session.scalar(select(func.count()).where(Effect.state == EffectState.WAITING))
            timers = db.session.scalar(
                select(func.count()).where(Timer.due_at <= datetime.now(UTC) + timedelta(seconds=2))
            )
        if not waiting and not timers:
            return
        assert time.monotonic() < deadline, f"{waiting} effects and {timers} timers are still waiting"
        time.sleep(0.5)


def _submissions_exist_once(drafts: list[str]) -> None:
    with reading():
        keys = Counter(db.session.scalars(select(Case.submission_key)))
    assert len(drafts) == len(set(drafts))
    assert {draft: keys[draft] for draft in drafts if keys[draft] != 1} == {}
    assert max(keys.values()) == 1


def _completions_exist_once(items: list[UUID]) -> None:
    with reading():
        states = {item.id: item.state for item in db.session.scalars(select(WorkItem))}
    assert {item for item in items if states[item] is not ItemState.DONE} == set()


def _every_step_was_done_once() -> None:
    """Each case has one line for its acceptance, its answered call and its fired timer, in an unbroken chain."""
    with reading():
        for case_id in db.session.scalars(select(Case.id)).all():
            kinds = Counter(db.session.scalars(select(CaseEvent.kind).where(CaseEvent.case_id == case_id)))
            once = {kind: kinds[kind] for kind in (Audit.CASE_ACCEPT, Audit.CALL_ANSWER, Audit.TIMER_FIRE)}
            assert set(once.values()) == {1}, (case_id, once)
            assert kinds[Audit.ITEM_COMPLETE] <= 1
            assert audit_log.chain_is_intact(case_id)


def _effects_have_one_key_each(neighbour: Neighbour) -> None:
    asked = {asked.headers["Idempotency-Key"] for asked in neighbour.asked}
    with reading():
        rows = db.session.scalars(select(Effect).where(Effect.kind == EffectKind.CONNECTOR)).all()
        states = Counter(db.session.scalars(select(Effect.state)))
    assert {row.key for row in rows} == asked
    assert len({row.case_id for row in rows}) == len(rows)
    assert set(states) == {EffectState.DONE}


def _no_case_is_stuck() -> None:
    with reading():
        running = db.session.scalars(select(Case.id).where(Case.closed_at.is_(None))).all()
        for case_id in running:
            live = select(WorkItem.id).where(WorkItem.case_id == case_id, WorkItem.state.in_(("open", "claimed")))
            incident = select(Incident.id).where(Incident.case_id == case_id, Incident.state == IncidentState.OPEN)
            assert db.session.scalar(live) or db.session.scalar(incident), case_id
