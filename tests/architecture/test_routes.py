"""Every route of the whole application: it declares a permission, speaks kebab-case, and commits what it changes."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app.policy.access import Permission
from app.web.permissions import EXEMPT, permission_of
from config import Settings
from tests import contexts, databases
from tests.architecture import tree

#: a word of a path, or a converter with a name: /cases/<uuid:case_id>/sign-off.pdf
SEGMENT = re.compile(
    r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)?|([a-z0-9-]*(<[a-z]+(\([^)]*\))?:[a-z_]+>|<[a-z_]+>)[a-z0-9.-]*)+"
)
#: functions that ask for a permission, and which argument it is
ASKING = {"requires": 0, "may": 1, "require": 1, "NavItem": 2}
#: what anybody may post: to log in and out, to find a request by its code, to check a letter; and, outside of
#: production, to play the other agency
OPEN = {
    "/api/v1/track",
    "/development/agency/identity",
    "/development/agency/inquiry",
    "/login",
    "/login/code",
    "/login/new-code",
    "/login/step",
    "/logout",
    "/track",
    "/verify/file",
}
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
    with contexts.served(settings) as made:
        yield made


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint not in EXEMPT]


def test_every_route_declares_a_permission(app: Flask) -> None:
    assert [rule.rule for rule in rules(app) if permission_of(app.view_functions[rule.endpoint]) is None] == []


def test_only_these_routes_change_something_for_anybody(app: Flask) -> None:
    changing = [rule for rule in rules(app) if CHANGING & (rule.methods or set())]
    open_to_all = {
        rule.rule for rule in changing if permission_of(app.view_functions[rule.endpoint]) is Permission.PUBLIC
    }
    assert open_to_all == OPEN


def test_messages_of_other_systems_have_a_permission_of_their_own(app: Flask) -> None:
    messages = {rule.rule for rule in rules(app) if rule.rule.startswith("/api/v1/messages")}
    of_senders = {
        rule.rule for rule in rules(app) if permission_of(app.view_functions[rule.endpoint]) is Permission.SEND_MESSAGES
    }
    assert of_senders == messages != set()


def test_permission_is_written_as_its_constant() -> None:
    """Asked for as `Permission.X`, or handed on under the name `permission`; never as a text, never in a template."""
    given = [
        (path, call.lineno, ast.unparse(argument))
        for path in tree.modules("app")
        for name, call in tree.calls(tree.parsed(path))
        if name.rsplit(".", 1)[-1] in ASKING
        for argument in call.args[ASKING[name.rsplit(".", 1)[-1]] :][:1]
    ]
    assert [one for one in given if not re.fullmatch(r"Permission\.[A-Z_]+|(\w+\.)?permission", one[2])] == []
    assert len(given) > 100


def test_text_is_never_made_a_permission() -> None:
    made = [
        (path, node.lineno)
        for path in tree.modules("app")
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.Call | ast.Subscript)
        and tree.name_of(node.func if isinstance(node, ast.Call) else node.value).endswith("Permission")
    ]
    templates = [path for path in tree.tracked_files() if path.suffix == ".html" and path.parts[0] == "app"]
    asking = [path for path in templates if re.search(r"\bmay\(|permission", (tree.ROOT / path).read_text())]
    assert (made, asking) == ([], [])


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
