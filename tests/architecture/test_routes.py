"""Every route of the whole application: it declares a permission, speaks kebab-case, and commits what it changes."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app import wiring
from app.data.database.session import db
from app.web.permissions import EXEMPT, permission_of
from config import Settings
from tests import databases

#: a word of a path, or a converter with a name: /cases/<uuid:case_id>/sign-off.pdf
SEGMENT = re.compile(
    r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)?|([a-z0-9-]*(<[a-z]+(\([^)]*\))?:[a-z_]+>|<[a-z_]+>)[a-z0-9.-]*)+"
)
CHANGING = {"POST", "PUT", "PATCH", "DELETE"}


@pytest.fixture
def app(migrated_sqlite: Path, signing_key: Path, tmp_path: Path) -> Iterator[Flask]:
    settings = Settings.from_environment(
        {
            "MIZ_ENVIRONMENT": "test",
            "MIZ_DATA_DIR": str(tmp_path),
            "MIZ_DATABASE_URL": databases.copy_sqlite(migrated_sqlite, tmp_path),
            "MIZ_SIGNING_KEY_FILE": str(signing_key),
            "MIZ_SIGNING_KEY_PASSWORD": "testing",
        }
    )
    yield wiring.create_app(settings)
    db.disconnect()


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint not in EXEMPT]


def test_every_route_declares_a_permission(app: Flask) -> None:
    assert [rule.rule for rule in rules(app) if permission_of(app.view_functions[rule.endpoint]) is None] == []


def test_every_path_is_kebab_case(app: Flask) -> None:
    segments = [(rule.rule, part) for rule in rules(app) for part in rule.rule.strip("/").split("/") if part]
    assert [path for path, part in segments if not SEGMENT.fullmatch(part)] == []


def test_every_route_that_changes_something_commits(app: Flask) -> None:
    changing = [rule for rule in rules(app) if CHANGING & (rule.methods or set())]
    views = {rule.rule: app.view_functions[rule.endpoint] for rule in changing}
    assert [rule for rule, view in views.items() if not (hasattr(view, "commits") or hasattr(view, "only_reads"))] == []


@pytest.mark.parametrize("segment", ["cases", "sign-off", "<uuid:case_id>", "<code>.pdf", "letter-<code>", "app.js"])
def test_segment_in_kebab_case_is_recognised(segment: str) -> None:
    assert SEGMENT.fullmatch(segment)


@pytest.mark.parametrize("segment", ["Cases", "sign_off", "signOff", "-a", "a--b"])
def test_segment_in_another_case_is_refused(segment: str) -> None:
    assert not SEGMENT.fullmatch(segment)
