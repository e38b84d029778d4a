"""Tests are found where their subject is: the folders of `tests` are those of the product."""

from collections import Counter
from pathlib import Path

import pytest

from tests.architecture import tree

MOST_MODULES = 22
#: folders of unit tests that are no folder of the product: what the engine does with a diagram, chapter by chapter,
#: what the bare library does with the same diagrams, what of it runs here, and the cases that one test reads
COLLECTIONS = ("engine/behaviour", "engine/differential", "engine/feel/cases", "engine/spiffworkflow")
#: packages of app that serve an audience, or the scheduler
AUDIENCES = ("portal", "worklist", "frontdesk", "studio", "reports", "administration", "api", "jobs")


def folders_below(top: str, paths: list[Path]) -> set[str]:
    """All folders of modules in `top`, relative to it."""
    inside = [path.relative_to(top).parent for path in paths if path.is_relative_to(top)]
    return {str(folder) for path in inside for folder in (path, *path.parents)} - {"."}


def strays(tests: set[str], product: set[str]) -> set[str]:
    """Folders of tests that are neither a folder of the product nor in a collection."""
    return {one for one in tests - product if not any(f"{one}/".startswith(f"{name}/") for name in COLLECTIONS)}


def crowded(paths: list[Path]) -> dict[str, int]:
    """Folders with more modules than a reader takes in."""
    sizes = Counter(str(path.parent) for path in paths if path.name != "__init__.py")
    return {folder: size for folder, size in sizes.items() if size > MOST_MODULES}


def test_unit_tests_are_in_folders_of_the_product() -> None:
    product = folders_below(".", tree.modules("app", "engine", "forms", "deploy", "bench"))
    assert strays(folders_below("tests/unit", tree.modules("tests")), product) == set()


def test_integration_tests_are_in_rooms_of_the_use_cases_or_packages_of_an_audience() -> None:
    rooms = {folder.partition("/")[0] for folder in folders_below("app/usecases", tree.modules("app"))}
    assert folders_below("tests/integration", tree.modules("tests")) <= rooms | set(AUDIENCES)


def test_audiences_are_packages_of_app() -> None:
    assert set(AUDIENCES) <= folders_below("app", tree.modules("app"))


def test_no_folder_of_tests_is_crowded() -> None:
    assert crowded(tree.modules("tests")) == {}


@pytest.mark.parametrize(
    ("folder", "found"),
    [("engine/execution", False), ("engine/behaviour/events", False), ("engine/behaviours", True), ("desk", True)],
)
def test_a_stray_folder_is_seen(folder: str, found: bool) -> None:
    assert bool(strays({folder}, {"engine", "engine/execution"})) is found


def test_a_crowded_folder_is_seen() -> None:
    assert crowded([Path(f"tests/unit/m{number}.py") for number in range(MOST_MODULES + 1)]) == {"tests/unit": 23}
