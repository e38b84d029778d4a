"""Kinds that declarations tell: of BPMN's item definitions, and of the types of a decision model."""

from collections.abc import Mapping

from engine.dialect import Element
from engine.dialect.names import local_part
from engine.dmn.types import ItemType, Types
from engine.feel import nodes
from engine.feel.errors import FeelError
from engine.feel.names import KnownNames
from engine.feel.parser import parse_unary_tests
from engine.feel.values import Value
from engine.lint.diagram import Diagram
from engine.lint.types.kinds import ANY, BOOLEAN, DATA, NUMBER, TEXT, Kind, choices, context, listing, of_name, written

_NUMBERS = (
    *("byte", "short", "int", "integer", "long", "float", "double", "decimal", "number"),
    *("bigdecimal", "biginteger", "positiveinteger", "nonnegativeinteger"),
)
#: local names of XML Schema's and Java's types, in small letters
_STRUCTURES: Mapping[str, Kind] = {
    "string": TEXT,
    "boolean": BOOLEAN,
    **dict.fromkeys(_NUMBERS, NUMBER),
    "date": written("date"),
    "time": written("time"),
    "datetime": written("date and time"),
}
MAX_DEPTH = 10


def kind_of_item(diagram: Diagram, holder: Element) -> Kind:
    """What the item definition of a data object, property, input or output says; any data where it says nothing."""
    item = diagram.find(holder.get("itemSubjectRef"), holder)
    if item is None or diagram.kind[item] != "itemDefinition":
        return DATA
    structure = local_part(item.get("structureRef")).rpartition(".")[2].lower()
    kind = _STRUCTURES.get(structure, DATA)
    collects = "true" in (item.get("isCollection"), holder.get("isCollection"))
    return listing(kind) if collects else kind


def kind_of_type(types: Types, item: ItemType | None, depth: int = 0) -> Kind:
    """What a type of a decision model holds; any for no type."""
    if item is None or depth > MAX_DEPTH:
        return ANY
    if item.components is not None:
        kind = context({name: kind_of_type(types, part, depth + 1) for name, part in item.components})
        return listing(kind) if item.is_list else kind
    if item.is_list:
        return listing(kind_of_type(types, types.find(item.base), depth + 1) if item.base != item.name else ANY)
    if item.is_function:
        return Kind(frozenset({"function"}), spells=frozenset())
    simple = types.kind(item)
    if simple is None:
        base = types.find(item.base) if item.base != item.name else None
        return kind_of_type(types, base, depth + 1)
    values = next((found for text in types.limits(item) if (found := listed(text))), None)
    return choices(values) if values and simple == "string" else of_name(simple)


def listed(text: str) -> list[Value]:
    """The constants of tests such as `"a", "b"`; none where they are no list of constants."""
    try:
        tests = parse_unary_tests(text, KnownNames())
    except FeelError:
        return []
    found = [each.expression for each in tests.alternatives if isinstance(each, nodes.ValueTest)]
    plain = [node.value for node in found if isinstance(node, nodes.Literal)]
    return plain if len(plain) == len(tests.alternatives) and not tests.negated else []
