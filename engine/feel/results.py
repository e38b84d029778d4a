"""What a function surely gives back, as far as its body shows: for `instance of function<…> -> …` (DMN 10.3.2.9)."""

from collections.abc import Callable, Mapping

from engine.feel import nodes
from engine.feel.library import LIBRARY
from engine.feel.nodes import Node, Type
from engine.feel.values import kind_of

_BOOLEAN = (nodes.Comparison, nodes.Logical, nodes.Between, nodes.In, nodes.InstanceOf, nodes.Quantified)
_KINDS: dict[type[Node], Type] = {
    **dict.fromkeys(_BOOLEAN, Type("boolean")),
    nodes.Listing: Type("list"),
    nodes.For: Type("list"),
    nodes.ContextOf: Type("context"),
    nodes.Interval: Type("range"),
    nodes.FunctionOf: Type("function"),
}
Names = Mapping[str, Type | None]


def result_of(node: Node, names: Names) -> Type | None:
    """The type of the node's value, with the types of the names that are known; None where it doesn't show."""
    special = _SPECIAL.get(type(node))
    return special(node, names) if special is not None else _KINDS.get(type(node))


def _literal(node: nodes.Literal, _names: Names) -> Type:
    return Type("Null" if node.value is None else kind_of(node.value))


def _arithmetic(node: nodes.Arithmetic, names: Names) -> Type | None:
    """Numbers give a number and strings a string; for dates and durations it depends."""
    found = {result_of(each, names) for each in (node.first, *(operand for _, operand in node.rest))}
    return found.pop() if found in ({Type("number")}, {Type("string")}) else None


def _choice(node: nodes.If, names: Names) -> Type | None:
    found = {result_of(each, names) for each in (*(value for _, value in node.branches), node.otherwise)}
    return found.pop() if len(found) == 1 else None


def _call(node: nodes.Call | nodes.NamedCall, names: Names) -> Type | None:
    """What a built-in function gives, unless data hide it."""
    if not isinstance(node.callee, nodes.Name) or node.callee.name in names or node.callee.name not in LIBRARY:
        return None
    found = {signature.result for signature in LIBRARY[node.callee.name].signatures}
    return found.pop() if len(found) == 1 else None


_SPECIAL: dict[type[Node], Callable[..., Type | None]] = {
    nodes.Literal: _literal,
    nodes.Name: lambda node, names: names.get(node.name),
    nodes.Arithmetic: _arithmetic,
    nodes.If: _choice,
    nodes.Call: _call,
    nodes.NamedCall: _call,
}
