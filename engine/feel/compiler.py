"""From AST to closures: the registry of compilers by node class, and the closures of values, names and calls."""

from collections.abc import Callable
from typing import TypeVar

from engine.feel import nodes
from engine.feel.errors import Undefined
from engine.feel.functions import Function, Parameter, Signature
from engine.feel.json import READY, given
from engine.feel.library import LIBRARY, OWN
from engine.feel.nodes import Node
from engine.feel.results import result_of
from engine.feel.scope import Evaluate, Run, Scope
from engine.feel.types import coerce
from engine.feel.values import Context, Range, Value, kind_of, less

NodeType = TypeVar("NodeType", bound=Node)
Compile = Callable[[NodeType], Evaluate]
_COMPILERS: dict[type[Node], Callable[..., Evaluate]] = {}


def compiles(kind: type[NodeType]) -> Callable[[Compile[NodeType]], Compile[NodeType]]:
    """Register the compiler of one node class."""

    def register(compile_: Compile[NodeType]) -> Compile[NodeType]:
        _COMPILERS[kind] = compile_
        return compile_

    return register


def compile_node(node: Node) -> Evaluate:
    """The closure that evaluates the node."""
    return _COMPILERS[type(node)](node)


@compiles(nodes.Literal)
def _literal(node: nodes.Literal) -> Evaluate:
    value = node.value
    return lambda _scope: value


@compiles(nodes.Nothing)
def _nothing(node: nodes.Nothing) -> Evaluate:
    return lambda scope: scope.run.null(node.reason)


@compiles(nodes.Compiled)
def _compiled(node: nodes.Compiled) -> Evaluate:
    return node.closure


@compiles(nodes.Name)
def _name(node: nodes.Name) -> Evaluate:
    name = node.name
    function: Value = OWN if name == "miz" else LIBRARY.get(name)

    def read(scope: Scope) -> Value:
        here: Scope | None = scope
        while here is not None:
            if name in here.variables:
                value = here.variables[name]
                return value if type(value) in READY else given(value, scope.run)
            here = here.parent
        return function or scope.run.null(scope.run.NO_VARIABLE.format(name))

    return read


@compiles(nodes.Listing)
def _listing(node: nodes.Listing) -> Evaluate:
    items = [compile_node(item) for item in node.items]
    return lambda scope: tuple([item(scope) for item in items])


@compiles(nodes.ContextOf)
def _context(node: nodes.ContextOf) -> Evaluate:
    entries = [(name, compile_node(value)) for name, value in node.entries]
    duplicates = len({name for name, _ in entries}) < len(entries)

    def build(scope: Scope) -> Value:
        if duplicates:
            return scope.run.null("two entries of the context have one name")
        context = Context()
        inside = scope.child(context)
        for name, value in entries:
            context[name] = value(inside)
        return context

    return build


@compiles(nodes.Interval)
def _interval(node: nodes.Interval) -> Evaluate:
    constant = constant_range(node)
    if constant is not None:
        return lambda _scope: constant
    start = compile_node(node.start) if node.start else None
    end = compile_node(node.end) if node.end else None

    def build(scope: Scope) -> Value:
        low = start(scope) if start else None
        high = end(scope) if end else None
        if (start and low is None) or (end and high is None):
            return scope.run.null("an end of the range is null")
        try:
            return _range(node, low, high)
        except Undefined as why:
            return scope.run.null(why)

    return build


def constant_range(node: Node) -> Range | None:
    """The range of an interval whose ends are literals; None for anything else."""
    if not isinstance(node, nodes.Interval):
        return None
    ends = (node.start, node.end)
    if not all(end is None or (isinstance(end, nodes.Literal) and end.value is not None) for end in ends):
        return None
    start, end = (end.value if isinstance(end, nodes.Literal) else None for end in ends)
    try:
        return _range(node, start, end)
    except Undefined:
        return None


def _range(node: nodes.Interval, start: Value, end: Value) -> Range:
    """The range, whose ends must have an order. Raises `Undefined`."""
    if start is not None and end is not None:
        less(start, end)
    return Range(start, end, node.start_included, node.end_included)


@compiles(nodes.If)
def _if(node: nodes.If) -> Evaluate:
    branches = [(compile_node(condition), compile_node(value)) for condition, value in node.branches]
    otherwise = compile_node(node.otherwise)

    def choose(scope: Scope) -> Value:
        for condition, value in branches:
            if condition(scope) is True:
                return value(scope)
        return otherwise(scope)

    return choose


@compiles(nodes.FunctionOf)
def _function(node: nodes.FunctionOf) -> Evaluate:
    body = compile_node(node.body)
    cost = nodes.weight(node.body)
    parameters = tuple(typed_parameter(name, type_) for name, type_ in node.parameters)
    result = result_of(node.body, dict(node.parameters))
    return lambda scope: user_function("function", parameters, body, scope, cost, result)


def typed_parameter(name: str, type_: nodes.Type | None) -> Parameter:
    """A parameter whose arguments are converted to the type."""
    return (
        Parameter(name)
        if type_ is None
        else Parameter(name, lambda value, run: coerce(value, type_, run), types=(type_,))
    )


def user_function(
    name: str,
    parameters: tuple[Parameter, ...],
    body: Evaluate,
    scope: Scope,
    cost: int,
    result: nodes.Type | None = None,
) -> Function:
    """A function whose body sees its arguments, and behind them the scope where it was defined."""
    names = [parameter.name for parameter in parameters]

    def run_body(run: Run, arguments: list[Value]) -> Value:
        run.charge(cost)
        inside = Scope(dict(zip(names, arguments, strict=False)), run, scope)  # optional ones may be left out
        return run.inside_function(lambda: body(inside))

    return Function(name, (Signature(parameters, run_body, result=result),))


def _callee(node: Node) -> Evaluate:
    """What is called; data named like a built-in function, such as `date` or `count`, don't hide it."""
    read = compile_node(node)
    function = LIBRARY.get(node.name) if isinstance(node, nodes.Name) else None
    if function is None:
        return read

    def find(scope: Scope) -> Value:
        value = read(scope)
        return value if isinstance(value, Function) else function

    return find


@compiles(nodes.Call)
def _call(node: nodes.Call) -> Evaluate:
    callee = _callee(node.callee)
    arguments = [compile_node(argument) for argument in node.arguments]

    def call(scope: Scope) -> Value:
        function = callee(scope)
        if not isinstance(function, Function):
            return scope.run.null(f"{kind_of(function)} can't be called")
        try:
            return function.call(scope.run, [argument(scope) for argument in arguments])
        except Undefined as why:
            return scope.run.null(why)

    return call


@compiles(nodes.NamedCall)
def _named_call(node: nodes.NamedCall) -> Evaluate:
    callee = _callee(node.callee)
    arguments = [(name, compile_node(argument)) for name, argument in node.arguments]
    if len(dict(arguments)) < len(arguments):
        return lambda scope: scope.run.null("two arguments have one name")

    def call(scope: Scope) -> Value:
        function = callee(scope)
        if not isinstance(function, Function):
            return scope.run.null(f"{kind_of(function)} can't be called")
        try:
            return function.call_named(scope.run, {name: argument(scope) for name, argument in arguments})
        except Undefined as why:
            return scope.run.null(why)

    return call
