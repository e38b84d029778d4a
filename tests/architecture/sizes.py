"""The size budgets: functions of at most 50 lines, modules of at most 400. `python -m tests.architecture.sizes` lists
what breaks them, and functions over 30 lines as questions."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.architecture import tree

FUNCTION_LIMIT = 50
FUNCTION_QUESTION = 30
MODULE_LIMIT = 400
#: a first migration makes all tables
EXEMPT = Path("migrations/versions")


@dataclass(frozen=True)
class Sized:
    """A function or a module, and how many lines it has."""

    place: str
    lines: int
    limit: int

    def __str__(self) -> str:
        return f"{self.place}: {self.lines} lines (at most {self.limit})"


def measured() -> Iterator[Sized]:
    """Every module and every function of ours."""
    for path in tree.modules():
        if not path.is_relative_to(EXEMPT):
            yield from of_module(path, (tree.ROOT / path).read_text(encoding="utf-8"))


def of_module(path: Path, source: str) -> Iterator[Sized]:
    """The module itself and the functions in it, decorators and docstrings included."""
    yield Sized(str(path), source.count("\n"), MODULE_LIMIT)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Sized(f"{path}:{node.lineno} {node.name}", lines, FUNCTION_LIMIT)


def too_large(sizes: Iterator[Sized]) -> list[Sized]:
    """Those over their limit."""
    return [size for size in sizes if size.lines > size.limit]


def main() -> int:
    """Print what is too large; questions only when asked with `--questions`."""
    found = list(measured())
    if "--questions" in sys.argv:
        questions = (s for s in found if s.limit == FUNCTION_LIMIT and s.lines > FUNCTION_QUESTION)
        sys.stdout.writelines(f"question: {size}\n" for size in questions)
    wrong = too_large(iter(found))
    sys.stderr.writelines(f"too large: {size}\n" for size in wrong)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
