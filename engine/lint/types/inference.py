"""The kind of an expression's value, and what is surely wrong with the expression, over names whose kinds are known.

One walk over the syntax. What isn't known for sure has any kind and is no slip."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from engine.feel import nodes
from engine.feel.errors import FeelError
from engine.feel.expression import compile_parsed
from engine.feel.library import LIBRARY, PREDEFINED
from engine.feel.nodes import Node, free_names
from engine.feel.scope import Budget
from engine.feel.values import Value
from engine.lint.types import calls, slips
from engine.lint.types.arithmetic import calculated
from engine.lint.types.clashes import Clash, clash
from engine.lint.types.guards import guarded
from engine.lint.types.juel import juel_operator
from engine.lint.types.kinds import (
    ANY,
    BOOLEAN,
    NULL,
    TEMPORAL,
    Kind,
    constant,
    context,
    listing,
    of_name,
    union,
)
from engine.lint.types.messages import kind_en, kind_fa, shown
from engine.lint.types.slips import Slip, UnknownName

NodeType = TypeVar("NodeType", bound=Node)
#: among the local names: there may be others that nobody knows
OPEN = "*"
_BUDGET = Budget(steps=2_000)
_PARTS = frozenset({"context", "list", "range"}) | TEMPORAL


@dataclass(slots=True)
class Reading:
    """One expression while it is read. `dated`: text of the case may stand for the date that it spells."""

    known: Mapping[str, Kind]
    dated: bool
    found: list[Slip] = field(default_factory=list)
    unknown: dict[str, UnknownName] = field(default_factory=dict)

    def kind(self, node: Node, local: Mapping[str, Kind]) -> Kind:
        """The kind of the node's value, where `local` names are seen beside those that are known."""
        infer = _INFER.get(type(node))
        return ANY if infer is None else infer(self, node, local)

    def tell(self, slip: Slip | None) -> None:
        """Remember a fault once."""
        if slip is not None and slip not in self.found:
            self.found.append(slip)

    def look_up(self, name: str, local: Mapping[str, Kind]) -> Kind | None:
        """What the name stands for; None where nothing gives it."""
        found = local.get(name) or self.known.get(name)
        if found is not None:
            return found
        return ANY if OPEN in local or name in PREDEFINED or name == "?" else None

    def ask(self, node: Node, kind: Kind) -> None:
        """The value is asked for true or false."""
        if not kind.may_be("boolean") and not kind.is_null:
            self.tell(slips.no_truth(node, kind))

    def compare(self, node: Node, left: tuple[Node | None, Kind], right: tuple[Node, Kind], operator: str) -> None:
        """The two are compared."""
        for (one, _), (_, other) in ((left, right), (right, left)):
            if isinstance(one, nodes.Name) and one.name in self.unknown and one.name in (other.values or ()):
                self.unknown[one.name] = UnknownName(one.name, quoted=True)
        found = clash(left[1], right[1], dated=self.dated, ordered=operator not in ("=", "!="))
        constants = isinstance(left[0], nodes.Literal) and isinstance(right[0], nodes.Literal)
        if found is not None and not (found is Clash.VALUES and constants):
            self.tell(slips.never(node, left[1], right[1], found))


def _name(reading: Reading, node: nodes.Name, local: Mapping[str, Kind]) -> Kind:
    found = reading.look_up(node.name, local)
    if found is None:
        reading.unknown.setdefault(node.name, UnknownName(node.name))
        return ANY
    return found


def _nothing(reading: Reading, node: nodes.Nothing, _local: Mapping[str, Kind]) -> Kind:
    reading.tell(slips.no_result("@…", "تاریخ یا ساعتی که نوشته شده وجود ندارد", node.reason))
    return ANY


def _literal(_reading: Reading, node: nodes.Literal, _local: Mapping[str, Kind]) -> Kind:
    return constant(node.value)


def _listing(reading: Reading, node: nodes.Listing, local: Mapping[str, Kind]) -> Kind:
    return listing(union(*(reading.kind(item, local) for item in node.items)))


