"""Which code belongs to which unit tests, and which changes of that code mean nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Room:
    """A part of the product and the unit tests beside it; patterns of paths, from the root of the project."""

    name: str
    sources: tuple[str, ...]
    tests: tuple[str, ...]

    def modules(self, root: Path) -> Iterator[Path]:
        """Its modules in order of their names, from `root`."""
        found = {path.relative_to(root) for pattern in self.sources for path in root.glob(pattern)}
        return iter(sorted(found))


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A change that no test can notice: the line as it is, as it would be, and why both mean the same."""

    module: str
    was: str
    now: str
    reason: str


RUNTIME = ("tests/unit/engine/runtime", "tests/unit/engine/behaviour")
ROOMS = (
    Room("app/policy", ("app/policy/*.py",), ("tests/unit/app/policy",)),
    Room("forms", ("forms/*.py",), ("tests/unit/forms",)),
    Room("engine/time", ("engine/time/*.py",), ("tests/unit/engine/time",)),
    Room("engine/feel", ("engine/feel/**/*.py",), ("tests/unit/engine/feel",)),
    Room("engine/dmn", ("engine/dmn/*.py",), ("tests/unit/engine/dmn",)),
    Room("engine/dialect", ("engine/dialect/*.py",), ("tests/unit/engine/dialect",)),
    Room("engine/lint", ("engine/lint/*.py",), ("tests/unit/engine/lint",)),
    Room("engine/build", ("engine/build/*.py",), RUNTIME),
    Room("engine/execution", ("engine/execution/*.py",), RUNTIME),
    Room("engine/migration", ("engine/migration/*.py",), RUNTIME),
    Room("engine", ("engine/*.py",), RUNTIME),
)
EQUIVALENT: tuple[Equivalent, ...] = ()
