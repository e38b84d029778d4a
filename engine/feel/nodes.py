"""The abstract syntax of FEEL: frozen nodes, one per grammar rule that means something. No behaviour lives here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Literal as Choice


class Node:
    """Any piece of syntax."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Type(Node):
    """A type as written: `number`, `list<string>`, `context<a: number>`, `function<date> -> boolean`."""

    name: str
    #: Element of a list or range, or result of a function.
    element: "Type | None" = None
    #: Entries of a context.
    entries: tuple[tuple[str, "Type"], ...] | None = None
    #: Parameters of a function.
    parameters: tuple["Type", ...] | None = None
    #: What a value must also meet, asked with the value and the `Run`; only types of a model have it.
    constraint: Callable[..., bool] | None = None


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A constant, already as a FEEL value."""

    value: object


@dataclass(frozen=True, slots=True)
class Nothing(Node):
    """A literal that has no value, such as `@"2026-02-30"`: null for a known reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Compiled(Node):
    """Something that was compiled elsewhere, such as a decision table inside a boxed expression."""

    closure: Callable[..., object]


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A variable or built-in function; `?` is the input of a unary test."""

    name: str


@dataclass(frozen=True, slots=True)
class Listing(Node):
    """`[a, b]`"""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextOf(Node):
    """`{a: 1, b: a + 1}`"""

    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Interval(Node):
    """`[1..5)`, or `(> 5)` where an end is absent."""

    start: Node | None
    end: Node | None
    start_included: bool
    end_included: bool


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """Operators of one precedence from left to right: `first op operand op operand`."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Negation(Node):
    """`-a`"""

    operand: Node


@dataclass(frozen=True, slots=True)
class Logical(Node):
    """All operands joined by `and`, or all by `or`."""

    operator: Choice["and", "or"]
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """`left = right` and its kin."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Between(Node):
    """`value between low and high`, ends included."""

    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class OperatorTest(Node):
    """`< 5` as a test of an implied value."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class ValueTest(Node):
    """An expression as a test: equal to it, contained in it, or (where it uses `?`) itself the answer."""

    expression: Node
    uses_input: bool


@dataclass(frozen=True, slots=True)
class Tests(Node):
    """Unary tests: true where one of them is; no tests (`-`) hold for all."""

    alternatives: tuple[OperatorTest | ValueTest, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class In(Node):
    """`value in tests`"""

    value: Node
    tests: Tests


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    """`value instance of type`"""

    value: Node
    type: Type


@dataclass(frozen=True, slots=True)
class If(Node):
    """`if c then a else if d then b else e`"""

    branches: tuple[tuple[Node, Node], ...]
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Iteration(Node):
    """`name in source`, or `name in source..until`."""

    name: str
    source: Node
    until: Node | None


@dataclass(frozen=True, slots=True)
class For(Node):
    """`for x in xs, y in ys return body`"""

    iterations: tuple[Iteration, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """`some x in xs satisfies body`, or `every`."""

    quantifier: Choice["some", "every"]
    iterations: tuple[Iteration, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class FunctionOf(Node):
    """`function(a, b: number) body`"""

    parameters: tuple[tuple[str, Type | None], ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`f(a, b)`"""

    callee: Node
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class NamedCall(Node):
    """`f(x: a, y: b)`"""

    callee: Node
    arguments: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Path(Node):
    """`source.name`"""

    source: Node
    name: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """`source[predicate]`"""

    source: Node
    predicate: Node


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below."""
    for name in _parts_of(type(node)):  # type: ignore[arg-type]  # a class has a hash
        yield from _nodes_in(getattr(node, name))


@cache
def _parts_of(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _nodes_in(value: object) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes_in(item)


def weight(node: Node) -> int:
    """How many nodes an evaluation visits at most once: the price of one run in steps."""
    return 1 + sum(weight(child) for child in children(node))


def rewrite(node: Node, change: Callable[[Node], Node]) -> Node:
    """The syntax with `change` applied to each node, the inner ones first."""
    # Every concrete node is a dataclass, which the base class can't say.
    parts = {field.name: _rewritten(getattr(node, field.name), change) for field in fields(node)}  # type: ignore[arg-type]
    return change(replace(node, **parts))  # type: ignore[type-var]


def _rewritten(value: object, change: Callable[[Node], Node]) -> object:
    if isinstance(value, Node):
        return rewrite(value, change)
    return tuple(_rewritten(item, change) for item in value) if isinstance(value, tuple) else value


def mentions(node: Node, name: str) -> bool:
    """Whether the name occurs anywhere in the syntax."""
    return (isinstance(node, Name) and node.name == name) or any(mentions(child, name) for child in children(node))


def free_names(node: Node) -> frozenset[str]:
    """Names that the node surely takes from outside; a filter's may be entries of an element and don't count."""
    special = _FREE_NAMES.get(type(node))
    if special is not None:
        return special(node)
    return frozenset().union(*(free_names(child) for child in children(node)))


def _free_in_entries(entries: tuple[tuple[str, Node], ...]) -> frozenset[str]:
    free: frozenset[str] = frozenset()
    known: set[str] = set()
    for name, value in entries:
        free |= free_names(value) - known
        known.add(name)
    return free


def _free_in_iterations(iterations: tuple[Iteration, ...], body: Node, *implied: str) -> frozenset[str]:
    free: frozenset[str] = frozenset()
    known = set(implied)
    for iteration in iterations:
        sources = (iteration.source,) if iteration.until is None else (iteration.source, iteration.until)
        free |= frozenset().union(*(free_names(source) for source in sources)) - known
        known.add(iteration.name)
    return free | (free_names(body) - known)


_FREE_NAMES: dict[type[Node], Callable[..., frozenset[str]]] = {
    Name: lambda node: frozenset((node.name,)),
    Literal: lambda _node: frozenset(),
    Filter: lambda node: free_names(node.source),
    FunctionOf: lambda node: free_names(node.body) - {name for name, _ in node.parameters},
    ContextOf: lambda node: _free_in_entries(node.entries),
    For: lambda node: _free_in_iterations(node.iterations, node.body, "partial"),
    Quantified: lambda node: _free_in_iterations(node.iterations, node.body),
}