def _context(reading: Reading, node: nodes.ContextOf, local: Mapping[str, Kind]) -> Kind:
    entries: dict[str, Kind] = {}
    inside = dict(local)
    for name, value in node.entries:
        entries[name] = inside[name] = reading.kind(value, inside)
    return context(entries)


def _interval(reading: Reading, node: nodes.Interval, local: Mapping[str, Kind]) -> Kind:
    ends = [reading.kind(end, local) for end in (node.start, node.end) if end is not None]
    return Kind(frozenset({"range"}), spells=frozenset(), items=union(*ends))


def _if(reading: Reading, node: nodes.If, local: Mapping[str, Kind]) -> Kind:
    kinds: list[Kind] = []
    for condition, value in node.branches:
        reading.ask(condition, reading.kind(condition, local))
        asked = guarded(condition, {name: reading.look_up(name, local) for name in free_names(condition)})
        if asked is None:
            kinds.append(reading.kind(value, local))
            continue
        name, taken, left = asked
        if taken is not None:
            kinds.append(reading.kind(value, {**local, name: taken}))
        if left is None:
            return union(*kinds)  # nothing but null goes on
        local = {**local, name: left}
    return union(*kinds, reading.kind(node.otherwise, local))


def _logical(reading: Reading, node: nodes.Logical, local: Mapping[str, Kind]) -> Kind:
    for operand in node.operands:
        reading.ask(operand, reading.kind(operand, local))
    return BOOLEAN


def _comparison(reading: Reading, node: nodes.Comparison, local: Mapping[str, Kind]) -> Kind:
    left, right = reading.kind(node.left, local), reading.kind(node.right, local)
    reading.compare(node, (node.left, left), (node.right, right), node.operator)
    return BOOLEAN


def _between(reading: Reading, node: nodes.Between, local: Mapping[str, Kind]) -> Kind:
    value = reading.kind(node.value, local)
    for end in (node.low, node.high):
        reading.compare(
            nodes.Comparison("<=", node.value, end), (node.value, value), (end, reading.kind(end, local)), "<="
        )
    return BOOLEAN


def _in(reading: Reading, node: nodes.In, local: Mapping[str, Kind]) -> Kind:
    read_tests(reading, node.tests, node.value, reading.kind(node.value, local), local)
    return BOOLEAN


def read_tests(reading: Reading, tests: nodes.Tests, subject: Node, value: Kind, local: Mapping[str, Kind]) -> None:
    """Tests of a value of that kind; `subject` is how it is called."""
    for test in tests.alternatives:
        if isinstance(test, nodes.OperatorTest):
            operand = reading.kind(test.operand, local)
            node = nodes.Comparison(test.operator, subject, test.operand)
            reading.compare(node, (None, value), (test.operand, operand), test.operator)
        elif test.uses_input:
            inside = {**local, "?": value}
            reading.ask(test.expression, reading.kind(test.expression, inside))
        else:
            _value_test(reading, test.expression, subject, value, local)


def _value_test(reading: Reading, node: Node, subject: Node, value: Kind, local: Mapping[str, Kind]) -> None:
    """Equality with a value, or being in a range or list."""
    if isinstance(node, nodes.Listing) and not value.may_be("list"):
        for item in node.items:
            _value_test(reading, item, subject, value, local)
        return
    kind = reading.kind(node, local)
    if kind.names == {"range"} and kind.items is not None:
        reading.compare(nodes.Comparison(">=", subject, node), (None, value), (node, kind.items), ">=")
    elif kind.names.isdisjoint({"boolean", "list", "range"}):
        reading.compare(nodes.Comparison("=", subject, node), (None, value), (node, kind), "=")


def _arithmetic(reading: Reading, node: nodes.Arithmetic, local: Mapping[str, Kind]) -> Kind:
    value, so_far = reading.kind(node.first, local), node.first
    for sign, operand in node.rest:
        other = reading.kind(operand, local)
        whole = nodes.Arithmetic(so_far, ((sign, operand),))
        result = calculated(sign, value, other, reading.dated)
        if result is None:
            reading.tell(
                slips.no_result(
                    shown(whole),
                    f"{kind_fa(value)} و {kind_fa(other)} با `{sign}` حساب نمی‌شوند",
                    f"{kind_en(value)} and {kind_en(other)} have no `{sign}`",
                )
            )
        value, so_far = result or ANY, whole
    return value


