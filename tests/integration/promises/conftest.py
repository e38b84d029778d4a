"""Fixtures: the library on a connected desk, and its web application with people logged in."""

import pytest

from tests.integration.promises import library_agency
from tests.integration.promises.library_agency import Library


@pytest.fixture
def library(desk: object) -> Library:
    return library_agency.build()
