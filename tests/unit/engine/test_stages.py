"""The citizen's stages: their order along the flow, and those that runs of lanes make."""

import pytest

from engine import Bilingual, Lane, Stage
from engine.stages import lane_stages, ordered_stages


def stages(names: str) -> list[Stage]:
    return [Stage(name, Bilingual(name, name)) for name in names]


@pytest.mark.parametrize(
    ("declared", "stage_of", "order", "edges", "expected"),
    [
        # along the flow, whatever order they are declared in; those that nobody has are left out
        ("xyz", {"a": "y", "b": "x"}, "ab", {"a": "b"}, "yx"),
        ("xyz", {"a": "x", "b": "x", "c": "z"}, "abc", {"a": "b", "b": "c"}, "xz"),
        # of two branches that of the stage declared first
        ("xyz", {"b": "z", "c": "y"}, "abc", {"a": "bc"}, "yz"),
        ("zyx", {"b": "z", "c": "y"}, "abc", {"a": "bc"}, "zy"),
        # a branch waits for what comes before it
        ("xyz", {"b": "z", "c": "y", "d": "x"}, "abcd", {"a": "bc", "b": "d", "c": "d"}, "yzx"),
        # elements without a stage pass at once
        ("xyz", {"c": "y", "d": "x"}, "abcd", {"a": "b", "b": "d"}, "xy"),
        ("xy", {"d": "x", "b": "y"}, "abcd", {"a": "bc", "c": "d"}, "xy"),
        # a way back says nothing
        ("xy", {"a": "x", "b": "y"}, "ab", {"a": "b", "b": "a"}, "xy"),
        ("xy", {"a": "nowhere"}, "a", {}, ""),
        ("", {"a": "x"}, "a", {}, ""),
    ],
)
def test_stages_come_in_the_order_of_the_flow(
    declared: str, stage_of: dict[str, str], order: str, edges: dict[str, str], expected: str
) -> None:
    successors = {element: list(edges.get(element, "")) for element in order}
    found = ordered_stages(stages(declared), stage_of, list(order), successors)
    assert [stage.id for stage in found] == list(expected)


def test_stage_declared_without_id_belongs_to_nobody() -> None:
    nameless = Stage("", Bilingual("", ""))
    assert ordered_stages([nameless, *stages("x")], {"a": "x"}, ["a", "b"], {"a": ["b"], "b": []}) == tuple(stages("x"))


def test_each_run_of_a_lane_is_a_stage_of_its_name() -> None:
    lanes = [Lane("l", Bilingual("ل", "L")), Lane("m", Bilingual("م", "M"))]
    work = [("a", "l"), ("b", None), ("c", "l"), ("d", "m"), ("e", "l"), ("f", "m"), ("g", "l")]
    found, stage_of = lane_stages(work, lanes)
    assert [(stage.id, stage.name.en) for stage in found] == [
        ("l", "L"),
        ("m", "M"),
        ("l-2", "L"),
        ("m-2", "M"),
        ("l-3", "L"),
    ]
    assert stage_of == {"a": "l", "c": "l", "d": "m", "e": "l-2", "f": "m-2", "g": "l-3"}
    assert lane_stages([("a", None)], lanes) == ((), {})
