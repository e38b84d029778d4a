"""A plain diagram is read by our parser as the library's own reads it: the same elements, kinds, flows, lanes, names,
documentation and events. What differs is listed with its reason in `library_differences`."""

import re
from collections.abc import Mapping
from functools import cache

import pytest
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.specs.defaults import EventSubprocess, SubWorkflowTask

import engine
from engine.build.diagram_parser import DiagramParser
from engine.build.event_parsers import ALLOWED
from engine.dialect.names import FLOW_NODES, bpmn
from engine.execution.subprocesses import EventSubProcess
from engine.lint.events import ALLOWED as BY_THE_GATE
from tests.unit.engine.behaviour.catalogue import CATALOGUE
from tests.unit.engine.build.library_differences import OTHERWISE, PICTURES, REFUSED
from tests.unit.engine.build.readers import by_engine, by_library, library_specs, pairs_of_classes

DIAGRAMS: Mapping[str, bytes] = {**{str(shown): shown.xml for shown in CATALOGUE if not shown.refused}, **PICTURES}
READ_OTHERWISE = {diagram for difference in OTHERWISE for diagram in difference.shown}


def definition_of(name: str) -> engine.Definition:
    return engine.parse({"process.bpmn": DIAGRAMS[name]})


@cache
def library_error(name: str) -> str:
    """What the library says where it doesn't read the file; "" if it does."""
    process = definition_of(name).process_id
    try:
        library_specs(DIAGRAMS[name], process)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


@pytest.mark.parametrize("name", DIAGRAMS)
def test_a_diagram_is_read_alike_or_the_difference_is_listed(name: str) -> None:
    definition, error = definition_of(name), library_error(name)
    if error:
        assert [one.what for one in REFUSED if re.search(one.words, error)] != [], error
        assert name not in READ_OTHERWISE
        return
    theirs, ours = by_library(DIAGRAMS[name], definition.process_id), by_engine(definition)
    assert (theirs != ours) is (name in READ_OTHERWISE), [(id_, theirs.get(id_), ours.get(id_)) for id_ in ours]


@pytest.mark.parametrize("refused", REFUSED, ids=lambda one: one.what)
def test_what_the_library_refuses_is_shown_by_a_diagram_that_ours_reads(refused) -> None:
    assert any(re.search(refused.words, library_error(name)) for name in DIAGRAMS)


def test_every_diagram_of_a_difference_is_there() -> None:
    assert sorted(READ_OTHERWISE - set(DIAGRAMS)) == []
    assert all(difference.shown for difference in OTHERWISE)


def test_most_behaviours_are_read_by_both() -> None:
    """So that the comparison compares something."""
    assert len({name for name in DIAGRAMS if not library_error(name)} - READ_OTHERWISE) > 300


def test_every_flow_node_of_the_standard_and_of_the_library_has_a_parser_of_ours() -> None:
    ours = DiagramParser.OVERRIDE_PARSER_CLASSES
    assert set(ours) == {bpmn(name) for name in FLOW_NODES}
    assert set(BpmnParser.PARSER_CLASSES) <= set(ours)


def test_the_gate_allows_in_an_event_what_is_read() -> None:
    """A link is read as a flow, and an event without a definition has nothing to be read."""
    for kind in ("intermediateCatchEvent", "boundaryEvent", "intermediateThrowEvent", "endEvent"):
        assert BY_THE_GATE[kind] - {"link", "none"} == ALLOWED[kind]
    starts = frozenset().union(*(kinds for place, kinds in BY_THE_GATE.items() if place.endswith("start")))
    assert starts - {"none"} == ALLOWED["startEvent"]


def test_the_library_s_class_of_an_element_is_a_base_of_ours() -> None:
    """Of an event sub-process too: the library's parser looks for `triggeredByEvent` in the namespace of BPMN, where
    no attribute is, and so never makes the class that it has for them."""
    plain = (name for name in DIAGRAMS if not library_error(name) and name not in READ_OTHERWISE)
    pairs = {pair for name in plain for pair in pairs_of_classes(DIAGRAMS[name], definition_of(name))}
    assert {(theirs, ours) for theirs, ours in pairs if not issubclass(ours, theirs)} == {
        (SubWorkflowTask, EventSubProcess)
    }
    assert issubclass(EventSubProcess, EventSubprocess)
