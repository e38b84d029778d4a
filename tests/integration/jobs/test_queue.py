"""Whichever scheduler hands out due work, the same must hold: it is done soon, once, one at a time for a case, and not
at all where the transaction that caused it came to nothing.

The embedded runner on both databases and Procrastinate on PostgreSQL run the same tests, in threads, in real time."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from flask import current_app

from app.data.cases import audit_log, case_store
from app.data.cases.audit_log import Audit
from app.data.database.session import db
from app.data.database.transactions import reading, transaction, writing_aside
from app.data.integrations import GatewayError, Message, gateways
from app.data.models import Effect, Timer
from app.data.models import Message as StoredMessage
from app.data.outbox import dispatch
from app.jobs import distributed, runner, scheduler
from app.policy.one_time_codes import CODE_LIFE
from app.usecases.messages import outgoing
from app.usecases.notices import code_messages, notify
from app.usecases.notices.code_messages import Challenge
from app.vocabulary import EffectState
from config import Settings
from engine import Bilingual
from tests import databases, factories
from tests.integration import agencies, small_services
from tests.integration.messages.test_messages import WAITS

PATIENCE_SECONDS = 60
INCOMPLETE = {"check_decision": "incomplete", "check_reason": "سند خوانا نیست؛ دوباره بفرستید."}
only_procrastinate = pytest.mark.parametrize("way", ["procrastinate"], indirect=True)


@dataclass
class Post:
    """An SMS gateway that notes what it sends, how often at once, and fails when told to."""

    sent: list[str] = field(default_factory=list)
    failures: int = 0
    at_once: int = 0
    most_at_once: int = 0
    takes: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def send(self, message: Message) -> None:
        with self.lock:
            self.at_once += message.template == "test"  # a warning of a supervisor belongs to no case
            self.most_at_once = max(self.most_at_once, self.at_once)
        time.sleep(self.takes)
        with self.lock:
            self.at_once -= message.template == "test"
            self.sent.append(message.key)
            if self.failures:
                self.failures -= 1
                raise GatewayError("not now")


@pytest.fixture(params=["embedded on sqlite", "embedded on postgresql", "procrastinate"])
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database_url(way: str, request: pytest.FixtureRequest, tmp_path) -> Iterator[str]:
    """A database for this way of working; the queue's tables go again, for those who compare schemas."""
    if way == "embedded on sqlite":
        yield databases.copy_sqlite(request.getfixturevalue("migrated_sqlite"), tmp_path)
    elif way == "embedded on postgresql":
        url: str = request.getfixturevalue("migrated_postgres")
        databases.empty_tables(url)
        yield url
    else:
        with databases.empty_postgres(request.getfixturevalue("postgres_server")) as url:
            databases.migrate(url)
            yield url


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    monkeypatch.setattr(notify, "SMS_BACKOFF", "PT0.2S")
    return Post()


@pytest.fixture
def working(way: str, desk: Settings, post: Post) -> Iterator[Callable[[], None]]:
    """Call it to begin working; ended with the test."""
    given = gateways()
    gateways.install(replace(given, sms=post, connectors={}))
    if way == "procrastinate":
        distributed.connect(desk.database_url)
    works: list[scheduler.Working] = []
    context = current_app.app_context

    def begin() -> None:
        if way == "procrastinate":
            # the sweep for lost jobs must stay out of the way, however slow the machine is
            patience = timedelta(minutes=10)
            works.append(
                scheduler.start_distributed(desk.database_url, context=context, jobs_at_once=4, lease=patience)
            )
        else:
            works.append(scheduler.start_embedded(context=context, tick_seconds=0.05))

    yield begin
    for work in works:
        work.stop()
    dispatch.hand_to(None)


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it was not done"
        time.sleep(0.05)


def effects(state: EffectState) -> int:
    with reading():
        return db.session.query(Effect).filter_by(state=state).count()


def timers_due() -> int:
    with reading():
        return db.session.query(Timer).filter(Timer.due_at <= datetime.now(UTC)).count()


def send_codes(count: int, *, at: datetime | None = None) -> None:
    """That many messages, each an outbox row."""
    with transaction():
        for _ in range(count):
            send_code(at or datetime.now(UTC))


def send_code(now: datetime) -> None:
    """A message with a code, inside a transaction of the caller."""
    code_messages.send_login_code(None, Challenge(uuid4(), now + CODE_LIFE), mobile="+989121234567", now=now)


