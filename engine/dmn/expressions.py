"""Boxed expressions to FEEL syntax: literal, context, invocation, list, relation, function, conditional, filter,
loops (DMN chapters 7.3 and 10.2). A decision table becomes one compiled node, built by `tables`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from engine.dmn.errors import DmnError, WrongExpression, WrongModel
from engine.dmn.languages import foreign_language
from engine.dmn.table import Table
from engine.dmn.types import ItemType, Types, argument_check
from engine.dmn.xml import Element, child, children, label, local_name, text_of
from engine.feel import nodes
from engine.feel.compiler import compile_node, user_function
from engine.feel.errors import FeelSyntaxError, Undefined
from engine.feel.expression import UnaryTests, compile_unary_tests
from engine.feel.functions import Parameter
from engine.feel.names import KnownNames, normalize
from engine.feel.nodes import Node
from engine.feel.parser import parse_expression
from engine.feel.scope import Evaluate, Scope
from engine.feel.values import Value
from engine.model import Bilingual

#: The entry under which a context keeps its result; no author can write this name.
_RESULT = " result"
_MAX_DEPTH = 60
_TOO_DEEP = Bilingual("عبارت بیش از اندازه تودرتوست", "the expression is nested too deeply")
_NO_EXPRESSION = Bilingual("عبارتی ندارد", "there is no expression")
_NO_PARAMETER = Bilingual("مقداری بی نام پارامتر آمده است", "a binding has no parameter")
_UNEVEN_ROW = Bilingual("سطر برای هر ستون یک خانه ندارد", "a row has not one cell for each column")
OUTSIDE_FEEL = Bilingual("تابعی که FEEL نیست فراخوانده نمی‌شود", "functions outside FEEL can't be called")


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds expressions of one model; what is wrong is raised, or in a lenient reading kept in `problems`."""

    types: Types
    names: KnownNames
    strict: bool
    build_table: Callable[["Builder", Element], Evaluate]
    problems: list[DmnError] = field(default_factory=list)
    #: All decision tables built, for the checks of `check_tables`.
    tables: list[Table] = field(default_factory=list)

    def knowing(self, names: Iterable[str]) -> "Builder":
        """The same builder for an expression that may use these names beside the common ones."""
        known = KnownNames(self.names)
        for name in names:
            known.add(name)
        return replace(self, names=known)

    def refuse(self, error: DmnError) -> nodes.Nothing:
        """Raise the error, or remember it and go on with null. Raises `DmnError`."""
        if self.strict:
            raise error
        self.problems.append(error)
        return nodes.Nothing(str(error))

    def feel(self, text: str, element: Element) -> Node:
        """The syntax of FEEL text found in the element."""
        foreign = foreign_language(element, text)
        if foreign is not None:
            return self.refuse(foreign)
        try:
            node = parse_expression(text, self.names)
        except FeelSyntaxError as error:
            return self.refuse(WrongExpression.of(error, text, label(element)))
        names_types = "instance" in text or "function" in text
        return nodes.rewrite(node, self.types.expand) if names_types else node

    def tests(self, text: str, element: Element) -> UnaryTests:
        """The unary tests of FEEL text found in the element."""
        foreign = foreign_language(element, text)
        try:
            if foreign is None:
                return compile_unary_tests(text, self.names)
            wrong = self.refuse(foreign)
        except FeelSyntaxError as error:
            wrong = self.refuse(WrongExpression.of(error, text, label(element)))
        return UnaryTests(text, frozenset(), lambda scope, _value: scope.run.null(wrong.reason))

    def closure(self, node: Node) -> Evaluate:
        """The node compiled; one nested too deeply is refused."""
        try:
            return compile_node(node)
        except RecursionError:
            return compile_node(self.refuse(WrongExpression(_TOO_DEEP)))

    def typed(self, node: Node, reference: str | None) -> Node:
        """The node's value as one of the type named, null with a reason where it isn't."""
        type_ = self.types.find(reference)
        return node if type_ is None else nodes.Compiled(conforming(self.closure(node), self.types, type_))

    def within(self, element: Element, depth: int = 0) -> Node:
        """The one expression that is a child of the element."""
        for part in element:
            if local_name(part) in _BOXED:
                return self.expression(part, depth + 1)
        return self.refuse(WrongModel(_NO_EXPRESSION, label(element)))

    def expression(self, element: Element, depth: int = 0) -> Node:
        """The syntax of a boxed expression; the type of a function definition is told by `function_closure`."""
        if depth > _MAX_DEPTH:
            return self.refuse(WrongModel(_TOO_DEEP, label(element)))
        try:
            node = _BOXED[local_name(element)](self, element, depth)
        except WrongModel as error:
            return self.refuse(error)
        return node if local_name(element) == "functionDefinition" else self.typed(node, element.get("typeRef"))


