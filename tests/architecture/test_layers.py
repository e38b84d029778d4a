"""What import-linter can't tell while it counts imports for types: mapped classes are made and asked in `app.data`;
elsewhere they are at most named as types."""

import ast
from collections.abc import Iterable

import grimp
import pytest

from tests.architecture import tree

MODELS = "app.data.models"


def users_of(package: str, imports: Iterable[tuple[str, str]], *, inside: str) -> set[str]:
    """The modules outside of `inside` that import `package` or something in it."""
    return {
        importer
        for importer, imported in imports
        if f"{imported}.".startswith(f"{package}.") and not f"{importer}.".startswith(f"{inside}.")
    }


def test_mapped_classes_are_used_in_data_alone() -> None:
    graph = grimp.build_graph("app", "engine", "forms", exclude_type_checking_imports=True, cache_dir=None)
    pairs = [(one, other) for one in graph.modules for other in graph.find_modules_directly_imported_by(one)]
    assert any(imported.startswith(MODELS) for _, imported in pairs)
    assert users_of(MODELS, pairs, inside="app.data") == set()


@pytest.mark.parametrize(
    ("importer", "imported", "found"),
    [
        ("app.web.pages", "app.data.models", True),
        ("app.web.pages", "app.data.models.cases", True),
        ("app.web.pages", "app.data.models_of", False),
        ("app.data.cases.store", "app.data.models.cases", False),
    ],
)
def test_a_user_is_seen(importer: str, imported: str, found: bool) -> None:
    assert bool(users_of(MODELS, [(importer, imported)], inside="app.data")) is found


AUDIENCES = ("portal", "worklist", "frontdesk", "studio", "reports", "administration", "api")


def asking_stores(source: str) -> list[str]:
    """The modules of `app.data` that a file imports in order to call them; classes and limits may be named."""
    return [
        f"{node.module}.{name.name}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("app.data")
        for name in node.names
        if name.name.islower()
    ]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_pages_ask_use_cases_and_no_stores(audience: str) -> None:
    paths = sorted((tree.ROOT / "app" / audience).rglob("*.py"))
    assert paths
    found = {path.name: asking_stores(path.read_text(encoding="utf-8")) for path in paths}
    assert {name: stores for name, stores in found.items() if stores} == {}


def test_a_page_that_asks_a_store_is_seen() -> None:
    assert asking_stores("from app.data.people import person_store") == ["app.data.people.person_store"]
    assert asking_stores("from app.data.cases.item_lists import Narrowing, MOST") == []
