"""The task tree stays inside `engine` and its tests: what lets it out, for inspection, is used nowhere else in the
product."""

import ast

import pytest

import engine
from tests.architecture import tree

#: what `engine` offers to those who know SpiffWorkflow
FOR_INSPECTION = frozenset({"workflow", "snapshot_of", "workflow_serializer"})


def used(source: str) -> set[str]:
    """The names for inspection that a module takes from `engine`, whatever it calls that."""
    parts = list(ast.walk(ast.parse(source)))
    imports = [one for part in parts if isinstance(part, ast.Import) for one in part.names]
    aliases = {one.asname or one.name for one in imports if one.name == "engine"}
    found = {
        part.attr
        for part in parts
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id in aliases
    }
    for part in parts:
        if isinstance(part, ast.ImportFrom) and (part.module or "").partition(".")[0] == "engine":
            found |= {one.name for one in part.names}
            if (part.module or "").startswith("engine.inspection"):
                found |= FOR_INSPECTION
    return found & FOR_INSPECTION


def test_nobody_but_the_engine_opens_a_workflow() -> None:
    users = {
        path
        for path in tree.modules("app", "forms", "deploy", "bench")
        if used((tree.ROOT / path).read_text(encoding="utf-8"))
    }
    assert users == set()


def test_the_names_are_those_of_the_front_door() -> None:
    modules = {
        name: getattr(engine, name).__module__
        for name in engine.__all__
        if hasattr(getattr(engine, name), "__module__")
    }
    assert {name for name, module in modules.items() if module.startswith("engine.inspection")} == FOR_INSPECTION


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import engine\nengine.workflow(a, b, now=c)", {"workflow"}),
        ("import engine as e\ne.snapshot_of(a)", {"snapshot_of"}),
        ("from engine import workflow_serializer as s", {"workflow_serializer"}),
        ("from engine.inspection.workflow import workflow", set(FOR_INSPECTION)),
        ("import engine\nengine.look(a, b, now=c)", set()),
        ("import other\nother.workflow()", set()),
    ],
)
def test_a_user_is_seen(source: str, found: set[str]) -> None:
    assert used(source) == found
