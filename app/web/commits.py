"""When a request writes: a visible decorator commits, and a refused request rolls back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

from flask.typing import ResponseReturnValue

from app.data.database.announcements import Writes
from app.data.database.session import db
from app.data.database.transactions import writing

P = ParamSpec("P")


def commits(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Run the view as one writing transaction: committed when it returns, rolled back when it raises."""
    return _committing_view(view, Writes.DURABLY)


def commits_lightly(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """The same for what may be lost by a power cut and is then simply done again: nobody waits for the disk."""
    return _committing_view(view, Writes.LIGHTLY)


def _committing_view(view: Callable[P, ResponseReturnValue], how: Writes) -> Callable[P, ResponseReturnValue]:
    @wraps(view)
    def in_transaction(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        with committing(how):
            return view(*args, **kwargs)

    in_transaction.commits = True  # type: ignore[attr-defined]
    return in_transaction


@contextmanager
def committing(how: Writes = Writes.DURABLY) -> Iterator[None]:
    """Run a part of a view as one writing transaction: nobody waits for the rest of it."""
    with writing(how):
        try:
            yield
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise


def only_reads(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Declare that a posted request changes nothing: what it sends is too large or too private for an address."""
    view.only_reads = True  # type: ignore[attr-defined]
    return view
