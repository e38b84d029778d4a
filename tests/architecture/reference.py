"""The reference of a package's front door, written from its docstrings, signatures and `#:` comments as Markdown.

`python -m tests.architecture.reference` writes `docs/reference/`; a test compares the pages with the code."""

import ast
import importlib
import inspect
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from types import ModuleType

from tests.architecture import tree

FOLDER = Path("docs/reference")
PACKAGES = ("engine", "forms")
#: width of the code blocks with signatures
WIDTH = 110

#: the headings of a page, in its order
KINDS = ("Functions", "Values", "Enumerations", "Errors", "Other names")


@dataclass(frozen=True)
class Entry:
    """One name of a front door: the object, and the statement that defines it with the lines of its module."""

    name: str
    value: object
    node: ast.stmt
    lines: list[str]

    @property
    def kind(self) -> str:
        """The heading under which it stands."""
        if isinstance(self.node, ast.FunctionDef):
            return "Functions"
        if not isinstance(self.value, type):
            return "Other names"
        if issubclass(self.value, Exception):
            return "Errors"
        return "Enumerations" if issubclass(self.value, Enum) else "Values"


@cache
def _source(module: str) -> tuple[ast.Module, list[str]]:
    path = Path(inspect.getsourcefile(importlib.import_module(module)) or "")
    text = path.read_text(encoding="utf-8")
    return ast.parse(text), text.splitlines()


def names_of(node: ast.stmt) -> set[str]:
    """The names that a statement at the top of a module or class defines."""
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _imported_from(package: ModuleType, name: str) -> str:
    """The module that defines a name which the front door imports, through other front doors if need be."""
    module = package.__name__
    while True:
        for node in _source(module)[0].body:
            if isinstance(node, ast.ImportFrom) and any(alias.name == name for alias in node.names):
                module = str(node.module)
                break
        else:
            return module


def entry_of(package: ModuleType, name: str) -> Entry:
    """Where the name is defined, and as what."""
    module, lines = _source(_imported_from(package, name))
    (node, *_) = (node for node in module.body if name in names_of(node))
    return Entry(name, getattr(package, name), node, lines)


def comment_on(node: ast.stmt, lines: list[str]) -> str:
    """The `#:` comment above a statement, or at the end of its line."""
    above: list[str] = []
    at = node.lineno - 2
    while at >= 0 and (found := re.fullmatch(r"\s*#: ?(.*)", lines[at])):
        above.insert(0, found[1])
        at -= 1
    behind = re.search(r"#: ?(.*)$", lines[node.lineno - 1])
    return " ".join(above) or (behind[1] if behind else "")


def _argument(argument: ast.arg, default: ast.expr | None) -> str:
    kind = f": {ast.unparse(argument.annotation)}" if argument.annotation else ""
    return argument.arg + kind + (f" = {ast.unparse(default)}" if default else "")


def _arguments(given: ast.arguments) -> Iterator[str]:
    """The parameters as they are written, `self` left out; the front doors have no `*args`."""
    plain = [*given.posonlyargs, *given.args]
    defaults = [None] * (len(plain) - len(given.defaults)) + given.defaults
    pairs = zip(plain, defaults, strict=True)
    yield from (_argument(one, default) for one, default in pairs if one.arg not in {"self", "cls"})
    if given.kwonlyargs:
        yield "*"
    yield from (_argument(one, default) for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True))


def signature(node: ast.FunctionDef) -> str:
    """The call as it is written in the source, on one line or with an argument each."""
    arguments = list(_arguments(node.args))
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    line = f"{node.name}({', '.join(arguments)}){returns}"
    if len(line) <= WIDTH:
        return line
    return f"{node.name}(\n" + "".join(f"    {one},\n" for one in arguments) + f"){returns}"


def _code(text: str) -> str:
    return f"```python\n{text}\n```"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(
        f"| {' | '.join(map(_cell, line))} |".replace(" --- ", "---").replace("|  |", "| |") for line in lines
    )


