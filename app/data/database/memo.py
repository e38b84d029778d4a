"""What a process remembers of the connected database, so that not each step asks for it again."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")
#: what another process has changed of a remembered fact counts here after at most so many seconds
REMEMBERED_SECONDS = 5.0
#: so many things made of unchanging rows are kept
MOST_KEPT = 60


class Memo:
    """Facts by name; all of them are forgotten with the connection."""

    def __init__(self) -> None:
        self._remembered: dict[str, tuple[float, Any]] = {}
        self._kept: dict[str, Any] = {}

    def recall(self, name: str, read: Callable[[], T]) -> T:
        """A small fact that every step asks and that changes seldom, as `read` found it at most a moment ago."""
        known = self._remembered.get(name)
        if known is None or time.monotonic() - known[0] > REMEMBERED_SECONDS:
            known = self._remembered[name] = time.monotonic(), read()
        found: T = known[1]
        return found

    def forget(self, name: str) -> None:
        """Read this fact anew next time: it was changed here."""
        self._remembered.pop(name, None)

    def keep(self, name: str, make: Callable[[], T]) -> T:
        """What was made of rows that never change: made once, and kept as long as this database is connected. The
        eldest goes where there are too many."""
        if name not in self._kept:
            self._kept[name] = make()
            if len(self._kept) > MOST_KEPT:
                self._kept.pop(next(iter(self._kept)), None)
        found: T = self._kept[name]
        return found

    def clear(self) -> None:
        """Forget everything: another database may be connected next."""
        self._remembered.clear()
        self._kept.clear()


memo = Memo()
