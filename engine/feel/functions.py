"""Functions as values: built-in and user-defined ones alike, with binding of arguments by place and by name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engine.feel.date_coercion import read
from engine.feel.errors import Undefined
from engine.feel.nodes import Type
from engine.feel.scope import Run
from engine.feel.values import Value

_TEMPORAL = frozenset({"date", "time", "date and time", "days and time duration", "years and months duration"})


class Misfit(Undefined):
    """An argument is not of its parameter's type."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter; `convert` gives the value in the wanted type or raises `Undefined`."""

    name: str
    convert: Callable[[Value, Run], Value] | None = None
    optional: bool = False
    #: What it is declared to take, one of these; nothing for everything.
    types: tuple[Type, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """One way to call a function; the last parameter of a variadic one takes any number of arguments."""

    parameters: tuple[Parameter, ...]
    body: Callable[[Run, list[Value]], Value]
    variadic: bool = False
    #: What it gives back beside null, where that is known.
    result: Type | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters' names in order."""
        return tuple([parameter.name for parameter in self.parameters])

    def takes(self, count: int) -> bool:
        """Whether so many arguments by place fit."""
        required = sum(not parameter.optional for parameter in self.parameters)
        return required <= count and (self.variadic or count <= len(self.parameters))

    def call(self, run: Run, arguments: Sequence[Value]) -> Value:
        """Convert the arguments and run the body. Raises `Undefined`."""
        try:
            if run.dates_as_text:
                arguments = [self._dated(index, argument) for index, argument in enumerate(arguments)]
            converted = [self._convert(index, argument, run) for index, argument in enumerate(arguments)]
        except Undefined as why:
            raise Misfit(str(why)) from None
        return self.body(run, converted)

    def parameter(self, index: int) -> Parameter:
        """The parameter that takes the argument at the place."""
        return self.parameters[min(index, len(self.parameters) - 1)]

    def _dated(self, index: int, argument: Value) -> Value:
        """Text as the date that it spells where the parameter takes dates, times or durations and no text."""
        if not isinstance(argument, str):
            return argument
        wanted = {type_.name for type_ in self.parameter(index).types}
        return read(argument) if wanted and wanted <= _TEMPORAL else argument

    def _convert(self, index: int, argument: Value, run: Run) -> Value:
        convert = self.parameter(index).convert
        return argument if convert is None else convert(argument, run)

    def place(self, named: Mapping[str, Value]) -> list[Value] | None:
        """The named arguments in order of the parameters; None where the names don't fit."""
        arguments: list[Value] = []
        for parameter in self.parameters:
            if parameter.name not in named and not parameter.optional:
                return None
            arguments.append(named.get(parameter.name))
        return arguments if named.keys() <= set(self.names) else None


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function value. Two functions are equal only if they are one."""

    name: str
    signatures: tuple[Signature, ...]

    def takes(self, count: int) -> bool:
        """Whether the function can be called with so many arguments."""
        return any(signature.takes(count) for signature in self.signatures)

    def call(self, run: Run, arguments: Sequence[Value]) -> Value:
        """Call with arguments by place; the first signature that takes them is used. Raises `Undefined`."""
        why: Undefined | None = None
        for signature in self.signatures:
            if signature.takes(len(arguments)):
                try:
                    return signature.call(run, arguments)
                except Undefined as reason:
                    why = _telling(why, reason)
        raise why or Undefined(f"{self.name} can't be called with {len(arguments)} arguments")

    def call_named(self, run: Run, arguments: Mapping[str, Value]) -> Value:
        """Call with arguments by parameter name. Raises `Undefined`.

        `before(point, range)` and `before(range, point)` differ by their order alone: the one as written goes first."""
        why: Undefined | None = None
        written = tuple(arguments)
        for signature in sorted(self.signatures, key=lambda each: each.names != written):
            placed = signature.place(arguments)
            if placed is None:
                continue
            try:
                return signature.call(run, placed)
            except Undefined as reason:
                why = _telling(why, reason)
        raise why or Undefined(f"{self.name} has no parameters {', '.join(arguments) or 'left out'}")


def _telling(earlier: Undefined | None, reason: Undefined) -> Undefined:
    """The reason that helps more: of a signature that took the arguments, else of the first one."""
    return reason if earlier is None or (isinstance(earlier, Misfit) and not isinstance(reason, Misfit)) else earlier
