"""A desk that moves from SQLite to PostgreSQL takes all of itself along, or nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import NullPool, create_engine, inspect, make_url
from sqlalchemy.exc import IntegrityError

from app.data.cases import audit_log
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.models import Base
from config import Settings
from deploy import move
from deploy.commands.__main__ import main
from deploy.move import MoveFailed
from tests import contexts, databases, factories
from tests.integration import agencies


@pytest.fixture
def old(migrated_sqlite: Path, signing_key: Path, tmp_path: Path) -> Settings:
    """A desk on SQLite."""
    return Settings.from_environment(
        {
            "MIZ_ENVIRONMENT": "test",
            "MIZ_DATA_DIR": str(tmp_path / "var"),
            "MIZ_DATABASE_URL": databases.copy_sqlite(migrated_sqlite, tmp_path),
            "MIZ_SIGNING_KEY_FILE": str(signing_key),
            "MIZ_SIGNING_KEY_PASSWORD": "testing",
            "MIZ_EMBEDDED_SCHEDULER": "no",
        }
    )


@pytest.fixture
def case_id(old: Settings) -> UUID:
    """A case of it that has gone a step, with a document."""
    with contexts.opened(old):
        staff = agencies.build()
        case_id = agencies.apply_for_connection(staff.citizen)
        agencies.finish(case_id, staff.clerk, {"check_decision": "accept"})
        agencies.apply_for_certificate(staff.citizen)
    return case_id


@pytest.fixture
def new(postgres_server: str) -> Iterator[str]:
    with databases.empty_postgres(postgres_server) as url:
        yield url


def tables(url: str) -> list[str]:
    engine = create_engine(url, poolclass=NullPool)
    return inspect(engine).get_table_names()


def change(settings: Settings, *statements: str) -> None:
    """Change the embedded database behind the desk's back."""
    with closing(sqlite3.connect(make_url(settings.database_url).database or "")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_desk_goes_on_where_it_moved_to(old: Settings, case_id: UUID, new: str) -> None:
    told: dict[str, int] = {}
    rows = move.move(old.database_url, new, tell=told.__setitem__)
    assert rows == sum(told.values()) > 50
    assert set(told) == set(Base.metadata.tables)
    assert told["cases"] == 2
    with contexts.opened(replace(old, database_url=new)):
        assert audit_log.chain_is_intact(case_id)
        assert len(audit_log.list_events(case_id)) >= 3
        assert agencies.only_item(case_id).element == "field_survey"
        with transaction():
            citizen = factories.make_citizen("نو")
        assert agencies.apply_for_connection(citizen)
    with contexts.opened(old):
        assert agencies.only_item(case_id).element == "field_survey"


def test_references_hold_in_the_new_database(old: Settings, case_id: UUID, new: str) -> None:
    move.move(old.database_url, new, tell=lambda _table, _rows: None)
    declared = sum(len(table.foreign_key_constraints) for table in Base.metadata.tables.values())
    engine = create_engine(new, poolclass=NullPool)
    inspector = inspect(engine)
    assert sum(len(inspector.get_foreign_keys(name)) for name in Base.metadata.tables) == declared
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM cases")


def test_broken_reference_stops_it_and_leaves_nothing(old: Settings, case_id: UUID, new: str) -> None:
    change(old, "UPDATE units SET agency_id = '00000000000000000000000000000001'")
    with pytest.raises(IntegrityError):
        move.move(old.database_url, new, tell=lambda _table, _rows: None)
    assert tables(new) == []


def test_history_that_was_tampered_with_is_moved_as_it_is(old: Settings, case_id: UUID, new: str) -> None:
    change(old, f"UPDATE case_events SET detail = '{{\"a\":1}}' WHERE case_id = '{case_id.hex}' AND number = 2")  # noqa: S608 - our own id
    move.move(old.database_url, new, tell=lambda _table, _rows: None)
    with contexts.opened(replace(old, database_url=new)):
        assert not audit_log.chain_is_intact(case_id)
        db.session.rollback()


def test_only_an_empty_postgresql_is_moved_to(old: Settings, case_id: UUID, new: str, tmp_path: Path) -> None:
    def refused(source: str, target: str) -> str:
        with pytest.raises(MoveFailed) as failed:
            move.move(source, target, tell=lambda _table, _rows: None)
        return str(failed.value)

    assert "postgresql://" in refused(old.database_url, "mysql://localhost/miz")
    assert "no address" in refused(old.database_url, "somewhere")
    assert "isn't on SQLite" in refused(new, new)
    assert "isn't there" in refused(databases.sqlite_url(tmp_path / "none.db"), new)
    move.move(old.database_url, new, tell=lambda _table, _rows: None)
    assert "isn't empty" in refused(old.database_url, new)
    databases.take_back(old.database_url, "0021")
    assert "miz upgrade" in refused(old.database_url, new)


def test_command_says_what_it_moved_and_never_a_password(
    old: Settings, case_id: UUID, new: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "miz.env"
    file.write_text(f"MIZ_ENVIRONMENT=test\nMIZ_DATA_DIR={tmp_path}\nMIZ_DATABASE_URL={old.database_url}\n")
    with_password = make_url(new).set(password="hidden-word").render_as_string(hide_password=False)
    wrong = make_url(with_password).set(port=1).render_as_string(hide_password=False)
    assert main(["--settings", str(file), "move", "--to", wrong]) == 1
    assert main(["--settings", str(file), "move", "--to", with_password]) == 0
    assert main(["--settings", str(file), "move", "--to", with_password]) == 1
    said = capsys.readouterr()
    assert "cases" in said.out
    assert "histories agree" in said.out
    assert "Nothing was moved" in said.err
    assert "hidden-word" not in said.out + said.err