def _negation(reading: Reading, node: nodes.Negation, local: Mapping[str, Kind]) -> Kind:
    kind = reading.kind(node.operand, local)
    durations = ("days and time duration", "years and months duration")
    if not kind.may_be("number", *durations) and not kind.is_null:
        text = f"-{shown(node.operand)}"
        reading.tell(slips.no_result(text, f"{kind_fa(kind)} منفی ندارد", f"{kind_en(kind)} has no negative"))
        return ANY
    return Kind(kind.names, spells=frozenset())


def _truth(reading: Reading, node: Node, local: Mapping[str, Kind]) -> Kind:
    for child in nodes.children(node):
        reading.kind(child, local)
    return BOOLEAN


def _loops(reading: Reading, iterations: tuple[nodes.Iteration, ...], local: Mapping[str, Kind]) -> dict[str, Kind]:
    inside = dict(local)
    for each in iterations:
        source = reading.kind(each.source, inside)
        if each.until is not None:
            source = listing(union(source, reading.kind(each.until, inside)))
        walked = source.names in ({"list"}, {"range"})
        inside[each.name] = (source.items or ANY) if walked else ANY
    return inside


def _for(reading: Reading, node: nodes.For, local: Mapping[str, Kind]) -> Kind:
    inside = _loops(reading, node.iterations, local)
    return listing(reading.kind(node.body, {**inside, "partial": listing(ANY)}))


def _quantified(reading: Reading, node: nodes.Quantified, local: Mapping[str, Kind]) -> Kind:
    inside = _loops(reading, node.iterations, local)
    reading.ask(node.body, reading.kind(node.body, inside))
    return BOOLEAN


def _function(reading: Reading, node: nodes.FunctionOf, local: Mapping[str, Kind]) -> Kind:
    parameters = {name: ANY if type_ is None else of_name(type_.name) for name, type_ in node.parameters}
    reading.kind(node.body, {**local, **parameters})
    return Kind(frozenset({"function"}), spells=frozenset())


def _call(reading: Reading, node: nodes.Call, local: Mapping[str, Kind]) -> Kind:
    arguments = [reading.kind(argument, local) for argument in node.arguments]
    name = _callee(reading, node.callee, local)
    if name is None:
        return ANY
    _known_pitfalls(reading, node, name, arguments)
    result, slip = calls.called(name, node, arguments, dated=reading.dated)
    reading.tell(slip)
    return result


def _named_call(reading: Reading, node: nodes.NamedCall, local: Mapping[str, Kind]) -> Kind:
    arguments = {name: reading.kind(argument, local) for name, argument in node.arguments}
    name = _callee(reading, node.callee, local)
    if name is None:
        return ANY
    result, slip = calls.called_by_name(name, node, arguments, dated=reading.dated)
    reading.tell(slip)
    return result


def _callee(reading: Reading, node: Node, local: Mapping[str, Kind]) -> str | None:
    """The built-in function that is called; None for functions of one's own, and for what is none."""
    match node:
        case nodes.Name(name=name):
            if name in LIBRARY:
                return name
            found = reading.look_up(name, local)
            if found is None or not found.may_be("function"):
                reading.tell(slips.unknown_function(name, frozenset(LIBRARY)))
        case nodes.Path(source=nodes.Name(name="miz"), name=name):
            if f"miz.{name}" in LIBRARY:
                return f"miz.{name}"
            reading.tell(slips.unknown_function(f"miz.{name}", frozenset(LIBRARY)))
        case nodes.Path(source=nodes.Name(name=variable)) if _is_data(reading, variable, local):
            reading.tell(slips.method(shown(node)))
        case nodes.Path(source=source, name=name):
            kind = reading.kind(source, local)
            entry = kind.entries.get(name, NULL) if kind.entries is not None else kind
            if not entry.may_be("function"):
                reading.tell(slips.method(shown(node)))
        case _:
            reading.kind(node, local)
    return None


