"""Data that go along associations (BPMN 2.0, 10.4.2 and 13.3.2): into an element as its work begins, out of it as the
work ends.

An element whose inputs or outputs are called otherwise than the data they come from has variables of its own for them;
where both have one name they are one variable, and nothing is copied."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.build.references import References
from engine.dialect import Element, miz
from engine.dialect.names import children, text_of
from engine.errors import DefinitionError
from engine.execution.expressions import Expression
from engine.execution.variables import Variables

if TYPE_CHECKING:
    from engine.execution.token import Token


@dataclass(frozen=True, slots=True)
class Association:
    """From where to where: a copy, a transformation, or assignments to (parts of) variables."""

    #: ids that expressions may name, each with its variable
    sources: Mapping[str, str]
    target: str
    transformation: Expression | None = None
    #: what is worked out, and the path that it is written to
    assignments: tuple[tuple[Expression, tuple[str, ...]], ...] = ()

    @property
    def copies_itself(self) -> bool:
        """Whether it only says that one variable is used."""
        return self.transformation is None and not self.assignments and set(self.sources.values()) <= {self.target}

    def changes(self, token: "Token") -> Iterator[tuple[str, object]]:
        """Variables and their new values. Raises `StepFailed`."""
        view = token.scope.view()
        given = {id_: view.get(name) for id_, name in self.sources.items()}
        if self.transformation is not None:
            yield self.target, self.transformation.json(token, given)
        for expression, (name, *path) in self.assignments:
            yield name, _with(token.scope.view().get(name), path, expression.json(token, given))
        if self.transformation is None and not self.assignments:
            yield from ((self.target, value) for value in given.values())


@dataclass(frozen=True, slots=True)
class DataFlow:
    """The associations of one element, and the variables that only it has."""

    inputs: tuple[Association, ...]
    outputs: tuple[Association, ...]
    local: tuple[str, ...]

    def begin(self, token: "Token") -> None:
        """Give the token its inputs. Raises `StepFailed`."""
        if self.local and not token.task_spec.is_instance:  # an instance has a scope of its own already
            token.scope = Variables({}, token.scope)
        for association in self.inputs:
            for name, value in association.changes(token):
                if name in self.local:
                    token.scope.local[name] = value
                else:
                    token.scope.write({name: value})
        for name in self.local:
            token.scope.local.setdefault(name, None)

    def end(self, token: "Token") -> None:
        """Hand its outputs on. Raises `StepFailed`."""
        outer = None if token.task_spec.is_instance or not self.local else token.scope.outer
        around = token.scope if outer is None else outer
        for association in self.outputs:
            for name, value in association.changes(token):
                around.write({name: value})

    def sent(self, token: "Token") -> dict[str, object]:
        """What an event takes along: its inputs, or without any all that it sees."""
        view = token.scope.view()
        return {name: view.get(name) for name in self.local} if self.inputs else dict(view)


def data_flow(
    element: Element, references: References, *, keeps: bool = False, each: bool | None = None
) -> DataFlow | None:
    """The associations of an element; None where it has none that do anything. `keeps`: its inputs and outputs are what
    an event carries, so they are its own whatever they are called. `each`: of a looped activity only those of each
    instance (`miz:each`), or only the others. Raises `DefinitionError`."""
    mine = [item for scope in (element, *children(element, "ioSpecification")) for item in children(scope, *_ITEMS)]
    own = {references.variable(item.get("id") or "") for item in mine}
    inputs, outputs = (
        [_association(one, element, references) for one in _of(element, side, each)]
        for side in ("dataInputAssociation", "dataOutputAssociation")
    )
    if not keeps:
        inputs, outputs = ([one for one in side if not one.copies_itself] for side in (inputs, outputs))
    if not inputs and not outputs:
        return None
    used = [one.target for one in inputs] + [name for one in outputs for name in one.sources.values()]
    return DataFlow(tuple(inputs), tuple(outputs), tuple(dict.fromkeys(name for name in used if name in own)))


def _of(element: Element, side: str, each: bool | None) -> Iterator[Element]:
    for association in children(element, side):
        if each is None or (association.get(miz("each")) == "true") is each:
            yield association


_ITEMS = ("dataInput", "dataOutput", "property")


def declared(element: Element, references: References) -> tuple[str, ...]:
    """The variables that a process or sub-process declares as its own: its data objects and properties."""
    items = children(element, "dataObject", "property")
    return tuple(references.variable(item.get("id") or "") for item in items)


def _association(element: Element, owner: Element, references: References) -> Association:
    id_ = owner.get("id")
    sources = [text_of(source).rpartition(":")[2] for source in children(element, "sourceRef")]
    target = next((text_of(target) for target in children(element, "targetRef")), "").rpartition(":")[2]
    transformation = next((text_of(one) for one in children(element, "transformation")), "")
    if transformation and not target:
        raise DefinitionError(f"{id_}: a data association needs a target for what it works out", element=id_)
    assignments = []
    for assignment in children(element, "assignment"):
        worked_out = next((text_of(one) for one in children(assignment, "from")), "")
        path = next((text_of(one) for one in children(assignment, "to")), "").removeprefix("=").strip().split(".")
        if not worked_out or not all(path):
            raise DefinitionError(f"{id_}: an assignment needs “from” and “to”", element=id_)
        assignments.append((Expression(worked_out, element=id_), (references.variable(path[0]), *path[1:])))
    return Association(
        {source: references.variable(source) for source in sources if source},
        references.variable(target),
        Expression(transformation, element=id_) if transformation else None,
        tuple(assignments),
    )


def _with(value: object, path: list[str], part: object) -> object:
    """`value` with one part of it set; what isn't an object there becomes one."""
    if not path:
        return part
    around = dict(value) if isinstance(value, dict) else {}
    around[path[0]] = _with(around.get(path[0]), path[1:], part)
    return around
