"""What `docs/spiffworkflow.md` says of a step and of differences is what the tests say."""

import re

import pytest

from tests.unit.engine.spiffworkflow.document import PAGE, PARTS, written
from tests.unit.engine.spiffworkflow.executed import lines_of_library
from tests.unit.engine.spiffworkflow.test_executed import executed_in_walks

#: by how much a figure may be off before the page must be written anew
TOLERANCE = 0.1
WALKS = re.compile(r"Over the (\d+) recorded walks (\d+) functions and (\d+) lines of the library are executed")


def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_the_page_has_its_parts() -> None:
    assert [name for name in PARTS if f"<!-- {name}: begin -->" not in page()] == []


def test_the_page_is_written_anew_when_tests_change() -> None:
    assert written(page()) == page()


def test_the_figures_of_the_walks_are_right() -> None:
    told = WALKS.search(page())
    assert told is not None
    found = executed_in_walks()
    assert int(told[2]) == pytest.approx(len(found.functions), rel=TOLERANCE)
    assert int(told[3]) == pytest.approx(len(found.lines), rel=TOLERANCE)
    assert f"{lines_of_library():,} lines" in page()
