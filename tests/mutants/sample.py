"""Draw the changes that are tried: the same ones each time, evenly from all kinds, at most one at a place.

What is drawn hangs on the seed and on the text of each place, not on line numbers or files: editing or moving one
function leaves the draw of the others as it was. Annotations, decorators and `if TYPE_CHECKING:` are left alone: what
they say isn't run, or is said to the type checker."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain, zip_longest
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.ast.ast_query import ASTQuery
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator

from tests.mutants.operators import KINDS

#: line from 1 on, column in characters from 0 on
Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """One small change of a module: the `occurrence`-th one of an operator in it."""

    path: Path
    kind: str
    line: int
    occurrence: int
    operator: Operator
    was: str
    now: str = ""
    rank: str = field(default="", repr=False)


def sample(root: Path, modules: Iterator[Path], *, seed: int, size: int) -> list[Change]:
    """`size` changes of these modules (fewer if there are no more places), as many of each kind as can be."""
    ranked: dict[str, list[Change]] = {kind: [] for kind in KINDS}
    for path in modules:
        for change in _changes(path, (root / path).read_text(encoding="utf-8"), seed):
            ranked[change.kind].append(change)
    kinds = (_made(root, sorted(changes, key=lambda change: change.rank)) for changes in ranked.values())
    in_turn = (change for row in zip_longest(*kinds) for change in row if change is not None)
    return [change for change, _ in zip(in_turn, range(size), strict=False)]


def _changes(path: Path, source: str, seed: int) -> Iterator[Change]:
    """For each kind the change of lowest rank at every place of a module."""
    tree, lines, left_alone = get_ast(source), source.splitlines(), list(_left_alone(source))
    best: dict[tuple[str, Position], Change] = {}
    for kind, name, operator in ((kind, name, op) for kind, ops in KINDS.items() for name, op in ops.items()):
        places = ((node, place[0]) for node in ast_nodes(tree) for place in operator.mutation_positions(node))
        for occurrence, (node, start) in enumerate(places):
            if any(first <= start < end for first, end in left_alone):
                continue
            text = lines[start[0] - 1]
            said = (seed, ASTQuery(node).get_definition_name(), text.strip(), start[1], name, occurrence % 2)
            rank = sha256(repr(said).encode()).hexdigest()
            change = Change(path, kind, start[0], occurrence, operator, text.strip(), rank=rank)
            best[kind, start] = min(change, best.get((kind, start), change), key=lambda each: each.rank)
    return iter(best.values())


def _left_alone(source: str) -> Iterator[tuple[Position, Position]]:
    """From where to where nothing is changed."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        parts: list[ast.expr | ast.stmt | None] = [*getattr(node, "decorator_list", ())]
        parts += [getattr(node, "annotation", None), getattr(node, "returns", None)]
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            parts.append(node)
        for part in filter(None, parts):
            yield _position(lines, part.lineno, part.col_offset), _end(lines, part)


def _end(lines: list[str], node: ast.expr | ast.stmt) -> Position:
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return _position(lines, node.end_lineno, node.end_col_offset)


def _position(lines: list[str], line: int, offset: int) -> Position:
    """`ast` counts columns in bytes, Cosmic Ray in characters."""
    return line, len(lines[line - 1].encode()[:offset].decode())


def _made(root: Path, changes: list[Change]) -> Iterator[Change]:
    """Those that are still Python, with the line as it would be."""
    for change in changes:
        source = (root / change.path).read_text(encoding="utf-8")
        mutated = mutate_code(source, change.operator, change.occurrence)
        if mutated is None or mutated == source or not _compiles(mutated):
            continue
        pairs = zip(source.splitlines(), chain(mutated.splitlines(), [""]), strict=False)
        now = next((after for before, after in pairs if before != after), "")
        yield Change(change.path, change.kind, change.line, change.occurrence, change.operator, change.was, now.strip())


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutated", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True
