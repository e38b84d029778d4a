"""Where a session comes from in tests: application contexts for the test itself, its threads and its browsers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Flask, current_app, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import wiring
from app.data.database.session import Database, db
from app.web.database import init_database
from config import Settings

P = ParamSpec("P")
T = TypeVar("T")


@contextmanager
def connected(url: str) -> Iterator[Database]:
    """The application's database, connected to the one at `url`, and nothing else of the desk."""
    app = Flask(__name__)
    init_database(app, url)
    with _session_of(app):
        yield db


@contextmanager
def opened(settings: Settings) -> Iterator[Flask]:
    """The desk without its web, as a command opens it."""
    app = wiring.connect(settings)
    with _session_of(app):
        yield app


@contextmanager
def served(settings: Settings) -> Iterator[Flask]:
    """The web application, whose requests meet the test in the database only."""
    app = wiring.create_app(settings)
    app.test_client_class = SeparateClient
    with _session_of(app):
        yield app


@contextmanager
def _session_of(app: Flask) -> Iterator[None]:
    try:
        with app.app_context():
            yield
    finally:
        db.disconnect()


def in_own_context(work: Callable[P, T]) -> Callable[P, T]:
    """The same work for a thread: with a session of its own, which ends with it."""
    context = current_app.app_context

    @wraps(work)
    def within(*args: P.args, **kwargs: P.kwargs) -> T:
        with context():
            return work(*args, **kwargs)

    return within


class SeparateClient(FlaskClient):
    """A browser. Its requests are run as a server runs them, outside of the test's context; and what the test has read
    is over with each, so that it looks at the database anew."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request."""
        _end_reading()
        try:
            return Context().run(super().open, *args, **kwargs)
        finally:
            _end_reading()


def _end_reading() -> None:
    if has_app_context():  # a thread that presses a button has none
        db.session.remove()
