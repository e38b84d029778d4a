"""A desk of real processes that can be killed: gunicorn with its children, and workers next to it."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.databases import ROOT

PATIENCE_SECONDS = 90
WEB = ("-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "wsgi:app")
WORKER = ("-m", "deploy.worker")


@dataclass
class Program:
    """A program that is started again whenever it has died."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    log: Path
    _process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def start(self) -> None:
        """Begin, in a group of its own."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, *self.arguments],
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self, chance: random.Random) -> None:
        """End it without a farewell: the whole group, or one child of it."""
        process = self._running()
        children = _children_of(process.pid)
        if children and chance.random() < 0.5:
            _kill(chance.choice(children))
            return
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.start()

    def stop(self) -> None:
        """End it in peace."""
        process = self._running()
        process.terminate()
        try:
            process.wait(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise

    def _running(self) -> "subprocess.Popen[bytes]":
        assert self._process is not None, "not started"
        return self._process


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_port(port: int) -> None:
    """Wait until somebody listens."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("nobody listens")


def _children_of(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
