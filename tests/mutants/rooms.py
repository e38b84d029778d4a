"""Which code belongs to which unit tests, and which changes of that code mean nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Room:
    """A part of the product, by patterns of paths from the root of the project, and the unit tests beside it, as they
    are named to pytest: what notices most comes first."""

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


#: of all tests that run processes those that are quick: none that measures how the time of long runs grows, or that
#: plays models drawn by chance
RUNTIME = (
    *(f"tests/unit/engine/{folder}" for folder in ("build", "cli", "execution")),
    *(
        f"tests/unit/engine/test_{name}.py"
        for name in (
            "dates",
            "decisions",
            "definition",
            "evaluation",
            "front_door",
            "modification",
            "snapshot",
            "stages",
            "templates",
        )
    ),
    *(f"--ignore=tests/unit/engine/execution/test_{name}.py" for name in ("long_runs", "random_models")),
)
BEHAVIOUR = "tests/unit/engine/behaviour/test_behaviours.py"
MIGRATION = ("tests/unit/engine/migration",)
REFUSALS = (
    "tests/unit/engine/build/test_refusals.py",
    "tests/unit/engine/execution/test_limits.py",
    "tests/unit/engine/test_definition.py",
    "tests/unit/engine/build/test_called_services.py",
    "tests/unit/engine/build/test_own_elements.py",
)
ROOMS = (
    Room("app/policy", ("app/policy/*.py",), ("tests/unit/app/policy",)),
    Room("forms", ("forms/**/*.py",), ("tests/unit/forms",)),
    Room("engine/time", ("engine/time/*.py",), ("tests/unit/engine/time",)),
    Room("engine/feel", ("engine/feel/**/*.py",), ("tests/unit/engine/feel",)),
    Room("engine/dmn", ("engine/dmn/*.py",), ("tests/unit/engine/dmn",)),
    Room("engine/dialect", ("engine/dialect/**/*.py",), ("tests/unit/engine/dialect",)),
    Room("engine/lint", ("engine/lint/**/*.py",), ("tests/unit/engine/lint",)),
    Room("engine/build", ("engine/build/*.py",), (*REFUSALS, BEHAVIOUR)),
    Room("engine/execution", ("engine/execution/*.py",), (BEHAVIOUR, *RUNTIME)),
    Room("engine/migration", ("engine/migration/*.py",), MIGRATION),
    Room("engine/inspection", ("engine/inspection/*.py",), ("tests/unit/engine/inspection",)),
    Room("engine/form_files", ("engine/form_files/*.py",), ("tests/unit/engine/form_files", "tests/unit/forms")),
    Room("engine/parser_faults", ("engine/parser_faults/*.py",), ("tests/unit/engine/parser_faults",)),
    Room("engine", ("engine/[!_]*.py",), RUNTIME),
)
EQUIVALENT = (
    Equivalent(
        "promises.py",
        "if since <= promised_at:",
        "if since < promised_at:",
        "at the promised moment no day is left and none is over",
    ),
    Equivalent(
        "ledger.py",
        "if wall.utcoffset() == wall.replace(fold=1).utcoffset() or _shows(moment, self._zone) == wall.replace(",
        "if wall.utcoffset() == wall.replace(fold=1).utcoffset() and _shows(moment, self._zone) == wall.replace(",
        "a time that is shown twice has its second moment behind its first, so the search between them ends at once",
    ),
    Equivalent(
        "table.py",
        "return table.result(rules[0], scope)",
        "return table.result(rules[ -1], scope)",
        "under UNIQUE only one rule is left here",
    ),
    Equivalent(
        "loops.py",
        "scope.run.charge(cost + 2)",
        "scope.run.charge(cost + 3)",
        "how many steps a round costs is measured, not promised; that rounds cost steps is tested",
    ),
    Equivalent(
        "soundness.py",
        "visits += 1 + len(diagram.outgoing(node))",
        "visits += 1 - len(diagram.outgoing(node))",
        "only bounds the work in files of thousands of branches",
    ),
    Equivalent(
        "tokens.py",
        "several = len(node.entries) > 1",
        "several = len(node.entries) > 0",
        "a gateway with one way in goes on as soon as the token is there, called a join or not",
    ),
    Equivalent("timers.py", "return False", "return None", "asked for its truth only"),
    Equivalent("transfer.py", "if len(nodes) < 2:", "if len(nodes) < 1:", "one alone is compared with nothing"),
    Equivalent("transfer.py", "return ways[0]", "return ways[ -1]", "there is one way only here"),
    Equivalent(
        "transfer.py",
        "return isinstance(node, ParallelGateway) and len(node.incoming) > 1",
        "return isinstance(node, ParallelGateway) and len(node.incoming) >= 1",
        "a gateway with one way in waits for no other branch",
    ),
    Equivalent(
        "stages.py",
        'heapq.heappush(heap, (rank.get(stage_of.get(target, ""), -1), position[target]))',
        'heapq.heappush(heap, (rank.get(stage_of.get(target, ""), - 2), position[target]))',
        "any number below those of the stages stands for none",
    ),
    Equivalent(
        "stages.py",
        'heap = [(rank.get(stage_of.get(e, ""), -1), position[e]) for e in order if not awaited[e]]',
        'heap = [(rank.get(stage_of.get(e, ""), - 0), position[e]) for e in order if not awaited[e]]',
        "only the stage declared first could come before, and it comes before all others anyway",
    ),
    Equivalent(
        "snapshot.py",
        '_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False)',
        '_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=True)',
        "case data hold no circles, so the check only costs time",
    ),
)
