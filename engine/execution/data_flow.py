"""Data that go along associations (BPMN 2.0, 10.4.2 and 13.3.2): into an element as its work begins, out of it as the
work ends.

An element whose inputs or outputs are called otherwise than the data they come from has variables of its own for them;
where both have one name they are one variable, and nothing is copied."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from SpiffWorkflow.bpmn.specs.data_spec import BpmnDataStoreSpecification
from SpiffWorkflow.bpmn.specs.data_spec import DataObject as LibraryDataObject

from engine.execution.expressions import Expression
from engine.execution.kernel import Token
from engine.execution.variables import Variables, with_part


class DataObject(LibraryDataObject):
    """A data object of a scope: the variable of that name. The library copies it into the data of a task and out of
    them again, so that of two branches the one that ends last wins."""

    def __init__(self, bpmn_id: str, bpmn_name: str | None, variable: str) -> None:
        super().__init__(bpmn_id, bpmn_name)
        self.variable = variable

    def get(self, my_task: Token) -> object:
        """The value, which the task sees anyway; None where it has none."""
        return my_task.variables.view().get(self.variable)

    def set(self, my_task: Token) -> None:
        """What the task has written is there already."""


class DataStore(BpmnDataStoreSpecification):
    """A data store: a variable of the case, kept as long as that. The library wants a class that implements it."""

    def __init__(self, bpmn_id: str, bpmn_name: str | None, variable: str, *more: str | None) -> None:
        super().__init__(bpmn_id, bpmn_name, *more)
        self.variable = variable

    def get(self, my_task: Token) -> object:
        """The value; None where it has none."""
        return my_task.variables.view().get(self.variable)

    def set(self, my_task: Token) -> None:
        """What the task has written is there already."""


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

    def changes(self, token: Token) -> Iterator[tuple[str, object]]:
        """Variables and their new values. Raises `StepFailed`."""
        view = token.variables.view()
        given = {id_: view.get(name) for id_, name in self.sources.items()}
        if self.transformation is not None:
            yield self.target, self.transformation.json(token, given)
        for expression, (name, *path) in self.assignments:
            yield name, with_part(token.variables.view().get(name), path, expression.json(token, given))
        if self.transformation is None and not self.assignments:
            yield from ((self.target, value) for value in given.values())


@dataclass(frozen=True, slots=True)
class Associations:
    """The associations of one element, and the variables that only it has."""

    inputs: tuple[Association, ...]
    outputs: tuple[Association, ...]
    local: tuple[str, ...]

    def begin(self, token: Token) -> None:
        """Give the token its inputs. Raises `StepFailed`."""
        if self.local and not token.task_spec.is_instance:  # an instance has a scope of its own already
            token.variables = Variables({}, token.variables)
        for association in self.inputs:
            for name, value in association.changes(token):
                if name in self.local:
                    token.variables.admit(value)
                    token.variables.local[name] = value
                else:
                    token.variables.write({name: value})
        for name in self.local:
            token.variables.local.setdefault(name, None)

    def end(self, token: Token) -> None:
        """Hand its outputs on. Raises `StepFailed`."""
        outer = None if token.task_spec.is_instance or not self.local else token.variables.outer
        around = token.variables if outer is None else outer
        for association in self.outputs:
            for name, value in association.changes(token):
                around.write({name: value})

    def sent(self, token: Token) -> dict[str, object]:
        """What a message takes along: the inputs of its element (10.3.3: "if the Data Input is not present, the Message
        will not be populated")."""
        view = token.variables.view()
        return {name: view.get(name) for name in self.local} if self.inputs else {}
