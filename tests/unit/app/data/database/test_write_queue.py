"""The queue of those who write on SQLite: order, ends of waits, deaths, and writers that don't know the queue."""

import gc
import os
import signal
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app.data.database import engine_events
from app.data.database.announcements import Writes
from app.data.database.session import db
from app.data.database.transactions import is_passing, transaction, writing, writing_aside
from app.data.database.write_queue import WriteQueue
from tests import contexts, databases
from tests.contexts import in_own_context

#: what a test waits for comes at once; this only ends one that would hang
PATIENCE = 60.0
SHORTLY = 0.05

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database with one table."""
    file = tmp_path / "miz.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE lines (who TEXT)")
    return file


@pytest.fixture
def queue(file: Path) -> Iterator[WriteQueue]:
    with closing(WriteQueue(file)) as queue:
        yield queue


@pytest.fixture
def desk(file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The application's database on that file, with little patience."""
    monkeypatch.setattr(engine_events, "PATIENCE_SECONDS", SHORTLY)
    with contexts.connected(databases.sqlite_url(file)):
        yield


class Child:
    """Another process that takes the lock and keeps it until it is told to release it, or killed."""

    def __init__(self, file: Path) -> None:
        self._told, tell = os.pipe()
        hear, self._tell = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                queue = WriteQueue(file)
                queue.enter(seconds=PATIENCE)
                os.write(tell, b"in")
                os.read(hear, 1)
                queue.leave()
            finally:
                os._exit(0)
        os.close(tell)
        os.close(hear)

    def await_entry(self) -> None:
        assert os.read(self._told, 2) == b"in"

    def let_go(self) -> None:
        os.write(self._tell, b".")

    def end(self) -> None:
        os.close(self._told)
        os.close(self._tell)
        os.waitpid(self.pid, 0)


@contextmanager
def another_process(file: Path) -> Iterator[Child]:
    child = Child(file)
    try:
        child.await_entry()
        yield child
    finally:
        child.end()


def in_a_thread(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_threads_are_let_in_in_the_order_they_came(queue: WriteQueue) -> None:
    came: list[int] = []
    queue.enter(seconds=PATIENCE)

    def write(number: int) -> None:
        queue.enter(seconds=PATIENCE)
        came.append(number)
        queue.leave()

    threads = []
    for number in range(8):
        threads.append(in_a_thread(lambda number=number: write(number)))  # type: ignore[misc]
        while len(queue._waiters._waiting) <= number:
            pass
    queue.leave()
    for thread in threads:
        thread.join(PATIENCE)

    assert came == list(range(8))


def test_wait_of_a_thread_ends_and_leaves_no_gap_in_the_queue(queue: WriteQueue) -> None:
    queue.enter(seconds=PATIENCE)

    with pytest.raises(TimeoutError):
        queue.enter(seconds=SHORTLY)

    queue.leave()
    queue.enter(seconds=0)
    queue.leave()


def test_process_waits_for_another_and_is_let_in_after_it(file: Path, queue: WriteQueue) -> None:
    with another_process(file) as child:
        with pytest.raises(TimeoutError):
            queue.enter(seconds=SHORTLY)
        child.let_go()
        queue.enter(seconds=PATIENCE)
        queue.leave()


def test_nobody_pushes_in_before_who_is_next(file: Path, queue: WriteQueue) -> None:
    """The first of another process waits; we release the lock and ask for it again at once."""
    queue.enter(seconds=PATIENCE)
    child = Child(file)
    while not _is_taken(file, 0):
        pass
    queue.leave()
    with pytest.raises(TimeoutError):
        queue.enter(seconds=SHORTLY)  # the child has it: it was next

    child.await_entry()
    child.let_go()
    queue.enter(seconds=PATIENCE)
    queue.leave()
    child.end()


def test_killed_process_leaves_no_lock(file: Path, queue: WriteQueue) -> None:
    with another_process(file) as child:
        os.kill(child.pid, signal.SIGKILL)
        queue.enter(seconds=PATIENCE)
        queue.leave()


@pytest.mark.usefixtures("desk")
def test_write_beside_a_writing_session_is_refused_and_harms_nothing() -> None:
    with transaction() as session:
        session.execute(text("INSERT INTO lines VALUES ('outer')"))
        with pytest.raises(OperationalError) as refused, writing_aside(Writes.LIGHTLY):
            pass
        assert is_passing(refused.value)

    with writing_aside() as connection:
        connection.execute(text("INSERT INTO lines VALUES ('after')"))
    assert _lines() == ["outer", "after"]


@pytest.mark.usefixtures("desk")
def test_write_beside_a_session_that_reads_is_let_in() -> None:
    assert _lines() == []
    with writing_aside() as connection:
        connection.execute(text("INSERT INTO lines VALUES ('aside')"))
    db.session.rollback()

    assert _lines() == ["aside"]


@pytest.mark.usefixtures("desk")
def test_refused_writer_hands_the_pen_on() -> None:
    with pytest.raises(OperationalError), transaction() as session:
        session.execute(text("INSERT INTO nowhere VALUES ('never')"))

    with transaction() as session:
        session.execute(text("INSERT INTO lines VALUES ('next')"))
    assert _lines() == ["next"]


@pytest.mark.usefixtures("desk")
def test_forgotten_writer_hands_the_pen_on_with_its_session() -> None:
    @in_own_context
    def forget() -> None:
        with writing():
            db.session.execute(text("INSERT INTO lines VALUES ('never')"))

    in_a_thread(forget).join(PATIENCE)
    gc.collect()

    with transaction() as session:
        session.execute(text("INSERT INTO lines VALUES ('next')"))
    assert _lines() == ["next"]


def test_who_doesnt_queue_is_kept_apart_all_the_same(desk: None, file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as outsider:
        outsider.execute("BEGIN IMMEDIATE")
        outsider.execute("INSERT INTO lines VALUES ('outsider')")
        with pytest.raises(OperationalError) as refused, transaction() as session:
            session.execute(text("INSERT INTO lines VALUES ('never')"))
        assert is_passing(refused.value)
        outsider.execute("COMMIT")

    with transaction() as session:
        session.execute(text("INSERT INTO lines VALUES ('desk')"))
    assert _lines() == ["outsider", "desk"]


def test_desk_writes_after_the_process_that_was_killed_while_writing(desk: None, file: Path) -> None:
    child = os.fork()
    if child == 0:
        with contexts.connected(databases.sqlite_url(file)), writing():
            db.session.execute(text("INSERT INTO lines VALUES ('never')"))
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)

    with transaction() as session:
        session.execute(text("INSERT INTO lines VALUES ('desk')"))
    assert _lines() == ["desk"]


def _lines() -> list[str]:
    with transaction() as session:
        return list(session.scalars(text("SELECT who FROM lines ORDER BY rowid")))


def _is_taken(file: Path, lock: int) -> bool:
    """Whether another process has this lock; asked by a process of its own, since a process's locks don't meet."""
    asking = os.fork()
    if asking == 0:
        free = False
        try:
            WriteQueue(file)._take(lock, 0)
            free = True
        finally:
            os._exit(0 if free else 1)
    return os.waitstatus_to_exitcode(os.waitpid(asking, 0)[1]) == 1
