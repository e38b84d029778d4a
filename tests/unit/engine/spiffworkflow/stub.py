"""Two ways to take SpiffWorkflow's behaviour away: a package of empty classes, and the real one with methods that do
nothing.

What still runs with one of them doesn't need the library."""

import ast
import importlib.util
import inspect
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

from SpiffWorkflow.util.task import TaskState

ENGINE = Path(__file__).parents[4] / "engine"
#: an empty class takes whatever it is given; of the states of a task only the numbers are left
BASE = "class Empty:\n    def __init__(self, *given, **named):\n        self.__dict__.update(named)\n"
STATES = {name: value for name, value in vars(TaskState).items() if isinstance(value, int)}


def imported() -> dict[str, set[str]]:
    """The names that the engine imports from each module of the library."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in ENGINE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("SpiffWorkflow"):
                found[str(node.module)] |= {name.name for name in node.names}
    return found


def write_package(folder: Path) -> None:
    """A package of the library's name with an empty class for each name that the engine imports; a module that is
    imported whole gets one for each of the library's in it."""
    names = imported()
    for module in [module for module, held in names.items() for name in held if _is_module(f"{module}.{name}")]:
        for name in [name for name in names[module] if _is_module(f"{module}.{name}")]:
            whole = importlib.import_module(f"{module}.{name}")
            names[f"{module}.{name}"] = {key for key, held in vars(whole).items() if inspect.isclass(held)}
            names[module].discard(name)
    for module, held in names.items():
        for place in _above(folder / Path(*module.split("."))):
            place.mkdir(parents=True, exist_ok=True)
            (place / "__init__.py").touch()
        file = folder / Path(*module.split(".")) / "__init__.py"
        file.write_text(BASE + "".join(map(_empty, sorted(held))), encoding="utf-8")


def _above(package: Path) -> Iterator[Path]:
    yield package
    while package.name != "SpiffWorkflow":
        package = package.parent
        yield package


def _is_module(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def _empty(name: str) -> str:
    held = "".join(f"    {state} = {value}\n" for state, value in STATES.items()) if name == "TaskState" else ""
    return f"class {name}(Empty):\n{held or '    pass' + chr(10)}"


def hollow_out() -> int:
    """Let every method of the library do nothing, in this process and for good; how many they are. Constructors and
    properties stay: what is lost is behaviour, no data."""
    emptied = 0
    for module in [module for name, module in sys.modules.items() if name.startswith("SpiffWorkflow.")]:
        for held in list(vars(module).values()):
            if inspect.isclass(held) and held.__module__ == module.__name__:
                for name in [name for name, value in vars(held).items() if _behaves(name, value)]:
                    setattr(held, name, _nothing)
                    emptied += 1
    return emptied


def _behaves(name: str, value: object) -> bool:
    return isinstance(value, FunctionType) and not name.startswith("__")


def _nothing(*_: object, **__: object) -> None:
    """What is left of a method."""
