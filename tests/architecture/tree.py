"""What the architecture checks look at: our own files, as git knows them, parsed once."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file in git or about to be added to it, relative to the root."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(sorted({Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file()}))


def modules(*tops: str) -> list[Path]:
    """Python modules under these folders or of these names; without an argument, all of them."""
    python = [path for path in tracked_files() if path.suffix == ".py"]
    return [path for path in python if not tops or path.parts[0] in tops]


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of the module at `path`."""
    return ast.parse((ROOT / path).read_text(encoding="utf-8"), filename=str(path))


def name_of(node: ast.AST) -> str:
    """`a.b.c` of a name or an attribute; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}"
    return ""


def calls(module: ast.Module) -> list[tuple[str, ast.Call]]:
    """Every call in a module, with the dotted name of what is called."""
    return [(name_of(node.func), node) for node in ast.walk(module) if isinstance(node, ast.Call)]


def defined_in(module: ast.Module) -> set[str]:
    """Names defined at the top of a module, and `Class.name` of what a class lists."""
    found = set()
    for node in module.body:
        names = set(_bound(node))
        found |= names
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{name}" for inner in node.body for name in _bound(inner)}
    return found


def _bound(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        yield node.name
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    yield from (target.id for target in targets if isinstance(target, ast.Name))
