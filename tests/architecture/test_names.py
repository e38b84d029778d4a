"""Names of the code against the glossary: each word has its module, and words that were given up don't come back.

The tables are read from `docs/glossary.md`, so that a word is added or given up in one place."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture import markdown, tree

GLOSSARY = Path("docs/glossary.md")
FOLDERS = ("app", "engine", "forms", "deploy", "bench", "tests")


TABLES = markdown.tables((tree.ROOT / GLOSSARY).read_text(encoding="utf-8"))
WORDS = TABLES["English Persian In code Module Meaning"]
UNWANTED_MODULES = {name for row in TABLES["Module Instead"] for name in markdown.CODE.findall(row[0])}
UNWANTED_IDENTIFIERS = {name for row in TABLES["Identifier Instead"] for name in markdown.CODE.findall(row[0])}
NOUNS = {name for row in TABLES["Module The noun it is"] for name in markdown.CODE.findall(row[0])}


def names_on(path: Path) -> Iterator[str]:
    """What the file and each of its folders is called; `test_` before the name of a module under test is left out."""
    yield from path.parts[:-1]
    yield path.stem.removeprefix("test_")


def unwanted(paths: list[Path]) -> list[Path]:
    return [path for path in paths if UNWANTED_MODULES & set(names_on(path))]


def gerunds(paths: list[Path]) -> set[str]:
    return {name for path in paths for name in names_on(path) if name.endswith("ing")}


def identifiers(module: ast.Module) -> Iterator[tuple[int, str]]:
    """The line and the name of each class, function and parameter."""
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg


def unwanted_identifiers(module: ast.Module) -> list[str]:
    return [f"{line} {name}" for line, name in identifiers(module) if name in UNWANTED_IDENTIFIERS]


def below(places: list[str]) -> list[Path]:
    """The modules at or below these paths."""
    return [path for path in tree.modules() if any(path.is_relative_to(place) for place in places)]


def missing(row: markdown.Row) -> list[str]:
    """What a row of the glossary names that isn't there: a module, or an identifier in all of its modules."""
    code, places = markdown.CODE.findall(row[2]), markdown.CODE.findall(row[3])
    absent = [place for place in places if not below([place])]
    defined = {name for path in below(places) for name in tree.defined_in(tree.parsed(path))}
    return absent + [name for name in code if name not in defined]


def test_every_word_of_the_glossary_is_in_its_module() -> None:
    assert len(WORDS) > 50
    assert {row[0]: missing(row) for row in WORDS if missing(row)} == {}


def test_every_word_of_the_glossary_stands_in_it_once() -> None:
    words = [word.strip() for row in WORDS for word in row[0].split(",")]
    assert sorted(words) == sorted(set(words))


def test_no_module_bears_a_word_that_was_given_up() -> None:
    assert unwanted(tree.modules(*FOLDERS)) == []


def test_no_identifier_is_a_word_that_was_given_up() -> None:
    found = [f"{path}:{line}" for path in tree.modules(*FOLDERS) for line in unwanted_identifiers(tree.parsed(path))]
    assert found == []


def test_a_module_that_ends_in_ing_is_one_of_the_nouns_of_the_glossary() -> None:
    assert gerunds(tree.modules(*FOLDERS)) == NOUNS


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("app/usecases/mending.py", True),
        ("app/data/outside/sms.py", True),
        ("tests/integration/test_mending.py", True),
        ("app/usecases/incidents/incidents.py", False),
        ("app/data/cases/warned_items.py", False),
    ],
)
def test_a_word_that_was_given_up_is_seen_in_files_and_folders(path: str, found: bool) -> None:
    assert bool(unwanted([Path(path)])) is found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("class Errand: ...", True),
        ("def list_items(*, most: int) -> None: ...", True),
        ("def list_items(*, limit: int) -> None: ...", False),
    ],
)
def test_an_identifier_that_was_given_up_is_seen(source: str, found: bool) -> None:
    assert bool(unwanted_identifiers(ast.parse(source))) is found


@pytest.mark.parametrize(
    ("code", "module", "absent"),
    [
        ("`CaseStatus.ACCEPTED`", "`app/vocabulary/cases.py`", []),
        ("`CaseStatus.ASLEEP`", "`app/vocabulary/cases.py`", ["CaseStatus.ASLEEP"]),
        ("`Indicator`", "`app/words.py`", ["app/words.py", "Indicator"]),
    ],
)
def test_a_row_that_names_what_is_not_there_is_seen(code: str, module: str, absent: list[str]) -> None:
    assert missing(["word", "واژه", code, module, "meaning"]) == absent
