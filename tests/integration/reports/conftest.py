"""Fixtures of the report tests: a registry of few cases, small enough to be counted by hand."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask

from app.data.database.session import db
from app.policy.actors import Actor
from tests.integration.agencies import Browser
from tests.integration.reports.registry import NOW, Registry, build


@pytest.fixture
def registry(app: Flask) -> Iterator[Registry]:
    """An agency with five hand-counted cases, and another one, behind the web application; the clock stands still."""
    with time_machine.travel(NOW, tick=False):
        yield build()
    db.session.remove()


@pytest.fixture
def sign_in(app: Flask, registry: Registry) -> Callable[..., Browser]:
    """`sign_in(actor)` opens a browser of its own for that person."""

    def open_browser(who: Actor, *, lang: str = "en") -> Browser:
        return Browser(app.test_client(), who, now=NOW, lang=lang)

    return open_browser
