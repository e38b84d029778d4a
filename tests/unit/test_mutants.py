"""The draw of small changes: the same each time, of each kind, and only of code that is run."""

from pathlib import Path

import pytest

from tests.mutants.operators import KINDS
from tests.mutants.rooms import EQUIVALENT, ROOMS, Equivalent
from tests.mutants.sample import Change, sample

ROOT = Path(__file__).resolve().parents[2]
#: the front door, which only names what is behind it, and what prints and reads files
OUTSIDE = ("engine/__init__.py", "engine/__main__.py", "engine/cli/")
SOURCE = '''"""One > two, -1."""
from __future__ import annotations
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from x import y if 1 > 0 else z

LIMIT: dict[str, 1] = 20


@lru_cache(maxsize=64)
def larger(a: Range[1, 2], b: int = 3) -> Tuple[4]:
    """Whether 5 < 6."""
    while a > b and not b:
        break
    return a - b


def nothing() -> None:
    return None
'''.replace(" if 1 > 0 else z", "")


def drawn(folder: Path, source: str = SOURCE, *, seed: int = 1, size: int = 100) -> list[Change]:
    (folder / "m.py").write_text(source, encoding="utf-8")
    return sample(folder, iter([Path("m.py")]), seed=seed, size=size)


def lines(changes: list[Change]) -> set[tuple[str, str, str]]:
    return {(change.kind, change.was, change.now) for change in changes}


def test_only_what_is_run_is_changed_and_each_place_once(tmp_path: Path) -> None:
    found = drawn(tmp_path)
    assert {(change.kind, change.was) for change in found} == {
        ("number", "LIMIT: dict[str, 1] = 20"),
        ("number", "def larger(a: Range[1, 2], b: int = 3) -> Tuple[4]:"),
        ("comparison", "while a > b and not b:"),
        ("boolean", "while a > b and not b:"),
        ("boolean", "break"),
        ("operator", "return a - b"),
        ("return", "return a - b"),
    }
    assert len({(change.kind, change.line, change.now) for change in found}) == len(found)
    assert all(change.was != change.now for change in found)


def test_draw_is_the_same_each_time_and_another_with_another_seed(tmp_path: Path) -> None:
    source = SOURCE + "".join(f"def f{n}(a, b): return a + {n} > b\n" for n in range(30))
    assert drawn(tmp_path, source, size=10) == drawn(tmp_path, source, size=10)
    assert lines(drawn(tmp_path, source, size=10)) != lines(drawn(tmp_path, source, size=10, seed=2))


def test_kinds_are_drawn_in_turn(tmp_path: Path) -> None:
    source = "".join(f"def f{n}(a, b): return a - {n} > b and b\n" for n in range(30))
    kinds = [change.kind for change in drawn(tmp_path, source, size=25)]
    assert {kind: kinds.count(kind) for kind in KINDS} == dict.fromkeys(KINDS, 5)


def test_code_put_before_a_function_leaves_its_draw_as_it_was(tmp_path: Path) -> None:
    before = lines(drawn(tmp_path))
    assert before <= lines(
        drawn(tmp_path, SOURCE.replace("@lru_cache", "def early(a):\n    return a * 2\n\n\n@lru_cache"))
    )


def test_column_of_persian_text_is_counted_in_characters(tmp_path: Path) -> None:
    source = 'def f(a, سن: Range[1] = 2): return {"متن": a > 1}\n'
    assert ("number", source.strip(), source.replace("= 2", "= 3").strip()) in lines(drawn(tmp_path, source)) | lines(
        drawn(tmp_path, source, seed=3)
    )
    assert all("Range[1]" in change.now for change in drawn(tmp_path, source))


def test_every_pure_module_belongs_to_one_room() -> None:
    owned = [path for room in ROOMS for path in room.modules(ROOT)]
    pure = [
        path.relative_to(ROOT) for folder in ("app/policy", "engine", "forms") for path in (ROOT / folder).rglob("*.py")
    ]
    assert sorted(owned) == sorted(path for path in pure if not str(path).startswith(OUTSIDE))


def test_tests_of_each_room_are_there() -> None:
    named = {word.rpartition("=")[2] for room in ROOMS for word in room.tests}
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("one", EQUIVALENT, ids=lambda one: one.was)
def test_change_that_means_nothing_is_one_of_a_line_that_is_there(one: Equivalent) -> None:
    modules = [path for room in ROOMS for path in room.modules(ROOT) if path.name == one.module]
    assert any(one.was in (ROOT / path).read_text(encoding="utf-8") for path in modules)
    assert one.reason
    assert one.was != one.now
