"""While a step is recorded nothing runs the engine: no recorder does, nor anything that a recorder can reach."""

import ast
import inspect
from pathlib import Path

import pytest

import engine
from app.usecases.cases.recorders import RECORDERS
from tests.architecture import tree

#: of its functions those that bring a case from one state to another
RUNNING = frozenset(
    name
    for name, thing in vars(engine).items()
    if inspect.isfunction(thing) and inspect.signature(thing).return_annotation in (engine.Outcome, "Outcome")
)


def runs_engine(module: ast.Module) -> list[str]:
    """The lines that name such a function, called there or handed on."""
    named = ((node.lineno, tree.name_of(node)) for node in ast.walk(module) if isinstance(node, ast.Attribute))
    return [f"{line} {name}" for line, name in named if name in {f"engine.{one}" for one in RUNNING}]


def imported(module: ast.Module) -> set[Path]:
    """The modules of ours that a module imports."""
    nodes = (node for node in ast.walk(module) if isinstance(node, ast.ImportFrom) and node.module)
    names = {name for node in nodes for name in (node.module, *(f"{node.module}.{one.name}" for one in node.names))}
    paths = {Path(str(name).replace(".", "/") + ".py") for name in names if str(name).startswith("app.")}
    return {path for path in paths if (tree.ROOT / path).is_file()}


def reached() -> set[Path]:
    """The modules of the recorders, and all that they import, directly or not."""
    pending = [Path(record.__module__.replace(".", "/") + ".py") for _, record in RECORDERS]
    found: set[Path] = set()
    while pending:
        path = pending.pop()
        if path not in found:
            found.add(path)
            pending += imported(tree.parsed(path))
    return found


def test_functions_that_run_a_case_are_known() -> None:
    assert {"start", "complete", "fire_timers", "deliver", "hold", "move", "look"} <= RUNNING
    assert not {"holds", "parse", "add_duration"} & RUNNING


@pytest.mark.parametrize(
    ("source", "lines"), [("engine.hold(a, b)", 1), ("partial(engine.retry, task_id=1)", 1), ("engine.holds(a)", 0)]
)
def test_rule_tells_running_from_asking(source: str, lines: int) -> None:
    assert len(runs_engine(ast.parse(source))) == lines


def test_nothing_that_a_recorder_reaches_runs_the_engine() -> None:
    paths = reached()
    assert Path("app/usecases/notices/formatting.py") in paths, "what recorders import is looked at too"
    assert {str(path): found for path in paths if (found := runs_engine(tree.parsed(path)))} == {}


def test_record_of_a_step_leaves_running_to_others() -> None:
    assert runs_engine(tree.parsed(Path("app/usecases/cases/step_record.py"))) == []
