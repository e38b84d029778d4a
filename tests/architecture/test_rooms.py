"""Rooms stay small enough to be read, and `docs/ARCHITECTURE.md` shows every one of them."""

from collections import Counter
from pathlib import Path

import pytest

from tests.architecture import markdown, tree

MOST_MODULES = 22
#: lists of one kind of thing: rules, and the parts of a language
LISTS = {Path("engine/lint"): 30, Path("engine/feel"): 30}
FLOORS = ("app/usecases", "app/data", "engine")
PAGE = (tree.ROOT / "docs/ARCHITECTURE.md").read_text(encoding="utf-8")


def crowded(modules: list[Path]) -> dict[Path, int]:
    """Folders with more modules than a room may have; `__init__.py` doesn't count."""
    sizes = Counter(path.parent for path in modules if path.name != "__init__.py")
    return {folder: size for folder, size in sizes.items() if size > LISTS.get(folder, MOST_MODULES)}


def rooms_of(floor: str) -> set[str]:
    """The folders with modules directly in `floor`."""
    here = Path(floor)
    return {path.parts[len(here.parts)] for path in tree.modules() if here in path.parents and path.parent != here}


def test_no_folder_of_the_product_is_crowded() -> None:
    assert crowded(tree.modules("app", "engine", "forms", "deploy", "bench")) == {}


def test_a_crowded_folder_is_seen() -> None:
    assert crowded([Path(f"app/usecases/m{number}.py") for number in range(MOST_MODULES + 1)]) != {}


@pytest.mark.parametrize("floor", FLOORS)
def test_the_page_on_the_architecture_shows_every_room(floor: str) -> None:
    shown = {
        name
        for heads, rows in markdown.tables(_about(floor)).items()
        if heads in {"Rooms Subject", "Room Subject"}
        for row in rows
        for name in markdown.CODE.findall(row[0])
    }
    assert shown - {"errors"} == rooms_of(floor)


def _about(floor: str) -> str:
    """The part of the page from the name of the floor to the next paragraph that names one."""
    start = PAGE.index(f"**`{floor}/`**")
    end = PAGE.find("\n**`", start + 1)
    return PAGE[start : end if end > 0 else PAGE.index("## One request's way")]
