"""Case data as BPMN sees it: one scope per process instance, inner scopes for what is local to a called process or an
instance of a loop.

Every token of a scope reads and writes the same variables, so branches that run side by side never overwrite each
other with stale copies."""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any

from engine.data_limits import MAX_MESSAGE, Meter, check_size
from engine.errors import NotJson

#: deeper data than this is refused: nobody needs it, and recursion over it must end
MAX_DEPTH = 64
_COUNTS = frozenset({"loopCounter", "numberOfInstances"})


class Variables:
    """A scope. Reads fall through to the outer scope; writes go to the scope that holds the name, but never past a
    sealed one."""

    __slots__ = ("changes", "closed", "local", "meter", "outer", "sealed")

    def __init__(
        self,
        local: dict[str, object] | None = None,
        outer: "Variables | None" = None,
        *,
        sealed: bool = False,
        closed: bool = False,
    ) -> None:
        self.local: dict[str, object] = {} if local is None else local
        self.outer = outer
        #: how often something was written, here or further in
        self.changes = 0
        #: what is written here stays here until somebody carries it out (`handover`)
        self.sealed = sealed
        #: what is outside can't be seen from here
        self.closed = closed
        #: of a case's outermost scope: how much data the case holds
        self.meter: Meter | None = None

    def view(self) -> Mapping[str, object]:
        """Everything that is visible here, inner names hiding outer ones. Not to be changed."""
        if self.outer is None or self.closed:
            return self.local
        return {**self.outer.view(), **self.local}

    def inner(self) -> dict[str, object]:
        """What is visible here but not in the outermost scope's own variables."""
        if self.outer is None:
            return {}
        return {**({} if self.closed else self.outer.inner()), **self.local}

    def write(self, changes: Mapping[str, object]) -> None:
        """Set variables, each in the scope that already holds it, or else as far out as sealing allows. Raises
        `DataTooLarge` where the case would hold too much; then nothing is set."""
        self.admit(changes, lambda: [self._owner(name).local.get(name, "") for name in changes])
        for name, value in changes.items():
            self._owner(name).local[name] = value
        self._changed()

    def admit(self, added: object, replaced: Callable[[], object] | None = None) -> None:
        """Make sure that the case may hold these values in addition, or instead of those that are `replaced`. Raises
        `DataTooLarge`."""
        meter = self._outermost().meter
        if meter is not None:
            meter.admit(added, replaced)

    def release(self) -> None:
        """Nobody keeps what is held here: it counts no more."""
        meter = self._outermost().meter
        if meter is not None:
            meter.release(self.own_data)

    @property
    def own_data(self) -> dict[str, object]:
        """What is held here, without what each instance of a loop has beside data."""
        return {name: value for name, value in self.local.items() if name not in _COUNTS}

    def send(self, payload: object) -> None:
        """Make sure that the case may send this. Raises `DataTooLarge`."""
        meter = self._outermost().meter
        if meter is not None:
            meter.send(payload)

    def _outermost(self) -> "Variables":
        scope = self
        while scope.outer is not None:
            scope = scope.outer
        return scope

    def remove(self, name: str) -> None:
        """Forget a variable, in the scope that holds it. Raises KeyError where none does."""
        del self._owner(name).local[name]
        self._changed()

    def _changed(self) -> None:
        scope: Variables | None = self
        while scope is not None:
            scope.changes += 1
            scope = scope.outer

    def handover(self, *, without: Iterable[str] = ()) -> None:
        """Write what this sealed scope holds into the outer one, except the names that only had meaning inside."""
        hidden = frozenset(without)
        if self.outer is not None:
            self.outer.write({name: value for name, value in self.local.items() if name not in hidden})

    def _owner(self, name: str) -> "Variables":
        scope = self
        while scope.outer is not None and not scope.sealed and name not in scope.local:
            scope = scope.outer
        return scope


