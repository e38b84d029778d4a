"""Fixtures of the integration tests: agencies with their people, and browsers in which they are logged in."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask

from app.data.database.session import db
from app.policy.actors import Actor
from tests.factories import NOW
from tests.integration import agencies, small_services
from tests.integration.agencies import Agencies, Browser
from tests.integration.small_services import Place


@pytest.fixture
def staffed(desk: object) -> Agencies:
    """The agencies on a connected desk, for use cases."""
    return agencies.build()


@pytest.fixture
def open_agencies(app: Flask) -> Iterator[Agencies]:
    """The agencies behind the web application; the clock shows `NOW` until a test travels."""
    with time_machine.travel(NOW, tick=False):
        yield agencies.build()
    db.session.remove()


@pytest.fixture
def sign_in(app: Flask, open_agencies: Agencies) -> Callable[..., Browser]:
    """`sign_in(actor)` opens a browser of its own for that person."""

    def open_browser(who: Actor, *, lang: str = "fa") -> Browser:
        return Browser(app.test_client(), who, now=NOW, lang=lang)

    return open_browser


@pytest.fixture
def place(desk: object) -> Place:
    """An agency of one unit, and a citizen whose cases the test moves."""
    return small_services.make_place()
