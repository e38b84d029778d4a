"""Each field of a case, a work item or an incident is set in one module; everybody else asks that module by a verb.

A rule over syntax trees: it knows a row by its annotation, by the function that gave it, or by its usual name."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.architecture import tree

STEP, PROMISE = "app/usecases/cases/step_record.py", "app/usecases/promises/promise.py"
ITEMS, MIGRATION = "app/data/cases/item_changes.py", "app/usecases/publishing/case_migration.py"
RETENTION = "app/data/cases/retention.py"

OWNERS: dict[str, dict[str, str]] = {
    "Case": {
        **dict.fromkeys(("status", "result", "answered_at", "closed_at"), STEP),
        **dict.fromkeys(("step_count", "active_elements", "wake_at"), STEP),
        **dict.fromkeys(("promised_at", "legal_limit_at", "calendar_version", "extensions"), PROMISE),
        **dict.fromkeys(("clock_started_at", "paused_at", "paused_seconds"), PROMISE),
        **dict.fromkeys(("applicant_id", "submitted_by_id", "anonymised_at"), RETENTION),
        "version_id": MIGRATION,
    },
    "WorkItem": {
        **dict.fromkeys(("state", "closed_at", "closed_by_id", "claimed_by_id", "claimed_at"), ITEMS),
        **dict.fromkeys(
            ("lane", "role", "unit_id", "candidates", "due_at", "due_order", "warned", "facts", "priority"), ITEMS
        ),
        "urgency_order": ITEMS,
        **dict.fromkeys(("element", "form", "stage", "name_fa", "name_en", "pauses_clock"), MIGRATION),
    },
    "Incident": dict.fromkeys(("state", "closed_at", "closed_by_id"), STEP),
}
USUAL = {"case": "Case", "item": "WorkItem", "incident": "Incident"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def row_class(annotation: ast.expr | None) -> str | None:
    """The class of `OWNERS` that an annotation names, also as text, in a union or as what a sequence holds."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        annotation = ast.parse(annotation.value, mode="eval").body
    if annotation is None or isinstance(annotation, ast.Constant):
        return None
    names = {node.id for node in ast.walk(annotation) if isinstance(node, ast.Name)}
    names |= {node.value for node in ast.walk(annotation) if isinstance(node, ast.Constant) and node.value in OWNERS}
    found = names & OWNERS.keys()
    return found.pop() if len(found) == 1 else None


@cache
def givers() -> dict[str, str]:
    """`module.function` → the class of the row that it gives."""
    found = {}
    for path in tree.modules("app"):
        for node in ast.walk(tree.parsed(path)):
            if isinstance(node, Function) and (row := row_class(node.returns)):
                found |= {f"{path.stem}.{node.name}": row, f"{path}:{node.name}": row}
    return found


def classes_in(function: Function, path: Path | str) -> dict[str, str]:
    """Name → class of the rows in a function."""
    arguments = (*function.args.args, *function.args.kwonlyargs, *function.args.posonlyargs)
    known = {arg.arg: row for arg in arguments if (row := row_class(arg.annotation))}
    known |= {arg.arg: "" for arg in arguments if arg.annotation is not None and arg.arg not in known}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign | ast.For):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            value = node.value if isinstance(node, ast.Assign) else node.iter
            called = tree.name_of(value.func) if isinstance(value, ast.Call) else ""
            row = givers().get(".".join(called.split(".")[-2:])) or givers().get(f"{path}:{called}")
            if isinstance(target, ast.Name) and row:
                known[target.id] = row
    return known


def stores(module: ast.Module, path: Path | str) -> Iterator[tuple[int, str, str]]:
    """(line, class, field) of everything that a module sets of a row."""
    for function in (node for node in ast.walk(module) if isinstance(node, Function)):
        known = classes_in(function, path)
        for node in ast.walk(function):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                name = tree.name_of(node.value)
                row = known.get(name) if name in known else USUAL.get(name.split(".")[-1])
                if row:
                    yield node.lineno, row, node.attr


def strangers(module: ast.Module, path: Path | str) -> list[str]:
    """The lines that set a field whose owner is another module."""
    found = ((line, row, name, OWNERS[row].get(name, str(path))) for line, row, name in stores(module, path))
    return [
        f"{path}:{line} sets {row}.{name}, which is {owner}'s" for line, row, name, owner in found if owner != str(path)
    ]


@pytest.mark.parametrize(
    "source",
    [
        "def f(case: 'Case'): case.status = 1",
        "def f(one: Case | None): one.promised_at = 1",
        "def f(case): case.promised_at += 1",
        "def f(item): item.state, x = 1, 2",
        "def f(held): held.item.lane = 1",
        "def f():\n    it = case_store.get_for_update(1)\n    it.status = 1",
        "def f():\n    for it in item_store.list_by_ids([]):\n        it.claimed_by_id = None",
        "def f():\n    row = incident_store.get_incident(1)\n    row.state = 1",
    ],
)
def test_rule_sees_a_field_that_is_set_by_a_stranger(source: str) -> None:
    assert len(strangers(ast.parse(source), "app/usecases/cases/search.py")) == 1


@pytest.mark.parametrize(
    "source",
    [
        "def f(case: 'Case'): x = case.status",
        "def f(attendance: 'Attendance'): attendance.state = 1",
        "def f(item: 'Opened'): item.state = 1",
        "def f(case): case.unknown = 1",
    ],
)
def test_rule_lets_others_be(source: str) -> None:
    assert strangers(ast.parse(source), "app/usecases/cases/search.py") == []


def test_every_field_is_set_in_the_module_that_owns_it() -> None:
    paths = tree.modules("app")
    assert [line for path in paths for line in strangers(tree.parsed(path), path)] == []


def test_every_owner_sets_what_it_owns() -> None:
    """A table that names a module which sets a field no more would protect nothing."""
    found = {(str(path), row, name) for path in tree.modules("app") for _, row, name in stores(tree.parsed(path), path)}
    owned = {(owner, row, name) for row, fields in OWNERS.items() for name, owner in fields.items()}
    assert owned - found == set()
