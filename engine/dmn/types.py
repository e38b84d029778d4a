"""Item definitions: what values of a model look like, and how JSON data become such values (DMN 7.3.2)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from engine.dmn.errors import DmnError, WrongExpression
from engine.dmn.xml import Element, child, children, label, text_of
from engine.feel.errors import FeelSyntaxError, Undefined
from engine.feel.expression import UnaryTests, compile_unary_tests
from engine.feel.functions import Function
from engine.feel.library import LIBRARY
from engine.feel.names import KnownNames, normalize
from engine.feel.nodes import Node, Type
from engine.feel.scope import Run, Scope
from engine.feel.stream import TokenStream
from engine.feel.temporal_text import parse_date, parse_date_time, parse_duration, parse_time
from engine.feel.text import shown
from engine.feel.type_parser import parse_type
from engine.feel.types import ALIASES, BUILT_IN, coerce
from engine.feel.unary import Test
from engine.feel.values import Context, Value, kind_of

_READERS = {
    "date": parse_date,
    "time": parse_time,
    "date and time": parse_date_time,
    "days and time duration": parse_duration,
    "years and months duration": parse_duration,
}
MAX_DEPTH = 30


@dataclass(frozen=True, slots=True)
class ItemType:
    """A type of the model: a built-in one, another item's, or a structure; maybe a list, maybe constrained."""

    name: str
    base: str | None = None
    components: tuple[tuple[str, "ItemType"], ...] | None = None
    is_list: bool = False
    #: What each single value must pass (`allowedValues`).
    allowed: UnaryTests | None = None
    #: What the value as a whole must pass, a list included (`typeConstraint`, DMN 1.5).
    constraint: UnaryTests | None = None
    is_function: bool = False
    #: The type that a function gives back.
    result: str | None = None


