"""A desk to be measured: the demo's house and services, real cases played once, and as many copies of them as are
wanted, made inside the database. A filled desk is kept between runs, and a run works on a copy of it."""

import fcntl
import hashlib
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import make_url, text

from app.data.database.session import db
from app.data.database.transactions import writing
from app.data.models import Case
from app.data.people import login_store, person_store
from config import Settings
from deploy.demo import house, past
from deploy.demo.__main__ import ROOT, publish_services
from tests import contexts, databases
from tests.postgres import private_cluster

KINDS = databases.KINDS
#: where filled desks are kept; may be removed at any time
KEPT = Path(tempfile.gettempdir()) / "miz-bench"
#: copies lie so far apart in time
SPREAD_SECONDS = 60
#: what hangs on a case, by the column that names the case
PROJECTIONS = ("work_items", "case_stages", "case_events", "submissions", "timers")
#: of these, what a page with lists needs
LISTED = ("work_items", "case_stages", "submissions")
_MOMENTS = {"accepted_at", "due_order", "due_at", "wake_at", "opened_at", "promised_at", "answered_at", "closed_at"}
#: Knuth's multiplier: scatters the numbers of copies over all 32-bit ids, each met once
_SCATTER, _IDS = 2654435761, 2**32


class Fixture(NamedTuple):
    """How a desk is filled; its name says with what and with how much."""

    name: str
    fill: Callable[[], None]


EMPTY = Fixture("empty", lambda: None)


@contextmanager
def open_desk(kind: str, fixture: Fixture = EMPTY, *, as_kept: bool = False) -> Iterator[dict[str, str]]:
    """A migrated, filled and connected desk on `kind` of database; yields the environment of its server.

    `as_kept`: on the kept desk itself, for runs over more than should be copied that change next to nothing."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (
        (KEPT / f"{kind}.lock").open("w") as lock,
        tempfile.TemporaryDirectory(prefix="miz-bench-") as folder,
    ):
        fcntl.flock(lock, fcntl.LOCK_EX)
        opened = _sqlite if kind == "sqlite" else _postgres
        with opened(fixture, Path(folder), as_kept=as_kept) as url:
            yield from _connected(url, folder)


@contextmanager
def _sqlite(fixture: Fixture, folder: Path, *, as_kept: bool) -> Iterator[str]:
    kept = KEPT / f"{_key(fixture)}.db"
    if not kept.exists():
        for old in KEPT.glob(f"{fixture.name}-*.db*"):
            old.unlink()
        file = folder / "filling.db"
        _fill(fixture, databases.sqlite_url(file), str(folder))
        shutil.move(file, kept)
    yield databases.sqlite_url(kept if as_kept else Path(shutil.copyfile(kept, folder / "miz.db")))


@contextmanager
def _postgres(fixture: Fixture, folder: Path, *, as_kept: bool) -> Iterator[str]:
    # durable, as an installation is: the tests' shortcuts would flatter us
    with private_cluster(durable=True, kept=KEPT / "postgres") as server:
        kept = _key(fixture)
        if kept not in databases.names(server):
            for old in databases.names(server):
                if old.startswith((f"{fixture.name}-", "filling", "miz_")):
                    databases.administer(server, f'DROP DATABASE "{old}"')
            databases.administer(server, "CREATE DATABASE filling")
            _fill(fixture, _address(server, "filling"), str(folder))
            databases.administer(server, f'ALTER DATABASE filling RENAME TO "{kept}"')
        if as_kept:
            yield _address(server, kept)
        else:
            with databases.empty_postgres(server, template=kept) as url:
                databases.administer(server, "CHECKPOINT")
                yield url


def _address(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _key(fixture: Fixture) -> str:
    """Another name for each state of what fills a desk."""
    parts = ("migrations/versions", "deploy/demo", "processes", "forms", "bench", "engine")
    digest = hashlib.sha256()
    for file in sorted(file for part in parts for file in (ROOT / part).rglob("*")):
        if file.suffix in {".py", ".yaml", ".bpmn", ".dmn", ".form", ".json"}:
            digest.update(f"{file.relative_to(ROOT)}:".encode() + file.read_bytes())
    return f"{fixture.name}-{digest.hexdigest()[:12]}"


def _fill(fixture: Fixture, url: str, folder: str) -> None:
    sys.stderr.write(f"Filling «{fixture.name}»; it is kept in {KEPT}\n")
    databases.migrate(url)
    with closing(_connected(url, folder)) as connected:
        next(connected)
        with writing():
            house.build(datetime.now(UTC))
            publish_services(datetime.now(UTC) - timedelta(days=60))
        db.session.remove()
        fixture.fill()
        db.session.remove()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)" if db.is_sqlite else "VACUUM"))


def _connected(url: str, folder: str) -> Iterator[dict[str, str]]:
    environment = {
        "MIZ_ENVIRONMENT": "test",
        "MIZ_DATA_DIR": folder,
        "MIZ_DATABASE_URL": url,
        "MIZ_SECRET_KEY": "b" * 64,
        "MIZ_EMBEDDED_SCHEDULER": "no",
        "MIZ_TRUSTED_PROXIES": "1",
    }
    with contexts.opened(Settings.from_environment(environment)):
        yield environment


def play_case(service_id: str, *, at: datetime, until: datetime, steps: int | None = 0) -> UUID:
    """A case that really ran: the first `steps` of a walk of the service, or all of it."""
    walk = next(walk for walk in past.read_walks(ROOT / "processes") if walk.service_id == service_id)
    citizen = next(raw for raw in house.people(house.read_house()) if not raw["seats"])
    with writing():
        applicant = person_store.find_by_national_id(citizen["national_id"])
        assert applicant is not None
        chance = random.Random(1405)
        case_id = past.play(walk, applicant, at=at, until=until, chance=chance, steps=steps).id
        db.session.commit()
    db.session.remove()
    return case_id


def copy_case(case_id: UUID, count: int, tables: tuple[str, ...] = PROJECTIONS) -> None:
    """`count` copies of a case with the rows of `tables`; each is accepted, and due, a minute before the last."""
    with db.engine.connect() as connection:
        for table in ("cases", *tables):
            connection.execute(text(_copying(table)), {"count": count, "case": _stored(case_id)})
            connection.commit()
        if not db.is_sqlite:  # it gathers its statistics by itself; an embedded desk has none, and plans without
            connection.exec_driver_sql("ANALYZE")
            connection.commit()


def _copying(table: str) -> str:
    """INSERT … SELECT: an id begins with the copy's number, scattered, so that rows find each other again."""
    columns = [column.name for column in Case.metadata.tables[table].columns]
    chosen = ", ".join(_copied(column) for column in columns)
    named = "id" if table == "cases" else "case_id"
    return (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count) "  # noqa: S608 - our own names
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM n CROSS JOIN {table} AS o "
        f"WHERE o.{named} = :case"
    )


