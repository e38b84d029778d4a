"""Deaths without a farewell: a child process does some work and is killed at a chosen moment of it."""

import os
import signal
from collections.abc import Callable

from sqlalchemy import event

from app.data.database.session import db
from config import Settings
from tests import contexts


def killed_while(work: Callable[[], None], settings: Settings, *, moment: int) -> bool:
    """Do `work` in a child that is killed before its statement number `moment`; commits and the end count as moments
    too. Whether it lived to the end. No connection may be open here: the child must not inherit one."""
    child = os.fork()
    if child == 0:
        failed = 1
        try:
            _work_until(work, settings, moment)
            failed = 0
        finally:
            os._exit(failed)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the child failed instead of being killed"
    return os.WIFEXITED(status)


def _work_until(work: Callable[[], None], settings: Settings, moment: int) -> None:
    passed = 0

    def pass_moment(*_arguments: object) -> None:
        nonlocal passed
        passed += 1
        if passed == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    with contexts.connected(settings.database_url):
        event.listen(db.engine, "before_cursor_execute", pass_moment)
        event.listen(db.engine, "commit", pass_moment)
        work()
        pass_moment()
