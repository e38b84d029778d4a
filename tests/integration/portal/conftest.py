"""Fixtures of the citizens' pages: the sample citizen at a browser, a stranger, and somebody not logged in."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.data.database.transactions import transaction
from app.policy.actors import Actor
from tests import factories
from tests.integration.agencies import Agencies, Browser
from tests.integration.portal.page_reader import Guest

SignIn = Callable[..., Browser]


@pytest.fixture
def citizen(sign_in: SignIn, open_agencies: Agencies) -> Browser:
    """The sample citizen."""
    return sign_in(open_agencies.citizen)


@pytest.fixture
def neighbour(open_agencies: Agencies) -> Actor:
    """Another citizen."""
    with transaction():
        return factories.make_citizen("علی رضایی")


@pytest.fixture
def stranger(sign_in: SignIn, neighbour: Actor) -> Browser:
    """Another citizen at a browser."""
    return sign_in(neighbour)


@pytest.fixture
def guest(app: Flask, open_agencies: Agencies) -> Guest:
    """Somebody who isn't logged in."""
    return Guest(app.test_client())