def _copied(column: str) -> str:
    number = f"(CAST(n.i AS BIGINT) * {_SCATTER}) % {_IDS}"
    copied = f"o.{column}"
    if column in ("id", "case_id"):
        in_postgres = f"CAST(lpad(to_hex({number}), 8, '0') || substr(CAST({copied} AS TEXT), 9) AS UUID)"
        return f"printf('%08x', {number}) || substr({copied}, 9)" if db.is_sqlite else in_postgres
    if column in _MOMENTS:
        in_sqlite = f"strftime('%Y-%m-%d %H:%M:%f000', {copied}, '-' || (n.i * {SPREAD_SECONDS}) || ' seconds')"
        return in_sqlite if db.is_sqlite else f"{copied} - n.i * interval '{SPREAD_SECONDS} seconds'"
    unique = {"submission_key": f"{copied} || ':' || n.i", "tracking_code": f"substr({copied}, 1, 10) || ({number})"}
    return unique.get(column, copied)


def _stored(value: UUID) -> object:
    return value.hex if db.is_sqlite else value


def log_in(person_id: UUID) -> str:
    """A login session for this person; returns the browser's token."""
    now = datetime.now(UTC)
    token = f"bench-{person_id.hex}-{now.timestamp()}"
    with writing():
        login_store.add_session(
            token_hash=hashlib.sha256(token.encode()).hexdigest(),
            person_id=person_id,
            created_at=now,
            seen_at=now,
            expires_at=now + timedelta(hours=8),
        )
        db.session.commit()
    db.session.remove()
    return token


def line(
    name: str, value: float, unit: str, versus: dict[str, float], goal: float | None, *, less: bool = True
) -> dict[str, Any]:
    """One measurement as `bench.run` passes it on; the ratio is to the first of `versus`. Without a goal it is only
    told."""
    reference = next(iter(versus.values()), 0)
    return {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "versus": {key: round(number, 3) for key, number in versus.items()},
        "ratio": round(value / reference, 3) if reference else None,
        "goal": goal,
        "reached": None if goal is None else value <= goal if less else value >= goal,
    }
