"""Where bare SpiffWorkflow does what BPMN asks, and where it doesn't: every behaviour is one or the other.

A behaviour that isn't in `differences.toml` gives the same course there as here; one that is listed differs in the way
under which it is listed. So this fails where a release of the library gets better or worse."""

import pytest
from SpiffWorkflow.bpmn.specs.event_definitions import timer

from tests.unit.engine.behaviour.behaviour import Behaviour
from tests.unit.engine.behaviour.catalogue import CATALOGUE
from tests.unit.engine.differential.difference import difference, not_compared
from tests.unit.engine.differential.differences import CAUSES, LISTED
from tests.unit.engine.differential.library_run import run_in_library
from tests.unit.engine.differential.own_run import own_course
from tests.unit.engine.differential.table import table

COMPARED = [shown for shown in CATALOGUE if not_compared(shown) is None]


@pytest.mark.parametrize("shown", COMPARED, ids=str)
def test_the_library_differs_where_the_table_says_so(shown: Behaviour) -> None:
    outcome = run_in_library(shown)
    found = difference(shown, own_course(shown), outcome)
    assert found == LISTED.get(str(shown)), f"{outcome.end}: {outcome.course}, {outcome.reason}"


def test_the_table_lists_behaviours_that_are_compared_and_each_once() -> None:
    listed = [key for cause in CAUSES for key in cause.behaviours]
    assert set(listed) <= set(map(str, COMPARED))
    assert len(listed) == len(LISTED)


def test_the_table_has_a_row_for_every_cause() -> None:
    rows = [line for line in table() if line.startswith("| ")]
    assert len(rows) == 2 + len(CAUSES)
    assert rows[2].startswith(f"| {CAUSES[0].name} | ")


def test_the_library_has_its_own_clock_again_after_a_run() -> None:
    real = timer.datetime
    run_in_library(next(shown for shown in COMPARED if shown.element == "Timer event (duration)"))
    assert timer.datetime is real