def conforming(value: Evaluate, types: Types, type_: ItemType) -> Evaluate:
    """A closure that gives null with a reason for values that are not of the type."""

    def check(scope: Scope) -> Value:
        try:
            return types.accept(value(scope), type_, scope, from_text=False)
        except Undefined as why:
            return scope.run.null(why)

    return check


def name_of(element: Element) -> str:
    """The element's name as FEEL looks it up."""
    return normalize(element.get("name", ""))


def _literal(builder: Builder, element: Element, _depth: int) -> Node:
    text = text_of(element, "text")
    return builder.feel(text, element) if text else nodes.Nothing(f"{label(element)}: the expression is empty")


def _context(builder: Builder, element: Element, depth: int) -> Node:
    entries: list[tuple[str, Node]] = []
    for entry in children(element, "contextEntry"):
        variable = child(entry, "variable")
        value = builder.within(entry, depth)
        if variable is None:
            entries.append((_RESULT, value))
        else:
            entries.append((name_of(variable), builder.typed(value, variable.get("typeRef"))))
    context = nodes.ContextOf(tuple(entries))
    return nodes.Path(context, _RESULT) if entries and entries[-1][0] == _RESULT else context


def _invocation(builder: Builder, element: Element, depth: int) -> Node:
    bindings: list[tuple[str, Node]] = []
    for binding in children(element, "binding"):
        parameter = child(binding, "parameter")
        if parameter is None:
            return builder.refuse(WrongModel(_NO_PARAMETER, label(binding)))
        value = builder.within(binding, depth) if len(binding) > 1 else nodes.Literal(None)
        bindings.append((name_of(parameter), value))
    callee = builder.within(element, depth)
    return nodes.NamedCall(callee, tuple(bindings)) if bindings else nodes.Call(callee, ())


def _list(builder: Builder, element: Element, depth: int) -> Node:
    items = [part for part in element if local_name(part) in _BOXED]
    return nodes.Listing(tuple(builder.expression(item, depth + 1) for item in items))


def _relation(builder: Builder, element: Element, depth: int) -> Node:
    columns = [(name_of(column), column.get("typeRef")) for column in children(element, "column")]
    return nodes.Listing(tuple(_row(builder, row, columns, depth) for row in children(element, "row")))


def _row(builder: Builder, row: Element, columns: list[tuple[str, str | None]], depth: int) -> Node:
    cells = [part for part in row if local_name(part) in _BOXED]
    if len(cells) != len(columns):
        return builder.refuse(WrongModel(_UNEVEN_ROW, label(row)))
    pairs = zip(columns, cells, strict=True)
    return nodes.ContextOf(
        tuple((name, builder.typed(builder.expression(cell, depth + 1), kind)) for (name, kind), cell in pairs)
    )


def _function(builder: Builder, element: Element, depth: int) -> Node:
    if element.get("kind", "FEEL") != "FEEL":
        return builder.refuse(WrongModel(OUTSIDE_FEEL, label(element)))
    return nodes.Compiled(function_closure(builder, element, depth))


