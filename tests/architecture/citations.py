"""What a text of ours names: paths, modules, commands, decisions and links. Each is looked for in the clone."""

import ast
import itertools
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.architecture import markdown, tree

#: folders in which a backticked `a/b` is meant as a path of ours
TOPS = {path.parts[0] for path in tree.tracked_files() if len(path.parts) > 1}
PACKAGES = ("app", "engine", "forms", "deploy", "bench", "tests", "migrations")
#: made by `make`, never in git
MADE = ("app/static/dist", "frontend/node_modules", ".venv", "var")

#: paths inside of a bundle, and the service that a page makes step by step
EXAMPLE = re.compile(r"forms/[\w*<>]+\.form|(processes|forms)/hall-booking/.*")

PATH = re.compile(r"[\w.-]+(/[\w.<>*{},-]+)+/?")
BARE = re.compile(r"[\w.-]+\.(py|html|sh|toml)")
DOTTED = re.compile(rf"({'|'.join(PACKAGES)})(\.(?!js\b|css\b)\w+)+")
COMMAND = re.compile(r"python -m ([\w.]+)")
TARGET = re.compile(r"(?:^|`|\d )make ([a-z][a-z-]*)", re.MULTILINE)
DECISION = re.compile(r"\bADR (\d+)\b")
PAGE = re.compile(r"(?<![\w/:-])((?:[\w.-]+/)*[\w-]+\.md)\b")
SECTION = re.compile(r"\b([A-Z]{4,})(?: §|, section)")
BRACES = re.compile(r"\{([^{}]*)\}")


def spelled_out(path: str) -> list[str]:
    """`a/{b,c}/<d>.py` as the patterns `a/b/*.py` and `a/c/*.py`."""
    starred = re.sub(r"<[^<>]*>", "*", path).rstrip("/")
    parts = BRACES.split(starred)
    choices = [part.split(",") if at % 2 else [part] for at, part in enumerate(parts)]
    return ["".join(chosen) for chosen in itertools.product(*choices)]


@cache
def exists(pattern: str) -> bool:
    """Whether a file or folder of the clone has this path; `*` stands for anything but a slash."""
    depth = len(Path(pattern).parts)
    return pattern.startswith(MADE) or any(
        Path(*path.parts[:depth]).match(pattern) for path in tree.tracked_files() if len(path.parts) >= depth
    )


@cache
def names_a_file(name: str) -> bool:
    """Whether some file of the clone is called so."""
    return any(path.name == name for path in tree.tracked_files())


def absent_paths(code: str, folder: Path) -> list[str]:
    """The paths that a piece of code names and no file has, seen from the root or from `folder`."""
    if BARE.fullmatch(code):
        return [] if names_a_file(code) else [code]
    if not PATH.fullmatch(code) or EXAMPLE.fullmatch(code) or code.split("/", maxsplit=1)[0] not in TOPS:
        return []
    return [path for path in spelled_out(code) if not exists(path) and not exists(str(folder / path))]


@cache
def _names_in(module: Path) -> frozenset[str]:
    nodes = ast.walk(tree.parsed(module))
    return frozenset(
        node.id if isinstance(node, ast.Name) else node.name
        for node in nodes
        if isinstance(node, ast.Name | ast.alias | ast.ClassDef | ast.FunctionDef)
    )


def resolves(dotted: str) -> bool:
    """Whether `a.b.c` is a module of ours, or a name in one."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        path = Path(*parts[:length])
        if exists(str(path)) and length == len(parts):
            return True
        for module in (path.with_suffix(".py"), path / "__init__.py"):
            if module in tree.tracked_files():
                return length == len(parts) or parts[length] in _names_in(module)
    return False


def absent_modules(text: str) -> list[str]:
    """Dotted names in backticks and modules run by `python -m` that are neither a module of ours nor a name in one."""
    dotted = [code for code in markdown.CODE.findall(text) if DOTTED.fullmatch(code)]
    run = [name for name in COMMAND.findall(text) if name.split(".")[0] in PACKAGES]
    return [name for name in dotted + run if not resolves(name)]


@cache
def _targets() -> frozenset[str]:
    makefile = (tree.ROOT / "Makefile").read_text(encoding="utf-8")
    return frozenset(re.findall(r"[a-z][a-z-]*", " ".join(re.findall(r"^([a-z][a-z -]*):", makefile, re.MULTILINE))))


def absent_targets(text: str) -> list[str]:
    """`make` targets that the Makefile lacks."""
    return [target for target in TARGET.findall(text) if target not in _targets()]


def absent_pages(text: str, folder: Path) -> list[str]:
    """Pages, sections of pages and decisions that are cited and not there; links have a check of their own."""
    pages = [
        page
        for page in PAGE.findall(markdown.LINK.sub("", text))
        if not any(exists(str(at / page)) for at in (Path(), folder))
    ]
    loose = [page for page in pages if "/" in page or not names_a_file(page)]
    sections = [name for name in SECTION.findall(text) if not names_a_file(f"{name}.md")]
    decisions = [f"ADR {number}" for number in DECISION.findall(text) if not exists(f"docs/adr/{number:0>4}-*")]
    return loose + sections + decisions


def broken_links(text: str, page: Path) -> Iterator[str]:
    """Links to files or headings that aren't there; addresses of other hosts aren't looked at."""
    for link in markdown.LINK.findall(text):
        target, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        path = page if not target else _joined(page.parent, target)
        if (
            path is None
            or not exists(str(path))
            or (anchor and path.suffix == ".md" and anchor not in markdown.anchors(path))
        ):
            yield link


def _joined(folder: Path, target: str) -> Path | None:
    """The path of a link within the clone; None where it leads out of it."""
    absolute = (tree.ROOT / folder / target).resolve()
    return absolute.relative_to(tree.ROOT) if absolute.is_relative_to(tree.ROOT) else None
