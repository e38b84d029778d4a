"""Fixtures of the studio's tests: the library, and browsers in which its people are logged in."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask

from app.data.database.session import db
from app.policy.actors import Actor
from tests.factories import NOW
from tests.integration.agencies import Browser
from tests.integration.studio import library_agency as made
from tests.integration.studio.library_agency import Library


@pytest.fixture
def library(desk: object) -> Library:
    """The library on a connected desk, for use cases."""
    return made.build()


@pytest.fixture
def open_library(app: Flask) -> Iterator[Library]:
    """The library behind its web application; the clock stands at `NOW`."""
    with time_machine.travel(NOW, tick=False):
        yield made.build()
    db.session.remove()


@pytest.fixture
def sign_in(app: Flask, open_library: Library) -> Callable[..., Browser]:
    """`sign_in(actor)` opens a browser of its own for that person."""

    def open_browser(who: Actor, *, lang: str = "fa") -> Browser:
        return Browser(app.test_client(), who, now=NOW, lang=lang)

    return open_browser
