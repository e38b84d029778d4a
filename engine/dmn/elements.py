"""The elements of a decision requirements graph (DMN chapter 6) as immutable values that name each other by id."""

from dataclasses import dataclass

from engine.dmn.types import ItemType
from engine.feel.scope import Evaluate


@dataclass(frozen=True, slots=True)
class InputData:
    """A value that the caller gives."""

    id: str
    name: str
    type: ItemType | None


@dataclass(frozen=True, slots=True)
class Requirements:
    """Ids of what a decision or knowledge model needs; `namespace#id` where it lies in an imported model."""

    inputs: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    knowledge: tuple[str, ...] = ()

    def within(self, namespace: str) -> "Requirements":
        """Those that lie in an imported model, by their ids there."""
        start = f"{namespace}#"
        return Requirements(
            *(
                tuple(id_.removeprefix(start) for id_ in ids if id_.startswith(start))
                for ids in (self.inputs, self.decisions, self.knowledge)
            )
        )

    def __bool__(self) -> bool:
        return bool(self.inputs or self.decisions or self.knowledge)


@dataclass(frozen=True, slots=True)
class Decision:
    """An expression over what it requires; other decisions see its value under the name of its variable."""

    id: str
    name: str
    variable: str
    type: ItemType | None
    requires: Requirements
    evaluate: Evaluate
    #: the names of the outputs where it is a table: by name, else label
    outputs: tuple[str, ...] = ()
    #: whether it is a table that gives a list of what its rules say
    lists: bool = False


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A business knowledge model: a function that may use the knowledge it requires."""

    id: str
    name: str
    requires: Requirements
    make: Evaluate


@dataclass(frozen=True, slots=True)
class Service:
    """A decision service: decisions behind one door, callable like a function."""

    id: str
    name: str
    outputs: tuple[str, ...]
    inputs: tuple[str, ...]
    input_decisions: tuple[str, ...]
    type: ItemType | None = None
