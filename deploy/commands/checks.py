"""`miz check`: open what the settings name, and say of each whether it works: one line each, faults with a remedy."""

import argparse
import os
import smtplib
import socket
import ssl
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from app.data.papers.errors import KeyUnreadable
from app.data.papers.signing import Signer
from config import MEBIBYTE, Settings
from deploy.commands import schema

#: a server that doesn't answer so long counts as away
PATIENCE = 5.0
#: promises, codes and signatures are dated by the machine: so much may it be off
CLOCK_LIMIT = timedelta(seconds=30)
ROOM_WANTED = 1024 * MEBIBYTE
#: how long before its certificate ends a signing key is to be renewed
RENEWAL = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Line:
    """What was found about one thing. `fault`: the desk can't serve citizens like this."""

    what: str
    said: str
    fault: bool = False
    warning: bool = False


def run(_options: argparse.Namespace, settings: Settings) -> int:
    """Print a line for everything; returns 1 where one is a fault."""
    lines = list(check(settings))
    for line in lines:
        print(f"{'FAULT  ' if line.fault else 'warning' if line.warning else 'ok     '} {line.what}: {line.said}")
    return int(any(line.fault for line in lines))


def check(settings: Settings) -> Iterator[Line]:
    """Everything in turn; what isn't configured is said to be absent."""
    for warning in settings.warnings:
        yield Line("settings", warning, warning=True)
    if not settings.warnings:
        yield Line("settings", f"{settings.environment.value}, {settings.base_url}")
    steps: tuple[Callable[[Settings], Iterator[Line]], ...] = (
        _database,
        _files,
        _signing,
        _mail,
        _sms,
        _registry,
        _connectors,
    )
    for step in steps:
        yield from step(settings)


def _database(settings: Settings) -> Iterator[Line]:
    try:
        engine = create_engine(settings.database_url, poolclass=NullPool)
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
            server = connection.scalar(text("SELECT CURRENT_TIMESTAMP"))
            kind = engine.dialect.name
    except (SQLAlchemyError, ArgumentError, ModuleNotFoundError) as error:
        yield Line("database", f"can't be opened: {first_line(error)}; look at MIZ_DATABASE_URL", fault=True)
        return
    newest = ScriptDirectory.from_config(schema.configuration(settings.database_url)).get_current_head()
    if current != newest:
        yield Line(
            "database", f"tables are of release {current or 'none'}, not {newest}: run `miz upgrade`", fault=True
        )
    else:
        yield Line("database", f"{kind}, tables of release {current}")
    if kind == "postgresql" and isinstance(server, datetime):
        yield _clock("database", server)


def _clock(of: str, moment: datetime) -> Line:
    off = abs(datetime.now(UTC) - moment.astimezone(UTC))
    said = f"{off.total_seconds():.0f} s from that of the {of}"
    return Line("clock", f"{said}: set it by NTP" if off > CLOCK_LIMIT else said, fault=off > CLOCK_LIMIT)


def _files(settings: Settings) -> Iterator[Line]:
    folder = settings.data_dir
    probe = folder / f".check.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"miz")
        probe.unlink()
        state = os.statvfs(folder)
    except OSError as error:
        yield Line("files", f"{folder} can't be written: {error.strerror}; look at MIZ_DATA_DIR", fault=True)
        return
    free = state.f_bavail * state.f_frsize
    said = f"{folder}, {free // MEBIBYTE} MiB free"
    yield Line("files", said, warning=free < ROOM_WANTED)


def _signing(settings: Settings) -> Iterator[Line]:
    path = settings.signing_key_file
    if not path.exists() and not settings.is_production:
        yield Line("signing key", f"{path} is made at the first start")
        return
    try:
        signer = Signer.from_pkcs12(path, settings.signing_key_password or None)
    except KeyUnreadable as error:
        yield Line("signing key", f"{error}; look at MIZ_SIGNING_KEY_PASSWORD", fault=True)
        return
    if signer.is_development and settings.is_production:
        yield Line("signing key", "is a development key that proves nothing: get one from an authority", fault=True)
        return
    left = signer.certificate.not_valid_after_utc - datetime.now(UTC)
    said = f"{signer.name}, valid until {signer.certificate.not_valid_after_utc:%Y-%m-%d}"
    if left < timedelta():
        yield Line("signing key", f"{said}: renew it", fault=True)
    else:
        yield Line("signing key", said, warning=left < RENEWAL)


def _mail(settings: Settings) -> Iterator[Line]:
    server = settings.mail_server
    if server is None:
        yield Line("e-mail", "not configured: nobody gets any")
        return
    try:
        with smtplib.SMTP(server.host, server.port, timeout=PATIENCE) as session:
            if server.tls:
                session.starttls(context=ssl.create_default_context())
            if server.user:
                session.login(server.user, server.password)
    except (OSError, smtplib.SMTPException) as error:
        yield Line("e-mail", f"{server.host}:{server.port}: {first_line(error)}", fault=True)
        return
    yield Line("e-mail", f"{server.host}:{server.port} takes mail")


def _sms(settings: Settings) -> Iterator[Line]:
    if settings.sms_gateway_url is None:
        yield Line("SMS", "not configured: messages stay in the local outbox", warning=settings.is_production)
        return
    yield from _reached("SMS", settings.sms_gateway_url, clock=True)


def _registry(settings: Settings) -> Iterator[Line]:
    if settings.identity_registry is not None:
        yield from _reached("identity registry", settings.identity_registry.url)


def _connectors(settings: Settings) -> Iterator[Line]:
    for name, connector in settings.connectors.items():
        yield from _reached(f"connector {name}", connector.url)
    for origin in settings.http_origins:
        yield from _reached("connector http", origin)


def _reached(what: str, url: str, *, clock: bool = False) -> Iterator[Line]:
    """Whether a server listens and, by TLS, is who it says. Nothing is sent to it but a HEAD, where its clock is asked
    for."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    started = time.monotonic()
    try:
        with socket.create_connection((parts.hostname or "", port), PATIENCE) as raw:
            if parts.scheme == "https":
                ssl.create_default_context().wrap_socket(raw, server_hostname=parts.hostname).close()
    except OSError as error:
        yield Line(what, f"{parts.hostname}:{port} isn't reached: {first_line(error)}", fault=True)
        return
    yield Line(what, f"{parts.hostname}:{port} answers in {(time.monotonic() - started) * 1000:.0f} ms")
    moment = _date_of(url) if clock else None
    if moment is not None:
        yield _clock("SMS gateway", moment)


def _date_of(url: str) -> datetime | None:
    try:
        told = httpx.head(url, timeout=PATIENCE).headers.get("Date")
        return parsedate_to_datetime(told) if told else None
    except (httpx.HTTPError, ValueError):
        return None


def first_line(error: BaseException) -> str:
    """What an error says, without the rest of its story."""
    return (str(error).splitlines() or [type(error).__name__])[0]


def exit_with(faults: tuple[str, ...]) -> int:
    """Say that the settings themselves are wrong."""
    sys.stderr.writelines(f"FAULT   settings: {fault}\n" for fault in faults)
    return 1
