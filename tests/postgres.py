"""A private PostgreSQL for one run: its own directory, a socket instead of a port, gone when its owner is gone.

`python -m tests.postgres COMMAND…` runs a command with a fresh one, with its address in MIZ_DATABASE_URL."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

#: nothing here must survive a power cut
SPEED = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "64MB"}
HOUSE = {"listen_addresses": "", "max_connections": "300", "timezone": "UTC", "log_min_messages": "fatal"}
#: when our end of the pipe closes, however we die, the server is stopped
SERVE = '"$@" & server=$!; cat >/dev/null; kill -INT $server; wait $server'
PATIENCE = 60.0


class NoPostgres(Exception):
    """PostgreSQL's server programs are absent: install Debian's package `postgresql`, or set MIZ_TEST_POSTGRES_URL."""


@contextmanager
def private_cluster(*, durable: bool = False, kept: Path | None = None) -> Iterator[str]:
    """Serve an empty cluster and yield the address of its database `postgres`; `durable` as an installation's is, for
    measurements. One that is `kept` lies in that folder, and is as it was left. Raises NoPostgres."""
    programs = _programs()
    home = kept or Path(tempfile.mkdtemp(prefix="miz-postgres-"))
    try:
        if not (home / "data").exists():
            _make_cluster(programs, home)
        with _serving(programs, home, HOUSE if durable else {**SPEED, **HOUSE}):
            yield f"postgresql://postgres@/postgres?host={home}"
    finally:
        if kept is None:
            shutil.rmtree(home, ignore_errors=True)


def _make_cluster(programs: Path, home: Path) -> None:
    home.mkdir(exist_ok=True)
    if os.geteuid() == 0:
        shutil.chown(home, "postgres", "postgres")
    initdb = [str(programs / "initdb"), "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale"]
    _run(*initdb, "--no-sync", "--pgdata", str(home / "data"))


def crash(url: str) -> None:
    """Stop the server of a private cluster as a power cut would, and start it again. Only a durable one keeps all."""
    home = Path(url.partition("host=")[2])
    control = [str(_programs() / "pg_ctl"), "--pgdata", str(home / "data"), "--silent", "--wait"]
    command = _as_postgres(*control, "--mode", "immediate", "--log", str(home / "log-after-crash"), "restart")
    # the new server keeps whatever it is given as output: a pipe would never end
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


@contextmanager
def _serving(programs: Path, home: Path, settings: Mapping[str, str]) -> Iterator[None]:
    named = {**settings, "unix_socket_directories": str(home)}
    options = [word for name, value in named.items() for word in ("-c", f"{name}={value}")]
    command = [str(programs / "postgres"), "-D", str(home / "data"), *options]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(
            _as_postgres("sh", "-c", SERVE, "serve", *command), stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=home
        )
    try:
        _await(server, programs, home)
        yield
    finally:
        server.communicate(timeout=PATIENCE)
        if (home / "data" / "postmaster.pid").exists():  # one that came after a crash
            _run(str(programs / "pg_ctl"), "--pgdata", str(home / "data"), "--mode", "immediate", "--silent", "stop")


def _await(server: subprocess.Popen[bytes], programs: Path, home: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    ask = [str(programs / "pg_isready"), "--quiet", "--host", str(home)]
    while subprocess.run(ask, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start:\n{(home / 'log').read_text()}")
        time.sleep(0.05)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    if initdb := shutil.which("initdb"):
        return Path(initdb).parent
    raise NoPostgres(NoPostgres.__doc__)


def _run(*command: str) -> None:
    done = subprocess.run(_as_postgres(*command), check=False, capture_output=True, text=True, cwd="/")
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} failed:\n{done.stderr}")


def _as_postgres(*command: str) -> list[str]:
    """The server refuses to run as root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else list(command)


if __name__ == "__main__":
    with private_cluster() as url:
        sys.exit(subprocess.run(sys.argv[1:], check=False, env={**os.environ, "MIZ_DATABASE_URL": url}).returncode)