class ScopeData(MutableMapping[str, Any]):
    """What is visible in a scope, as a mapping that can be written to: what the library calls the data of a task."""

    __slots__ = ("variables",)

    def __init__(self, variables: Variables) -> None:
        self.variables = variables

    def __getitem__(self, name: str) -> object:
        return self.variables.view()[name]

    def __setitem__(self, name: str, value: object) -> None:
        self.variables.write({name: value})

    def __delitem__(self, name: str) -> None:
        self.variables.remove(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.variables.view())

    def __len__(self) -> int:
        return len(self.variables.view())

    def update(self, *others: Any, **more: object) -> None:
        """Write all at once; what is the same scope already has it."""
        for other in others:
            if not (isinstance(other, ScopeData) and other.variables is self.variables):
                self.variables.write(dict(other))
        if more:
            self.variables.write(more)

    def __deepcopy__(self, memo: object) -> dict[str, object]:
        return json_copy(self.variables.view())

    def __repr__(self) -> str:
        return repr(dict(self.variables.view()))


def placed(changes: Mapping[str, object], view: Mapping[str, object]) -> dict[str, object]:
    """The changes of whole variables that put each value where its name leads: one with dots to an entry of a context,
    as Camunda 8 reads targets. What isn't an object there becomes one."""
    found: dict[str, object] = {}
    for name, value in changes.items():
        head, *path = name.split(".")
        if path and head and all(path):
            found[head] = with_part(found.get(head, view.get(head)), path, value)
        else:
            found[name] = value
    return found


def with_part(value: object, path: Sequence[str], part: object) -> object:
    """`value` with one part of it set; what isn't an object there becomes one."""
    if not path:
        return part
    around = dict(value) if isinstance(value, dict) else {}
    around[path[0]] = with_part(around.get(path[0]), path[1:], part)
    return around


def merged(changes: Mapping[str, object], view: Mapping[str, object]) -> dict[str, object]:
    """The changes of whole variables where a context among them only changes the entries that it has, at any depth.
    Everything else, a list or null too, replaces what is there."""
    return {name: _merged(view.get(name), value) for name, value in changes.items()}


def _merged(value: object, change: object) -> object:
    if isinstance(value, dict) and isinstance(change, dict):
        return {**value, **merged(change, value)}
    return change


def json_copy(data: object) -> dict[str, object]:
    """A deep copy of a JSON object, so that nothing of the caller's is shared. Raises `NotJson` for anything that
    JSON can't say."""
    if not isinstance(data, Mapping):
        raise NotJson("Case data must be a JSON object")
    return {_key(name): _copy(value, name, 1) for name, value in data.items()}


def incoming(data: object, *, limit: int = MAX_MESSAGE, part: str = "message") -> dict[str, object]:
    """The same for data that come from outside. Raises `NotJson`, `DataTooLarge`."""
    copied = json_copy(data)
    check_size(copied, limit=limit, part=part)
    return copied


def json_value(value: object) -> object:
    """A deep copy of any JSON value. Raises `NotJson`."""
    return _copy(value, "value", 0)


#: types whose values are JSON as they are
_PLAIN = frozenset({int, bool, type(None)})


def _copy(value: object, name: str, depth: int) -> object:
    kind = type(value)
    if kind in _PLAIN or (kind is str and value.isascii()):  # type: ignore[attr-defined]  # the way of nearly all
        return value
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        return _text(value, name)
    if isinstance(value, float):
        return _number(value, name)
    if depth >= MAX_DEPTH:
        raise NotJson(f"Data nested too deeply in {name!r}")
    if isinstance(value, list):
        return [_copy(item, name, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_key(key): _copy(item, name, depth + 1) for key, item in value.items()}
    raise NotJson(f"Case data must be JSON, but {name!r} holds a {type(value).__name__}")


def _key(name: object) -> str:
    if type(name) is str and name.isascii():
        return name
    if not isinstance(name, str):
        raise NotJson(f"Names in case data must be text, not {type(name).__name__}")
    return _text(name, name)


def _text(value: str, name: str) -> str:
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise NotJson(f"{name!r} holds half a character") from error
    return value


def _number(value: float, name: str) -> float:
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 - only NaN differs from itself
        raise NotJson(f"{name!r} is not a finite number")
    return value
