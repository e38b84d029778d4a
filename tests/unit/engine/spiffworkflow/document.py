"""The parts of `docs/spiffworkflow.md` that tests know: `python -m tests.unit.engine.spiffworkflow.document` writes
them."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.unit.engine.differential.table import table
from tests.unit.engine.spiffworkflow.groups import GROUPS
from tests.unit.engine.spiffworkflow.steps import KINDS, Kind

PAGE = Path(__file__).parents[4] / "docs" / "spiffworkflow.md"


def steps() -> Iterator[str]:
    """What runs: the groups of functions, then what each kind of step has of them and besides."""
    yield "| group | functions |"
    yield "|---|---|"
    for name, functions in GROUPS.items():
        yield f"| {name} | {_listed(functions)} |"
    yield ""
    yield "| step | groups | and |"
    yield "|---|---|---|"
    yield from map(_row, KINDS)


def _row(kind: Kind) -> str:
    groups = [name for name, functions in GROUPS.items() if set(functions) <= set(kind.runs)]
    grouped = {function for name in groups for function in GROUPS[name]}
    return f"| {kind} | {', '.join(groups)} | {_listed([one for one in kind.runs if one not in grouped])} |"


def _listed(functions: Iterable[str]) -> str:
    return ", ".join(f"`{one}`" for one in functions)


PARTS: dict[str, Callable[[], Iterator[str]]] = {"steps": steps, "differences": table}


def written(page: str) -> str:
    """The page with these parts as they must be."""
    for name, lines in PARTS.items():
        begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
        part = "\n".join([begin, "", *(line.rstrip("\n") for line in lines()), "", end])
        before, _, rest = page.partition(begin)
        page = before + part + rest.partition(end)[2]
    return page


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
