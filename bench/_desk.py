"""A desk to be measured: the demo's house and services in a database of its own, real cases played once, and as many
copies of them as are wanted, made inside the database."""

import hashlib
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import text

from app.data import people
from app.data.db import db, writing
from app.data.models import Case
from app.wiring import connect
from config import Settings
from deploy.demo import house, past
from deploy.demo.__main__ import ROOT, publish_services
from tests import databases
from tests.postgres import private_cluster

KINDS = databases.KINDS
#: copies lie so far apart in time
SPREAD_SECONDS = 60
#: what hangs on a case, by the column that names the case
PROJECTIONS = ("work_items", "case_stages", "case_events", "submissions", "timers")
#: of these, what a page with lists needs
LISTED = ("work_items", "case_stages")
_MOMENTS = {"accepted_at", "due_order", "due_at", "wake_at", "opened_at", "promised_at"}


@contextmanager
def open_desk(kind: str) -> Iterator[dict[str, str]]:
    """An empty, migrated and connected desk on `kind` of database; yields the environment of its server."""
    with tempfile.TemporaryDirectory(prefix="miz-bench-") as folder:
        if kind == "sqlite":
            yield from _connected(databases.sqlite_url(Path(folder) / "miz.db"), folder)
        else:
            # durable, as an installation is: the tests' shortcuts would flatter us
            with private_cluster(durable=True) as server, databases.empty_postgres(server) as url:
                yield from _connected(url, folder)


def _connected(url: str, folder: str) -> Iterator[dict[str, str]]:
    databases.migrate(url)
    environment = {
        "MIZ_ENVIRONMENT": "test",
        "MIZ_DATA_DIR": folder,
        "MIZ_DATABASE_URL": url,
        "MIZ_SECRET_KEY": "b" * 64,
        "MIZ_EMBEDDED_SCHEDULER": "no",
        "MIZ_TRUSTED_PROXIES": "1",
    }
    connect(Settings.from_environment(environment))
    try:
        with writing():
            house.build(datetime.now(UTC))
            publish_services(datetime.now(UTC) - timedelta(days=60))
        db.session.remove()
        yield environment
    finally:
        db.disconnect()


def play_case(service_id: str, *, at: datetime, until: datetime, steps: int = 0) -> UUID:
    """A case that really ran: the first `steps` of a walk of the service."""
    walk = next(walk for walk in past.read_walks(ROOT / "processes") if walk.service_id == service_id)
    citizen = next(raw for raw in house.people(house.read_house()) if not raw["seats"])
    with writing():
        applicant = people.find_by_national_id(citizen["national_id"])
        assert applicant is not None
        chance = random.Random(1405)
        case_id = past.play(walk, applicant, at=at, until=until, chance=chance, steps=steps).id
        db.session.commit()
    db.session.remove()
    return case_id


def copy_case(case_id: UUID, count: int, tables: tuple[str, ...] = PROJECTIONS) -> None:
    """`count` copies of a case with the rows of `tables`; each is accepted, and due, a minute before the last."""
    with db.engine.connect() as connection:
        raw = connection.connection.driver_connection
        if db.is_sqlite:
            raw.create_function("md5", 1, _md5, deterministic=True)  # type: ignore[union-attr]
        for table in ("cases", *tables):
            connection.execute(text(_copying(table)), {"count": count, "case": _key(case_id)})
        connection.commit()
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


def _copying(table: str) -> str:
    """INSERT … SELECT: ids are hashes of the original and the number, so that rows find each other again."""
    columns = [column.name for column in Case.metadata.tables[table].columns]
    chosen = ", ".join(_copied(table, column) for column in columns)
    named = "id" if table == "cases" else "case_id"
    return (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count) "  # noqa: S608 - our own names
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM n CROSS JOIN {table} AS o "
        f"WHERE o.{named} = :case"
    )


def _copied(table: str, column: str) -> str:
    uuid = "" if db.is_sqlite else "::uuid"
    if column in ("id", "case_id"):
        return f"md5(n.i || ':' || CAST(o.{column} AS TEXT)){uuid}"
    if column == "submission_key":
        return "o.submission_key || ':' || n.i"
    if column == "tracking_code":
        return "substr(upper(md5('code' || n.i || o.tracking_code)), 1, 20)"
    if column in _MOMENTS:
        if db.is_sqlite:
            return f"strftime('%Y-%m-%d %H:%M:%f000', o.{column}, '-' || (n.i * {SPREAD_SECONDS}) || ' seconds')"
        return f"o.{column} - n.i * interval '{SPREAD_SECONDS} seconds'"
    return f"o.{column}"


def _md5(value: str) -> str:
    return hashlib.md5(value.encode(), usedforsecurity=False).hexdigest()


def _key(value: UUID) -> object:
    return value.hex if db.is_sqlite else value


def log_in(person_id: UUID) -> str:
    """A login session for this person; returns the browser's token."""
    token, now = f"bench-{person_id.hex}", datetime.now(UTC)
    with writing():
        people.add_session(
            token_hash=hashlib.sha256(token.encode()).hexdigest(),
            person_id=person_id,
            created_at=now,
            seen_at=now,
            expires_at=now + timedelta(hours=8),
        )
        db.session.commit()
    db.session.remove()
    return token


def line(name: str, value: float, unit: str, versus: dict[str, float], goal: float, *, less: bool) -> dict[str, Any]:
    """One measurement as `bench.run` passes it on; the ratio is to the first of `versus`."""
    reference = next(iter(versus.values()))
    return {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "versus": {key: round(number, 3) for key, number in versus.items()},
        "ratio": round(value / reference, 3) if reference else None,
        "goal": goal,
        "reached": value <= goal if less else value >= goal,
    }