class Types:
    """The item definitions of one model by name."""

    def __init__(self, definitions: Element, names: KnownNames, imported: "Mapping[str, Types]") -> None:
        self._names = names
        self._imported = imported
        self._items: dict[str, ItemType] = {}
        #: Constraints that are not FEEL; they hold for all values.
        self.problems: list[DmnError] = []
        for element in children(definitions, "itemDefinition"):
            item = self._read(element, 0)
            self._items[item.name] = item

    def _read(self, element: Element, depth: int) -> ItemType:
        inner = tuple(self._read(part, depth + 1) for part in children(element, "itemComponent") if depth < MAX_DEPTH)
        base = local_type(text_of(element, "typeRef"))
        if base is not None and "<" in base:
            self._spelled(base)
        function = child(element, "functionItem")
        return ItemType(
            name=normalize(element.get("name", "")),
            base=base,
            components=tuple((part.name, part) for part in inner) or None,
            is_list=element.get("isCollection") in ("true", "1"),
            allowed=self._tests(element, "allowedValues"),
            constraint=self._tests(element, "typeConstraint"),
            is_function=function is not None,
            result=local_type(function.get("outputTypeRef")) if function is not None else None,
        )

    def _tests(self, element: Element, name: str) -> UnaryTests | None:
        constraint = child(element, name)
        text = text_of(constraint, "text") if constraint is not None else None
        if not text:
            return None
        try:
            return compile_unary_tests(text, self._names)
        except FeelSyntaxError as error:
            self.problems.append(WrongExpression.of(error, text, label(element)))
            return None

    def find(self, reference: str | None) -> ItemType | None:
        """The type that a `typeRef` names; None for no type, Any, and names that the model doesn't define."""
        name = local_type(reference)
        if name is None or name in ("Any", "any"):
            return None
        if name in self._items:
            return self._items[name]
        if name.partition(".")[0] in self._imported:
            return ItemType(name, name)
        if ALIASES.get(name, name) in BUILT_IN:
            return ItemType(name, name)
        if "<" in name:
            return self._spelled(name)
        return self._imported[""].find(name) if "" in self._imported else None

    def _spelled(self, text: str) -> ItemType | None:
        """The type of FEEL text such as `list<date>`, which is kept under that text; None for other text."""
        try:
            self._items[text] = self._item(text, parse_type(TokenStream(text, self._names)))
        except FeelSyntaxError:
            return None
        return self._items[text]

    def _item(self, name: str, type_: Type) -> ItemType:
        """The item definition that a type as FEEL spells it stands for; each type inside is one of its own."""
        if type_.entries is not None:
            parts = tuple((key, replace(self._item(f"{name} {key}", part), name=key)) for key, part in type_.entries)
            return ItemType(name, components=parts)
        if type_.name == "list" and type_.element is not None:
            inside = f"{name} element"
            self._items[inside] = self._item(inside, type_.element)
            return ItemType(name, inside, is_list=True)
        return ItemType(name, type_.name, is_function=type_.name == "function")

    def kind(self, type_: ItemType | None) -> str | None:
        """The simple kind of all the type's values, such as `number`; None for lists, structures and no type."""
        types = self
        for _ in range(MAX_DEPTH):
            if type_ is None or type_.is_list or type_.components is not None or type_.is_function:
                return None
            types, base = types._base_of(type_)
            if base is None:
                return ALIASES.get(type_.base or "", type_.base)
            type_ = base
        return None

    def limits(self, type_: ItemType | None) -> Iterator[str]:
        """The texts of all constraints that a single value of the type must meet, those of what it is based on too."""
        types = self
        for _ in range(MAX_DEPTH):
            if type_ is None or type_.is_list:
                return
            yield from (each.text for each in (type_.allowed, type_.constraint) if each is not None)
            types, type_ = types._base_of(type_)

    def _base_of(self, type_: ItemType) -> "tuple[Types, ItemType | None]":
        """The defined type that a type is based on, and the model's types among which it stands."""
        name = type_.base or ""
        if name in self._items:
            return self, self._items[name] if name != type_.name else None
        elsewhere = self._elsewhere(name)
        return (elsewhere[0], elsewhere[0]._items.get(elsewhere[1])) if elsewhere else (self, None)

    def expand(self, node: Node) -> Node:
        """A type by name as what it stands for in `instance of` and behind parameters; other syntax as it is."""
        return self._named(node.name, 0) or node if isinstance(node, Type) else node

    def _named(self, name: str, depth: int) -> Type | None:
        """What a type of this model or an imported one stands for; None for other names."""
        if name in self._items:
            return self._written_out(self._items[name], depth)
        elsewhere = self._elsewhere(name)
        return elsewhere[0]._named(elsewhere[1], depth) if elsewhere else None

    def _elsewhere(self, name: str) -> "tuple[Types, str] | None":
        """The types of the imported model that a name such as `import.name` leads to, and the name there."""
        alias, dot, inner = name.partition(".")
        if dot and alias in self._imported:
            return self._imported[alias], inner
        return (self._imported[""], name) if "" in self._imported else None

    def _written_out(self, item: ItemType, depth: int) -> Type:
        if item.components is not None and depth < MAX_DEPTH:
            parts = tuple((name, self._written_out(part, depth + 1)) for name, part in item.components)
            type_ = Type("context", entries=parts)
        else:
            named = item.base if item.base != item.name and depth < MAX_DEPTH else None
            plain = Type("function" if item.is_function else item.base or "Any")
            type_ = (self._named(named, depth + 1) if named else None) or plain
        type_ = _constrained(type_, item.allowed)
        return _constrained(Type("list", type_) if item.is_list else type_, item.constraint)

    def accept(self, value: Value, type_: ItemType | None, scope: Scope, *, from_text: bool) -> Value:
        """The value as one of the type; ISO 8601 text becomes a date where `from_text` says so.

        Raises `Undefined` where it can't be one."""
        return self._accept(value, type_, scope, from_text, 0)

    def _accept(self, value: Value, type_: ItemType | None, scope: Scope, from_text: bool, depth: int) -> Value:
        if type_ is None or value is None or depth > MAX_DEPTH:
            return value
        scope.run.charge(1)
        if type_.is_list:
            items = value if isinstance(value, tuple) else (value,)
            scope.run.charge(len(items))
            value = tuple([self._accept_one(item, type_, scope, from_text, depth) for item in items])
        else:
            value = self._accept_one(value, type_, scope, from_text, depth)
        if type_.constraint is not None and type_.constraint.test(scope, value) is not True:
            raise Undefined(f"{shown(value)} does not meet the constraint of {type_.name}")
        return value

    def _accept_one(self, value: Value, type_: ItemType, scope: Scope, from_text: bool, depth: int) -> Value:
        if value is None:
            return None
        if type_.is_function and not isinstance(value, Function):
            raise Undefined(f"{kind_of(value)} is given where the function {type_.name} is expected")
        if type_.components is not None:
            value = self._structure(value, type_, scope, from_text, depth)
        elif type_.base in self._items and type_.base != type_.name:
            value = self._accept(value, self._items[type_.base], scope, from_text, depth + 1)
        elif type_.base is not None:
            value = self._based(value, type_.base, scope, from_text)
        if type_.allowed is not None and not passes(type_.allowed.test, scope, value):
            raise Undefined(f"{shown(value)} is not allowed for {type_.name}")
        return value

    def _based(self, value: Value, base: str, scope: Scope, from_text: bool) -> Value:
        """The value as one of a built-in type, or of one that another model defines."""
        elsewhere = None if ALIASES.get(base, base) in BUILT_IN else self._elsewhere(base)
        if elsewhere is None:
            return _simple(value, base, scope.run, from_text)
        other, name = elsewhere
        return other.accept(value, other.find(name), scope, from_text=from_text)

    def _structure(self, value: Value, type_: ItemType, scope: Scope, from_text: bool, depth: int) -> Value:
        if isinstance(value, tuple) and len(value) == 1:
            value = value[0]
        if not isinstance(value, Context):
            raise Undefined(f"{kind_of(value)} is given where {type_.name} is expected")
        scope.run.charge(len(value))
        entries = dict(value)
        for name, part in type_.components or ():
            if name in entries:
                entries[name] = self._accept(entries[name], part, scope, from_text, depth + 1)
        return Context(entries)


