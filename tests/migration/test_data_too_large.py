"""The code of too much data, which the release before doesn't know."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests import databases
from tests.migration import stored_rows


@pytest.fixture(params=databases.KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A current database with incidents in it."""
    if request.param == "sqlite":
        address = databases.sqlite_url(tmp_path / "incidents.db")
        _fill(address)
        yield address
        return
    with databases.empty_postgres(request.getfixturevalue("postgres_server")) as address:
        _fill(address)
        yield address


def _fill(url: str) -> None:
    databases.migrate(url, "0017")
    stored_rows.put_back(url, stored_rows.read("release-0017"))
    databases.migrate(url)


def _codes(url: str, change: str = "") -> set[str]:
    engine = create_engine(url)
    with engine.begin() as connection:
        if change:
            connection.execute(text("UPDATE incidents SET code = :code"), {"code": change})
        codes = {code for (code,) in connection.execute(text("SELECT code FROM incidents"))}
    engine.dispose()
    return codes


def test_release_before_is_told_that_it_does_not_know_why(url: str) -> None:
    assert _codes(url, "data-too-large") == {"data-too-large"}
    databases.take_back(url, "0019")
    assert _codes(url) == {"unknown"}
    databases.migrate(url)
    assert _codes(url) == {"unknown"}
