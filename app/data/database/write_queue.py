"""A queue of writers for SQLite, which admits one writer at a time and has no queue of its own: a writer that finds the
database locked sleeps for up to a tenth of a second, and whichever asks at the right moment is next.

Threads of a process wait in order of arrival. The first thread of each process then asks for two locks on a file next
to the database: the turn, then the write lock. It keeps the turn until the write lock is free, so that processes
alternate. The kernel releases both when a process dies. Only order and speed depend on this queue: a writer that
bypasses it (a backup, a migration) is kept apart by SQLite's own lock."""

import fcntl
import sqlite3
import time
from collections import deque
from pathlib import Path
from threading import Lock, RLock

#: after so long the first of a process asks again for a lock that another process has, each time after twice as long:
#: asking each millisecond took a fifth of the processor time of a busy desk. SQLite's own pauses grow to 0.1 s.
SHORTEST_PAUSE, LONGEST_PAUSE = 0.001, 0.016
TOO_BUSY = "others are writing"
#: bytes of the file that stand for the two locks
_TURN, _WRITE = 0, 1


class WriteQueue:
    """The queue of those who want to write in one database file. At most one of a process may exist for a file."""

    def __init__(self, database: Path) -> None:
        self._waiters = _Waiters()
        self._file = database.with_name(f"{database.name}-queue").open("ab")

    def enter(self, *, seconds: float) -> None:
        """Wait for the write lock. Raises TimeoutError if it isn't ours after so many `seconds`."""
        until = time.monotonic() + seconds
        self._waiters.enter(until)
        try:
            self._take(_TURN, until)
            try:
                self._take(_WRITE, until)
            finally:
                self._give_back(_TURN)
        except BaseException:
            self._waiters.leave()
            raise

    def leave(self) -> None:
        """Release the write lock to the next writer."""
        self._give_back(_WRITE)
        self._waiters.leave()

    def close(self) -> None:
        """Let the file go, and with it whatever this process has."""
        self._file.close()

    def _take(self, lock: int, until: float) -> None:
        pause = SHORTEST_PAUSE
        while True:
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, lock)
            except (BlockingIOError, PermissionError):  # POSIX allows either for a lock that is taken
                if time.monotonic() > until:
                    raise TimeoutError(TOO_BUSY) from None
                time.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return

    def _give_back(self, lock: int) -> None:
        if not self._file.closed:  # which gave back all
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, lock)


class _Waiters:
    """A lock for threads, first in, first out: nobody takes it between a release and the next waiter."""

    def __init__(self) -> None:
        # a forgotten transaction may be closed by the collector, even while its thread is in here
        self._guard = RLock()
        self._taken = False
        self._waiting: deque[Lock] = deque()

    def enter(self, until: float) -> None:
        turn = self._join()
        if turn is None or turn.acquire(timeout=max(0.0, until - time.monotonic())):
            return
        with self._guard:
            if turn in self._waiting:
                self._waiting.remove(turn)
                raise TimeoutError(TOO_BUSY)  # else it became ours in the last moment

    def _join(self) -> "Lock | None":
        """What will be released when it is our turn; None if it is already."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return None
            turn = Lock()
            turn.acquire()
            self._waiting.append(turn)
            return turn

    def leave(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


class QueueingConnection(sqlite3.Connection):
    """A connection that stands in the queue before it writes, and leaves it as soon as its transaction is over."""

    #: set after connecting, since the driver makes the object
    queue: WriteQueue
    _holds_lock = False

    def begin_writing(self, *, seconds: float) -> None:
        """Open a transaction that may write. Raises TimeoutError if others wrote for so many `seconds`, and what
        SQLite raises."""
        self.queue.enter(seconds=seconds)
        self._holds_lock = True
        try:
            self.execute("BEGIN IMMEDIATE")
        except BaseException:
            self._release()
            raise

    def commit(self) -> None:
        """Commit; one that fails leaves the transaction open, and the write lock held until it is rolled back."""
        super().commit()
        self._release()

    def rollback(self) -> None:
        """Roll back."""
        try:
            super().rollback()
        finally:
            self._release()

    def close(self) -> None:
        """Close; what wasn't committed is gone."""
        try:
            super().close()
        finally:
            self._release()

    def _release(self) -> None:
        if self._holds_lock:
            self._holds_lock = False
            self.queue.leave()
