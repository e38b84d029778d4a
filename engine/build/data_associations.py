"""The data associations of an element as the file has them (BPMN 2.0, 10.4.2), and the data that a process
declares."""

from collections.abc import Iterator

from engine.build.data_names import DataNames
from engine.dialect import Element, miz
from engine.dialect.names import children, local_part, text_of
from engine.errors import DefinitionError
from engine.execution.data_flow import Association, Associations
from engine.execution.expressions import Expression


def data_flow(
    element: Element, names: DataNames, *, keeps: bool = False, each: bool | None = None
) -> Associations | None:
    """The associations of an element; None where it has none that do anything. `keeps`: its inputs and outputs are what
    an event carries, so they are its own whatever they are called. `each`: of a looped activity only those of each
    instance (`miz:each`), or only the others. Raises `DefinitionError`."""
    if next(children(element, *_SIDES), None) is None:
        return None
    mine = [item for place in (element, *children(element, "ioSpecification")) for item in children(place, *_ITEMS)]
    own = {names.variable(item.get("id") or "") for item in mine}
    inputs, outputs = ([_association(one, element, names) for one in _of(element, side, each)] for side in _SIDES)
    if keeps:
        own.update(one.target for one in inputs if one.copies_itself)
    else:
        inputs, outputs = ([one for one in side if not one.copies_itself] for side in (inputs, outputs))
    if not inputs and not outputs:
        return None
    used = [one.target for one in inputs] + [name for one in outputs for name in one.sources.values()]
    return Associations(tuple(inputs), tuple(outputs), tuple(dict.fromkeys(name for name in used if name in own)))


def _of(element: Element, side: str, each: bool | None) -> Iterator[Element]:
    for association in children(element, side):
        if each is None or (association.get(miz("each")) == "true") is each:
            yield association


_ITEMS = ("dataInput", "dataOutput", "property")
_SIDES = ("dataInputAssociation", "dataOutputAssociation")
#: what editors write as the target where an arrow is drawn from data to an element: an input called like the data
_DRAWN = "__targetRef_placeholder"


def declared(element: Element, names: DataNames) -> tuple[str, ...]:
    """The variables that a process or sub-process declares as its own: its data objects and properties."""
    items = children(element, "dataObject", "property")
    return tuple(names.variable(item.get("id") or "") for item in items)


def _association(element: Element, owner: Element, names: DataNames) -> Association:
    id_ = owner.get("id")
    sources = [local_part(text_of(source)) for source in children(element, "sourceRef")]
    target = local_part(next((text_of(target) for target in children(element, "targetRef")), ""))
    transformation = next((text_of(one) for one in children(element, "transformation")), "")
    if transformation and not target:
        raise DefinitionError(f"{id_}: a data association needs a target for what it works out", element=id_)
    assignments = []
    for assignment in children(element, "assignment"):
        worked_out = next((text_of(one) for one in children(assignment, "from")), "")
        path = next((text_of(one) for one in children(assignment, "to")), "").removeprefix("=").strip().split(".")
        if not worked_out or not all(path):
            raise DefinitionError(f"{id_}: an assignment needs “from” and “to”", element=id_)
        assignments.append((Expression(worked_out, element=id_), (names.variable(path[0]), *path[1:])))
    variables = {source: names.variable(source) for source in sources if source}
    variable = names.variable(target)
    return Association(
        variables,
        next(iter(variables.values()), variable) if variable == _DRAWN else variable,
        Expression(transformation, element=id_) if transformation else None,
        tuple(assignments),
    )
