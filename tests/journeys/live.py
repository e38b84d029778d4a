"""A real desk for the journeys: demo database, gunicorn with its scheduler, Chromium. Nothing is patched.

`LiveDesk` knows who can log in, `Visitor` is somebody at a browser."""

import hashlib
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, ConsoleMessage, Page
from sqlalchemy import NullPool, create_engine, select
from sqlalchemy.orm import Session

from app.data.models import LoginSession, Person
from tests.databases import ROOT, migrate, sqlite_url

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = os.environ.get("MIZ_TEST_CHROMIUM", "/usr/bin/chromium")
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
CASES = 48
PATIENCE = 60
WIDE, NARROW = 1280, 360


@dataclass(frozen=True)
class LiveDesk:
    """A desk that listens: its address and its database."""

    url: str
    database_url: str

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A look into the desk's own database, on a connection of our own."""
        engine = create_engine(self.database_url, poolclass=NullPool)
        try:
            with Session(engine, expire_on_commit=False) as session:
                yield session
        finally:
            engine.dispose()

    def person(self, name: str) -> Person:
        """The demo person of this name."""
        with self.session() as session:
            return session.scalars(select(Person).where(Person.name == name)).one()

    def login_token(self, name: str) -> str:
        """A fresh login session of this person, as the cookie holds it."""
        token, now = secrets.token_urlsafe(32), datetime.now(UTC)
        row = LoginSession(
            token_hash=hashlib.sha256(token.encode()).hexdigest(),
            person_id=self.person(name).id,
            created_at=now,
            seen_at=now,
            expires_at=now + timedelta(hours=1),
        )
        with self.session() as session, session.begin():
            session.add(row)
        return token


@dataclass
class Visitor:
    """Somebody at a browser. What the browser complains about is a fault of ours: `check` finds it."""

    desk: LiveDesk
    page: Page
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Open a page of the desk."""
        self.page.goto(self.desk.url + path)
        return self.page

    def see(self, width: int, height: int = 900) -> None:
        """Change the size of the window."""
        self.page.set_viewport_size({"width": width, "height": height})

    def check(self) -> None:
        """The page shown is accessible (axe), fits its window at both widths, and made no browser complain."""
        for width in (WIDE, NARROW):
            self.see(width)
            self.check_shown()
        self.see(WIDE)

    def check_shown(self) -> None:
        """The same, at the present size of the window."""
        where = f"{self.page.url} at {self.page.viewport_size}"
        assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"too wide: {where}"
        assert violations(self.page) == [], where
        assert self.complaints == [], where


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe finds on the page: rule, help and the elements in question."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [{"rule": v["id"], "help": v["help"], "nodes": [n["html"][:200] for n in v["nodes"]]} for v in found]


@contextmanager
def visitor(
    browser: Browser, desk: LiveDesk, name: str | None, *, lang: str = "fa", width: int = WIDE
) -> Iterator[Visitor]:
    """A browser of its own for one person (None: nobody is logged in)."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="fa-IR", timezone_id="Asia/Tehran")
    context.set_default_timeout(PATIENCE * 1000)
    cookies = {"lang": lang, **({"miz_session": desk.login_token(name)} if name else {})}
    context.add_cookies([{"name": key, "value": value, "url": desk.url} for key, value in cookies.items()])
    guest = Visitor(desk, context.new_page())

    def note(message: ConsoleMessage) -> None:
        # a page that says 4xx on purpose is no complaint
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            guest.complaints.append(message.text)

    guest.page.on("console", note)
    guest.page.on("pageerror", lambda error: guest.complaints.append(str(error)))
    try:
        yield guest
    finally:
        context.close()


@contextmanager
def running_desk(folder: Path, *, cases: int = CASES) -> Iterator[LiveDesk]:
    """Migrate and fill a database in `folder`, and serve it on a free port until the end."""
    port = _free_port()
    environment = _environment(folder, port)
    migrate(sqlite_url(folder / "miz.db"))
    _run("-m", "deploy.demo", "--cases", str(cases), env=environment)
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "wsgi:app"]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            _wait_until_open(f"http://127.0.0.1:{port}/help", server, folder / "server.log")
            yield LiveDesk(f"http://127.0.0.1:{port}", sqlite_url(folder / "miz.db"))
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


def _environment(folder: Path, port: int) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MIZ_")}
    return {
        **inherited,
        "MIZ_ENVIRONMENT": "development",
        "MIZ_DATA_DIR": str(folder),
        "MIZ_DATABASE_URL": sqlite_url(folder / "miz.db"),
        "MIZ_TICK_SECONDS": "0.2",
        "HOST": "127.0.0.1",
        "PORT": str(port),
    }


def _run(*arguments: str, env: dict[str, str]) -> None:
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_open(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(PATIENCE * 10):
        assert server.poll() is None, log.read_text(encoding="utf-8", errors="replace")
        try:
            with urlopen(url, timeout=PATIENCE):  # noqa: S310 - our own server
                return
        except URLError:
            time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace"))
