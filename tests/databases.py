"""Both databases for tests: migrated once a run, clean for each test."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from alembic import command
from alembic.config import Config
from sqlalchemy import NullPool, create_engine, make_url

from app.data.models import Base

ROOT = Path(__file__).resolve().parent.parent

KINDS = ("sqlite", "postgresql")
HEAD = "head"
BASE = "base"


def migrate(url: str, revision: str = HEAD) -> None:
    """Bring the database at `url` up, or down, to `revision`."""
    if revision == BASE:
        take_back(url, revision)
    else:
        command.upgrade(_config(url), revision)


def take_back(url: str, revision: str) -> None:
    """Bring the database at `url` down to `revision`."""
    command.downgrade(_config(url), revision)


def _config(url: str) -> Config:
    config = Config(toml_file=str(ROOT / "pyproject.toml"))
    config.attributes["url"] = url
    return config


@contextmanager
def empty_postgres(server: str, *, template: str | None = None) -> Iterator[str]:
    """A database without a table on `server`, or a copy of `template`; dropped at the end, whichever client is still
    connected."""
    name = f"miz_{uuid4().hex[:12]}"
    copied = f'TEMPLATE "{template}" STRATEGY file_copy' if template else ""
    administer(server, f"CREATE DATABASE {name} {copied}")
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def sqlite_url(file: Path) -> str:
    """The address of the embedded database in `file`."""
    return f"sqlite:///{file}"


def copy_sqlite(template: Path, folder: Path) -> str:
    """A clean embedded database: a copy of the migrated one."""
    return sqlite_url(Path(shutil.copy(template, folder / "miz.db")))


def empty_tables(url: str) -> None:
    """Take every row out of a PostgreSQL. A forgotten open transaction fails here instead of hanging."""
    deletions = "; ".join(f"DELETE FROM {table.name}" for table in Base.metadata.sorted_tables)  # noqa: S608 - our own
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL lock_timeout = '10s'")
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # deletes in any order
        connection.exec_driver_sql(deletions)


def names(server: str) -> list[str]:
    """The databases on a PostgreSQL server."""
    with create_engine(server, poolclass=NullPool).connect() as connection:
        return list(connection.exec_driver_sql("SELECT datname FROM pg_database").scalars())


def administer(server: str, statement: str) -> None:
    """Run what PostgreSQL allows outside a transaction only."""
    engine = create_engine(server, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
