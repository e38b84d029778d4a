"""Where sessions come from: one for each application context, ended with it, on the engine of the settings."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app.data.database.session import db
from app.data.database.transactions import transaction, writing
from app.data.models import Base
from app.web import database
from app.web.database import init_database
from tests import contexts, databases


@pytest.fixture
def url(tmp_path: Path) -> str:
    return databases.sqlite_url(tmp_path / "miz.db")


@pytest.fixture
def app(url: str) -> Iterator[Flask]:
    """An application connected to an empty file; no context is open."""
    made = Flask(__name__)
    init_database(made, url)
    yield made
    db.disconnect()


def test_extension_and_models_share_the_tables() -> None:
    assert database.db.metadata is Base.metadata
    assert "cases" in database.db.metadata.tables


def test_each_context_has_a_session_of_its_own(app: Flask) -> None:
    with app.app_context():
        outer = db.session()
        assert db.session() is outer
        with app.app_context():
            assert db.session() is not outer
        assert db.session() is outer


def test_session_and_its_connection_end_with_the_context(app: Flask) -> None:
    with app.app_context():
        session = db.session()
        session.execute(text("SELECT 1"))
        assert (session.in_transaction(), db.engine.pool.checkedout()) == (True, 1)  # type: ignore[attr-defined]

    assert (session.in_transaction(), db.engine.pool.checkedout()) == (False, 0)  # type: ignore[attr-defined]


def test_connection_in_use_while_the_database_is_let_go_closes_when_it_comes_back(app: Flask) -> None:
    with app.app_context():
        driver = db.session.connection().connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        db.disconnect()
        driver.execute("SELECT 1")

    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        driver.execute("SELECT 1")


def test_what_a_context_leaves_uncommitted_is_gone_and_keeps_no_writer_waiting(app: Flask) -> None:
    with app.app_context(), transaction() as session:
        session.execute(text("CREATE TABLE lines (who TEXT)"))
    with app.app_context(), writing():
        db.session.execute(text("INSERT INTO lines VALUES ('never')"))
    with app.app_context(), transaction() as session:
        session.execute(text("INSERT INTO lines VALUES ('next')"))
    with app.app_context():
        assert db.session.scalars(text("SELECT who FROM lines")).all() == ["next"]


def test_session_outside_of_every_context_is_refused(app: Flask) -> None:
    with pytest.raises(RuntimeError, match="application context"):
        db.session.execute(text("SELECT 1"))


def test_request_has_a_session_that_ends_with_it(app: Flask) -> None:
    seen = []

    @app.get("/")
    def look() -> str:
        db.session.execute(text("SELECT 1"))
        seen.append(db.session())
        return ""

    for _ in range(2):
        app.test_client().get("/")

    assert seen[0] is not seen[1]
    assert not any(session.in_transaction() for session in seen)
    assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_before_connecting_there_is_neither_session_nor_engine() -> None:
    with pytest.raises(RuntimeError, match="no database is connected"):
        db.session.execute(text("SELECT 1"))
    with pytest.raises(RuntimeError, match="no database is connected"):
        _ = db.engine


def test_database_connected_before_is_let_go(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        db.session.execute(text("SELECT 1"))
    first = db.engine
    assert first.pool.checkedin() == 1  # type: ignore[attr-defined]

    with contexts.connected(databases.sqlite_url(tmp_path / "other.db")):
        assert db.engine is not first
        assert first.pool.checkedin() == 0  # type: ignore[attr-defined]
    assert not _open_files(tmp_path)


def test_relative_file_stands_in_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with contexts.connected("sqlite:///miz.db"):
        db.session.execute(text("CREATE TABLE lines (who TEXT)"))

    assert (tmp_path / "miz.db").exists()


def _open_files(folder: Path) -> list[str]:
    """What this process has open below `folder`."""
    found = [link.resolve() for link in Path("/proc/self/fd").iterdir() if link.exists()]
    return [file.name for file in found if file.is_relative_to(folder.resolve())]
