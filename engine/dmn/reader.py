"""Read a DMN file into a `DecisionModel`: every expression is compiled, every reference is followed once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from engine.dmn.elements import Decision, InputData, Knowledge, Requirements, Service
from engine.dmn.errors import DmnError, MissingImport, UnreadableModel, WrongModel
from engine.dmn.expressions import OUTSIDE_FEEL, Builder, function_closure, name_of
from engine.dmn.languages import foreign_language
from engine.dmn.model import DecisionModel
from engine.dmn.table import LISTING
from engine.dmn.tables import build_table
from engine.dmn.types import Types
from engine.dmn.xml import Element, child, children, dmn_version, label, local_name, read_definitions, target
from engine.feel.names import KnownNames, normalize
from engine.model import Bilingual

#: Elements that point at decisions, inputs and knowledge models.
_REFERENCES = frozenset({"requiredInput", "requiredDecision", "requiredKnowledge", "outputDecision"})
#: Elements whose names only those see that require them.
_REQUIRED = frozenset({"decision", "inputData", "businessKnowledgeModel", "decisionService"})
#: Other elements that give names to expressions.
_NAMING = frozenset(
    {"variable", "import", "itemDefinition", "itemComponent", "formalParameter", "parameter", "column", "output"}
)

_NO_LOGIC = Bilingual("مدل دانش منطقی ندارد", "the knowledge model has no logic")
_CIRCLE = Bilingual("از راه دیگران به خودش نیاز دارد", "it requires itself by way of others")


def parse_decisions(xml: bytes, *, strict: bool = True, imports: Iterable[DecisionModel] = ()) -> DecisionModel:
    """The model of a DMN 1.1 to 1.6 file; `imports` are the models that it may import by their namespaces.

    Strict reading raises `DmnError` for the first wrong element; lenient reading makes a wrong expression null and
    lists it in `problems`. A file that is no DMN model, or says that it is in another
    language than FEEL, raises `UnreadableModel` either way."""
    definitions = read_definitions(xml)
    foreign = foreign_language(definitions)
    if foreign is not None:
        raise UnreadableModel(foreign.text, foreign.element)
    problems: list[DmnError] = []
    imported = _imports(definitions, {model.namespace: model for model in imports}, problems)
    common = frozenset(_common_names(definitions)).union(*(model.names for model in imported.values()))
    names = common.union(*_names_by_id(definitions).values())
    types = Types(definitions, KnownNames(names), {alias: model.types for alias, model in imported.items()})
    builder = Builder(types, KnownNames(common), strict, build_table)
    for problem in (*problems, *types.problems):
        builder.refuse(problem)
    model = DecisionModel(
        name=name_of(definitions),
        namespace=definitions.get("namespace", ""),
        decisions={each.id: each for each in _decisions(builder, definitions)},
        services={each.id: each for each in _services(builder, definitions)},
        inputs={each.id: each for each in _inputs(builder, definitions)},
        knowledge={each.id: each for each in _knowledge(builder, definitions)},
        types=types,
        names=names,
        imports=imported,
    )
    model = replace(model, declared=_declared(model))
    _refuse_unknown(definitions, model, builder)
    _refuse_circles({id_: each.requires.decisions for id_, each in model.decisions.items()}, model.decisions, builder)
    _refuse_circles({id_: _others(each) for id_, each in model.knowledge.items()}, model.knowledge, builder)
    return replace(model, problems=tuple(builder.problems), tables=tuple(builder.tables))


def _imports(
    definitions: Element, models: Mapping[str, DecisionModel], problems: list[DmnError]
) -> dict[str, DecisionModel]:
    """The models that this one imports by their names here; those not at hand become problems."""
    found: dict[str, DecisionModel] = {}
    for element in children(definitions, "import"):
        namespace = element.get("namespace", "")
        if dmn_version(element.get("importType")) is None:
            continue
        if namespace in models:
            found[name_of(element)] = models[namespace]
        else:
            problems.append(MissingImport(_absent(namespace), label(element)))
    return found


def _common_names(definitions: Element) -> Iterator[str]:
    """The names that all expressions may use: of types, their parts, parameters, columns, entries and imports."""
    for element in definitions.iter():
        parent = element.getparent()
        of_required = parent is not None and local_name(parent) in _REQUIRED and local_name(element) == "variable"
        if local_name(element) in _NAMING and not of_required:
            yield name_of(element)
        elif element.get("iteratorVariable"):
            yield normalize(element.get("iteratorVariable", ""))


def _names_by_id(definitions: Element) -> dict[str, tuple[str, ...]]:
    """The names of each decision, input, knowledge model and service."""
    parts = (element for element in definitions if local_name(element) in _REQUIRED)
    return {_id(element): (name_of(element), _variable(element)[0]) for element in parts}


def _id(element: Element) -> str:
    return element.get("id") or name_of(element)


def _variable(element: Element) -> tuple[str, str | None]:
    """Name and type under which others see the element's value."""
    variable = child(element, "variable")
    if variable is None:
        return name_of(element), None
    return name_of(variable) or name_of(element), variable.get("typeRef")


def _inputs(builder: Builder, definitions: Element) -> Iterator[InputData]:
    for element in children(definitions, "inputData"):
        name, type_ = _variable(element)
        yield InputData(_id(element), name, builder.types.find(type_))


