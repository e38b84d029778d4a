"""Where exception classes stand: in the `errors.py` of the room that raises them, or of the layer if several rooms do.

Faults of the program itself (`RuntimeError`) stand beside the guard that raises them."""

import ast
import importlib
import inspect
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.architecture import tree

#: layers that have rooms
ROOMS = ("app/usecases", "app/data")
APP = [path for path in tree.modules("app") if path.name != "__main__.py"]


def exceptions_of(path: Path) -> Iterator[type[Exception]]:
    """The exception classes that a module defines."""
    name = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
    for _, found in inspect.getmembers(importlib.import_module(name), inspect.isclass):
        if found.__module__ == name and issubclass(found, Exception):
            yield found


def room_of(path: Path) -> str:
    """`app/usecases/<room>` of a file in a room; the layer of another one."""
    layer = "/".join(path.parts[:2])
    return "/".join(path.parts[:3]) if layer in ROOMS and len(path.parts) > 3 else layer


@cache
def rooms_by_name() -> dict[str, set[str]]:
    """The rooms in which a name is read: to raise the class, or to hand it to what raises it."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in APP:
        for node in ast.walk(tree.parsed(path)):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                found[node.id].add(room_of(path))
    return found


def test_exception_class_stands_in_a_module_named_errors() -> None:
    elsewhere = [path for path in APP if path.name != "errors.py"]
    misplaced = {found for path in elsewhere for found in exceptions_of(path) if not issubclass(found, RuntimeError)}
    assert misplaced == set()


def test_refusal_of_one_room_stands_in_that_room() -> None:
    bases = {base for path in APP for found in exceptions_of(path) for base in found.__bases__}
    shared = [one for one in exceptions_of(Path("app/usecases/errors.py")) if one not in bases]
    rooms = {
        one: {room for room in rooms_by_name()[one.__name__] if room.startswith("app/usecases/")} for one in shared
    }
    assert [one for one in shared if len(rooms[one]) < 2] == []


@pytest.mark.parametrize("layer", ROOMS)
def test_room_raises_the_refusals_that_stand_in_it(layer: str) -> None:
    rooms = [path for path in APP if path.name == "errors.py" and path.is_relative_to(layer) and len(path.parts) > 3]
    strange = [
        one for path in rooms for one in exceptions_of(path) if room_of(path) not in rooms_by_name()[one.__name__]
    ]
    assert rooms != []
    assert strange == []
