"""The assignments of a Python script, and what they share: in Python two names may stand for one list or dict, and what
is changed through one is seen through the other. In FEEL each name has a value of its own."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from engine.dialect.python_expressions import literal, value_of
from engine.dialect.python_pieces import Kind
from engine.dialect.python_reasons import Unsayable, Why

#: keys on the way from a variable to what lies in it
Path: TypeAlias = tuple[str, ...]
#: stands in a path for any element of a list; no key has a blank at its end by accident
ELEMENT = "[] "


@dataclass(frozen=True, slots=True)
class Step:
    """One assignment: to a variable, or to what the path in it leads to."""

    node: ast.stmt
    name: str
    path: Path
    value: ast.expr
    #: it may make a list longer that is there already: `+=` or `append`
    grows: bool = False
    #: the value is one more element of that list
    appends: bool = False

    @property
    def changed(self) -> Path | None:
        """Where in its variable lies the list or dict that is changed in its place; None where none is."""
        if self.grows:
            return self.path
        return self.path[:-1] if self.path else None

    @property
    def written(self) -> Path:
        """Where in its variable the value is put."""
        return (*self.path, ELEMENT) if self.appends else self.path


@dataclass(frozen=True, slots=True)
class _Held:
    """A list or dict that a value may be or hold: where in the value, and which part of which variable it is."""

    place: Path
    name: str
    part: Path = ()

    def inside(self, key: str) -> "_Held":
        """The same in a value that holds this one under a key."""
        return _Held((key, *self.place), self.name, self.part)

    def under(self, key: str) -> "_Held":
        """What this one holds under a key."""
        return _Held(self.place, self.name, (*self.part, key))


def refuse_shared_changes(steps: Sequence[Step]) -> None:
    """Raises `Unsayable` where a list or dict is changed that another name may stand for."""
    shared: dict[str, set[Path]] = {}
    for step in steps:
        places, changed = shared.setdefault(step.name, set()), step.changed
        if changed is not None and any(changed[:length] in places for length in range(len(changed) + 1)):
            raise Unsayable(Why.SHARED, step.node)
        if step.grows and _holds_itself(step):
            raise Unsayable(Why.SHARED, step.node)
        held = [one for one in _held(step.value) if not (step.grows and one.name == step.name)]
        if changed is None and all(one.name != step.name for one in held):
            places.clear()
        places |= {(*step.written, *one.place) for one in held}
        for one in held:
            shared.setdefault(one.name, set()).add(one.part)


def _holds_itself(step: Step) -> bool:
    """Whether a list gets itself as an element, or what holds it."""
    added = step.value.right if isinstance(step.value, ast.BinOp) and not step.appends else step.value
    return any(one.name == step.name and (one.place or step.appends) for one in _held(added))


def _held(node: ast.expr) -> Iterator[_Held]:
    match node:
        case ast.Name(id=name):
            yield _Held((), name)
        case ast.Attribute(value=around, attr=key):
            yield from (one.under(key) for one in _held(around))
        case ast.Subscript(value=around, slice=key):
            yield from (one.under(_key(key)) for one in _held(around))
        case ast.Call(func=ast.Attribute(value=around, attr="get"), args=[key, *rest]):
            yield from (one.under(_key(key)) for one in _held(around))
            yield from _any(rest)
        case ast.List(elts=several):
            yield from (one.inside(ELEMENT) for one in _any(several))
        case ast.Dict(keys=keys, values=values):
            pairs = zip(keys, values, strict=True)
            yield from (one.inside(_key(key)) for key, value in pairs for one in _held(value))
        case ast.BinOp(op=ast.Add()) if value_of(node).kind not in (Kind.NUMBER, Kind.TEXT):
            both = _any([node.left, node.right])  # a new list of the same elements
            yield from (one if one.place else one.under(ELEMENT).inside(ELEMENT) for one in both)
        case ast.BoolOp(values=several):
            yield from _any(several)
        case ast.IfExp(body=yes, orelse=no):
            yield from _any([yes, no])


def _any(nodes: Sequence[ast.expr]) -> Iterator[_Held]:
    return (one for node in nodes for one in _held(node))


def _key(node: ast.expr | None) -> str:
    """A fixed key; the place of an element is as good as any other."""
    found = None if node is None else literal(node)
    return found if isinstance(found, str) else ELEMENT
