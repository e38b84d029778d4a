"""What a condition `x instance of …` says of the kind of `x` in the branches behind it."""

from collections.abc import Mapping
from dataclasses import replace

from engine.feel import nodes
from engine.feel.nodes import Node
from engine.lint.types.kinds import DATA_NAMES, Kind


def guarded(condition: Node, kinds: Mapping[str, Kind | None]) -> tuple[str, Kind | None, Kind | None] | None:
    """The variable that a condition asks the type of, its kind where the condition holds and where it doesn't; None for
    a kind of which nothing is left, so that the branch is never taken with a value. None for any other condition, and
    for variables of which nothing is known. `kinds` are those of the names in the condition."""
    asked = _asked(condition)
    if asked is None:
        return None
    name, types = asked
    kind = kinds.get(name)
    if kind is None or kind.is_any or kind.is_null:
        return None
    return name, _only(kind, kind.names & types), _only(kind, kind.names - types)


def _only(kind: Kind, names: frozenset[str]) -> Kind | None:
    return replace(kind, names=names) if names else None


def _asked(condition: Node) -> tuple[str, frozenset[str]] | None:
    """The variable and the types of `x instance of a or x instance of b`."""
    tests = condition.operands if isinstance(condition, nodes.Logical) and condition.operator == "or" else (condition,)
    found: list[tuple[str, str]] = []
    for test in tests:
        if not isinstance(test, nodes.InstanceOf) or not isinstance(test.value, nodes.Name) or not _is_whole(test.type):
            return None
        found.append((test.value.name, test.type.name))
    names = {name for name, _ in found}
    return (names.pop(), frozenset(type_ for _, type_ in found)) if len(names) == 1 else None


def _is_whole(type_: nodes.Type) -> bool:
    """Whether the type is all texts, numbers, truth values, lists or contexts, not some of them."""
    any_element = type_.element is None or type_.element.name == "Any"
    return type_.name in DATA_NAMES and any_element and not type_.entries and type_.constraint is None