def _fields(entry: Entry) -> str:
    body = entry.node.body if isinstance(entry.node, ast.ClassDef) else []
    fields = [node for node in body if isinstance(node, ast.AnnAssign) and not min(names_of(node)).startswith("_")]
    rows = [
        (
            f"`{min(names_of(node))}`",
            f"`{ast.unparse(node.annotation)}`" + (f" = `{ast.unparse(node.value)}`" if node.value else ""),
            comment_on(node, entry.lines),
        )
        for node in fields
    ]
    return _table(("field", "type", "meaning"), rows)


def _methods(entry: Entry) -> Iterator[str]:
    body = entry.node.body if isinstance(entry.node, ast.ClassDef) else []
    for node in body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            is_property = any(ast.unparse(one).endswith("property") for one in node.decorator_list)
            kind = ast.unparse(node.returns) if node.returns else ""
            call = f"{node.name}: {kind}" if is_property else " ".join(signature(node).split())
            yield f"- `{call}`: {' '.join((ast.get_docstring(node) or '').split())}"


def _members(entry: Entry) -> str:
    body = entry.node.body if isinstance(entry.node, ast.ClassDef) else []
    members = [node for node in body if isinstance(node, ast.Assign)]
    rows = [
        (f"`{min(names_of(node))}`", f"`{ast.unparse(node.value)}`", comment_on(node, entry.lines)) for node in members
    ]
    return _table(("member", "value", "meaning"), rows)


def _constructor(entry: Entry) -> str:
    """How an error with facts of its own is made."""
    body = entry.node.body if isinstance(entry.node, ast.ClassDef) else []
    facts = [
        (comment_on(node, entry.lines), node)
        for made in body
        if isinstance(made, ast.FunctionDef) and made.name == "__init__"
        for node in made.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
    ]
    lines = [
        f"- `{ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target).removeprefix('self.')}`"
        + (f": {comment}" if comment else "")
        for comment, node in facts
    ]
    return "\n".join(lines)


def described(entry: Entry) -> str:
    """The part of the page on one name."""
    doc = inspect.getdoc(entry.value) if isinstance(entry.node, ast.ClassDef | ast.FunctionDef) else ""
    parts = [f"### `{entry.name}`"]
    if isinstance(entry.node, ast.FunctionDef):
        parts += [_code(signature(entry.node)), doc or ""]
    elif entry.kind == "Errors" and isinstance(entry.node, ast.ClassDef):
        parts += [f"Base: `{ast.unparse(entry.node.bases[0])}`. {doc}", _constructor(entry)]
    elif entry.kind == "Enumerations":
        parts += [doc or "", _members(entry)]
    elif entry.kind == "Values":
        parts += [doc or "", _fields(entry), "\n".join(_methods(entry))]
    else:
        short = textwrap.shorten(ast.unparse(entry.node), WIDTH, placeholder=" …")
        parts += [f"```\n{short}\n```", comment_on(entry.node, entry.lines)]
    return "\n\n".join(part for part in parts if part)


def page_of(name: str) -> str:
    """The whole page of a package."""
    package = importlib.import_module(name)
    entries = [entry_of(package, one) for one in package.__all__]
    head = (
        f"# Reference: `{name}`\n\n"
        "Written by `make reference` from signatures, docstrings and comments; a test compares it with the code.\n\n"
        f"{inspect.getdoc(package)}"
    )
    parts = [head]
    for kind in KINDS:
        found = sorted((entry for entry in entries if entry.kind == kind), key=lambda entry: entry.name.lower())
        if found:
            parts += [f"## {kind}", *map(described, found)]
    return "\n\n".join(parts) + "\n"


def path_of(name: str) -> Path:
    """The file that holds the page of a package."""
    return tree.ROOT / FOLDER / f"{name}.md"


def main() -> None:
    """Write all pages."""
    for name in PACKAGES:
        path_of(name).parent.mkdir(exist_ok=True)
        path_of(name).write_text(page_of(name), encoding="utf-8")


if __name__ == "__main__":
    main()
