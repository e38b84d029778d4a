"""Every method of the library that a class of ours replaces stands in `docs/spiffworkflow.md`, and no other."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from SpiffWorkflow.bpmn.specs.event_definitions import MessageEventDefinition
from SpiffWorkflow.bpmn.util.event import BpmnEvent

from engine.execution.case import Case
from engine.snapshot import load
from engine.time import DEFAULT_CALENDAR
from tests.architecture import markdown
from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.case_player import Play
from tests.unit.engine.spiffworkflow.document import PAGE
from tests.unit.engine.spiffworkflow.overrides import HOOKS, replaced
from tests.unit.engine.spiffworkflow.steps import LOOP

Names = set[tuple[str, str]]
METHODS = "class method what the library does here shown by upstream"
FILLED = "hook classes what for"
TESTS = Path(__file__).parents[3]


@cache
def rows(heads: str) -> list[list[str]]:
    """The rows of the page's tables with these heads, which may be several."""
    page, found = PAGE.read_text(encoding="utf-8"), []
    for part in re.split(r"^## ", page, flags=re.MULTILINE):
        found += markdown.tables(part).get(heads, [])
    return found


def names_in(rows_: list[list[str]], class_at: int, method_at: int) -> list[tuple[str, str]]:
    """Each class with each method of its row."""
    cells = ((markdown.CODE.findall(row[class_at]), markdown.CODE.findall(row[method_at])) for row in rows_)
    return [(one, method) for classes, methods in cells for one in classes for method in methods]


METHOD_ROWS = names_in(rows(METHODS), 0, 1)
HOOK_ROWS = names_in(rows(FILLED), 1, 0)


def test_every_override_is_listed_and_nothing_else() -> None:
    assert set(METHOD_ROWS) | set(HOOK_ROWS) == replaced()


def test_an_override_is_listed_once() -> None:
    listed = [*METHOD_ROWS, *HOOK_ROWS]
    assert [one for one in set(listed) if listed.count(one) > 1] == []


def test_what_isnt_a_hook_has_a_row_with_its_reason() -> None:
    assert {one for one in HOOK_ROWS if one[1] not in HOOKS} == set()


@cache
def names_of_tests() -> frozenset[str]:
    """All tests as `module::function`."""
    return frozenset(
        f"{file.stem}::{node.name}"
        for file in TESTS.rglob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


@pytest.mark.parametrize("row", rows(METHODS), ids=lambda row: f"{row[0]} {row[1]}")
def test_a_row_names_a_test_that_shows_why(row: list[str]) -> None:
    shown = markdown.CODE.findall(row[4])
    assert shown
    assert set(shown) <= names_of_tests()


def loaded(played: Play) -> Case:
    """The case of a player, as the library sees it."""
    return load(played.definition, played.last.snapshot, now=played.now, calendar=DEFAULT_CALENDAR)


def test_a_loop_that_is_reset_begins_with_its_first_round() -> None:
    case = loaded(Play(d.between(d.task("a", kind="userTask", inner=LOOP))).complete("a"))
    rounds = [token.parent for token in case.tokens() if token.is_open]
    case.reset_from_task_id(rounds[0].id)
    case.do_engine_steps()
    assert [token.data["loopCounter"] for token in case.tokens() if token.is_open] == [1]


def test_a_message_of_the_librarys_own_class_is_the_message_of_that_name() -> None:
    case = loaded(Play(d.between(d.catch("a", d.MESSAGE))))
    case.send_event(BpmnEvent(MessageEventDefinition("M"), {"x": 1}))
    case.do_engine_steps()
    assert case.is_completed()
    assert dict(case.data) == {"x": 1}


def test_a_sub_process_that_was_interrupted_is_forgotten() -> None:
    inside = d.sub("s", d.start("s0") + d.task("a", kind="userTask") + d.end("s1"), "s0->a, a->s1")
    body = inside + d.boundary("b", "s", d.MESSAGE) + d.task("c", kind="userTask")
    played = Play(d.between(body, "start->s, s->end, b->c, c->end")).deliver("M")
    assert not loaded(played).subprocesses
    assert played.complete("c").path[-1] == "end"
