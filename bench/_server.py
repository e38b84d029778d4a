"""The web server of an installation in processes of its own, what they cost, and clients that cost next to nothing."""

import os
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from deploy.demo.__main__ import ROOT

PATIENCE_SECONDS = 120.0
_CSRF: Final = re.compile(rb'name="csrf_token" value="([^"]+)"')
_LENGTH: Final = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
_COOKIE: Final = re.compile(rb"\r\nset-cookie: ([^=]+)=([^;\r]*)", re.IGNORECASE)
_LOCATION: Final = re.compile(rb"\r\nlocation: ([^\r]+)", re.IGNORECASE)


class Server:
    """A serving desk."""

    def __init__(self, port: int, pid: int) -> None:
        self.port = port
        self._pid = pid

    def cpu_seconds(self) -> float:
        """What its processes have used since they began."""
        return cpu_seconds_of(self._pid)


@contextmanager
def serving(environment: Mapping[str, str], port: int) -> Iterator[Server]:
    """Serve the desk with the installation's own configuration; stopped by its process id."""
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "wsgi:app"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment, "HOST": "127.0.0.1", "PORT": str(port)},
        stderr=subprocess.DEVNULL,
    )
    try:
        _await(process, port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_SECONDS)


def _await(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if Browser(port).get("/help")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def cpu_seconds_of(pid: int) -> float:
    """User and system time of a process, its children that have ended, and all below it that run."""
    try:
        used = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return 0.0
    return sum(map(int, used)) / os.sysconf("SC_CLK_TCK") + sum(cpu_seconds_of(int(child)) for child in children)


def cpu_seconds_of_postgres(folder: Path) -> float:
    """The same of the PostgreSQL that serves the cluster in `folder`; 0 where none does."""
    try:
        return cpu_seconds_of(int((folder / "data" / "postmaster.pid").read_text().split()[0]))
    except FileNotFoundError:
        return 0.0


class Browser:
    """One connection that stays open, with its cookies. Speaks as much HTTP as our own server needs."""

    def __init__(self, port: int, token: str | None = None) -> None:
        self._address = ("127.0.0.1", port)
        self._socket: socket.socket | None = None
        self._cookies = {"miz_session": token} if token else {}
        #: where the last answer led
        self.location = ""

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        """Status and body of a page."""
        return self._ask("GET", path, b"", dict(headers or {}))

    def post(self, path: str, fields: Mapping[str, object], headers: Mapping[str, str] | None = None) -> int:
        """Status of a posted form."""
        content = urlencode(fields, doseq=True).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(content))}
        return self._ask("POST", path, content, {**kind, **(headers or {})})[0]

    def _ask(self, method: str, path: str, content: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        head, body = self._exchange(f"{method} {path} HTTP/1.1\r\nHost: desk\r\n{lines}\r\n".encode() + content)
        self._cookies.update((name.decode(), value.decode()) for name, value in _COOKIE.findall(head))
        led = _LOCATION.search(head)
        self.location = led[1].decode() if led else ""
        return int(head[9:12]), body

    def _exchange(self, request: bytes) -> tuple[bytes, bytes]:
        for _ in range(2):  # the server closes a connection now and then
            if self._socket is None:
                self._socket = socket.create_connection(self._address, timeout=PATIENCE_SECONDS)
                self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._socket.sendall(request)
            answer = self._read(self._socket)
            if answer is not None:
                return answer
            self._socket = None
        raise RuntimeError("the server hung up")

    def _read(self, connection: socket.socket) -> tuple[bytes, bytes] | None:
        received = b""
        while (end := received.find(b"\r\n\r\n")) < 0:
            more = connection.recv(65536)
            if not more:
                return None
            received += more
        head, parts = received[:end], [received[end + 4 :]]
        length = _LENGTH.search(head)
        left = (int(length[1]) if length else 0) - len(parts[0])
        while left > 0:
            parts.append(connection.recv(left))
            left -= len(parts[-1])
        if b"onnection: close" in head:
            connection.close()
            self._socket = None
        return head, b"".join(parts)


def csrf_token(page: bytes) -> str:
    """The token in a page's form."""
    found = _CSRF.search(page)
    if found is None:
        raise RuntimeError("the page has no form")
    return found[1].decode()


class Timed:
    """How long each thing took, in milliseconds; filled by many threads."""

    def __init__(self) -> None:
        self.times: list[float] = []

    @contextmanager
    def one(self) -> Iterator[None]:
        """Measure one."""
        begin = time.perf_counter()
        yield
        self.times.append((time.perf_counter() - begin) * 1000)

    def percentile(self, hundredth: int) -> float:
        """A percentile of what was measured."""
        return statistics.quantiles(self.times, n=100, method="inclusive")[hundredth - 1]


def keep_busy(work: Callable[[int], bool], *, clients: int, seconds: float) -> float:
    """Call `work(client)` from as many threads, over and over, until it says False or the time is over; the seconds
    it took. An error in one of them is raised here."""
    errors: list[BaseException] = []
    begin = time.perf_counter()

    def run(client: int) -> None:
        try:
            while not errors and time.perf_counter() - begin < seconds and work(client):
                pass
        except BaseException as error:  # raised in the caller's thread
            errors.append(error)

    threads = [threading.Thread(target=run, args=(client,)) for client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return time.perf_counter() - begin
