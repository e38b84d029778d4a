"""Migrations: up, down and up again on both databases, and at the end the tables that the models declare."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, Inspector, create_engine, inspect

from app.data.database.session import Database
from app.data.models import Base
from tests import databases

BOOKKEEPING = "alembic_version"


@pytest.fixture(params=databases.KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield databases.sqlite_url(tmp_path / "empty.db")
        return
    with databases.empty_postgres(request.getfixturevalue("postgres_server")) as url:
        yield url


@pytest.fixture
def engine(empty_url: str) -> Iterator[Engine]:
    engine = create_engine(empty_url)
    yield engine
    engine.dispose()


def described(engine: Engine) -> dict[str, Any]:
    """Everything that the database knows of its tables, as plain values."""
    inspector = inspect(engine)
    names = set(inspector.get_table_names()) - {BOOKKEEPING}
    return {name: _table(inspector, name) for name in sorted(names)}


def _table(inspector: Inspector, name: str) -> dict[str, Any]:
    parts = {
        "columns": inspector.get_columns(name),
        "primary key": inspector.get_pk_constraint(name),
        "foreign keys": inspector.get_foreign_keys(name),
        "unique": inspector.get_unique_constraints(name),
        "checks": inspector.get_check_constraints(name),
        "indexes": inspector.get_indexes(name),
    }
    return {part: _plain(found) for part, found in parts.items()}


def _plain(value: Any) -> Any:
    """Values that can be compared: a condition is its text, and order says nothing."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return sorted((_plain(inner) for inner in value), key=repr)
    return str(value)


def test_migrated_tables_are_the_declared_ones(empty_url: str, engine: Engine) -> None:
    Base.metadata.create_all(engine)
    declared = described(engine)
    Base.metadata.drop_all(engine)
    assert described(engine) == {}

    databases.migrate(empty_url)

    assert described(engine) == declared
    assert len(declared) == len(Base.metadata.tables)


def test_each_step_leads_up_down_and_up_again(empty_url: str, engine: Engine) -> None:
    config = Config(toml_file=str(databases.ROOT / "pyproject.toml"))
    scripts = reversed(list(ScriptDirectory.from_config(config).walk_revisions()))
    steps = [script.revision for script in scripts]
    tables = []
    for step in steps:
        databases.migrate(empty_url, step)
        tables.append(described(engine))

    databases.migrate(empty_url, databases.BASE)
    assert described(engine) == {}

    for step, expected in zip(steps, tables, strict=True):
        databases.migrate(empty_url, step)
        assert described(engine) == expected


def test_migrating_a_current_database_changes_nothing(empty_url: str, engine: Engine) -> None:
    databases.migrate(empty_url)
    before = described(engine)

    databases.migrate(empty_url)

    assert described(engine) == before


def test_database_of_a_test_is_the_migrated_one(database: Database) -> None:
    assert set(described(database.engine)) == set(Base.metadata.tables)
