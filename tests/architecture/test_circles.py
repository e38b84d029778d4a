"""No modules import each other in a circle while the program runs: what is needed for types alone doesn't count."""

from graphlib import CycleError, TopologicalSorter

import grimp  # import-linter stands on it
import pytest


def circle_in(imports: dict[str, set[str]]) -> list[str]:
    """The modules of one circle, the first again at the end; empty where there is none."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as found:
        modules: list[str] = found.args[1]
        return modules
    return []


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = grimp.build_graph("app", "engine", "forms", exclude_type_checking_imports=True, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(imports) > 300
    assert circle_in(imports) == []


@pytest.mark.parametrize(
    ("imports", "found"),
    [({"a": {"b"}, "b": {"c"}, "c": set()}, False), ({"a": {"b"}, "b": {"c"}, "c": {"a"}}, True)],
)
def test_a_circle_is_seen(imports: dict[str, set[str]], found: bool) -> None:
    assert bool(circle_in(imports)) is found
