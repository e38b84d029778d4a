"""The size budgets are kept, and the measuring itself can tell."""

from pathlib import Path

from tests.architecture import sizes


def test_every_function_and_module_keeps_its_budget() -> None:
    assert sizes.too_large(sizes.measured()) == []


def test_function_one_line_over_its_limit_is_found() -> None:
    source = "def long():\n" + "    pass\n" * sizes.FUNCTION_LIMIT
    assert [size.lines for size in sizes.too_large(sizes.of_module(Path("x.py"), source))] == [51]


def test_module_one_line_over_its_limit_is_found() -> None:
    source = "a = 1\n" * (sizes.MODULE_LIMIT + 1)
    assert [size.lines for size in sizes.too_large(sizes.of_module(Path("x.py"), source))] == [401]
