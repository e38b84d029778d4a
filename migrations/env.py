"""How Alembic reaches the database: by the settings, or by the URL or connection that a caller puts into `attributes`.
With a connection the caller decides about its transaction.

Each run is one transaction on both databases; on SQLite foreign keys rest meanwhile, since altering a table there
means to create it again."""

from typing import Any

from alembic import context
from sqlalchemy import Connection, Engine, NullPool, create_engine, event

from app.data.models import Base
from migrations.drafting import render_item, tidy

#: nodes that start together migrate one after the other; the number means nothing but "Miz migrates"
PG_LOCK = 0x6D697A


def run() -> None:
    """Apply the asked-for migrations to the database."""
    given = context.config.attributes.get("connection")
    if given is not None:
        _migrate(given)
        return
    engine = _engine(_url())
    try:
        with engine.begin() as connection:
            _migrate(connection)
    finally:
        engine.dispose()


def _migrate(connection: Connection) -> None:
    _wait_for_others(connection)
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=render_item,
        process_revision_directives=tidy,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    _check_references(connection)


def _url() -> str:
    given = context.config.attributes.get("url")
    if given is not None:
        return str(given)
    from config import Settings

    settings = Settings.from_environment()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return settings.database_url


def _engine(url: str) -> Engine:
    engine = create_engine(url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _hand_over_transactions)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _hand_over_transactions(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout=60000")


def _wait_for_others(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({PG_LOCK})")


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"a migration left references to nowhere: {broken[:5]}")


run()