def test_work_is_done_soon_and_once(working: Callable[[], None], post: Post) -> None:
    send_codes(3)
    working()
    send_codes(7)
    wait_until(lambda: effects(EffectState.DONE) == 10)
    assert len(post.sent) == len(set(post.sent)) == 10


def test_work_of_a_transaction_that_failed_is_never_done(working: Callable[[], None], post: Post) -> None:
    working()

    class Slip(Exception):
        """A fault after the outbox row was written."""

    def slip() -> None:
        with transaction():
            send_code(datetime.now(UTC))
            raise Slip

    with pytest.raises(Slip):
        slip()
    send_codes(1)
    wait_until(lambda: effects(EffectState.DONE) == 1)
    assert len(post.sent) == 1


def test_what_fails_is_tried_again_under_the_same_key(working: Callable[[], None], post: Post) -> None:
    post.failures = 2
    working()
    send_codes(1)
    wait_until(lambda: effects(EffectState.DONE) == 1)
    assert len(post.sent) == 3
    assert len(set(post.sent)) == 1


def test_works_of_one_case_never_meet(working: Callable[[], None], post: Post) -> None:
    case_id = agencies.apply_for_connection(agencies.build().citizen)
    post.takes = 0.05
    with transaction():
        case = case_store.get_for_update(case_id)
        for number in range(6):
            notify.tell(case, Bilingual(str(number), str(number)), template="test", now=datetime.now(UTC))
    working()
    wait_until(lambda: effects(EffectState.DONE) >= 6 and effects(EffectState.WAITING) == 0)
    assert post.most_at_once == 1


def test_timers_of_the_past_fire_once(working: Callable[[], None]) -> None:
    home, long_ago = agencies.build(), datetime.now(UTC) - timedelta(days=90)
    cases = [agencies.apply_for_connection(home.citizen, now=long_ago) for _ in range(3)]
    for case_id in cases:  # each waits 30 days for a correction, and lapses
        agencies.finish(case_id, home.clerk, INCOMPLETE, now=long_ago)
    assert timers_due() == 3
    working()
    wait_until(lambda: timers_due() == 0)
    for case_id in cases:
        with reading():
            kinds = [line.kind for line in audit_log.list_events(case_id)]
            assert audit_log.chain_is_intact(case_id)
        assert kinds.count(Audit.TIMER_FIRE) == 1


def test_a_database_that_is_away_stops_nobody_from_starting() -> None:
    try:
        distributed.connect("postgresql+psycopg://miz@127.0.0.1:1/miz")
    finally:
        dispatch.hand_to(None)


@only_procrastinate
def test_job_of_a_dead_worker_is_given_to_another(working: Callable[[], None], desk: Settings, post: Post) -> None:
    send_codes(1)
    with writing_aside() as connection:  # a worker has taken the job and was never heard of again
        worker = connection.exec_driver_sql(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
        ).scalar()
        connection.exec_driver_sql(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %(worker)s", {"worker": worker}
        )
    distributed.sweep(desk.database_url, now=datetime.now(UTC))
    working()
    wait_until(lambda: effects(EffectState.DONE) == 1)
    assert len(post.sent) == 1


@only_procrastinate
def test_work_whose_job_was_lost_is_found(working: Callable[[], None], desk: Settings, post: Post) -> None:
    send_codes(1, at=datetime.now(UTC) - 2 * runner.LEASE)
    with writing_aside() as connection:
        connection.exec_driver_sql("DELETE FROM procrastinate_jobs")
    distributed.sweep(desk.database_url, now=datetime.now(UTC))
    assert effects(EffectState.DONE) == 1


def test_a_message_that_came_first_reaches_the_case_soon_after_it_begins_to_wait(working: Callable[[], None]) -> None:
    now = datetime.now(UTC)
    with transaction():
        agency = factories.make_agency()
        factories.make_unit(agency)
        citizen = factories.make_citizen()
        small_services.publish("waits", WAITS, agency_id=agency.id)
        life = timedelta(days=1)
        row_id = outgoing.accept_message(
            outgoing.IncomingMessage("bank", "1", "paid", "A", {"amount": 5}, life), now=now
        ).id
    working()
    wait_until(lambda: looked_at(row_id) > 0)
    case_id = small_services.begin("waits", citizen, {"k": "A"}, now=datetime.now(UTC))
    wait_until(lambda: small_services.standing(case_id).active_elements == ["after"])
    db.session.rollback()


def looked_at(row_id: UUID) -> int:
    """How often somebody looked for a receiver."""
    with reading():
        return db.session.get_one(StoredMessage, row_id).tries