def function_closure(builder: Builder, element: Element, depth: int = 0, result: str | None = None) -> Evaluate:
    """The closure that makes the function of a `functionDefinition`; `result` is the type of what it gives back."""
    types = builder.types
    formal = [(name_of(part), types.find(part.get("typeRef"))) for part in children(element, "formalParameter")]
    implied = [Parameter(name, optional=True) for name in _asked_by_table(element)] if not formal else []
    body_node = builder.within(element, depth)
    for reference in (element.get("typeRef"), result):
        body_node = builder.typed(body_node, _result_type(types, reference))
    body, cost = builder.closure(body_node), nodes.weight(body_node)

    def make(scope: Scope) -> Value:
        parameters = [Parameter(name, argument_check(types, type_, scope)) for name, type_ in formal]
        return user_function("function", (*parameters, *implied), body, scope, cost)

    return make


def _asked_by_table(element: Element) -> Iterator[str]:
    """The names that the table of a function without formal parameters asks for; they are its parameters then."""
    table = child(element, "decisionTable")
    for column in children(table, "input") if table is not None else ():
        expression = child(column, "inputExpression")
        text = text_of(expression, "text") if expression is not None else None
        if text and all(word.isidentifier() for word in text.split()):
            yield normalize(text)


def _result_type(types: Types, reference: str | None) -> str | None:
    """The type of a function's result, where the reference names that or the function's own type."""
    type_ = types.find(reference)
    return type_.result if type_ is not None and type_.is_function else reference


def _part(builder: Builder, element: Element, name: str, depth: int) -> Node:
    part = child(element, name)
    if part is None:
        return builder.refuse(WrongModel(Bilingual(f"`{name}` جا افتاده است", f"`{name}` is missing"), label(element)))
    return builder.within(part, depth)


def _conditional(builder: Builder, element: Element, depth: int) -> Node:
    condition, value, otherwise = (_part(builder, element, name, depth) for name in ("if", "then", "else"))
    return nodes.If(((condition, value),), otherwise)


def _filter(builder: Builder, element: Element, depth: int) -> Node:
    return nodes.Filter(_part(builder, element, "in", depth), _part(builder, element, "match", depth))


def _iteration(builder: Builder, element: Element, depth: int) -> tuple[nodes.Iteration]:
    name = normalize(element.get("iteratorVariable", "item"))
    source = child(element, "in")
    spoken = _spoken_span(builder, source) if source is not None else None
    return (
        replace(spoken, name=name) if spoken else nodes.Iteration(name, _part(builder, element, "in", depth), None),
    )


def _spoken_span(builder: Builder, source: Element) -> nodes.Iteration | None:
    """The iteration of a text such as `1..5`, which is FEEL only behind `for … in`; None for any other source."""
    written = child(source, "literalExpression")
    text = text_of(written, "text") if written is not None else None
    if text is None or ".." not in text:
        return None
    try:
        loop = parse_expression(f"for item in {text} return item", builder.names)
    except FeelSyntaxError:
        return None
    spans = isinstance(loop, nodes.For) and len(loop.iterations) == 1 and loop.iterations[0].until is not None
    return loop.iterations[0] if spans and isinstance(loop, nodes.For) else None


def _for(builder: Builder, element: Element, depth: int) -> Node:
    return nodes.For(_iteration(builder, element, depth), _part(builder, element, "return", depth))


def _some(builder: Builder, element: Element, depth: int) -> Node:
    body = _part(builder, element, "satisfies", depth)
    return nodes.Quantified("some", _iteration(builder, element, depth), body)


def _every(builder: Builder, element: Element, depth: int) -> Node:
    body = _part(builder, element, "satisfies", depth)
    return nodes.Quantified("every", _iteration(builder, element, depth), body)


def _table(builder: Builder, element: Element, _depth: int) -> Node:
    return nodes.Compiled(builder.build_table(builder, element))


_BOXED: dict[str, Callable[[Builder, Element, int], Node]] = {
    "literalExpression": _literal,
    "context": _context,
    "invocation": _invocation,
    "list": _list,
    "relation": _relation,
    "functionDefinition": _function,
    "conditional": _conditional,
    "filter": _filter,
    "for": _for,
    "some": _some,
    "every": _every,
    "decisionTable": _table,
}
