"""The library's serializer with our converters: what it writes, and what it refuses to read."""

import gzip
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from typing import Any

import pytest
from SpiffWorkflow.bpmn.serializer.workflow import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.util.event import BpmnEvent
from SpiffWorkflow.util.task import TaskState

import engine
from engine import SnapshotError, UnknownSnapshotVersion
from tests.unit.engine.case_player import NOON, Play, diagram
from tests.unit.engine.inspection.cases import END, OFFICE, START, at, opened, task_at, user_tasks

SERIALIZER = engine.workflow_serializer(OFFICE.definition, now=NOON)
WRITTEN = json.loads(SERIALIZER.serialize_json(opened(OFFICE)))


def read(found: object) -> Any:
    return SERIALIZER.deserialize_json(json.dumps(found))


def test_a_case_is_written_as_the_library_writes_it_and_read_again() -> None:
    assert isinstance(SERIALIZER, BpmnWorkflowSerializer)
    again = read(WRITTEN)
    assert engine.snapshot_of(again) == OFFICE.last.snapshot
    assert at(again) == at(opened(OFFICE))
    check = task_at(again, "check")
    stored = WRITTEN["tasks"][check.id]
    assert (stored["task_spec"], stored["state"], len(stored["children"])) == ("check", TaskState.READY, 2)
    assert (SERIALIZER.get_version(WRITTEN), WRITTEN["data"]) == (SERIALIZER.VERSION, {"parts": ["bolt", "nut"]})


def test_the_specification_is_named_by_its_content_and_not_written() -> None:
    definition = OFFICE.definition
    assert WRITTEN["spec"] == {"process": "case", "content_hash": definition.content_hash}
    assert "subprocess_specs" not in WRITTEN


def test_a_serialization_may_be_compressed_or_stay_a_dictionary() -> None:
    workflow = opened(OFFICE)
    packed = SERIALIZER.serialize_json(workflow, use_gzip=True)
    assert engine.snapshot_of(SERIALIZER.deserialize_json(packed, use_gzip=True)) == OFFICE.last.snapshot
    assert engine.snapshot_of(SERIALIZER.from_dict(SERIALIZER.to_dict(workflow))) == OFFICE.last.snapshot
    with pytest.raises(SnapshotError):
        SERIALIZER.deserialize_json(packed[:40], use_gzip=True)
    with pytest.raises(SnapshotError):
        SERIALIZER.deserialize_json(gzip.compress(b"{"), use_gzip=True)


def test_a_variable_may_be_called_as_the_library_calls_its_types() -> None:
    play = Play(diagram(START + END + user_tasks("a"), "start->a, a->end"), {"typename": "UUID", "value": {"x": [1]}})
    serializer = engine.workflow_serializer(play.definition, now=NOON)
    again = serializer.deserialize_json(serializer.serialize_json(opened(play)))
    assert again.data == {"typename": "UUID", "value": {"x": [1]}}


def test_events_that_nobody_caught_and_the_moments_of_tasks_are_kept() -> None:
    workflow = opened(OFFICE)
    workflow.catch(BpmnEvent(MessageEventDefinition("lost"), {"a": 1}))
    task_at(workflow, "check").last_state_change = 17.5
    again = SERIALIZER.deserialize_json(SERIALIZER.serialize_json(workflow))
    assert [(one.event_definition.name, one.payload) for one in again.get_events()] == [("lost", {"a": 1})]
    assert task_at(again, "check").last_state_change == 17.5


def test_a_case_that_has_ended_is_read_as_ended() -> None:
    workflow = opened(OFFICE)
    workflow.cancel()
    again = SERIALIZER.deserialize_json(SERIALIZER.serialize_json(workflow))
    assert (again.is_completed(), again.success) == (True, False)


def test_threads_share_a_serializer() -> None:
    def once(number: int) -> bool:
        workflow = opened(OFFICE)
        workflow.data["number"] = number
        written = SERIALIZER.serialize_json(workflow) if number % 2 else json.dumps(SERIALIZER.to_dict(workflow))
        found = {**json.loads(written), SERIALIZER.VERSION_KEY: SERIALIZER.VERSION}
        return bool(read(found).data["number"] == number)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(once, range(80)))


@pytest.mark.parametrize(
    ("version", "told"),
    [(None, "None"), ("1.5", "1.5"), ("Miz 1, SpiffWorkflow 3.1.2", "3.1.2"), ("Miz 9, SpiffWorkflow 3.2.0", "Miz 9")],
)
def test_another_format_or_release_of_the_library_is_refused_by_name(version: str | None, told: str) -> None:
    found = {**WRITTEN, SERIALIZER.VERSION_KEY: version}
    if version is None:
        del found[SERIALIZER.VERSION_KEY]
    with pytest.raises(UnknownSnapshotVersion, match=told):
        read(found)


def test_a_serialization_of_another_definition_is_refused_by_name() -> None:
    other = Play(diagram(START + END + user_tasks("check"), "start->check, check->end"))
    serializer = engine.workflow_serializer(other.definition, now=NOON)
    with pytest.raises(SnapshotError, match=OFFICE.definition.content_hash):
        serializer.deserialize_json(json.dumps(WRITTEN))
    with pytest.raises(SnapshotError, match=OFFICE.definition.content_hash):
        serializer.serialize_json(opened(OFFICE))


def test_a_spec_isnt_restored() -> None:
    written = SERIALIZER.registry.convert(OFFICE.definition.spec.task_specs["check"])
    with pytest.raises(SnapshotError, match="isn't restored"):
        SERIALIZER.registry.restore(written)


@pytest.mark.parametrize("text", ["", "{", "[]", "5", "null", '{"a": 1}', "[" * 100_000])
def test_what_isnt_a_serialization_is_refused(text: str) -> None:
    with pytest.raises(SnapshotError):
        SERIALIZER.deserialize_json(text)


def _set(key: str, value: object) -> Callable[[dict[str, Any]], None]:
    def change(found: dict[str, Any]) -> None:
        task = next(one for one in found["tasks"].values() if one["task_spec"] == "check")
        task[key] = value

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_set("task_spec", "nowhere"), "nowhere"),
        (_set("state", TaskState.COMPLETED), "state “64”"),
        (_set("state", TaskState.ERROR), "no incident says why"),
        (_set("record", {"mood": 1}), "mood"),
        (_set("children", []), "isn't where it was"),
        (_set("colour", "red"), "colour"),
        (lambda found: found.update(counter=1), "number"),
        (lambda found: found.update(state="asleep"), "asleep"),
    ],
)
def test_what_is_damaged_is_refused_by_name(change: Callable[[dict[str, Any]], None], told: str) -> None:
    found = deepcopy(WRITTEN)
    change(found)
    with pytest.raises(SnapshotError, match=told):
        read(found)


def places(found: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands in it, at any depth."""
    inside = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    for key, value in inside:
        yield (*path, key)
        yield from places(value, (*path, key))


def test_whatever_is_missing_or_of_another_kind_is_refused_or_harmless() -> None:
    refused = 0
    for path in places(WRITTEN):
        for wrong in (None, "x", -1, [], {}, [None], {"x": None}, 1e400):
            found = deepcopy(WRITTEN)
            place = found
            for key in path[:-1]:
                place = place[key]
            place[path[-1]] = wrong
            try:
                engine.snapshot_of(read(found))
            except SnapshotError:
                refused += 1
    assert refused > 1000
