"""Fixtures for all tests. Whatever touches a database takes `database`, and so runs on SQLite and on PostgreSQL."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket

from app.data.database.session import Database
from app.data.papers.signing import generate_development_key
from config import Settings
from tests import contexts, databases
from tests.postgres import private_cluster

# a busy machine must not fail a property: timing never decides a test
hypothesis_settings.register_profile("miz", deadline=None)
hypothesis_settings.load_profile("miz")

#: longer values say nothing in the name of a test, and random ones would name it differently in each worker
LONGEST_NAME = 80


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a case of a test by its value only while that can be read."""
    return type(val).__name__ if isinstance(val, bytes | str) and len(val) > LONGEST_NAME else None


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL that may be filled at will: the one of MIZ_TEST_POSTGRES_URL, else a private one."""
    given = os.environ.get("MIZ_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    with private_cluster() as url:
        yield url


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: str) -> Iterator[str]:
    """A PostgreSQL database with all tables, shared by the tests of this process one after the other."""
    with databases.empty_postgres(postgres_server) as url:
        databases.migrate(url)
        yield url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An embedded database with all tables, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    databases.migrate(databases.sqlite_url(file))
    return file


@pytest.fixture(params=databases.KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a clean migrated database, once for each kind."""
    if request.param == "sqlite":
        return databases.copy_sqlite(request.getfixturevalue("migrated_sqlite"), tmp_path)
    url: str = request.getfixturevalue("migrated_postgres")
    databases.empty_tables(url)
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The application's database, connected to a clean one; once for each kind."""
    with contexts.connected(database_url) as database:
        yield database


@pytest.fixture(scope="session")
def signing_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key that signs letters, made once: making one takes longer than most tests."""
    file = tmp_path_factory.mktemp("signing") / "signing.p12"
    generate_development_key(file, "testing")
    return file


@pytest.fixture
def settings(database_url: str, signing_key: Path, tmp_path: Path) -> Settings:
    """Settings of a desk of its own for this test, without a scheduler."""
    return Settings.from_environment(
        {
            "MIZ_ENVIRONMENT": "test",
            "MIZ_DATA_DIR": str(tmp_path / "var"),
            "MIZ_DATABASE_URL": database_url,
            "MIZ_BASE_URL": "http://desk.test",
            "MIZ_SIGNING_KEY_FILE": str(signing_key),
            "MIZ_SIGNING_KEY_PASSWORD": "testing",
            "MIZ_EMBEDDED_SCHEDULER": "no",
        }
    )


@pytest.fixture
def desk(settings: Settings) -> Iterator[Settings]:
    """The desk without its web: database, files, outbox and signer connected, for use cases and jobs."""
    with contexts.opened(settings):
        yield settings


class CompiledTemplates(FileSystemBytecodeCache):
    """Compiled templates on disk, those of each language apart."""

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """What is there of this template in the language of its environment."""
        spoken = getattr(environment, "language", None)
        return super().get_bucket(environment, f"{spoken}:{name}", filename, source)


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> CompiledTemplates:
    """Templates that one application has compiled, for the next ones."""
    return CompiledTemplates(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(settings: Settings, compiled_templates: CompiledTemplates) -> Iterator[Flask]:
    """The whole web application."""
    with contexts.served(settings) as made:
        made.jinja_env.bytecode_cache = compiled_templates
        yield made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that nobody has logged in with yet."""
    return app.test_client()