def argument_check(types: Types, type_: ItemType | None, scope: Scope) -> Callable[[Value, Run], Value] | None:
    """What makes an argument one of its parameter's type, or raises `Undefined`."""
    return None if type_ is None else lambda value, _run: types.accept(value, type_, scope, from_text=False)


def _constrained(type_: Type, tests: UnaryTests | None) -> Type:
    """The type with one more constraint on its values."""
    if tests is None:
        return type_
    earlier, test = type_.constraint, tests.test

    def holds(value: Value, run: Run) -> bool:
        return (earlier is None or earlier(value, run)) and passes(test, Scope({}, run), value)

    return replace(type_, constraint=holds)


def passes(test: Test, scope: Scope, value: Value) -> bool:
    """Whether a value meets a constraint; a list does if all of its elements do or it does itself."""
    if test(scope, value) is True:
        return True
    return isinstance(value, tuple) and all(test(scope, item) is True for item in value)


def _simple(value: Value, name: str, run: Run, from_text: bool) -> Value:
    kind = ALIASES.get(name, name)
    if from_text and isinstance(value, str):
        if kind in _READERS:
            value = _READERS[kind](value)
        elif kind == "range":
            value = LIBRARY["range"].call(run, (value,))
    return coerce(value, Type(kind), run) if kind in BUILT_IN else value


def local_type(reference: str | None) -> str | None:
    """A type's name without the prefix of DMN 1.1 (`feel:number`) or 1.2 (`feel.number`); FEEL text as it is."""
    if not reference or "<" in reference:
        return normalize(reference or "") or None
    return normalize(reference.rpartition(":")[2].removeprefix("feel."))
