"""The web server of an installation in processes of its own, and a client that keeps its connections open."""

import http.client
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final
from urllib.parse import urlencode

from deploy.demo.__main__ import ROOT

PATIENCE_SECONDS = 120.0
_CSRF: Final = re.compile(rb'name="csrf_token" value="([^"]+)"')


@contextmanager
def serving(environment: Mapping[str, str], port: int) -> Iterator[int]:
    """Serve the desk with the installation's own configuration; stopped by its process id."""
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "wsgi:app"]
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment, "HOST": "127.0.0.1", "PORT": str(port)},
        stderr=subprocess.DEVNULL,
    )
    try:
        _await(server, port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_SECONDS)


def _await(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if Browser(port).get("/help")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


class Browser:
    """One connection with its cookies."""

    def __init__(self, port: int, token: str | None = None) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        self._cookies = {"miz_session": token} if token else {}

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        """Status and body of a page."""
        return self._ask("GET", path, None, dict(headers or {}))

    def post(self, path: str, fields: Mapping[str, object], headers: Mapping[str, str] | None = None) -> int:
        """Status of a posted form."""
        content = urlencode(fields, doseq=True)
        kind = {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}
        return self._ask("POST", path, content, kind)[0]

    def _ask(self, method: str, path: str, content: str | None, headers: dict[str, str]) -> tuple[int, bytes]:
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self._connection.request(method, path, content, headers)
        answer = self._connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, answer.read()


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
