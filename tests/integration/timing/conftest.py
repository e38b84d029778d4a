"""Fixtures: the library on a connected desk, and its web application with people logged in."""

import pytest

from tests.integration.timing import shelf
from tests.integration.timing.shelf import Library


@pytest.fixture
def library(desk: object) -> Library:
    return shelf.build()
