"""The specs of a definition as dictionaries: what the library's `SpecDiff` compares, element by element.

They are read from the attributes that the parser has set, so an element of one's own needs no converter. None is
restored from its dictionary: specs come from `engine.parse` alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cached_property, singledispatch
from typing import Any

from SpiffWorkflow.bpmn.serializer.helpers.bpmn_converter import BpmnConverter
from SpiffWorkflow.bpmn.serializer.helpers.dictionary import DictionaryConverter
from SpiffWorkflow.util.event import Event

from engine.errors import SnapshotError
from engine.execution.event_definitions import EventDefinition
from engine.execution.expressions import Expression, FlowCondition
from engine.execution.kernel import Flow, FlowNode
from engine.execution.spec import ProcessSpec, ScopeStart
from engine.execution.timers import Moments

#: of a spec, but of no interest: where it belongs, what is shared by the whole file, ids of flows, what the library has
#: and nothing here uses, and what only says again which kind it is and which flows it has
_APART = frozenset(
    {
        *("_wf_spec", "decisions", "incoming", "activity", "id", "locks", "position", "pre_assign", "post_assign"),
        *("description", "cond_task_specs", "default_task_spec", "choice"),
    }
)
#: the library's own names of what it keeps under others
_CALLED = {"_inputs": "inputs", "_outputs": "outputs"}


class SpecConverter(BpmnConverter):
    """A spec of any kind as a dictionary of what its element says: flows with their conditions, the event, script,
    mappings, form, due date, candidates …"""

    def to_dict(self, spec: Any) -> dict[str, object]:
        """Attributes by name; those of the dialect stand among them."""
        found = dict(_attributes(spec))
        activity = getattr(spec, "activity", None)
        if activity is not None:
            said = {field.name: _plain(getattr(activity, field.name)) for field in fields(activity)}
            found = {**said, **found}
        return found

    def from_dict(self, dct: dict[str, object]) -> Any:
        """Raises `SnapshotError`: a definition is parsed, never restored."""
        raise SnapshotError(f"The specification “{dct.get('name')}” isn't restored: parse the definition")


def register_specs(registry: DictionaryConverter) -> None:
    """Add a converter for each kind of element, also for those that others have derived."""
    SpecConverter(ScopeStart, registry)
    for kind in _kinds_of(FlowNode):
        SpecConverter(kind, registry)


def _kinds_of(base: type[FlowNode]) -> Iterator[type[FlowNode]]:
    for kind in base.__subclasses__():
        yield kind
        yield from _kinds_of(kind)


def _attributes(spec: object) -> Iterator[tuple[str, object]]:
    for name, value in vars(spec).items():
        worked_out = isinstance(getattr(type(spec), name, None), cached_property)
        if name not in _APART and not worked_out and not isinstance(value, Event):
            found = sorted(value) if name == "_inputs" else value  # from where it is come to has no order
            yield _CALLED.get(name, name), _plain(found)


@singledispatch
def _plain(value: object) -> object:
    """The value as JSON would write it, with texts for expressions and names for what stands elsewhere."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value if isinstance(value, str | int | float | None) else repr(value)


@_plain.register
def _(value: Enum) -> object:
    return value.value


@_plain.register(Expression)
@_plain.register(FlowCondition)
def _(value: Expression | FlowCondition) -> str:
    return value.text


@_plain.register
def _(value: Flow) -> dict[str, object]:
    return {"target": value.target, "condition": _plain(value.condition), "default": value.default}


@_plain.register
def _(value: Moments) -> str:
    return value.source


@_plain.register(FlowNode)
@_plain.register(ProcessSpec)
def _(value: FlowNode | ProcessSpec) -> str:
    return str(value.name)


@_plain.register(EventDefinition)
def _(value: EventDefinition) -> dict[str, object]:
    return {"typename": type(value).__name__, **{name: _plain(one) for name, one in vars(value).items()}}


@_plain.register
def _(value: Mapping) -> dict[str, object]:  # type: ignore[type-arg]  # the dispatch takes no parameters
    return {str(key): _plain(one) for key, one in value.items()}


@_plain.register(list)
@_plain.register(tuple)
def _(value: Sequence[object]) -> list[object]:
    return [_plain(one) for one in value]