def _is_data(reading: Reading, name: str, local: Mapping[str, Kind]) -> bool:
    """Whether a name can be nothing but data of the case, which are JSON and hold no functions."""
    return OPEN not in local and name not in local and name not in reading.known and name not in PREDEFINED


def _known_pitfalls(reading: Reading, node: nodes.Call, name: str, arguments: list[Kind]) -> None:
    """What the declarations of functions can't say of their arguments."""
    if name == "not" and len(arguments) == 1:
        reading.ask(node.arguments[0], arguments[0])
    elif name.startswith("miz.juel"):
        juel_operator(name, node, arguments, tell=reading.tell, compare=reading.compare)
    elif name == "list contains" and len(arguments) == 2:
        items = arguments[0].items if arguments[0].names == {"list"} else None
        if items is not None and clash(items, arguments[1], dated=False) in (Clash.KINDS, Clash.VALUES):
            reading.tell(slips.never(node, items, arguments[1], clash(items, arguments[1], dated=False) or Clash.KINDS))
    elif name == "get value" and len(arguments) == 2 and arguments[1].names == {"list"}:
        reading.tell(
            slips.no_result(shown(node), "کلید یک متن است؛ بنویسید: `x.a.b`", "a key is one text; write `x.a.b`")
        )
    elif name == "get value" and len(arguments) == 2 and arguments[0].entries is not None:
        lacking = sorted(str(v) for v in arguments[1].values or () if v not in arguments[0].entries)
        if lacking:
            reading.tell(slips.missing_entries(shown(node.arguments[1]), list(lacking)))


def _path(reading: Reading, node: nodes.Path, local: Mapping[str, Kind]) -> Kind:
    source = reading.kind(node.source, local)
    if source.names == {"list"}:
        items = source.items or ANY
        return listing(_part(reading, node, items))
    return _part(reading, node, source)


def _part(reading: Reading, node: nodes.Path, source: Kind) -> Kind:
    if source.is_any or source.is_null:
        return ANY
    if source.names == {"context"} and source.entries is not None:
        if node.name in source.entries:
            return source.entries[node.name]
        reading.tell(slips.no_entry(node, frozenset(source.entries)))
    elif source.names.isdisjoint(_PARTS) and not (reading.dated and "string" in source.names):
        reading.tell(slips.no_property(node, source))
    return ANY


def _filter(reading: Reading, node: nodes.Filter, local: Mapping[str, Kind]) -> Kind:
    source = reading.kind(node.source, local)
    item = (source.items or ANY) if source.names == {"list"} else source
    entries = item.entries if item.names == {"context"} else None
    inside = {**local, "item": item, **(entries or {})}
    if entries is None and item.may_be("context"):
        inside[OPEN] = ANY
    predicate = reading.kind(node.predicate, inside)
    return item if predicate.names == {"number"} else listing(item) if predicate.names == {"boolean"} else ANY


_INFER: dict[type[Node], Callable[..., Kind]] = {
    nodes.Literal: _literal,
    nodes.Nothing: _nothing,
    nodes.Name: _name,
    nodes.Listing: _listing,
    nodes.ContextOf: _context,
    nodes.Interval: _interval,
    nodes.If: _if,
    nodes.Logical: _logical,
    nodes.Comparison: _comparison,
    nodes.Between: _between,
    nodes.In: _in,
    nodes.Arithmetic: _arithmetic,
    nodes.Negation: _negation,
    nodes.InstanceOf: _truth,
    nodes.For: _for,
    nodes.Quantified: _quantified,
    nodes.FunctionOf: _function,
    nodes.Call: _call,
    nodes.NamedCall: _named_call,
    nodes.Path: _path,
    nodes.Filter: _filter,
}


def constant_value(text: str, node: Node, known: Mapping[str, Kind]) -> tuple[bool, Value]:
    """Whether an expression depends on none of the known variables, nor on others, and its value then. Data may be
    called like a function of FEEL."""
    names = free_names(node)
    if (
        names - PREDEFINED
        or not names.isdisjoint(known)
        or nodes.mentions(node, "now")
        or nodes.mentions(node, "today")
    ):
        return False, None
    try:
        return True, compile_parsed(text, node).evaluate({}, budget=_BUDGET)
    except FeelError:
        return False, None
