"""No modules import each other in a circle, what is needed for types alone counted; pairs that may are named here."""

import grimp  # import-linter stands on it
import pytest

#: recursive descent in two files: the parts of an expression, and what a decision asks of the others
PAIRS = [
    {"engine.dmn.evaluation", "engine.dmn.model"},
    {"engine.feel.parser", "engine.feel.primaries"},
]


def circles_in(imports: dict[str, set[str]]) -> list[set[str]]:
    """The sets of modules each of which reaches all others of its set, by name; none of a single module."""
    reached = {module: reached_from(module, imports) for module in imports}
    circles = {
        frozenset(other for other in reached[module] if module in reached.get(other, ()))
        for module in imports
        if module in reached[module]
    }
    return [set(circle) for circle in sorted(circles, key=sorted)]


def reached_from(module: str, imports: dict[str, set[str]]) -> set[str]:
    """The modules to which its imports lead, directly or not."""
    found: set[str] = set()
    pending = set(imports.get(module, ()))
    while pending:
        one = pending.pop()
        found.add(one)
        pending |= imports.get(one, set()) - found
    return found


def test_no_modules_import_each_other_in_a_circle_but_the_named_pairs() -> None:
    graph = grimp.build_graph("app", "engine", "forms", exclude_type_checking_imports=False, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(imports) > 300
    assert circles_in(imports) == PAIRS


@pytest.mark.parametrize(
    ("imports", "found"),
    [
        ({"a": {"b"}, "b": {"c"}, "c": set()}, []),
        ({"a": {"b"}, "b": {"c"}, "c": {"a"}}, [{"a", "b", "c"}]),
        ({"a": {"b"}, "b": {"a", "c"}, "c": {"d"}, "d": {"c"}}, [{"a", "b"}, {"c", "d"}]),
    ],
)
def test_a_circle_is_seen(imports: dict[str, set[str]], found: list[set[str]]) -> None:
    assert circles_in(imports) == found
