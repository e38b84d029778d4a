"""What a reader of a diagram makes of its elements: the bare library's parser and ours, in the same words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.defaults import (
    EventSubprocess,
    ParallelMultiInstanceTask,
    SequentialMultiInstanceTask,
    StandardLoopTask,
)

import engine
from engine.build.activity_parsers import INSTANCE

#: what the library calls the specs of a looped activity's instances
CHILD = "{} [child]"
LOOPS = (StandardLoopTask, ParallelMultiInstanceTask, SequentialMultiInstanceTask)
KINDS = {cls: tag.rpartition("}")[2] for tag, (_, cls) in BpmnParser.PARSER_CLASSES.items()}
KINDS[EventSubprocess] = "subProcess"


@dataclass(frozen=True)
class Seen:
    """One element of a diagram as a reader sees it. `event` tells of an event what it waits for or throws."""

    kind: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    lane: str | None
    name: str | None
    documentation: str | None
    event: str


#: elements by id, scope by scope
Reading = Mapping[str, Mapping[str, Seen]]


def library_specs(xml: bytes, process: str) -> dict[str, Any]:
    """The specs that the bare library makes: of the process, its sub-processes and what it calls, by id."""
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.fromstring(xml))
    return {process: parser.get_spec(process), **parser.get_subprocess_specs(process)}


def reading_of(specs: Mapping[str, Any], child: str) -> Reading:
    """What the specs say of the diagram's elements; those that stand for something else (splits and joins of the
    library, the parts of our multiple events) are left out. `child` is how instances are called."""
    return {
        id_: {
            spec.bpmn_id: _seen(spec, scope.task_specs.get(child.format(spec.bpmn_id), spec))
            for name, spec in scope.task_specs.items()
            if spec.bpmn_id == name
        }
        for id_, scope in specs.items()
    }


def by_library(xml: bytes, process: str) -> Reading:
    """Raises what the library raises."""
    return reading_of(library_specs(xml, process), CHILD)


def by_engine(definition: engine.Definition) -> Reading:
    """The same of our specs."""
    return reading_of(definition.specs, INSTANCE)


def pairs_of_classes(xml: bytes, definition: engine.Definition) -> set[tuple[type, type]]:
    """For each element the class of the library's spec and that of ours, the instances of looped activities too."""
    return {
        (type(spec), type(definition.specs[scope].task_specs[_our_name(name, spec.bpmn_id)]))
        for scope, theirs in library_specs(xml, definition.process_id).items()
        for name, spec in theirs.task_specs.items()
        if spec.bpmn_id is not None
    }


def _our_name(name: str, element: str) -> str:
    return INSTANCE.format(element) if name == CHILD.format(element) else name


def _seen(spec: Any, work: Any) -> Seen:
    """`work` is the spec itself, or of a looped activity that of each instance."""
    kind = getattr(work, "kind", None) or KINDS[type(work)]
    looped = work is not spec
    return Seen(
        f"{kind} in a loop" if looped else kind,
        _inputs(spec),
        _ends(spec.outputs),
        work.lane,
        work.bpmn_name,
        work.documentation,
        work.description if kind.endswith("Event") else "",
    )


def _inputs(spec: Any) -> tuple[str, ...]:
    """An activity with boundary events is reached through a split; its boundary events by no flow at all."""
    for before in spec.inputs:
        if isinstance(before, BoundaryEventSplit):
            return _ends(before.inputs) if before.name == f"{spec.name}.BoundaryEventSplit" else ()
    return _ends(spec.inputs)


def _ends(specs: Iterable[Any]) -> tuple[str, ...]:
    named = (
        spec.name.removesuffix(".BoundaryEventSplit") if isinstance(spec, BoundaryEventSplit) else spec.bpmn_id
        for spec in specs
        if spec is not None
    )
    return tuple(sorted(filter(None, named)))
