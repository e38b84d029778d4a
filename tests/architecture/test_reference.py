"""The pages of `docs/reference/` are what the code says now, and the front doors leave nothing without a meaning."""

import ast
import importlib
import inspect

import pytest

from tests.architecture import reference

PACKAGES = pytest.mark.parametrize("package", reference.PACKAGES)


@PACKAGES
def test_the_reference_is_what_the_code_says(package: str) -> None:
    written = reference.path_of(package).read_text(encoding="utf-8")
    assert written == reference.page_of(package), "Run `make reference`."


@PACKAGES
def test_everything_behind_a_front_door_says_what_it_means(package: str) -> None:
    module = importlib.import_module(package)
    entries = [reference.entry_of(module, name) for name in module.__all__]
    assert [entry.name for entry in entries if not _meaning(entry)] == []


def _meaning(entry: reference.Entry) -> str:
    if isinstance(entry.node, ast.ClassDef | ast.FunctionDef):
        return inspect.getdoc(entry.value) or ""
    return reference.comment_on(entry.node, entry.lines)


SOURCE = '''
def deliver(message: str, *, key: str | None = None, tries: int = 3) -> bool:
    """Hand it over."""

class Colour(StrEnum):
    #: as grass
    #: in spring
    GREEN = "green"
    RED = "red"  #: as blood
    BLUE = "blue"
'''


def test_a_signature_is_written_as_in_the_source() -> None:
    (function, _) = ast.parse(SOURCE).body
    assert isinstance(function, ast.FunctionDef)
    assert reference.signature(function) == "deliver(message: str, *, key: str | None = None, tries: int = 3) -> bool"


def test_meanings_are_read_above_a_line_and_behind_it() -> None:
    (_, colour) = ast.parse(SOURCE).body
    assert isinstance(colour, ast.ClassDef)
    meanings = [reference.comment_on(node, SOURCE.splitlines()) for node in colour.body]
    assert meanings == ["as grass in spring", "as blood", ""]
