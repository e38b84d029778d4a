"""The library's comparison of two versions of a definition: what was added, removed and changed in the diagrams."""

import pytest
from SpiffWorkflow.bpmn.util.diff import (
    SpecDiff,
    WorkflowDiff,
    diff_dependencies,
    diff_workflow,
    filter_tasks,
    migrate_workflow,
)
from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.util.task import TaskState

import engine
from tests.unit.engine.case_player import NOON, Play, diagram
from tests.unit.engine.inspection.cases import END, ROOTS, START, TIMER, boundary, opened, sub_process, user_tasks

FLOWS = "start->t, t->g, g->b, g->a: x > 1, a->end, b->end"
FIRST = (
    START
    + END
    + '<userTask id="t" miz:form="one" miz:due="P3D" miz:candidates="boss"/><exclusiveGateway id="g" default="g.b.2"/>'
    + user_tasks("a", "b")
    + boundary("h", "t", TIMER)
)


def parsed(elements: str, links: str = FLOWS) -> engine.Definition:
    return engine.parse({"process.bpmn": diagram(elements, f"{links}, h->end", roots=ROOTS)})


def changes(old: engine.Definition, new: engine.Definition) -> tuple[list[str], list[str], dict[str, list[str]]]:
    registry = engine.workflow_serializer(old, now=NOON).registry
    diff = SpecDiff(registry, old.spec, new.spec)
    return (
        [spec.name for spec in diff.added],
        [spec.name for spec in diff.removed],
        {spec.name: sorted(what) for spec, what in diff.changed.items()},
    )


def test_nothing_has_changed_where_only_the_picture_or_the_ids_of_flows_have() -> None:
    again = parsed(FIRST, "start->t, t->g,  g->b, g->a: x > 1, b->end, a->end")
    assert changes(parsed(FIRST), again) == ([], [], {})


@pytest.mark.parametrize(
    ("before", "after", "element", "what"),
    [
        ('miz:due="P3D"', 'miz:due="P5D"', "t", ["due"]),
        ('miz:form="one"', 'miz:form="two"', "t", ["form"]),
        ('miz:candidates="boss"', 'miz:candidates="clerk"', "t", ["candidates"]),
        ("PT1H", "PT2H", "h", ["event_definition"]),
        ('cancelActivity="true"', 'cancelActivity="false"', "h", ["cancel_activity"]),
        ('<userTask id="b"', '<manualTask id="b"', "b", ["typename"]),
    ],
)
def test_what_has_changed_in_an_element_is_named(before: str, after: str, element: str, what: list[str]) -> None:
    assert changes(parsed(FIRST), parsed(FIRST.replace(before, after))) == ([], [], {element: what})


def test_a_condition_that_has_changed_is_named() -> None:
    assert changes(parsed(FIRST), parsed(FIRST, FLOWS.replace("x > 1", "x > 2"))) == ([], [], {"g": ["flows"]})


def test_elements_that_came_and_went_are_named() -> None:
    longer = parsed(FIRST + user_tasks("n"), FLOWS.replace("a->end", "a->n, n->end"))
    neighbours = {"a": ["flows", "outputs"], "end": ["inputs"]}
    assert changes(parsed(FIRST), longer) == (["n"], [], neighbours)
    assert changes(longer, parsed(FIRST)) == ([], ["n"], neighbours)


LOOP = '<userTask id="w">{}<multiInstanceLoopCharacteristics miz:collection="{}" miz:item="x"/></userTask>'


def looped(collection: str) -> engine.Definition:
    inner = sub_process("s", '<startEvent id="s0"/><endEvent id="s1"/>' + LOOP.format("", collection), "s0->w, w->s1")
    return engine.parse({"process.bpmn": diagram(START + END + inner, "start->s, s->end")})


def test_scopes_inside_are_compared_with_loops_in_them() -> None:
    old, new = looped("xs"), looped("ys")
    registry = engine.workflow_serializer(old, now=NOON).registry
    diffs, added = diff_dependencies(registry, old.specs, new.specs)
    assert (sorted(diffs), added) == (["case", "s"], [])
    assert {spec.name: what for spec, what in diffs["s"].changed.items()} == {"w": ["data_input"]}
    _, added = diff_dependencies(registry, parsed(FIRST).specs, old.specs)
    assert added == ["s"]


def test_tasks_that_a_new_version_concerns_are_told() -> None:
    old, new = looped("xs"), looped("ys")
    state = engine.start(old, {"xs": [1, 2]}, now=NOON).snapshot
    workflow = engine.workflow(old, state, now=NOON)
    registry = engine.workflow_serializer(old, now=NOON).registry
    top, inside = diff_workflow(registry, workflow, new.spec, new.specs)
    assert (top.changed, top.removed) == ([], [])
    ((_, diff),) = inside.items()
    assert isinstance(diff, WorkflowDiff)
    assert [task.task_spec.name for task in diff.changed] == ["w"]
    assert filter_tasks(diff.changed, state=TaskState.READY) == []
    assert len(filter_tasks(diff.alignment, state=TaskState.READY)) == 2


def test_a_case_is_not_migrated_by_the_librarys_way() -> None:
    play = Play(diagram(FIRST, f"{FLOWS}, h->end"), {"boss": "b"})
    new = parsed(FIRST + user_tasks("n"), FLOWS.replace("a->end", "a->n, n->end"))
    workflow = opened(play)
    registry = engine.workflow_serializer(play.definition, now=NOON).registry
    top, _ = diff_workflow(registry, workflow, new.spec, new.specs)
    with pytest.raises(WorkflowException, match=r"engine\.migrate"):
        migrate_workflow(top, workflow, new.spec)
    assert engine.snapshot_of(workflow) == play.last.snapshot


@pytest.mark.parametrize(("length", "works"), [(800, True), (1000, False)])
def test_the_comparison_recurs_along_the_flow(length: int, works: bool) -> None:
    tasks = "".join(f'<task id="t{number}"/>' for number in range(length))
    links = ",".join(f"t{number}->t{number + 1}" for number in range(length - 1))
    definition = engine.parse({"process.bpmn": diagram(START + END + tasks, f"start->t0, {links}, t{length - 1}->end")})
    registry = engine.workflow_serializer(definition, now=NOON).registry
    if works:
        assert SpecDiff(registry, definition.spec, definition.spec).changed == {}
        return
    with pytest.raises(RecursionError):
        SpecDiff(registry, definition.spec, definition.spec)