def _requirements(element: Element) -> Requirements:
    namespace = element.getroottree().getroot().get("namespace", "")
    found: dict[str, list[str]] = {"requiredInput": [], "requiredDecision": [], "requiredKnowledge": []}
    for part in element:
        if local_name(part) in ("informationRequirement", "knowledgeRequirement"):
            for kind, ids in found.items():
                needed = child(part, kind)
                if needed is not None:
                    ids.append(target(needed.get("href", ""), namespace))
    return Requirements(*(tuple(ids) for ids in found.values()))


def _decisions(builder: Builder, definitions: Element) -> Iterator[Decision]:
    names = _names_by_id(definitions)
    for element in children(definitions, "decision"):
        variable, type_ = _variable(element)
        requires = _requirements(element)
        node = builder.typed(builder.knowing(_seen(requires, names)).within(element), type_)
        kind = builder.types.find(type_)
        outputs, lists = _columns(element)
        closure = builder.closure(node)
        yield Decision(_id(element), name_of(element), variable, kind, requires, closure, outputs, lists)


def _columns(decision: Element) -> tuple[tuple[str, ...], bool]:
    """The outputs of the table that a decision is, and whether it gives a list of them."""
    table = child(decision, "decisionTable")
    if table is None:
        return (), False
    names = (column.get("name") or column.get("label") or "" for column in children(table, "output"))
    lists = table.get("hitPolicy") in LISTING and table.get("aggregation") is None
    return tuple(map(normalize, names)), lists


def _seen(requires: Requirements, names: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The names of what is required."""
    for id_ in (*requires.inputs, *requires.decisions, *requires.knowledge):
        yield from names.get(id_, ())


def _knowledge(builder: Builder, definitions: Element) -> Iterator[Knowledge]:
    names = _names_by_id(definitions)
    for element in children(definitions, "businessKnowledgeModel"):
        name, result = _variable(element)
        requires = _requirements(element)
        logic = child(element, "encapsulatedLogic")
        if logic is None:
            node = builder.refuse(WrongModel(_NO_LOGIC, label(element)))
            yield Knowledge(_id(element), name, requires, builder.closure(node))
        elif logic.get("kind", "FEEL") != "FEEL":
            node = builder.refuse(WrongModel(OUTSIDE_FEEL, label(element)))
            yield Knowledge(_id(element), name, requires, builder.closure(node))
        else:
            inner = builder.knowing((name, *_seen(requires, names)))
            yield Knowledge(_id(element), name, requires, function_closure(inner, logic, result=result))


def _services(builder: Builder, definitions: Element) -> Iterator[Service]:
    namespace = definitions.get("namespace", "")
    for element in children(definitions, "decisionService"):
        outputs, inputs, decisions = (
            tuple(target(part.get("href", ""), namespace) for part in children(element, kind))
            for kind in ("outputDecision", "inputData", "inputDecision")
        )
        kind = builder.types.find(_variable(element)[1])
        kind = builder.types.find(kind.result) if kind is not None and kind.is_function else kind
        yield Service(_id(element), name_of(element), outputs, inputs, decisions, kind)


def _others(knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(id_ for id_ in knowledge.requires.knowledge if id_ != knowledge.id)


def _refuse_unknown(definitions: Element, model: DecisionModel, builder: Builder) -> None:
    """Each requirement leads to an element of the file, or of a model it imports."""
    known = _ids(model).union(
        *({f"{other.namespace}#{id_}" for id_ in _ids(other)} for other in model.imports.values())
    )
    for element in definitions.iter():
        if local_name(element) in _REFERENCES:
            href = element.get("href", "")
            if target(href, model.namespace) not in known:
                absent = Bilingual(f"عنصر `{href}` نیست", f"there is no element {href}")
                builder.refuse(WrongModel(absent, label(element)))


def _declared(model: DecisionModel) -> frozenset[str]:
    """All names by which expressions may ask for parts of the model."""
    names = {each.variable for each in model.decisions.values()} | {each.name for each in model.inputs.values()}
    names |= {each.name for each in model.knowledge.values()} | {each.name for each in model.services.values()}
    return frozenset(names.union(model.imports))


def _ids(model: DecisionModel) -> set[str]:
    return {*model.decisions, *model.knowledge, *model.services, *model.inputs}


def _refuse_circles(
    edges: Mapping[str, tuple[str, ...]], named: Mapping[str, Decision | Knowledge], builder: Builder
) -> None:
    """No element may need itself by way of others."""
    done: set[str] = set()
    for start in edges:
        path: list[str] = []
        waiting = [(start, False)]
        while waiting:
            id_, leaving = waiting.pop()
            if leaving:
                path.pop()
                done.add(id_)
            elif id_ in path:
                builder.refuse(WrongModel(_CIRCLE, normalize(named[id_].name)))
            elif id_ not in done and id_ in edges:
                path.append(id_)
                waiting.append((id_, True))
                waiting.extend((next_id, False) for next_id in edges[id_])


def _absent(namespace: str | None) -> Bilingual:
    return Bilingual(
        f"مدلی که وارد می‌کند (`{namespace}`) در دست نیست", f"the imported model {namespace} is not at hand"
    )
