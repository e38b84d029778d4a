"""The expressions of a decision model as its file has them, each with what its place asks for; and the kinds of what
its decisions give."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from engine.dmn import DecisionModel
from engine.dmn.types import Types
from engine.dmn.xml import Element, child, children, local_name, text_of
from engine.feel.errors import FeelError
from engine.feel.names import KnownNames, normalize
from engine.feel.nodes import Node, Tests
from engine.feel.parser import parse_expression, parse_unary_tests
from engine.lint.types.declared import kind_of_type
from engine.lint.types.inference import Reading
from engine.lint.types.kinds import ANY, DATA, NUMBER, Kind, context, listing, union

#: cells of one table that are read
MAX_CELLS = 4_000
#: decisions that require each other are followed so far, unless the file has them in order
MAX_CHAIN = 40
#: boxed expressions that give names to what is in them
_GIVING = frozenset({"filter", "for", "some", "every", "functionDefinition", "encapsulatedLogic"})
_LISTS = frozenset({"RULE ORDER", "OUTPUT ORDER"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: in which row and column, what it says, and for an input the kind of the column."""

    rule: int
    #: the label of the column, and its place from 0, inputs first
    column: str
    place: int
    text: str
    node: Node


@dataclass(frozen=True, slots=True)
class TableText:
    """A decision table as written."""

    owner: str
    #: id of the decision that it stands in; "" in a knowledge model
    decision: str
    inputs: tuple["InputText", ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class InputText:
    """The head of an input column."""

    label: str
    text: str
    node: Node | None
    declared: Kind


@dataclass(frozen=True, slots=True)
class Literal:
    """An expression outside of tables."""

    owner: str
    decision: str
    text: str
    node: Node
    #: whether it may name what only its surroundings give: parameters, the elements of what is walked through
    inside: bool


@dataclass(slots=True)
class ModelText:
    """All FEEL of one model."""

    model: DecisionModel
    names: KnownNames
    tables: list[TableText] = field(default_factory=list)
    #: every other expression
    others: list["Literal"] = field(default_factory=list)
    #: the XML of each decision by id
    decisions: dict[str, Element] = field(default_factory=dict)


def read_model(root: Element, model: DecisionModel) -> ModelText:
    """The expressions of the model; those that don't parse are told elsewhere."""
    names = KnownNames(model.names)
    read = ModelText(model, names)
    for element in children(root, "decision"):
        read.decisions[element.get("id") or normalize(element.get("name", ""))] = element
    for table in root.iter("{*}decisionTable"):
        read.tables.append(_table(table, model.types, names))
    for literal in root.iter("{*}literalExpression"):
        text = text_of(literal, "text") or ""
        node = parsed(text, names)
        if node is not None:
            inside = any(local_name(here) in _GIVING for here in literal.iterancestors())
            read.others.append(Literal(owner_of(literal), _decision_around(literal), text, node, inside))
    return read


def parsed(text: str, names: KnownNames) -> Node | None:
    """The syntax of an expression; None where it is empty or doesn't parse."""
    try:
        return parse_expression(text, names) if text else None
    except (FeelError, RecursionError):
        return None


def _tests(text: str, names: KnownNames) -> Tests | None:
    try:
        return parse_unary_tests(text, names) if text and text != "-" else None
    except (FeelError, RecursionError):
        return None


def owner_of(element: Element) -> str:
    """The name of the decision or knowledge model around."""
    return next((here.get("name") or "" for here in element.iterancestors() if here.get("name")), "")


def _table(table: Element, types: Types, names: KnownNames) -> TableText:
    inputs = tuple(_input(column, types, names) for column in children(table, "input"))
    outputs = [column.get("label") or column.get("name") or "" for column in children(table, "output")]
    cells = islice(_cells(table, inputs, outputs, names), MAX_CELLS)
    return TableText(owner_of(table), _decision_around(table), inputs, tuple(cells))


def _decision_around(element: Element) -> str:
    around = (here for here in element.iterancestors() if local_name(here) == "decision")
    return next((here.get("id") or normalize(here.get("name", "")) for here in around), "")


def _input(column: Element, types: Types, names: KnownNames) -> InputText:
    expression = child(column, "inputExpression")
    text = (text_of(expression, "text") if expression is not None else None) or column.get("label") or ""
    declared = ANY if expression is None else kind_of_type(types, types.find(expression.get("typeRef")))
    return InputText(column.get("label") or text, text, parsed(text, names), declared)


def _cells(table: Element, inputs: tuple[InputText, ...], outputs: list[str], names: KnownNames) -> Iterator[Cell]:
    for number, rule in enumerate(children(table, "rule"), 1):
        for place, (head, cell) in enumerate(zip(inputs, children(rule, "inputEntry"), strict=False)):
            text = text_of(cell, "text") or ""
            tests = _tests(text, names)
            if tests is not None:
                yield Cell(number, head.label, place, text, tests)
        for place, (label, cell) in enumerate(zip(outputs, children(rule, "outputEntry"), strict=False), len(inputs)):
            text = text_of(cell, "text") or ""
            node = parsed(text, names) if text != "-" else None
            if node is not None:
                yield Cell(number, label, place, text, node)


def kinds_of_decisions(read: ModelText, known: Mapping[str, Kind]) -> dict[str, Kind]:
    """What each decision gives, by id, where the case has these variables."""
    found: dict[str, Kind] = {}
    common = common_names(read, known)
    for id_ in read.decisions:
        _decided(read, id_, known, common, found, ())
    return found


def common_names(read: ModelText, known: Mapping[str, Kind]) -> dict[str, Kind]:
    """What every expression of the model sees: the case's variables that the model doesn't declare."""
    outside = {name: kind for name, kind in known.items() if name not in read.model.declared}
    return {**dict.fromkeys(read.model.names, ANY), **outside}


def required_names(
    read: ModelText, id_: str, known: Mapping[str, Kind], decided: Mapping[str, Kind]
) -> dict[str, Kind]:
    """What a decision sees of what it requires; `decided` are the kinds of the other decisions."""
    model, names = read.model, dict[str, Kind]()
    decision = model.decisions.get(id_)
    for required in decision.requires.inputs if decision else ():
        data = model.inputs.get(required)
        if data is not None:
            declared = kind_of_type(model.types, data.type)
            names[data.name] = known.get(data.name, DATA) if declared.is_any else declared
    for required in decision.requires.decisions if decision else ():
        other = model.decisions.get(required)
        if other is not None:
            names[other.variable] = decided.get(required, ANY)
    return names


def _decided(
    read: ModelText,
    id_: str,
    known: Mapping[str, Kind],
    common: Mapping[str, Kind],
    found: dict[str, Kind],
    asked: tuple[str, ...],
) -> None:
    """Work out what a decision gives, after what it requires."""
    decision = read.model.decisions.get(id_)
    if decision is None or id_ in found or id_ in asked or len(asked) > MAX_CHAIN:
        return
    for required in decision.requires.decisions:
        _decided(read, required, known, common, found, (*asked, id_))
    declared = kind_of_type(read.model.types, decision.type)
    local = required_names(read, id_, known, found)
    found[id_] = declared if not declared.is_any else _given(read, read.decisions.get(id_), common, local)


def _given(read: ModelText, element: Element | None, known: Mapping[str, Kind], local: Mapping[str, Kind]) -> Kind:
    """What the expression of a decision gives, as far as tables and plain expressions show."""
    for part in element if element is not None else ():
        if local_name(part) == "decisionTable":
            return _table_kind(part, read, known, local)
        if local_name(part) == "literalExpression":
            node = parsed(text_of(part, "text") or "", read.names)
            return ANY if node is None else Reading(known, dated=False).kind(node, local)
    return ANY


def _table_kind(table: Element, read: ModelText, known: Mapping[str, Kind], local: Mapping[str, Kind]) -> Kind:
    policy, aggregation = table.get("hitPolicy", "UNIQUE"), table.get("aggregation")
    if aggregation is not None:
        return NUMBER if aggregation in ("SUM", "COUNT") else ANY
    columns = list(children(table, "output"))
    rows = [list(children(rule, "outputEntry")) for rule in children(table, "rule")]
    kinds: dict[str, Kind] = {}
    for place, column in enumerate(columns):
        entries = [*(row[place] for row in rows if place < len(row)), *children(column, "defaultOutputEntry")]
        declared = kind_of_type(read.model.types, read.model.types.find(column.get("typeRef")))
        written = _column(entries, read.names, known, local)
        name = normalize(column.get("name") or "")
        kinds[name] = declared if written.is_any or not written.names & declared.names else written
        kinds[name] = written if declared.is_any else kinds[name]
    kind = next(iter(kinds.values()), ANY) if len(columns) == 1 else context(kinds)
    return listing(kind) if policy in _LISTS or policy == "COLLECT" else kind


def _column(entries: list[Element], names: KnownNames, known: Mapping[str, Kind], local: Mapping[str, Kind]) -> Kind:
    if len(entries) > MAX_CELLS:
        return ANY
    texts = dict.fromkeys(text_of(entry, "text") or "" for entry in entries)
    nodes = [parsed(text, names) for text in texts]
    reading = Reading(known, dated=False)
    return union(*(reading.kind(node, local) for node in nodes if node is not None))
