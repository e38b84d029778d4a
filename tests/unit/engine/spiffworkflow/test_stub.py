"""Nothing runs without the library: neither with empty classes in its place, nor with its methods emptied."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.unit.engine.spiffworkflow.steps import KINDS, Kind
from tests.unit.engine.spiffworkflow.stub import write_package

ROOT = Path(__file__).parents[4]
BEGINS = """
import engine
from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.case_player import NOON
definition = engine.parse({"process.bpmn": d.between(d.task("a", kind="userTask"))})
print(engine.start(definition, {}, now=NOON).state)
"""
#: what the engine does with the library's constructors and properties alone: it makes each token of a case by itself,
#: and of a case that ends from outside it tells what it stops
NEEDS_NO_METHOD = {"a case is cancelled", "a migration", "a snapshot is loaded"}


def python(*arguments: str, path: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run Python on the clone; `path` goes before it and before the installed packages."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (path, ROOT)))}
    command = [sys.executable, *arguments]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


@cache
def told(*modes: str) -> dict[str, object]:
    """What comes of each kind of step in a process of its own."""
    done = python("-m", "tests.unit.engine.spiffworkflow.child", *modes)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_no_case_begins_with_empty_classes(tmp_path: Path) -> None:
    write_package(tmp_path)
    done = python("-c", BEGINS, path=tmp_path)
    assert done.returncode != 0
    assert done.stdout == ""
    assert "ImportError" not in done.stderr, "the stub lacks a name"


def test_the_same_case_begins_with_the_library() -> None:
    assert python("-c", BEGINS).stdout == "running\n"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.name not in NEEDS_NO_METHOD], ids=str)
def test_a_step_isnt_done_by_methods_that_do_nothing(kind: Kind) -> None:
    assert told("hollow")[kind.name] != told()[kind.name]


def test_what_needs_no_method_of_the_library_is_listed() -> None:
    assert {name for name, outcome in told("hollow").items() if outcome == told()[name]} == NEEDS_NO_METHOD
