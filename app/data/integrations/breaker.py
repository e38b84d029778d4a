"""A circuit breaker: who failed several times in a row is left alone for a while, then tried with one question.

Each process keeps its own; that is enough to spare a sick neighbour and our own threads."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from app.data.integrations.errors import GatewayBusy, GatewayError, GatewayRefused
from app.data.integrations.ports import Connector, Courier, Message

FAILURES = 5
PAUSE = timedelta(seconds=30)


@dataclass
class Breaker:
    """Counts the failures in a row of one neighbour. `clock` gives seconds that never go back."""

    failures: int = FAILURES
    pause: timedelta = PAUSE
    clock: Callable[[], float] = time.monotonic
    _failed: int = field(default=0, init=False)
    _closed_until: float = field(default=0.0, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Ask inside this. Raises GatewayBusy without asking while the neighbour is left alone."""
        self._let_in()
        try:
            yield
        except GatewayRefused:  # it answered, though not as we wished
            self._recover()
            raise
        except GatewayError:
            self._note_failure()
            raise
        self._recover()

    def _let_in(self) -> None:
        with self._lock:
            left = self._closed_until - self.clock()
            if self._failed >= self.failures and left > 0:
                raise GatewayBusy(timedelta(seconds=left))
            if self._failed >= self.failures:  # this one tries; the others wait for what it learns
                self._closed_until = self.clock() + self.pause.total_seconds()

    def _note_failure(self) -> None:
        with self._lock:
            self._failed += 1
            if self._failed >= self.failures:
                self._closed_until = self.clock() + self.pause.total_seconds()

    def _recover(self) -> None:
        with self._lock:
            self._failed = 0


@dataclass(frozen=True)
class GuardedConnector:
    """A connector behind a breaker."""

    inner: Connector
    breaker: Breaker = field(default_factory=Breaker)

    def ask(self, payload: Mapping[str, object], *, key: str) -> dict[str, object]:
        """Ask, unless the other side is left alone just now. Raises GatewayError, GatewayRefused or GatewayBusy."""
        with self.breaker.asking():
            return self.inner.ask(payload, key=key)


@dataclass(frozen=True)
class GuardedCourier:
    """A courier behind a breaker."""

    inner: Courier
    breaker: Breaker = field(default_factory=Breaker)

    def send(self, message: Message) -> None:
        """Send, unless the other side is left alone just now. Raises GatewayError or GatewayBusy."""
        with self.breaker.asking():
            self.inner.send(message)
